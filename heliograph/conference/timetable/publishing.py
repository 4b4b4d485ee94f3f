"""A draft becomes the public timetable, and what that changes for sessions is written down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.conference.doors import log
from heliograph.conference.models import Conference
from heliograph.conference.states import TimetableState
from heliograph.conference.timetable import changes
from heliograph.conference.timetable.models import Timetable
from heliograph.conference.timetable.placing import held_draft
from heliograph.conference.timetable.versions import draft_of, published_timetable
from heliograph.network.models import Person
from heliograph.network.states import Refused


@transaction.atomic
def publish(conference: Conference, seen: str, by: Person, at: datetime) -> Timetable:
    """Publish the draft in place of what was public. Who is concerned is told, by what ``changes.note`` writes.

    Raises Refused, as ``placing.held_draft`` and: ``nothing-new``, ``nothing-placed``.
    """
    if draft_of(conference) is None:
        raise Refused("nothing-new", _("Nothing was changed since the timetable was published."))
    draft = held_draft(conference, seen, by, at)
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
