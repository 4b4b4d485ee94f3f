"""A text's tree in a template."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from heliograph.bulletin.dates import Moment
from heliograph.texts.render_html import render_html
from heliograph.texts.render_plain import summary
from heliograph.texts.tree import Document

register = template.Library()


@register.filter
def as_html(document: Document, under: int = 2) -> SafeString:
    """The text as HTML below a heading of level ``under``; pictures of this site are shown, others linked."""
    return render_html(document, under=under, pictures=f"{settings.SITE_URL}{settings.MEDIA_URL}")


@register.filter
def on_site(address: str) -> str:
    """An address of this site without its host, so that a page stays on the host on which it is read."""
    return address.removeprefix(settings.SITE_URL)


@register.filter
def gist(document: Document, limit: int = 190) -> str:
    """The beginning of the text in bare words."""
    return summary(document, limit)


@register.filter
def in_time(moments: Iterable[Moment]) -> list[Moment]:
    """The dates that are ahead, soonest first; then those not known yet; then what is past or replaced."""

    def place(moment: Moment) -> tuple[bool, datetime]:
        return not moment.is_ahead, moment.stored.start or datetime.max.replace(tzinfo=UTC)

    return sorted(moments, key=place)
