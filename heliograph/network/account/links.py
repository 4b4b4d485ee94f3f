"""The signed links of letters about an account: who holds one reads the mailbox that it was sent to."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from uuid import UUID

from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from heliograph.network import signed
from heliograph.network.letters import address_of
from heliograph.network.models import Person

#: How long a public id is in a link.
_HEX = 32


class Purpose(Enum):
    """What a link is for; each has its own salt, so that none opens another's page."""

    TAKE = "take-address"
    OBJECT = "object-to-address"
    ERASE = "erase"

    @property
    def lasting(self) -> timedelta:
        return _LASTING[self]


_LASTING = {
    Purpose.TAKE: timedelta(days=3),
    Purpose.OBJECT: timedelta(days=7),
    Purpose.ERASE: timedelta(days=1),
}
_PAGES = {Purpose.TAKE: "me_take_address", Purpose.OBJECT: "me_object", Purpose.ERASE: "me_erase_now"}


def state_of(person: Person) -> str:
    """What a link about a person can be bound to: it changes with his address, and when he is signed out everywhere."""
    return salted_hmac("heliograph.network.account.state", f"{person.email} {person.password}").hexdigest()[:20]


def sign(purpose: Purpose, public_id: UUID, state: str = "") -> str:
    return signed.sign(f"account.{purpose.value}", public_id.hex + state)


def read(purpose: Purpose, token: str) -> tuple[UUID, str]:
    """The public id for which a token was made, and the state to which it is bound. Raises BadLink."""
    said = signed.unsign(f"account.{purpose.value}", token, purpose.lasting)
    return UUID(said[:_HEX]), said[_HEX:]


def link(purpose: Purpose, public_id: UUID, state: str = "") -> str:
    """The whole address of the page behind a link, in the language that is active."""
    page = address_of(f"network:{_PAGES[purpose]}", sign(purpose, public_id, state))
    return f"{page}?lang={get_language()}"
