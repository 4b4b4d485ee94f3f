"""Records for tests of conferences: made with as little as each test must say. The clock stands at ``NOW``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from i18nfield.strings import LazyI18nString

from heliograph.conference.models import Conference, Theme
from tests.calls.factories import programme
from tests.network.factories import NOW

#: The first of the three days of a conference that a test says nothing of.
FIRST = NOW.date() + timedelta(days=60)


def conference(**fields: Any) -> Conference:
    """A conference of three days in Shanghai's zone, of a published programme unless ``fields`` say otherwise."""
    first = {
        "programme": fields.get("programme") or programme(),
        "first_day": FIRST,
        "last_day": FIRST + timedelta(days=2),
        "zone": "Asia/Shanghai",
        "place": LazyI18nString({"en": "Harbour City"}),
        "country": "CN",
        "created_at": NOW,
        "saved_at": NOW,
    }
    made: Conference = Conference.objects.create(**{**first, **fields})
    return made


def theme(of: Conference, key: str, name: str = "") -> Theme:
    """A theme of a conference."""
    made: Theme = Theme.objects.create(conference=of, key=key, name=LazyI18nString({"en": name or key.title()}))
    return made
