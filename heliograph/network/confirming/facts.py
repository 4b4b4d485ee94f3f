"""A school's record in plain words, as the school itself reads it before it says that it is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from heliograph.moments.locales import write_day
from heliograph.network.countries import country_name, language_name
from heliograph.network.models import Organization, Role
from heliograph.network.records import CORRECTABLE
from heliograph.network.states import Level, Theme, Visibility
from heliograph.texts.commas import with_commas

_SHOWN: dict[str, str | Promise] = {
    Visibility.HIDDEN: gettext_lazy("Nothing: your school is only counted."),
    Visibility.NAME: gettext_lazy("Its name, its town and its country."),
    Visibility.FULL: gettext_lazy("The whole page of your school, without the addresses of people."),
}


@dataclass(frozen=True)
class Fact:
    """One line of the record; ``words`` is empty where nothing is known, ``spoken`` their language where it is not the
    page's.
    """

    label: str
    words: str
    spoken: str = ""


def state_of(school: Organization) -> str:
    """What tells one state of a record from another: a form knows by it that the record has changed meanwhile."""
    stood = [str(getattr(school, name)) for name in CORRECTABLE]
    return blake2b("\0".join(stood).encode(), digest_size=9).hexdigest()


def _labels(values: Iterable[str], labels: dict[str, str]) -> str:
    return with_commas(labels.get(value, value) for value in values)


def facts(school: Organization, speaking: Iterable[Role]) -> list[Fact]:
    """The record in the order in which it is read; ``speaking`` are the roles of those who speak for the school."""
    language = get_language() or settings.LANGUAGE_CODE
    place = with_commas(part for part in [school.city, country_name(school.country, language)] if part)
    levels = {level.value: str(level.label) for level in Level}
    themes = {theme.value: str(theme.label) for theme in Theme}
    people = [f"{role.person} ({role.get_kind_display()})" for role in speaking]  # type: ignore[attr-defined]
    return [
        Fact(_("Name"), school.name, school.name_language),
        Fact(_("Name in English"), school.name_en, "en"),
        Fact(_("Town and country"), place),
        Fact(_("Levels"), _labels(school.levels, levels)),
        Fact(_("Teaching languages"), with_commas(language_name(tag, language) for tag in school.languages)),
        Fact(_("Themes"), _labels(school.themes, themes)),
        Fact(_("Learners"), school.get_learners_display() if school.learners else ""),  # type: ignore[attr-defined]
        Fact(_("Web address"), school.web),
        Fact(_("E-mail address"), school.email),
        Fact(_("We write to you in"), language_name(school.correspondence, language)),
        Fact(_("Who speaks for it"), with_commas(people)),
        Fact(_("Shown to everybody"), str(_SHOWN[school.visibility])),
        Fact(_("Member since"), str(school.member_since or "")),
        Fact(_("Last confirmed"), write_day(school.confirmed_on, language) if school.confirmed_on else _("never")),
    ]
