"""Texts in several languages, and Markdown, in a template."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from i18nfield.strings import LazyI18nString

from heliograph.frame.reader import Reader
from heliograph.texts.languages import direction
from heliograph.texts.markdown import parse
from heliograph.texts.multilingual import pick
from heliograph.texts.render_html import render_html

register = template.Library()


@dataclass(frozen=True)
class Picked:
    """A text in the language in which its reader gets it; ``{{ it }}`` writes the words."""

    words: str
    language: str

    @property
    def direction(self) -> str:
        return direction(self.language)

    def __str__(self) -> str:
        return self.words

    def __bool__(self) -> bool:
        return bool(self.words)


@register.filter
def picked(value: LazyI18nString | str | None, reader: Reader | None) -> Picked:
    """A multilingual text in the first of the reader's languages that it exists in."""
    return Picked(*pick(value, reader.languages if reader else (settings.LANGUAGE_CODE,)))


@register.filter
def markdown(source: str, under: int = 2) -> SafeString:
    """Markdown as HTML below a heading of level ``under``; pictures of this site are shown, others linked."""
    return render_html(parse(str(source)), under=under, pictures=f"{settings.SITE_URL}{settings.MEDIA_URL}")
