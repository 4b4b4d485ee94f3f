"""Search in the archive: each item of a published issue, in each of its languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from heliograph.bulletin.models import Issue, Item
from heliograph.bulletin.numbers import named
from heliograph.bulletin.rules import visible_to
from heliograph.bulletin.states import IssueState
from heliograph.frame import fulltext
from heliograph.moments.locales import write_day
from heliograph.network.models import Person
from heliograph.texts.languages import choose, direction
from heliograph.texts.markdown import parse
from heliograph.texts.multilingual import pick, texts_of
from heliograph.texts.tokens import Piece, marked, snippet
from heliograph.texts.tree import words

TOPIC = "bulletin-item"

#: Items of one issue come in its order, and before those of earlier ones.
_SPAN = 10_000


@dataclass(frozen=True)
class Finding:
    """An item that answers a question: where it is, and its words around what was asked, in one language."""

    issue: Issue
    item: Item
    where: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    language: str
    direction: str


def _plain(item: Item, language: str) -> str:
    return words(parse(texts_of(item.body).get(language, "")))


def _texts(item: Item) -> dict[str, str]:
    """All that is searched of an item, by language; what has no language (contact, places) counts in each."""
    titles, labels = texts_of(item.title), texts_of(item.label.name) if item.label else {}
    everywhere = [item.contact, *(moment.place for moment in item.moments.all())]
    languages = dict.fromkeys([*titles, *texts_of(item.body)])
    return {
        language: "\n".join([titles.get(language, ""), labels.get(language, ""), _plain(item, language), *everywhere])
        for language in languages
    }


def index_issue(issue: Issue) -> None:
    """Bring the search up to date with an issue: in where it is published, out where it is not.

    To be called in the transaction that publishes or changes it.
    """
    items = list(issue.items.select_related("label").prefetch_related("moments").order_by("position", "pk"))
    if issue.state != IssueState.PUBLISHED:
        fulltext.forget(TOPIC, [item.pk for item in items])
        return
    for place, item in enumerate(items):
        fulltext.index(TOPIC, item.pk, _texts(item), sort=issue.number * _SPAN - place)


def forget_items(item_ids: Sequence[int]) -> None:
    """Take items out of the search, before they are deleted."""
    fulltext.forget(TOPIC, item_ids)


def find(question: str, person: Person | AnonymousUser) -> list[fulltext.Hit]:
    """The items with all the words of a question that a person may read, those of the newest issue first."""
    hits = fulltext.search(TOPIC, question)
    items = Item.objects.filter(pk__in=[hit.object_id for hit in hits], issue__in=visible_to(person))
    visible = set(items.values_list("pk", flat=True))
    return [hit for hit in hits if hit.object_id in visible]


def findings(hits: Sequence[fulltext.Hit], question: str, languages: Sequence[str]) -> list[Finding]:
    """The hits of one page as a reader sees them, each in the first of ``languages`` in which it was found."""
    items = Item.objects.select_related("issue").in_bulk([hit.object_id for hit in hits])
    asked = fulltext.asked(question)
    return [_finding(items[hit.object_id], choose(languages, hit.languages), asked) for hit in hits]


def _finding(item: Item, language: str, asked: Sequence[str]) -> Finding:
    title = pick(item.title, [language])[0]
    excerpt = snippet(_plain(item, language), asked)
    where = f"{named(item.issue.number)} · {write_day(item.issue.date, get_language() or language)}"
    return Finding(item.issue, item, where, marked(title, asked), excerpt, language, direction(language))
