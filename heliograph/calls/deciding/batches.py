"""Decisions on several answers at once: put together, looked at, confirmed; what is undone and what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.deciding.models import DecisionBatch
from heliograph.calls.deciding.possible import Hindrance, Judge, may_lead, takes_place
from heliograph.calls.deciding.standing import texts_for
from heliograph.calls.deciding.steps import Step, comments_of
from heliograph.calls.models import Call, Response, ResponseEntry
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.rules import may_run
from heliograph.calls.states import ResponseState, Verb
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of

#: So many are decided in the request itself; more in the background.
AT_ONCE = 50
#: A batch that was looked at and neither confirmed nor thrown away is forgotten.
KEPT = timedelta(days=7)
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Wish:
    """What is to be decided; ``verb`` is empty where the steps differ."""

    steps: Sequence[Step]
    verb: str = ""
    note: LazyI18nString = field(default_factory=lambda: LazyI18nString({}))
    undoes: DecisionBatch | None = None


def steps_for(responses: ResponseQuerySet, verb: Verb, *, comments: bool = False) -> list[Step]:
    """The same step for each of some answers, who came first first."""
    rows = responses.order_by("submitted_at", "pk").values_list("pk", "version")
    return [Step(pk, verb, version, comments=comments) for pk, version in rows.iterator(chunk_size=2000)]


@transaction.atomic
def make(call: Call, wish: Wish, token: str, by: Person, at: datetime) -> DecisionBatch:
    """A batch to be looked at: nothing is decided yet. The same token is the same batch. Raises Refused."""
    if not may_run(by, call.programme):
        raise Refused("not-yours", _("This programme is run by somebody else. Ask the secretariat."))
    DecisionBatch.objects.filter(call=call, confirmed_at=None, made_at__lt=at - KEPT).delete()
    first = {
        "verb": wish.verb,
        "note": wish.note,
        "steps": [list(step) for step in wish.steps],
        "undoes": wish.undoes,
        "by": by,
        "language": get_language() or "en",
        "made_at": at,
    }
    return DecisionBatch.objects.get_or_create(call=call, token=token[:64], defaults=first)[0]


@transaction.atomic
def say(batch: DecisionBatch, note: LazyI18nString) -> None:
    """Change what all letters of a batch say, as long as it is not confirmed. Raises Refused."""
    held = _to_change(batch)
    held.note = note
    held.save(update_fields=["note"])


@transaction.atomic
def pass_on(batch: DecisionBatch, *, comments: bool) -> None:
    """Add what reviewers wrote for those who answered to the letters of a batch, or leave it out. Raises Refused."""
    held = _to_change(batch)
    held.steps = [list(Step(*each)._replace(comments=comments)) for each in held.steps]
    held.save(update_fields=["steps"])


def _to_change(batch: DecisionBatch) -> DecisionBatch:
    """The row of a batch that is not confirmed, locked. Raises Refused."""
    held = _held(batch)
    if held.confirmed_at is not None:
        raise Refused("confirmed", _("These decisions are made: their letters are written."))
    return held


@transaction.atomic
def drop(batch: DecisionBatch) -> None:
    """Throw a batch away that was not confirmed. Raises Refused."""
    held = _held(batch)
    if held.confirmed_at is not None:
        raise Refused("confirmed", _("These decisions are made. What can be taken back is offered below."))
    held.delete()


@transaction.atomic
def confirm(batch: DecisionBatch, by: Person, at: datetime, seen: str = "") -> bool:
    """Let the decisions be made; False where that was said before. More than AT_ONCE are made in the background.

    For fewer, ``running.run`` is to be called once this is sure. ``seen`` is the mark of the letters that were looked
    at (``mark_of_letters``). Raises Refused, also where they say something else by now.
    """
    held = _held(batch)
    if held.confirmed_at is not None:
        return False
    if not may_run(by, held.call.programme):
        raise Refused("not-yours", _("This programme is run by somebody else. Ask the secretariat."))
    if not held.steps:
        raise Refused("nothing-picked", _("Nothing was picked. Tick answers in the table first."))
    if seen != mark_of_letters(held, by):
        raise Refused("letters", _("The letters say something else by now. Look at them once more."))
    held.confirmed_at, held.worked_at, held.by = at, at, by
    held.save(update_fields=["confirmed_at", "worked_at", "by"])
    if len(held.steps) > AT_ONCE:
        transaction.on_commit(partial(_enqueue, held.pk))
    return True


def mark_of_letters(batch: DecisionBatch, by: Person) -> str:
    """Equal marks mean that the letters say the same of what people write: the note of the batch, what letters about
    its decisions always say, and what reviewers wrote as far as ``by`` passes it on. Empty where all that is nothing.
    """
    steps = [Step(*each) for each in batch.steps]
    verbs = sorted({Verb(step.verb) for step in steps})
    standing = [(verb, sorted(texts_of(row.text).items())) for verb, row in texts_for(batch.call, verbs).items()]
    said = [
        sorted(texts_of(batch.note).items()),
        [(verb, words) for verb, words in standing if words],
        sorted(comments_of(batch.call, steps, by).items()),
    ]
    return blake2b(repr(said).encode(), digest_size=10).hexdigest() if any(said) else ""


def _enqueue(batch_id: int) -> None:
    """Call the task by name (tasks stand above this module)."""
    import_string("heliograph.calls.deciding.tasks.run_batch").enqueue(batch_id)


def _held(batch: DecisionBatch) -> DecisionBatch:
    """The row, locked. Raises Refused where it was thrown away."""
    rows = DecisionBatch.objects.select_for_update(of=("self",)).select_related("call__programme")
    held: DecisionBatch | None = rows.filter(pk=batch.pk).first()
    if held is None:
        raise Refused("gone", _("These decisions were thrown away. Pick the answers once more."))
    return held


def mark_of(batch: DecisionBatch) -> str:
    """The token of the batch's step in the log of each response."""
    return f"batch-{batch.public_id.hex}"


class Now(NamedTuple):
    """How a response stands now."""

    state: str
    version: int


def standing(keys: Iterable[int]) -> dict[int, Now]:
    """How responses stand now, by primary key; in pieces, as a statement takes only so many."""
    wanted, found = list(keys), {}
    for start in range(0, len(wanted), 5000):
        part = Response.objects.filter(pk__in=wanted[start : start + 5000])
        found.update({pk: Now(state, version) for pk, state, version in part.values_list("pk", "state", "version")})
    return found


def judged(batch: DecisionBatch) -> tuple[list[Step], list[tuple[int, Hindrance]]]:
    """Which steps of a batch would be possible now, and which not, and why. No change is made."""
    steps = [Step(*each) for each in batch.steps]
    now, judge = standing(step.response for step in steps), Judge(batch.call)
    good, bad = [], []
    for step in steps:
        there = now.get(step.response)
        why = (
            judge.hindrance(Verb(step.verb), there.state, step.version, there.version)
            if there is not None
            else Hindrance("gone")
        )
        if why is None:
            good.append(step)
        else:
            bad.append((step.response, why))
    return good, bad


def undoable(batch: DecisionBatch) -> ResponseQuerySet:
    """The responses on which the batch has decided last, and that can be taken up again."""
    back = [state for state in ResponseState if may_lead(Verb.REOPEN, state, batch.call)]
    ours = ResponseEntry.objects.filter(response=OuterRef("pk"), token=mark_of(batch))
    later = ResponseEntry.objects.filter(response=OuterRef("response"), pk__gt=OuterRef("pk")).exclude(
        before=F("after")
    )
    last = ours.filter(after=OuterRef("state")).filter(~Exists(later))
    return Response.objects.filter(Exists(last), call=batch.call, state__in=back)


def undo(batch: DecisionBatch, by: Person, at: datetime) -> DecisionBatch:
    """A batch, to be looked at, that takes up again what this one has declined, withdrawn or completed.

    Raises Refused where there is nothing of that.
    """
    steps = steps_for(undoable(batch), Verb.REOPEN)
    if not steps:
        raise Refused("nothing-to-undo", _("Nothing of this can be taken back any more."))
    wish = Wish(steps, Verb.REOPEN, undoes=batch)
    return make(batch.call, wish, f"undo-{batch.public_id.hex}", by, at)


def in_order(rows: Iterable[tuple[Step, str, datetime | None]]) -> list[Step]:
    """Steps with the state and the time of sending of their answers, so ordered that places are taken before any is
    freed, since a freed one goes to who waits; and among them who came first first.
    """
    ordered = sorted(
        rows,
        key=lambda row: (not takes_place(Verb(row[0].verb), row[1]), row[2] or _NEVER, row[0].response),
    )
    return [step for step, _state, _sent in ordered]
