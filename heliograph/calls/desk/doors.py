"""Which programme and which call an address means, for who runs them; and who it is that acts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from heliograph.calls.models import Call, Programme
from heliograph.calls.rules import calls_run_by, may_run, programmes_run_by
from heliograph.frame.finished import touch
from heliograph.network.models import Person
from heliograph.network.states import Refused


def actor(request: HttpRequest) -> Person:
    """The person behind a request that ``organizers_only`` has let in."""
    assert isinstance(request.user, Person)
    return request.user


def posted(request: HttpRequest) -> Any:
    """The posted fields, or None on any other request: what a form is bound to."""
    return request.POST if request.method == "POST" else None


def programme_or_404(request: HttpRequest, slug: str) -> Programme:
    """A programme that the person runs."""
    found: Programme = get_object_or_404(programmes_run_by(request.user).select_related("organizer"), slug=slug)
    return found


def call_or_404(request: HttpRequest, slug: str) -> Call:
    """A call that the person runs, with its programme, audience and dates."""
    calls = calls_run_by(request.user).select_related("programme__organizer", "audience").dated()
    found: Call = get_object_or_404(calls, slug=slug)
    return found


def held_programme(programme: Programme, by: Person) -> Programme:
    """The row, locked to the end of the transaction. Raises Refused for who does not run it."""
    held = Programme.objects.select_for_update(of=("self",)).select_related("organizer").get(pk=programme.pk)
    _check(by, held)
    return held


def held_call(call: Call, by: Person) -> Call:
    """The row with its programme, locked to the end of the transaction. Raises Refused for who does not run it."""
    held = Call.objects.select_for_update(of=("self",)).select_related("programme").get(pk=call.pk)
    _check(by, held.programme)
    return held


def _check(by: Person, programme: Programme) -> None:
    if not may_run(by, programme):
        raise Refused("not-yours", _("This programme is run by somebody else. Ask the secretariat."))


def saved(record: Programme | Call, at: datetime) -> None:
    """Write a record that was changed; pages that show it are made anew."""
    record.version += 1
    record.saved_at = at
    record.save()
    changed_for_readers(record)


def changed_for_readers(record: Programme | Call) -> None:
    """Make what is kept of pages stale, drafts included: who runs them reads them too. In the change's transaction."""
    assert transaction.get_connection().in_atomic_block
    touch()
