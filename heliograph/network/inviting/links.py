"""The signed links of invitations and handovers: who holds one reads the mailbox that it was sent to."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from urllib.parse import urlencode
from uuid import UUID

from heliograph.network import signed
from heliograph.network.letters import address_of, supported

#: Longer than an invitation lasts: until then its page can say that it has run out, and what helps.
LASTING = timedelta(days=400)


class Purpose(Enum):
    """What a link is for; each has its own salt, so that none opens another's page. The value is the page's name."""

    INVITATION = "invitation"
    HANDOVER = "take_over"


def sign(purpose: Purpose, public_id: UUID) -> str:
    """The signed form, for the reader of one mailbox alone."""
    return signed.sign(f"inviting.{purpose.value}", public_id.hex)


def read(purpose: Purpose, token: str) -> UUID:
    """The public id for which a token was made. Raises BadLink."""
    return UUID(signed.unsign(f"inviting.{purpose.value}", token, LASTING))


def link(purpose: Purpose, public_id: UUID, language: str) -> str:
    """The whole address of the page behind a link, in the language of the letter."""
    page = address_of(f"network:{purpose.value}", sign(purpose, public_id))
    return f"{page}?{urlencode({'lang': supported(language)})}"
