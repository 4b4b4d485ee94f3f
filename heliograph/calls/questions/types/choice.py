"""Choices among options: one, several, or several in an order. What is stored are the keys of options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.questions.records import OTHER, Question
from heliograph.calls.questions.types.finding import Way
from heliograph.calls.questions.types.settings import Setting, Tick, Whole
from heliograph.calls.questions.types.text import line
from heliograph.calls.questions.types.type import Asked, Cell, Fault, Type, picked, refuse
from heliograph.calls.questions.widgets import Choice, Choices, LongList, options_html
from heliograph.network.audiences.words import any_of

MOST_OPTIONS = 200
#: With more options than this one chooses from a list.
LONG = 15
LONGEST_OTHER = 200
_OTHER_SETTING = Tick(
    "other", gettext_lazy("“Other”, with words of one’s own"), gettext_lazy("Offered after the options.")
)


def label_of(question: Question, key: str, languages: Sequence[str]) -> str:
    """The label of an option; the key where there is none with it any more."""
    found = next((each for each in question.options if each.key == key), None)
    return picked(found.label, languages).words if found else key


def is_other(stored: Any) -> bool:
    """Whether a stored choice is one in words of one's own."""
    return isinstance(stored, Mapping) and isinstance(stored.get(OTHER), str) and len(stored) == 1


def _is_one(stored: Any) -> bool:
    return isinstance(stored, str) or is_other(stored)


class _Among(Type):
    """What choices with "other" have in common. ``{"_other": words}`` is stored for words of one's own."""

    decides = True

    def outcomes(self, question: Question) -> tuple[str, ...]:
        return (*(each.key for each in question.options), *([OTHER] if self.setting(question, "other") else []))

    def condition(self, question: Question, values: Sequence[str], languages: Sequence[str]) -> str:
        labels = [_("Other") if key == OTHER else label_of(question, key, languages) for key in values]
        said = {"answers": any_of([f"“{label}”" for label in labels]), "question": picked(question.label, languages)}
        return _("Only if you answered %(answers)s above: %(question)s") % said

    def choices(self, asked: Asked) -> list[Choice]:
        found: list[Choice] = [(each.key, asked.text(each.label)) for each in asked.question.options]
        return [*found, (OTHER, _("Other"))] if self.setting(asked.question, "other") else found

    def own_words(self, asked: Asked) -> tuple[str, str] | None:
        if not self.setting(asked.question, "other"):
            return None
        return OTHER, _("Other, in your words: %(question)s") % {"question": asked.label}

    def read(self, asked: Asked, keys: Sequence[str], other: str) -> list[Any]:
        """Chosen keys as they are stored, in the order of the options. Raises ValidationError."""
        offered = self.outcomes(asked.question)
        if any(key not in offered for key in keys):
            raise refuse(_("What you chose is not offered any more. Choose among these."))
        return [self._own(other) if key == OTHER else key for key in offered if key in keys]

    def _own(self, other: str) -> dict[str, str]:
        if not (said := line(other, LONGEST_OTHER)):
            raise refuse(_("You chose “Other”: say in a few words what you mean."))
        return {OTHER: said}

    def anonymous(self, stored: Any) -> Any:
        """What was written beside the options is left out."""
        found = [
            {OTHER: "…"} if is_other(each) else each for each in (stored if isinstance(stored, list) else [stored])
        ]
        return found if isinstance(stored, list) else found[0]

    def counted(self, question: Question, stored: Any, languages: Sequence[str]) -> list[tuple[str, int]]:
        return [(self.grouped(question, key, languages), 1) for key in self.chosen(stored)]

    def grouped(self, question: Question, key: str, languages: Sequence[str]) -> str:
        """An option in words; whatever was written beside the options is one."""
        return _("Other") if key == OTHER else label_of(question, key, languages)

    def way(self, question: Question) -> Way:
        return Way.ONE_OF

    def offered(self, question: Question, languages: Sequence[str]) -> Sequence[tuple[str, str]]:
        said = {OTHER: _("Other")}
        return [(key, said.get(key) or label_of(question, key, languages)) for key in self.outcomes(question)]

    def keys(self, question: Question, stored: Any) -> list[str]:
        given = stored if isinstance(stored, list) else [stored]
        return list(dict.fromkeys(OTHER if is_other(each) else each for each in given))

    def told(self, question: Question, stored: Any, languages: Sequence[str]) -> str:
        """One stored choice in words."""
        if is_other(stored):
            return _("Other: %(words)s") % {"words": stored[OTHER]}
        return label_of(question, stored, languages)


class Single(_Among):
    key = "single"
    label = gettext_lazy("one of several")
    about = gettext_lazy("One thing is chosen. Other questions can depend on it.")
    order = 30
    options = (2, MOST_OPTIONS)
    settings = (_OTHER_SETTING,)
    missing = gettext_lazy("Choose one of these.")

    def chosen(self, stored: Any) -> frozenset[str]:
        return frozenset({OTHER} if is_other(stored) else {stored} if isinstance(stored, str) else ())

    def widget(self, asked: Asked) -> Choices | LongList:
        choices, own = self.choices(asked), self.own_words(asked)
        if len(choices) > LONG and own is None:
            return LongList(options_html([("", _("Please choose")), *choices]))
        none: list[Choice] = [] if asked.question.required else [("", _("No answer"))]
        return Choices([*choices, *none], asked.languages[0], other=own)

    def clean(self, asked: Asked, raw: Any) -> Any:
        given: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {"chosen": [raw], "other": ""}
        found = self.read(asked, [key for key in given["chosen"] if key], given["other"])
        return found[0] if found else None

    def initial(self, asked: Asked, stored: Any) -> Any:
        if isinstance(self.widget(asked), LongList):
            return "" if is_other(stored) else stored
        return _as_given([stored])

    def fits(self, stored: Any) -> bool:
        return _is_one(stored)

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        return [self.told(question, stored, languages)]


def _as_given(stored: Sequence[Any]) -> dict[str, Any]:
    """Stored choices as the widget gives them."""
    keys = [OTHER if is_other(each) else each for each in stored]
    return {"chosen": keys, "other": next((each[OTHER] for each in stored if is_other(each)), "")}


def limits(*more: Setting) -> tuple[Setting, ...]:
    least = Whole("least", gettext_lazy("Choices at least"), gettext_lazy("Where anything is chosen."), default=0)
    most = Whole("most", gettext_lazy("Choices at most"), gettext_lazy("0: as many as there are."), default=0)
    return (least, most, *more)


class Many(_Among):
    """What is stored is a list."""

    def faults(self, question: Question) -> Iterator[Fault]:
        least, most, offered = self.setting(question, "least"), self.most(question), len(self.outcomes(question))
        if least > most:
            yield ("settings", "least"), _("More are asked for at least than are possible at most.")
        if most > offered:
            yield ("settings", "most"), _("There are only %(offered)s options.") % {"offered": offered}

    def most(self, question: Question) -> int:
        return self.setting(question, "most") or len(self.outcomes(question))

    def check_number(self, question: Question, found: Sequence[Any]) -> None:
        """Raise ValidationError where too few or too many were chosen."""
        least, most = self.setting(question, "least"), self.most(question)
        if found and len(found) < least:
            raise refuse(_("Choose at least %(least)s of these.") % {"least": least})
        if len(found) > most:
            raise refuse(_("Choose %(most)s of these at most.") % {"most": most})

    def fits(self, stored: Any) -> bool:
        return isinstance(stored, list) and all(map(_is_one, stored))


class Multiple(Many):
    key = "multiple"
    label = gettext_lazy("several of several")
    about = gettext_lazy("Any number of things is chosen. Other questions can depend on it.")
    order = 40
    options = (1, MOST_OPTIONS)
    settings = limits(_OTHER_SETTING)
    missing = gettext_lazy("Choose at least one of these.")

    def chosen(self, stored: Any) -> frozenset[str]:
        return frozenset(OTHER if is_other(each) else each for each in stored) if self.fits(stored) else frozenset()

    def widget(self, asked: Asked) -> Choices:
        return Choices(self.choices(asked), asked.languages[0], many=True, other=self.own_words(asked))

    def clean(self, asked: Asked, raw: Any) -> Any:
        found = self.read(asked, raw["chosen"], raw["other"])
        self.check_number(asked.question, found)
        return found or None

    def initial(self, asked: Asked, stored: Any) -> Any:
        return _as_given(stored)

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        return [self.told(question, each, languages) for each in stored]

    def headings(self, question: Question, language: str) -> list[str]:
        own = {OTHER: _("Other")}
        labels = [own.get(key) or label_of(question, key, [language]) for key in self.outcomes(question)]
        return [f"{super(Multiple, self).headings(question, language)[0]}: {label}" for label in labels]

    def cells(self, question: Question, stored: Any, language: str = "en") -> list[Cell]:
        given = _as_given(stored if self.fits(stored) else [])
        columns = self.outcomes(question)
        return [given["other"] if key == OTHER else int(key in given["chosen"]) for key in columns]
