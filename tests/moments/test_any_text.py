"""No text makes the recogniser fail, wander or take long."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.moments.folding import fold
from heliograph.moments.recognise import DateFound, Findings, OpenFound, TimeFound, ZoneFound, find

LANGUAGES = ("en", "fr", "es", "ar", "de", "zh", "xx")
PIECES = st.sampled_from(
    [
        "1",
        "12",
        "31",
        "99",
        "2026",
        " ",
        " ",
        "-",
        "–",
        "/",
        ".",
        ":",
        ",",
        "(",
        ")",
        "h",
        "am",
        "p.m.",
        "March",
        "mars",
        "de",
        "to",
        "au",
        "and",
        "the",
        "le",
        "noon",
        "minuit",
        "Paris",
        "time",
        "CET",
        "UTC+2",
        "week of",
        "first",
        "by",
        "until",
        "TBC",
        "15th",
        "٣",
        "年",
        "月",
        "日",
        "\u00a0",
        "\x00",
        "é",
        "º",
    ]
)


def spans(found: Findings) -> list[tuple[int, int]]:
    everything: list[DateFound | TimeFound | ZoneFound | OpenFound] = []
    everything += [*found.dates, *found.times, *found.zones, *found.open]
    return [(each.start, each.end) for each in everything]


@given(text=st.text(max_size=200), language=st.sampled_from(LANGUAGES))
def test_any_text_is_read_without_failing(text: str, language: str) -> None:
    found = find(text, language)
    assert all(0 <= start < end <= len(text) for start, end in spans(found))


@given(pieces=st.lists(PIECES, max_size=40), language=st.sampled_from(LANGUAGES))
def test_any_mixture_of_figures_and_words_is_read(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    found = find(text, language)
    assert all(0 <= start < end <= len(text) for start, end in spans(found))
    for one, two in zip(found.times, found.times[1:], strict=False):
        assert one.end <= two.start


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)


def steps(text: str) -> int:
    """How many lines of Python the recogniser runs for a text."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        find(text, "en")
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece", ["3 March 2026, ", "10:00 to ", "1 - ", "the Paris time ", "12/05/2026 ", "week of the "]
)
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    find("warm", "en")
    short, long = steps(piece * 60), steps(piece * 240)
    assert long < 5 * short + 2000


@pytest.mark.parametrize("piece", ["a", "1", " ", "(", "1-", "march ", "between 1 and ", "10:0", "é", "1 mars "])
def test_a_line_of_fifty_thousand_characters_is_read(piece: str) -> None:
    found = find(piece * (50_000 // len(piece)), "fr")
    assert len(found.times) <= 50_000
