"""An organization of the network, found by its name; or words for one that is not on record."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.settings import Tick
from heliograph.calls.questions.types.text import line
from heliograph.calls.questions.types.type import Asked, Cell, Type, refuse
from heliograph.calls.questions.widgets import Drawn, one
from heliograph.network.countries import country_name
from heliograph.network.forms import clean_line
from heliograph.network.models import Organization
from heliograph.network.rules import visible_to
from heliograph.network.search import organizations_among
from heliograph.texts.commas import with_commas

LONGEST = 250
#: So many of those found are offered.
MOST_OFFERED = 8
#: Chosen instead of one that is offered: the words as they stand.
NONE_OF_THESE = "_none"
_PARTS = frozenset({"name", "organization"})


@dataclass(frozen=True)
class Offer:
    """One of the network's organizations: its public id, and where it is, in words."""

    id: str
    name: str
    language: str
    place: str


@dataclass(frozen=True)
class Given:
    """What a form gave: the words, what was chosen, and the words for which it was offered."""

    words: str = ""
    choice: str = ""
    meant: str = ""

    @property
    def chosen(self) -> str:
        """What was chosen, where the words are still those for which it was offered."""
        return self.choice if clean_line(self.words[:LONGEST]) == clean_line(self.meant[:LONGEST]) else ""


class Search(Drawn):
    """A line for words, and once they were sent, the organizations that have them."""

    def __init__(self, asked: Asked, *, free: bool) -> None:
        super().__init__("calls/questions/widgets/organization.html", free=free, none=NONE_OF_THESE)
        self.asked, self.free = asked, free

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Given:
        return Given(one(data, name), one(data, f"{name}.choice"), one(data, f"{name}.for"))

    def shown(self, name: str, value: Any, base: str) -> dict[str, Any]:
        given = value if isinstance(value, Given) else Given()
        stored = self.asked.stored if given.chosen else None
        offers = self.asked.offers
        if not offers and stored and stored.get("organization") == given.chosen:
            offers = [Offer(given.chosen, stored["name"], "", "")]
        elif not offers and given.chosen not in {"", NONE_OF_THESE}:
            offers = offered(self.asked, clean_line(given.words[:LONGEST]))
        return {"value": given, "offers": offers, "meant": given.words if offers else given.meant}


def offered(asked: Asked, words: str) -> list[Offer]:
    """The organizations that have all these words and that the person may see; one or two queries."""
    if not words:
        return []
    found = visible_to(asked.person).filter(organizations_among(words)).order_by("sort_key")
    return [_offer(each, asked.languages[0]) for each in found[:MOST_OFFERED]]


def _offer(organization: Organization, language: str) -> Offer:
    place = with_commas((organization.city, country_name(organization.country, language)))
    return Offer(str(organization.public_id), clean_line(organization.name), organization.name_language, place)


class InNetwork(Type):
    """Stored: ``{"name"}``, and ``"organization"``, its public id, for one that is on record."""

    key = "organization"
    label = gettext_lazy("school or organization")
    about = gettext_lazy("One of the network, found by its name.")
    order = 120
    settings = (Tick("free", gettext_lazy("One that is not on record may be named"), default=True),)
    missing = gettext_lazy("Write the name of the school or organization.")

    def widget(self, asked: Asked) -> Search:
        return Search(asked, free=self.setting(asked.question, "free"))

    def clean(self, asked: Asked, raw: Any) -> Any:
        if not (words := line(raw.words, LONGEST)):
            return None
        stored = asked.stored if self.fits(asked.stored) else {}
        if raw.chosen == stored.get("organization", NONE_OF_THESE) and words == stored.get("name"):
            return stored
        free = self.setting(asked.question, "free")
        if raw.chosen == NONE_OF_THESE and free:
            return {"name": words}
        return _chosen(asked, raw.chosen) if raw.chosen not in {"", NONE_OF_THESE} else _found(asked, words, free=free)

    def initial(self, asked: Asked, stored: Any) -> Any:
        name, chosen = stored["name"], stored.get("organization", "")
        return Given(name, chosen or NONE_OF_THESE, name)

    def fits(self, stored: Any) -> bool:
        if not isinstance(stored, Mapping) or "name" not in stored or not set(stored) <= _PARTS:
            return False
        return all(isinstance(part, str) for part in stored.values())

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        return [stored["name"]]

    def headings(self, question: Question, language: str) -> list[str]:
        (label,) = super().headings(question, language)
        return [label, _("%(question)s: identifier") % {"question": label}]

    def cells(self, question: Question, stored: Any, language: str = "en") -> list[Cell]:
        return [stored["name"], stored.get("organization", "")] if self.fits(stored) else ["", ""]


def _found(asked: Asked, words: str, *, free: bool) -> dict[str, str]:
    """The one organization of a name, or words for one that the network has not. Raises ValidationError."""
    offers = offered(asked, words)
    exact = [each for each in offers if each.name.casefold() == words.casefold()]
    if len(exact) == 1 and len(offers) < MOST_OFFERED:
        return {"organization": exact[0].id, "name": exact[0].name}
    if offers:
        asked.offers[:] = offers
        raise refuse(_("The network has these. Choose the one that you mean."))
    if not free:
        raise refuse(_("The network has none of this name. Try fewer words, or one word of the name only."))
    return {"name": words}


def _chosen(asked: Asked, choice: str) -> dict[str, str]:
    """The organization with a public id, where the person may see it. Raises ValidationError."""
    with suppress(ValueError):
        for organization in visible_to(asked.person).filter(public_id=uuid.UUID(choice))[:1]:
            return {"organization": str(organization.public_id), "name": clean_line(organization.name)}
    raise refuse(_("What you chose is not on record any more. Search for it once more."))
