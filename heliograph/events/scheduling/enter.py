"""Events begun, and their fields and texts saved.

A save takes ``seen``, the mark of what the editor had before his eyes (``mark_of``). Where the event differs from it by
now, because somebody else saved in between, nothing is written and ``Stale`` is raised.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.desk.editing import Stale
from heliograph.calls.desk.naming import free_slug
from heliograph.calls.models import Programme
from heliograph.calls.rules import may_run
from heliograph.calls.states import Visibility
from heliograph.events.models import Event
from heliograph.events.rules import may_run_event, regions_of
from heliograph.events.scheduling.doors import changed_for_readers, held_event, held_programme, log, saved
from heliograph.frame.reader import valid_zone
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of

Fields = Mapping[str, Any]

EVENT_TEXTS = ("title", "summary", "text")
EVENT_FIELDS = (
    "source_language", "kind", "number", "host", "host_name", "contact", "zone", "audience", "visibility", "country",
    "region", "observance", "recurrence_words",
)  # fmt: skip
_RECORDS = frozenset({"host", "audience", "observance"})


def mark_of(event: Event) -> str:
    """A short digest of what an editor of this event sees; equal marks mean that nothing he sees has changed."""
    seen = [_plain(event, name) for name in (*EVENT_FIELDS, *EVENT_TEXTS)]
    return blake2b(json.dumps(seen, default=str).encode(), digest_size=10).hexdigest()


def _plain(event: Event, name: str) -> Any:
    """A field as a mark counts it; of a record that it points to only the key."""
    value = getattr(event, f"{name}_id" if name in _RECORDS else name)
    return texts_of(value) if name in EVENT_TEXTS else str(value)


@transaction.atomic
def start_event(programme: Programme, fields: Fields, by: Person, at: datetime) -> Event:
    """A new draft. ``fields`` are any of EVENT_FIELDS and EVENT_TEXTS (texts by language); ``title`` is needed.

    What a regional office enters is for its region, in the zone of who enters it, unless ``fields`` say otherwise.
    Raises Refused.
    """
    held = held_programme(programme, by)
    given = {"source_language": held.source_language, "zone": held.zone, **_first(held, by), **fields}
    texts = {name: _written(given.get(name, {})) for name in EVENT_TEXTS}
    event = Event(programme=held, created_at=at, saved_at=at)
    for name in EVENT_FIELDS:
        if name in given:
            setattr(event, name, given[name])
    for name, words in texts.items():
        setattr(event, name, LazyI18nString(words))
    _check_texts(event)
    _check_fields(event, by)
    title = texts["title"].get("en") or texts["title"][event.source_language]
    event.slug = free_slug(Event.objects.all(), title, "event")
    event.save()
    log(event, "create", by, at)
    changed_for_readers()
    return event


def _first(programme: Programme, by: Person) -> Fields:
    """What a regional office begins with: its region, and its zone where that is known."""
    if may_run(by, programme):
        return {}
    zone = {"zone": by.zone} if by.zone not in {"", "UTC"} else {}
    return {"region": min(regions_of(by)), **zone}


def _written(texts: Any) -> dict[str, str]:
    return {language: words.strip() for language, words in texts_of(LazyI18nString(texts)).items() if words.strip()}


@transaction.atomic
def save_event(event: Event, fields: Fields, reviewed: Reviewed, seen: str, by: Person, at: datetime) -> Event:
    """Save all fields and texts. Raises Stale, Refused."""
    held = held_event(event, by)
    if mark_of(held) != seen:
        raise Stale
    before = {name: _plain(held, name) for name in (*EVENT_FIELDS, *EVENT_TEXTS)}
    for name in EVENT_FIELDS:
        setattr(held, name, fields[name])
    write_texts(held, EVENT_TEXTS, fields, reviewed, held.source_language)
    _check_texts(held)
    _check_fields(held, by)
    changed = [name for name, value in before.items() if _plain(held, name) != value]
    if changed:
        saved(held, at)
        log(held, "edit", by, at, *changed)
    return held


def _check_texts(event: Event) -> None:
    if not texts_of(event.title).get(event.source_language, "").strip():
        raise Refused("title-missing", _("The event has no title in the language it is written in. Write one."))


def _check_fields(event: Event, by: Person) -> None:
    if not valid_zone(event.zone):
        raise Refused("zone", _("This time zone is not known. Write a name such as Europe/Paris."))
    if event.visibility == Visibility.AUDIENCE and event.audience_id is None:
        raise Refused("audience-missing", _("Choose who is addressed: only they are to find it."))
    if not may_run_event(by, event):
        sentence = _("A regional office enters events for its own region, and addresses only people of that region.")
        raise Refused("outside", sentence)
