"""Names in addresses end where a word ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.texts.slugs import slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Global Conference 2026", "global-conference-2026"),
        ("One two three four five six seven eight nine ten eleven twelve",
         "one-two-three-four-five-six-seven-eight-nine-ten-eleven"),
        ("One two three four five six seven eight nine ten eleven dove",
         "one-two-three-four-five-six-seven-eight-nine-ten-eleven-dove"),
        ("a" * 59 + " b", "a" * 59),
        ("a" * 58 + " b", "a" * 58 + "-b"),
        ("é" * 70, "e" * 60),
        ("会议", ""),
        ("  - ", ""),
    ],
)  # fmt: skip
def test_a_title_is_cut_between_words(title, slug):
    assert slug_of(title) == slug


@given(st.text(max_size=200), st.integers(1, 80))
def test_the_name_fits_and_is_made_of_whole_words(title, longest):
    slug, whole = slug_of(title, longest), slug_of(title, 10_000)
    assert len(slug) <= longest
    assert (slug, whole[len(slug) :][:1] in {"", "-"} or "-" not in slug) == (slug.strip("-"), True)
