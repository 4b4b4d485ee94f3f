"""``heliograph read_bounces``: one line for each mail, and what there was in all."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from tests.delivery.bounces.conftest import AMA, LETTER, causes, sent
from tests.delivery.bounces.mails import ANSWER, CASES, REPORT, VACATION

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("read_bounces", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_files_are_read_one_line_for_each_mail(tmp_path):
    sent(pk=LETTER)
    report, box = CASES / "postfix-unknown-user" / "input.eml", tmp_path / "box"
    envelope = b"From MAILER-DAEMON Mon Jan 12 09:00:00 2026\n"
    box.write_bytes(envelope + VACATION + b"\n" + envelope + ANSWER)
    assert said(str(report), str(box)) == [
        f"{report}: a letter came back",
        f"{box}, mail 1: an automatic answer",
        f"{box}, mail 2: no report on a letter of ours",
        "3 read (a letter came back: 1, an automatic answer: 1, no report on a letter of ours: 1)",
    ]
    assert causes() == {AMA: "bounce"}


def test_pipe_of_a_mail_server_is_read(monkeypatch):
    sent(pk=LETTER)
    pipe = io.BytesIO(b"From MAILER-DAEMON Mon Jan 12 09:00:00 2026\n" + REPORT)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=pipe))
    assert said("-") == ["standard input: a letter came back", "1 read (a letter came back: 1)"]
    assert causes() == {AMA: "bounce"}


def test_mailbox_that_is_set_is_read_up_to_the_limit(settings, tmp_path):
    for folder in ("new", "cur"):
        (tmp_path / folder).mkdir()
    for number in range(3):
        (tmp_path / "new" / f"{number}.host").write_bytes(VACATION)
    settings.BOUNCE_MAILBOX = f"maildir://{tmp_path}"
    assert said("--limit", "2") == [
        "0.host: an automatic answer",
        "1.host: an automatic answer",
        "2 read (an automatic answer: 2)",
    ]
    assert said()[-1] == "1 read (an automatic answer: 1)"
    assert said() == ["0 read"]


def test_nothing_to_read_from_is_said(settings, tmp_path):
    settings.BOUNCE_MAILBOX = ""
    with pytest.raises(CommandError, match="set HELIOGRAPH_BOUNCE_MAILBOX"):
        said()
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        said(str(tmp_path / "nowhere.eml"))


def test_database_that_does_not_answer_lets_the_mail_server_try_again():
    def gone(*_arguments):
        raise OperationalError("gone")

    with connection.execute_wrapper(gone), pytest.raises(CommandError) as caught:
        said(str(CASES / "postfix-unknown-user" / "input.eml"))
    assert caught.value.returncode == 75
