"""What a proposal asks that only its conference knows: the format, what is needed, when it cannot be, which session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.settings import Fixed
from heliograph.calls.questions.types.type import Asked, picked
from heliograph.conference.sessions.known import MORNING, half_days, known_by
from heliograph.conference.sessions.listed import ManyListed, Names, OneListed
from heliograph.conference.sessions.models import Format
from heliograph.conference.sessions.own import given_by, titles_of
from heliograph.conference.theme_question import CONFERENCE
from heliograph.conference.timetable.equipment import EQUIPMENT
from heliograph.moments.locales import write_brief_day
from heliograph.network.models import Person
from heliograph.texts.multilingual import texts_of

_OF_CONFERENCE = (Fixed(CONFERENCE, gettext_lazy("Conference")),)


def format_words(each: Format, languages: Sequence[str]) -> str:
    """A format and how long it lasts."""
    lasting = ngettext("%(count)s minute", "%(count)s minutes", each.minutes) % {"count": each.minutes}
    name = picked(texts_of(each.name), languages).words
    return pgettext("a format and its length", "%(name)s, %(lasting)s") % {"name": name, "lasting": lasting}


class OfFormat(OneListed):
    key = "session-format"
    label = gettext_lazy("format of a session")
    about = gettext_lazy("One of the formats that the conference to which the call belongs offers.")
    order = 930
    settings = _OF_CONFERENCE

    def named(self, question: Question, languages: Sequence[str]) -> Names:
        known = known_by(question)
        return {key: format_words(each, languages) for key, each in known.formats.items()} if known else {}


class OfEquipment(ManyListed):
    key = "equipment"
    label = gettext_lazy("equipment of a room")
    about = gettext_lazy("What must stand in the room. The timetable heeds it.")
    order = 940

    def named(self, question: Question, languages: Sequence[str]) -> Names:
        return {key: str(name) for key, name in EQUIPMENT.items()}


class NotAt(ManyListed):
    key = "not-at"
    label = gettext_lazy("half-days on which it cannot be")
    about = gettext_lazy("Half-days of the conference. The timetable places the session on none of them.")
    order = 950
    settings = _OF_CONFERENCE

    def named(self, question: Question, languages: Sequence[str]) -> Names:
        known = known_by(question)
        if known is None:
            return {}
        halves = half_days(known.conference)
        return {key: _half(write_brief_day(day, languages[0]), half) for key, day, half in halves}


def _half(day: str, half: str) -> str:
    words = _("%(day)s, morning") if half == MORNING else _("%(day)s, afternoon")
    return words % {"day": day}


class OwnSession(OneListed):
    key = "own-session"
    label = gettext_lazy("session that one has given")
    about = gettext_lazy("One of the sessions of the conference that whoever is asked has given.")
    order = 960
    settings = _OF_CONFERENCE

    def named(self, question: Question, languages: Sequence[str]) -> Names:
        known = known_by(question)
        return titles_of(known.conference) if known else {}

    def among(self, asked: Asked) -> Names:
        known, person = known_by(asked.question), asked.person
        if known is None or not isinstance(person, Person):
            return {}
        return {str(each.public_id): each.title for each in given_by(known.conference, person)}

    def anonymous(self, stored: Any) -> Any:
        return None
