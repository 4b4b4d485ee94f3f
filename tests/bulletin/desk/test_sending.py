"""Previews, the checklist, scheduling, publishing and the letters' progress."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from heliograph.bulletin.checklist import checklist
from heliograph.bulletin.models import Issue
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import Message
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Choice
from heliograph.network.models import Person, Role
from tests.bulletin.desk.pages import soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinators(now):
    for number, language in enumerate(["en", "fr", "fr", "zh"]):
        address = f"coordinator-{number}@natcom.example.org"
        person = Person.objects.create_person(address, now, languages=[language], zone="Africa/Lome")
        Role.objects.create(person=person, kind="coordinator", country="TG", begins=date(2020, 1, 1))


def fresh():
    return Issue.objects.get()


@pytest.mark.parametrize(
    ("kind", "content_type", "start"),
    [
        ("web", "text/html; charset=utf-8", b"<!doctype html>"),
        ("letter", "text/html; charset=utf-8", b"<!doctype html>"),
        ("text", "text/plain; charset=utf-8", b""),
        ("pdf", "application/pdf", b"%PDF-"),
    ],
)
def test_every_rendition_can_be_previewed_in_a_language_and_zone(desk, issue, kind, content_type, start):
    frame = soup(desk.get(f"/desk/issues/22/preview/{kind}/?in=fr&at=Asia/Tokyo")).select_one("iframe")["src"]
    assert frame == f"/desk/issues/22/preview/{kind}/page/?in=fr&at=Asia%2FTokyo"
    response = desk.get(frame)
    assert (response.status_code, response["Content-Type"], response.content[: len(start)].lower()) == (
        200,
        content_type,
        start.lower(),
    )


def test_preview_shows_the_chosen_zone_and_leaves_the_editors_choice_alone(desk, issue):
    response = desk.get("/desk/issues/22/preview/text/page/?in=en&at=Asia/Tokyo")
    assert "16:30 (Tokyo time)" in response.content.decode()
    assert response.cookies.keys() == set()


def test_letter_in_the_frame_runs_nothing(desk, issue):
    policy = desk.get("/desk/issues/22/preview/letter/page/")["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src 'self'")
    assert "sandbox" in policy


def test_unknown_rendition_is_no_page(desk, issue):
    assert desk.get("/desk/issues/22/preview/fax/").status_code == 404
    assert desk.get("/desk/issues/22/preview/fax/page/").status_code == 404


def keys(issue):
    return [check.key for check in checklist(issue, list(issue.items.all()))]


def test_checklist_names_what_is_left(issue, item):
    assert keys(issue) == ["warnings"]
    item.title.data = {"en": "Spring meeting", "fr": "Réunion"}
    item.body.data = {"en": "Read [this]() first. ![](https://example.org/a.png)"}
    item.notes = []
    item.save()
    moment = item.moments.last()
    moment.zone_assumed = True
    moment.save()
    item.moments.create(kind="tentative", zone="Europe/Paris")
    assert keys(fresh()) == ["tentative", "targets", "pictures", "language-fr", "assumed"]


def test_publishing_says_to_whom_in_which_languages_before(desk, issue, coordinators):
    page = desk.get("/desk/issues/22/publish/")
    assert words(page, "#whom ~ ul li") == ["English: 4"]
    assert words(page, "#whom ~ details li") == ["Togo: 4"]
    assert words(page, "#now ~ form button") == ["Publish and send 4 letters"]
    assert fresh().state == "draft"


def test_letters_can_go_to_schools_and_wait_to_be_looked_at(desk, issue, coordinators):
    choice = {"reach": "all", "letters_wait": "on"}
    assert desk.post("/desk/issues/22/reach/", choice)["Location"] == "/desk/issues/22/publish/"
    assert (fresh().reach, fresh().letters_wait, fresh().log.last().note) == ("all", True, "all, wait")
    page = desk.get("/desk/issues/22/publish/")
    assert words(page, "#now ~ form button") == ["Publish; the letters wait"]
    assert desk.post("/desk/issues/22/reach/", {"reach": "moon"}).status_code == 302
    assert fresh().reach == "all"


def test_everyone_who_gets_it_is_listed(desk, issue, coordinators):
    page = desk.get("/desk/issues/22/readers/")
    assert words(page, "tbody td:first-child") == [f"coordinator-{n}@natcom.example.org" for n in range(4)]
    assert words(page, "tbody tr:first-child td")[2:] == ["Togo", "English", "Africa/Lome"]
    assert words(desk.get("/desk/issues/22/readers/?q=NATOR-2"), "tbody td:first-child") == [
        "coordinator-2@natcom.example.org"
    ]
    assert "Nobody is found." in desk.get("/desk/issues/22/readers/?q=zzz").text


def test_who_wants_no_bulletin_is_left_out_and_counted(desk, issue, coordinators, now):
    choose(Subscription("coordinator-1@natcom.example.org", "bulletin"), Choice.NEVER, now)
    page = desk.get("/desk/issues/22/publish/")
    assert words(page, "#now ~ form button") == ["Publish and send 3 letters"]
    assert "1 more wants no bulletin or cannot be reached." in page.text
    assert len(words(desk.get("/desk/issues/22/readers/"), "tbody tr")) == 3


def test_editor_sends_himself_the_letter_of_a_language_and_zone(desk, issue, secretary):
    shown = desk.post("/desk/issues/22/proof/?in=fr&at=Asia/Tokyo", follow=True)
    assert f"The letter is on its way to {secretary.email}." in shown.text
    message = Message.objects.select_related("body").get()
    assert (message.address, message.body.language, message.body.zone) == (secretary.email, "fr", "Asia/Tokyo")


def test_publishing_counts_the_languages_that_are_written(desk, issue, item, coordinators):
    item.title.data = {"en": "Spring meeting", "fr": "Réunion"}
    item.save()
    assert words(desk.get("/desk/issues/22/publish/"), "#whom ~ ul li") == ["English: 2", "Français: 2"]


def test_publishing_sends_and_shows_how_far_the_letters_are(
    desk, issue, coordinators, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post("/desk/issues/22/publish/", {"seen": str(issue.version)})
    assert (response["Location"], fresh().state) == ("/desk/issues/22/progress/", "published")
    page = desk.get("/desk/issues/22/progress/")
    assert soup(page).select_one("progress")["max"] == "4"


def test_issue_changed_since_the_page_was_opened_is_not_published(desk, issue):
    Issue.objects.update(version=9)
    response = desk.post("/desk/issues/22/publish/", {"seen": str(issue.version)})
    assert (response.status_code, fresh().state) == (409, "draft")


def test_issue_that_cannot_be_read_is_not_published(desk, issue):
    issue.items.all().delete()
    response = desk.post("/desk/issues/22/publish/", {"seen": str(issue.version)})
    assert (words(response, ".note-error"), fresh().state) == (
        ["This issue has no items yet. Add one, then publish it."],
        "draft",
    )


def schedule(desk, day, clock, zone="America/New_York"):
    return desk.post("/desk/issues/22/schedule/", {"day": day, "clock": clock, "zone": zone})


def test_issue_is_scheduled_on_the_wall_of_the_editors_zone(desk, issue):
    schedule(desk, "2026-01-13", "08:00")
    assert (fresh().state, fresh().publish_at) == ("scheduled", datetime(2026, 1, 13, 13, tzinfo=UTC))
    page = desk.get("/desk/issues/22/publish/?zone=Asia/Tokyo")
    assert [soup(page).select_one(f"#id_{name}")["value"] for name in ("day", "clock", "zone")] == [
        "2026-01-13",
        "22:00",
        "Asia/Tokyo",
    ]


def test_scheduled_issue_becomes_a_draft_again(desk, issue):
    schedule(desk, "2026-01-13", "08:00")
    desk.post("/desk/issues/22/unschedule/")
    assert (fresh().state, fresh().publish_at) == ("draft", None)


@pytest.mark.parametrize(
    ("day", "clock", "zone"),
    [
        ("2026-01-11", "08:00", "Europe/Paris"),
        ("2026-03-29", "02:30", "Europe/Paris"),
        ("2026-10-25", "02:30", "Europe/Paris"),
        ("2026-13-01", "08:00", "Europe/Paris"),
        ("2026-01-13", "08:00", "Mars"),
    ],
)
def test_time_that_is_past_or_unclear_is_refused(desk, issue, day, clock, zone):
    response = schedule(desk, day, clock, zone)
    assert (response.status_code, fresh().state) == (422, "draft")
    assert len(words(response, ".note-error, .errorlist")) == 1


def test_published_issue_leads_to_its_letters(desk, issue):
    Issue.objects.update(state="published", published_at=datetime(2026, 1, 12, tzinfo=UTC))
    assert desk.get("/desk/issues/22/publish/")["Location"] == "/desk/issues/22/progress/"
    assert words(desk.get("/desk/issues/22/progress/"), "#progress p") == ["This issue was not sent as letters."]
