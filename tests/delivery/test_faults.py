"""Real SMTP conversations that go wrong, at every stage."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.delivery.queries import Progress, progress
from heliograph.delivery.sending import OUTAGE_WAITS, tend
from heliograph.delivery.states import MailingState
from tests.delivery.conftest import addresses, reader, started, states
from tests.delivery.smtp_server import DROP, Server

pytestmark = [pytest.mark.django_db, pytest.mark.smtp]

ONE, TWO, THREE = addresses(3)


def mailing_to(server, real_mail, count=3):
    real_mail(server.port)
    return started([reader(a, "Ama") for a in addresses(count)])


def answering(address, answer):
    return lambda asked: answer if asked == address else None


def once(answer):
    """The answer at the first asking, yes afterwards."""
    answers = iter([answer])
    return lambda address: next(answers, None)


def next_turn(mailing, clock):
    mailing.refresh_from_db()
    tend(mailing.pk, mailing.turn, clock)
    mailing.refresh_from_db()


def test_all_go_over_one_connection(real_mail, clock):
    with Server() as server:
        mailing = mailing_to(server, real_mail, 20)
        tend(mailing.pk, 1, clock)
        assert (server.addresses, server.handler.connections) == (addresses(20), 1)
        assert [m["Message-ID"].strip("<>") for m in server.letters()] == list(
            mailing.messages.order_by("pk").values_list("message_id", flat=True)
        )


def test_server_down_at_the_start_loses_nothing_and_blames_nobody(real_mail, clock):
    server = Server()
    server.start()
    server.stop()
    mailing = mailing_to(server, real_mail)
    next_turn(mailing, clock)
    assert progress(mailing) == Progress(queued=3)
    assert list(mailing.messages.values_list("attempts", flat=True)) == [0, 0, 0]
    assert (mailing.outages, "refused" in mailing.trouble, mailing.state) == (1, True, MailingState.SENDING)
    server.start()
    clock.forward(seconds=30)
    next_turn(mailing, clock)
    server.stop()
    assert (server.addresses, mailing.state, mailing.trouble) == (addresses(3), MailingState.SENT, "")


def test_waits_for_a_server_grow_and_begin_anew_when_it_is_back(real_mail, clock):
    server = Server()
    server.start()
    server.stop()
    mailing = mailing_to(server, real_mail)
    for failures in range(3):
        next_turn(mailing, clock)
        pause = mailing.tended_until - clock.at - timedelta(minutes=3)
        assert OUTAGE_WAITS[failures] * 0.8 <= pause < OUTAGE_WAITS[failures] * 1.2
        clock.forward(minutes=1)
    assert mailing.outages == 3


def test_server_that_stops_in_the_middle_is_resumed_where_it_stopped(real_mail, clock):
    with Server() as server:
        server.handler._data = lambda address: server_gone(server, address)
        mailing = mailing_to(server, real_mail, 10)
        next_turn(mailing, clock)
        counts = progress(mailing)
        assert (counts.sent, counts.waiting, mailing.state) == (4, 6, MailingState.SENDING)
        server.handler._data = lambda address: None
        server.handler._rcpt = lambda address: None
        clock.forward(minutes=5)
        next_turn(mailing, clock)
        assert (sorted(server.addresses), mailing.state) == (addresses(10), MailingState.SENT)


def server_gone(server, address):
    """Refuse everything from the fifth message on, as a server that shuts down does (RFC 5321, 3.8)."""
    if address == addresses(10)[4]:
        server.handler._rcpt = lambda address: "421 4.3.2 shutting down"
        return "421 4.3.2 shutting down"
    return None


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_temporary_refusal_is_tried_again_later(real_mail, clock, stage):
    with Server(**{stage: once("450 4.2.0 greylisted")}) as server:
        mailing = mailing_to(server, real_mail)
        next_turn(mailing, clock)
        assert states(mailing) == {ONE: "queued", TWO: "sent", THREE: "sent"}
        waiting = mailing.messages.get(address=ONE)
        assert (waiting.attempts, waiting.reason) == (1, "450 4.2.0 greylisted")
        assert timedelta(seconds=48) <= waiting.due_at - clock.at < timedelta(seconds=72)
        next_turn(mailing, clock)
        assert server.addresses == [TWO, THREE]
        clock.forward(minutes=2)
        next_turn(mailing, clock)
        assert (server.addresses, mailing.state) == ([TWO, THREE, ONE], MailingState.SENT)


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_permanent_refusal_is_kept_with_its_reason(real_mail, clock, stage):
    with Server(**{stage: answering(TWO, "550 5.1.1 nobody here by that name")}) as server:
        mailing = mailing_to(server, real_mail)
        next_turn(mailing, clock)
        assert states(mailing) == {ONE: "sent", TWO: "refused", THREE: "sent"}
        assert mailing.messages.get(address=TWO).reason == "550 5.1.1 nobody here by that name"
        assert (mailing.state, server.handler.connections) == (MailingState.SENT, 1)


def test_answer_cannot_bring_line_ends_or_garbage_into_the_record(real_mail, clock):
    with Server(rcpt=answering(ONE, "550-5.7.1 first\r\n550 5.7.1 " + "x" * 900)) as server:
        mailing = mailing_to(server, real_mail)
        next_turn(mailing, clock)
        reason = mailing.messages.get(address=ONE).reason
        assert (reason[:30], len(reason)) == ("550 5.7.1 first 5.7.1 xxxxxxxx", 500)


@pytest.mark.parametrize("code", ["421", "451"])
def test_server_that_wants_no_sender_now_is_an_outage(real_mail, clock, code):
    with Server() as server:
        server.handler.mail = f"{code} 4.3.2 later"
        mailing = mailing_to(server, real_mail)
        next_turn(mailing, clock)
        assert (progress(mailing), mailing.trouble) == (Progress(queued=3), f"{code} 4.3.2 later")


def test_letter_too_large_for_the_server_is_refused_not_repeated(real_mail, clock):
    with Server() as server:
        server.handler.mail = "552 5.3.4 too large"
        mailing = mailing_to(server, real_mail)
        next_turn(mailing, clock)
        assert progress(mailing) == Progress(refused=3)


def test_connection_dropped_after_data_is_sent_again_with_the_same_message_id(real_mail, clock):
    drops = iter([DROP])
    with Server(data=lambda address: next(drops, None)) as server:
        mailing = mailing_to(server, real_mail)
        next_turn(mailing, clock)
        assert states(mailing) == {ONE: "queued", TWO: "sent", THREE: "sent"}
        assert mailing.messages.get(address=ONE).reason.startswith("the connection broke")
        clock.forward(minutes=2)
        next_turn(mailing, clock)
        assert (server.addresses, mailing.state) == ([ONE, TWO, THREE, ONE], MailingState.SENT)
        first, *_others, last = server.letters()
        assert (first["Message-ID"], first["Date"]) == (last["Message-ID"], last["Date"])


def test_server_that_drops_every_connection_is_an_outage_after_three(real_mail, clock):
    with Server(rcpt=lambda address: DROP) as server:
        mailing = mailing_to(server, real_mail, 10)
        next_turn(mailing, clock)
        assert (progress(mailing), mailing.outages) == (Progress(queued=10), 1)
        assert sorted(mailing.messages.values_list("attempts", flat=True)) == [0] * 8 + [1] * 2


def test_names_with_line_ends_reach_the_server_as_names(real_mail, clock):
    with Server() as server:
        real_mail(server.port)
        mailing = started([reader(ONE, "Ama\r\nBcc: all@example.org\r\n\r\nHello")])
        next_turn(mailing, clock)
        (letter,) = server.letters()
        assert letter["Bcc"] is None
        assert letter["To"].addresses[0].display_name == "Ama Bcc: all@example.org Hello"
        assert server.addresses == [ONE]


def test_duplicate_and_malformed_addresses_do_not_stop_the_others(real_mail, clock):
    with Server() as server:
        real_mail(server.port)
        mailing = started([reader(a) for a in (ONE, ONE.upper(), "no address", "é@example.org", TWO)])
        next_turn(mailing, clock)
        assert (server.addresses, progress(mailing)) == ([ONE, TWO], Progress(sent=2, refused=2))
