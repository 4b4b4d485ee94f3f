"""One function for each verb of the life cycle: lock, rule, clock, write, entry and owed letter in one transaction.

``docs/lifecycle.md`` has the table. All of them raise Refused; none of them does twice what carries the same token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heliograph.calls.corresponding.members import check_all_answered
from heliograph.calls.deadlines.dates import Dates, dates_of, state_at
from heliograph.calls.kinds import Answers, kind_of
from heliograph.calls.lifecycle import places
from heliograph.calls.lifecycle.acting import (
    Act,
    Done,
    as_it_is,
    check_decision,
    check_step,
    done_before,
    hold,
    hold_call,
    record,
    write,
    wrong_state,
)
from heliograph.calls.lifecycle.addressing import address
from heliograph.calls.lifecycle.bounds import check_answering_for, check_passing_on
from heliograph.calls.lifecycle.owning import (
    NotYours,
    begun_for,
    held_for,
    is_own,
    is_taken,
    take_place,
    was_given_away,
)
from heliograph.calls.lifecycle.passing_on import drop_personal
from heliograph.calls.lifecycle.seen import check_seen
from heliograph.calls.lifecycle.subjects import Subject, draft_slot, sent_slot, with_known_person
from heliograph.calls.models import Call, Extension, QuestionSet, Response
from heliograph.calls.states import HOLDING, Actor, CallState, DeadlineKind, ResponseState, Verb
from heliograph.network.states import Refused

Given = TypeVar("Given")


@dataclass(frozen=True)
class Sheet:
    """Answers that were checked one by one against a set of questions, and the language they were given in.

    ``seen`` is the mark of what their form was opened over (``lifecycle/seen.py``); empty where nobody knows.
    """

    question_set: QuestionSet
    answers: Answers = field(default_factory=dict)
    language: str = "en"
    seen: str = ""


class Invalid(Refused):
    """Answers that do not go together; ``by_question`` has a sentence for each, empty key: for the whole."""

    def __init__(self, by_question: dict[str, str]) -> None:
        super().__init__("invalid", next(iter(by_question.values())))
        self.by_question = by_question


def dates_for(call: Call, person: Any) -> Dates:
    """The dates of a call as they are for a person, with what time he was given. One query, two if not prefetched."""
    return dates_of(call).given_more(_extensions(call, person))


def _extensions(call: Call, person: Any) -> Iterable[Extension]:
    """What time a person was given; no query where ``extended`` has all extensions of the call."""
    known: list[Extension] | None = getattr(call, "extended", None)
    if known is not None:
        return [each for each in known if each.person_id == person.pk]
    return Extension.objects.filter(call=call, person=person).only("kind", "until")


def check_open(call: Call, dates: Dates, at: datetime) -> None:
    """Raise Refused where answers are not taken at an instant, from this person."""
    state = state_at(call, dates, at)
    if state == CallState.ANNOUNCED:
        raise Refused("not-open", _("Answers to this call are not taken yet. The page says when it opens."))
    if state not in {CallState.OPEN, CallState.CLOSED}:
        raise Refused("over", _("This call takes no answers any more."))
    if dates.is_over(DeadlineKind.CLOSES, at):
        raise Refused("closed", _("This call has closed, and your answer came after that. Ask the organizer."))


def _check_whole(call: Call, sheet: Sheet, response: Response | None) -> None:
    asked = sheet.question_set
    if not _is_asked_still(call, asked):
        raise Refused(
            "questions-changed",
            _("The questions were changed while you answered. Look through them once more, then send your answer."),
        )
    if response is not None:
        check_all_answered(response)
    if found := dict(kind_of(call).check(call, sheet.answers, response)):
        raise Invalid(found)


def _is_asked_still(call: Call, asked: QuestionSet) -> bool:
    """Whether a question set is as it was read. A call that stands as it was kept has those that stand with it."""
    kept: list[QuestionSet] | None = getattr(call, "asked", None)
    if kept is not None:
        return (asked.pk, asked.saved_at) in {(each.pk, each.saved_at) for each in kept}
    return QuestionSet.objects.filter(pk=asked.pk, saved_at=asked.saved_at).exists()


def start(call: Call, subject: Subject, sheet: Sheet, act: Act) -> Response:
    """Keep what has been filled in so far, unchecked; a new draft where there is none, else beside what was sent.

    Nothing is told to anybody. Raises Refused where the call takes no answers from this person now, Stale.
    """
    return _twice_at_most(lambda: _start(call, subject, sheet, act))


def _twice_at_most(write: Callable[[], Given]) -> Given:
    """What a transaction gives; where another has taken its slot in the same moment, it is done again over that."""
    try:
        return write()
    except IntegrityError:
        return write()


@transaction.atomic
def _start(call: Call, subject: Subject, sheet: Sheet, act: Act) -> Response:
    call = as_it_is(call)
    held = begun_for(call, subject, act.token)
    if held is not None:
        return _keep(held, sheet, act)
    check_open(call, dates_for(call, subject.person), act.at)
    made = _new(call, subject, sheet, act, ResponseState.DRAFT)
    made.slot, made.draft = draft_slot(subject.person.pk, made.slot), dict(sheet.answers)
    made.save(force_insert=True)
    record(made, Verb.START, Act(act.at, act.by, data={"form": act.token} if act.token else {}), "")
    return made


def keep(response: Response, sheet: Sheet, act: Act, subject: Subject | None = None) -> Response:
    """Keep what has been filled in so far beside a response that exists; a draft may be for another ``subject`` now.

    Raises Refused, NameTaken, Stale.
    """
    return _twice_at_most(lambda: _keep_held(response, sheet, act, subject))


@transaction.atomic
def _keep_held(response: Response, sheet: Sheet, act: Act, subject: Subject | None) -> Response:
    return _keep(_hold(response, act), sheet, act, subject)


def _hold(response: Response, act: Act) -> Response:
    """The row of a response, held; who has a place that was passed on to him leads its answer with his first step."""
    held = hold(response)
    take_place(held, act.by)
    return held


def _keep(response: Response, sheet: Sheet, act: Act, subject: Subject | None = None) -> Response:
    """What was sent keeps its questions: only a draft takes the newest set."""
    if response.state != ResponseState.RETURNED:
        check_open(response.call, dates_for(response.call, response.person), act.at)
    check_seen(response, sheet.seen, sheet.answers, subject)
    response.draft, response.saved_at = dict(sheet.answers), act.at
    if response.state == ResponseState.DRAFT:
        response.question_set = sheet.question_set
    fields = address(response, subject) if subject is not None else ()
    response.save(update_fields=["draft", "question_set", "saved_at", *fields])
    return response


def _new(call: Call, subject: Subject, sheet: Sheet, act: Act, state: ResponseState) -> Response:
    return Response(
        call=call,
        question_set=sheet.question_set,
        slot=subject.slot(call, act.token),
        language=sheet.language,
        state=state,
        created_at=act.at,
        saved_at=act.at,
        **subject.fields(),
    )


def submit(call: Call, subject: Subject, sheet: Sheet, act: Act) -> Done:
    """Send an answer for the first time, or again after it was withdrawn or returned.

    Raises Refused: ``not-open``, ``closed``, ``over``, ``full``, ``wrong-state``; Stale; Invalid for answers that do
    not go together.
    """
    return _twice_at_most(lambda: _submit(call, subject, sheet, act))


@transaction.atomic
def _submit(call: Call, subject: Subject, sheet: Sheet, act: Act) -> Done:
    call = hold_call(call)
    try:
        found = held_for(call, subject, act.token)
    except NotYours:
        _first(call, subject, sheet, act)  # Whoever sends what is refused anyway is not told who has answered.
        raise
    if found is not None:
        return _send_again(found, sheet, act)
    response = _first(call, subject, sheet, act)
    response.save(force_insert=True)
    return record(response, Verb.SUBMIT, act, "")


def _first(call: Call, subject: Subject, sheet: Sheet, act: Act) -> Response:
    """The first answer of a subject, not saved yet. Raises Refused, Invalid."""
    dates = dates_for(call, subject.person)
    check_open(call, dates, act.at)
    check_answering_for(subject.person, subject.email, act.at)
    _check_whole(call, sheet, None)
    response = _sent(_new(call, subject, sheet, act, ResponseState.DRAFT), sheet, dates, act)
    response.state = places.state_for_newcomer(call, response.share)
    return response


@transaction.atomic
def resend(response: Response, sheet: Sheet, act: Act, subject: Subject | None = None) -> Done:
    """Send a response that exists: a draft (for another ``subject`` now), one that was withdrawn or returned; else
    change it.

    Raises as ``submit``, and NameTaken.
    """
    return _send_again(_hold(response, act), sheet, act, subject)


def _send_again(response: Response, sheet: Sheet, act: Act, subject: Subject | None = None) -> Done:
    """Send what exists as a draft, was withdrawn or returned; what stands already is a repetition or a change."""
    if before := done_before(response, act.token):
        return before
    if response.state not in {ResponseState.DRAFT, ResponseState.WITHDRAWN, ResponseState.RETURNED}:
        return _change(response, sheet, act)
    check_step(response, Verb.SUBMIT, act.actor)
    dates = dates_for(response.call, response.person)
    if response.state != ResponseState.RETURNED:
        check_open(response.call, dates, act.at)
    check_seen(response, sheet.seen, sheet.answers, subject)
    _check_whole(response.call, sheet, response)
    fields = address(response, subject) if subject is not None else ()
    if response.submitted_at is None:
        check_answering_for(response.person, response.email, act.at)
    _sent(response, sheet, dates, act)
    after = places.state_for_newcomer(response.call, response.share)
    try:
        with transaction.atomic():
            return write(response, Verb.SUBMIT, act, after, (*_SENT, *fields))
    except IntegrityError:
        raise NotYours(response.call) from None


_SENT = (
    "slot", "answers", "draft", "question_set", "language", "late", "arrived_at", "submitted_at", "queued_at",
    "offered_until", "share",
)  # fmt: skip


def _sent(response: Response, sheet: Sheet, dates: Dates, act: Act) -> Response:
    """The response with what was sent."""
    closes = dates.own_until(DeadlineKind.CLOSES)
    response.question_set, response.answers, response.draft = sheet.question_set, dict(sheet.answers), {}
    response.slot = sent_slot(response.slot)
    response.share = kind_of(response.call).share(response.call, sheet.answers)
    response.language = sheet.language
    response.arrived_at = act.at
    response.submitted_at = response.submitted_at or act.at
    response.queued_at = act.at
    response.offered_until = None
    asked_for = response.state == ResponseState.RETURNED
    response.late = closes is not None and act.at >= closes and not asked_for
    return response


@transaction.atomic
def change(response: Response, sheet: Sheet, act: Act) -> Done:
    """Send other answers in place of those that stand, until closing. Raises Refused, Stale, Invalid."""
    held = _hold(response, act)
    return done_before(held, act.token) or _change(held, sheet, act)


def _change(response: Response, sheet: Sheet, act: Act) -> Done:
    check_step(response, Verb.CHANGE, act.actor)
    check_open(response.call, dates_for(response.call, response.person), act.at)
    check_seen(response, sheet.seen, sheet.answers)
    _check_whole(response.call, sheet, response)
    moved = places.move(response, kind_of(response.call).share(response.call, sheet.answers), act.at)
    response.question_set, response.answers, response.draft = sheet.question_set, dict(sheet.answers), {}
    response.language, response.arrived_at = sheet.language, act.at
    after = places.state_where_moved(response) if moved else ResponseState(response.state)
    if after != ResponseState.OFFERED:
        response.offered_until = None
    fields = ("question_set", "answers", "draft", "language", "arrived_at", "share", "queued_at", "offered_until")
    done = write(response, Verb.CHANGE, act, after, fields)
    if moved:
        places.fill(response.call, act.at)
    return done


@transaction.atomic
def discard(response: Response, act: Act) -> None:
    """Throw away a draft that was never sent, or what was saved since sending. Raises Refused."""
    held = hold(response)
    if held.state == ResponseState.DRAFT and held.submitted_at is None:
        held.delete()
        return
    held.draft, held.saved_at = {}, act.at
    held.save(update_fields=["draft", "saved_at"])


@transaction.atomic
def withdraw(response: Response, act: Act) -> Done:
    """Take an answer back, until the date for it; a place that it held goes to who waits. Raises Refused."""
    held = hold(response)
    if before := done_before(held, act.token):
        return before
    check_decision(held, Verb.WITHDRAW, act)
    if act.actor == Actor.RESPONDENT:
        check_withdrawal(held, act.at)
    held.offered_until = None
    done = write(held, Verb.WITHDRAW, act, ResponseState.WITHDRAWN, ("offered_until",))
    places.fill(held.call, act.at)
    return done


def check_withdrawal(response: Response, at: datetime) -> None:
    """A date for withdrawing binds; where there is none, one may withdraw until the call is completed."""
    if dates_for(response.call, response.person).is_over(DeadlineKind.WITHDRAW, at):
        sentence = _("The date by which you could withdraw is past. Ask the organizer: %(contact)s")
        raise Refused("too-late", sentence % {"contact": contact_of(response.call)})


def contact_of(call: Call) -> str:
    """The address at which the organizer of a call is asked."""
    return call.contact or call.programme.contact


@transaction.atomic
def reconfirm(response: Response, act: Act) -> Done:
    """Say once more that one is coming, when that is asked. Raises Refused."""
    held = _hold(response, act)
    if before := done_before(held, act.token):
        return before
    check_step(held, Verb.RECONFIRM, act.actor)
    _check_reconfirmation(held, act.at)
    return write(held, Verb.RECONFIRM, act, ResponseState.RECONFIRMED)


def _check_reconfirmation(response: Response, at: datetime) -> None:
    dates = dates_for(response.call, response.person)
    asked = dates.get(DeadlineKind.RECONFIRM) is not None or response.asked_at is not None
    if not asked and not was_given_away(response):
        raise Refused("not-asked", _("Nobody has asked you to reconfirm. Your answer stands as it is."))
    if dates.is_over(DeadlineKind.RECONFIRM, at):
        sentence = _("The date by which you could reconfirm is past. Ask the organizer: %(contact)s")
        raise Refused("too-late", sentence % {"contact": contact_of(response.call)})


@transaction.atomic
def substitute(response: Response, name: str, email: str, act: Act) -> Done:
    """Let somebody else come in one's place; the place stays taken. Raises Refused.

    Where it was the place of who leads the answer himself, it is given away (``owning.take_place``): the entry has
    ``own``; and ``again`` where he had given it away, and names somebody else or mends an address.
    """
    held = _hold(response, act)
    if before := done_before(held, act.token):
        return before
    check_step(held, Verb.SUBSTITUTE, act.actor)
    check_withdrawal(held, act.at)
    _check_another(held, email)
    if act.actor == Actor.RESPONDENT:
        check_passing_on(held, act.at)
    school, country = held.organization_name, held.country
    other = with_known_person(Subject(held.person, organization_name=school, country=country, name=name, email=email))
    slot = other.slot(held.call, act.token)
    if is_taken(held, slot):
        raise Refused("there-already", _("%(name)s has an answer to this call already.") % {"name": name or email})
    data: dict[str, Any] = {"name": name, "email": email, "before": {"name": held.name, "email": held.email}}
    if is_own(held):
        data["own"] = True
    elif was_given_away(held):
        data["again"] = True
    held.name, held.email = name, email.strip().lower()
    if held.organization_id is None:
        held.slot = slot
    fields, state = ("name", "email", "slot", *drop_personal(held)), ResponseState(held.state)
    return write(held, Verb.SUBSTITUTE, _with(act, data), state, fields)


def _check_another(response: Response, email: str) -> None:
    """Raise Refused where an address is that of who leads a response, or has its place already."""
    if email and email.strip().lower() in {response.email, response.person.email.lower()}:
        raise Refused("same-person", _("This is the address of who has the place already. Write that of another."))


def _with(act: Act, data: dict[str, Any]) -> Act:
    return replace(act, data={**act.data, **data})


@transaction.atomic
def take_up(response: Response, act: Act) -> Done:
    """Take a place that was offered from the waiting list, in its time. Raises Refused."""
    held = _hold(response, act)
    if before := done_before(held, act.token):
        return before
    check_step(held, Verb.TAKE_UP, act.actor)
    if held.offered_until is not None and act.at >= held.offered_until:
        raise Refused("lapsed", _("A place was held for you. The time to take it up is past."))
    places.check_of_use(held.call, held.share, act.at)
    held.offered_until = None
    return write(held, Verb.TAKE_UP, act, ResponseState.CONFIRMED, ("offered_until",))


def lapse_due(at: datetime) -> int:
    """Give places that were not taken up in time to the next who wait; returns how many lapsed. For the clock."""
    return sum(_lapse(response, at) for response in Response.objects.lapsed(at).select_related("call__programme"))


@transaction.atomic
def _lapse(response: Response, at: datetime) -> bool:
    held = hold(response)
    if held.state != ResponseState.OFFERED or held.offered_until is None or held.offered_until > at:
        return False
    held.offered_until = None
    write(held, Verb.LAPSE, Act(at, actor=Actor.CLOCK), ResponseState.WITHDRAWN, ("offered_until",))
    places.fill(held.call, at)
    return True


_DECIDED = {
    Verb.CONFIRM: ResponseState.CONFIRMED,
    Verb.ACCEPT: ResponseState.ACCEPTED,
    Verb.DECLINE: ResponseState.DECLINED,
    Verb.RETURN: ResponseState.RETURNED,
    Verb.MATCH: ResponseState.MATCHED,
    Verb.COMPLETE: ResponseState.COMPLETED,
}


@transaction.atomic
def decide(response: Response, verb: Verb, act: Act) -> Done:
    """What an organizer does: confirm, accept, decline, return, match, complete. Raises Refused.

    Accepting more than there are places for is refused; a place that is freed goes to who waits.
    """
    held = hold(response)
    if before := done_before(held, act.token):
        return before
    check_decision(held, verb, act)
    after = _DECIDED[verb]
    if after not in kind_of(held.call).states:
        raise wrong_state(held)
    held_before = held.state in HOLDING
    if after in HOLDING and not held_before:
        places.give_place(held.call, held.share)
    done = write(held, verb, act, after)
    if held_before and after not in HOLDING:
        places.fill(held.call, act.at)
    return done


@transaction.atomic
def offer(response: Response, act: Act) -> Done:
    """Offer a free place to somebody who waits, before those who wait longer; held as long as the call says.

    Raises Refused, also where no place is free.
    """
    held = hold(response)
    if before := done_before(held, act.token):
        return before
    check_decision(held, Verb.OFFER, act)
    places.give_place(held.call, held.share)
    places.check_of_use(held.call, held.share, act.at)
    held.offered_until = places.held_until(held.call, held.share, act.at)
    told = _with(act, {"until": held.offered_until.isoformat()})
    return write(held, Verb.OFFER, told, ResponseState.OFFERED, ("offered_until",))


@transaction.atomic
def reopen(response: Response, act: Act) -> Done:
    """Take up again what was declined, withdrawn or completed: the organizer's undo. Raises Refused."""
    held = hold(response)
    if before := done_before(held, act.token):
        return before
    check_decision(held, Verb.REOPEN, act)
    held.queued_at = act.at
    return write(held, Verb.REOPEN, act, places.state_for_newcomer(held.call, held.share), ("queued_at",))
