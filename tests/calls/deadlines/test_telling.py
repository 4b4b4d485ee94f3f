"""A changed date is told to exactly those whom it concerns, once, each in his language and time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from i18nfield.strings import LazyI18nString

from heliograph.calls.deadlines import concerned, following, telling
from heliograph.calls.deadlines.letters import News, write
from heliograph.calls.deadlines.moments import later, on_day
from heliograph.calls.deadlines.setting import current, set_date, take_away
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet, start, submit, withdraw
from heliograph.calls.models import CoRespondent
from heliograph.calls.states import DeadlineKind as D
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Choice, MessageState
from tests.calls.factories import DAY, call, response
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PARIS = "Europe/Paris"
LATER = on_day(date(2026, 2, 15), PARIS)


def begun(to, who):
    return start(to, Subject(who), Sheet(to.question_sets.latest("version")), Act(NOW, who))


def told(key_part="closes"):
    """Addresses that were written to, by the last part of the mailing's key."""
    found = Message.objects.filter(mailing__key__contains=key_part).order_by("address")
    return [(message.address, message.state) for message in found]


@pytest.fixture
def move(organizer, django_capture_on_commit_callbacks):
    """Replace the closing date, and let the letters be written."""

    def moved(one, moment=LATER, reason="", kind=D.CLOSES):
        with django_capture_on_commit_callbacks(execute=True):
            return set_date(one, kind, moment, organizer, NOW, reason)

    return moved


@pytest.fixture
def crowd():
    """A call, and everybody who could have to do with it."""
    one, other = call(delegation=True, together=True), call()
    begun(one, person("draft@example.org"))
    standing = response(one, person("standing@example.org"))
    gone = response(one, person("withdrawn@example.org"))
    withdraw(gone, Act(NOW, gone.person))
    submit(
        one, Subject(person("delegate@example.org"), name="Ama", email="ama@example.org"),
        Sheet(one.question_sets.get(), {}, "fr"), Act(NOW),
    )  # fmt: skip
    following.follow(one, person("follower@example.org"), NOW)
    following.follow(one, standing.person, NOW)
    following.follow(one, person("closed@example.org", is_active=False), NOW)
    for email, fields in (
        ("joined@example.org", {"accepted_at": NOW}),
        ("left@example.org", {"removed_at": NOW}),
        ("declined@example.org", {"declined_at": NOW}),
    ):
        CoRespondent.objects.create(response=standing, email=email, person=person(email), invited_at=NOW, **fields)
    begun(other, person("elsewhere@example.org"))
    following.follow(other, person("follows-another@example.org"), NOW)
    return one


CONCERNED = [
    "ama@example.org", "delegate@example.org", "draft@example.org", "follower@example.org", "joined@example.org",
    "standing@example.org",
]  # fmt: skip


def test_exactly_those_concerned_are_told_once(crowd, move):
    row = move(crowd)
    assert told() == [(address, MessageState.QUEUED) for address in CONCERNED]
    assert concerned.count(crowd) == len(CONCERNED)
    telling.tell(row.pk, NOW)
    assert (len(told()), Mailing.objects.count()) == (len(CONCERNED), 1)


def test_the_same_date_set_again_tells_nobody_again(crowd, move):
    move(crowd)
    move(crowd)
    assert (len(told()), Mailing.objects.count()) == (len(CONCERNED), 1)


def test_a_second_change_is_a_second_letter(crowd, move):
    move(crowd)
    move(crowd, on_day(date(2026, 2, 20), PARIS))
    assert sorted(Mailing.objects.values_list("key", flat=True)) == [
        f"calls/date/{crowd.pk}/closes/1",
        f"calls/date/{crowd.pk}/closes/2",
    ]


def test_a_date_replaced_before_its_letter_was_written_is_told_as_it_is_then(crowd, organizer):
    first = set_date(crowd, D.CLOSES, LATER, organizer, NOW)
    second = set_date(crowd, D.CLOSES, on_day(date(2026, 2, 20), PARIS), organizer, NOW)
    assert telling.tell(first.pk, NOW) is None
    assert telling.tell(second.pk, NOW).key.endswith("/2")


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "draft", "published_at": None}])
def test_nobody_is_told_of_a_draft(move, fields):
    one = call(**fields)
    following.follow(one, person(), NOW)
    move(one)
    assert not Mailing.objects.exists()


def test_no_mailing_is_made_where_nobody_is_concerned(move):
    move(call())
    assert not Mailing.objects.exists()


def test_who_wants_no_letters_about_calls_gets_none(crowd, move):
    choose(Subscription("draft@example.org", "calls"), Choice.NEVER, NOW)
    move(crowd)
    assert dict(told())["draft@example.org"] == MessageState.SKIPPED


def test_each_reads_in_his_language_and_zone(crowd, move):
    following.follow(crowd, person("ar@example.org", languages=["ar"], zone="Asia/Beirut"), NOW)
    move(crowd)
    read = Message.objects.filter(mailing__topic="calls").values_list("address", "body__language", "body__zone")
    found = {address: (language, zone) for address, language, zone in read}
    assert found["ar@example.org"] == ("ar", "Asia/Beirut")
    assert found["ama@example.org"] == ("fr", PARIS)
    assert found["draft@example.org"] == ("en", "UTC")


def letter(one, before, after, language="en", zone="Africa/Lome", reason=""):
    return write(News(one, D.CLOSES, before, after, NOW, reason), language, zone)


def test_the_letter_says_what_is_now_what_was_why_and_where(organizer):
    one = call("Registration", closes=NOW + 10 * DAY, zone=PARIS, visibility="link")
    before = current(one, D.CLOSES)
    after = set_date(one, D.CLOSES, LATER, organizer, NOW)
    found = letter(one, before, after, reason="Many asked for <time>.")
    assert found.subject == "More time: Registration (closes: Sunday, 15 February 2026)"
    assert found.text == (
        "Dear HeliographMarkName,\n\n"
        "A date of “Registration” has been changed. It is now:\n\n"
        "Closes:\nSunday, 15 February 2026\nuntil the end of the day in Paris time\n"
        "Open until Sunday, 15 February 2026, 22:59 (Lome time)\n\n"
        "Before: Thursday, 22 January 2026, 09:00 (Lome time)\n\n"
        "Many asked for <time>.\n\n"
        f"Look at the call:\n{settings.SITE_URL}/calls/{one.slug}/?key={one.link}\n\n"
        "You get this letter because you have an answer to this call, were given more time for it, "
        "or asked to be told of it.\n\n"
        "Choose which letters you get:\nHeliographMarkPreferences\n"
    )
    assert "Many asked for &lt;time&gt;." in found.html
    assert (found.reply_to, found.nameless) == ("desk@secretariat.example.org", "colleague")


def test_a_time_is_said_in_the_readers_zone_first_and_then_in_the_organizers(organizer):
    one = call(zone="Asia/Tokyo", closes=NOW + 20 * DAY)
    found = letter(one, None, current(one, D.CLOSES), zone="Africa/Lome")
    assert "Sunday, 1 February 2026, 09:00 (Lome time)\nSunday, 1 February 2026, 18:00 (Tokyo time)" in found.text


@pytest.mark.parametrize(
    ("before", "after", "subject"),
    [
        (None, LATER, "Date set: Call (closes: Sunday, 15 February 2026)"),
        (later("soon", PARIS), LATER, "Date set: Call (closes: Sunday, 15 February 2026)"),
        (LATER, on_day(date(2026, 2, 1), PARIS), "Earlier than before: Call (closes: Sunday, 1 February 2026)"),
        (LATER, later("in spring", PARIS), "Not certain any more: Call (closes: to be announced: in spring)"),
        (LATER, None, "No longer a date: Call (closes)"),
    ],
)
def test_the_subject_says_what_has_become_of_the_date(organizer, before, after, subject):
    one = call("Call", closes=None)
    rows = [one.deadlines.model(call=one, kind="closes", **each.fields) if each else None for each in (before, after)]
    assert letter(one, *rows).subject == subject


def test_the_title_stands_in_the_readers_language_and_else_as_it_was_written():
    one = call(closes=NOW + 10 * DAY, source_language="pt")
    one.title = LazyI18nString({"pt": "Inscrição", "fr": "Inscription"})
    row = current(one, D.CLOSES)
    assert "Inscription" in letter(one, None, row, "fr").subject
    assert "Inscrição" in letter(one, None, row, "en").subject


def test_a_date_taken_away_is_told_with_its_reason(crowd, organizer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        take_away(crowd, D.CLOSES, organizer, NOW, "We take answers all year.")
    mailing = Mailing.objects.get()
    assert (mailing.key, len(told())) == (f"calls/date/{crowd.pk}/closes/1", len(CONCERNED))
    assert "We take answers all year." in mailing.bodies.get(language="en", zone="UTC").text


def test_what_a_lost_task_has_not_told_is_told_by_the_clock_once(crowd, organizer):
    row = set_date(crowd, D.CLOSES, LATER, organizer, NOW)
    assert telling.tell_owed(NOW + timedelta(minutes=5)) == []
    assert telling.tell_owed(NOW + timedelta(minutes=11)) == [row.pk]
    assert telling.tell_owed(NOW + timedelta(minutes=12)) == []
    assert len(told()) == len(CONCERNED)


def test_the_clock_tells_nothing_of_dates_with_which_a_call_was_published(crowd):
    assert telling.tell_owed(NOW + timedelta(hours=1)) == []
