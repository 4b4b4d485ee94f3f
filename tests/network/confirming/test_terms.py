"""What the days of a round mean: when it ends, from when on a record is out of date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.network.confirming.terms import counts_until, end_of, last_minute, stale_since
from heliograph.network.figures import fresh_since
from heliograph.network.models import ConfirmationRound

FIRST = (date(2024, 2, 1), date(2024, 3, 31))
SECOND = (date(2025, 2, 1), date(2025, 3, 31))
TODAY = date(2026, 1, 12)


def test_a_round_ends_when_its_last_day_ends_in_the_organizers_zone():
    assert end_of(date(2026, 3, 31)) == datetime(2026, 3, 31, 22, 0, tzinfo=UTC)
    assert last_minute(date(2026, 3, 31), "Pacific/Tongatapu", "en") == (
        "Wednesday, 1 April 2026, 10:59 (Tongatapu time)"
    )


@pytest.mark.parametrize(
    ("confirmed", "rounds", "since"),
    [
        (None, [], None),
        (date(2025, 6, 1), [], None),
        (date(2024, 12, 1), [], date(2025, 12, 2)),
        (date(2025, 2, 1), [SECOND, FIRST], None),
        (date(2025, 1, 31), [SECOND, FIRST], date(2025, 4, 1)),
        (date(2024, 1, 31), [SECOND, FIRST], date(2024, 4, 1)),
        (date(2024, 1, 31), [FIRST], date(2024, 4, 1)),
        (date(2025, 1, 31), [(date(2026, 1, 5), date(2026, 3, 1)), FIRST], None),
    ],
)
def test_a_record_is_out_of_date_from_the_day_after_the_round_in_which_nobody_confirmed_it(confirmed, rounds, since):
    assert stale_since(confirmed, TODAY, rounds) == since


DAYS = st.dates(date(2020, 1, 1), date(2026, 1, 1))


@pytest.mark.django_db
@given(DAYS, st.lists(st.tuples(DAYS, st.integers(14, 180)), max_size=4, unique_by=lambda each: each[0]))
def test_what_is_out_of_date_has_a_day_since_when_and_what_is_fresh_has_none(confirmed, drawn):
    ConfirmationRound.objects.all().delete()
    rounds = [(opens, opens + timedelta(days=length)) for opens, length in drawn]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    ConfirmationRound.objects.bulk_create(
        ConfirmationRound(opens_on=opens, closes_on=closes, opened_at=at) for opens, closes in rounds
    )
    fresh = confirmed >= fresh_since(TODAY)
    since = stale_since(confirmed, TODAY, rounds)
    assert (since is None) == fresh
    assert since is None or confirmed < since <= TODAY


def test_without_any_round_a_confirmation_counts_for_a_year_and_else_until_the_next_one_is_over():
    assert counts_until(date(2026, 1, 12), TODAY, []) == date(2027, 1, 12)
    assert counts_until(date(2026, 1, 12), TODAY, [SECOND]) is None
