"""The record of an organization as a form: whole or in part; what is left empty is filled from the place.

Shown by ``network/parts/error_summary.html`` and ``network/parts/field.html``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from heliograph.frame.reader import valid_zone
from heliograph.frame.zones import choices as zone_choices
from heliograph.network import places
from heliograph.network.countries import country, country_choices, country_name, language_choices, language_name
from heliograph.network.models import Organization
from heliograph.network.records import CORRECTABLE
from heliograph.network.states import Learners, Level, OrganizationKind, Theme, Visibility
from heliograph.texts.languages import CONTENT_LANGUAGES

#: Zero width, and yet letters of Persian, of the scripts of India and of others look otherwise without them.
JOINERS = "\u200c\u200d"
#: Letters and signs without a shape: fillers of Hangul, and Braille without a dot.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
#: So many towns are offered while one is written.
MOST_TOWNS = 300
_SHOWN = [
    (Visibility.FULL.value, _("The whole page: levels, languages, themes, web address. No addresses of people.")),
    (Visibility.NAME.value, _("Only the name, the town and the country.")),
    (Visibility.HIDDEN.value, _("Nothing: it is only counted.")),
]
#: The record in the order in which it is read, in groups with a heading each.
GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Name"), ("kind", "name", "name_language", "name_en")),
    (_("Place"), ("country", "city", "latitude", "longitude", "zone")),
    (_("What it does"), ("levels", "languages", "learners", "themes")),
    (_("How it is reached, and what is shown"), ("web", "email", "correspondence", "visibility")),
)


def reading() -> str:
    """The language of the page."""
    return get_language() or settings.LANGUAGE_CODE


def clean_line(text: str) -> str:
    """One line of text: composed letters (NFC), single spaces, no control and format characters.

    The joiners that some scripts are written with stay. Where nothing is left that can be seen, it is empty.
    """
    line = unicodedata.normalize("NFC", " ".join("".join(map(_kept, text)).split()))
    return line if any(map(is_seen, line)) else ""


def _kept(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category == "Cf" and sign not in JOINERS else sign


def is_seen(sign: str) -> bool:
    """Whether a character is seen where it stands alone."""
    return unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK


class LineField(forms.CharField):
    """A name or a town: one line, in whichever direction its letters run."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs.setdefault("dir", "auto")

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class SeveralSelects(forms.SelectMultiple):
    """One list after another to choose from, with an empty one at the end: easier than one list that takes many."""

    template_name = "network/parts/several_selects.html"
    use_fieldset = True
    #: How many lists there are at least.
    least = 3

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        given = [str(each) for each in value or [] if each]
        blanks = [""] * max(1, self.least - len(given))
        context["selects"] = [(number, tag) for number, tag in enumerate([*given, *blanks], start=1)]
        context["offered"] = [("", "–"), *self.choices]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        given = super().value_from_datadict(data, files, name) or []
        return list(dict.fromkeys(each for each in given if each))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""


class OrganizationForm(forms.Form):
    """The fields of ``records.CORRECTABLE``, or ``only`` some of them; ``said()`` is what ``records`` is given.

    ``countries`` limits the choice of a country. ``at`` (aware) says as of when clocks are shown.
    """

    kind = forms.ChoiceField(label=_("Kind"), choices=OrganizationKind.choices)
    name = LineField(
        label=_("Name"), max_length=250, help_text=_("In its own language and script, as it writes it itself.")
    )
    name_language = forms.ChoiceField(label=_("Language of the name"))
    name_en = LineField(label=_("Name in English (optional)"), max_length=250, required=False)
    country = forms.ChoiceField(label=_("Country"))
    city = LineField(label=_("Town"), max_length=120, required=False, widget=forms.TextInput(attrs={"list": "towns"}))
    latitude = forms.FloatField(
        label=_("Latitude"),
        min_value=-90,
        max_value=90,
        required=False,
        help_text=_("Degrees north. Left empty, it is the town’s."),
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        min_value=-180,
        max_value=180,
        required=False,
        help_text=_("Degrees east. Left empty, it is the town’s."),
    )
    zone = forms.ChoiceField(label=_("Time zone"), required=False)
    levels = forms.MultipleChoiceField(
        label=_("Levels"), choices=Level.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    languages = forms.MultipleChoiceField(label=_("Teaching languages"), widget=SeveralSelects, required=False)
    learners = forms.ChoiceField(label=_("Number of learners"), required=False)
    themes = forms.MultipleChoiceField(
        label=_("Themes"), choices=Theme.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    web = forms.URLField(label=_("Web address"), max_length=300, required=False, assume_scheme="https")
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, required=False, help_text=_("It is never shown to everybody.")
    )
    correspondence = forms.ChoiceField(label=_("Language in which we write to it"))
    visibility = forms.ChoiceField(label=_("What everybody may see of it"), choices=_SHOWN, widget=forms.RadioSelect)

    def __init__(
        self,
        post: Any = None,
        *,
        at: datetime,
        organization: Organization | None = None,
        only: Collection[str] | None = None,
        countries: Collection[str] | None = None,
        initial: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        stood = {name: getattr(organization, name) for name in CORRECTABLE} if organization is not None else {}
        super().__init__(post, initial={**stood, **(initial or {})}, **options)
        self.organization = organization
        for name in ("latitude", "longitude", "web", "email"):
            self.fields[name].widget.attrs["dir"] = "ltr"
        for name in set(CORRECTABLE) - set(only if only is not None else CORRECTABLE):
            del self.fields[name]
        for name, offered in self._offered(at, countries).items():
            if name in self.fields:
                self.fields[name].choices = offered  # type: ignore[attr-defined]

    def _offered(self, at: datetime, countries: Collection[str] | None) -> dict[str, list[tuple[str, Any]]]:
        tongue, had = reading(), self.initial
        letters = [(tag, language_name(tag, tongue)) for tag in CONTENT_LANGUAGES]
        spoken, present = language_choices(tongue), had.get("country", "")
        own = [pair for pair in country_choices(tongue) if countries is None or pair[0] in {*countries, present}]
        zones = [(each.name, each.label) for each in zone_choices(tongue, at, valid_zone(had.get("zone")))]
        choose = ("", _("Please choose"))
        return {
            "country": own if len(own) == 1 else [choose, *own],
            "name_language": [choose, *_with_present(spoken, [had.get("name_language", "")])],
            "languages": _with_present(spoken, had.get("languages") or []),
            "correspondence": _with_present(letters, [had.get("correspondence", "")]),
            "zone": [("", _("the town’s")), *zones],
            "learners": [("", _("not known")), *Learners.choices],
        }

    @property
    def groups(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        """The fields that are shown, in groups with a heading each."""
        parts = [(title, [self[name] for name in names if name in self.fields]) for title, names in GROUPS]
        return [(title, fields) for title, fields in parts if fields]

    @property
    def towns(self) -> list[str]:
        """Towns of the country that is chosen, the largest first, to be offered while one is written."""
        chosen = self["country"].value() if "country" in self.fields else self.initial.get("country")
        return places.towns(str(chosen or ""))[:MOST_TOWNS]

    def clean_levels(self) -> list[str]:
        return self._kept("levels")

    def clean_themes(self) -> list[str]:
        return self._kept("themes")

    def clean_languages(self) -> list[str]:
        return self._kept("languages")

    def _kept(self, name: str) -> list[str]:
        """The list as it stands, where the same words are said in another order."""
        said, stood = list(self.cleaned_data[name]), list(self.initial.get(name) or [])
        return stood if set(said) == set(stood) and len(said) == len(stood) else said

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if {"latitude", "longitude"} <= said.keys() and (said["latitude"] is None) != (said["longitude"] is None):
            empty = "latitude" if said["latitude"] is None else "longitude"
            self.add_error(empty, _("Give both, latitude and longitude, or leave both empty."))
        elif not self.errors and not {"country", "city", "zone"}.isdisjoint(said):
            said.update(placed(said, self.initial))
        return said

    def said(self) -> dict[str, Any]:
        """The fields of the record that a valid form speaks of, and what it says."""
        return {name: self.cleaned_data[name] for name in CORRECTABLE if name in self.cleaned_data}


def _with_present(offered: Sequence[tuple[str, str]], present: Iterable[str]) -> list[tuple[str, Any]]:
    """The choices, and what stands in the record where it is none of them."""
    known = {value for value, _label in offered}
    return [*offered, *((tag, language_name(tag, reading())) for tag in present if tag and tag not in known)]


def placed(said: Mapping[str, Any], stood: Mapping[str, Any]) -> dict[str, Any]:
    """Coordinates and zone for what is ``said`` of an organization of which ``stood`` is on record.

    What was written by hand stays. What was left empty, or belongs to a town that was left, is the new town's; where
    the town is not known, coordinates are empty and the zone is the country's capital's.
    """
    both = {name: said.get(name, stood.get(name)) for name in ("country", "city", "latitude", "longitude", "zone")}
    moved = any(both[name] != stood.get(name, both[name]) for name in ("country", "city"))
    found = places.find(both["country"] or "", both["city"] or "")
    filled: dict[str, Any] = {}
    if both["latitude"] is None or (moved and all(both[name] == stood.get(name) for name in ("latitude", "longitude"))):
        filled = {"latitude": found.latitude if found else None, "longitude": found.longitude if found else None}
    if not both["zone"] or (moved and both["zone"] == stood.get("zone")):
        filled["zone"] = found.zone if found else _zone_of(both["country"])
    return filled


def _zone_of(code: str) -> str:
    try:
        return country(code).zone
    except KeyError:
        return "UTC"


def named_countries(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Countries by code with their names in the language of the page, in the order of the names."""
    wanted = set(codes)
    known = [pair for pair in country_choices(reading()) if pair[0] in wanted]
    return [*known, *((code, country_name(code, reading())) for code in sorted(wanted - {code for code, _n in known}))]
