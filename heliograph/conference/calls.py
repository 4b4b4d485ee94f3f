"""Which call of a conference does what, and how one is begun from the conference's page of the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from i18nfield.strings import LazyI18nString

from heliograph.calls.desk.doors import held_call, saved
from heliograph.calls.desk.starting import first_settings, start_call
from heliograph.calls.kinds import Kind, kinds
from heliograph.calls.models import Call
from heliograph.calls.questions.schema import Question, read
from heliograph.calls.questions.types import type_named
from heliograph.calls.questions.versions import save_questions
from heliograph.calls.states import CallStatus, Visibility
from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.sessions.formats import begin_formats
from heliograph.conference.theme_question import CONFERENCE
from heliograph.frame.phrases import in_all_languages
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of


@dataclass(frozen=True)
class CallPart:
    """A part that a call plays: the field of ``Conference``, the kind of the call, and its title to begin with.

    ``kept`` is how many days after the conference its answers are kept, where that is short; ``found`` by whom it is;
    ``prepare`` makes what its questions offer.
    """

    field: str
    kind: str
    title: str
    kept: int | None = None
    found: Visibility = Visibility.PUBLIC
    prepare: Callable[[Conference], None] | None = None

    def keep(self, call: Call, conference: Conference) -> None:
        """Let answers be kept for a short time where they say what embassies ask; what was chosen stays."""
        if self.kept is not None and call.retain_until is None:
            call.retain_until = conference.last_day + timedelta(days=self.kept)

    def keep_along(self, conference: Conference, before: date) -> None:
        """Let answers be kept as long after the last day that it has now as after the one ``before``.

        What an organizer has chosen stays. For the transaction that saves the days.
        """
        if self.kept is not None:
            kept = timedelta(days=self.kept)
            calls = Call.objects.filter(pk=getattr(conference, f"{self.field}_id"), retain_until=before + kept)
            calls.filter(anonymised_at=None).update(retain_until=conference.last_day + kept)


_OVER = (CallStatus.COMPLETED, CallStatus.CANCELLED)
PARTS: Mapping[str, CallPart] = {
    part.field.replace("_", "-"): part
    for part in (
        CallPart("registration", "conference", gettext_noop("Registration for the conference")),
        CallPart("follow_up", "follow-up", gettext_noop("Your stay at the conference"), 30, Visibility.LINK),
        CallPart("posters", "poster", gettext_noop("Posters")),
        CallPart("sessions", "session", gettext_noop("Sessions"), prepare=begin_formats),
        CallPart("summaries", "summary", gettext_noop("What came of your session")),
    )
}


@dataclass(frozen=True)
class CallLine:
    """A part and the call that plays it, None where none does yet."""

    key: str
    part: CallPart
    title: str
    call: Call | None


def call_lines(conference: Conference) -> Sequence[CallLine]:
    """The parts in their order, each with its call. One query."""
    ids = {part.field: getattr(conference, f"{part.field}_id") for part in PARTS.values()}
    found = Call.objects.in_bulk([each for each in ids.values() if each])
    return [
        CallLine(key, part, translation.gettext(part.title), found.get(ids[part.field])) for key, part in PARTS.items()
    ]


@transaction.atomic
def begin_call(conference: Conference, key: str, by: Person, at: datetime) -> Call:
    """The call that plays a part: the one there is, else a draft with the title, dates and questions of its kind.

    Raises Refused: ``not-yours``, ``no-part``.
    """
    held = held_conference(conference, by)
    part, kind = _part(key)
    there: Call | None = getattr(held, part.field)
    if there is not None:
        return there
    titles = in_all_languages(part.title)
    source = held.programme.source_language
    call = start_call(held.programme, kind, titles.get(source, part.title), by, at)
    call.title = LazyI18nString({**texts_of(call.title), **titles})
    call.zone, call.contact, call.visibility = held.programme.zone, held.programme.contact, part.found
    part.keep(call, held)
    call.save()
    save_questions(call, _first_questions(held, kind), by, at)
    _play(held, key, call, "call-begun", by, at)
    return call


def free_calls(conference: Conference) -> Sequence[Call]:
    """The calls of its programme that play no part yet and that nobody has answered: each could play one."""
    ids = [getattr(conference, f"{part.field}_id") for part in PARTS.values()]
    calls = conference.programme.calls.exclude(pk__in=[each for each in ids if each])
    return list(calls.filter(responses__isnull=True).exclude(status__in=_OVER))


@transaction.atomic
def take_call(conference: Conference, key: str, call: Call, by: Person, at: datetime) -> Call:
    """Let a call of the programme play a part: it becomes one of that kind, with the questions that this begins with.

    Its texts, dates and audience stay. Raises Refused: ``not-yours``, ``no-part``, ``plays``, ``answered``.
    """
    held = held_conference(conference, by)
    part, kind = _part(key)
    if getattr(held, part.field) is not None:
        raise Refused("plays", _("Another call does this already."))
    row = held_call(call, by)
    if row.programme_id != held.programme_id or row.status in _OVER:
        raise Refused("no-part", _("This call does not belong to the conference, or is over."))
    if row.responses.exists():
        raise Refused("answered", _("This call has been answered. Its questions cannot be replaced any more."))
    for field, value in first_settings(kind).items():
        setattr(row, field, value)
    part.keep(row, held)
    saved(row, at)
    save_questions(row, _first_questions(held, kind), by, at)
    _play(held, key, row, "call-taken", by, at)
    return row


def _first_questions(conference: Conference, kind: Kind) -> Sequence[Question]:
    """What a kind begins with; questions that ask about a conference (its themes, its formats) ask about this one."""
    mine = str(conference.programme.public_id)
    asked = read([dict(question) for question in kind.defaults.questions])
    return [replace(each, settings={**each.settings, CONFERENCE: mine}) if _is_of_one(each) else each for each in asked]


def _is_of_one(question: Question) -> bool:
    known = type_named(question.type)
    return known is not None and any(setting.key == CONFERENCE for setting in known.settings)


def _part(key: str) -> tuple[CallPart, Kind]:
    """A part and the kind of call that plays it. Raises Refused: ``no-part``."""
    part = PARTS.get(key)
    kind = next((each for each in kinds() if part is not None and each.key == part.kind), None)
    if part is None or kind is None:
        raise Refused("no-part", _("A conference has no such call."))
    return part, kind


def _play(held: Conference, key: str, call: Call, verb: str, by: Person, at: datetime) -> None:
    part = PARTS[key]
    setattr(held, part.field, call)
    if part.prepare is not None:
        part.prepare(held)
    held.version, held.saved_at = held.version + 1, at
    held.save()
    log(held, verb, by, at, call=call.slug, part=key)
