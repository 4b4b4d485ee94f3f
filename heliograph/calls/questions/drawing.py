"""The questions of a form as HTML. What is not filled in is drawn once and kept by each process for all readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from heliograph.calls.questions.keeping import FORMS
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types import type_named
from heliograph.calls.questions.types.type import Asked, picked
from heliograph.calls.questions.widgets import Line, words
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.frame.keeping import Shelf

if TYPE_CHECKING:
    from heliograph.calls.questions.filling import AnswerForm

Pieces = dict[str, SafeString]
_kept: Shelf[tuple[Any, Pieces]] = Shelf(FORMS)


def draw(form: AnswerForm) -> SafeString:
    """All questions and texts of a form, one after another."""
    pieces = _pieces(form)
    return mark_safe("".join(_piece(form, each, pieces) for each in form.questions.values()))


def _pieces(form: AnswerForm) -> Pieces:
    """The questions that were drawn before without an answer, by key; what is put there is kept."""
    question_set, same = form.question_set, tuple(form.questions.values())
    key = (question_set.pk, question_set.saved_at, get_language(), form.languages)
    found = _kept.get(key)
    if found is None or any(one is not other for one, other in zip(found[0], same, strict=False)):
        found = (same, {})
        if question_set.pk is not None:
            _kept.put(key, found)
    return found[1]


def _piece(form: AnswerForm, question: Question, pieces: Pieces) -> SafeString:
    if not _is_blank(form, question):
        return _drawn(form, question)
    found = pieces.get(question.key)
    if found is None:
        found = pieces[question.key] = _drawn(form, question)
    return found


def _is_blank(form: AnswerForm, question: Question) -> bool:
    """Whether nothing stands in a question, so that it looks the same to everybody."""
    field = form.fields.get(f"q_{question.key}")
    if field is None:
        return True
    asked: Asked = field.asked  # type: ignore[attr-defined]
    if field.type.varies:  # type: ignore[attr-defined]
        return False
    return not form.is_bound and asked.name not in form.initial and not asked.files


def _drawn(form: AnswerForm, question: Question) -> SafeString:
    type_ = type_named(question.type)
    if type_ is None:
        return mark_safe("")
    shown = Shown(form, question)
    name = "calls/questions/question.html" if type_.asks else "calls/questions/text.html"
    return mark_safe(form.renderer.render(name, {"shown": shown, "question": question}))


@dataclass
class Shown:
    """A question as its template shows it."""

    form: AnswerForm
    question: Question

    def __post_init__(self) -> None:
        page, texts = self.form.languages[0], self.question
        self.name = f"q_{texts.key}"
        self.base = f"id_{self.name}"
        self.label = self._words(texts.label)
        self.help = self._words(texts.help)
        self.why = self._words(texts.why) if texts.personal else ""
        self.page = page

    def _words(self, texts: Any) -> SafeString:
        return mark_safe(words(picked(texts, self.form.languages), self.form.languages[0]))

    @property
    def text(self) -> Picked:
        return picked(self.question.settings.get("text", {}), self.form.languages)

    @property
    def condition(self) -> str:
        """Under which answer this is asked; empty where it always is."""
        shown = self.question.shown
        other = self.form.questions.get(shown.question) if shown else None
        type_ = type_named(other.type) if other else None
        if shown is None or other is None or type_ is None:
            return ""
        return type_.condition(other, shown.values, self.form.languages)

    @property
    def decided_by(self) -> str:
        return f"q_{self.question.shown.question}" if self.question.shown else ""

    @property
    def decided_as(self) -> str:
        return " ".join(self.question.shown.values) if self.question.shown else ""

    @property
    def field(self) -> BoundField:
        return self.form[self.name]

    @property
    def grouped(self) -> bool:
        return bool(self.field.field.widget.use_fieldset)

    @property
    def most(self) -> int | None:
        found: int | None = self.field.field.widget.attrs.get("data-most")
        return found

    @property
    def errors(self) -> list[str]:
        return [str(each) for each in self.field.errors] if self.form.is_bound else []

    @property
    def described(self) -> str:
        """The ids of what describes the field, in the order in which it stands on the page."""
        parts = {
            "condition": self.condition,
            "helptext": self.help,
            "error": self.errors,
            "count": self.most,
            "why": self.why or self.question.public,
        }
        return " ".join(f"{self.base}.{name}" for name, there in parts.items() if there)

    @property
    def widget(self) -> SafeString:
        """The field itself; what describes it is said at the group where it is one."""
        bound = self.field
        attributes: dict[str, Any] = {"id": self.base}
        if not self.grouped:
            attributes["aria-describedby"] = self.described or None
            attributes["aria-invalid"] = "true" if self.errors else None
            always = bound.field.required and not self.condition
            attributes["required"] = always and isinstance(bound.field.widget, Line)
        drawn: SafeString = bound.field.widget.render(self.name, bound.value(), attributes, self.form.renderer)
        return drawn
