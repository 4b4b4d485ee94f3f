"""The links by which somebody who is registered finds from his mailbox how he comes, and his invitation letter."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from heliograph.calls.mine.holders import Holder
from heliograph.conference.models import Conference
from heliograph.delivery.links import BadToken, letter_token, read_letter_token
from heliograph.network.letters import address_of

#: How long the link of a letter opens the page.
LASTING = timedelta(days=180)


def stay_key(conference: Conference, name: str = "") -> str:
    """The key of a mailing about stays at a conference; without a name, what all of them begin with."""
    return f"conference/{conference.programme.public_id}/stay/{name}"


def stay_link(conference: Conference, address: str, at: datetime) -> str:
    """The whole address of the page for a mailbox, in the language that is active."""
    return link_with(conference, letter_token(address, stay_key(conference, "page"), at))


def stay_path(conference: Conference, address: str, at: datetime) -> str:
    """The path of the same page, from another page behind a link for the mailbox."""
    token = letter_token(address, stay_key(conference, "page"), at)
    return reverse("conference:stay_by_link", args=[conference.programme.slug, token])


def link_with(conference: Conference, token: str) -> str:
    """The same with what stands for the token: a mark in the letters of a mailing."""
    page = address_of("conference:stay_by_link", conference.programme.slug, token)
    return f"{page}?{urlencode({'lang': get_language() or 'en'})}"


def opened(conference: Conference, token: str, at: datetime) -> Holder:
    """Who reads the mailbox of a link. Raises BadToken, Expired among them. One query."""
    sent = read_letter_token(token, LASTING, at)
    if not sent.key.startswith(stay_key(conference)):
        raise BadToken(token)
    return Holder.at(sent.address)
