"""The words that the desk's fields suggest: zones, languages, labels."""

from __future__ import annotations

from typing import Any

from heliograph.bulletin.models import Label
from heliograph.frame.translating import content_languages
from heliograph.frame.zones import names


def datalists() -> dict[str, Any]:
    return {"zones": [*names(), "UTC"], "languages": content_languages(), "labels": Label.objects.all()}
