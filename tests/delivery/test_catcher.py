"""The catcher as a process: it keeps what it is sent, and stops when told."""

from __future__ import annotations

import os
import signal
import smtplib
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from heliograph.delivery.catching.caught import Box
from tests.delivery.smtp_server import Server

pytestmark = pytest.mark.smtp

LETTER = "From: Desk <desk@example.org>\r\nTo: Ama <a@example.org>\r\nSubject: Hello\r\n\r\nAma\r\n.dot\r\n"


@contextmanager
def catcher(var, *options, development="true"):
    """The catcher on a port that it chose; gives the process and the port."""
    environment = os.environ | {"HELIOGRAPH_VAR": str(var), "HELIOGRAPH_DEVELOPMENT": development}
    environment |= {"HELIOGRAPH_SECRET_KEY": "tests", "DJANGO_SETTINGS_MODULE": "heliograph.config.settings"}
    command = [sys.executable, "-u", "-m", "heliograph", "catch_mail", "--port", "0", *options]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield process, int(line.rpartition(":")[2]) if line else 0
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_letters_are_kept_as_files_and_the_process_stops_when_told(tmp_path):
    with catcher(tmp_path) as (process, port):
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            for address in ("a@example.org", "b@example.org"):
                smtp.sendmail("bulletin@example.org", [address], LETTER)
        with smtplib.SMTP("127.0.0.1", port) as idle:
            idle.noop()
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
    files = sorted((tmp_path / "catcher").glob("*.eml"))
    envelope = "Return-Path: <bulletin@example.org>\r\nDelivered-To: {}\r\n"
    assert [f.read_bytes().decode() for f in files] == [
        envelope.format(a) + LETTER for a in ("a@example.org", "b@example.org")
    ]
    entries, total = Box(tmp_path / "catcher").page("", 0, 10)
    assert (total, [e.subject for e in entries], entries[0].recipient) == (2, ["Hello"] * 2, "Ama <a@example.org>")


def test_letter_with_no_room_for_it_is_refused_for_now(tmp_path):
    (tmp_path / "catcher").write_text("a file where the directory should be")
    with catcher(tmp_path) as (_process, port), smtplib.SMTP("127.0.0.1", port) as smtp:
        with pytest.raises(smtplib.SMTPDataError) as refusal:
            smtp.sendmail("bulletin@example.org", ["a@example.org"], LETTER)
        assert refusal.value.smtp_code == 452


def test_taken_port_is_one_clear_sentence(tmp_path):
    with Server() as server, catcher(tmp_path, "--port", str(server.port)) as (process, _port):
        assert process.wait(20) == 1
        assert process.stderr.read() == (
            f"CommandError: The catcher cannot listen on 127.0.0.1:{server.port}: Address already in use\n"
        )


def test_catcher_is_for_development_only(tmp_path):
    with catcher(tmp_path, development="false") as (process, _port):
        assert process.wait(20) == 1
        assert "set HELIOGRAPH_DEVELOPMENT" in process.stderr.read()


def test_letter_that_is_being_written_is_not_listed(tmp_path):
    box = Box(tmp_path)
    name = box.keep(b"Subject: x\r\n\r\n", datetime(2026, 1, 12, tzinfo=UTC))
    (tmp_path / f".{name}.part").write_bytes(b"Subject: half")
    box.refresh()
    assert [entry.name for entry in box.page("", 0, 10)[0]] == [name]
