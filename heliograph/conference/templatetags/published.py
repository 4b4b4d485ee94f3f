"""What the page of a session shows of its place in the public programme."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

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
