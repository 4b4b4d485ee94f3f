"""The calls of an item as a reader of the bulletin sees them: one button, the dates, where each stands now.

A date is one record: what the bulletin said of it gives way to what the call says (design, law 9). Nothing here asks
the database for more than ``BindingQuerySet.shown`` has fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from heliograph.bulletin.addresses import absolute
from heliograph.bulletin.binding.bound import Bound, name_of
from heliograph.bulletin.dates import Moment, View, moment
from heliograph.bulletin.enclosures import Button
from heliograph.bulletin.importing.asking.words import KINDS
from heliograph.bulletin.models import Binding, Item, ItemMoment
from heliograph.bulletin.purposes import deadline_words, purpose
from heliograph.bulletin.states import MomentKind
from heliograph.calls.deadlines.dates import Dates, dates_of, state_at, stored
from heliograph.calls.deadlines.written import Written, written
from heliograph.calls.kinds import Outcome, kind_of
from heliograph.calls.models import Call, Deadline
from heliograph.calls.states import CallState, DeadlineKind, Visibility
from heliograph.moments.wording import Phase, distance, write
from heliograph.network.directory.wording import number
from heliograph.texts.colons import with_colon
from heliograph.texts.languages import direction

#: What a date of a call is for, in the bulletin's words.
_WHAT = {
    DeadlineKind.CLOSES: "answer",
    DeadlineKind.WITHDRAW: "withdraw",
    DeadlineKind.RECONFIRM: "reconfirm",
    DeadlineKind.DECIDE: "decide",
    DeadlineKind.CONTACT: "contact",
    DeadlineKind.DELIVER: "submit",
}
_BY_PURPOSE = {
    "withdraw": DeadlineKind.WITHDRAW,
    "reconfirm": DeadlineKind.RECONFIRM,
    "decide": DeadlineKind.DECIDE,
    "contact": DeadlineKind.CONTACT,
}
_OVER = frozenset({CallState.CLOSED, CallState.COMPLETED})


@dataclass(frozen=True)
class BoundCall(Bound):
    """A call of an item."""

    state: CallState


@dataclass(frozen=True)
class _Told:
    """A binding with what was worked out of its call."""

    binding: Binding
    call: Call
    dates: Dates
    state: CallState
    lines: tuple[Written, ...]


def tell(
    item: Item, rows: Sequence[ItemMoment], wanted: Sequence[str], view: View
) -> tuple[tuple[BoundCall, ...], tuple[Moment, ...]]:
    """The calls of an item, and of its dates ``rows`` with those of the calls among them; the active language is the
    reader's.
    """
    told = [_told(binding, binding.call, view) for binding in item.bindings.all() if binding.call is not None]
    names = [name_of(one.call.title, one.call.source_language, item, wanted) for one in told]
    several = [name if len(names) > 1 else "" for name, _language in names]
    calls = tuple(
        _call(one, name, view, alone=not further) for one, name, further in zip(told, names, several, strict=True)
    )
    return calls, tuple(_moments(rows, told, several, view))


def _told(binding: Binding, call: Call, view: View) -> _Told:
    dates = dates_of(call)
    lines = written(call, dates, zone=view.zone, language=view.language, now=view.now)
    return _Told(binding, call, dates, state_at(call, dates, view.now), tuple(lines))


def _call(told: _Told, named: tuple[str, str], view: View, *, alone: bool) -> BoundCall:
    name, language = named
    call, state = told.call, told.state
    outcome = kind_of(call).outcome(call) if state in _OVER else None
    key, words = _standing(told, outcome, view)
    button = _button(call, state, outcome)
    label = button.label if alone else _("%(what)s: %(title)s") % {"what": button.label, "title": name}
    is_open = state == CallState.OPEN
    return BoundCall(call.slug, name, language, direction(language), button, label, key, words, is_open, state)


def _button(call: Call, state: CallState, outcome: Outcome | None) -> Button:
    url = absolute(reverse("calls:call", args=[call.slug]))
    if state == CallState.OPEN:
        return Button(str(kind_of(call).card(call).button), url)
    if outcome is not None and outcome.url:
        return Button(pgettext("button", "See the outcome"), absolute(outcome.url))
    return Button(pgettext("button", "See the call"), url)


def _standing(told: _Told, outcome: Outcome | None, view: View) -> tuple[str, str]:
    """Where a call stands: the key that colours it, and the words. Only a public call says how many have answered."""
    state, opens = told.state, told.dates.opens_at
    count = told.binding.answered if told.call.visibility == Visibility.PUBLIC else 0  # type: ignore[attr-defined]
    if state == CallState.CANCELLED:
        return "over", pgettext("call", "cancelled")
    if state == CallState.ANNOUNCED:
        if opens is None:
            return "ahead", pgettext("call", "not open yet")
        away = distance(opens, view.now, view.language, view.zone or told.call.zone)
        return "ahead", _("opens %(distance)s") % {"distance": away}
    if state in _OVER:
        return ("over" if state == CallState.COMPLETED else "closed"), _closed(count, outcome, view)
    return ("soon" if _is_soon(told) else "open"), _open(count, view)


def _is_soon(told: _Told) -> bool:
    return any(line.kind == DeadlineKind.CLOSES and line.when.phase == Phase.SOON for line in told.lines)


def _open(count: int, view: View) -> str:
    if not count:
        return pgettext("call", "open")
    said = {"count": number(count, view.language)}
    return ngettext("open, %(count)s answer", "open, %(count)s answers", count) % said


def _closed(count: int, outcome: Outcome | None, view: View) -> str:
    if outcome is not None:
        return _("closed: %(outcome)s") % {"outcome": outcome.words}
    if not count:
        return pgettext("call", "closed")
    said = {"count": number(count, view.language)}
    return ngettext("closed, %(count)s answer", "closed, %(count)s answers", count) % said


def _moments(rows: Sequence[ItemMoment], told: Sequence[_Told], names: Sequence[str], view: View) -> Iterator[Moment]:
    """The item's own dates, each that a call has now replaced by the call's; behind them what the calls have more."""
    waiting = {(one.binding.pk, line.kind): (one, line, name) for one, line, name in _lines(told, names)}
    for row in rows:
        found = _taker(row, told)
        if found is None:
            yield moment(row, view)
        elif (place := (found[0].binding.pk, found[1])) in waiting:
            one, line, _unused = waiting.pop(place)
            yield from _of_call(one, line, row.what, deadline_words(row.what), view)
    for one, line, name in waiting.values():
        what = _WHAT[line.kind]
        words = line.label if line.kind != DeadlineKind.CLOSES else deadline_words(what)
        yield from _of_call(one, line, what, f"{with_colon(name)} {words}" if name else words, view)


def _lines(told: Sequence[_Told], names: Sequence[str]) -> Iterator[tuple[_Told, Written, str]]:
    """The dates of the calls that the bulletin gives: closing always, others once they have a day."""
    for one, name in zip(told, names, strict=True):
        for line in one.lines:
            shown = line.kind in _WHAT and not line.is_gone and one.state != CallState.COMPLETED
            if shown and (line.kind == DeadlineKind.CLOSES or not line.to_announce):
                yield one, line, name


def _taker(row: ItemMoment, told: Sequence[_Told]) -> tuple[_Told, DeadlineKind] | None:
    """The call whose date stands in the place of a date of the item, and which; None where none does.

    A binding knows which dates its call was made of; else the same day of a call that may be meant is the same date.
    """
    if row.kind != MomentKind.DEADLINE:
        return None
    wanted = _BY_PURPOSE.get(purpose(row.what), DeadlineKind.CLOSES)
    made = next((one for one in told if str(row.uid) in one.binding.moments), None)
    if made is not None:
        return made, _kind_on(row, made, wanted) or wanted
    same = [one for one in told if row.start is not None and _kind_on(row, one, wanted) == wanted]
    meant = [one for one in same if KINDS.get(row.what) in {None, one.call.kind}] if len(told) > 1 else same
    return (meant[0], wanted) if meant else None


def _kind_on(row: ItemMoment, told: _Told, wanted: DeadlineKind) -> DeadlineKind | None:
    """Which date of a call, as it is or as it was, falls on that of the item; the wanted one first."""
    same = [each for each in told.call.deadlines.all() if each.at == row.start and each.precision == row.precision]
    kinds = [DeadlineKind(each.kind) for each in same]
    return wanted if wanted in kinds else next(iter(kinds), None)


def _of_call(told: _Told, line: Written, what: str, words: str, view: View) -> Iterator[Moment]:
    row = told.dates.get(line.kind)
    if row is not None:
        yield _moment(told, row, line, (what, words), view)


def _moment(told: _Told, row: Deadline, line: Written, said: tuple[str, str], view: View) -> Moment:
    kept, when = stored(row), line.when
    opens = told.dates.opens_at
    if opens is not None and opens > view.now:
        kept = replace(kept, opens=opens)
    if line.kind == DeadlineKind.CLOSES and kept.opens is not None:
        when = replace(when, opens=write(kept, reader_zone=view.zone, language=view.language, now=view.now).opens)
    if told.state == CallState.CANCELLED:
        kept = replace(kept, withdrawn=True)
        when = write(kept, reader_zone=view.zone, language=view.language, now=view.now)
    return Moment(
        uid=row.uid,
        sequence=row.sequence,
        kind=kept.kind,
        what=said[0],
        what_words=said[1],
        when=when,
        stored=kept,
        place="",
        language="",
        language_name="",
        words="",
        was=line.history[-1] if line.history else "",
        url=absolute(reverse("calls:call", args=[told.call.slug])),
    )
