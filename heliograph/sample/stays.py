"""How those who are registered for the sample's conference come: answers to the questions to participants, invitation
letters in every state, badges and keys to doors. ``data/calls/stays.json`` has the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from heliograph.calls.deadlines.moments import on_day
from heliograph.calls.deadlines.setting import set_date
from heliograph.calls.desk.publishing import publish_call
from heliograph.calls.models import Response
from heliograph.calls.states import DeadlineKind
from heliograph.conference.attending.badges import make_badges
from heliograph.conference.attending.door_keys import make_key
from heliograph.conference.calls import begin_call
from heliograph.conference.models import Conference
from heliograph.conference.registering import inviting
from heliograph.conference.registering.following_up import awaiting
from heliograph.conference.registering.models import InvitationLetter
from heliograph.conference.states import LetterState
from heliograph.network.countries import country_name
from heliograph.network.models import Person
from heliograph.sample.draws import draw, pick
from heliograph.sample.sending import Sender, country_of, language_of, owe_nothing
from heliograph.sample.words import words_in

#: The questions were asked so long ago.
_ASKED = timedelta(days=5)
#: How many have answered them; how many of those need a letter.
_ANSWERED, _VISA = 0.35, 0.4
#: Of three letters so many are signed off; of the others the first is refused, the rest wait.
_SIGNED = 2
_DAY = timedelta(days=1)


def _words() -> Mapping[str, Any]:
    return words_in("stays")


def prepare_stays(conference: Conference, by: Person, at: datetime) -> int:
    """Ask participants how they come, and answer for some; letters, badges and keys. Returns how many have answered."""
    asked = at - _ASKED
    call = begin_call(conference, "follow-up", by, asked)
    last = conference.first_day - _DAY * int(_words()["closes_before"])
    set_date(call, DeadlineKind.CLOSES, on_day(last, call.zone), by, asked)
    call = publish_call(call, by, asked)
    conference.refresh_from_db()
    sender = Sender(call)
    answering = [each for each in _owing(conference) if draw(each.person.email, "stay") < _ANSWERED]
    for registration in answering:
        person = registration.person
        sender.send(person, _answers(conference, person), asked + _ASKED * draw(person.email, "stay when"))
    owe_nothing([call])
    _decide(conference, by, at)
    make_badges(conference, by, at)
    for door in _words()["doors"]:
        make_key(conference, door, by, at)
    return len(answering)


def _owing(conference: Conference) -> list[Response]:
    found = awaiting(conference).select_related("person").order_by("pk")
    return sorted(found, key=lambda registration: registration.person.email)


def _answers(conference: Conference, person: Person) -> dict[str, Any]:
    email, language = person.email, language_of(person)
    early, late = int(2 * draw(email, "arrives")), int(2 * draw(email, "leaves"))
    said = {
        "arrival": (conference.first_day - _DAY * (1 + early)).isoformat(),
        "departure": (conference.last_day + _DAY * late).isoformat(),
        "travel": _in(language, "travel"),
        "letter": "no",
    }
    if draw(email, "diet") < 0.3:
        said["diet"] = pick(_in(language, "diet"), draw(email, "diet what"))
    if draw(email, "access") < 0.1:
        said["access"] = _in(language, "access")
    if draw(email, "visa") < _VISA and country_of(email) != conference.country:
        said |= _passport(email)
    return said


def _in(language: str, name: str) -> Any:
    said: Mapping[str, Sequence[str] | str] = _words()[name]
    return said.get(language) or said["en"]


def _passport(email: str) -> dict[str, str]:
    """What an embassy asks of somebody who does not exist."""
    code = country_of(email)
    return {
        "letter": "yes",
        "passport_name": f"Specimen of {country_name(code, 'en')}",
        "passport_number": f"SPECIMEN-{code}",
        "nationality": code,
        "born": f"{1960 + int(35 * draw(email, 'born'))}-01-01",
        "embassy": f"Embassy, {country_name(code, 'en')}",
    }


def _decide(conference: Conference, by: Person, at: datetime) -> None:
    """Letters that were asked for are signed off, two of three; one is refused, the others wait."""
    asked = InvitationLetter.objects.filter(response__call=conference.registration_id, state=LetterState.ASKED)
    rest = []
    for number, letter in enumerate(asked.order_by("asked_at", "pk")):
        if number % 3 < _SIGNED:
            inviting.sign(conference, letter, by, at)
        else:
            rest.append(letter)
    for letter in rest[:1]:
        inviting.refuse(conference, letter, _words()["refused"], by, at)
