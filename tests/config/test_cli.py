"""The command line: before a word begins that writes texts, they are there in every language."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from heliograph.config import cli, messages


@pytest.fixture
def locale(tmp_path, monkeypatch):
    """A folder of catalogs of which none is compiled."""
    source = next(messages.catalogs())
    copy = tmp_path / source.parent.parent.name / source.parent.name / source.name
    copy.parent.mkdir(parents=True)
    copy.write_text('msgid "Yes"\nmsgstr "Oui"\n', encoding="utf-8")
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    return tmp_path


@pytest.mark.parametrize("word", ["work", "send", "schedule", "check", "sample"])
def test_catalogs_are_compiled_before_a_word_begins(locale, monkeypatch, word):
    seen = []
    monkeypatch.setattr("django.core.management.execute_from_command_line", lambda words: seen.append(compiled(locale)))
    if word in cli.COMMANDS:
        module = importlib.import_module(cli.COMMANDS[word].module)
        monkeypatch.setattr(module, "run", lambda options: seen.append(compiled(locale)) or 0)
    assert cli.main([word]) == 0
    assert seen == [1]


def compiled(locale: Path) -> int:
    return len(list(locale.rglob("*.mo")))
