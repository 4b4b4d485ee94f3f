"""Counts and shares as the language of the page writes them."""

from __future__ import annotations

from django import template

from heliograph.network.directory import wording
from heliograph.network.figures import Counts
from heliograph.network.forms import reading

register = template.Library()


@register.filter
def number(value: int) -> str:
    """A whole number: ``11,424``."""
    return wording.number(value, reading())


@register.filter
def share(counts: Counts) -> str:
    """The share of the members' records that are fresh: ``71%``; a dash where there are no members."""
    return wording.share(counts, reading())
