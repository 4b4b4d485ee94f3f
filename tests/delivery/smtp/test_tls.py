"""TLS: begun by STARTTLS or with the connection, refused by the server, not trusted by this side."""

from __future__ import annotations

from pathlib import Path

import pytest

from heliograph.delivery.smtp.parcels import Fate
from heliograph.delivery.smtp.pool import ServerOptions
from heliograph.delivery.states import Unavailable
from tests.delivery.smtp.certificates import self_signed, server_side
from tests.delivery.smtp.model import parcel
from tests.delivery.smtp.scripted import EHLO, Peer, Scripted
from tests.delivery.smtp.servers import send_all

pytestmark = pytest.mark.smtp


@pytest.fixture(scope="module")
def pem(tmp_path_factory) -> Path:
    return self_signed(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def trusted(pem, monkeypatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))


def offering_tls(peer: Peer, answer: str = "220 go ahead") -> None:
    peer.greet("250-hello\r\n250 STARTTLS")
    assert peer.line() == "STARTTLS"
    peer.say(answer)


def secure(pem: Path, contents: list[bytes]):
    """A server with TLS, by STARTTLS, that keeps one message."""

    def scene(peer: Peer) -> None:
        offering_tls(peer)
        peer.secure(server_side(pem))
        peer.line()
        peer.say(EHLO)
        contents.append(peer.take())
        contents.append(peer.take())
        peer.line()

    return scene


def test_messages_go_by_starttls(pool_to, pem, trusted):
    contents: list[bytes] = []
    with Scripted(secure(pem, contents)) as server:
        parcels = [parcel(1), parcel(2, content=b"x" * 70 + b"\r\n")]
        outcomes = send_all(pool_to(server.port, use_tls=True), parcels)
        assert [each.fate for each in outcomes] == [Fate.ACCEPTED, Fate.ACCEPTED]
    assert contents == [each.content.removesuffix(b"\r\n") for each in parcels]


def test_large_message_goes_record_by_record(pool_to, pem, trusted):
    contents: list[bytes] = []
    large = b"0123456789abcde\r\n" * 300_000
    with Scripted(secure(pem, contents)) as server:
        outcomes = send_all(pool_to(server.port, use_tls=True), [parcel(1, content=large), parcel(2)])
        assert [each.fate for each in outcomes] == [Fate.ACCEPTED, Fate.ACCEPTED]
    assert contents[0] == large.removesuffix(b"\r\n")


def test_tls_from_the_beginning(pool_to, pem, trusted):
    def scene(peer: Peer) -> None:
        peer.secure(server_side(pem))
        peer.greet()
        peer.take_all()

    with Scripted(scene) as server:
        assert [each.fate for each in send_all(pool_to(server.port, use_ssl=True), [parcel(1)])] == [Fate.ACCEPTED]


def test_tls_refused_is_unavailable(pool_to):
    scene = Scripted(lambda peer: offering_tls(peer, "454 4.7.0 no TLS just now"))
    with scene as server, pytest.raises(Unavailable, match=r"454|STARTTLS|no TLS"):
        pool_to(server.port, use_tls=True).offer(parcel(1))


@pytest.mark.parametrize("option", ["use_tls", "use_ssl"])
def test_certificate_of_an_unknown_signer_is_unavailable(pool_to, pem, option):
    def scene(peer: Peer) -> None:
        if option == "use_tls":
            offering_tls(peer)
        peer.secure(server_side(pem))

    with Scripted(scene) as server, pytest.raises(Unavailable, match="certificate verify failed"):
        pool_to(server.port, **{option: True}).offer(parcel(1))


def test_server_that_breaks_off_tls_leaves_the_right_doubt(pool_to, pem, trusted):
    def scene(peer: Peer) -> None:
        offering_tls(peer)
        peer.secure(server_side(pem))
        peer.line()
        peer.say(EHLO)
        peer.envelope("250 yes", "250 yes", "354 go on")
        peer.content()

    with Scripted(scene) as server:
        outcomes = send_all(pool_to(server.port, use_tls=True), [parcel(1), parcel(2)])
        assert {each.key: each.fate for each in outcomes} == {1: Fate.DOUBTFUL, 2: Fate.UNTRIED}


def test_own_certificate_that_cannot_be_read_is_unavailable(pool_to, tmp_path):
    missing = str(tmp_path / "missing.pem")
    waiting = Scripted(lambda peer: (peer.greet("250-hello\r\n250 STARTTLS"), peer.wait()))
    with waiting as server, pytest.raises(Unavailable, match="No such file"):
        pool_to(server.port, use_tls=True, certfile=missing).offer(parcel(1))


def test_both_kinds_of_tls_exclude_each_other():
    with pytest.raises(ValueError, match="exclude each other"):
        ServerOptions("127.0.0.1", 25, use_tls=True, use_ssl=True)


def test_password_is_in_no_log():
    assert "secret" not in repr(ServerOptions("127.0.0.1", 25, user="desk", password="secret"))
