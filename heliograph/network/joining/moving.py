"""What every step of an application has: lock it, ask the rule, write state and log. ``lifecycle`` has the steps."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from heliograph.network.joining.letters import day
from heliograph.network.joining.steps import STEPS, Step, Taker, taker_fits
from heliograph.network.models import Application, ApplicationEntry, Organization, Person
from heliograph.network.rules import remit_of
from heliograph.network.states import ApplicationState, Refused


def locked(application: Application) -> Application:
    found: Application = Application.objects.select_for_update().get(pk=application.pk)
    return found


def school_of(application: Application) -> Organization:
    """The record of a confirmed application."""
    assert application.organization is not None
    return application.organization


def _last(application: Application) -> ApplicationEntry | None:
    return application.entries.select_related("by").order_by("-pk").first()


def too_late(application: Application) -> Refused:
    """Somebody was quicker, or the page was old: say what the state is, since when and by whom."""
    last = _last(application)
    words = {
        "state": application.get_state_display(),
        "who": str(last.by) if last and last.by else _("the school"),
        "day": day(last.at.date()) if last else "",
    }
    return Refused(
        "state",
        _("Nothing was done: this application is now “%(state)s” (%(who)s, %(day)s). Look at it once more.") % words,
    )


def _check_taker(step: Step, application: Application, by: Person | None) -> None:
    taker = step.takers[ApplicationState(application.state)]
    if taker == Taker.SCHOOL:
        allowed = by is None
    else:
        allowed = by is not None and taker_fits(remit_of(by), school_of(application).country, taker)
    if not allowed:
        raise Refused("not-yours", _("This step is not yours to take."))


def _taken(step: Step, application: Application, by: Person | None) -> bool:
    """Whether the same person has taken this very step last."""
    last = _last(application)
    return application.state == step.to and last is not None and last.by_id == (by.pk if by else None)


def begin(application: Application, verb: str, by: Person | None, note: str = "") -> Application | None:
    """The application, locked, with the step allowed; None where it was taken by the same person already."""
    held, step = locked(application), STEPS[verb]
    if held.state not in step.takers:
        application.state = held.state
        if _taken(step, held, by):
            return None
        raise too_late(held)
    _check_taker(step, held, by)
    if step.asks_note and not note.strip():
        raise Refused("no-note", _("Write a word for the school: why, or what is to be corrected."))
    return held


def finish(
    application: Application, held: Application, verb: str, by: Person | None, at: datetime, note: str = ""
) -> ApplicationEntry:
    """Write the new state and its line in the log; the object handed in is brought up to date."""
    held.state = STEPS[verb].to
    held.save()
    for field in held._meta.concrete_fields:
        setattr(application, field.attname, getattr(held, field.attname))
    return ApplicationEntry.objects.create(application=held, at=at, by=by, state=held.state, note=note.strip())
