"""The form of a call's reminders: on which days before closing."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heliograph.calls.models import Call
from heliograph.calls.reminders.models import MOST_DAYS
from heliograph.calls.reminders.ruling import DEFAULT, Rules, rules_of, rules_to_begin_with

#: Offered beside those that a call has.
_OFFERED = frozenset({*DEFAULT, 30, 7})
#: No call reminds more often.
MOST_RULES = 8
_SEPARATORS = re.compile(r"[\s,;،、]+")


def days_words(days: int) -> str:
    """A rule in words."""
    return ngettext("%(days)s day before it closes", "%(days)s days before it closes", days) % {"days": days}


class RulesForm(forms.Form):
    """``rules`` are those that were chosen: what a call had and is not chosen any more is kept, and off."""

    on = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Remind"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    more = forms.CharField(
        label=gettext_lazy("On other days before closing"),
        help_text=gettext_lazy("Numbers, for instance 21, 10. Leave it empty where the days above are enough."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, post: Any, call: Call) -> None:
        self._had = rules_of(call) or rules_to_begin_with(call)
        super().__init__(post, initial={"on": [days for days, on in self._had.items() if on]})
        offered = sorted(_OFFERED | set(self._had), reverse=True)
        field: Any = self.fields["on"]
        field.choices = [(days, days_words(days)) for days in offered]

    def clean_more(self) -> list[int]:
        """The days that were typed. Any script's digits will do."""
        words = [word for word in _SEPARATORS.split(self.cleaned_data["more"]) if word]
        if not all(word.isdecimal() and 1 <= int(word) <= MOST_DAYS for word in words):
            sentence = _("Write whole numbers from 1 to %(most)s, with commas between them.")
            raise forms.ValidationError(sentence % {"most": MOST_DAYS})
        return [int(word) for word in words]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if len({*said.get("on", ()), *said.get("more", ())}) > MOST_RULES:
            sentence = _("That is too often: choose no more than %(most)s days. Who is reminded less reads more.")
            raise forms.ValidationError(sentence % {"most": MOST_RULES})
        return said

    @property
    def rules(self) -> Rules:
        """As they are to be; those of before where the form was not sent."""
        if not self.is_bound or not self.is_valid():
            return self._had
        chosen = {*self.cleaned_data["on"], *self.cleaned_data["more"]}
        return {days: days in chosen for days in sorted(chosen | set(self._had), reverse=True)}
