"""A form as a browser posts it, and as the script keeps it."""

from __future__ import annotations

import re
from typing import Any

WHY = {"key": "why", "type": "short", "label": {"en": "Why?", "fr": "Pourquoi ?"}, "required": True}


def posted(page: Any, **more: Any) -> dict[str, Any]:
    """What a browser would post of the hidden fields of a form's page, with what was filled in."""
    fields = re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)">', page.content.decode())
    return {**dict(fields), **more}


def by_script(client: Any, url: str, form: dict[str, Any]) -> dict[str, Any]:
    """What the script is told that keeps a form while it is filled in."""
    answer = client.post(url, {**form, "save": "1"}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told
