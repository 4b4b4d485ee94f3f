"""All that is held about a person, as one JSON document (RFC 8259), written as it is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from heliograph.network.account.holdings import holdings
from heliograph.network.models import Person


def export(person: Person, at: datetime) -> Iterator[str]:
    """Pieces of the document: for whom and when it was made, then every holding under its slug."""
    about = {"site": settings.SITE_URL, "person": person.email, "made_at": at}
    yield f'{{"about": {_json(about)}'
    for holding in holdings():
        yield f',\n"{holding.slug}": '
        yield from _parts(holding.export(person))
    yield "\n}\n"


def _parts(value: Any) -> Iterator[str]:
    """An iterator is written row by row, anything else as it is."""
    if not isinstance(value, Iterator):
        yield _json(value)
        return
    yield "["
    for number, row in enumerate(value):
        yield f"{',' if number else ''}\n{_json(row)}"
    yield "]"


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
