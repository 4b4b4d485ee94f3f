"""Text between questions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.settings import LongInLanguages
from heliograph.calls.questions.types.type import Cell, Type


class Explanation(Type):
    """It asks nothing and has no answer; its label, where it has one, is a heading."""

    key = "text"
    label = gettext_lazy("text between questions")
    about = gettext_lazy("It explains or parts what follows, and asks nothing.")
    order = 150
    asks = False
    settings = (LongInLanguages("text", gettext_lazy("Text"), needed=True, markdown=True),)

    def fits(self, stored: Any) -> bool:
        return False

    def headings(self, question: Question, language: str) -> list[str]:
        return []

    def cells(self, question: Question, stored: Any, language: str = "en") -> list[Cell]:
        return []
