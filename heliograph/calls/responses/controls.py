"""The filters of the table as fields of a page: name, label, what there is to choose from, what is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.calls.questions.types.finding import Way
from heliograph.calls.questions.types.place import offered
from heliograph.calls.responses.asking import NO, YES, Sought, Wanted, name_of_field
from heliograph.calls.responses.fields import TableField
from heliograph.calls.states import ResponseState
from heliograph.network.countries import Region, language_name
from heliograph.network.states import OrganizationKind
from heliograph.texts.languages import CONTENT_LANGUAGES

Option = tuple[str, str, bool]
#: As many options are boxes; of more one is chosen from a list.
FEW = 12


@dataclass(frozen=True)
class Control:
    """One field: ``shape`` is boxes, list, words, numbers, days, any or arrived.

    ``there`` has the choice by whether there is an answer.
    """

    name: str
    label: str
    shape: str
    options: Sequence[Option] = ()
    words: str = ""
    least: str = ""
    most: str = ""
    there: Sequence[Option] = ()
    language: str = ""

    @property
    def listed(self) -> SafeString:
        """The options of a list."""
        return _listed(tuple(self.options))

    @property
    def used(self) -> bool:
        chosen = any(value and on for value, _label, on in (*self.options, *self.there))
        return bool(chosen or self.words or self.least or self.most)


@lru_cache(maxsize=256)
def _listed(options: tuple[Option, ...]) -> SafeString:
    lines = ((value, mark_safe(" selected") if on else "", words) for value, words, on in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', lines)


def _list(name: str, label: str, offered: Sequence[tuple[str, str]], chosen: Sequence[str]) -> Control:
    return Control(name, label, "list", [(value, words, value in chosen) for value, words in offered])


def standing_controls(wanted: Wanted, counts: Mapping[str, int], language: str) -> list[Control]:
    """The filters of every table; ``counts`` are the responses by state."""
    chosen = {name: wanted.standing.get(name, ()) for name in ("state", "country", "region", "kind", "language")}
    told = {name: wanted.standing.get(name, ("",))[0] for name in ("late", "files", "since", "until")}
    states = [
        (state.value, f"{capfirst(str(state.label))} ({counts.get(state, 0)})", state.value in chosen["state"])
        for state in ResponseState
        if state != ResponseState.DRAFT and (counts.get(state) or state.value in chosen["state"])
    ]
    regions = [(region.slug, str(region.label)) for region in Region]
    kinds = [(value, capfirst(str(words))) for value, words in OrganizationKind.choices]
    languages = [(tag, language_name(tag, language)) for tag in CONTENT_LANGUAGES]
    controls = [
        Control("state", pgettext("column of a table", "State"), "boxes", states),
        _list("country", _("Country"), offered("country", language), chosen["country"]),
        _list("region", _("Region"), regions, chosen["region"]),
        _list("kind", _("Kind of organization"), kinds, chosen["kind"]),
        _list("language", _("Language of the answer"), languages, chosen["language"]),
        _list("late", _("In time or late"), [(NO, _("in time")), (YES, _("late, by exception"))], [told["late"]]),
        _list("files", _("With files"), [(YES, _("with files")), (NO, _("without files"))], [told["files"]]),
        Control("", _("Arrived"), "arrived", least=told["since"], most=told["until"]),
    ]
    return [_typed(each, wanted) for each in controls]


def _typed(control: Control, wanted: Wanted) -> Control:
    """A field that keeps what was typed into it and is not understood."""
    strange = [(value, value, True) for value in wanted.unread.get(control.name, ())]
    ends = ("since", "until") if control.shape == "arrived" else (f"{control.name}.from", f"{control.name}.to")
    least, most = (wanted.unread.get(end, ("",))[-1] for end in ends)
    options = [*control.options, *strange]
    return replace(control, options=options, least=control.least or least, most=control.most or most)


def faults(wanted: Wanted, controls: Sequence[Control]) -> list[tuple[str, str]]:
    """What was typed and is not understood: the label of its field (else its name in the address), and the value."""
    labels = {**{each.name: each.label for each in controls}, "since": _("Arrived from"), "until": _("Arrived until")}
    found = [(name, value) for name, values in wanted.unread.items() for value in values]
    return [(labels.get(name_of_field(name), name), value) for name, value in found]


def field_controls(wanted: Wanted) -> list[Control]:
    """The filters by answers, and those that other rooms have added."""
    return [
        _typed(control, wanted)
        for one in wanted.fields.every
        if one.finder is not None
        for control in _of_field(one, wanted.sought.get(one.name, Sought()))
    ]


_SHAPES = {Way.CONTAINS: "words", Way.WORDS: "words", Way.NUMBERS: "numbers", Way.DAYS: "days", Way.ANY: "any"}


def _of_field(one: TableField, sought: Sought) -> Iterator[Control]:
    assert one.finder is not None
    shape = _SHAPES.get(one.finder.way) or ("boxes" if len(one.finder.offered) <= FEW else "list")
    yield Control(
        one.name,
        str(one.label),
        shape,
        [(value, words, value in sought.values) for value, words in one.finder.offered],
        sought.values[0] if sought.values and shape == "words" else "",
        sought.least,
        sought.most,
        _there(one, sought),
        one.label.language,
    )


def _there(one: TableField, sought: Sought) -> list[Option]:
    yes, no = _("answered"), _("not answered")
    if one.extra is not None:
        yes, no = str(one.extra.with_value), str(one.extra.without)
    return [(YES, yes, sought.there == YES), (NO, no, sought.there == NO)]
