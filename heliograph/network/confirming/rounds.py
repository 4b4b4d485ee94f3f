"""The yearly round of confirmation: opened, extended, closed. Each is safe to do twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks.base import Task

from heliograph.delivery.models import Mailing
from heliograph.moments.locales import write_day
from heliograph.network.confirming.asking import ask
from heliograph.network.confirming.letters import tell_result
from heliograph.network.confirming.school_letter import Asking
from heliograph.network.confirming.standing import Standing, members_in, not_since, standings
from heliograph.network.confirming.states import CONFIRMATION
from heliograph.network.confirming.terms import end_of
from heliograph.network.figures import current_round
from heliograph.network.models import ConfirmationRound, Person, Role
from heliograph.network.states import NATIONAL, Refused

#: Bounds of a term, from the day of the opening.
SHORTEST, LONGEST = timedelta(days=14), timedelta(days=180)
#: Of a round that is over for longer than this the result is no news.
NEWS = timedelta(days=14)
_TASK = "heliograph.network.confirming.tasks.ask_all"


def day_in_words(on: date) -> str:
    """A day as the reader of a sentence writes it."""
    return write_day(on, get_language() or settings.LANGUAGE_CODE)


def key_of(term: ConfirmationRound, *more: str) -> str:
    """The key of a mailing of a round."""
    return "/".join([CONFIRMATION.slug, term.opens_on.isoformat(), *more])


def check_term(until: date, opens_on: date) -> None:
    """Raises Refused where a round that opens on a day cannot be open until another."""
    if until < opens_on + SHORTEST:
        sentence = _("Give the schools two weeks at least: choose %(day)s or a later day.")
        raise Refused("too-short", sentence % {"day": day_in_words(opens_on + SHORTEST)})
    if until > opens_on + LONGEST:
        sentence = _("A round lasts half a year at most: choose %(day)s or an earlier day.")
        raise Refused("too-long", sentence % {"day": day_in_words(opens_on + LONGEST)})


def check_opening(on: date) -> None:
    """Raises Refused where no round can be opened on a day: one runs, or there was one this year."""
    running = current_round(on)
    if running is not None:
        sentence = _("A round is open until %(day)s. Extend it if the schools need more time.")
        raise Refused("running", sentence % {"day": day_in_words(running.closes_on)})
    earlier = ConfirmationRound.objects.filter(opens_on__year=on.year).first()
    if earlier is not None:
        sentence = _("The round of this year was opened on %(day)s. Schools are asked once a year; remind single ones.")
        raise Refused("second", sentence % {"day": day_in_words(earlier.opens_on)})


@transaction.atomic
def open_round(until: date, by: Person, at: datetime) -> ConfirmationRound:
    """Ask every member school whether its record is right, until a day (inclusive); the letters follow by a task.

    Raises Refused where the day does not fit, a round runs, or there was one this year.
    """
    on = at.date()
    check_opening(on)
    check_term(until, on)
    first = {"closes_on": until, "opened_by": by, "opened_at": at}
    term, made = ConfirmationRound.objects.get_or_create(opens_on=on, defaults=first)
    if made:
        transaction.on_commit(partial(enqueue, term.pk))
    return term


def enqueue(term_id: int) -> None:
    """Call the task that writes the letters by name (tasks stand above this module)."""
    task: Task[[int], None] = import_string(_TASK)
    task.enqueue(term_id)


def ask_all(term: ConfirmationRound, at: datetime) -> Mailing | None:
    """The letter of the opening to every member school that has not confirmed since; once, however often called."""
    rest = not_since(members_in(None), term.opens_on)
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Yearly confirmation %(year)s") % {"year": term.opens_on.year}
    return ask(rest, key_of(term), title, Asking(term), at, str(term.opened_by or ""))


@transaction.atomic
def extend(term: ConfirmationRound, until: date, by: Person, at: datetime) -> None:
    """Let a running round be open until a later day; the term it had stays on record.

    Raises Refused where it is over, or the day is not later.
    """
    held: ConfirmationRound = ConfirmationRound.objects.select_for_update().get(pk=term.pk)
    if held.closes_on < at.date():
        raise Refused("over", _("This round is over and cannot be extended."))
    if until <= held.closes_on:
        sentence = _("The round is open until %(day)s already. Choose a later day.")
        raise Refused("not-later", sentence % {"day": day_in_words(held.closes_on)})
    check_term(until, held.opens_on)
    before = {"closes_on": held.closes_on.isoformat(), "by": by.pk, "at": at.isoformat()}
    held.extensions, held.closes_on = [*held.extensions, before], until
    held.save(update_fields=["extensions", "closes_on"])
    term.closes_on = until


def close_over(at: datetime) -> list[ConfirmationRound]:
    """Close the rounds that are over, and return them: the coordinators are told the result, each once."""
    waiting = ConfirmationRound.objects.filter(closed_at=None, closes_on__lt=at.date())
    return [term for term in waiting if end_of(term.closes_on) <= at and _close(term, at)]


@transaction.atomic
def _close(term: ConfirmationRound, at: datetime) -> bool:
    held: ConfirmationRound = ConfirmationRound.objects.select_for_update().get(pk=term.pk)
    if held.closed_at is not None or held.closes_on != term.closes_on:
        return False
    held.closed_at = at
    held.save(update_fields=["closed_at"])
    if held.closes_on >= at.date() - NEWS:
        _tell_results(held, at)
    return True


def _tell_results(term: ConfirmationRound, at: datetime) -> None:
    found = {each.country: each for each in standings(term.opens_on, None)}
    seats = Role.objects.held(at.date()).filter(Q(kind__in=NATIONAL), person__is_active=True)
    for role in seats.select_related("person").order_by("pk"):
        tell_result(role.person, role.country, found.get(role.country, Standing(role.country)), term, at)
