"""The pool in conversation with aiosmtpd, with and without PIPELINING."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heliograph.delivery.smtp.parcels import Fate, Outcome, Parcel
from heliograph.delivery.states import Unavailable
from tests.delivery.smtp.model import parcel
from tests.delivery.smtp.servers import PipeliningServer, send_all
from tests.delivery.smtp_server import DROP, Server

pytestmark = pytest.mark.smtp
both = pytest.mark.parametrize("kind", [PipeliningServer, Server])


def parcels(count: int) -> list[Parcel]:
    return [parcel(n, f"reader{n}") for n in range(count)]


def fates(outcomes: list[Outcome]) -> dict[int, str]:
    return {each.key: str(each.fate) for each in outcomes}


@both
@pytest.mark.parametrize("connections", [1, 3])
def test_every_parcel_arrives_once(pool_to, kind, connections):
    with kind() as server:
        outcomes = send_all(pool_to(server.port, connections), parcels(20))
        assert fates(outcomes) == dict.fromkeys(range(20), "accepted")
        assert sorted(server.addresses) == sorted(each.recipients[0] for each in parcels(20))
        assert server.handler.connections == connections


def test_one_parcel_opens_one_connection(pool_to):
    with PipeliningServer() as server:
        pool = pool_to(server.port, 4)
        assert (pool.room(), pool.pending()) == (8, 0)
        assert [each.fate for each in send_all(pool, parcels(1))] == [Fate.ACCEPTED]
        assert (server.handler.connections, pool.room(), pool.pending()) == (1, 8, 0)


def test_room_shrinks_as_parcels_are_offered(pool_to):
    with PipeliningServer(pause=0.05) as server:
        pool = pool_to(server.port, 2)
        rooms = [pool.offer(each) or (pool.room(), pool.pending()) for each in parcels(4)]
        assert rooms == [(3, 1), (2, 2), (1, 3), (0, 4)]


def test_parcel_offered_without_room_waits_its_turn(pool_to):
    with PipeliningServer() as server:
        pool = pool_to(server.port)
        for each in parcels(5):
            pool.offer(each)
        outcomes = []
        while pool.pending():
            outcomes += pool.collect(5.0)
        assert [each.key for each in outcomes] == [0, 1, 2, 3, 4]


def test_collecting_waits_no_longer_than_told(pool_to):
    with PipeliningServer(pause=0.05) as server:
        pool = pool_to(server.port)
        pool.offer(parcel(1))
        assert (pool.collect(0.0), pool.collect(0.01), pool.pending()) == ([], [], 1)
        assert [each.key for each in pool.collect(5.0)] == [1]


def test_collecting_nothing_does_not_wait(pool_to):
    with PipeliningServer() as server:
        assert pool_to(server.port).collect(60.0) == []


@both
def test_greylisting_and_refusals_stop_nobody_else(pool_to, kind):
    replies = {"reader1@example.org": "450 4.2.0 greylisted", "reader3@example.org": "550 5.1.1 nobody"}
    with kind(rcpt=replies.get) as server:
        outcomes = send_all(pool_to(server.port), parcels(5))
        assert fates(outcomes) == {0: "accepted", 1: "retry", 2: "accepted", 3: "refused", 4: "accepted"}
        assert server.handler.connections == 1


@both
def test_refused_mail_is_told_at_the_next_offer(pool_to, kind):
    with kind() as server:
        pool = pool_to(server.port)
        server.handler.mail = "450 4.7.1 too much mail from you"
        assert [(each.fate, each.code) for each in send_all(pool, parcels(1))] == [(Fate.UNTRIED, 450)]
        with pytest.raises(Unavailable, match=r"^450 4.7.1 too much mail from you$"):
            pool.offer(parcel(2))
        server.handler.mail = "250 yes"
        assert [each.fate for each in send_all(pool, parcels(1))] == [Fate.ACCEPTED]


@both
def test_connection_dropped_before_the_answer_leaves_a_doubt(pool_to, kind):
    drops = iter([DROP])
    with kind(data=lambda address: next(drops, None)) as server:
        outcomes = send_all(pool_to(server.port), parcels(1))
        assert (fates(outcomes), server.addresses) == ({0: "doubtful"}, ["reader0@example.org"])


@both
def test_connections_that_break_in_a_row_are_the_servers_fault(pool_to, kind):
    with kind(rcpt=lambda address: DROP) as server:
        pool = pool_to(server.port)
        assert [fates(send_all(pool, [each])) for each in parcels(3)] == [{0: "retry"}, {1: "retry"}, {2: "untried"}]
        with pytest.raises(Unavailable, match=r"the server closed the connection|reset"):
            pool.offer(parcel(4))


def test_a_success_between_breaks_forgives_them(pool_to):
    with PipeliningServer(rcpt=lambda address: DROP if address < "reader9" else None) as server:
        pool = pool_to(server.port)
        said = [fates(send_all(pool, [parcel(n, f"reader{n}")])) for n in (1, 2, 9, 3, 4)]
        assert said == [{1: "retry"}, {2: "retry"}, {9: "accepted"}, {3: "retry"}, {4: "retry"}]


def test_server_down_in_the_middle_and_up_again(pool_to):
    with PipeliningServer() as server:
        pool = pool_to(server.port)
        send_all(pool, parcels(2))
        server.stop()
        with pytest.raises(Unavailable):
            [send_all(pool, [each]) for each in parcels(5)]
        server.start()
        assert fates(send_all(pool, parcels(2))) == {0: "accepted", 1: "accepted"}


def test_no_server_is_unavailable_with_the_reason(pool_to):
    with PipeliningServer() as server:
        port = server.port
    with pytest.raises(Unavailable, match="Connection refused"):
        pool_to(port).offer(parcel(1))


def test_closing_gives_what_was_finished_and_what_was_not(pool_to):
    with PipeliningServer(pause=0.05) as server:
        pool = pool_to(server.port)
        for each in parcels(2):
            pool.offer(each)
        assert fates(pool.close(5.0)) == {0: "accepted", 1: "accepted"}
        for each in parcels(2):
            pool.offer(each)
        assert fates(pool.close(0.0)) == {0: "untried", 1: "untried"}
        assert (pool.pending(), pool.close(0.0)) == (0, [])


def test_malformed_address_is_refused_and_the_others_go(pool_to):
    with PipeliningServer() as server:
        bad = Parcel(0, "desk@example.org", ("a@example.org>\r\nRCPT TO:<b@example.org",), b"x")
        assert fates(send_all(pool_to(server.port), [bad, parcel(1)])) == {0: "refused", 1: "accepted"}
        assert server.addresses == ["ama@example.org"]


@pytest.fixture(scope="module", params=[PipeliningServer, Server])
def kept_server(request):
    with request.param() as server:
        yield server


CONTENTS = st.lists(
    st.sampled_from([b".", b"\r\n", b"\r\n.", b".\r\n", b"a", b"QUIT\r\n", b"x" * 99, b"\xc3\xa9"]), max_size=9
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(CONTENTS.map(b"".join), min_size=1, max_size=4))
def test_what_arrives_is_what_was_offered(kept_server, pool_to, contents):
    kept_server.handler.accepted.clear()
    send_all(pool_to(kept_server.port), [parcel(n, content=content) for n, content in enumerate(contents)])
    ended = [each if each.endswith(b"\r\n") or not each else each + b"\r\n" for each in contents]
    assert [content for _address, content in kept_server.handler.accepted] == ended
