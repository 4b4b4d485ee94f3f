"""What remains of the sample's conference of the year before: what came of its sessions, photographs, its report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from heliograph.calls.deadlines.moments import on_day
from heliograph.calls.deadlines.setting import set_date
from heliograph.calls.desk.publishing import publish_call
from heliograph.calls.states import DeadlineKind
from heliograph.conference.calls import begin_call
from heliograph.conference.models import Conference
from heliograph.conference.report import editions, opening, photographs
from heliograph.conference.sessions.accepted import standing
from heliograph.conference.sessions.questions import NUMBER, OUTCOME, RECOMMENDED, SESSION
from heliograph.network.models import Person
from heliograph.sample.draws import draw, pick
from heliograph.sample.pictures import photograph
from heliograph.sample.sending import Sender, language_of
from heliograph.sample.words import REVIEWED, words_in

#: Of the sessions, so many are told of.
_TOLD = 0.85
_LANGUAGES = ("en", "fr")


def look_back(conference: Conference, then: Callable[[float], datetime], by: Person, at: datetime) -> None:
    """Sessions are told of, photographs taken in, the report is published; its PDFs are made as things stand ``at``.

    ``then`` gives instants by days from the first day.
    """
    _tell(conference, then, by)
    _show(conference, then(20), by)
    opening.save_opening(conference, _words()["opening"], REVIEWED, "1", by, then(40))
    opening.publish(conference, by, then(45))
    for language in _LANGUAGES:
        editions.ask(conference, language, by, at)


def _words() -> Mapping[str, Any]:
    return words_in("past")


def _tell(conference: Conference, then: Callable[[float], datetime], by: Person) -> None:
    call = begin_call(conference, "summaries", by, then(3))
    set_date(call, DeadlineKind.CLOSES, on_day(conference.last_day + timedelta(days=30), call.zone), by, then(3))
    sender = Sender(publish_call(call, by, then(3)))
    sessions = standing(conference).select_related("response__person").order_by("pk")
    for number, session in enumerate(sessions):
        person = session.response.person
        if draw(person.email, "tells") < _TOLD:
            said = {
                SESSION: str(session.public_id),
                OUTCOME: pick(_in(person, "outcomes"), draw(person.email, "outcome")),
                NUMBER: 12 + int(30 * draw(person.email, "came to it")),
                RECOMMENDED: _in(person, "recommended"),
            }
            sender.send(person, said, then(8 + number))


def _in(person: Person, name: str) -> Any:
    said: Mapping[str, Sequence[str] | str] = _words()[name]
    return said.get(language_of(person)) or said["en"]


def _show(conference: Conference, at: datetime, by: Person) -> None:
    """Photographs, drawn: nobody is on them, so that nobody has to agree."""
    said = _words()["photographs"]
    files = [SimpleUploadedFile(f"{each['key']}.png", photograph(each["key"]), "image/png") for each in said]
    taken, _refused = photographs.add(conference, files, _words()["credit"], by, at)
    for each, row in zip(said, taken, strict=True):
        photographs.tell(row, each["alt"], REVIEWED, {"credit": _words()["credit"], "agreed": True}, by, at)
