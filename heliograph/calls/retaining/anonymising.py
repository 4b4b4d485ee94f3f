"""Answers made anonymous: who gave them goes, and texts and files; what can be counted stays, and so do the figures.

It goes by batches, each a transaction of its own, so that no table is locked and nothing is begun anew after a fault:
what is done is marked by the slot of a response, where nobody's key stands any more.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import TruncDay
from django.utils import translation

from heliograph.calls.concerning import ANONYMOUS
from heliograph.calls.deciding.models import DecisionBatch
from heliograph.calls.desk.entries import log as write_log
from heliograph.calls.figuring.figures import Figure, figures
from heliograph.calls.models import (
    AnswerFile,
    Call,
    CallEntry,
    CoRespondent,
    Extension,
    Follower,
    Response,
    ResponseEntry,
)
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.types import is_empty, type_named
from heliograph.calls.reminders.models import NotThisOne, Reminded
from heliograph.calls.responses.keys import drop_keys
from heliograph.calls.responses.models import ResponseNote, SavedView
from heliograph.calls.retaining.models import KeptFigures
from heliograph.calls.retaining.nobody import nobody
from heliograph.calls.retaining.until import is_due
from heliograph.calls.reviewing.models import Review
from heliograph.calls.states import CallStatus, RespondentKind, ResponseState
from heliograph.calls.writing.models import CallMessage, MessagePick
from heliograph.frame.finished import touch
from heliograph.network.models import Person

log = logging.getLogger(__name__)

BATCH = 500
#: Of what happened when only the day is kept: by the second a letter, or a log of the server, tells whose it was.
_INSTANTS = ("created_at", "saved_at", "arrived_at", "submitted_at", "queued_at")
#: What the log of a call says of time that was given to one person.
_EXTENSIONS = ("extension", "extension-back")


def anonymise_due(at: datetime) -> int:
    """Make the answers anonymous of all calls whose time has come; returns how many answers. For the clock."""
    calls = Call.objects.exclude(status=CallStatus.DRAFT).filter(anonymised_at=None).select_related("programme")
    return sum(_anonymise_one(call, at) for call in calls.dated().iterator(chunk_size=BATCH) if is_due(call, at))


def _anonymise_one(call: Call, at: datetime) -> int:
    try:
        return anonymise(call, at)
    except Exception:
        log.exception("The answers to the call %s could not be made anonymous; it is tried again.", call.slug)
        return 0


def anonymise(call: Call, at: datetime, by: Person | None = None) -> int:
    """Make all answers to a call anonymous; returns how many were. Done again, it goes on where it was."""
    keep_figures(call, at)
    with transaction.atomic():
        Response.objects.filter(call=call, state=ResponseState.DRAFT).delete()
    done = 0
    while batch := _next(call):
        _anonymise_batch(call, batch, at)
        done += len(batch)
    _finish(call, at, by)
    return done


def _next(call: Call) -> list[int]:
    waiting = Response.objects.filter(call=call).exclude(slot__startswith=ANONYMOUS).order_by("pk")
    return list(waiting.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _anonymise_batch(call: Call, keys: Sequence[int], at: datetime) -> None:
    rows = list(Response.objects.select_for_update(of=("self",)).filter(pk__in=keys))
    who = nobody(at)
    sets = {each.pk: each for each in call.question_sets.all()}
    for row in rows:
        row.answers = without_persons(questions_of(sets[row.question_set_id]), row.answers)
        row.draft, row.name, row.email, row.organization_name = {}, "", "", ""
        for name in _INSTANTS:
            at_once = getattr(row, name)
            setattr(row, name, at_once and at_once.replace(hour=0, minute=0, second=0, microsecond=0))
        row.person, row.slot, row.version = who, f"{ANONYMOUS}{row.public_id.hex}", row.version + 1
        if call.respondent != RespondentKind.ORGANIZATION:
            row.organization = None
    changed = [
        "answers",
        "draft",
        "name",
        "email",
        "organization_name",
        "person",
        "slot",
        "organization",
        "version",
        *_INSTANTS,
    ]
    Response.objects.bulk_update(rows, changed, batch_size=100)
    ResponseEntry.objects.filter(response__in=keys, told_at=None).update(told_at=at)
    whole_days = TruncDay("at", tzinfo=UTC)
    ResponseEntry.objects.filter(response__in=keys).update(by=None, note="", data={}, token=None, at=whole_days)
    CoRespondent.objects.filter(response__in=keys).delete()
    AnswerFile.objects.filter(response__in=keys).delete()
    ResponseNote.objects.filter(response__in=keys).delete()
    MessagePick.objects.filter(response__in=keys).delete()
    drop_keys(Response.objects.filter(pk__in=keys))
    Review.objects.filter(response__in=keys).update(comment="", for_respondent="", reason="")


@transaction.atomic
def _finish(call: Call, at: datetime, by: Person | None) -> None:
    if not Call.objects.filter(pk=call.pk, anonymised_at=None).update(anonymised_at=at):
        return
    Extension.objects.filter(call=call).delete()
    for model in (Follower, Reminded, NotThisOne, SavedView):
        model._default_manager.filter(call=call).delete()
    CallMessage.objects.filter(call=call).update(subject="", text="")
    DecisionBatch.objects.filter(call=call).update(note="", steps=[], refused=[])
    CallEntry.objects.filter(call=call, verb__in=_EXTENSIONS).update(note="", data={})
    write_log(call, "anonymise", by, at, count=Response.objects.filter(call=call).count())
    touch()


def without_persons(questions: Sequence[Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that say nothing of a person: to no personal question, and no text that somebody wrote."""
    kept = {}
    for question in questions:
        stored, type_ = answers.get(question.key), type_named(question.type)
        if type_ is None or question.personal or is_empty(stored) or not type_.fits(stored):
            continue
        if (found := type_.anonymous(stored)) is not None:
            kept[question.key] = found
    return kept


def keep_figures(call: Call, at: datetime) -> None:
    """Keep the figures of a call in each language of the site, as they are now; those that are kept stay."""
    for code, _name in settings.LANGUAGES:
        if not KeptFigures.objects.filter(call=call, language=code).exists():
            with translation.override(code):
                rows = [_as_data(each) for each in figures(call, [code, call.source_language])]
            KeptFigures.objects.get_or_create(call=call, language=code, defaults={"figures": rows, "made_at": at})


def _as_data(figure: Figure) -> dict[str, Any]:
    lines, every = ([[line.words, line.count] for line in kept] for kept in (figure.lines, figure.every))
    return {
        "key": figure.key, "title": figure.title, "lines": lines, "answered": figure.answered, "note": figure.note,
        "over_time": figure.over_time, "every": every,
    }  # fmt: skip
