"""Servers that misbehave: each conversation is scripted, octet by octet, on a real socket."""

from __future__ import annotations

import time

import pytest

from heliograph.delivery.smtp.connection import Connection
from heliograph.delivery.smtp.parcels import Fate, Outcome
from heliograph.delivery.states import Unavailable
from tests.delivery.smtp.model import parcel
from tests.delivery.smtp.scripted import EHLO, Peer, Scripted, accepting
from tests.delivery.smtp.servers import send_all

pytestmark = pytest.mark.smtp
YES = ("250 yes", "250 yes", "354 go on")


def fates(outcomes: list[Outcome]) -> dict[int, str]:
    return {each.key: str(each.fate) for each in outcomes}


# Before the first message


@pytest.mark.parametrize(
    ("scene", "reason"),
    [
        (lambda peer: peer.say("554 5.7.1 not from there"), "554 5.7.1 not from there"),
        (lambda peer: peer.say("421 4.3.2 too busy"), "421 4.3.2 too busy"),
        (lambda peer: peer.say("SSH-2.0-OpenSSH"), "not a reply of SMTP: 2.0-OpenSSH"),
        (lambda peer: None, "Connection unexpectedly closed"),
        (lambda peer: (peer.say("220 hello"), peer.line()), "Connection unexpectedly closed"),
        (lambda peer: (peer.greet("500 what"), peer.line(), peer.say("501 what")), "501 what"),
        (lambda peer: peer.say("220 " + "x" * 9000), "500 Line too long."),
        (lambda peer: (peer.greet(), peer.wait()), "STARTTLS extension not supported by server."),
    ],
)
def test_server_that_cannot_be_spoken_to_is_unavailable(pool_to, scene, reason):
    with Scripted(scene) as server:
        pool = pool_to(server.port, use_tls="STARTTLS" in reason)
        with pytest.raises(Unavailable) as raised:
            pool.offer(parcel(1))
        assert (raised.value.reason, pool.pending(), pool.close(0.0)) == (reason, 0, [])


def test_slow_greeting_is_given_up_in_time(pool_to):
    with Scripted(Peer.wait) as server, pytest.raises(Unavailable, match="timed out"):
        pool_to(server.port, timeout=0.05).offer(parcel(1))


def test_sign_in_that_is_refused_is_unavailable(pool_to):
    def scene(peer):
        peer.greet("250-hello\r\n250 AUTH PLAIN")
        peer.line()
        peer.say("535 5.7.8 wrong password")
        peer.wait()

    with Scripted(scene) as server, pytest.raises(Unavailable, match=r"^535 5\.7\.8 wrong password$"):
        pool_to(server.port, user="desk", password="secret").offer(parcel(1))


def test_old_server_without_ehlo_is_spoken_to_line_by_line(pool_to):
    def scene(peer):
        peer.greet("500 what?")
        assert peer.line().startswith("helo ")
        peer.say("250 hello")
        peer.take_all()

    with Scripted(scene) as server:
        assert fates(send_all(pool_to(server.port), [parcel(1), parcel(2)])) == {1: "accepted", 2: "accepted"}


def test_words_after_ehlo_that_nobody_asked_for_are_heard(pool_to):
    closing = Scripted(lambda peer: peer.greet(f"{EHLO}\r\n421 4.3.2 no, closing"))
    with closing as server, pytest.raises(Unavailable, match=r"^421 4\.3\.2 no, closing$"):
        pool_to(server.port).offer(parcel(1))


# In the middle


def breaking(*scene):
    """A server that greets, does this, and is gone; and is as it should be when it is called again."""

    def play(peer):
        peer.greet()
        for act in scene:
            act(peer)

    return Scripted(play, accepting)


@pytest.mark.parametrize(
    ("scene", "fates_then"),
    [
        ([Peer.line, Peer.line, Peer.line, Peer.reset], {1: "retry", 2: "untried"}),
        ([lambda peer: peer.envelope("250 yes"), Peer.close], {1: "retry", 2: "untried"}),
        ([lambda peer: peer.envelope(*YES), Peer.content, Peer.close], {1: "doubtful", 2: "untried"}),
        ([lambda peer: peer.take(), lambda peer: peer.envelope("250 yes"), Peer.close], {1: "accepted", 2: "retry"}),
        ([lambda peer: peer.take("421 4.3.2 closing")], {1: "retry", 2: "untried"}),
        ([lambda peer: peer.envelope("250 yes", "421 4.3.2 closing")], {1: "retry", 2: "untried"}),
        ([lambda peer: peer.envelope("421 4.3.2 closing")], {1: "untried", 2: "untried"}),
        ([lambda peer: peer.envelope("250 yes", "what?")], {1: "retry", 2: "untried"}),
        ([lambda peer: peer.take("what?")], {1: "doubtful", 2: "untried"}),
    ],
)
def test_break_at_a_stage_tells_each_parcels_fate_and_a_new_connection_works(pool_to, scene, fates_then):
    with breaking(*scene) as server:
        pool = pool_to(server.port)
        pool.offer(parcel(1))
        pool.offer(parcel(2))
        outcomes = []
        while pool.pending():
            outcomes += pool.collect(5.0)
        assert fates(outcomes) == fates_then
        assert fates(send_all(pool, [parcel(3)])) == {3: "accepted"}
        assert server.connections == 2


def test_answer_given_before_the_server_hung_up_is_heard(pool_to):
    """What is written then fails at once, but the answer lies there to be read."""

    def scene(peer):
        peer.greet()
        peer.envelope(*YES)
        peer.say("554 5.6.0 not like this")
        peer.close()

    with Scripted(scene) as server:
        (outcome,) = send_all(pool_to(server.port), [parcel(1, content=b"x" * 20_000_000)])
        assert (outcome.fate, outcome.answer) == (Fate.REFUSED, "554 5.6.0 not like this")


def test_large_content_goes_in_portions_to_a_slow_reader(pool_to):
    contents = []

    def scene(peer):
        peer.greet()
        peer.envelope(*YES)
        time.sleep(0.05)
        contents.append(peer.content() + b"\r\n")
        peer.say("250 kept")
        peer.take_all()

    large = b"0123456789abcde\n".replace(b"\n", b"\r\n") * 250_000
    with Scripted(scene) as server:
        assert fates(send_all(pool_to(server.port), [parcel(1, content=large)])) == {1: "accepted"}
        assert contents == [large]


@pytest.mark.parametrize(
    ("scene", "fate", "said"),
    [
        ([Peer.wait], "retry", "the connection broke: no answer in 0 s"),
        (
            [lambda peer: peer.envelope(*YES), Peer.content, Peer.wait],
            "doubtful",
            "the connection broke before the message was answered: no answer in 0 s",
        ),
    ],
)
def test_server_that_falls_silent_is_given_up_in_time(pool_to, scene, fate, said):
    with breaking(*scene) as server:
        (outcome,) = send_all(pool_to(server.port, timeout=0.05, answer_timeout=0.05), [parcel(1)])
        assert (outcome.fate, outcome.answer) == (fate, said)


def test_answer_to_a_message_may_take_longer_than_one_to_a_command(pool_to):
    def scene(peer):
        peer.greet()
        peer.envelope(*YES)
        peer.content()
        time.sleep(0.15)
        peer.say("250 kept")

    with Scripted(scene) as server:
        assert fates(send_all(pool_to(server.port, timeout=0.05), [parcel(1)])) == {1: "accepted"}


def test_some_recipients_may_be_refused(pool_to):
    def scene(peer):
        peer.greet()
        peer.envelope("250 yes", "250 yes", "550 5.1.1 nobody", "354 go on")
        peer.content()
        peer.say("250 kept")

    with Scripted(scene) as server:
        (outcome,) = send_all(pool_to(server.port), [parcel(1, "ama", "kofi")])
        refused = {"kofi@example.org": (550, "550 5.1.1 nobody")}
        assert outcome == Outcome(1, Fate.ACCEPTED, 250, "250 kept", refused=refused)


def test_data_granted_to_nobody_is_ended_at_once(pool_to):
    said = []

    def scene(peer):
        peer.greet()
        peer.envelope("250 yes", "550 5.1.1 nobody", "354 go on")
        said.extend([peer.line(), peer.line()])
        peer.say("554 5.5.1 nobody", "250 flushed")
        said.extend(peer.envelope(*YES))
        peer.content()
        peer.say("250 kept")

    with Scripted(scene) as server:
        outcomes = send_all(pool_to(server.port), [parcel(1), parcel(2)])
        assert fates(outcomes) == {1: "refused", 2: "accepted"}
        assert (said[:2], said[2][:9]) == ([".", "RSET"], "MAIL FROM")


# Connections at rest


@pytest.mark.parametrize("farewell", [lambda peer: peer.say("421 4.4.2 idle too long"), lambda peer: None])
def test_connection_closed_at_rest_is_replaced_without_a_word(pool_to, monkeypatch, farewell):
    monkeypatch.setattr("heliograph.delivery.smtp.connection.REST", 0.0)
    with breaking(lambda peer: peer.take(), farewell) as server:
        pool = pool_to(server.port)
        assert fates(send_all(pool, [parcel(1)])) == {1: "accepted"}
        time.sleep(0.03)
        assert fates(send_all(pool, [parcel(2)])) == {2: "accepted"}
        assert server.connections == 2


def test_server_that_grants_no_more_connections_gets_no_more(pool_to):
    with Scripted(accepting, lambda peer: peer.say("421 4.7.0 one is enough")) as server:
        pool = pool_to(server.port, 4)
        outcomes = send_all(pool, [parcel(n) for n in range(12)])
        assert fates(outcomes) == dict.fromkeys(range(12), "accepted")
        assert (server.connections, pool.room()) == (2, 2)


def test_hanging_up_says_quit(pool_to):
    lines = []

    def scene(peer):
        peer.greet()
        peer.take()
        lines.append(peer.line())
        peer.say("221 bye")

    with Scripted(scene) as server:
        pool = pool_to(server.port)
        send_all(pool, [parcel(1)])
        assert (pool.close(1.0), lines) == ([], ["QUIT"])


def test_connection_has_no_deadline_while_nothing_is_expected(pool_to):
    with Scripted(accepting) as server:
        connection = Connection(pool_to(server.port)._options)
        assert connection.deadline == float("inf")
        connection.begin(parcel(1))
        assert connection.deadline < time.monotonic() + 6
        connection.abandon()
        connection.close()
