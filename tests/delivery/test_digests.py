"""Letters that come together: what goes into a digest, when it leaves, and that it leaves once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from heliograph.delivery.digests import posting as digests
from heliograph.delivery.digests.days import digest_day, leaves_at, next_leaving
from heliograph.delivery.digests.letter import write
from heliograph.delivery.digests.posting import send_digests
from heliograph.delivery.links import Subscription, preferences_link, token, unsubscribe_link
from heliograph.delivery.models import Attachment, Mailing, Message
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Cause, Choice, Incomplete, MailingState, MessageState
from heliograph.delivery.suppressing import suppress
from heliograph.delivery.writing.composing import Script, To, whole
from tests.delivery.waiting import (
    AMA,
    NOW,
    held,
    make_body,
    make_mailing,
    make_message,
    only_these_topics,
    state_of,
)

pytestmark = pytest.mark.django_db

#: 07:00 in Paris on Monday 19 January 2026.
DUE = datetime(2026, 1, 19, 6, 0, tzinfo=UTC)
IN_DIGEST = ("digested", "in the digest of 2026-01-19")
KOFI = "kofi@tg.natcom.example.org"


@pytest.fixture(autouse=True)
def topics(monkeypatch):
    only_these_topics(monkeypatch)


def sent() -> list[Message]:
    """The digests that were handed over."""
    return list(Message.objects.filter(mailing__topic="digest").select_related("mailing", "body").order_by("pk"))


def read(message: Message):
    """The digest as its reader's mail program gets it."""
    return whole(Script.of(message.mailing, message.body), To(message.pk, message.address, message.name))


def text_of(message: Message) -> str:
    return str(read(message).body)


def html_of(message: Message) -> str:
    return str(read(message).alternatives[0].content)


def test_digest_brings_what_was_held_in_one_letter():
    first = held("issue-22", url="https://site.example.org/issues/22/")
    second = held("call-7", "calls", subject="Register by 1 February", text="Please register.\nDesk")
    assert send_digests(DUE) == 1
    (digest,) = sent()
    assert (digest.address, digest.name, digest.state) == (AMA, "Ama", "queued")
    assert read(digest).subject == "2 letters from the past two weeks: Issue 22: answer by Friday"
    assert [state_of(each) for each in (first, second)] == [IN_DIGEST, IN_DIGEST]


def test_text_lists_each_letter_and_quotes_what_stands_nowhere_else():
    held("issue-22", url="https://site.example.org/issues/22/")
    held("call-7", "calls", subject="Register by 1 February", text="Please register.\nDesk", reply_to=KOFI)
    send_digests(DUE)
    (digest,) = sent()
    signed = token(Subscription(AMA, "digest"))
    rule = "-" * 72
    assert text_of(digest).split("\n\n") == [
        "Dear Ama,",
        "These 2 letters have waited for you since the last time:",
        "1. Issue 22: answer by Friday\n   Bulletin · Monday, 12 January 2026\n"
        "   Read it on the web: <https://site.example.org/issues/22/>",
        "2. Register by 1 February\n   Calls · Monday, 12 January 2026\n   It stands in full below.\n"
        f"   Answers go to: {KOFI}",
        rule,
        "Register by 1 February\n======================",
        "Please register.\nDesk",
        rule,
        "You have chosen to get these letters together, every two weeks.",
        f"Choose which letters you get, and how:\n<{preferences_link(signed, 'en')}>",
        f"Send me none of these letters any more:\n<{unsubscribe_link(signed, 'en')}>\n",
    ]


def test_html_says_the_same_and_fetches_nothing():
    held("issue-22", url="https://site.example.org/issues/22/?a=1&b=2")
    held("call-7", "calls", subject="Register & <send>", text="See https://site.example.org/x?a=1&b=2.\n<Desk>")
    send_digests(DUE)
    html = html_of(sent()[0])
    assert 'href="https://site.example.org/issues/22/?a=1&amp;b=2"' in html
    assert "Register &amp; &lt;send&gt;" in html
    assert '<a href="https://site.example.org/x?a=1&amp;b=2"' in html
    assert "&lt;Desk&gt;" in html
    assert [word for word in ("<img", "<link", "@import", "url(", "<script") if word in html] == []


def test_digest_is_in_the_language_and_zone_of_the_newest_letter():
    held("issue-22")
    newest = make_body(make_mailing("issue-23", started_at=NOW.replace(hour=23)), language="ar", zone="Asia/Riyadh")
    make_message(newest)
    send_digests(DUE)
    (digest,) = sent()
    assert (digest.body.language, digest.body.zone) == ("ar", "Asia/Riyadh")
    assert '<div lang="ar" dir="rtl">' in html_of(digest)
    assert "direction:rtl" in html_of(digest)
    assert "الثلاثاء، 13 يناير 2026" in text_of(digest)
    assert "الاثنين، 12 يناير 2026" in text_of(digest)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_digest_can_be_written_in_every_language_of_the_interface(language):
    held(language=language)
    assert send_digests(DUE) == 1
    assert sent()[0].body.language == language


def test_letter_in_a_language_that_the_interface_lacks_gets_a_digest_in_the_site_s_own():
    held(language="ru", subject="Выпуск 22")
    send_digests(DUE)
    (digest,) = sent()
    assert digest.body.language == "en"
    assert 'lang="ru" dir="ltr">Выпуск 22' in html_of(digest)


def test_held_letters_hold_their_reader_s_own_words():
    subject = "HeliographMarkName, answer by Friday"
    text = "To HeliographMarkName <HeliographMarkAddress>. Stop: HeliographMarkUnsubscribe"
    message = held(subject=subject, text=text)
    Message.objects.filter(pk=message.pk).update(name="HeliographMarkUnsubscribe Ama")
    send_digests(DUE)
    (digest,) = sent()
    own = unsubscribe_link(token(Subscription(AMA, "bulletin")), "en")
    assert read(digest).subject == "1 letter from the past two weeks: Ama, answer by Friday"
    assert f"To Ama <{AMA}>. Stop: {own}" in text_of(digest)


def test_reader_without_a_name_is_called_what_the_letter_calls_such_a_reader():
    message = held(text="Dear HeliographMarkName")
    Message.objects.filter(pk=message.pk).update(name="")
    send_digests(DUE)
    assert "Dear colleague,\n" in text_of(sent()[0])
    assert "Dear colleague\n" in text_of(sent()[0])


def test_letter_whose_text_is_erased_or_could_not_be_written_is_named_only():
    held("one", text="", forgotten_at=NOW, subject="Your code")
    held("two", text="half a let", fault="a translation does not fit", subject="Broken")
    send_digests(DUE)
    text = text_of(sent()[0])
    assert text.count("Its text is no longer kept.") == 2
    assert "half a let" not in text


def test_files_come_along_with_letters_that_stand_in_full():
    full, linked = held("one"), held("two", url="https://site.example.org/2/")
    for message, name in ((full, "meeting.ics"), (linked, "issue.pdf")):
        Attachment.objects.create(body=message.body, name=name, content_type="text/calendar", content=b"BEGIN")
    send_digests(DUE)
    assert list(sent()[0].body.attachments.values_list("name", "content")) == [("meeting.ics", b"BEGIN")]


def test_each_address_gets_its_own_digest_however_it_is_written():
    body = make_body(make_mailing())
    make_message(body, AMA)
    make_message(make_body(make_mailing("issue-23")), AMA.upper())
    make_message(body, KOFI)
    assert send_digests(DUE) == 2
    assert [each.address for each in sent()] == ["AMA@tg.natcom.example.org", KOFI]


def test_running_again_sends_nothing_more():
    held()
    assert [send_digests(DUE + timedelta(hours=hours)) for hours in (0, 0, 1, 24, 100)] == [1, 0, 0, 0, 0]
    assert len(sent()) == 1


def test_what_is_held_after_the_digest_has_left_waits_for_the_next():
    held("issue-22")
    send_digests(DUE)
    late = make_message(make_body(make_mailing("issue-23", started_at=DUE + timedelta(hours=1))))
    assert send_digests(DUE + timedelta(days=3)) == 0
    assert state_of(late) == ("held", "")
    assert send_digests(DUE + timedelta(days=14)) == 1
    assert state_of(late) == ("digested", "in the digest of 2026-02-02")


def test_letter_that_turns_up_after_an_address_had_its_digest_is_not_lost():
    held("issue-22")
    send_digests(DUE)
    turned_up = held("call-7", "calls")
    assert send_digests(DUE + timedelta(hours=1)) == 0
    assert state_of(turned_up) == ("held", "")
    assert send_digests(DUE + timedelta(days=14)) == 1
    assert state_of(turned_up)[0] == "digested"


def test_single_letters_count_from_when_they_were_written():
    stream = make_mailing("letters/calls", "calls", stream=True, state=MailingState.SENDING)
    early = make_message(make_body(stream, "a", written_at=DUE - timedelta(minutes=1)), key="a")
    late = make_message(make_body(stream, "b", written_at=DUE + timedelta(minutes=1)), KOFI, key="b")
    assert send_digests(DUE + timedelta(hours=1)) == 1
    assert [state_of(each)[0] for each in (early, late)] == ["digested", "held"]


def test_before_the_digest_day_nothing_leaves():
    held()
    assert send_digests(DUE - timedelta(seconds=1)) == 0
    assert sent() == []


def test_machine_that_was_off_makes_up_for_it():
    message = held()
    assert send_digests(DUE + timedelta(days=5)) == 1
    assert state_of(message) == IN_DIGEST


@pytest.mark.parametrize(
    "state",
    [
        MailingState.FILLING,
        MailingState.READY,
        MailingState.SCHEDULED,
        MailingState.PAUSED,
        MailingState.CANCELLED,
    ],
)
def test_letters_that_nobody_has_approved_or_that_are_stopped_are_left_out(state):
    message = make_message(make_body(make_mailing(state=state)))
    assert (send_digests(DUE), state_of(message)) == (0, ("held", ""))


@pytest.mark.parametrize("state", [MessageState.QUEUED, MessageState.SENT, MessageState.SKIPPED])
def test_only_held_messages_are_brought(state):
    make_message(make_body(make_mailing()), state=state)
    assert send_digests(DUE) == 0


def test_who_wants_no_more_or_is_suppressed_gets_no_digest():
    held()
    held("call-7", address=KOFI)
    choose(Subscription(AMA, "bulletin"), Choice.NEVER, NOW)
    suppress(KOFI, Cause.BOUNCE, "", NOW)
    assert send_digests(DUE) == 0


def test_who_went_back_to_letters_at_once_still_gets_what_was_held():
    choose(Subscription(AMA, "bulletin"), Choice.DIGEST, NOW)
    message = held()
    choose(Subscription(AMA, "bulletin"), Choice.INSTANT, NOW)
    assert (send_digests(DUE), state_of(message)) == (1, IN_DIGEST)


def test_digest_that_cannot_be_written_holds_up_nobody(caplog, monkeypatch):
    """No text is known that makes the layout impossible, so one that is refused stands for it."""
    broken, whole_one = held("one", subject="Refused"), held("two", address=KOFI)

    def refusing(letters):
        if letters[0].subject == "Refused":
            raise Incomplete("the digest's layout was refused")
        return write(letters)

    monkeypatch.setattr(digests, "write", refusing)
    assert send_digests(DUE) == 1
    assert [state_of(each)[0] for each in (broken, whole_one)] == ["held", "digested"]
    assert f"Could not write the digest for {AMA}; its letters wait." in caplog.text


@pytest.mark.parametrize("count", [1, 5, 12])
def test_batches_bring_every_address_once(monkeypatch, count):
    monkeypatch.setattr(digests, "BATCH", 5)
    body = make_body(make_mailing())
    for number in range(count):
        make_message(body, f"coordinator{number:02}@natcom.example.org")
    assert send_digests(DUE) == count
    assert len({each.address for each in sent()}) == count


def queries_for(count: int, at: datetime) -> int:
    body = make_body(make_mailing(f"issue-{at:%j}"))
    for number in range(count):
        make_message(body, f"coordinator{number}@natcom.example.org")
        held(f"call-{at:%j}-{number}", "calls", address=f"coordinator{number}@natcom.example.org")
    with CaptureQueriesContext(connection) as asked:
        assert send_digests(at) == count
    return len(asked)


def test_another_reader_costs_no_more_than_his_letter_s_posting():
    """Reading is by the batch; only ``outbox.post`` is asked once for each letter."""
    queries_for(1, DUE)
    one, three, seven = (queries_for(count, DUE + timedelta(days=14 * count)) for count in (1, 3, 7))
    assert (three - one) // 2 == (seven - three) // 4 <= 12


def test_digest_goes_automatically_under_its_own_topic_with_its_one_click():
    held()
    send_digests(DUE)
    (digest,) = sent()
    headers = read(digest).extra_headers
    assert (digest.mailing.key, digest.mailing.automatic) == ("letters/digest", True)
    assert headers["List-Unsubscribe"] == f"<{unsubscribe_link(token(Subscription(AMA, 'digest')), 'en')}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Mailing.objects.filter(topic="digest").count() == 1


MOMENTS = st.integers(-800, 3000).map(lambda hours: NOW + timedelta(hours=hours * 11, seconds=hours))


@given(MOMENTS)
def test_digest_days_are_mondays_two_weeks_apart(at):
    day = digest_day(at)
    assert day.weekday() == 0
    assert leaves_at(day) <= at < next_leaving(at)
    assert next_leaving(at) == leaves_at(day + timedelta(days=14))
    assert leaves_at(day).astimezone(ZoneInfo("Europe/Paris")).hour == 7


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (DUE, date(2026, 1, 19)),
        (DUE - timedelta(seconds=1), date(2026, 1, 5)),
        (NOW, date(2026, 1, 5)),
        (datetime(2026, 3, 30, 5, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 3, 30, 4, 59, tzinfo=UTC), date(2026, 3, 16)),
    ],
)
def test_digest_leaves_at_seven_in_the_organizer_s_zone(at, day):
    assert digest_day(at) == day


def test_digest_leaves_at_seven_in_another_organizer_s_zone(settings):
    settings.ORGANIZER_ZONE = "Asia/Seoul"
    assert leaves_at(date(2026, 1, 19)) == datetime(2026, 1, 18, 22, 0, tzinfo=UTC)
