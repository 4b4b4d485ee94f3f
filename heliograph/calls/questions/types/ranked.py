"""Options put in an order by numbers; what is stored are their keys, the first choice first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.choice import Many, label_of, limits
from heliograph.calls.questions.types.type import Asked, Cell, Type, refuse
from heliograph.calls.questions.widgets import Drawn, one


class Ranks(Drawn):
    """A number to choose for each option; it gives the numbers as texts by the options' keys."""

    def __init__(self, choices: Sequence[tuple[str, Any]], most: int, page: str) -> None:
        super().__init__("calls/questions/widgets/ranks.html", page=page)
        self.choices, self.ranks = choices, [str(number) for number in range(1, most + 1)]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {key: one(data, f"{name}.{key}") for key, _label in self.choices}

    def shown(self, name: str, value: Any, base: str) -> dict[str, Any]:
        given = value if isinstance(value, Mapping) else {}
        lines = [(key, label, given.get(key, "")) for key, label in self.choices]
        return {"lines": lines, "ranks": self.ranks}


class Ranked(Many):
    key = "ranked"
    label = gettext_lazy("several in an order")
    about = gettext_lazy("The first choice gets 1, the second 2, and so on.")
    order = 50
    options = (2, 30)
    settings = limits()
    decides = False
    missing = gettext_lazy("Give at least your first choice the number 1.")

    def widget(self, asked: Asked) -> Ranks:
        choices = [(each.key, asked.text(each.label)) for each in asked.question.options]
        return Ranks(choices, self.most(asked.question), asked.languages[0])

    def clean(self, asked: Asked, raw: Any) -> Any:
        question = asked.question
        possible = {str(number): number for number in range(1, self.most(question) + 1)}
        by_rank: dict[int, str] = {}
        for key in self.outcomes(question):
            if not (given := raw.get(key, "")):
                continue
            if given not in possible:
                raise refuse(_("Choose a number from 1 to %(most)s.") % {"most": len(possible)})
            if (rank := possible[given]) in by_rank:
                raise refuse(self._twice(asked, rank, by_rank[rank], key))
            by_rank[rank] = key
        found = [by_rank[rank] for rank in sorted(by_rank)]
        if by_rank and max(by_rank) != len(by_rank):
            missing = min(set(range(1, max(by_rank))) - by_rank.keys())
            said = {"missing": missing}
            raise refuse(_("Nothing has the number %(missing)s yet. Number from 1 on without a gap.") % said)
        self.check_number(question, found)
        return found or None

    def _twice(self, asked: Asked, rank: int, first: str, second: str) -> str:
        named = [label_of(asked.question, key, asked.languages) for key in (first, second)]
        said = {"rank": rank, "first": named[0], "second": named[1]}
        return _("Two have the number %(rank)s: “%(first)s” and “%(second)s”. Give one of them another.") % said

    def initial(self, asked: Asked, stored: Any) -> Any:
        return {key: str(rank) for rank, key in enumerate(stored, start=1)}

    def fits(self, stored: Any) -> bool:
        return isinstance(stored, list) and all(isinstance(each, str) for each in stored)

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        return [f"{rank}. {label_of(question, key, languages)}" for rank, key in enumerate(stored, start=1)]

    def anonymous(self, stored: Any) -> Any:
        return stored

    def counted(self, question: Question, stored: Any, languages: Sequence[str]) -> list[tuple[str, int]]:
        """What stands first."""
        return [(label_of(question, key, languages), 1) for key in stored[:1]]

    def headings(self, question: Question, language: str) -> list[str]:
        (label,) = Type.headings(self, question, language)
        return [f"{label}: {label_of(question, key, [language])}" for key in self.outcomes(question)]

    def cells(self, question: Question, stored: Any, language: str = "en") -> list[Cell]:
        ranks = {key: rank for rank, key in enumerate(stored, start=1)} if self.fits(stored) else {}
        return [ranks.get(key, "") for key in self.outcomes(question)]
