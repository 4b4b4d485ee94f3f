"""What a search compares."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.texts.tokens import Piece, found, marked, snippet, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Écoles associées, N°22", ("ecoles", "associees", "n", "22")),
        ("e\u0301cole", ("ecole",)),
        ("Straße", ("strasse",)),
        ("l’été d'hiver", ("l", "ete", "d", "hiver")),
        ("ﬁnal ½", ("final", "12")),
        ("المدرسة مَدْرَسَة", ("مدرسه", "مدرسه")),
        ("إعلان أولى", ("اعلان", "اولي")),
        ("Ёлка и йод", ("елка", "и", "иод")),
        ("联合国教科文", ("联合", "合国", "国教", "教科", "科文")),
        ("2026年学校", ("2026", "年学", "学校")),
        ("校", ("校",)),
        ("한국 학교", (normalize("NFKD", "한국"), normalize("NFKD", "학교"))),
        ("— !? \u200b", ()),
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected


@given(st.text(max_size=80))
def test_every_word_stands_where_it_says(text):
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.token in tokens(text[word.start : word.end])


@given(st.text(max_size=80))
def test_tokens_hold_nothing_that_a_database_could_take_for_an_operator(text):
    assert all(token.isalnum() for token in tokens(text))


def test_long_words_find_the_longer_ones_short_ones_only_themselves():
    assert found("schools", ["school"])
    assert not found("school", ["schools"])
    assert not found("international", ["in"])
    assert found("in", ["in"])


def test_a_snippet_marks_what_was_asked_around_the_first_hit():
    text = "First words. " * 20 + "The poster of a school, and more posters after it."
    pieces = snippet(text, ["poster"], width=60)
    assert "".join(p.text for p in pieces) == "…First words. The poster of a school, and more posters after…"
    assert [p.text for p in pieces if p.hit] == ["poster", "posters"]


def test_a_snippet_without_a_hit_is_the_beginning():
    assert snippet("One two three four", ["x"], width=10) == (Piece("One two", False), Piece("…", False))


def test_a_snippet_marks_pairs_of_signs_as_one():
    assert [p.text for p in snippet("我们的联合国学校", tokens("联合国")) if p.hit] == ["联合国"]


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=3), max_size=3), st.integers(1, 60))
def test_a_snippet_is_cut_from_the_text_in_order(text, asked, width):
    pieces = snippet(text, asked, width)
    shown = "".join(piece.text for piece in pieces).removeprefix("…").removesuffix("…")
    assert shown in " ".join(text.split()) or "…" in text


def test_a_whole_text_is_marked_without_being_cut():
    assert marked("Towards Lasting Peace", ["peace"]) == (Piece("Towards Lasting ", False), Piece("Peace", True))
