"""New programmes and new calls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.desk.doors import held_programme
from heliograph.calls.desk.entries import log
from heliograph.calls.desk.naming import free_slug
from heliograph.calls.kinds import Kind, kinds
from heliograph.calls.kinds.options import begun
from heliograph.calls.models import Call, Programme, QuestionSet
from heliograph.calls.rules import organizes
from heliograph.network.models import Organization, Person
from heliograph.network.rules import is_secretariat
from heliograph.network.states import Refused


def check_organizer(organizer: Organization | None, by: Person) -> None:
    """Raise Refused where a person may not give a programme to this organizer (None: the secretariat)."""
    if is_secretariat(by):
        return
    if organizer is None or organizer.pk not in organizes(by):
        raise Refused("not-your-organization", _("You make programmes for the organization whose organizer you are."))


@transaction.atomic
def start_programme(fields: Mapping[str, Any], by: Person, at: datetime) -> Programme:
    """A new draft. ``fields`` are those of the record, texts by language. Raises Refused."""
    check_organizer(fields.get("organizer"), by)
    texts = {name: LazyI18nString(_written(value)) if isinstance(value, Mapping) else value
             for name, value in fields.items()}  # fmt: skip
    title = fields["title"].get(fields["source_language"], "")
    slug = free_slug(Programme.objects.all(), title, "programme")
    programme: Programme = Programme.objects.create(slug=slug, created_at=at, saved_at=at, **texts)
    return programme


def _written(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: words for language, words in texts.items() if words}


def kind_named(key: str) -> Kind:
    """The kind that a key names. Raises Refused where there is none."""
    found = next((kind for kind in kinds() if kind.key == key), None)
    if found is None:
        raise Refused("no-kind", _("Choose the kind of call first."))
    return found


def first_settings(kind: Kind) -> dict[str, Any]:
    """What a call of a kind begins with beside its questions, by field of ``Call``."""
    first = kind.defaults
    return {
        "kind": kind.key,
        "respondent": first.respondent,
        "limit": first.limit,
        "delegation": first.delegation,
        "together": first.together,
        "minutes": first.minutes,
        "options": begun(kind.options),
    }


@transaction.atomic
def start_call(programme: Programme, kind: Kind, title: str, by: Person, at: datetime) -> Call:
    """A new draft at the end of a programme, as its kind begins. Raises Refused."""
    return begin_call(held_programme(programme, by), kind, title, by, at)


def begin_call(held: Programme, kind: Kind, title: str, by: Person, at: datetime) -> Call:
    """The same for who holds the programme's row, and has judged whether this person may. Raises Refused."""
    if not title.strip():
        raise Refused("no-title", _("Give the call a title."))
    last = held.calls.aggregate(last=Max("position"))["last"]
    call: Call = Call.objects.create(
        slug=free_slug(Call.objects.all(), title, "call"),
        programme=held,
        position=0 if last is None else last + 1,
        title=LazyI18nString({held.source_language: title.strip()[:250]}),
        source_language=held.source_language,
        zone=held.zone,
        created_at=at,
        saved_at=at,
        **first_settings(kind),
    )
    questions = [dict(question) for question in kind.defaults.questions]
    QuestionSet.objects.create(call=call, questions=questions, made_at=at, saved_at=at, made_by=by)
    log(call, "create", by, at, kind=kind.key)
    return call
