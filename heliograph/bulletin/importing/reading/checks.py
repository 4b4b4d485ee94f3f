"""What a careful editor would ask about the moments of one item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from django.utils.translation import gettext as _

from heliograph.bulletin.importing.draft import DraftMoment, Kind, Warned, Warning
from heliograph.bulletin.importing.reading.building import Built
from heliograph.bulletin.importing.reading.context import ReadingContext
from heliograph.bulletin.importing.reading.naming import day_name
from heliograph.bulletin.importing.source import BlockKind
from heliograph.moments.recognise.lexicon import LANGUAGES, lexicon

_COMPARED = frozenset(
    {
        "register",
        "apply",
        "submit-poster",
        "propose",
        "withdraw",
        "reconfirm",
        "express-interest",
        "nominate",
        "vote",
        "order",
        "pay",
    }
)


_MONTH_WORDS = frozenset(
    name for language in LANGUAGES[:3] for name in (*lexicon(language).months, *lexicon(language).weekdays)
)


def _live(built: Sequence[Built]) -> list[Built]:
    return [each for each in built if each.moment.status is None and each.moment.start]


def _two_deadlines(first: DraftMoment, second: DraftMoment) -> bool:
    same = first.kind is second.kind is Kind.DEADLINE and first.what == second.what and first.what in _COMPARED
    return same and (first.start or "")[:10] != (second.start or "")[:10]


def _two_ranges(first: DraftMoment, second: DraftMoment) -> bool:
    """ "26–28 March" and "26–29 March": one event, two sets of days."""
    if first.kind is not Kind.EVENT or second.kind is not Kind.EVENT or not (first.date_only and second.date_only):
        return False
    if first.precision != "day" or second.precision != "day" or first.end is None or second.end is None:
        return False
    return (first.start == second.start) != (first.end == second.end)


#: In a list of more dates than this nobody would want each pair of them told.
_MOST_COMPARED = 400


def _is_comparable(moment: DraftMoment) -> bool:
    if moment.kind is Kind.DEADLINE:
        return moment.what in _COMPARED
    return moment.kind is Kind.EVENT and moment.date_only and moment.end is not None


def _inconsistent(built: Sequence[Built]) -> Iterator[Warning]:
    comparable = [each for each in _live(built) if _is_comparable(each.moment)]
    for first, second in combinations(comparable[:_MOST_COMPARED], 2):
        one, two = first.moment, second.moment
        if first.mention.replaced != second.mention.replaced and first.mention.withdrawn != second.mention.withdrawn:
            continue
        if _two_deadlines(one, two) and one.text != two.text and not _enumerated(first, second):
            dates = {"what": one.what, "first": day_name(one.start), "second": day_name(two.start)}
            message = _("Two dates for one thing (%(what)s): %(first)s and %(second)s.") % dates
            yield Warning(Warned.DATE_INCONSISTENT, message, two.text)
        elif _two_ranges(one, two):
            message = _("Two sets of days for what seems one event: “%(first)s” and “%(second)s”.") % {
                "first": one.text,
                "second": two.text,
            }
            yield Warning(Warned.DATE_INCONSISTENT, message, two.text)


_REPEATED = re.compile(
    r"^\W{0,3}(?:rendez-vous|see\syou|join\sus|we\slook\sforward|nos\svemos|os\sesperamos|les\sesperamos|a\sbientot|te\sesperamos)\b"
)


_PARTS = re.compile(
    r"\b(?:first|second|third|group|groups|sessions?|seances?|sesion(?:es)?|premiere?|deuxieme|seconde?|primera?|segund[oa]|grupos?|groupes?|then|puis|luego"
    r"|also|aussi|tambien|next|followed|suivie?|again|another|autre|otr[oa])\b"
)
_TELLING = re.compile(r"[^\W\d_]{4,}")


def _names_same(first: Built, second: Built) -> bool:
    """Two sentences that name the same thing in two words or more, and no parts of it."""
    one, two = first.around.sentence, second.around.sentence
    if one == two or _PARTS.search(one) or _PARTS.search(two):
        return False
    shared = set(_TELLING.findall(one)) & set(_TELLING.findall(two)) - _MONTH_WORDS
    return len(shared) >= 2


def _one_event_two_days(built: Sequence[Built]) -> Iterator[Warning]:
    """A title with one day and a text with another; "See you on" another day; one thing named twice with two days."""
    single = [each for each in _live(built) if _is_single_event(each)]
    days = {(each.moment.start or "")[:10] for each in single}
    if len(single) != 2 or len(days) != 2:
        return
    first, second = single
    kinds = (first.mention.sheet.block.kind, second.mention.sheet.block.kind)
    titled = kinds == (BlockKind.HEADING, BlockKind.PARAGRAPH)
    again = _REPEATED.search(second.around.sentence.strip()) is not None
    if titled or again or (set(kinds) == {BlockKind.PARAGRAPH} and _names_same(first, second)):
        shown = {"first": day_name(first.moment.start), "second": day_name(second.moment.start)}
        message = _("Two days for what seems one event: %(first)s and %(second)s.") % shown
        yield Warning(Warned.DATE_INCONSISTENT, message, second.moment.text)


def _is_single_event(each: Built) -> bool:
    moment = each.moment
    event = moment.kind is Kind.EVENT and not moment.end and moment.precision in {"day", "minute"}
    return event and not moment.lang and each.mention.governed is None and not each.mention.replaced


def _enumerated(first: Built, second: Built) -> bool:
    """Rounds and groups have dates of their own: list items side by side, rows of a table, days of one enumeration."""
    one, two = first.mention.sheet.block, second.mention.sheet.block
    if first.mention.sheet is second.mention.sheet:
        return first.mention.sentence == second.mention.sentence
    return one.kind == two.kind and one.kind in {"list-item", "table-row"} and one.level == two.level


def _changed(built: Sequence[Built]) -> Iterator[Warning]:
    for each in built:
        if each.mention.replaced and each.moment.status is None:
            yield Warning(
                Warned.DATE_CHANGED,
                _("This date replaces an earlier one: now %(day)s.") % {"day": day_name(each.moment.start)},
                each.moment.text,
            )


def _order(built: Sequence[Built]) -> Iterator[Warning]:
    """A deadline to join after the event is over."""
    events = [
        each.moment
        for each in _live(built)
        if each.moment.kind is Kind.EVENT and each.moment.precision in {"day", "minute"}
    ]
    if not events:
        return
    last = max(events, key=lambda moment: moment.end or moment.start or "")
    over = (last.end or last.start or "")[:10]
    for each in _live(built):
        moment = each.moment
        if (
            moment.kind is Kind.DEADLINE
            and moment.what in {"register", "withdraw", "reconfirm", "submit-poster", "propose"}
            and (moment.start or "")[:10] > over
        ):
            shown = {"what": moment.what, "day": day_name(moment.start), "event": day_name(over)}
            message = _("The deadline (%(what)s, %(day)s) comes after the event (%(event)s).") % shown
            yield Warning(Warned.DEADLINE_AFTER_EVENT, message, moment.text)


def _passed(built: Sequence[Built], context: ReadingContext) -> Iterator[Warning]:
    if context.issued is None:
        return
    for each in _live(built):
        moment = each.moment
        if moment.kind is Kind.DEADLINE and (moment.start or "")[:10] < context.issued.isoformat():
            shown = {"day": day_name(moment.start), "issued": day_name(context.issued)}
            message = _("The deadline (%(day)s) is before the bulletin's own date (%(issued)s).") % shown
            yield Warning(Warned.DEADLINE_PASSED, message, moment.text)


def check(built: Sequence[Built], context: ReadingContext) -> tuple[Warning, ...]:
    """Warnings about what the moments of an item say together."""
    return (
        *_inconsistent(built),
        *_one_event_two_days(built),
        *_changed(built),
        *_order(built),
        *_passed(built, context),
    )
