"""Which conference an address means, for readers and for who runs it; and its row, held to the end of a transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from heliograph.calls.rules import programmes_run_by
from heliograph.conference.models import Conference, ConferenceEntry
from heliograph.conference.rules import may_run, visible_to
from heliograph.frame.finished import touch
from heliograph.network.models import Person
from heliograph.network.states import Refused


def conference_or_404(request: HttpRequest, slug: str) -> Conference:
    """A conference that the visitor sees; ``slug`` is that of its programme."""
    found: Conference = get_object_or_404(visible_to(request.user).with_programme(), programme__slug=slug)
    return found


def desk_conference_or_404(request: HttpRequest, slug: str) -> Conference:
    """A conference that the person runs."""
    run = Conference.objects.filter(programme__in=programmes_run_by(request.user)).with_programme()
    found: Conference = get_object_or_404(run, programme__slug=slug)
    return found


def held_conference(conference: Conference, by: Person) -> Conference:
    """The row with its programme, locked to the end of the transaction. Raises Refused for who does not run it."""
    rows = Conference.objects.select_for_update(of=("self",)).with_programme()
    held: Conference = rows.get(pk=conference.pk)
    if not may_run(by, held):
        raise Refused("not-yours", _("This programme is run by somebody else. Ask the secretariat."))
    return held


def log(conference: Conference, verb: str, by: Person | None, at: datetime, note: str = "", **data: Any) -> None:
    """Write down what was done, in the transaction that does it; pages that show the conference are made anew."""
    ConferenceEntry.objects.create(conference=conference, verb=verb, by=by, at=at, note=note, data=data)
    touch()
