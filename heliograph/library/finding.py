"""How the library is searched and filtered, by what stands in a page's address: for readers and on the desk alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.frame.reader import Reader
from heliograph.library import search
from heliograph.library.models import Collection, DocumentFile
from heliograph.library.queries import DocumentQuerySet
from heliograph.library.shown import text_for
from heliograph.library.states import DocumentKind
from heliograph.network.countries import language_name
from heliograph.network.states import Level, Theme

LONGEST_QUESTION = 200
Words = str | Promise
_ALLOWED: Mapping[str, Callable[[str], bool]] = {
    "q": lambda text: bool(text.strip()),
    "kind": lambda value: value in DocumentKind.values,
    "language": lambda tag: tag.isascii() and tag.replace("-", "").isalnum() and len(tag) <= 20,
    "level": lambda value: value in Level.values,
    "theme": lambda value: value in Theme.values,
    "year": lambda value: value.isascii() and value.isdigit() and len(value) == 4,
    "collection": lambda slug: slug.isascii() and slug.replace("-", "").replace("_", "").isalnum() and len(slug) <= 80,
}
_LABELS: Mapping[str, Words] = {
    "q": _("Words"),
    "kind": _("Kind"),
    "language": _("Language"),
    "level": _("Level"),
    "theme": _("Theme"),
    "year": _("Year"),
    "collection": _("Collection"),
}


@dataclass(frozen=True)
class Wanted:
    """What is wanted of each document; an empty text asks for nothing. ``collection`` is its name in addresses."""

    q: str = ""
    kind: str = ""
    language: str = ""
    level: str = ""
    theme: str = ""
    year: str = ""
    collection: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Wanted:
        """What an address asks for; what cannot be meant is left out."""
        said = {each.name: str(given.get(each.name, "")).strip()[:LONGEST_QUESTION] for each in fields(cls)}
        return cls(**{name: value for name, value in said.items() if value and _ALLOWED[name](value)})

    @property
    def asked(self) -> dict[str, str]:
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name))}

    @property
    def query(self) -> str:
        return urlencode(self.asked)

    def apply(self, documents: DocumentQuerySet) -> DocumentQuerySet:
        """Those of the documents that are wanted."""
        if self.q:
            found = search.documents_with(self.q)
            documents = documents.none() if found is None else documents.filter(pk__in=found)
        if self.language:
            documents = documents.in_language(self.language)
        plain = {"kind": self.kind, "year": self.year, "collection__slug": self.collection}
        listed = {"levels__includes": self.level, "themes__includes": self.theme}
        return documents.filter(**{name: value for name, value in (plain | listed).items() if value})


@dataclass(frozen=True)
class Select:
    """A filter with a list to choose from; ``chosen`` is empty where nothing is."""

    name: str
    label: Words
    options: list[tuple[str, Words]]
    chosen: str


@dataclass(frozen=True)
class Chosen:
    """Something that is asked for; ``query`` is the address that asks for all the rest."""

    label: Words
    words: Words
    query: str


def selects(wanted: Wanted, documents: DocumentQuerySet, reader: Reader) -> list[Select]:
    """The filters beside the words, offering what there is among the documents. Three queries."""
    options: dict[str, list[tuple[str, Words]]] = {
        "kind": list(DocumentKind.choices),
        "language": _languages(documents, reader),
        "level": list(Level.choices),
        "theme": list(Theme.choices),
        "year": _years(documents),
        "collection": _collections(documents, reader),
    }
    return [Select(name, _LABELS[name], options[name], getattr(wanted, name)) for name in options]


def _languages(documents: DocumentQuerySet, reader: Reader) -> list[tuple[str, Words]]:
    files = DocumentFile.objects.current().filter(version__document__in=documents.values("pk"))
    codes = files.order_by("language").values_list("language", flat=True).distinct()
    return sorted(((code, language_name(code, reader.language)) for code in codes), key=lambda pair: pair[1])


def _years(documents: DocumentQuerySet) -> list[tuple[str, Words]]:
    years = documents.filter(year__isnull=False).order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), str(year)) for year in years]


def _collections(documents: DocumentQuerySet, reader: Reader) -> list[tuple[str, Words]]:
    rows = Collection.objects.filter(pk__in=documents.values("collection")).order_by("slug")
    return [(row.slug, text_for(row.title, reader, row.source_language).words) for row in rows]


def chosen(wanted: Wanted, offered: list[Select]) -> list[Chosen]:
    """All that is asked for, each with a way to ask it no more."""
    words = {each.name: dict(each.options) for each in offered}
    return [
        Chosen(_LABELS[name], words.get(name, {}).get(value, value), replace(wanted, **{name: ""}).query)
        for name, value in wanted.asked.items()
    ]
