"""More time for one person: given, given longer, taken back. It never moves a date earlier."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.concerned import BEGUN, answering
from heliograph.calls.deadlines.letters import tell_extension, tell_taken_back
from heliograph.calls.deadlines.setting import current
from heliograph.calls.lifecycle.acting import Act, record
from heliograph.calls.models import Call, CallEntry, CoRespondent, Deadline, Extension, Follower, Response
from heliograph.calls.states import Actor, CallStatus, DeadlineKind, ResponseState, Verb
from heliograph.frame.finished import touch
from heliograph.network.models import Person
from heliograph.network.rules import is_secretariat, people_visible_to
from heliograph.network.states import Refused

#: The dates by which a respondent has to do something, and may be given more time.
KINDS = (DeadlineKind.CLOSES, DeadlineKind.WITHDRAW, DeadlineKind.RECONFIRM, DeadlineKind.DELIVER)
_GIVEN, _BACK = "extension", "extension-back"


@transaction.atomic
def grant(
    call: Call, person: Person, kind: DeadlineKind, until: datetime, by: Person, at: datetime, reason: str = ""
) -> Extension:
    """Give a person until an instant (aware); he is told by a letter. The same once more changes nothing.

    Raises Refused: ``no-date``, ``not-later`` than what he has already, ``past``, ``over``, ``gone``.
    """
    held: Call = Call.objects.select_for_update(of=("self",)).select_related("programme").get(pk=call.pk)
    general = _check(held, person, kind, until, at)
    given = Extension.objects.filter(call=held, person=person, kind=kind).first()
    if given is not None and given.until == until:
        return given
    if given is not None and until < given.until:
        raise Refused("not-later", _("This person has been given more time than that already. Take it back first."))
    fields = {"until": until, "reason": reason.strip()[:500], "made_at": at, "made_by": by}
    extension, _made = Extension.objects.update_or_create(call=held, person=person, kind=kind, defaults=fields)
    _log(extension, _GIVEN, by, at)
    _note_on_responses(extension, by, at)
    touch()
    tell_extension(extension, general, at)
    return extension


def _check(call: Call, person: Person, kind: DeadlineKind, until: datetime, at: datetime) -> Deadline:
    """The date of everybody. Raises Refused where it cannot be extended to this instant for this person."""
    if call.status != CallStatus.PUBLISHED:
        raise Refused("over", _("More time can be given while a call is published, neither before nor afterwards."))
    if call.anonymised_at is not None:
        raise Refused("anonymous", _("The answers to this call were made anonymous. It takes none any more."))
    if not person.is_active:
        raise Refused("gone", _("This account is closed. Open it again first, or choose somebody else."))
    general = current(call, kind)
    if general is None or general.until is None:
        raise Refused("no-date", _("This call has no such date, so there is nothing to extend."))
    if until <= general.until:
        raise Refused("not-later", _("That is not later than the date of everybody. Choose a later one."))
    if until <= at:
        raise Refused("past", _("This time is past. Choose a later one."))
    return general


@transaction.atomic
def take_back(extension: Extension, by: Person, at: datetime) -> bool:
    """Let the date of everybody count for a person again, and tell him; False where that was done before."""
    held = Extension.objects.select_for_update(of=("self",)).filter(pk=extension.pk).first()
    if held is None:
        return False
    _log(held, _BACK, by, at)
    tell_taken_back(held, current(held.call, DeadlineKind(held.kind)), at)
    held.delete()
    touch()
    return True


def extensions_of(call: Call) -> QuerySet[Extension]:
    """Who was given more time, with his name, the longest last."""
    return call.extensions.select_related("person").order_by("kind", "until", "pk")


def candidates(call: Call, by: Person, most: int = 300) -> list[Person]:
    """People who have sent an answer, or joined one; by name, no more than ``most``.

    Who has only begun one is named to the secretariat alone: a draft is nobody else's to see.
    """
    sent = answering(call) if is_secretariat(by) else _sent(call)
    found = Person.objects.get_queryset().filter(sent, is_active=True)
    return list(found.order_by("name", "email")[:most])


def _sent(call: Call) -> Q:
    standing = [state for state in BEGUN if state != ResponseState.DRAFT]
    own = Response.objects.filter(call=call, state__in=standing).values("person")
    return Q(pk__in=own) | Q(pk__in=_joined(call).filter(response__state__in=standing).values("person"))


def _joined(call: Call) -> QuerySet[CoRespondent]:
    return CoRespondent.objects.filter(
        response__call=call, removed_at=None, declined_at=None, accepted_at__isnull=False, person__isnull=False
    )


def person_at(address: str, call: Call, by: Person) -> Person:
    """Who has an address, among those who have to do with the call and those whom ``by`` may see.

    Raises Refused ``nobody``, for everybody else in the same words: nobody is to be looked up here.
    """
    ways = [
        Response.objects.filter(call=call).values("person"),
        _joined(call).values("person"),
        Follower.objects.filter(call=call).values("person"),
        Extension.objects.filter(call=call).values("person"),
        people_visible_to(by).values("pk"),
    ]
    known = Q()
    for way in ways:
        known |= Q(pk__in=way)
    found = Person.objects.get_queryset().at_address(address).filter(known, is_active=True).first()
    if found is None:
        raise Refused("nobody", _nobody())
    return found


def _nobody() -> str:
    return _(
        "Nobody who has to do with this call has this address. Ask the person to begin an answer, or to follow the "
        "call on its page; then give more time."
    )


def _log(extension: Extension, verb: str, by: Person, at: datetime) -> None:
    data = {"kind": extension.kind, "person": extension.person_id, "until": extension.until.isoformat()}
    CallEntry.objects.create(call=extension.call, at=at, by=by, verb=verb, note=extension.reason, data=data)


def _note_on_responses(extension: Extension, by: Person, at: datetime) -> None:
    """In the log of what the person has answered; the letter is this room's own, so none is owed."""
    data = {"kind": extension.kind, "until": extension.until.isoformat()}
    for response in Response.objects.filter(call=extension.call, person=extension.person, state__in=BEGUN):
        response.call = extension.call
        act = Act(at, by, Actor.ORGANIZER, note=extension.reason, data=data)
        done = record(response, Verb.EXTEND, act, response.state)
        done.entry.told_at = at
        done.entry.save(update_fields=["told_at"])
