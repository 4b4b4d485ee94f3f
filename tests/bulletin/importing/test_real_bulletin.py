"""The bulletin that the importer was made for; skipped where it is not at hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from heliograph.bulletin.importing import convert_file, draft_from
from heliograph.bulletin.importing.saving import save_draft
from heliograph.events.observances.loading import load_observances

REAL = Path(__file__).parents[4] / "shared" / "bulletins" / "info-flash-22.txt"
pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the real bulletin is not next to the checkout")


@pytest.fixture(scope="module")
def source():
    return convert_file(REAL, REAL.name)


@pytest.fixture(scope="module")
def draft(source):
    return draft_from(source, now=datetime(2026, 1, 12, tzinfo=UTC))


def test_converted_source_is_the_file_itself(source):
    assert source.text == REAL.read_text(encoding="utf-8")


def test_head_gives_number_title_and_language(draft):
    assert (draft.number, draft.title, draft.language) == ("22", "ASPnet Bi-weekly Info Flash N°22", "en")


def test_eight_items_with_their_labels(draft):
    assert [(item.label, item.title) for item in draft.items] == [
        (None, "Global ASPnet Conference 2026"),
        ("INVITATION", "4th session of the ASPnet Webinar Series: “Emergencies and disaster”"),
        ("NEW PUBLICATION", "Santo Domingo Roadmap: Towards Lasting Peace"),
        ("Call for Partners", "Join the 2026 Korean ASPnet Exchange Project"),
        ("NEWS", "The Winds of Peace Project"),
        ("Event", "International Day of Education 2026 Event"),
        (
            "REMINDER + CALL FOR PARTICIPATION",
            "Join the Second Edition of the Consultation on the Evolving Right to Education",
        ),
        ("INFORMATION SHARING", "Next UNESCO International Days"),
    ]


def test_addresses_of_each_item(draft):
    assert [[address.partition("@")[2] for address in item.emails] for item in draft.items] == [
        ["unesco.org", "unesco.org"],
        ["unesco.org"],
        [],
        ["unesco.or.kr"],
        ["gov.si"],
        ["unesco.org"],
        ["unesco.org"],
        [],
    ]


def test_links_lead_nowhere_and_are_all_named(draft):
    assert {link.url for item in draft.items for link in item.links} == {None}
    assert [link.text for link in draft.items[0].links] == [
        "Global ASPnet Conference 2026",
        "Conference Registration Form",
        "the same platform",
        "Guidelines attached",
        "“Peer-to-Peer Learning workshop”",
        "“Co-working session”",
        "online proposal form",
        "Zoom meeting link",
    ]


def test_attachments_that_did_not_come_along(draft):
    assert [item.attachments for item in draft.items] == [
        ("Guidelines attached",), (), (), ("Concept note attached",), (), (), (), (),
    ]  # fmt: skip
    warned = [warning.text for item in draft.items for warning in item.warnings if warning.kind == "attachment-missing"]
    assert warned == ["Guidelines attached", "Concept note attached"]


def test_languages_offered(draft):
    assert [item.languages for item in draft.items] == [
        (), ("en", "fr", "es"), (), ("en",), (), ("en", "fr"), (), (),
    ]  # fmt: skip


def test_both_wrong_abbreviations_are_flagged(draft):
    warned = [warning.text for item in draft.items for warning in item.warnings if warning.kind == "zone-abbreviation"]
    assert [text.split(" from ")[0] for text in warned] == ["Thursday 15 January 2026", "Thursday 22 January 2026"]


def test_every_moment_stands_where_it_says(source, draft):
    for item in draft.items:
        for moment in item.moments:
            assert source.text[moment.offset : moment.offset + len(moment.text)] == moment.text


def test_what_each_item_could_become(draft):
    kinds = [sorted({proposal.kind for proposal in item.proposals}) for item in draft.items]
    assert kinds == [
        ["call", "document", "event"],
        ["call", "event"],
        ["document", "event"],
        ["call", "document", "event"],
        ["event"],
        ["event"],
        ["call"],
        ["event"],
    ]


def test_a_call_for_each_thing_that_is_asked_with_the_dates_that_belong_to_it(draft):
    calls = [proposal for item in draft.items for proposal in item.proposals if proposal.kind == "call"]
    found = [(one.prefill["call"], [(each["of"], each["start"]) for each in one.prefill["deadlines"]]) for one in calls]
    assert found == [
        ("registration", [("closes", "2026-02-01"), ("withdraw", "2026-01-26"), ("reconfirm", None)]),
        ("contribution", [("closes", "2026-02-01")]),
        ("proposal", [("closes", "2026-01-15")]),
        ("proposal", []),
        ("application", [("closes", "2026-01-31"), ("contact", "2026-03-31")]),
        ("interest", [("closes", "2026-02-15")]),
        ("contribution", [("closes", "2026-03-30")]),
    ]
    assert [one.title.rpartition(": ")[2] for one in calls] == [
        "Registration",
        "Posters",
        "Collaborative Sessions",
        "offers to speak",
        "Join the 2026 Korean ASPnet Exchange Project",
        "expression of interest",
        "submissions",
    ]


def test_whoever_may_be_written_to_is_the_contact_of_each_call(draft):
    calls = [proposal for item in draft.items for proposal in item.proposals if proposal.kind == "call"]
    assert [one.prefill["contact"][0].partition("@")[2] for one in calls] == [
        "unesco.org", "unesco.org", "unesco.org", "unesco.org", "unesco.or.kr", "unesco.org", "unesco.org",
    ]  # fmt: skip
    offers = calls[3].prefill["contact"]
    assert offers == list(draft.items[1].emails)


@pytest.mark.django_db
def test_its_three_international_days_are_bound(draft):
    at = datetime(2026, 1, 12, 9, tzinfo=UTC)
    load_observances(at)
    issue = save_draft(draft, {}, REAL.name, None, at)
    found = [[each.observance.key for each in item.bindings.order_by("position")] for item in issue.items.all()]
    days = ["international-day-of-education", "holocaust-remembrance-day", "international-mother-language-day"]
    assert found == [[]] * 7 + [days]
