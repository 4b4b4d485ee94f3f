"""One letter for one person, inside the caller's transaction."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from heliograph.delivery.forgetting import KEPT_FOR, forget, pull_in
from heliograph.delivery.letters import Attached, Letter
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.outbox import LONGEST_KEY, post
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Cause, Choice, Incomplete
from heliograph.delivery.suppressing import suppress
from heliograph.delivery.topics import Topic, register
from tests.delivery.conftest import HTML, LETTER, NOW, TEXT, reader, started

pytestmark = pytest.mark.django_db
AMA = reader("Ama@example.org", "Ama")


@pytest.fixture(autouse=True)
def _topics(_own_topics):
    register(Topic("receipts", "Receipts", "", transactional=True))
    register(Topic("calls", "Calls", "", digest=True))


def test_letter_is_in_the_queue_with_its_own_text_and_files():
    message = post(
        Letter("Received", HTML, TEXT, attachments=(Attached("a.ics", "text/calendar", b"x"),)), AMA, "calls", "c1", NOW
    )
    assert (message.address, message.state, message.mailing.state) == ("Ama@example.org", "queued", "sending")
    assert (message.body.subject, message.body.attachments.get().name) == ("Received", "a.ics")


def test_same_key_is_the_same_letter_whatever_it_says():
    first = post(LETTER, AMA, "calls", "c1", NOW)
    again = post(Letter("Other", HTML, TEXT), reader("bea@example.org"), "calls", "c1", NOW + timedelta(hours=1))
    assert (again.pk, again.address, again.body.subject) == (first.pk, "Ama@example.org", LETTER.subject)
    assert Message.objects.count() == 1


def test_letters_of_a_topic_share_a_stream_and_may_go_to_one_address():
    found = [post(LETTER, AMA, "calls", key, NOW) for key in ("c1", "c2")]
    assert len({message.message_id for message in found}) == 2
    assert Mailing.objects.get().stream is True


def test_what_is_rolled_back_is_never_sent(post_office):
    class Broken(Exception):
        pass

    def fail():
        with transaction.atomic():
            post(LETTER, AMA, "calls", "c1", NOW)
            raise Broken

    with pytest.raises(Broken):
        fail()
    assert Message.objects.count() == 0


@pytest.mark.parametrize(("choice", "state"), [("instant", "queued"), ("digest", "held"), ("never", "skipped")])
def test_readers_choice_decides(choice, state):
    choose(Subscription("ama@example.org", "calls"), Choice(choice), NOW)
    assert post(LETTER, AMA, "calls", "c1", NOW).state == state


def test_suppressed_address_gets_what_its_reader_asked_for_and_nothing_else():
    suppress("ama@example.org", Cause.BOUNCE, "550", NOW)
    assert post(LETTER, AMA, "calls", "c1", NOW).state == "skipped"
    assert post(LETTER, AMA, "receipts", "r1", NOW).state == "queued"


def test_address_that_cannot_be_one_is_refused_and_kept():
    message = post(LETTER, reader("nobody"), "calls", "c1", NOW)
    assert (message.state, message.answer) == ("refused", "malformed address")


@pytest.mark.parametrize("key", ["", "x" * (LONGEST_KEY + 1)])
def test_what_is_no_key_is_refused(key):
    with pytest.raises(ValueError, match="is no key"):
        post(LETTER, AMA, "calls", key, NOW)


def test_letter_without_a_way_out_is_for_transactional_topics_only():
    bare = Letter("Received", "<p>x</p>", "x")
    assert post(bare, AMA, "receipts", "r1", NOW).state == "queued"
    with pytest.raises(Incomplete):
        post(bare, AMA, "calls", "c1", NOW)


def test_old_letters_are_forgotten_but_not_that_they_were_sent(post_office):
    sent = post(LETTER, AMA, "calls", "c1", NOW)
    post_office()
    late = NOW + KEPT_FOR + timedelta(seconds=1)
    waiting = post(LETTER, AMA, "calls", "c2", NOW)
    fresh = post(LETTER, AMA, "calls", "c3", late)
    mailing = started([reader("bea@example.org")])
    assert (forget(NOW + KEPT_FOR), forget(late), forget(late)) == (0, 1, 0)
    bodies = [message.body for message in Message.objects.select_related("body").order_by("pk")]
    assert [bool(body.text) for body in bodies] == [False, True, True, True]
    assert [sent.pk, waiting.pk, fresh.pk, mailing.messages.get().pk] == sorted(
        Message.objects.values_list("pk", flat=True)
    )
    assert Message.objects.get(pk=sent.pk).state == "sent"


def test_times_that_a_clock_set_back_has_left_ahead_are_mended():
    mailing = started([reader(f"a{n}@example.org") for n in range(3)])
    one, two, three = mailing.messages.order_by("pk")
    Message.objects.filter(pk=one.pk).update(due_at=NOW + timedelta(hours=3))
    Message.objects.filter(pk=two.pk).update(due_at=NOW + timedelta(hours=30))
    assert pull_in(NOW) == 1
    assert [m.due_at for m in mailing.messages.order_by("pk")][:2] == [NOW + timedelta(hours=3), NOW]
    assert mailing.messages.get(pk=three.pk).due_at < NOW
