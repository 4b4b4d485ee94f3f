"""The comma of a list in a template: ``{{ names|commas }}``, or ``{% comma %}`` between what a loop writes.

Every template has both without loading them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import get_language

from heliograph.texts.commas import comma_of, with_commas

register = template.Library()


@register.simple_tag
def comma() -> str:
    """The comma as the language of the page sets it, with the space after it."""
    return comma_of(get_language())


@register.filter
def commas(words: Iterable[object]) -> str:
    """Words on one line, as the language of the page lists them."""
    return with_commas(words)
