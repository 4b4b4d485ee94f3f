"""Changes to observances by the secretariat: one function per change, with lock, rule, write and log entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.calls.models import Call
from heliograph.calls.rules import calls_run_by
from heliograph.events.observances.dates import Misruled, check
from heliograph.events.observances.models import Observance, ObservanceCall, ObservanceDocument, ObservanceEntry
from heliograph.events.observances.rules import may_keep
from heliograph.frame.finished import touch
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.library.models import Document
from heliograph.library.rules import visible_to as documents_visible_to
from heliograph.network.forms import clean_line
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of
from heliograph.texts.slugs import slug_of

Fields = Mapping[str, Any]

TEXTS = ("name", "text")
FIELDS = ("kind", "rule", "days", "since_year", "proclaimed_by", "reference", "theme", "tier", "source_language")
_LONGEST = 90
_RESERVED = frozenset({"new"})


class Stale(Exception):
    """The observance was saved by somebody else after this editor opened it; nothing was written."""


def rule_refusal(about: str) -> str:
    """What is wrong with a rule, as a sentence; ``about`` is what ``dates.Misruled`` says."""
    sentences = {
        "fixed": _("The calendar has no such day. Write month and day, such as 05-21."),
        "years": _("The last year lies before the first. Write 2027, or 2021/2030."),
        "days": _("It lasts one day at least, and a year at most."),
        "since": _("A rule for every so many years counts from a first year. Write since when it is marked."),
    }
    return sentences.get(about, _("This says no day. Write 05-21, a yearly rule of RFC 5545, 2027, or 2021/2030."))


def _permitted(by: Person) -> None:
    if not may_keep(by):
        raise Refused("not-yours", _("The secretariat keeps the international days."))


def _held(observance: Observance, by: Person) -> Observance:
    _permitted(by)
    return Observance.objects.select_for_update().get(pk=observance.pk)


def _written(row: Observance, verb: str, by: Person, at: datetime, what: list[str] | None = None) -> None:
    row.version, row.saved_at = row.version + 1, at
    row.save()
    ObservanceEntry.objects.create(observance=row, at=at, by=by, verb=verb, what=what or [])
    touch()


def _write(row: Observance, fields: Fields, reviewed: Reviewed) -> list[str]:
    before = _seen(row)
    for name in FIELDS:
        setattr(row, name, fields[name])
    names = {language: clean_line(words) for language, words in fields["name"].items()}
    write_texts(row, TEXTS, {**fields, "name": names}, reviewed, row.source_language)
    try:
        check(row)
    except Misruled as misruled:
        raise Refused("no-days", rule_refusal(str(misruled))) from misruled
    after = _seen(row)
    return [name for name in before if before[name] != after[name]]


def _seen(row: Observance) -> dict[str, Any]:
    return {name: str(getattr(row, name)) for name in FIELDS} | {name: texts_of(getattr(row, name)) for name in TEXTS}


@transaction.atomic
def start_day(fields: Fields, by: Person, at: datetime) -> Observance:
    """An observance of the network's own; ``fields`` has ``FIELDS`` and ``TEXTS``. Raises Refused."""
    _permitted(by)
    name = fields["name"].get(fields["source_language"], "").strip()
    if not name:
        raise Refused("no-name", _("Write the name in the language of the original."))
    made = Observance(key=_free_key(name), own=True, version=0)
    _write(made, fields, Reviewed())
    _written(made, "made", by, at)
    return made


def _free_key(name: str) -> str:
    stem = slug_of(name, _LONGEST) or "day"
    taken = set(Observance.objects.filter(key__startswith=stem).values_list("key", flat=True)) | _RESERVED
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)


@transaction.atomic
def save_day(
    observance: Observance, fields: Fields, reviewed: Reviewed, seen: str, by: Person, at: datetime
) -> Observance:
    """Save fields and texts. Raises Stale where somebody else has saved since ``seen`` (its version), and Refused."""
    row = _held(observance, by)
    if str(row.version) != seen:
        raise Stale
    changed = _write(row, fields, reviewed)
    if changed:
        _written(row, "edited", by, at, changed)
    return row


@transaction.atomic
def hide(observance: Observance, by: Person, at: datetime, *, hidden: bool = True) -> None:
    """Show an observance to nobody but staff, or to everybody again. Twice is once. Raises Refused."""
    row = _held(observance, by)
    if (row.hidden_at is not None) == hidden:
        return
    row.hidden_at = at if hidden else None
    _written(row, "hidden" if hidden else "shown", by, at)


@transaction.atomic
def remove_day(observance: Observance, by: Person) -> None:
    """Delete one of the network's own. Raises Refused for one of the data, which is hidden instead."""
    row = _held(observance, by)
    if not row.own:
        raise Refused("not-own", _("This day comes with the data and would come back. Hide it instead."))
    row.delete()
    touch()


@transaction.atomic
def add_call(observance: Observance, call: Call, by: Person, at: datetime, *, tells: bool = False) -> ObservanceCall:
    """Show a call on the page of an observance; ``tells``: schools tell by it. Again: only ``tells`` changes. Raises
    Refused where the call is not one that ``by`` runs.
    """
    row = _held(observance, by)
    if not calls_run_by(by).filter(pk=call.pk).exists():
        raise Refused("no-call", _("This call is not there any more. Choose another."))
    made, _new = ObservanceCall.objects.update_or_create(observance=row, call=call, defaults={"tells": tells})
    _written(row, "call-added", by, at, [call.slug])
    return made


@transaction.atomic
def take_call(observance: Observance, call: Call, by: Person, at: datetime) -> None:
    """Take a call off the page of an observance. Twice is once. Raises Refused."""
    row = _held(observance, by)
    if ObservanceCall.objects.filter(observance=row, call=call).delete()[0]:
        _written(row, "call-taken", by, at, [call.slug])


@transaction.atomic
def add_document(observance: Observance, document: Document, by: Person, at: datetime) -> ObservanceDocument:
    """Show a document on the page of an observance. Twice is once. Raises Refused where ``by`` does not see it."""
    row = _held(observance, by)
    if not documents_visible_to(by).filter(pk=document.pk).exists():
        raise Refused("no-document", _("This document is not there any more. Choose another."))
    made, new = ObservanceDocument.objects.get_or_create(observance=row, document=document)
    if new:
        _written(row, "document-added", by, at, [document.slug])
    return made


@transaction.atomic
def take_document(observance: Observance, document: Document, by: Person, at: datetime) -> None:
    """Take a document off the page of an observance. Twice is once. Raises Refused."""
    row = _held(observance, by)
    if ObservanceDocument.objects.filter(observance=row, document=document).delete()[0]:
        _written(row, "document-taken", by, at, [document.slug])
