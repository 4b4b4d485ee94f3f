"""The pieces that every page may use: sheets, icons, moments, the choice of language and of zone."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template import RequestContext
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from heliograph.frame import sheet as sheets
from heliograph.frame import zones
from heliograph.frame.icons import ICONS
from heliograph.frame.keeping import part
from heliograph.moments.wording import When
from heliograph.texts.languages import direction

register = template.Library()

_STATES = {
    "upcoming": _("open"),
    "soon": _("closing soon"),
    "now": _("now"),
    "past": _("past"),
    "tentative": _("to be confirmed"),
    "withdrawn": _("replaced"),
}


@register.simple_tag
def sheet(name: str) -> str:
    """The address of a style sheet (``site`` or ``desk``)."""
    return sheets.address(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line drawing that only repeats what the words beside it say."""
    return format_html(
        '<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false" fill="none" stroke="currentColor"'
        ' stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"><path d="{}"/></svg>',
        mark_safe(ICONS[name]),
    )


@register.inclusion_tag("frame/when.html")
def when(moment: When, what: str = "", place: str = "", language: str = "") -> dict[str, Any]:
    """A moment in words: for what, the reader's time, the organizer's, the distance."""
    return {"when": moment, "what": what, "place": place, "language": language, "phase": str(moment.phase)}


@register.inclusion_tag("frame/asks.html")
def asks(lines: list[tuple[str, str]]) -> dict[str, Any]:
    """What is wanted of the reader: pairs of an icon's name and words."""
    return {"lines": lines}


@register.simple_tag(takes_context=True)
def colophon(context: RequestContext) -> SafeString:
    """The foot of a page: languages and zones to choose from. It is the same on all pages without a query."""
    request, reader = context.get("request"), context.get("reader")
    if request is None or request.GET:
        return mark_safe(_colophon(context))
    language, zone = context.get("language"), reader.zone if reader else None
    key = ("colophon", language, zone, str(context.get("network_name")))
    return part(key, timezone.now(), (), lambda: _colophon(context))


def _colophon(context: RequestContext) -> str:
    given: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
    return render_to_string("frame/colophon.html", given, context.get("request"))


@register.inclusion_tag("frame/language_switch.html", takes_context=True)
def language_switch(context: dict[str, Any]) -> dict[str, Any]:
    """Links to this page in the other languages of the interface."""
    request = context.get("request")
    lines = []
    for code, name in settings.LANGUAGES:
        query = request.GET.copy() if request else None
        if query is not None:
            query["lang"] = code
        url = f"?{query.urlencode()}" if query is not None else f"/?lang={code}"
        current = code == context.get("language")
        lines.append({"code": code, "name": name, "url": url, "current": current, "direction": direction(code)})
    return {"lines": lines}


@register.inclusion_tag("frame/zone_switch.html", takes_context=True)
def zone_switch(context: dict[str, Any]) -> dict[str, Any]:
    """The choice of the zone in which times are shown; works as a plain form."""
    request, reader = context.get("request"), context.get("reader")
    chosen = reader.zone if reader else None
    kept = [(name, value) for name, value in request.GET.items() if name not in {"zone", "lang"}] if request else []
    found = zones.options(context.get("language") or settings.LANGUAGE_CODE, timezone.now(), chosen)
    return {"kept": kept, "chosen": chosen, "options": found}
