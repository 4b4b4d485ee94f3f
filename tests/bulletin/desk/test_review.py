"""Reviewing a draft: marked passages, verdicts, the issue that comes of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from heliograph.bulletin import review
from heliograph.bulletin.importing.saving import FACTS
from heliograph.bulletin.models import Issue, ItemMoment
from heliograph.bulletin.passages import cut, item_starts, locate
from tests.bulletin.desk.pages import filled, soup, words
from tests.bulletin.drafts import SOURCE

pytestmark = pytest.mark.django_db


def address(draft):
    return f"/desk/import/{draft.public_id}/"


def send(desk, draft, do="keep", **changes):
    return desk.post(address(draft), {**filled(desk.get(address(draft)), "?page=1"), "do": do, **changes})


def verdicts(draft):
    draft.refresh_from_db()
    return draft.verdicts


def test_every_passage_is_marked_and_linked_both_ways(desk, draft):
    page = soup(desk.get(address(draft)))
    marks = {mark.get("id"): mark.get_text() for mark in page.select(".source-text mark")}
    assert marks["s-i0-moments-0"] == "1 February 2026"
    assert marks["s-i0-links-0"] == "register here"
    assert marks["s-i1"] == "A guide for teachers"
    targets = {link["href"][1:] for link in page.select(".source-text mark a, .to-source")}
    assert targets - {one["id"] for one in page.select("[id]")} == set()


def test_source_is_shown_whole_and_escaped(desk, draft):
    draft.source = SOURCE.replace("annex", "<b>annex</b>")
    draft.save()
    assert soup(desk.get(address(draft))).select_one(".source-text").get_text() == draft.source
    assert soup(desk.get(address(draft))).select(".source-text b") == []


def test_overlapping_passages_lead_to_the_shortest():
    facts = [
        review.Fact("long", "moments", 0, {}, "31 March at 9:30", SOURCE.index("31 March")),
        review.Fact("short", "warnings", 0, {}, "31 March"),
    ]
    found = locate(SOURCE, facts, item_starts(SOURCE, {"items": [{"title": "Spring meeting"}]}))
    pieces = [(piece.text, piece.key, piece.begins) for piece in cut(SOURCE, found) if piece.key]
    assert pieces == [("31 March", "short", ("short", "long")), (" at 9:30", "long", ())]
    assert "".join(piece.text for piece in cut(SOURCE, found)) == SOURCE


def test_page_sent_as_it_is_decides_nothing(desk, draft):
    send(desk, draft)
    assert verdicts(draft) == {}


def test_verdicts_are_kept_and_shown_again(desk, draft):
    send(desk, draft, **{"i0.moments.0-verdict": "accept", "i0.links.0-verdict": "drop"})
    assert verdicts(draft) == {"i0.moments.0": {"verdict": "accept"}, "i0.links.0": {"verdict": "drop"}}
    checked = [one["name"] for one in soup(desk.get(address(draft))).select("input[type=radio][checked]")]
    assert checked == ["i0.moments.0-verdict", "i0.links.0-verdict"]


def test_changed_field_is_a_correction_without_any_button(desk, draft):
    send(desk, draft, **{"i0.moments.0-start_day": "2026-02-08", "i0.moments.0-start_time": "12:00"})
    values = verdicts(draft)["i0.moments.0"]["values"]
    assert (values["start"], values["precision"], values["date_only"], values["zone"]) == (
        "2026-02-08T12:00",
        "minute",
        False,
        None,
    )


def test_correction_that_cannot_be_read_is_marked_and_the_others_are_kept(desk, draft):
    response = send(desk, draft, **{"i0.moments.0-zone": "Mars/Olympus", "i0.links.0-verdict": "drop"})
    assert (response.status_code, verdicts(draft)) == (422, {"i0.links.0": {"verdict": "drop"}})
    assert [link["href"] for link in soup(response).select(".note-error li a")] == ["#f-i0-moments-0"]
    field = soup(response).select_one("#id_i0\\.moments\\.0-zone")
    assert (field["aria-invalid"], field["value"]) == ("true", "Mars/Olympus")


def test_unremarkable_facts_are_accepted_together(desk, draft):
    send(desk, draft, do="accept")
    left = [fact.key for fact in review.undecided(draft.data, verdicts(draft))]
    assert left == ["i0.moments.1", "i0.warnings.0"]


def test_saving_with_undecided_facts_asks_first(desk, draft):
    response = send(desk, draft, do="save")
    assert (response.status_code, Issue.objects.count()) == (200, 0)
    assert words(response, "button[value=save-rest]") == ["Accept the rest and save as issue"]


def test_issue_is_saved_as_reviewed(desk, draft, secretary):
    changes = {
        "issue-number": "23",
        "i0.moments.1-start_time": "10:00",
        "i0.moments.0-verdict": "drop",
        "i0.warnings.0-verdict": "drop",
        "i1-verdict": "drop",
    }
    response = send(desk, draft, do="save-rest", **changes)
    issue = Issue.objects.get()
    assert (response.status_code, response["Location"], issue.number) == (302, "/desk/issues/23/", 23)
    moment = ItemMoment.objects.get()
    assert (moment.start, moment.zone, moment.text) == (
        datetime(2026, 3, 31, 8, tzinfo=UTC),
        "Europe/Paris",
        "31 March at 9:30 CEST (Paris time)",
    )
    assert [note["kind"] for note in issue.items.get().notes] == [FACTS]
    assert issue.log.get().actor == secretary


def test_saved_draft_leads_to_its_issue_and_is_not_saved_twice(desk, draft):
    form = {**filled(desk.get(address(draft)), "?page=1"), "do": "save-rest"}
    desk.post(address(draft), form)
    response = desk.post(address(draft), form)
    assert (response.status_code, response["Location"], Issue.objects.count()) == (302, "/desk/issues/22/", 1)


def test_number_in_use_gives_a_clear_choice(desk, draft, issue):
    response = send(desk, draft, do="save-rest")
    assert (response.status_code, Issue.objects.count()) == (422, 1)
    assert words(response, ".note-error a") == ["Open issue 22", "Change the number here: 23 is free"]


def test_long_draft_is_reviewed_page_by_page(desk, draft):
    draft.data["items"] = [{**draft.data["items"][1], "title": f"Item {n}"} for n in range(30)]
    draft.source = "".join(f"Item {n}\nbody\n" for n in range(30))
    draft.save()
    second = desk.get(f"{address(draft)}?page=2")
    assert (words(second, "h3")[0], len(words(second, "h3"))) == ("Item 13", 12)
    assert words(second, ".source-text")[0].startswith("Item 12 body")
    desk.post(f"{address(draft)}?page=2", {"i12-verdict": "drop", "do": "keep"})
    desk.post(f"{address(draft)}?page=1", {"i0-verdict": "accept", "do": "keep"})
    assert verdicts(draft) == {"i12": {"verdict": "drop"}, "i0": {"verdict": "accept"}}
