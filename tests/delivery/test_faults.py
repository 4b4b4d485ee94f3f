"""Real SMTP conversations that go wrong, at every stage, on the fast path and on Django's own backend."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.delivery.models import Sender as SenderRow
from heliograph.delivery.models import Suppression
from heliograph.delivery.progress import Progress, doubtful, progress
from heliograph.delivery.sending.carriers import carrier
from heliograph.delivery.sending.sender import Sender, drain
from heliograph.delivery.sending.waiting import OUTAGE_WAITS, WAITS
from heliograph.delivery.states import MailingState
from tests.delivery.conftest import addresses, reader, started, states
from tests.delivery.smtp_server import DROP, Server

pytestmark = [pytest.mark.django_db, pytest.mark.smtp]

ONE, TWO, THREE = addresses(3)
FAST = "heliograph.delivery.smtp.backend.EmailBackend"
DJANGO = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(params=[FAST, DJANGO], ids=["fast", "django"])
def to_server(request, real_mail):
    """A mailing of so many readers, and the backend that will send it."""

    def mailing_to(server, count=3):
        real_mail(server.port, request.param)
        return started([reader(a, "Ama") for a in addresses(count)])

    return mailing_to


def answering(address, answer):
    return lambda asked: answer if asked == address else None


def once(answer):
    """The answer at the first asking, yes afterwards."""
    answers = iter([answer])
    return lambda address: next(answers, None)


def work(sender):
    """Let a sender do what it can, and say so."""
    while sender.turn() or sender.has_more():
        pass
    sender.turn()


def fresh(mailing):
    mailing.refresh_from_db()
    return mailing


def server_that_is_down():
    server = Server()
    server.start()
    server.stop()
    return server


def test_all_go_and_are_known_by_their_message_ids(to_server, post_office):
    with Server() as server:
        mailing = to_server(server, 20)
        post_office()
        assert sorted(server.addresses) == addresses(20)
        assert sorted(m["Message-ID"].strip("<>") for m in server.letters()) == sorted(
            message.message_id for message in mailing.messages.select_related("mailing")
        )
        assert server.handler.connections <= 4


def test_server_down_at_the_start_loses_nothing_and_blames_nobody(to_server, clock, post_office):
    server = server_that_is_down()
    mailing = to_server(server)
    sender = Sender(carrier(), clock)
    work(sender)
    row = SenderRow.objects.get()
    assert ("refused" in row.trouble, row.next_try_at > clock.at) == (True, True)
    sender.stop()
    assert progress(mailing) == Progress(queued=3)
    assert set(mailing.messages.values_list("attempts", "doubts")) == {(0, 0)}
    server.start()
    post_office()
    server.stop()
    assert (sorted(server.addresses), fresh(mailing).state) == (addresses(3), MailingState.SENT)


def test_waits_for_a_server_grow_and_trouble_is_gone_when_it_is_back(to_server, clock):
    server = server_that_is_down()
    mailing = to_server(server)
    sender = Sender(carrier(), clock)
    for failures in range(3):
        work(sender)
        pause = SenderRow.objects.get().next_try_at - clock.at
        assert OUTAGE_WAITS[failures] * 0.8 <= pause < OUTAGE_WAITS[failures] * 1.2
        clock.forward(minutes=1)
    server.start()
    work(sender)
    assert (SenderRow.objects.get().trouble, fresh(mailing).state) == ("", MailingState.SENT)
    sender.stop()
    server.stop()


def test_server_that_stops_in_the_middle_is_resumed_where_it_stopped(to_server, clock, post_office):
    with Server() as server:
        server.handler._data = lambda address: server_gone(server, address)
        mailing = to_server(server, 30)
        post_office()
        counts = progress(mailing)
        assert (counts.sent, counts.waiting, mailing.state) == (len(server.addresses), 30 - counts.sent, "sending")
        server.handler._data = lambda address: None
        server.handler._rcpt = lambda address: None
        clock.forward(minutes=5)
        post_office()
        assert (sorted(server.addresses), fresh(mailing).state) == (addresses(30), MailingState.SENT)


def server_gone(server, address):
    """Refuse everything from the fifth message on, as a server that shuts down does (RFC 5321, 3.8)."""
    if address == addresses(10)[4]:
        server.handler._rcpt = lambda address: "421 4.3.2 shutting down"
        return "421 4.3.2 shutting down"
    return None


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_temporary_refusal_is_tried_again_later(to_server, clock, post_office, stage):
    with Server(**{stage: answering(ONE, "450 4.2.0 greylisted")}) as server:
        mailing = to_server(server)
        post_office()
        assert states(mailing) == {ONE: "queued", TWO: "sent", THREE: "sent"}
        waiting = mailing.messages.get(address=ONE)
        assert (waiting.attempts, waiting.answer) == (1, "450 4.2.0 greylisted")
        assert timedelta(seconds=48) <= waiting.due_at - clock.at < timedelta(seconds=72)
        server.handler._rcpt = server.handler._data = lambda address: None
        post_office()
        assert sorted(server.addresses) == [TWO, THREE]
        clock.forward(minutes=2)
        post_office()
        assert (server.addresses[-1], fresh(mailing).state) == (ONE, MailingState.SENT)


def test_message_is_given_up_after_the_last_wait(to_server, clock, post_office):
    with Server(rcpt=answering(ONE, "450 4.2.0 later")) as server:
        mailing = to_server(server, 1)
        for _ in WAITS:
            post_office()
            clock.forward(hours=4)
        post_office()
        message = mailing.messages.get()
        assert (message.state, message.attempts) == ("refused", 8)
        assert message.answer == "given up after 8 attempts: 450 4.2.0 later"
        assert not Suppression.objects.exists()


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_permanent_refusal_is_kept_with_its_reason(to_server, post_office, stage):
    with Server(**{stage: answering(TWO, "550 5.7.1 not wanted here")}) as server:
        mailing = to_server(server)
        post_office()
        assert states(mailing) == {ONE: "sent", TWO: "refused", THREE: "sent"}
        assert mailing.messages.get(address=TWO).answer == "550 5.7.1 not wanted here"
        assert fresh(mailing).state == MailingState.SENT
        assert not Suppression.objects.exists()


def test_address_that_is_nobodys_is_suppressed(to_server, post_office):
    with Server(rcpt=answering(TWO, "550 5.1.1 nobody here by that name")) as server:
        to_server(server)
        post_office()
        row = Suppression.objects.get()
        assert (row.address, row.cause, row.detail) == (TWO, "refusal", "550 5.1.1 nobody here by that name")


def test_answer_cannot_bring_line_ends_or_garbage_into_the_record(to_server, post_office):
    with Server(rcpt=answering(ONE, "550-5.7.1 first\r\n550 5.7.1 " + "x" * 900)) as server:
        mailing = to_server(server)
        post_office()
        answer = mailing.messages.get(address=ONE).answer
        assert (answer.startswith("550 5.7.1 first"), "\n" in answer, len(answer)) == (True, False, 500)


@pytest.mark.parametrize("code", ["421", "451", "550"])
def test_server_that_wants_no_sender_is_an_outage(to_server, clock, code):
    with Server() as server:
        server.handler.mail = f"{code} 4.3.2 not from you"
        mailing = to_server(server)
        sender = Sender(carrier(), clock)
        work(sender)
        assert (progress(mailing), f"{code} 4.3.2 not from you" in SenderRow.objects.get().trouble) == (
            Progress(queued=3),
            True,
        )
        sender.stop()


def test_letter_too_large_for_the_server_is_refused_not_repeated(to_server, post_office):
    with Server() as server:
        server.handler.mail = "552 5.3.4 too large"
        mailing = to_server(server)
        post_office()
        assert progress(mailing) == Progress(refused=3)


def test_connection_dropped_after_data_is_sent_again_with_the_same_message_id(to_server, clock, post_office):
    drops = iter([DROP])
    with Server(data=lambda address: next(drops, None)) as server:
        mailing = to_server(server, 1)
        post_office()
        message = mailing.messages.get()
        assert (message.state, message.attempts, message.doubts) == ("queued", 1, 1)
        assert message.answer.startswith("the connection broke")
        clock.forward(minutes=2)
        post_office()
        assert (server.addresses, fresh(mailing).state, doubtful(mailing)) == ([ONE, ONE], MailingState.SENT, 1)
        first, last = server.letters()
        assert (first["Message-ID"], first["Date"]) == (last["Message-ID"], last["Date"])


def test_server_that_drops_every_connection_is_an_outage_and_no_messages_fault(to_server, post_office):
    with Server(rcpt=lambda address: DROP) as server:
        mailing = to_server(server, 30)
        post_office()
        assert progress(mailing) == Progress(queued=30)
        assert sum(mailing.messages.values_list("attempts", flat=True)) <= 8


def test_names_with_line_ends_reach_the_server_as_names(to_server, real_mail, post_office):
    with Server() as server:
        to_server(server, 0)
        started([reader(ONE, "Ama\r\nBcc: all@example.org\r\n\r\nHello")], key="issue-23")
        post_office()
        (letter,) = server.letters()
        assert letter["Bcc"] is None
        assert letter["To"].addresses[0].display_name == "Ama Bcc: all@example.org Hello"
        assert server.addresses == [ONE]


def test_duplicate_and_malformed_addresses_do_not_stop_the_others(to_server, post_office):
    with Server() as server:
        to_server(server, 0)
        mailing = started([reader(a) for a in (ONE, ONE.upper(), "no address", "é@example.org", TWO)], key="issue-23")
        post_office()
        assert (sorted(server.addresses), progress(mailing)) == ([ONE, TWO], Progress(sent=2, refused=2))


def test_clock_set_back_in_the_middle_stops_nothing(to_server, clock):
    with Server(pause=0.001) as server:
        mailing = to_server(server, 150)
        sender = Sender(carrier(), clock)

        def jump():
            if len(server.addresses) >= 40 and clock.at.hour == 9:
                clock.forward(hours=-3)
            return False

        drain(sender, jump)
        assert (sorted(server.addresses), fresh(mailing).state) == (addresses(150), MailingState.SENT)
