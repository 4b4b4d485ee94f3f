"""How the gallery is searched and filtered, by what stands in its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.conference.models import Conference
from heliograph.conference.posters import search
from heliograph.conference.posters.models import Poster
from heliograph.frame.reader import Reader
from heliograph.library.finding import Chosen, Select
from heliograph.library.shown import text_for
from heliograph.network.countries import Region, language_name

LONGEST_QUESTION = 200
Words = str | Promise
_REGIONS: Mapping[str, Words] = {each.slug: each.label for each in Region}


def _is_name(text: str) -> bool:
    return text.isascii() and text.replace("-", "").replace("_", "").isalnum() and len(text) <= 60


_ALLOWED: Mapping[str, Callable[[str], bool]] = {
    "q": lambda text: bool(text.strip()),
    "region": lambda slug: slug in _REGIONS,
    "theme": _is_name,
    "language": _is_name,
}
_LABELS: Mapping[str, Words] = {"q": _("Words"), "region": _("Region"), "theme": _("Theme"), "language": _("Language")}


@dataclass(frozen=True)
class Wanted:
    """What is wanted of each poster; an empty text asks for nothing. ``region`` is a slug, ``theme`` a key."""

    q: str = ""
    region: str = ""
    theme: str = ""
    language: str = ""

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

    def apply(self, posters: QuerySet[Poster]) -> QuerySet[Poster]:
        """Those of the posters that are wanted."""
        if self.q:
            found = search.posters_with(self.q)
            posters = posters.none() if found is None else posters.filter(pk__in=found)
        plain = {"region": self.region, "theme__key": self.theme, "language": self.language}
        return posters.filter(**{name: value for name, value in plain.items() if value})


def selects(wanted: Wanted, conference: Conference, posters: QuerySet[Poster], reader: Reader) -> list[Select]:
    """The filters beside the words, offering what there is among the posters. Three queries."""
    options: dict[str, list[tuple[str, Words]]] = {
        "region": _regions(posters),
        "theme": _themes(conference, reader),
        "language": _languages(posters, reader),
    }
    return [Select(name, _LABELS[name], options[name], getattr(wanted, name)) for name in options]


def _regions(posters: QuerySet[Poster]) -> list[tuple[str, Words]]:
    there = set(posters.order_by().values_list("region", flat=True).distinct())
    return [(slug, words) for slug, words in _REGIONS.items() if slug in there]


def _themes(conference: Conference, reader: Reader) -> list[tuple[str, Words]]:
    source = conference.programme.source_language
    return [(each.key, text_for(each.name, reader, source).words) for each in conference.themes.all()]


def _languages(posters: QuerySet[Poster], reader: Reader) -> list[tuple[str, Words]]:
    codes = posters.order_by().values_list("language", flat=True).distinct()
    return sorted(((code, language_name(code, reader.language)) for code in codes), key=lambda pair: pair[1])


def chosen(wanted: Wanted, offered: list[Select]) -> list[Chosen]:
    """All that is asked for, each with a way to ask it no more."""
    words = {each.name: dict(each.options) for each in offered}
    return [
        Chosen(_LABELS[name], words.get(name, {}).get(value, value), replace(wanted, **{name: ""}).query)
        for name, value in wanted.asked.items()
    ]
