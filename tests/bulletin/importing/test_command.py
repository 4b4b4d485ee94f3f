"""``heliograph import``: what it prints and how it ends."""

from __future__ import annotations

import argparse
import io
import json
import sys

import pytest

from heliograph.bulletin import commands
from heliograph.bulletin.importing import limits

TEXT = "Bulletin No. 3\n\nPeace week\n\nNEWS\n\nPlease write to us at desk@example.org by 3 May 2026.\n"


def run(*words):
    parser = argparse.ArgumentParser()
    commands.add_arguments(parser)
    return commands.run(parser.parse_args([str(word) for word in words]))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bulletin.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_is_one_object_with_the_keys_of_the_schema(file, capsysbinary):
    assert run(file, "--json") == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert list(found) == ["schema", "number", "title", "language", "items"]
    assert list(found["items"][0]) == [
        "label", "title", "moments", "emails", "links", "languages", "places", "audiences", "attachments", "warnings",
    ]  # fmt: skip
    assert (found["schema"], found["number"], found["items"][0]["emails"]) == (
        "heliograph-import-1",
        "3",
        ["desk@example.org"],
    )


def test_text_is_the_converted_source(file, capsysbinary):
    assert run(file, "--text") == 0
    assert capsysbinary.readouterr().out == TEXT.encode()


def test_without_a_flag_a_summary_is_printed(file, capsysbinary):
    assert run(file) == 0
    assert b"1. [NEWS] Peace week" in capsysbinary.readouterr().out


def test_standard_input_is_read(monkeypatch, capsysbinary):
    monkeypatch.setattr(sys, "stdin", argparse.Namespace(buffer=io.BytesIO(TEXT.encode())))
    assert run("-", "--json") == 0
    assert json.loads(capsysbinary.readouterr().out)["number"] == "3"


def refusals(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "big.txt").write_bytes(b"a" * (limits.MAX_FILE_BYTES + 1))
    return [tmp_path / "missing.txt", tmp_path, tmp_path / "empty.txt", tmp_path / "big.txt"]


def test_a_refused_file_gives_one_sentence_and_nothing_else(tmp_path, capsysbinary):
    for path in refusals(tmp_path):
        assert run(path, "--json") == commands.REFUSED
        out, err = capsysbinary.readouterr()
        assert out == b""
        assert err.count(b"\n") == 1
        assert err.endswith(b".\n")


@pytest.mark.django_db
def test_save_makes_a_draft_issue(file, capsysbinary):
    from heliograph.bulletin.models import Issue

    assert run(file, "--save", "--json") == 0
    assert [str(issue.number) for issue in Issue.objects.all()] == ["3"]
    assert capsysbinary.readouterr().err == b"Saved as draft issue 3.\n"


@pytest.mark.django_db
def test_what_cannot_be_saved_is_said(file, capsysbinary):
    assert run(file, "--save") == 0
    capsysbinary.readouterr()
    assert run(file, "--save") == commands.REFUSED
    out, err = capsysbinary.readouterr()
    assert (out, err.count(b"\n")) == (b"", 1)
