"""The fields of a kind's own options in the form of a call, and what they hold in words."""

from __future__ import annotations

from typing import Any

from django import forms

from heliograph.calls.kinds import kind_of
from heliograph.calls.kinds.options import LONGEST, Option, OptionType
from heliograph.calls.models import Call

#: So many choices stand below one another; more are a list to open.
_MOST_SHOWN = 6


def field_name(option: Option) -> str:
    """No field of all calls begins so."""
    return f"option_{option.key}"


def field_of(option: Option) -> forms.Field:
    """A field that gives values as the option keeps them."""
    said: dict[str, Any] = {"label": option.label, "help_text": option.help, "required": False}
    match option.type:
        case OptionType.CHOICE:
            kind = forms.RadioSelect if len(option.choices) <= _MOST_SHOWN else forms.Select
            return forms.ChoiceField(**{**said, "required": True}, choices=list(option.choices), widget=kind)
        case OptionType.BOOLEAN:
            return forms.BooleanField(**said)
        case OptionType.TEXT:
            return forms.CharField(**said, max_length=option.most or LONGEST)
    return forms.IntegerField(
        **{**said, "required": option.default is not None}, min_value=option.least, max_value=option.most
    )


def option_fields(call: Call) -> dict[str, forms.Field]:
    """A field for each option of the call's kind, by its name in the form, with what is chosen now."""
    kind = kind_of(call)
    now, fields = kind.chosen(call), {}
    for option in kind.options:
        fields[field_name(option)] = field = field_of(option)
        field.initial = now[option.key]
    return fields


def options_told(call: Call) -> list[tuple[str, str]]:
    """What is chosen for a call, in words: the label of each option and its value."""
    kind = kind_of(call)
    now = kind.chosen(call)
    return [(str(option.label), option.words(now[option.key])) for option in kind.options]
