"""Which call of a conference does what, and how one is begun from the conference's page of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from i18nfield.strings import LazyI18nString

from heliograph.calls.desk.starting import start_call
from heliograph.calls.kinds import kinds
from heliograph.calls.models import Call
from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.frame.phrases import in_all_languages
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of


@dataclass(frozen=True)
class CallPart:
    """A part that a call plays: the field of ``Conference``, the kind of the call, and its title to begin with."""

    field: str
    kind: str
    title: str


PARTS: Mapping[str, CallPart] = {
    part.field.replace("_", "-"): part
    for part in (
        CallPart("registration", "conference", gettext_noop("Registration for the conference")),
        CallPart("follow_up", "follow-up", gettext_noop("Your stay at the conference")),
        CallPart("posters", "poster", gettext_noop("Posters")),
        CallPart("sessions", "session", gettext_noop("Sessions")),
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
    part = PARTS.get(key)
    kind = next((each for each in kinds() if part is not None and each.key == part.kind), None)
    if part is None or kind is None:
        raise Refused("no-part", _("A conference has no such call."))
    there: Call | None = getattr(held, part.field)
    if there is not None:
        return there
    titles = in_all_languages(part.title)
    source = held.programme.source_language
    call = start_call(held.programme, kind, titles.get(source, part.title), by, at)
    call.title = LazyI18nString({**texts_of(call.title), **titles})
    call.zone, call.contact = held.programme.zone, held.programme.contact
    call.save()
    setattr(held, part.field, call)
    held.version, held.saved_at = held.version + 1, at
    held.save()
    log(held, "call-begun", by, at, call=call.slug, part=key)
    return call
