"""Types of question whose choices the site itself knows: one of them is chosen, or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.finding import Way
from heliograph.calls.questions.types.type import Asked, Type, refuse
from heliograph.calls.questions.widgets import Choice, Choices

Names = Mapping[str, str]


class Listed(Type):
    """What can be chosen is ``named``: words by key, in the order in which it is offered."""

    missing = gettext_lazy("Choose one of these.")
    varies = True
    by_hand = False
    many = False

    def named(self, question: Question, languages: Sequence[str]) -> Names:
        """All that there is."""
        raise ValueError(self.key)

    def among(self, asked: Asked) -> Names:
        """What is offered to who is asked."""
        return self.named(asked.question, asked.languages)

    def widget(self, asked: Asked) -> Choices:
        none: list[Choice] = [] if asked.question.required or self.many else [("", _("No answer"))]
        return Choices([*self.among(asked).items(), *none], asked.languages[0], many=self.many)

    def read(self, asked: Asked, raw: Any) -> list[str]:
        """What was chosen, in the order of what is offered; what was chosen before may stay. Raises ValidationError."""
        given = [key for key in (raw["chosen"] if isinstance(raw, Mapping) else [raw]) if key]
        before = asked.stored if isinstance(asked.stored, list) else [asked.stored]
        known = list(dict.fromkeys([*self.among(asked), *(key for key in before if key)]))
        if any(key not in known for key in given):
            raise refuse(_("What you chose is not offered any more. Choose among these."))
        return [key for key in known if key in given]

    def counted(self, question: Question, stored: Any, languages: Sequence[str]) -> list[tuple[str, int]]:
        return [(each, 1) for each in self.words(question, stored, languages)]

    def way(self, question: Question) -> Way:
        return Way.ONE_OF

    def offered(self, question: Question, languages: Sequence[str]) -> Sequence[tuple[str, str]]:
        return list(self.named(question, languages).items())

    def anonymous(self, stored: Any) -> Any:
        return stored


class OneListed(Listed):
    """Stored: the key. One that there is no more is told by its key."""

    def clean(self, asked: Asked, raw: Any) -> Any:
        return next(iter(self.read(asked, raw)), None)

    def initial(self, asked: Asked, stored: Any) -> Any:
        return {"chosen": [stored], "other": ""}

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        return [self.named(question, languages).get(stored, str(stored))]

    def keys(self, question: Question, stored: Any) -> list[str]:
        return [stored]


class ManyListed(Listed):
    """Stored: a list of keys."""

    missing = gettext_lazy("Choose at least one of these.")
    many = True

    def clean(self, asked: Asked, raw: Any) -> Any:
        return self.read(asked, raw) or None

    def initial(self, asked: Asked, stored: Any) -> Any:
        return {"chosen": stored, "other": ""}

    def fits(self, stored: Any) -> bool:
        return isinstance(stored, list) and all(isinstance(each, str) for each in stored)

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        named = self.named(question, languages)
        return [named.get(key, key) for key in stored]

    def keys(self, question: Question, stored: Any) -> list[str]:
        return list(stored)
