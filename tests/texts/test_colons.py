"""The colon after words that name what follows."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from heliograph.texts.colons import colon_of, with_colon


@pytest.mark.parametrize(("language", "line"), [("en", "Togo: 3"), ("fr", "Togo\u00a0: 3"), ("ar", "Togo: 3")])
def test_a_page_and_a_letter_set_it_as_their_language_does(language: str, line: str) -> None:
    with translation.override(language):
        page = Template("{{ country }}{% colon %} 3").render(Context({"country": "Togo"}))
        assert (page, f"{with_colon('Togo')} 3") == (line, line)


def test_chinese_sets_it_wide_and_without_a_space() -> None:
    assert (colon_of("zh-hans"), colon_of(None)) == ("：", ": ")
