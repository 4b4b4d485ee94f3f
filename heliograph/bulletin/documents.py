"""Documents of the library that items lead to, by the button or in the text: always to the current version.

An address of the library stays, so nothing is bound: what names it uses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy

from heliograph.bulletin.models import Issue, Item
from heliograph.bulletin.rules import may_edit, visible_to
from heliograph.bulletin.states import IssueState
from heliograph.library import uses
from heliograph.library.models import Document, DocumentVersion
from heliograph.library.uses import Use, UseSource
from heliograph.network.rules import Reader
from heliograph.texts.multilingual import pick, texts_of

_ADDRESS = re.compile(r"/library/([-\w]+)/(?:read/)?(?=$|[\s)\"'<>#?\]])")
_ITEM = pgettext_lazy("what uses a document", "item of the bulletin")
MOST = 50


def named_by(item: Item) -> set[str]:
    """The names in addresses of the documents that an item leads to."""
    written = [item.action_url, *texts_of(item.body).values()]
    return {slug for text in written for slug in _ADDRESS.findall(text)}


def changed_since(items: Sequence[Item], at: datetime) -> list[Item]:
    """The items that lead to a document of which readers get another version since an instant. One query, or none."""
    named = {item.pk: named_by(item) for item in items}
    slugs = set().union(*named.values())
    if not slugs:
        return []
    current = DocumentVersion.objects.filter(current=True, released_at__gt=at, document__slug__in=slugs)
    changed = set(current.values_list("document__slug", flat=True))
    return [item for item in items if named[item.pk] & changed]


def _items(document: Document, issues: QuerySet[Issue]) -> list[Item]:
    path = reverse("library:document", args=[document.slug])
    named = Q(action_url__contains=path) | Q(body__contains=path)
    rows = Item.objects.filter(named, issue__in=issues).select_related("issue").order_by("-issue__number", "position")
    return [item for item in rows[:MOST] if document.slug in named_by(item)]


def _use(item: Item, url: str) -> Use:
    return Use(_ITEM, *pick(item.title, [get_language() or "en", item.issue.source_language]), url)


def _seen_by(document: Document, person: Reader) -> Iterable[Use]:
    published = visible_to(person).filter(state=IssueState.PUBLISHED)
    for item in _items(document, published):
        yield _use(item, reverse("bulletin:item", args=[item.issue.number, item.slug]))


def _kept_by(document: Document, person: Reader) -> Iterable[Use]:
    for item in _items(document, visible_to(person)) if may_edit(person) else []:
        yield _use(item, reverse("bulletin:desk_item", args=[item.issue.number, item.slug]))


def _count(document: Document) -> int:
    return len(_items(document, Issue.objects.all()))


def _tell(_document: Document, _number: int, _at: datetime) -> None:
    """Items lead to the current version by themselves; the checklist says it."""


def register_documents() -> None:
    """For ``ready()``."""
    uses.register("bulletin", UseSource(_seen_by, _kept_by, _count, _tell))
