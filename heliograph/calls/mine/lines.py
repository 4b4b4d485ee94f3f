"""Answers as their pages show them: state, what is expected, dates, what can be done; words for one reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import get_language

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.deadlines.dates import Dates, dates_of
from heliograph.calls.deadlines.written import Written, written
from heliograph.calls.kinds import Asked, Asking, Kind, kind_of
from heliograph.calls.mine.expected import Expected, expected
from heliograph.calls.mine.holders import Holder
from heliograph.calls.mine.possible import Possible
from heliograph.calls.mine.standing import Standing, standing
from heliograph.calls.mine.steps import Step
from heliograph.calls.mine.trail import Line, trail
from heliograph.calls.mine.unanswered import lacks
from heliograph.calls.models import Extension, Response, ResponseEntry
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.states import DeadlineKind, ResponseState
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.frame.arrival import arrived_at
from heliograph.frame.reader import reader_of
from heliograph.moments.stored import Stored
from heliograph.moments.wording import When, distance, write
from heliograph.texts.multilingual import pick

S, D = ResponseState, DeadlineKind
#: The dates that concern an answer in a state; in others none does.
_DATES: dict[ResponseState, frozenset[DeadlineKind]] = {
    S.DRAFT: frozenset({D.OPENS, D.CLOSES}),
    S.RETURNED: frozenset({D.DECIDE, D.WITHDRAW}),
    S.SUBMITTED: frozenset({D.CLOSES, D.WITHDRAW, D.DECIDE}),
    S.WAITLISTED: frozenset({D.CLOSES, D.WITHDRAW}),
    S.OFFERED: frozenset({D.WITHDRAW, D.RECONFIRM}),
    **dict.fromkeys(
        (S.CONFIRMED, S.RECONFIRMED, S.ACCEPTED, S.MATCHED),
        frozenset({D.WITHDRAW, D.RECONFIRM, D.DECIDE, D.CONTACT, D.DELIVER}),
    ),
    S.WITHDRAWN: frozenset({D.CLOSES}),
}


def kinds_for(response: Response) -> frozenset[DeadlineKind]:
    """The dates that concern an answer in the state in which it is."""
    return _DATES.get(S(response.state), frozenset())


@dataclass(frozen=True)
class Eyes:
    """Through whose eyes a page is written, and at which instant (aware)."""

    languages: tuple[str, ...]
    zone: str | None
    at: datetime

    @property
    def language(self) -> str:
        return get_language() or self.languages[0]


def eyes_of(request: HttpRequest) -> Eyes:
    reader = reader_of(request)
    return Eyes(reader.languages, reader.zone, arrived_at(request))


@dataclass(frozen=True)
class AnswerLine:
    """An answer in words. ``by`` is when the expected is due; ``dates`` are those ahead that concern it,
    ``known`` all of its call. ``lacks``: who looks at it has to say what did not go with the place.
    """

    response: Response
    title: Picked
    programme: Picked
    subject: str
    standing: Standing
    can: Possible
    expected: Expected | None
    by: When | None
    dates: Sequence[Written]
    known: Dates
    trail: Sequence[Line]
    lacks: bool = False

    @property
    def other_dates(self) -> Sequence[Written]:
        """The dates but that by which something is expected."""
        due = self.expected.kind if self.expected and self.expected.asked is None else None
        return [each for each in self.dates if each.kind != due]

    @property
    def named(self) -> str:
        """Who was named to come instead and has not acted yet; empty where the place cannot be taken back."""
        if Step.TAKE_BACK not in self.can:
            return ""
        return self.response.name or self.response.email

    @property
    def at_ease(self) -> bool:
        """Whether it stands, and nothing needs to be done now, nor is another to do something."""
        return self.expected is None and self.standing.tone == "open" and not self.lacks and not self.named

    @property
    def is_draft(self) -> bool:
        return self.response.state == S.DRAFT


def fetched(responses: ResponseQuerySet) -> ResponseQuerySet:
    """With all that a line needs; four queries whatever their number, and one by ``dates_by_response``."""
    entries = Prefetch("entries", ResponseEntry.objects.select_related("by"))
    known = responses.select_related("call__programme", "organization", "person")
    return known.prefetch_related("call__deadlines", "co_respondents", entries)


def dates_by_response(responses: Sequence[Response]) -> dict[int, Dates]:
    """The dates of each answer (by primary key) as they are for who gave it. One query."""
    calls, people = {each.call_id for each in responses}, {each.person_id for each in responses}
    given: dict[tuple[int, int], list[Extension]] = {}
    for row in Extension.objects.filter(call__in=calls, person__in=people):
        given.setdefault((row.call_id, row.person_id), []).append(row)
    return {
        each.pk: dates_of(each.call).given_more(given.get((each.call_id, each.person_id), ())) for each in responses
    }


def lines(
    responses: Iterable[Response], holder: Holder, eyes: Eyes, *, acts: bool = True, by_link: bool = False
) -> list[AnswerLine]:
    """Answers of ``fetched`` in words, for who looks after them; ``acts`` is False for who may only read.

    ``by_link``: he came by the link of a letter, and what is asked of him elsewhere is reached by one, too.
    """
    found = list(responses)
    dates = dates_by_response(found)
    asked = _asked(found, Asking(holder.person, holder.address, by_link, eyes.at)) if acts else {}
    return [_line(each, dates[each.pk], holder, eyes, acts=acts, asked=asked.get(each.pk)) for each in found]


def _asked(responses: Sequence[Response], asking: Asking) -> dict[int, Asked]:
    """What other calls ask of who has these answers; each kind is asked once."""
    of_kinds: dict[Kind, list[Response]] = {}
    for each in responses:
        of_kinds.setdefault(kind_of(each.call), []).append(each)
    return {pk: asked for kind, those in of_kinds.items() for pk, asked in kind.asks(those, asking).items()}


def _line(
    response: Response, dates: Dates, holder: Holder, eyes: Eyes, *, acts: bool, asked: Asked | None
) -> AnswerLine:
    can = holder.possible(response, dates, eyes.at) if acts else Possible()
    to_say = Step.TAKE_BACK not in can and lacks(response)
    due = expected(response, dates, can, eyes.at, lacks=to_say, asked=asked)
    every = written(response.call, dates, zone=eyes.zone, language=eyes.language, now=eyes.at)
    return AnswerLine(
        response,
        Picked(*pick(response.call.title, eyes.languages)),
        Picked(*pick(response.call.programme.title, eyes.languages)),
        subject_words(response),
        standing(response, eyes.at, again=can.change),
        can,
        due,
        _due_by(due, every, response, eyes),
        tuple(each for each in every if _concerns(each, response, dates, eyes)),
        dates,
        trail(response, holder.person),
        to_say,
    )


def _concerns(date: Written, response: Response, dates: Dates, eyes: Eyes) -> bool:
    """Whether a date is ahead and means something for an answer in this state."""
    if date.is_gone or date.kind not in kinds_for(response):
        return False
    return not dates.is_over(date.kind, eyes.at)


def _due_by(due: Expected | None, every: Sequence[Written], response: Response, eyes: Eyes) -> When | None:
    if due is None:
        return None
    if due.asked is not None:
        every = written(due.asked.call, due.asked.dates, zone=eyes.zone, language=eyes.language, now=eyes.at)
    if due.kind is not None:
        return next((each.counts for each in every if each.kind == due.kind and not each.is_gone), None)
    return instant_in_words(due.until, response.call.zone, eyes) if due.until is not None else None


def instant_in_words(until: datetime, zone: str, eyes: Eyes) -> When:
    """An instant by which something is to be done, in the reader's zone first and then in ``zone``."""
    when = write(Stored("deadline", until, None, zone), reader_zone=eyes.zone, language=eyes.language, now=eyes.at)
    return replace(when, distance=distance(until, eyes.at, eyes.language, eyes.zone or zone))
