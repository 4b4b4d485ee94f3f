"""The coming days as a line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.frame.ribbon import DAYS, HEADROOM, NEAR, ROWS, STEP, Tick, draw

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


def tick(days, until=None, kind="event", words="Meeting"):
    end = NOW + timedelta(days=until) if until is not None else None
    return Tick(NOW + timedelta(days=days), end, kind, words, "a day", "2026-01-12", "#x")


def drawn(*ticks, mirrored=False, language="en"):
    return draw(ticks, NOW, zone="Europe/Paris", language=language, mirrored=mirrored)


def test_today_is_at_the_start():
    assert drawn().today == "0.00%"
    assert drawn(mirrored=True).today == "100.00%"


@pytest.mark.parametrize(
    ("days", "place", "mirror"), [(0, "0.00%", "100.00%"), (15, "25.00%", "75.00%"), (45, "75.00%", "25.00%")]
)
def test_a_date_stands_where_its_day_is(days, place, mirror):
    assert drawn(tick(days)).signs[0].x == place
    assert drawn(tick(days), mirrored=True).signs[0].x == mirror


def test_what_is_past_or_too_far_is_left_out_what_lasts_is_not():
    shown = drawn(tick(-1), tick(60), tick(-3, until=3), tick(59)).signs
    assert [sign.x for sign in shown] == ["0.00%", "98.33%"]


def test_a_stretch_of_days_is_a_bar_on_either_side():
    left, right = drawn(tick(6, until=12)).signs[0], drawn(tick(6, until=12), mirrored=True).signs[0]
    assert (left.bar, left.width) == ("10.00%", "10.00%")
    assert (right.bar, right.width) == ("80.00%", "10.00%")


def test_dates_that_stand_too_near_go_up():
    signs = drawn(tick(5), tick(5), tick(6), tick(20)).signs
    base = HEADROOM + 2 * STEP
    assert [sign.y for sign in signs] == [base, base - STEP, base - 2 * STEP, base]


def test_names_stay_inside():
    assert [sign.anchor for sign in drawn(tick(1), tick(30), tick(59)).signs] == ["start", "middle", "end"]


def test_days_below_the_line_are_in_the_reader_s_language():
    assert [mark.words for mark in drawn(language="fr").marks] == ["26 janv.", "9 févr.", "23 févr.", "9 mars"]


@given(st.lists(st.floats(0, DAYS - 0.01), max_size=40))
def test_nothing_covers_another_while_there_are_rows(days):
    ribbon = drawn(*map(tick, days))
    rows = {}
    for sign in ribbon.signs:
        rows.setdefault(sign.y, []).append(float(sign.x.rstrip("%")))
    free = {y: places for y, places in rows.items() if y > ribbon.line - STEP * (ROWS - 1)}
    for places in free.values():
        assert all(after - before >= NEAR - 0.02 for before, after in pairwise(places))
    assert all(HEADROOM <= sign.y <= ribbon.line < ribbon.height for sign in ribbon.signs)
