"""Links by which a call is answered without signing in: who holds one reads the mailbox that it was sent to."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from heliograph.calls.models import Call
from heliograph.network.models import Person
from heliograph.network.signed import BadLink, sign, unsign

_PURPOSE = "calls.answer"
#: A link outlasts the call; whether an answer is still taken, the call's dates say.
LASTING = timedelta(days=365)


@dataclass(frozen=True)
class Holder:
    """Who holds a link: a person by public id, or an address that nobody has yet."""

    person: UUID | None
    email: str


def token(person: Person, call: Call) -> str:
    """The link's signed part for a person who is on record."""
    return _signed(call, str(person.public_id))


def token_for_address(email: str, call: Call) -> str:
    """The same for an address that nobody has yet; with the first answer it becomes a person's."""
    return _signed(call, email.strip().lower())


def _signed(call: Call, who: str) -> str:
    """In letters and digits only: an address may hold signs that mean something else in a link."""
    return sign(_PURPOSE, urlsafe_b64encode(f"{call.public_id} {who}".encode()).decode())


def read(signed: str, call: Call) -> Holder:
    """Who holds a link to answer a call. Raises BadLink, also where it was made for another call."""
    about, _space, who = urlsafe_b64decode(unsign(_PURPOSE, signed, LASTING)).decode().partition(" ")
    if about != str(call.public_id) or not who:
        raise BadLink(signed)
    return Holder(None, who) if "@" in who else Holder(UUID(who), "")
