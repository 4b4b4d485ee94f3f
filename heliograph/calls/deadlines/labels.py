"""Names of zones in the texts of a call (``16:00 CEST``) that are not in force on its dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from heliograph.calls.deadlines.moments import Moment
from heliograph.calls.models import Call
from heliograph.calls.states import DeadlineKind
from heliograph.moments.abbreviations import USES, in_force, is_word, uses
from heliograph.texts.multilingual import texts_of

#: Capital letters after a clock time, with or without brackets.
_AFTER_A_TIME = re.compile(r"\d{1,2}(?:[:.h]\s?\d{2}|\s?h)?(?:\s?[ap]\.?m\.?)?\s?\(?([A-Z]{3,5})\b")
_CAPITALS = re.compile(r"\b[A-Z]{3,5}\b")


def wrong_labels(call: Call, dates: Mapping[DeadlineKind, Moment]) -> Iterator[tuple[str, DeadlineKind | None]]:
    """Each name that is wrong once: in the words of a date with its kind, in the texts of the call with None.

    A name in a text is wrong where the organizer's zone goes by it, but on none of the dates.
    """
    for kind, moment in dates.items():
        named = [name for name in _CAPITALS.findall(moment.words) if name in USES and not is_word(name)]
        at = [moment.at] if moment.at is not None else _instants(dates)
        yield from ((name, kind) for name in dict.fromkeys(named) if _is_wrong(name, moment.zone, at))
    for name in dict.fromkeys(_named(call)):
        if _is_wrong(name, call.zone, _instants(dates)):
            yield name, None


def _instants(dates: Mapping[DeadlineKind, Moment]) -> list[datetime]:
    return [moment.at for moment in dates.values() if moment.at is not None]


def _named(call: Call) -> Iterator[str]:
    for value in (call.title, call.summary, call.text):
        for text in texts_of(value).values():
            yield from (name for name in _AFTER_A_TIME.findall(text) if name in USES)


def _is_wrong(name: str, zone: str, instants: Iterable[datetime]) -> bool:
    known = list(instants)
    ours = any(uses(name, zone, at.year) for at in known)
    return ours and not any(in_force(name, zone, at) for at in known)
