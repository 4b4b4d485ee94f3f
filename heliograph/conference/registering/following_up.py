"""The follow-up call: whom it asks, for which registration an answer to it is, who has not answered it yet."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.kinds import Answers
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.table import STANDING
from heliograph.calls.models import Call, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.questions.types.settings import day_of
from heliograph.calls.states import Actor, ResponseState, Verb
from heliograph.conference.models import Conference
from heliograph.conference.registering.first_questions import ARRIVAL, BORN, DEPARTURE
from heliograph.conference.registering.models import Stay
from heliograph.conference.registering.taking_part import confirmed, for_person, registrations
from heliograph.moments.locales import write_day
from heliograph.network.letters import supported
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.commas import with_commas

_STANDING = STANDING | {ResponseState.COMPLETED}
#: Steps that say for whom an answer to the follow-up call is, or what it says.
_SAYS = frozenset({Verb.SUBMIT, Verb.CHANGE, Verb.REOPEN, Verb.SUBSTITUTE, Verb.TAKE_BACK})
#: Of so many names whom somebody has registered a sentence reminds him.
_MOST_NAMES = 20


def conference_of(call: Call) -> Conference | None:
    """The conference that a call belongs to; None for a call of one of the kinds that belongs to none. One query."""
    return Conference.objects.of_call(call).with_programme().first()


def looked_after_by(person: Person) -> Q:
    """That a registration is for a person, or that he has sent it for somebody else."""
    return Q(person=person.pk) | for_person(person)


def forbidden(conference: Conference, person: Person) -> str:
    """Why somebody is not asked the follow-up questions, as a sentence to him; empty where he is. Two queries."""
    his = looked_after_by(person)
    if person.pk is None or not registrations(conference).filter(his).exists():
        return _("These questions are for participants, and you are not registered for this conference.")
    if confirmed(conference).filter(his).exists():
        return ""
    if registrations(conference).filter(his, asked_at__isnull=False).exists():
        return _("Reconfirm your registration first: these questions are for those who come.")
    return _("You have no confirmed place yet. Once you have one, you can answer these questions.")


def awaiting(conference: Conference) -> ResponseQuerySet:
    """The confirmed registrations for which nobody has answered the follow-up questions."""
    if conference.follow_up_id is None:
        return registrations(conference).none()
    answered = Stay.objects.filter(registration=OuterRef("pk"), response__isnull=False)
    return confirmed(conference).filter(~Exists(answered))


def registration_for(conference: Conference, answer: Response) -> Response:
    """The registration of whom an answer to the follow-up call is for. Raises Refused where there is none.

    One answers for oneself, and for those whom one has registered.
    """
    if not (answer.name or answer.email):
        found = confirmed(conference).filter(for_person(answer.person)).order_by("pk").first()
        if found is None:
            raise Refused("not-confirmed", forbidden(conference, answer.person) or _not_you(conference, answer.person))
        return found
    same = Q(slot=answer.slot) | Q(email=answer.email, email__gt="")
    found = confirmed(conference).filter(same, looked_after_by(answer.person)).order_by("pk").first()
    if found is None:
        raise Refused("not-registered", _not_them(conference, answer))
    return found


def _not_you(conference: Conference, person: Person) -> str:
    return _(
        "You have registered others and not yourself. Answer “for somebody else”, and write the name as it was "
        "registered: %(names)s"
    ) % {"names": _names(conference, person)}


def _not_them(conference: Conference, answer: Response) -> str:
    said = {"name": answer.name or answer.email, "names": _names(conference, answer.person)}
    return (
        _("%(name)s is not among those whom you have registered and who come. Write name and address as registered.")
        % said
        + " "
        + (_("You have registered: %(names)s") % said if said["names"] else "")
    ).strip()


def _names(conference: Conference, person: Person) -> str:
    theirs = confirmed(conference).filter(person=person).exclude(name="", email="").select_related("call", "person")
    return with_commas(subject_words(each) for each in theirs.order_by("pk")[:_MOST_NAMES])


@transaction.atomic
def keep_stay(conference: Conference, answer: Response, verb: Verb) -> Response | None:
    """Note for which registration an answer to the follow-up call stands now, and return that; None for other steps.

    Raises Refused: ``not-confirmed``, ``not-registered``, ``answered-already``.
    """
    if answer.state not in _STANDING:
        Stay.objects.filter(response=answer).update(response=None)
        return None
    if verb not in _SAYS:
        return None
    registration = registration_for(conference, answer)
    stay, _made = Stay.objects.select_for_update().get_or_create(registration=registration)
    if stay.response_id not in {None, answer.pk}:
        raise Refused("answered-already", _("Somebody has answered these questions for this participant already."))
    Stay.objects.filter(response=answer).exclude(pk=stay.pk).update(response=None)
    stay.response = answer
    stay.save(update_fields=["response"])
    return registration


def end_stay(registration: Response, at: datetime) -> None:
    """Whoever was registered does not come: what was answered about his stay is withdrawn with his registration."""
    stay = Stay.objects.filter(registration=registration).select_related("response").first()
    answer = stay.response if stay is not None else None
    if answer is not None and answer.state in STANDING:
        with translation.override(supported(answer.language)):
            note = _("The registration was withdrawn, or the place was passed on.")
        verbs.withdraw(answer, Act(at, actor=Actor.ORGANIZER, note=note))
    Stay.objects.filter(registration=registration).update(response=None, asked_at=None)


def wrong(conference: Conference, answers: Answers, language: str) -> dict[str, str]:
    """What does not go together in an answer to the follow-up call, by question."""
    arrival, departure, born = (day_of(answers.get(key)) for key in (ARRIVAL, DEPARTURE, BORN))
    found = _wrong_days(conference, arrival, departure, language)
    if born is not None and born >= conference.first_day:
        found[BORN] = _("The date of birth lies after the conference. Look at the year.")
    return found


def _wrong_days(conference: Conference, arrival: date | None, departure: date | None, language: str) -> dict[str, str]:
    if arrival and departure and departure < arrival:
        return {DEPARTURE: _("The day of departure comes before the day of arrival. Look at both.")}
    if arrival and arrival > conference.last_day:
        said = {"day": write_day(conference.last_day, language)}
        return {ARRIVAL: _("The conference is over on %(day)s. Choose a day of arrival before that.") % said}
    if departure and departure < conference.first_day:
        said = {"day": write_day(conference.first_day, language)}
        return {DEPARTURE: _("The conference begins on %(day)s. Choose a day of departure after that.") % said}
    return {}
