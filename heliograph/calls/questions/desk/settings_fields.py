"""The settings that a type of question declares, as fields of a form; those with texts in each language and the lists
are shown elsewhere (``blocks``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heliograph.calls.questions.types.settings import Number, One, Setting, Several, Whole
from heliograph.frame.fields import DayField


def plain_field(setting: Setting) -> forms.Field:
    """The field of a setting that has one value."""
    return _MAKERS[setting.input](setting, _given(setting))


def _given(setting: Setting) -> dict[str, Any]:
    """What all fields are told. A tick is never needed: that it is not set says something."""
    needed = setting.needed and setting.input != "tick"
    return {"label": setting.label, "help_text": setting.help, "required": needed}


def _whole(setting: Setting, given: Mapping[str, Any]) -> forms.Field:
    assert isinstance(setting, Whole)
    return forms.IntegerField(min_value=setting.least, max_value=setting.most, **given)


def _number(setting: Setting, given: Mapping[str, Any]) -> forms.Field:
    assert isinstance(setting, Number)
    return forms.FloatField(min_value=-setting.most, max_value=setting.most, **given)


def _one(setting: Setting, given: Mapping[str, Any]) -> forms.Field:
    assert isinstance(setting, One)
    nothing = [] if setting.default or setting.needed or "" in dict(setting.choices) else [("", _("no matter which"))]
    return forms.ChoiceField(choices=[*nothing, *setting.choices], **given)


def _several(setting: Setting, given: Mapping[str, Any]) -> forms.Field:
    assert isinstance(setting, Several)
    return forms.MultipleChoiceField(choices=setting.choices, widget=forms.CheckboxSelectMultiple, **given)


_MAKERS: dict[str, Callable[[Setting, Mapping[str, Any]], forms.Field]] = {
    "whole": _whole,
    "number": _number,
    "day": lambda _setting, given: DayField(**given),
    "tick": lambda _setting, given: forms.BooleanField(**given),
    "one": _one,
    "several": _several,
}


def kept(setting: Setting, value: Any) -> Any:
    """What a field holds as JSON has it; None where it says nothing beyond the default."""
    if value in (None, "", []):
        return None
    if setting.input == "day":
        value = value.isoformat()
    if setting.input == "number" and float(value).is_integer():
        value = int(value)
    return None if value == setting.default else value
