"""What is chosen when two records become one: field by field which of the two stays, as a form and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from heliograph.network.countries import country_name, language_name
from heliograph.network.models import Organization
from heliograph.network.states import Level, Theme
from heliograph.texts.commas import with_commas

STAYS, GOES = "stays", "goes"


def _tongue() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _place(each: Organization) -> str:
    degrees = f"{each.latitude:.3f}, {each.longitude:.3f}" if each.latitude is not None and each.longitude else ""
    return " · ".join(part for part in [each.city, country_name(each.country, _tongue()), degrees, each.zone] if part)


def _labels(values: list[str], labels: Mapping[str, Any]) -> str:
    return with_commas(str(labels.get(value, value)) for value in values)


def _languages(tags: list[str]) -> str:
    return with_commas(language_name(tag, _tongue()) for tag in tags)


def _correspondence(each: Organization) -> str:
    return _languages([each.correspondence])


@dataclass(frozen=True)
class Choice:
    """Fields that are chosen together; ``words`` says what stands in a record."""

    name: str
    label: str | Promise
    fields: tuple[str, ...]
    words: Callable[[Organization], str]


def _display(name: str) -> Callable[[Organization], str]:
    """The label of a choice that a record holds."""
    return lambda each: str(getattr(each, f"get_{name}_display")())


def _as_written(name: str) -> Callable[[Organization], str]:
    return lambda each: str(getattr(each, name))


CHOICES = (
    Choice("name", _("Name"), ("name", "name_language"), _as_written("name")),
    Choice("name_en", _("Name in English"), ("name_en",), _as_written("name_en")),
    Choice("kind", _("Kind"), ("kind",), _display("kind")),
    Choice("place", _("Place"), ("country", "city", "latitude", "longitude", "zone"), _place),
    Choice("levels", _("Levels"), ("levels",), lambda each: _labels(each.levels, dict(Level.choices))),
    Choice("languages", _("Teaching languages"), ("languages",), lambda each: _languages(each.languages)),
    Choice("learners", _("Learners"), ("learners",), _display("learners")),
    Choice("themes", _("Themes"), ("themes",), lambda each: _labels(each.themes, dict(Theme.choices))),
    Choice("web", _("Web address"), ("web",), _as_written("web")),
    Choice("email", _("E-mail address"), ("email",), _as_written("email")),
    Choice("correspondence", _("We write to it in"), ("correspondence",), _correspondence),
    Choice("visibility", _("What everybody may see of it"), ("visibility",), _display("visibility")),
)
IDENTIFIER = Choice("identifier", _("Identifier"), ("identifier",), _as_written("identifier"))


def _values(choice: Choice, each: Organization) -> list[Any]:
    return [getattr(each, name) for name in choice.fields]


class MergeForm(forms.Form):
    """Which value stays, for everything in which two records differ; what is the same in both is not asked."""

    def __init__(self, post: Any, stays: Organization, goes: Organization) -> None:
        super().__init__(post)
        self.stays, self.goes = stays, goes
        for choice in (*CHOICES, IDENTIFIER):
            if _values(choice, stays) != _values(choice, goes):
                self.fields[choice.name] = self._field(choice)

    def _field(self, choice: Choice) -> forms.ChoiceField:
        offered = [(STAYS, choice.words(self.stays) or _("nothing")), (GOES, choice.words(self.goes) or _("nothing"))]
        empty = not any(_values(choice, self.stays))
        return forms.ChoiceField(
            label=str(choice.label), choices=offered, widget=forms.RadioSelect, initial=GOES if empty else STAYS
        )

    @property
    def same(self) -> Iterator[tuple[str | Promise, str]]:
        """What both records say alike, where they say something."""
        return (
            (choice.label, words)
            for choice in CHOICES
            if choice.name not in self.fields and (words := choice.words(self.stays))
        )

    def chosen(self) -> dict[str, Any]:
        """The values that the record gets, of a valid form."""
        taken = [choice for choice in CHOICES if self.cleaned_data.get(choice.name) == GOES]
        return {name: getattr(self.goes, name) for choice in taken for name in choice.fields}

    @property
    def identifier(self) -> str:
        """The identifier that stays, of a valid form."""
        return self.goes.identifier if self.cleaned_data.get(IDENTIFIER.name) == GOES else self.stays.identifier
