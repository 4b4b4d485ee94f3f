"""The comma between the words of a list."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from heliograph.texts.commas import with_commas

_PAGE = (
    "{{ names|commas }} / {% for name in names %}{{ name }}{% if not forloop.last %}{% comma %}{% endif %}{% endfor %}"
)


@pytest.mark.parametrize(
    ("language", "line"), [("en", "Lomé, A&amp;B"), ("ar", "Lomé، A&amp;B"), ("zh-hans", "Lomé，A&amp;B")]
)
def test_a_page_lists_as_its_language_does(language: str, line: str) -> None:
    with translation.override(language):
        assert Template(_PAGE).render(Context({"names": ["Lomé", "A&B"]})) == f"{line} / {line}"


def test_what_is_not_there_is_left_out_and_a_language_can_be_named() -> None:
    assert with_commas(["", 0, None, "Togo"], "ar") == "0، Togo"
    assert with_commas([]) == ""
