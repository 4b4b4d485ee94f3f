"""Where an event is read."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from heliograph.calls.states import Visibility
from heliograph.events.models import Event
from heliograph.network.letters import address_of


def query_of(event: Event) -> str:
    """What an address has to carry to lead to the event; empty unless only its link does."""
    return f"?{urlencode({'key': event.link})}" if event.visibility == Visibility.LINK else ""


def page_of(event: Event) -> str:
    """The whole address of an event's page, with the secret of one that is found by link only."""
    return address_of("events:event", event.slug) + query_of(event)


def path_of(event: Event) -> str:
    """The address of an event's page on this site."""
    return reverse("events:event", args=[event.slug]) + query_of(event)
