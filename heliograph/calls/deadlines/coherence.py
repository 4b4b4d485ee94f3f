"""Whether the dates of a call go together, with one another, with the clock, and with those of its programme.

Nothing here forbids but what contradicts itself (``Warning.blocks``): a sentence says what is odd and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.dates import Dates, dates_of
from heliograph.calls.deadlines.labels import wrong_labels
from heliograph.calls.deadlines.moments import Moment, moment_of
from heliograph.calls.deadlines.written import OWN, label_of
from heliograph.calls.kinds import kind_of
from heliograph.calls.models import Call
from heliograph.calls.states import CallStatus, DeadlineKind, ResponseState
from heliograph.moments.locales import write_plain_day
from heliograph.moments.precision import Precision
from heliograph.moments.stored import day_in
from heliograph.moments.zones import instant
from heliograph.texts.multilingual import pick

D = DeadlineKind
Moments = Mapping[DeadlineKind, Moment]
#: Hours of the organizer's clock at which nobody is at a desk.
_NIGHT = range(6)


@dataclass(frozen=True)
class Warning:
    """Something odd about dates. ``kinds`` are the dates concerned; ``blocks``: such dates cannot be published."""

    code: str
    sentence: str
    kinds: tuple[DeadlineKind, ...] = ()
    blocks: bool = False


@dataclass(frozen=True)
class Neighbour:
    """Another call of the programme. ``decides``: its organizer chooses among the answers."""

    title: str
    decides: bool
    dates: Dates


@dataclass(frozen=True)
class _Case:
    """What is looked at: the dates of a call as they would be, at an instant."""

    call: Call
    dates: Moments
    at: datetime
    neighbours: Sequence[Neighbour] = ()
    before: Moments = field(default_factory=dict)

    def until(self, kind: DeadlineKind) -> datetime | None:
        found = self.dates.get(kind)
        return found.until if found else None

    def day(self, kind: DeadlineKind) -> str:
        """The day of a date, as a sentence names it."""
        found = self.dates[kind]
        assert found.at is not None
        return write_plain_day(day_in(found.at, found.zone), get_language() or "en")


def check_call(call: Call, at: datetime | None = None) -> list[Warning]:
    """What is odd about the dates of a call as they are kept; ``at`` None: now. At most four queries."""
    dates = {kind: moment_of(row) for kind, row in dates_of(call).by_kind.items()}
    found = check_dates(dates, call, at)
    if call.to_check:
        sentence = _("These dates were carried over from the edition before, and nobody has looked at them yet.")
        found.insert(0, Warning("unchecked", sentence))
    return found


def check_dates(dates: Moments, call: Call, at: datetime | None = None) -> list[Warning]:
    """What is odd about dates that a call would have, the contradictions first. ``at`` None: now."""
    before = {} if call.status == CallStatus.DRAFT else {k: moment_of(r) for k, r in dates_of(call).by_kind.items()}
    case = _Case(call, dates, at or timezone.now(), neighbours_of(call), before)
    found = [warning for check in _CHECKS for warning in check(case)]
    return sorted(found, key=lambda each: not each.blocks)


def neighbours_of(call: Call) -> list[Neighbour]:
    """The other calls of the programme that are not cancelled. Two queries."""
    language = get_language() or "en"
    others = Call.objects.filter(programme=call.programme_id).exclude(pk=call.pk).exclude(status=CallStatus.CANCELLED)
    return [
        Neighbour(pick(other.title, [language, other.source_language])[0], decides(other), dates_of(other))
        for other in others.dated()
    ]


def decides(call: Call) -> bool:
    """Whether the organizer of such a call chooses among its answers."""
    return kind_of(call).settled == ResponseState.SUBMITTED


def _opening(case: _Case) -> Iterator[Warning]:
    opens, until = case.dates.get(D.OPENS), case.until(D.CLOSES)
    if opens is not None and opens.at is not None and until is not None and until <= opens.at:
        sentence = _("It closes (%(closes)s) before it opens (%(opens)s). Change one of the two.")
        words = {"closes": case.day(D.CLOSES), "opens": case.day(D.OPENS)}
        yield Warning("closes-before-opens", sentence % words, (D.OPENS, D.CLOSES), blocks=True)


def _withdrawal(case: _Case) -> Iterator[Warning]:
    withdraw, closes, reconfirm = map(case.until, (D.WITHDRAW, D.CLOSES, D.RECONFIRM))
    if withdraw is None:
        return
    if closes is not None and withdraw < closes:
        sentence = _(
            "Withdrawing ends on %(withdraw)s, before answers close on %(closes)s: who answers in between can never "
            "withdraw. Let it end later."
        )
        words = {"withdraw": case.day(D.WITHDRAW), "closes": case.day(D.CLOSES)}
        yield Warning("withdraw-before-closes", sentence % words, (D.WITHDRAW, D.CLOSES))
    if reconfirm is not None and withdraw > reconfirm:
        sentence = _(
            "One can withdraw until %(withdraw)s, after having reconfirmed by %(reconfirm)s: what was reconfirmed is "
            "not certain yet. Let withdrawing end by then, or ask for the reconfirmation later."
        )
        words = {"withdraw": case.day(D.WITHDRAW), "reconfirm": case.day(D.RECONFIRM)}
        yield Warning("withdraw-after-reconfirm", sentence % words, (D.WITHDRAW, D.RECONFIRM))


#: Of two dates the one that should not come before the other, what is odd then, and what to do.
_PAIRS: tuple[tuple[str, DeadlineKind, DeadlineKind, str], ...] = (
    ("reconfirm-before-closes", D.RECONFIRM, D.CLOSES, "reconfirm"),
    ("decide-before-closes", D.DECIDE, D.CLOSES, "decide"),
    ("contact-before-decide", D.CONTACT, D.DECIDE, "contact"),
    ("deliver-before-closes", D.DELIVER, D.CLOSES, "deliver"),
)


def _pair_sentence(key: str) -> str:
    return {
        "reconfirm": _(
            "Reconfirming is due on %(first)s, while answers are taken until %(second)s: those who answer last cannot "
            "reconfirm. Ask for it later."
        ),
        "decide": _(
            "Decisions are due on %(first)s, before answers close on %(second)s: the last ones could not be "
            "considered. Decide later, or close earlier."
        ),
        "contact": _(
            "People are contacted by %(first)s, before decisions are due on %(second)s. Contact them later, or decide "
            "earlier."
        ),
        "deliver": _(
            "What was promised is due on %(first)s, before answers close on %(second)s. Let it be delivered later."
        ),
    }[key]


def _order(case: _Case) -> Iterator[Warning]:
    for code, first, second, key in _PAIRS:
        one, two = case.until(first), case.until(second)
        if one is not None and two is not None and one < two:
            words = {"first": case.day(first), "second": case.day(second)}
            yield Warning(code, _pair_sentence(key) % words, (first, second))


def _event(case: _Case) -> Iterator[Warning]:
    """What should be settled before the programme takes place, or before it is over."""
    begins, ends = _begins(case.call), _ends(case.call)
    reconfirm, closes = case.until(D.RECONFIRM), case.until(D.CLOSES)
    if begins is not None and reconfirm is not None and reconfirm > begins:
        sentence = _(
            "Reconfirming is possible until %(reconfirm)s, when the programme has begun already. Ask for it earlier."
        )
        yield Warning("reconfirm-after-event", sentence % {"reconfirm": case.day(D.RECONFIRM)}, (D.RECONFIRM,))
    if ends is not None and closes is not None and closes > ends:
        sentence = _("Answers are taken until %(closes)s, when the programme is over. Close earlier.")
        yield Warning("closes-after-event", sentence % {"closes": case.day(D.CLOSES)}, (D.CLOSES,))


def _begins(call: Call) -> datetime | None:
    first = call.programme.begins
    return instant(datetime.combine(first, time()), call.programme.zone) if first else None


def _ends(call: Call) -> datetime | None:
    last = call.programme.ends or call.programme.begins
    return instant(datetime.combine(last + timedelta(days=1), time()), call.programme.zone) if last else None


def _neighbours(case: _Case) -> Iterator[Warning]:
    """What is proposed should be due when those who meet have registered, and decided while one can still register."""
    for other in case.neighbours:
        yield from _beside(case, other)


def _beside(case: _Case, other: Neighbour) -> Iterator[Warning]:
    own, theirs = case.until(D.CLOSES), other.dates.until(D.CLOSES)
    if own is None or theirs is None or decides(case.call) == other.decides:
        return
    words = {"closes": case.day(D.CLOSES), "other": other.title}
    if other.decides and theirs < own:
        sentence = _(
            "“%(other)s” closes before this one does (%(closes)s): who registers after it can propose nothing any "
            "more. If people prepare together what they propose there, let it close later."
        )
        yield Warning("neighbour-closed", sentence % words, (D.CLOSES,))
    elif not other.decides and own < theirs:
        sentence = _(
            "This closes on %(closes)s, while “%(other)s” is still open: who registers there later can propose nothing "
            "here. If people prepare there together what they propose here, let this close after it."
        )
        yield Warning("neighbour-open", sentence % words, (D.CLOSES,))
    decided = case.until(D.DECIDE) if not other.decides else None
    if decided is not None and decided > theirs:
        sentence = _(
            "Decisions are due on %(decide)s, when “%(other)s” is closed: who is accepted cannot register any more. "
            "Decide earlier."
        )
        yield Warning("decide-after-neighbour", sentence % {**words, "decide": case.day(D.DECIDE)}, (D.DECIDE,))


def _hour(case: _Case) -> Iterator[Warning]:
    for kind in sorted(OWN & case.dates.keys(), key=list(D).index):
        moment = case.dates[kind]
        wall = moment.wall()
        if wall is None or moment.precision != Precision.MINUTE or wall.hour not in _NIGHT:
            continue
        if (wall.hour, wall.minute) == (0, 0):
            sentence = _(
                "“%(what)s” is at midnight: some read it as the day before. Choose the whole day before instead."
            )
        else:
            sentence = _("“%(what)s” is in the middle of the night for the organizer, who could help nobody then.")
        yield Warning("hour", sentence % {"what": label_of(kind)}, (kind,))


def _past(case: _Case) -> Iterator[Warning]:
    for kind, moment in case.dates.items():
        known = case.before.get(kind)
        if kind == D.OPENS or moment.until is None or moment.until > case.at or known == moment:
            continue
        sentence = _("“%(what)s” is past already (%(day)s). Choose a later day.")
        yield Warning("past", sentence % {"what": label_of(kind), "day": case.day(kind)}, (kind,))


def _shorter(case: _Case) -> Iterator[Warning]:
    """A date that was announced and comes earlier now takes time from those who counted on it."""
    for kind in sorted(OWN & case.dates.keys() & case.before.keys(), key=list(D).index):
        new, old = case.dates[kind], case.before[kind]
        if new.until is not None and old.until is not None and new.until < old.until:
            sentence = _(
                "“%(what)s” comes earlier than was announced: people have less time than they were told. Say why, or "
                "keep the date."
            )
            yield Warning("shorter", sentence % {"what": label_of(kind)}, (kind,))


def _labels(case: _Case) -> Iterator[Warning]:
    for name, kind in wrong_labels(case.call, case.dates):
        sentence = _(
            "The words say “%(name)s”, which is not the time at %(zone)s on that date. Leave it out: each reader sees "
            "his own time."
        )
        yield Warning("zone-label", sentence % {"name": name, "zone": case.call.zone}, (kind,) if kind else ())


_CHECKS: tuple[Callable[[_Case], Iterator[Warning]], ...] = (
    _opening, _past, _withdrawal, _order, _event, _neighbours, _shorter, _hour, _labels,
)  # fmt: skip
