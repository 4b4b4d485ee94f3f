"""``heliograph sample`` on a checkout in which nothing was run yet."""

from __future__ import annotations

from shutil import copy

from heliograph.config import cli, messages, report


def test_catalogs_are_compiled_before_the_sample_keeps_words_of_theirs(monkeypatch, tmp_path):
    place = tmp_path / "fr" / "LC_MESSAGES"
    place.mkdir(parents=True)
    copy(messages.LOCALE / "fr" / "LC_MESSAGES" / "django.po", place)
    there = []
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    monkeypatch.setattr(report, "load_sample", lambda: there.extend(tmp_path.rglob("*.mo")))
    assert cli.main(["sample"]) == 0
    assert there == [place / "django.mo"]
