"""Keys to doors: links by which volunteers without an account check people in. Signed, revocable, and over in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.conference.attending.models import DoorKey
from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.network.letters import address_of
from heliograph.network.models import Person
from heliograph.network.states import Refused

_SALT = "heliograph.conference.door"
#: So long after the last day a phone can still send what it noted while the line was down, though its page was shut
#: meanwhile; nothing new is checked in.
LATE = timedelta(days=2)


class Closed(Exception):
    """The link opens no door: it was cut or altered, revoked, or the conference is over."""


@cache
def _signer(key: str) -> Signer:
    return Signer(key=key, sep=".", salt=_SALT)


def token_of(key: DoorKey) -> str:
    """What stands in the link: the same each time."""
    return _signer(settings.SECRET_KEY).sign_object([key.conference_id, key.pk])


def link_of(key: DoorKey) -> str:
    """The whole address that a volunteer opens. ``key`` with its conference and programme."""
    return address_of("conference:check_in_by_key", key.conference.programme.slug, token_of(key))


def opened(conference: Conference, token: str, at: datetime) -> DoorKey:
    """The key of a link, at an instant (aware), until shortly after the conference. One query. Raises Closed."""
    try:
        of, number = _signer(settings.SECRET_KEY).unsign_object(token)
    except (BadSignature, ValueError) as error:
        raise Closed(token) from error
    if of != conference.pk or (at - LATE).astimezone(ZoneInfo(conference.zone)).date() > conference.last_day:
        raise Closed(token)
    found = DoorKey.objects.filter(pk=number, conference=conference, revoked_at=None).first()
    if found is None:
        raise Closed(token)
    return found


@transaction.atomic
def make_key(conference: Conference, label: str, by: Person, at: datetime) -> DoorKey:
    """A key for a door or for somebody. Raises Refused: ``not-yours``, ``no-label``."""
    held, named = held_conference(conference, by), " ".join(label.split())[:100]
    if not named:
        raise Refused("no-label", _("Write for which door, or for whom, this link is."))
    made: DoorKey = DoorKey.objects.create(conference=held, label=named, made_at=at, made_by=by)
    log(held, "door-key-made", by, at, named)
    return made


@transaction.atomic
def revoke_key(conference: Conference, number: int, by: Person, at: datetime) -> None:
    """Let a key open nothing any more. A second time nothing happens. Raises Refused."""
    held = held_conference(conference, by)
    key = DoorKey.objects.filter(conference=held, pk=number, revoked_at=None).first()
    if key is not None:
        DoorKey.objects.filter(pk=key.pk).update(revoked_at=at)
        log(held, "door-key-revoked", by, at, key.label)
