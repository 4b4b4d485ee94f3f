"""Gathers what is wrong with a list of questions while it is read, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from heliograph.calls.questions.records import Option, Problem, Texts
from heliograph.network.countries import language_name
from heliograph.network.forms import reading
from heliograph.texts.characters import without_controls
from heliograph.texts.commas import with_commas
from heliograph.texts.languages import CONTENT_LANGUAGES

Place = tuple[int | str, ...]
KEY = re.compile(r"[a-z0-9_-]{1,40}", re.ASCII)
LONGEST_LABEL = 300


@dataclass
class Faults:
    """``found`` in the order in which it was come upon."""

    found: list[Problem] = field(default_factory=list)

    def add(self, place: Place, sentence: str) -> None:
        self.found.append(Problem(place, where(place), sentence))

    def key(self, value: Any, place: Place, taken: set[str]) -> str:
        """A name of its own, or an empty one where there is a fault."""
        if not isinstance(value, str) or not KEY.fullmatch(value):
            self.add(place, _("Name it with 1 to 40 small letters from a to z, digits, hyphens and underscores."))
            return ""
        if value in taken:
            self.add(place, _("“%(key)s” is there twice. Give each a name of its own.") % {"key": value})
        taken.add(value)
        return value

    def flag(self, value: Any, place: Place) -> bool:
        if not isinstance(value, bool):
            self.add(place, _("Say yes or no (true or false)."))
        return value is True

    def texts(self, value: Any, place: Place, most: int = LONGEST_LABEL, *, needed: bool = False) -> Texts:
        """Texts by language; empty ones are left out."""
        if not isinstance(value, Mapping):
            self.add(place, _("Give the text by language."))
            return {}
        before = len(self.found)
        kept = {tag: text for tag in value if (text := self._text(tag, value[tag], (*place, str(tag)), most))}
        if needed and not kept and len(self.found) == before:
            self.add(place, _("Write this text in at least one language."))
        return {tag: kept[tag] for tag in CONTENT_LANGUAGES if tag in kept}

    def _text(self, tag: Any, text: Any, place: Place, most: int) -> str:
        if tag not in CONTENT_LANGUAGES:
            self.add(place[:-1], _("“%(tag)s” is none of the languages of texts here.") % {"tag": str(tag)[:20]})
            return ""
        if not isinstance(text, str):
            self.add(place, _("Give a text here."))
            return ""
        kept = without_controls(text).strip()
        if kept != text.replace("\r\n", "\n").replace("\r", "\n").strip():
            self.add(place, _("This text has signs that cannot be shown. Type it anew."))
        elif len(kept) > most:
            self.add(place, _("Shorten this text to %(most)s characters.") % {"most": most})
        return kept

    def options(self, value: Any, place: Place, least: int, most: int) -> tuple[Option, ...]:
        """Things to choose from, rows or columns: each with its name and its label."""
        if not isinstance(value, list | tuple):
            self.add(place, _("Give a list here."))
            return ()
        if not least <= len(value) <= most:
            limits = {"least": least, "most": most, "given": len(value)}
            self.add(place, _("Between %(least)s and %(most)s are possible here; there are %(given)s.") % limits)
        taken: set[str] = set()
        return tuple(self._option(each, (*place, number), taken) for number, each in enumerate(value[: most + 1]))

    def _option(self, value: Any, place: Place, taken: set[str]) -> Option:
        if not isinstance(value, Mapping) or set(value) != {"key", "label"}:
            self.add(place, _("Give a name (key) and a label, and nothing else."))
            return Option("", {})
        if isinstance(value["key"], str) and value["key"].startswith("_"):
            self.add((*place, "key"), _("Let the name begin with a letter or a digit."))
        return Option(
            self.key(value["key"], (*place, "key"), taken),
            self.texts(value["label"], (*place, "label"), needed=True),
        )


def where(place: Place) -> str:
    """A place in words: the question by its number, an option by its number, the language of a text."""
    if not place:
        return ""
    words = [_("Question %(number)s") % {"number": int(place[0]) + 1}]
    numbers = [part for part in place[1:] if isinstance(part, int)]
    words += [_("line %(number)s") % {"number": number + 1} for number in numbers]
    words += [language_name(str(part), reading()) for part in place[2:] if part in CONTENT_LANGUAGES]
    return with_commas(words)
