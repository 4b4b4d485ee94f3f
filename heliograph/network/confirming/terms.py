"""Days of a round and what they mean: when its last day ends, and from which day on a record shows as out of date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.conf import settings

from heliograph.moments import wording
from heliograph.moments.zones import instant
from heliograph.network.figures import YEAR, fresh_by
from heliograph.network.models import ConfirmationRound

DAY = timedelta(days=1)
#: The opening and the last day of a round.
Term = tuple[date, date]


def end_of(day: date) -> datetime:
    """The instant (UTC) at which a day ends in the organizer's zone: a round closes with its last day."""
    return instant(datetime.combine(day + DAY, time()), settings.ORGANIZER_ZONE)


def last_minute(day: date, zone: str, language: str) -> str:
    """The last minute of a day of the organizer's as a reader's clock shows it, in words."""
    return wording.minutes(end_of(day) - timedelta(minutes=1), None, zone, language)


def terms() -> list[Term]:
    """Every round's opening and last day, the newest first."""
    return list(ConfirmationRound.objects.values_list("opens_on", "closes_on"))


def _is_fresh(confirmed_on: date, on: date, rounds: Iterable[Term]) -> bool:
    over = max((opens for opens, closes in rounds if closes < on), default=None)
    return confirmed_on >= fresh_by(over, on)


def stale_since(confirmed_on: date | None, on: date, rounds: Iterable[Term]) -> date | None:
    """The first day on which a record that was confirmed on a day shows as out of date; None while it does not.

    None also for a record that nobody has ever confirmed: that one never was up to date.
    """
    known = list(rounds)
    if confirmed_on is None or _is_fresh(confirmed_on, on, known):
        return None
    turns = {confirmed_on + YEAR + DAY, confirmed_on + 2 * YEAR + DAY, *(closes + DAY for _opens, closes in known)}
    past = sorted((day for day in turns if confirmed_on < day <= on), reverse=True)
    return next((day for day in past if _is_fresh(confirmed_on, day - DAY, known)), None)


def counts_until(confirmed_on: date, on: date, rounds: Iterable[Term]) -> date | None:
    """The last day on which a confirmation counts, as far as that is settled; None where the next round decides."""
    known = list(rounds)
    open_or_over = [term for term in known if term[0] <= on]
    return None if open_or_over else confirmed_on + YEAR
