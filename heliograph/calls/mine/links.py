"""Signed links to one answer: who holds one reads the mailbox that it was sent to, and needs no account."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.mine.holders import Holder, holder_of
from heliograph.calls.models import Call, Response
from heliograph.calls.states import CallStatus
from heliograph.network.letters import address_of
from heliograph.network.models import Person
from heliograph.network.signed import BadLink, sign, unsign

_PURPOSE = "calls.response"
#: The signature outlasts every call; when a link is over, the call's dates say.
_LASTING = timedelta(days=3650)
#: How long after the last date of its call a link is good.
AFTER = timedelta(days=90)


def token(response: Response, holder: Holder) -> str:
    """The signed part of a link to an answer, for a person or for an address that nobody has yet.

    In letters and digits only: an address may hold signs that mean something else in a link, and is not read there.
    """
    who = str(holder.person.public_id) if holder.person is not None else holder.address
    return sign(_PURPOSE, urlsafe_b64encode(f"{response.public_id} {who}".encode()).decode())


def link(response: Response, holder: Holder) -> str:
    """The whole address, for a letter, in the language that is active."""
    page = address_of("calls:response_signed", token(response, holder))
    return f"{page}?{urlencode({'lang': get_language() or 'en'})}"


def inert() -> str:
    """What stands where ``link`` would, in a letter that is only shown: no key is made for it."""
    before, _after = address_of("calls:response_signed", "KEY").split("KEY")
    return f"{before}… ({_('the reader’s own link')})"


def link_for(response: Response, person: Person) -> str:
    """As ``link``, for a person."""
    return link(response, holder_of(person))


def read(signed: str) -> tuple[UUID, Holder]:
    """The public id of the answer and who holds the link. Raises BadLink. One query."""
    about, who = _opened(signed)
    if "@" in who:
        return about, Holder.at(who)
    person = Person.objects.get_queryset().filter(public_id=who, is_active=True, erased_at=None).first()
    if person is None:
        raise BadLink(signed)
    return about, holder_of(person)


def _opened(signed: str) -> tuple[UUID, str]:
    try:
        about, _space, who = urlsafe_b64decode(unsign(_PURPOSE, signed, _LASTING)).decode().partition(" ")
        return UUID(about), who
    except ValueError as error:
        raise BadLink(signed) from error


def are_good(call: Call, at: datetime) -> bool:
    """Whether the links of a call's letters still open something: until 90 days after its last date.

    As long as it goes on where a date is still to be announced, or none is known.
    """
    current = [each.until for each in dates_of(call).by_kind.values()]
    known = [until for until in current if until is not None]
    if call.programme.ends is not None:
        known.append(datetime.combine(call.programme.ends + timedelta(days=1), time(), UTC))
    if not known or None in current:
        return call.status == CallStatus.PUBLISHED
    return at < max(known) + AFTER
