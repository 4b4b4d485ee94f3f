"""The signed links of invitations to answer together, and the addresses of the answer for who has joined."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from heliograph.calls.answering import links as answer_links
from heliograph.calls.answering.finding import Visitor
from heliograph.calls.models import CoRespondent
from heliograph.network.letters import address_of, supported
from heliograph.network.signed import BadLink, sign, unsign

_PURPOSE = "calls.joint"
#: Longer than a call takes answers: until then the page can say what has become of the invitation.
LASTING = timedelta(days=400)


def token(co: CoRespondent) -> str:
    """The signed form, for the reader of the mailbox that was invited alone."""
    return sign(_PURPOSE, co.public_id.hex)


def read(signed: str) -> UUID:
    """The public id for which a token was made. Raises BadLink."""
    try:
        return UUID(unsign(_PURPOSE, signed, LASTING))
    except ValueError as error:
        raise BadLink(signed) from error


def link(co: CoRespondent, language: str) -> str:
    """The whole address of the page of an invitation, in the language of the letter."""
    return f"{address_of('calls:joint', token(co))}?{urlencode({'lang': supported(language)})}"


def signed_for(co: CoRespondent) -> str:
    """The token by which who has joined answers without signing in.

    Empty where the mailbox that was invited is not, or no longer, the one of the person.
    """
    person = co.person
    if person is None or not person.is_active or person.email.lower() != co.email.lower():
        return ""
    return answer_links.token(person, co.response.call)


def answer_url(co: CoRespondent) -> str:
    """Where the answer is seen and changed by who has joined: without signing in, where that may be."""
    visitor = Visitor(co.person, signed_for(co))
    return visitor.url(co.response.call, response=str(co.response.public_id))


def member_url(co: CoRespondent, do: str, signed: str = "") -> str:
    """The page on which something is done with one who was invited; ``signed`` is the token of who does it."""
    page = reverse("calls:together_change", args=[co.response.public_id, co.public_id, do])
    return with_token(page, signed)


def with_token(page: str, signed: str) -> str:
    """An address of this room for who came by a signed link."""
    return f"{page}?{urlencode({'with': signed})}" if signed else page
