"""From a reviewed draft to an issue."""

from __future__ import annotations

import errno
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps
from PIL import Image

from heliograph.bulletin.importing.draft import DraftLink, Warned, Warning
from heliograph.bulletin.importing.saving import FACTS, save_draft
from heliograph.bulletin.models import Issue, IssueEntry, Item, Label
from heliograph.bulletin.review import ACCEPT, CORRECT, DROP
from heliograph.bulletin.states import Refused
from heliograph.texts.multilingual import texts_of
from tests.bulletin.drafts import DRAFT, GUIDE, MEETING

pytestmark = pytest.mark.django_db


@pytest.fixture
def labels(db):
    """The labels of the migration, which tests with transactions of their own wash away."""
    import_module("heliograph.bulletin.migrations.0002_labels").add_labels(apps, None)


def save(draft=DRAFT, verdicts=None, now=datetime(2026, 1, 12, 9, tzinfo=UTC), **options):
    return save_draft(draft, verdicts or {}, "news.txt", None, now, **options)


def png(size=(8, 6)):
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, "PNG", pnginfo=None)
    return out.getvalue()


def test_draft_becomes_an_issue_with_its_items_in_order(now):
    issue = save()
    assert (issue.number, texts_of(issue.title), issue.date, issue.source_language) == (
        22,
        {"en": "Network News 22"},
        date(2026, 1, 12),
        "en",
    )
    assert list(issue.items.values_list("position", "slug", "label__key")) == [
        (1, "spring-meeting", "invitation"),
        (2, "a-guide-for-teachers", "new-publication"),
    ]
    assert list(issue.log.values_list("verb", "note", "actor")) == [("import", "news.txt", None)]


def test_moments_are_stored_as_instants_with_their_zone(now):
    rows = Item.objects.get(slug="spring-meeting", issue=save()).moments
    assert list(rows.values_list("kind", "start", "zone", "zone_assumed", "precision")) == [
        ("deadline", datetime(2026, 1, 31, 23, tzinfo=UTC), "Europe/Paris", True, "day"),
        ("event", datetime(2026, 3, 31, 7, 30, tzinfo=UTC), "Europe/Paris", False, "minute"),
    ]


def test_contact_button_and_proposals_are_prefilled(now):
    item = Item.objects.get(slug="spring-meeting", issue=save())
    assert (item.contact, item.action_url, texts_of(item.action_label)) == (
        "meeting@secretariat.example.org",
        "https://forms.example.org/meeting",
        {"en": "register here"},
    )
    assert list(item.proposals.values_list("kind", "title", "prefill")) == [
        ("event", "Spring meeting", {"what": "meeting"})
    ]


def test_warnings_and_what_has_no_field_stay_as_notes(now):
    item = Item.objects.get(slug="spring-meeting", issue=save())
    assert item.notes == [
        {"kind": "year-missing", "message": "No year is given; 2026 was taken.", "text": "31 March"},
        {
            "kind": FACTS,
            "audiences": ["National Coordinators"],
            "emails": ["meeting@secretariat.example.org"],
            "links": [{"text": "register here", "url": "https://forms.example.org/meeting"}],
        },
    ]


def test_warning_across_items_goes_to_the_item_that_holds_its_words(now):
    across = Warning(Warned.OUT_OF_STEP, "Too early.", "annex is attached")
    issue = save(replace(DRAFT, warnings=(across,)))
    noted = {item.slug: [note["kind"] for note in item.notes] for item in issue.items.all()}
    assert noted == {"spring-meeting": ["year-missing", FACTS], "a-guide-for-teachers": ["out-of-step", FACTS]}


def test_verdicts_correct_and_drop(now):
    issue = save(
        verdicts={
            "issue": {"verdict": CORRECT, "values": {"number": "23", "date": "2026-01-15"}},
            "i0.moments.0": {"verdict": DROP},
            "i0.moments.1": {"verdict": CORRECT, "values": {"start": "2026-03-31T10:00", "zone": "UTC+02:00"}},
            "i0.warnings.0": {"verdict": DROP},
            "i0.emails.0": {"verdict": ACCEPT},
            "i1": {"verdict": DROP},
        }
    )
    moment = Item.objects.get(issue=issue).moments.get()
    assert (issue.number, issue.date) == (23, date(2026, 1, 15))
    assert (moment.start, moment.zone) == (datetime(2026, 3, 31, 8, tzinfo=UTC), "Etc/GMT-2")
    assert [note["kind"] for note in Item.objects.get(issue=issue).notes] == [FACTS]


def test_time_in_a_gap_is_noted_for_the_editor(now):
    gap = replace(MEETING.moments[1], start="2026-03-29T02:30")
    issue = save(replace(DRAFT, items=(replace(MEETING, moments=(gap,), warnings=()),)))
    assert [note["kind"] for note in issue.items.get().notes] == ["dst-gap", FACTS]


def test_date_that_does_not_exist_becomes_a_note_and_no_moment(now):
    wrong = replace(MEETING.moments[0], start="2026-02-30")
    item = save(replace(DRAFT, items=(replace(MEETING, moments=(wrong,)),))).items.get()
    assert item.moments.count() == 0
    assert [note["kind"] for note in item.notes] == ["year-missing", "impossible-date", FACTS]


def test_new_label_is_made_and_joined_labels_are_translated(labels):
    items = (
        replace(GUIDE, label="REMINDER + INVITATION"),
        replace(GUIDE, label="POSTCARD"),
        replace(GUIDE, label=None),
    )
    issue = save(replace(DRAFT, items=items))
    assert [texts_of(item.label.name) if item.label else None for item in issue.items.all()] == [
        {
            "en": "REMINDER + INVITATION",
            "fr": "Rappel + Invitation",
            "es": "Recordatorio + Invitación",
            "ar": "تذكير + دعوة",
            "ru": "Напоминание + Приглашение",
            "zh": "提醒 + 邀请",
        },
        {"en": "POSTCARD"},
        None,
    ]


def test_label_is_found_in_any_language_and_case(labels):
    before = Label.objects.count()
    issue = save(replace(DRAFT, language="fr", items=(replace(GUIDE, label="NOUVELLE PUBLICATION"),)))
    assert (issue.items.get().label.key, Label.objects.count()) == ("new-publication", before)


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        ({"issue": {"verdict": CORRECT, "values": {"number": ""}}}, "number-missing"),
        ({"issue": {"verdict": CORRECT, "values": {"number": "-4"}}}, "number-missing"),
        ({"issue": {"verdict": CORRECT, "values": {"title": " "}}}, "title-missing"),
        ({"issue": {"verdict": CORRECT, "values": {"date": "31/01"}}}, "date-wrong"),
        ({"i0": {"verdict": DROP}, "i1": {"verdict": DROP}}, "empty"),
    ],
)
def test_what_cannot_be_saved_is_refused_and_changes_nothing(verdicts, code):
    with pytest.raises(Refused) as refused:
        save(verdicts=verdicts)
    assert (refused.value.code, Issue.objects.count(), Item.objects.count()) == (code, 0, 0)


def test_address_that_is_none_makes_no_button():
    links = (DraftLink("here", "not an address"), DraftLink("there", None))
    item = save(replace(DRAFT, items=(replace(MEETING, links=links, emails=("nobody",)),))).items.get()
    assert (item.action_url, item.contact) == ("", "")


def test_number_in_use_is_refused():
    save()
    with pytest.raises(Refused) as refused:
        save()
    assert (refused.value.code, Issue.objects.count()) == ("number-taken", 1)


def test_picture_is_written_anew(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = save(pictures={"cover.png": png((2000, 1000))}).items.get(slug="a-guide-for-teachers").pictures.get()
    assert (picture.width, picture.height, picture.file.name[-4:]) == (1600, 800, ".jpg")


def test_file_that_is_no_picture_becomes_a_note():
    item = save(pictures={"cover.png": b"GIF89a but not really"}).items.get(slug="a-guide-for-teachers")
    assert (item.pictures.count(), item.notes[-1]["kind"]) == (0, "picture")


def full(*args, **fields):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_full_disk_leaves_nothing_behind(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(IssueEntry.objects, "create", full)
    with pytest.raises(OSError, match="No space left"):
        save(pictures={"cover.png": png()})
    assert (Issue.objects.count(), [path for path in tmp_path.rglob("*") if path.is_file()]) == (0, [])
