"""What ``docs/import.md`` says is what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from heliograph.bulletin.importing.draft import Kind, Warned
from heliograph.bulletin.importing.facts.audiences import _VOCABULARY

DOCUMENT = (Path(__file__).parents[3] / "docs" / "import.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [*Kind, *Warned, *(name for name, _ in _VOCABULARY)])
def test_every_word_is_documented(word):
    assert f"`{word}`" in DOCUMENT or f'`"{word}"`' in DOCUMENT
