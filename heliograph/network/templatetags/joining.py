"""What the pages of joining say about a school: names of countries and languages, labels, membership."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.network import countries
from heliograph.network.joining.certificates import standing_of
from heliograph.network.models import Application, Organization
from heliograph.network.remits import Remit
from heliograph.network.states import Learners, Level, Theme
from heliograph.texts.commas import with_commas

register = template.Library()
_CHOICES: dict[str, Any] = {"levels": Level, "themes": Theme, "learners": Learners}


def _tongue() -> str:
    return get_language() or settings.LANGUAGE_CODE


@register.filter
def country_words(code: str) -> str:
    """A country's name in the language of the page."""
    return countries.country_name(code, _tongue()) if code else ""


@register.filter
def language_words(tags: str | Iterable[str]) -> str:
    """The name of a language, or of several, in the language of the page."""
    given = [tags] if isinstance(tags, str) else tags
    return with_commas(countries.language_name(tag, _tongue()) for tag in given if tag)


@register.filter
def labels(values: str | Iterable[str], kind: str) -> str:
    """The labels of levels, themes or a range of learners (``kind``); what is not known is left out."""
    known = dict(_CHOICES[kind].choices)
    given = [values] if isinstance(values, str) else values
    return with_commas(str(known[value]) for value in given if value in known)


@register.filter
def reason(text: str) -> str:
    """A reason as it was written; one that the site wrote itself in the language of the page."""
    return _(text) if text else ""


@register.inclusion_tag("network/joining/desk/membership_facts.html", takes_context=True)
def membership_facts(context: dict[str, Any], organization: Organization, remit: Remit) -> dict[str, Any]:
    """State, history and certificate of an organization, with links to what may be done. Three queries."""
    application = Application.objects.filter(organization=organization).first()
    return {
        "school": organization,
        "changes": organization.membership_changes.select_related("by"),
        "application": application,
        "certificate": standing_of(organization),
        "manages": remit.manages_country(organization.country),
        "reader": context.get("reader"),
    }
