"""What the organizer says of a programme or a call: published, ended, completed, and each taken back."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.coherence import check_call
from heliograph.calls.desk.doors import held_call, held_programme, saved
from heliograph.calls.desk.entries import log
from heliograph.calls.lifecycle import places
from heliograph.calls.lifecycle.verbs import contact_of
from heliograph.calls.models import Call, Programme, Response
from heliograph.calls.reminders.ruling import begin_rules
from heliograph.calls.states import CallStatus, ProgrammeState
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of


def check_programme(programme: Programme) -> None:
    """Raise Refused where a programme cannot be read as it is."""
    if not texts_of(programme.title).get(programme.source_language, "").strip():
        raise Refused("title-missing", _("The programme has no title in the language it is written in. Write one."))


@transaction.atomic
def publish_programme(programme: Programme, by: Person, at: datetime) -> Programme:
    """Show a programme to everybody; also one that was ended. A second time nothing happens. Raises Refused."""
    held = held_programme(programme, by)
    return held if held.state == ProgrammeState.PUBLISHED else _publish_programme(held, at)


def _publish_programme(held: Programme, at: datetime) -> Programme:
    check_programme(held)
    held.state = ProgrammeState.PUBLISHED
    held.published_at = held.published_at or at
    saved(held, at)
    return held


@transaction.atomic
def end_programme(programme: Programme, by: Person, at: datetime) -> Programme:
    """Say that a programme is over; its page stays, and its calls go their own way. Raises Refused."""
    held = held_programme(programme, by)
    if held.state == ProgrammeState.DRAFT:
        raise Refused("draft", _("This programme is a draft. Publish it first, or delete it."))
    if held.state == ProgrammeState.PUBLISHED:
        held.state = ProgrammeState.CLOSED
        saved(held, at)
    return held


def check_ready(call: Call) -> None:
    """Raise Refused where a call cannot be read or answered as it is."""
    if not texts_of(call.title).get(call.source_language, "").strip():
        raise Refused("title-missing", _("The call has no title in the language it is written in. Write one."))
    if not contact_of(call):
        raise Refused("contact-missing", _("Nobody is named whom people can ask. Write a contact address."))
    for warning in check_call(call):
        if warning.blocks:
            raise Refused("dates", warning.sentence)


@transaction.atomic
def publish_call(call: Call, by: Person, at: datetime) -> Call:
    """Publish a call, and its programme with it; its dates say when it opens. A second time nothing happens.

    Raises Refused: not ready, completed, cancelled.
    """
    held = held_call(call, by)
    return publish_held(held, held_programme(held.programme, by), by, at)


def publish_held(held: Call, programme: Programme, by: Person, at: datetime) -> Call:
    """The same for who holds both rows, and has judged whether this person may."""
    if held.status == CallStatus.PUBLISHED:
        return held
    if held.status != CallStatus.DRAFT:
        raise Refused("over", _("This call is completed or cancelled. Make a new one instead."))
    check_ready(held)
    if programme.state == ProgrammeState.DRAFT:
        _publish_programme(programme, at)
    held.status = CallStatus.PUBLISHED
    held.published_at = held.published_at or at
    begin_rules(held)
    saved(held, at)
    log(held, "publish", by, at)
    return held


@transaction.atomic
def unpublish_call(call: Call, by: Person, at: datetime) -> Call:
    """Make a published call a draft again, while nobody has begun to answer it. Raises Refused."""
    held = held_call(call, by)
    if held.status != CallStatus.PUBLISHED:
        raise Refused("not-published", _("This call is not published."))
    if Response.objects.filter(call=held).exists():
        raise Refused("answered", _("People have begun to answer this call. Cancel it, so that they are told."))
    held.status = CallStatus.DRAFT
    saved(held, at)
    log(held, "unpublish", by, at)
    return held


@transaction.atomic
def complete_call(call: Call, by: Person, at: datetime) -> Call:
    """Say that a call is done with: no answer is taken any more. A second time nothing happens. Raises Refused."""
    held = held_call(call, by)
    if held.status == CallStatus.COMPLETED:
        return held
    if held.status != CallStatus.PUBLISHED:
        raise Refused("not-published", _("Only a published call can be completed."))
    held.status = CallStatus.COMPLETED
    saved(held, at)
    log(held, "complete", by, at)
    return held


@transaction.atomic
def reopen_call(call: Call, by: Person, at: datetime) -> Call:
    """Take a completion back: its dates count again, and places that are free go to who waits. Raises Refused."""
    held = held_call(call, by)
    if held.status == CallStatus.PUBLISHED:
        return held
    if held.status != CallStatus.COMPLETED:
        raise Refused("not-completed", _("Only a completed call can be taken up again."))
    held.status = CallStatus.PUBLISHED
    saved(held, at)
    log(held, "reopen", by, at)
    places.fill(held, at)
    return held


@transaction.atomic
def renew_link(call: Call, by: Person, at: datetime) -> Call:
    """A new secret link; who has the old one finds the call no more. Raises Refused."""
    held = held_call(call, by)
    held.link = secrets.token_urlsafe(18)
    saved(held, at)
    log(held, "link", by, at)
    return held
