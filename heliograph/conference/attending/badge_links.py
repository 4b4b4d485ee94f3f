"""The links by which somebody who was at a conference finds his badge and his certificate from his mailbox."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.utils.translation import get_language

from heliograph.calls.mine.holders import Holder
from heliograph.conference.models import Conference
from heliograph.delivery.links import BadToken, read_letter_token
from heliograph.network.letters import address_of

#: How long the link of a letter opens the page.
LASTING = timedelta(days=400)


def badge_key(conference: Conference, name: str = "") -> str:
    """The key of a mailing about badges of a conference; without a name, what all of them begin with."""
    return f"conference/{conference.programme.public_id}/badge/{name}"


def link_with(conference: Conference, token: str) -> str:
    """The whole address of the page, in the language that is active; ``token`` may be a mark in a mailing's letters."""
    page = address_of("conference:badge_by_link", conference.programme.slug, token)
    return f"{page}?{urlencode({'lang': get_language() or 'en'})}"


def opened(conference: Conference, token: str, at: datetime) -> Holder:
    """Who reads the mailbox of a link. Raises BadToken, Expired among them. One query."""
    sent = read_letter_token(token, LASTING, at)
    if not sent.key.startswith(badge_key(conference)):
        raise BadToken(token)
    return Holder.at(sent.address)
