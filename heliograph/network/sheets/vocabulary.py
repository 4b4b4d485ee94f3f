"""What a word of a cell stands for, in any language of the network: kinds, levels, countries, languages, yes and no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from django.db.models import TextChoices
from django.utils import translation

from heliograph.network.countries import Region, all_countries, country_name, language_choices, language_name
from heliograph.network.sheets.folding import fold
from heliograph.network.states import Learners, Level, Membership, OrganizationKind, RoleKind, Theme, Visibility
from heliograph.texts.languages import CONTENT_LANGUAGES

#: Names of countries in use beside those of CLDR, those of the United Nations among them.
_ALSO_COUNTRIES = {
    "BO": ["Bolivia (Plurinational State of)"], "BN": ["Brunei Darussalam"], "CV": ["Cabo Verde", "Cape Verde"],
    "CD": ["Democratic Republic of the Congo", "DR Congo", "DRC", "RDC", "République démocratique du Congo"],
    "CG": ["Congo", "Republic of the Congo"], "CI": ["Ivory Coast"], "CZ": ["Czech Republic"], "SZ": ["Swaziland"],
    "FM": ["Micronesia (Federated States of)"], "GB": ["UK", "Great Britain",
    "United Kingdom of Great Britain and Northern Ireland"], "IR": ["Iran (Islamic Republic of)"],
    "KP": ["Democratic People's Republic of Korea"], "KR": ["Republic of Korea", "Korea"],
    "LA": ["Lao People's Democratic Republic", "Lao PDR"], "MD": ["Republic of Moldova"], "MM": ["Burma"],
    "MK": ["Macedonia"], "NL": ["Netherlands (Kingdom of the)", "Holland"], "PS": ["Palestine", "State of Palestine"],
    "RU": ["Russian Federation"], "SY": ["Syrian Arab Republic"], "TL": ["East Timor"], "TR": ["Turkey"],
    "TZ": ["United Republic of Tanzania"], "US": ["United States of America"], "VE":
    ["Venezuela (Bolivarian Republic of)"], "VN": ["Viet Nam"],
}  # fmt: skip
_YES = ("yes", "y", "true", "1", "x", "oui", "vrai", "sí", "si", "verdadero", "نعم", "да", "是")
_NO = ("no", "n", "false", "0", "non", "faux", "falso", "لا", "нет", "否")
_CHOICES: Mapping[str, type[TextChoices]] = {
    "kind": OrganizationKind,
    "levels": Level,
    "themes": Theme,
    "learners": Learners,
    "visibility": Visibility,
    "membership": Membership,
    "role": RoleKind,
}
#: What yes and no mean in columns that have more to choose from: no more is promised than was said.
_YES_AND_NO = {
    "visibility": (Visibility.NAME, Visibility.HIDDEN),
    "membership": (Membership.MEMBER, Membership.NONE),
}


def _in_all_languages(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """By folded word: the machine words first, then the labels in each language."""
    pairs = list(choices)
    found = {fold(value): value for value, _label in pairs}
    for language in CONTENT_LANGUAGES:
        with translation.override(language):
            for value, label in pairs:
                found.setdefault(fold(str(label)), value)
    return found


@cache
def choices(column: str) -> Mapping[str, str]:
    """The values of a column by folded word."""
    found = _in_all_languages((member.value, member.label) for member in _CHOICES[column])
    for words, number in ((_YES, 0), (_NO, 1)):
        for word in words if column in _YES_AND_NO else ():
            found.setdefault(fold(word), _YES_AND_NO[column][number].value)
    return found


@cache
def regions() -> Mapping[str, str]:
    """The regions by folded name."""
    return {
        **_in_all_languages((region.value, region.label) for region in Region),
        **{fold(region.slug): region.value for region in Region},
    }


@cache
def countries() -> Mapping[str, str]:
    """The codes of countries by folded code or name; a name that two countries have is left out."""
    found: dict[str, str] = {}
    for each in all_countries():
        found[fold(each.code)] = found[fold(each.alpha3)] = each.code
    clashing: set[str] = set()
    for language in CONTENT_LANGUAGES:
        for each in all_countries():
            for name in _names(each.code, country_name(each.code, language)):
                if found.setdefault(name, each.code) != each.code:
                    clashing.add(name)
    return {name: code for name, code in found.items() if name not in clashing}


def _names(code: str, name: str) -> set[str]:
    every = [name, name.replace("St.", "Saint"), name.replace("&", "and"), *_ALSO_COUNTRIES.get(code, [])]
    return {fold(one) for one in every}


@cache
def languages() -> Mapping[str, str]:
    """The tags of languages by folded name, in each language and in its own."""
    found: dict[str, str] = {}
    for language in CONTENT_LANGUAGES:
        names: Mapping[str, Any] = Locale.parse(language).languages
        for tag, name in sorted(names.items(), key=lambda pair: len(pair[0])):
            found.setdefault(fold(str(name)), tag.replace("_", "-"))
    for tag, _name in language_choices("en"):
        found.setdefault(fold(language_name(tag, tag)), tag)
    return found


@cache
def language_tags() -> frozenset[str]:
    """The primary subtags that are known."""
    return frozenset(str(tag) for tag in Locale("en").languages if "_" not in str(tag))


@cache
def zones() -> Mapping[str, str]:
    """The names of zones in lower case."""
    return {name.lower(): name for name in available_timezones() if "/" in name or name == "UTC"}
