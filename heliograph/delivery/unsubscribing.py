"""Who wants no more letters on a topic, and the signed link by which a reader says so without signing in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from heliograph.delivery.addresses import key
from heliograph.delivery.models import OptOut

_SALT = "heliograph.delivery.unsubscribe"


class BadToken(ValueError):
    """The link was cut, altered, or signed by another site."""


@dataclass(frozen=True)
class Subscription:
    """What one link is about: one address and one topic."""

    address: str
    topic: str


def _signer() -> Signer:
    return Signer(sep=".", salt=_SALT)


def token(subscription: Subscription) -> str:
    """The signed form; the same each time, so that a message sent again carries the same link. It does not expire."""
    return _signer().sign_object([subscription.address, subscription.topic])


def read_token(signed: str) -> Subscription:
    """The subscription that a token was made for. Raises BadToken."""
    try:
        address, topic = _signer().unsign_object(signed)
    except (BadSignature, ValueError) as error:
        raise BadToken(signed) from error
    return Subscription(address, topic)


def link(subscription: Subscription, language: str) -> str:
    """The whole address of the page that unsubscribes, in the letter's language."""
    path = reverse("delivery:unsubscribe", args=[token(subscription)])
    return f"{settings.SITE_URL}{path}?{urlencode({'lang': language})}"


def opt_out(subscription: Subscription, at: datetime) -> None:
    """No more letters on this topic, those that wait in a queue included. Twice is the same as once."""
    OptOut.objects.get_or_create(address=key(subscription.address), topic=subscription.topic, defaults={"at": at})


def opt_in(subscription: Subscription) -> None:
    """Take an ``opt_out`` back: letters come again from now on."""
    OptOut.objects.filter(address=key(subscription.address), topic=subscription.topic).delete()


def opted_out(topic: str, addresses: Iterable[str]) -> set[str]:
    """Those of the addresses, as ``addresses.key`` writes them, that want nothing more on the topic; one query."""
    keys = [key(address) for address in addresses]
    return set(OptOut.objects.filter(topic=topic, address__in=keys).values_list("address", flat=True))
