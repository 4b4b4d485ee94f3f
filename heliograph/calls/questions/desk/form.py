"""The form of one question: its texts in every language, who sees the answer, when it is asked, what its type sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from heliograph.calls.questions.desk.around import OPTIONS, Around, limits_of, lists_of, set_name
from heliograph.calls.questions.desk.rows import name_of
from heliograph.calls.questions.desk.settings_fields import plain_field
from heliograph.calls.questions.desk.typed import outcomes
from heliograph.calls.questions.desk.words import answer_called, called
from heliograph.calls.questions.faults import LONGEST_LABEL
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.schema import LONGEST_HELP, LONGEST_WHY
from heliograph.frame.fields import Prose
from heliograph.texts.languages import direction


class QuestionForm(forms.Form):
    """``around`` decides which fields there are; ``initial`` says what they show."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    required = forms.BooleanField(
        label=gettext_lazy("An answer is required"),
        required=False,
        help_text=gettext_lazy("Nobody can send the form without it."),
    )
    public = forms.BooleanField(
        label=gettext_lazy("The answer may be published"),
        required=False,
        help_text=gettext_lazy("Beside the question stands that everybody may see the answer."),
    )
    personal = forms.BooleanField(
        label=gettext_lazy("The answer is personal data"),
        required=False,
        help_text=gettext_lazy("Then write above why you ask: who answers reads it beside the question."),
    )

    def __init__(self, post: Any = None, *, around: Around, initial: Mapping[str, Any]) -> None:
        super().__init__(post, initial=dict(initial))
        self.around = around
        if not around.type.asks:
            for name in ("required", "public", "personal"):
                del self.fields[name]
        for language in around.languages:
            self.fields |= dict(self._texts(language))
        self.fields |= {set_name(one): plain_field(one) for one in around.plain_settings}
        if around.deciding:
            self._add_condition()

    def _texts(self, language: str) -> Iterator[tuple[str, forms.Field]]:
        """The fields of a language: what the question says, what its type says, the lines of its lists."""
        for name, label, several, most in self.own_texts():
            yield f"{name}_{language}", _text(language, label, several, most)
        for of, rows in self.around.lists.items():
            for number, row in enumerate(rows):
                label = self._row_label(of, number, row.labels.get(self.around.source, ""))
                yield name_of(of, number, language), _text(language, label, False, LONGEST_LABEL)

    def own_texts(self) -> Iterator[tuple[str, Any, bool, int]]:
        """The texts besides those of lists: name, label, whether of several lines, characters at most."""
        asks = self.around.type.asks
        yield "label", _("The question") if asks else _("Heading (may be left out)"), False, LONGEST_LABEL
        if asks:
            yield "help", _("Help below it (may be left out)"), True, LONGEST_HELP
        for setting in self.around.text_settings:
            yield set_name(setting), setting.label, setting.input == "long-texts", getattr(setting, "most", 0)
        if asks:
            yield "why", _("Why we ask (for personal data)"), True, LONGEST_WHY

    def _row_label(self, of: str, number: int, words: str) -> str:
        setting = lists_of(self.around.type)[of]
        said = {"list": setting.label if setting else _("Choice"), "number": number + 1, "words": words}
        return (
            pgettext("a list, its line", "%(list)s %(number)s: %(words)s") if words else "%(list)s %(number)s"
        ) % said

    def _add_condition(self) -> None:
        deciding = self.around.deciding
        asked = [
            (one.key, _("after certain answers to “%(question)s”") % {"question": called(one)}) for one in deciding
        ]
        self.fields["after"] = forms.ChoiceField(
            label=_("When it is asked"), choices=[("", _("always")), *asked], required=False
        )
        other = self.decided_by()
        if other is not None:
            self.fields["answers"] = forms.MultipleChoiceField(
                label=_("Asked if “%(question)s” is answered with one of these") % {"question": called(other)},
                choices=[(value, answer_called(other, value)) for value in outcomes(other)],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def decided_by(self) -> Question | None:
        """The earlier question that is chosen at present."""
        key = self["after"].value() if "after" in self.fields else ""
        return next((one for one in self.around.deciding if one.key == key), None)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        source = self.around.source
        if self.around.type.asks and not said.get(f"label_{source}") and f"label_{source}" not in self.errors:
            self.add_error(f"label_{source}", _("Write the question in the language of the original."))
        if said.get("personal") and not any(said.get(f"why_{code}") for code in self.around.languages):
            self.add_error(f"why_{source}", _("Say why you ask this: it is personal data."))
        if "answers" in self.fields and not said.get("answers") and "answers" not in self.errors:
            self.add_error("answers", _("Tick at least one answer, or ask it always."))
        for of in self.around.lists:
            self._check_list(of)
        return said

    def _check_list(self, of: str) -> None:
        """Each line has words of its own in the language of the original; there are neither too few nor too many."""
        source, seen = self.around.source, set()
        staying = [number for number, row in enumerate(self.around.lists[of]) if not row.removed]
        for number in staying:
            name = name_of(of, number, source)
            words = self.cleaned_data.get(name, "").casefold()
            if not words and name not in self.errors:
                self.add_error(name, _("Write the words of this line, or remove it."))
            elif words in seen:
                self.add_error(name, _("Another line says the same. Change one of them, or remove it."))
            seen.add(words)
        self._check_number(of, len(staying))

    def _check_number(self, of: str, count: int) -> None:
        least, most = limits_of(self.around.type, of)
        if count < least:
            said = _("%(list)s: write at least %(least)s, one in each line.")
            self.add_error(None, said % {"list": self.list_label(of), "least": least})
        elif count > most:
            said = _("%(list)s: there are %(count)s, and %(most)s are possible. Remove some.")
            self.add_error(None, said % {"list": self.list_label(of), "count": count, "most": most})

    def list_label(self, of: str) -> str:
        setting = lists_of(self.around.type)[of]
        return str(setting.label) if setting and of != OPTIONS else _("Choices")


def _text(language: str, label: Any, several: bool, most: int) -> forms.Field:
    field = (Prose if several else forms.CharField)(label=label, required=False, max_length=most)
    field.widget.attrs |= {"lang": language, "dir": direction(language)} | ({"rows": 3} if several else {})
    return field
