"""How lists of sessions, proposals and ideas are searched and filtered, by what stands in their address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.calls.states import ResponseState
from heliograph.conference.models import Conference
from heliograph.frame.reader import Reader
from heliograph.library.finding import Chosen, Select
from heliograph.library.shown import text_for
from heliograph.moments.folding import fold
from heliograph.network.countries import Region, language_name

LONGEST_QUESTION = 200
Words = str | Promise
Options = Sequence[tuple[str, Words]]
REGIONS: Mapping[str, Words] = {each.slug: each.label for each in Region}


def _is_name(text: str) -> bool:
    return text.isascii() and text.replace("-", "").replace("_", "").isalnum() and len(text) <= 60


_ALLOWED: Mapping[str, Callable[[str], bool]] = {
    "q": lambda text: bool(text.strip()),
    "region": lambda slug: slug in REGIONS,
    "state": lambda state: state in ResponseState.values,
}
_LABELS: Mapping[str, Words] = {
    "q": _("Words"), "state": _("State"), "region": _("Region"), "format": _("Format"), "theme": _("Theme"),
    "language": _("Language"),
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """By what one line of a list is found: its words, and the keys that it has of each filter."""

    words: str
    keys: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """What is wanted of each line; an empty text asks for nothing."""

    q: str = ""
    state: str = ""
    region: str = ""
    format: str = ""
    theme: str = ""
    language: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Wanted:
        """What an address asks for; what cannot be meant is left out."""
        said = {each.name: str(given.get(each.name, "")).strip()[:LONGEST_QUESTION] for each in fields(cls)}
        return cls(**{name: value for name, value in said.items() if value and _ALLOWED.get(name, _is_name)(value)})

    @property
    def asked(self) -> dict[str, str]:
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name))}

    @property
    def query(self) -> str:
        return urlencode(self.asked)

    def holds(self, facts: Facts) -> bool:
        """Whether a line is wanted: it has every word, and the key of every filter."""
        words = fold(facts.words)
        keys = {name: value for name, value in self.asked.items() if name != "q"}
        return all(part in words for part in fold(self.q).split()) and all(
            value in facts.keys.get(name, ()) for name, value in keys.items()
        )


def selects(wanted: Wanted, offered: Mapping[str, Options]) -> list[Select]:
    """The filters beside the words, in the order in which they are offered."""
    return [Select(name, _LABELS[name], list(options), getattr(wanted, name)) for name, options in offered.items()]


def chosen(wanted: Wanted, offered: Sequence[Select]) -> list[Chosen]:
    """All that is asked for, each with a way to ask it no more."""
    words = {each.name: dict(each.options) for each in offered}
    return [
        Chosen(_LABELS[name], words.get(name, {}).get(value, value), replace(wanted, **{name: ""}).query)
        for name, value in wanted.asked.items()
    ]


def formats(conference: Conference, reader: Reader) -> Options:
    """The formats of a conference, to be chosen among. One query."""
    source = conference.programme.source_language
    return [(each.key, text_for(each.name, reader, source).words) for each in conference.formats.all()]


def themes(conference: Conference, reader: Reader) -> Options:
    """The themes of a conference, to be chosen among. One query."""
    source = conference.programme.source_language
    return [(each.key, text_for(each.name, reader, source).words) for each in conference.themes.all()]


def regions(there: Collection[str]) -> Options:
    """Those of the regions that there are."""
    return [(slug, words) for slug, words in REGIONS.items() if slug in there]


def languages(there: Collection[str], reader: Reader) -> Options:
    """Those of the languages that there are, by name."""
    named = [(code, language_name(code, reader.language)) for code in set(there) if code]
    return sorted(named, key=lambda pair: pair[1])
