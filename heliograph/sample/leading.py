"""Leads the readers of the sample's items to its calls: the forms that the document names are calls here.

``data/calls/leading.json`` has the addresses of those forms, and what is said of answering by letter, in each language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.models import Item
from heliograph.calls.models import Call
from heliograph.frame.finished import touch
from heliograph.texts.multilingual import mark, texts_of

_DATA = Path(__file__).parent / "data" / "calls" / "leading.json"
_ADDRESS = re.compile(r"[\w.]+@[\w.]+\w")
#: An address of a call, on whatever port this was served when it was written.
_OWN = r"https?://[^/\s)]+{path}(?=[)\s]|$)"


@cache
def _data() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Ways:
    """Where items lead on this site: ``calls`` by what the bulletin asks, ``documents`` by the address it names."""

    calls: Mapping[str, str]
    documents: Mapping[str, str]


def lead_to_calls(items: Iterable[Item], calls: Mapping[str, Call], documents: Mapping[str, str]) -> None:
    """Let texts and buttons of items lead to ``calls`` (by what the bulletin asks) and to ``documents`` (paths by the
    address that the bulletin names). Doing it again changes nothing.
    """
    ways = Ways({what: reverse("calls:call", args=[call.slug]) for what, call in calls.items()}, documents)
    changed = [item for item in items if _lead(item, ways)]
    for item in changed:
        item.save(update_fields=["body", "marks", "action_url"])
    if changed:
        touch()


def _lead(item: Item, ways: Ways) -> bool:
    before, source = texts_of(item.body), item.issue.source_language
    after = {language: _led(text, language, ways) for language, text in before.items()}
    url = _with_links(item.action_url, ways)
    if (after, url) == (before, item.action_url):
        return False
    item.body, item.action_url = LazyI18nString(after), url
    marks = item.marks.get("body", {})
    for language in marks:
        marks = mark(marks, item.body, source, language, reviewed=True)
    item.marks = {**item.marks, "body": marks}
    return True


def _led(text: str, language: str, ways: Ways) -> str:
    for rule in _data()["words"]:
        if rule["what"] in ways.calls and language in rule:
            old, new = rule[language]
            text = _written_anyhow(old).sub(new.replace("{call}", settings.SITE_URL + ways.calls[rule["what"]]), text)
    return _with_links(text, ways)


def _with_links(text: str, ways: Ways) -> str:
    named = {address: ways.calls[what] for address, what in _data()["links"].items() if what in ways.calls}
    for address, path in {**named, **ways.documents}.items():
        text = re.sub(rf"{re.escape(address)}(?=[)\s]|$)", settings.SITE_URL + path, text)
    for path in (*ways.calls.values(), *ways.documents.values()):
        text = re.sub(_OWN.format(path=re.escape(path)), settings.SITE_URL + path, text)
    return text


@cache
def _written_anyhow(words: str) -> re.Pattern[str]:
    """Words in which an e-mail address may have become a link."""
    parts = _ADDRESS.split(words)
    found = [re.escape(address) for address in _ADDRESS.findall(words)]
    links = [rf"(?:\[{address}\]\(mailto:{address}\)|{address})" for address in found]
    return re.compile("".join(re.escape(part) + link for part, link in zip(parts, [*links, ""], strict=True)))
