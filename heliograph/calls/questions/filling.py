"""The form of a set of questions: fields ``q_<key>`` in their order, with texts between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from heliograph.calls.models import AnswerFile, QuestionSet, Response
from heliograph.calls.questions import drawing
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.telling import TYPED, is_shown, typed
from heliograph.calls.questions.types import Asked, Type, is_empty, type_named
from heliograph.calls.questions.types.file import keep
from heliograph.calls.questions.widgets import several
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.network.models import Person
from heliograph.network.rules import Reader
from heliograph.texts.characters import without_controls

#: Of what was typed and is not right, a draft keeps so many fields of a question, and of each so many characters.
MOST_TYPED, LONGEST_TYPED = 300, 30_000


class AnswerField(forms.Field):
    """A question as a field: its type cleans, and what it gives is what is stored."""

    def __init__(self, asked: Asked, type_: Type) -> None:
        self.asked, self.type = asked, type_
        missing: Any = {"required": type_.missing}
        required, label = asked.question.required, asked.label.words
        super().__init__(required=required, label=label, widget=type_.widget(asked), error_messages=missing)

    def to_python(self, value: Any) -> Any:
        return self.type.clean(self.asked, value)

    def validate(self, value: Any) -> None:
        if self.required and is_empty(value):
            raise ValidationError(self.error_messages["required"], code="required")


@dataclass(frozen=True)
class Fault:
    """A sentence about a question; ``target`` is the id of what is to be mended."""

    label: Picked
    target: str
    sentence: str


def _target(field: AnswerField) -> str:
    return f"id_{field.asked.name}{'.set' if field.widget.use_fieldset else ''}"


class AnswerForm(forms.Form):
    """``initial`` has answers as they are stored, or as ``unchecked`` gave them; ``response`` has the files.

    ``language`` is the page's and must be the active one; ``languages`` are the reader's in order, with what follows.
    ``person`` sees organizations; ``at`` (aware; now where it is not given) is when consents are given; ``zone`` is the
    reader's.
    """

    template_name = "calls/questions/form.html"

    def __init__(
        self,
        question_set: QuestionSet,
        *,
        language: str,
        languages: Sequence[str],
        data: Any = None,
        files: Any = None,
        initial: Mapping[str, Any] | None = None,
        response: Response | None = None,
        person: Reader | None = None,
        at: datetime | None = None,
        zone: str | None = None,
    ) -> None:
        super().__init__(data, files, use_required_attribute=False)
        self.question_set, self.languages = question_set, tuple(dict.fromkeys([language, *languages]))
        self.questions = {each.key: each for each in questions_of(question_set)}
        self._person = person if isinstance(person, Person) and person.pk else AnonymousUser()
        self._at, self._zone = at or timezone.now(), zone
        self._add_fields()
        self._fill(initial or {})
        self._add_files(response)

    def _add_fields(self) -> None:
        for question in self.questions.values():
            type_ = type_named(question.type)
            if type_ is not None and type_.asks:
                asked = Asked(question, self.languages, self._at, self._person, self._zone)
                self.fields[asked.name] = AnswerField(asked, type_)

    @property
    def answer_fields(self) -> list[AnswerField]:
        return [field for field in self.fields.values() if isinstance(field, AnswerField)]

    def _fill(self, stored: Mapping[str, Any]) -> None:
        for field in self.answer_fields:
            name, value = field.asked.name, stored.get(field.asked.question.key)
            if (as_typed := typed(value)) is not None:
                data = MultiValueDict({f"{name}{end}": list(found) for end, found in as_typed.items()})
                self.initial[name] = field.widget.value_from_datadict(data, MultiValueDict(), name)
            elif not is_empty(value) and field.type.fits(value):
                field.asked.stored = value
                self.initial[name] = field.type.initial(field.asked, value)
            elif not self.is_bound and not is_empty(value := field.type.proposal(field.asked)):
                self.initial[name] = field.type.initial(field.asked, value)

    def _add_files(self, response: Response | None) -> None:
        wanted = {field.asked.question.key: field.asked for field in self.answer_fields if field.type.takes_files}
        if not wanted or response is None or response.pk is None:
            return
        for file in AnswerFile.objects.filter(response=response, question__in=wanted).select_related("content"):
            wanted[file.question].files.append(file)

    def _clean_fields(self) -> None:
        """A question that is not asked of who answers so far is not looked at: it has no answer and no fault."""
        answers: dict[str, Any] = {}
        for field in self.answer_fields:
            asked = field.asked
            asked.forget()
            if not is_shown(asked.question, self.questions, answers):
                continue
            try:
                value = field.clean(self[asked.name].data)
            except ValidationError as error:
                self.add_error(asked.name, error)
            else:
                self.cleaned_data[asked.name] = answers[asked.question.key] = value

    def _read(self) -> dict[str, Any]:
        """What is right of what was filled in; nothing where the form was only shown."""
        return self.cleaned_data if self.is_bound and self.errors is not None else {}

    def answers(self) -> dict[str, Any]:
        """The right answers by key as they are stored, without empty ones: all of them once the form is valid."""
        read = self._read()
        named = {field.asked.question.key: read.get(field.asked.name) for field in self.answer_fields}
        return {key: value for key, value in named.items() if not is_empty(value)}

    def unchecked(self) -> dict[str, Any]:
        """What was filled in so far, for a draft: what is right as it is stored, the rest as it was typed."""
        found = self.answers()
        for field in self.answer_fields:
            if field.asked.name not in self._read() and (as_typed := self._typed(field.asked.name)):
                found[field.asked.question.key] = {TYPED: as_typed}
        return found

    def _typed(self, name: str) -> dict[str, list[str]]:
        """All that stands in the fields of a question, by the endings of their names."""
        names = [each for each in self.data if each == name or each.startswith(f"{name}.")][:MOST_TYPED]
        kept = {
            each[len(name) :]: [without_controls(str(one)[:LONGEST_TYPED]) for one in several(self.data, each)]
            for each in names
        }
        return {end: found[:MOST_TYPED] for end, found in kept.items() if any(found)}

    @property
    def uploads(self) -> list[tuple[str, Any]]:
        """The files that were sent and may be kept, with their questions' keys (``files.checking.Checked``)."""
        self._read()
        return [(field.asked.question.key, each) for field in self.answer_fields for each in field.asked.uploads]

    @property
    def removed(self) -> list[AnswerFile]:
        """The files of the response that are to be taken away."""
        self._read()
        return [each for field in self.answer_fields for each in field.asked.removed]

    def keep(self, key: str, file: AnswerFile) -> None:
        """Say that an upload was kept: the answers name it from now on, and it is no upload any more."""
        name = f"q_{key}"
        field = self.fields[name]
        assert isinstance(field, AnswerField)
        field.asked.uploads[:] = field.asked.uploads[1:]
        if name in self._read():
            self.cleaned_data[name] = keep(self.cleaned_data[name], file)
        if file not in field.asked.files:
            field.asked.files.append(file)

    @property
    def faults(self) -> list[Fault]:
        """What is wrong question by question, for a summary above the form."""
        named: list[tuple[AnswerField, Any]]
        named = [(field, self.errors.get(field.asked.name, ())) for field in self.answer_fields]
        return [Fault(field.asked.label, _target(field), str(said)) for field, found in named for said in found]

    def forgive(self) -> None:
        """Say nothing of what is missing or wrong: what is only kept need not be complete.

        Of a file that was refused it is said all the same, since that is not kept.
        """
        sent = {field.asked.name for field in self.answer_fields if several(self.files, field.asked.name)}
        for name in self.errors.keys() - sent:
            del self.errors[name]

    def get_context(self) -> dict[str, Any]:
        return {"form": self}

    @property
    def html(self) -> SafeString:
        """All questions and texts, drawn."""
        return drawing.draw(self)
