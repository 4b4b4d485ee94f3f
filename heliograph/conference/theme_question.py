"""The type of question by which one of a conference's themes is chosen, for posters and sessions alike."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from time import monotonic
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.finding import Way
from heliograph.calls.questions.types.settings import Fixed
from heliograph.calls.questions.types.type import Asked, Type, picked, refuse
from heliograph.calls.questions.widgets import Choice, Choices
from heliograph.conference.models import Theme
from heliograph.frame.keeping import Shelf
from heliograph.texts.multilingual import texts_of

#: The setting that says of which conference the themes are: the public id of its programme.
CONFERENCE = "conference"
#: Seconds for which themes are not read again: a table or an export tells thousands of answers in a row.
_TRUSTED = 0.02
_themes: Shelf[tuple[float, dict[str, Theme]]] = Shelf(64)


class OfTheme(Type):
    """Stored: the key of a theme. One that was taken away is told by its key."""

    key = "theme"
    label = gettext_lazy("theme of a conference")
    about = gettext_lazy("One of the themes of the conference to which the call belongs.")
    order = 910
    settings = (Fixed(CONFERENCE, gettext_lazy("Conference")),)
    missing = gettext_lazy("Choose one of these.")
    varies = True
    by_hand = False

    def widget(self, asked: Asked) -> Choices:
        none: list[Choice] = [] if asked.question.required else [("", _("No answer"))]
        named = [(key, asked.text(texts_of(theme.name))) for key, theme in _themes_of(asked.question).items()]
        return Choices([*named, *none], asked.languages[0])

    def clean(self, asked: Asked, raw: Any) -> Any:
        given = raw["chosen"] if isinstance(raw, dict) else [raw]
        key = given[0] if given else ""
        if key and key != asked.stored and key not in _themes_of(asked.question):
            raise refuse(_("What you chose is not offered any more. Choose among these."))
        return key or None

    def initial(self, asked: Asked, stored: Any) -> Any:
        return {"chosen": [stored], "other": ""}

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        found = _themes_of(question).get(stored)
        return [picked(texts_of(found.name), languages).words if found is not None else str(stored)]

    def counted(self, question: Question, stored: Any, languages: Sequence[str]) -> list[tuple[str, int]]:
        return [(each, 1) for each in self.words(question, stored, languages)]

    def way(self, question: Question) -> Way:
        return Way.ONE_OF

    def offered(self, question: Question, languages: Sequence[str]) -> Sequence[tuple[str, str]]:
        return [(key, self.words(question, key, languages)[0]) for key in _themes_of(question)]

    def keys(self, question: Question, stored: Any) -> list[str]:
        return [stored]

    def anonymous(self, stored: Any) -> Any:
        return stored


def _themes_of(question: Question) -> dict[str, Theme]:
    """The themes by key in their order, read once for rows that are told one after another. One query."""
    key, now = str(question.settings.get(CONFERENCE, "")), monotonic()
    kept = _themes.get(key)
    if kept is None or now - kept[0] > _TRUSTED:
        kept = (now, {each.key: each for each in _read(key)})
        _themes.put(key, kept)
    return kept[1]


def _read(key: str) -> Sequence[Theme]:
    try:
        programme = uuid.UUID(key)
    except ValueError:
        return ()
    return list(Theme.objects.filter(conference__programme__public_id=programme))
