"""A confirmed batch is gone through in chunks, each one transaction, so that whatever ends it leaves nothing half done.

The batch's row is locked by each chunk, and says how far it is: who comes after a process that was killed goes on from
there, and two at once take turns. Each step carries the batch's token, so that it is never taken twice.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import DatabaseError, transaction
from django.utils import translation

from heliograph.calls.deciding.batches import mark_of
from heliograph.calls.deciding.models import DecisionBatch
from heliograph.calls.deciding.steps import Comments, Step, comments_of
from heliograph.calls.desk.entries import log as log_call
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act, Done
from heliograph.calls.models import Call, Response
from heliograph.calls.noted import comment_fields, note_fields
from heliograph.calls.states import Actor, Verb
from heliograph.frame.finished import generation
from heliograph.network.states import Refused

log = logging.getLogger(__name__)

CHUNK = 25
#: A batch without a sign of life for so long has lost its worker.
LOST_AFTER = timedelta(minutes=2)


class Beside(NamedTuple):
    """What is looked up for a chunk at once: the languages of answers, and what reviewers wrote for who answered."""

    spoken: Mapping[int, str]
    comments: Comments


def run(batch_id: int, at: datetime) -> None:
    """Go through what is left of a confirmed batch. Safe to run twice, and by several at once."""
    batch = DecisionBatch.objects.get(pk=batch_id)
    if batch.confirmed_at is None or batch.finished_at is not None:
        return
    steps = [Step(*each) for each in batch.steps]
    with translation.override(batch.language):
        while _chunk(batch_id, steps, at):
            pass


def resume_lost(at: datetime) -> list[int]:
    """Go on with batches whose worker was lost; returns which. For the clock."""
    lost = DecisionBatch.objects.filter(confirmed_at__isnull=False, finished_at=None, worked_at__lt=at - LOST_AFTER)
    found = list(lost.order_by("pk").values_list("pk", flat=True))
    for batch_id in found:
        run(batch_id, at)
    return found


@transaction.atomic
def _chunk(batch_id: int, steps: list[Step], at: datetime) -> bool:
    """Take the next steps; False where none is left."""
    rows = DecisionBatch.objects.select_for_update(of=("self",)).select_related("call__programme", "by")
    batch = rows.defer("steps").get(pk=batch_id)
    if batch.finished_at is not None:
        return False
    part = steps[batch.done : batch.done + CHUNK]
    batch.call = _call(batch.call_id)
    asked = Response.objects.filter(pk__in=[step.response for step in part])
    beside = Beside(dict(asked.values_list("pk", "language")), comments_of(batch.call, part, batch.by))
    batch.refused = [*batch.refused, *(bad for step in part if (bad := take(batch, step, beside, at)))]
    batch.done, batch.worked_at = batch.done + len(part), max(at, batch.worked_at or at)
    if batch.done >= len(steps):
        _finish(batch, at)
    batch.save(update_fields=["refused", "done", "worked_at", "finished_at"])
    return batch.finished_at is None


def _call(call_id: int) -> Call:
    """The call with its dates, marked as it stood when it was read, so that no step needs to read it anew."""
    kept = generation()
    call: Call = Call.objects.select_related("programme", "audience").dated().get(pk=call_id)
    call.generation = kept  # type: ignore[attr-defined]
    return call


def _finish(batch: DecisionBatch, at: datetime) -> None:
    batch.finished_at = at
    done, refused = batch.done - len(batch.refused), len(batch.refused)
    told = {"batch": str(batch.public_id), "what": batch.verb}
    log_call(batch.call, "decide", batch.by, at, done=done, refused=refused, **told)


def take(batch: DecisionBatch, step: Step, beside: Beside, at: datetime) -> list[Any] | None:
    """Take one step; why that was refused, as the batch keeps it, or None."""
    try:
        with transaction.atomic():
            _take(batch, step, beside, at)
    except Refused as refused:
        return [step.response, refused.code, _state_of(step.response), refused.sentence]
    except Response.DoesNotExist:
        return [step.response, "gone", "", ""]
    except DatabaseError:
        raise
    except Exception:
        log.exception("A decision on response %s failed.", step.response)
        return [step.response, "error", "", ""]
    return None


def _state_of(key: int) -> str:
    return Response.objects.filter(pk=key).values_list("state", flat=True).first() or ""


def _take(batch: DecisionBatch, step: Step, beside: Beside, at: datetime) -> None:
    language = beside.spoken.get(step.response, "en")
    note, data = note_fields(step.note or batch.note, [language, batch.call.source_language])
    data |= comment_fields(beside.comments.get(step.response, ()))
    act = Act(at, batch.by, Actor.ORGANIZER, mark_of(batch), note, data, seen=step.version)
    # The verb takes the row itself, with its lock: nothing of it is read twice.
    decide(Response(pk=step.response, call=batch.call), Verb(step.verb), act)


def decide(response: Response, verb: Verb, act: Act) -> Done:
    """Do with a response what an organizer does. Raises Refused."""
    own = {Verb.OFFER: verbs.offer, Verb.WITHDRAW: verbs.withdraw, Verb.REOPEN: verbs.reopen}
    if verb in own:
        return own[verb](response, act)
    return verbs.decide(response, verb, act)
