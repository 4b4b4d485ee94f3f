"""A virus scanner sees what is handed in, and what it does not see is not taken."""

from __future__ import annotations

import logging
import socket

import pytest
from django.core.exceptions import ImproperlyConfigured

from heliograph.network.files import scanning
from heliograph.network.states import Refused
from tests.calls.files.clamd import clamd
from tests.calls.files.making import checked, picture
from tests.calls.files.refusing import refusal


def at(played) -> str:
    return f"tcp://127.0.0.1:{played.server.getsockname()[1]}"


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level(logging.CRITICAL, "heliograph.network.files.scanning")


def test_without_a_scanner_nobody_looks():
    assert checked("a.txt", b"text").scanner == ""


def test_a_clean_file_is_taken_and_says_who_looked(settings):
    with clamd() as played:
        settings.CLAMAV = at(played)
        found = checked("a.txt", b"text" * 50_000)
    assert (found.scanner, played.seen) == ("clamav", [b"text" * 50_000])


def test_a_scanner_may_listen_at_a_path(settings, tmp_path):
    with clamd(path=tmp_path / "s") as played:
        settings.CLAMAV = f"unix://{tmp_path}/s"
        assert checked("a.txt", b"text").scanner == "clamav"
    assert played.seen == [b"text"]


def test_the_scanner_sees_a_picture_as_it_came(settings):
    with clamd() as played:
        settings.CLAMAV = at(played)
        checked("a.png", picture())
    assert played.seen == [picture()]


def test_what_is_found_is_refused(settings):
    with clamd(b"stream: Eicar-Test-Signature FOUND\0") as played:
        settings.CLAMAV = at(played)
        assert refusal("a.txt", b"text") == "infected"


@pytest.mark.parametrize(
    "answer",
    [b"", b"stream: OK but", b"INSTREAM size limit exceeded. ERROR\0", b"stream: x ERROR\0", b"UNKNOWN COMMAND\0"],
)
def test_any_other_answer_is_a_refusal(settings, answer):
    with clamd(answer) as played:
        settings.CLAMAV = at(played)
        assert refusal("a.txt", b"text") == "no-scanner"


def test_a_scanner_that_hangs_up_is_a_refusal(settings):
    with clamd(patience=5) as played:
        settings.CLAMAV = at(played)
        assert refusal("a.txt", b"text" * 1_000_000) == "no-scanner"


def test_a_slow_scanner_is_a_refusal(settings, monkeypatch):
    monkeypatch.setattr(scanning, "ANSWERING", 0.05)
    with clamd(None) as played:
        settings.CLAMAV = at(played)
        assert refusal("a.txt", b"text") == "no-scanner"


def test_a_dead_scanner_is_a_refusal_that_says_to_try_again(settings, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMAV = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(Refused) as refused:
        checked("a.txt", b"text")
    assert refused.value.sentence == (
        "“a.txt” could not be looked at for viruses just now, so it was not kept. Try again in a few minutes."
    )
    settings.CLAMAV = f"unix://{tmp_path}/nobody"
    assert refusal("a.txt", b"text") == "no-scanner"


@pytest.mark.parametrize(
    "wrong", ["localhost:3310", "tcp://localhost", "tcp://localhost:many", "http://localhost:1", "unix://"]
)
def test_a_scanner_that_is_named_wrongly_is_told(settings, wrong):
    settings.CLAMAV = wrong
    with pytest.raises(ImproperlyConfigured):
        scanning.address()
