"""What pages show of the public programme: the place of a session, and that a page was kept on the device."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import RequestContext
from django.urls import reverse

from heliograph.conference.models import Conference
from heliograph.conference.published.of_session import shown_of
from heliograph.conference.sessions.models import Session
from heliograph.frame.arrival import arrived_at

register = template.Library()


@register.inclusion_tag("conference/published/place.html", takes_context=True)
def place_in_programme(context: RequestContext, conference: Conference, session: Session) -> dict[str, Any]:
    """When and where a session is, for who reads; whether he would go."""
    request = context["request"]
    shown = shown_of(conference, session, request.user, context["reader"], arrived_at(request))
    return {"it": shown, "conference": conference, "session": session, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("conference/published/kept.html", takes_context=True)
def kept_on_the_device(context: RequestContext, conference: Conference) -> dict[str, str]:
    """Lets a page be kept for when the line is down, as everybody sees it, in the words and the time of who reads."""
    reader = context["reader"]
    asked = {"lang": reader.language, **({"zone": reader.zone} if reader.zone else {})}
    worker = reverse("conference:programme_worker", args=[conference.programme.slug])
    return {"worker": worker, "asked": f"?{urlencode(asked)}"}
