"""The whole path on a fresh data directory: document, import, issue, mail through SMTP, pages; and a second start."""

from __future__ import annotations

import os
import subprocess
import sys
from email import message_from_bytes
from email.policy import default

import pytest

from heliograph.config.supervisor import listening, port_of
from tests.architecture.house import ROOT

pytestmark = pytest.mark.smtp


def start(var):
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("HELIOGRAPH_", "DJANGO_"))},
        "HELIOGRAPH_VAR": str(var),
        "HELIOGRAPH_DEVELOPMENT": "true",
    }
    with listening(18000, tries=500) as free:
        port = port_of(free)
    command = [sys.executable, "-m", "heliograph", "run", "--once", "--port", str(port)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)


def letters(var):
    """The bulletin's letters: reminders of the sample's calls leave by a clock of their own."""
    for path in sorted((var / "catcher").rglob("*.eml")):
        letter = message_from_bytes(path.read_bytes(), policy=default)
        if "bulletin." in str(letter["List-Id"]):
            yield letter


def test_a_first_start_sends_the_sample_bulletin_and_a_second_sends_nothing(tmp_path):
    first = start(tmp_path)
    assert first.returncode == 0, first.stderr
    assert "180 coordinators, 12,000 schools" in first.stdout
    assert "N°22, 8 items" in first.stdout
    assert "180 letters sent by SMTP into the catcher" in first.stdout
    received = list(letters(tmp_path))
    assert len({letter["To"].addresses[0].addr_spec for letter in received}) == len(received) == 180
    assert {bool(letter["List-Unsubscribe"]) for letter in received} == {True}

    second = start(tmp_path)
    assert second.returncode == 0, second.stderr
    assert "180 coordinators, 12,000 schools" in second.stdout
    assert "180 letters were sent at an earlier start; nothing was sent now" in second.stdout
    assert len(list(letters(tmp_path))) == 180
