"""The colon in a template: ``{{ label }}{% colon %} {{ value }}``. Every template has it without loading it."""

from __future__ import annotations

from django import template

from heliograph.texts.colons import with_colon

register = template.Library()


@register.simple_tag
def colon() -> str:
    """The colon as the language of the page sets it, without the space that follows it."""
    return with_colon("")
