"""A draft becomes the public timetable, and what that changes for sessions is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.conference.doors import log
from heliograph.conference.models import Conference
from heliograph.conference.sessions.models import Session
from heliograph.conference.states import TimetableState
from heliograph.conference.timetable import changes
from heliograph.conference.timetable.models import Timetable
from heliograph.conference.timetable.placing import held_draft
from heliograph.conference.timetable.versions import draft_of, published_timetable
from heliograph.frame.reader import Reader
from heliograph.moments.locales import join, write_brief_day, write_clock
from heliograph.moments.zones import zone_info
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import pick


def _changed(conference: Conference, seen: str, by: Person, at: datetime) -> Timetable:
    """The draft that there is, held. Raises Refused."""
    if draft_of(conference) is None:
        raise Refused("nothing-new", _("Nothing was changed since the timetable was published."))
    return held_draft(conference, seen, by, at)


@transaction.atomic
def publish(conference: Conference, seen: str, by: Person, at: datetime) -> Timetable:
    """Publish the draft in place of what was public. Who is concerned is told, by what ``changes.note`` writes.

    Raises Refused, as ``placing.held_draft`` and: ``nothing-new``, ``nothing-placed``.
    """
    draft = _changed(conference, seen, by, at)
    draft.placements.filter(session__stands=False).delete()
    if not draft.placements.exists():
        raise Refused("nothing-placed", _("No session has a place yet."))
    public = published_timetable(draft.conference)
    before = changes.standing(public)
    if public is not None:
        public.state = TimetableState.REPLACED
        public.save(update_fields=["state"])
    draft.state, draft.published_at, draft.published_by, draft.steps = TimetableState.PUBLISHED, at, by, []
    draft.save(update_fields=["state", "published_at", "published_by", "steps"])
    count = changes.note(draft, before, at)
    log(draft.conference, "timetable-published", by, at, number=draft.number, changed=count)
    return draft


@transaction.atomic
def discard(conference: Conference, seen: str, by: Person, at: datetime) -> None:
    """Throw the draft away: what is published stands again. Raises Refused, as ``publish``."""
    draft = _changed(conference, seen, by, at)
    number = draft.number
    draft.delete()
    log(conference, "draft-discarded", by, at, number=number)


@dataclass(frozen=True)
class Difference:
    """What publishing would change for a session: where it was and where it will be, in words; empty: nowhere."""

    title: str
    before: str
    after: str


def differences(conference: Conference, draft: Timetable, reader: Reader) -> list[Difference]:
    """What publishing a draft would change, by title; none for what is public already."""
    public = published_timetable(conference)
    before, after = changes.standing(public), changes.standing(draft)
    keys = changes.moved(before, after)
    titles = dict(Session.objects.filter(pk__in=keys).values_list("pk", "title"))
    words = partial(_words, conference, reader)
    found = [Difference(titles[key], words(before.get(key, {})), words(after.get(key, {}))) for key in keys]
    return sorted(found, key=lambda each: each.title)


def _words(conference: Conference, reader: Reader, said: changes.Said) -> str:
    if not said:
        return ""
    begins = datetime.fromisoformat(said["begins"]).astimezone(zone_info(conference.zone))
    when = join(write_brief_day(begins.date(), reader.language), write_clock(begins, reader.language), reader.language)
    return f"{when}, {pick(LazyI18nString(said['name']), reader.languages)[0]}"
