"""The signed link by which who leads a proposal answers an offer from his mailbox."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from heliograph.conference.sessions.models import PartnerOffer
from heliograph.network.letters import address_of, supported
from heliograph.network.models import Person
from heliograph.network.signed import BadLink, sign, unsign

_PURPOSE = "conference.partner-offer"
#: Longer than a call takes answers: until then the page can say what has become of the offer.
LASTING = timedelta(days=400)


def token(offer: PartnerOffer, lead: Person) -> str:
    """The signed form, for who leads the proposal as the letter is written; it opens nothing to another lead."""
    return sign(_PURPOSE, f"{offer.public_id.hex}-{lead.public_id.hex}")


def link(offer: PartnerOffer, lead: Person, language: str) -> str:
    """The whole address of the page, in the language of the letter."""
    page = address_of("conference:partner_offer", offer.search.conference.programme.slug, token(offer, lead))
    return f"{page}?{urlencode({'lang': supported(language)})}"


def read(signed: str) -> tuple[UUID, UUID]:
    """The public ids of the offer and of the lead. Raises BadLink."""
    try:
        offer, _dash, lead = unsign(_PURPOSE, signed, LASTING).partition("-")
        return UUID(offer), UUID(lead)
    except ValueError as error:
        raise BadLink(signed) from error
