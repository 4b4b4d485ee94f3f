"""One letter for many: how its readers read, and how it is handed over in each of their languages and zones.

An audience is a queryset of rows with ``address``, ``name``, ``country`` and ``reading``: how a row's reader reads, as
one string (``reads``), of which there are few for any number of readers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from heliograph.delivery.letters import Letter
from heliograph.delivery.mailings import add_body, fill_from
from heliograph.delivery.models import Mailing
from heliograph.frame.reader import valid_zone
from heliograph.texts.colons import with_colon
from heliograph.texts.languages import choose

#: Language and zone of a letter.
Reading = tuple[str, str]


def reads(languages: str, zone: str) -> Concat:
    """How a row's reader reads, of the names of two fields: a list of languages, or one, and a zone."""
    return Concat(Cast(languages, TextField()), Value(" "), zone, output_field=TextField())


def reader_of(reading: str, more: Sequence[str] = ()) -> Reading:
    """The letter for readers of a kind: in the first of their languages that the interface has, in their zone.

    ``more`` are further languages in which there is a letter.
    """
    spoken, _space, zone = reading.rpartition(" ")
    languages = json.loads(spoken) if spoken.startswith("[") else [spoken]
    offered = [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES), *more]
    return choose(languages, offered), valid_zone(zone) or settings.ORGANIZER_ZONE


def kinds_of(*audiences: QuerySet[Any], more: Sequence[str] = ()) -> dict[str, Reading]:
    """For each kind of reader of audiences its letter (``reader_of``); one query for each audience."""
    kinds = (each.order_by().values_list("reading", flat=True).distinct() for each in audiences)
    return {reading: reader_of(reading, more) for each in kinds for reading in each.iterator(chunk_size=500)}


def fill(
    mailing: Mailing,
    audiences: tuple[QuerySet[Any], ...],
    kinds: Mapping[str, Reading],
    write: Callable[[str, str], Letter],
    at: datetime,
) -> int:
    """Write the letter for each language and zone that the mailing has none for, and address it; returns how many.

    Done again, it adds what is missing.
    """
    there = set(mailing.bodies.values_list("language", "zone"))
    for language, zone in sorted(set(kinds.values()) - there):
        add_body(mailing, language, zone, write(language, zone), at)
    return sum(fill_from(mailing, audience, kinds) for audience in audiences)


def as_text(parts: Mapping[str, object]) -> str:
    """The plain text of what ``network/confirming/letter.html`` shows: greeting, reasons, one button, two ways out."""
    reasons = parts["reasons"]
    assert isinstance(reasons, list)
    return "\n\n".join(
        [
            str(parts["greeting"]),
            *reasons,
            f"{with_colon(parts['button'])}\n{parts['link']}",
            str(parts["otherwise"]),
            f"{with_colon(parts['choose'])}\n{parts['choose_link']}",
        ]
    )
