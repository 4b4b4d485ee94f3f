"""The signed links in every letter, by which a reader chooses what comes without signing in; and the return path.

A token of a subscription is signed over address and topic and does not expire. It opens nothing but the reader's
choices: a forwarded letter, whose foot holds it, gives nobody anything else. What a page of the app that sends is
opened by (``letter_token``) is signed for that purpose alone, names its mailing, and ages. Both are the same each time,
so that a message sent again carries the same link.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

_SUBSCRIPTION, _LETTER = "heliograph.delivery.unsubscribe", "heliograph.delivery.letter"


class BadToken(ValueError):
    """The link was cut, altered, or signed by another site."""


class Expired(BadToken):
    """The link was good once, and is too old by now."""


@dataclass(frozen=True)
class Subscription:
    """What one link is about: one address and one topic."""

    address: str
    topic: str


@dataclass(frozen=True)
class Sent:
    """What a letter's own link tells: to which address it went, by which mailing (its key), and when that began."""

    address: str
    key: str
    at: datetime


@cache
def _signer(key: str, salt: str) -> Signer:
    return Signer(key=key, sep=".", salt=salt)


@cache
def _place(name: str) -> tuple[str, str]:
    """What stands before and after the token in the path of a page.

    Asked of this app's own addresses alone, so that a sender need not load every page of the site.
    """
    before, after = reverse(name, urlconf="heliograph.delivery.urls", args=["TOKEN"]).split("TOKEN")
    return f"/mail{before}", after


def token(subscription: Subscription) -> str:
    """The signed form."""
    return _signer(settings.SECRET_KEY, _SUBSCRIPTION).sign_object([subscription.address, subscription.topic])


def read_token(signed: str) -> Subscription:
    """The subscription that a token was made for. Raises BadToken."""
    try:
        address, topic = _signer(settings.SECRET_KEY, _SUBSCRIPTION).unsign_object(signed)
    except (BadSignature, ValueError) as error:
        raise BadToken(signed) from error
    return Subscription(address, topic)


def letter_token(address: str, key: str, at: datetime) -> str:
    """The signed form of what a letter's own link tells; ``at`` (aware) is kept to the second."""
    return _signer(settings.SECRET_KEY, _LETTER).sign_object([address, key, int(at.timestamp())])


def read_letter_token(signed: str, max_age: timedelta, now: datetime) -> Sent:
    """What the token of a letter was made for. Raises BadToken, and Expired where it is older than ``max_age``."""
    try:
        address, key, seconds = _signer(settings.SECRET_KEY, _LETTER).unsign_object(signed)
    except (BadSignature, ValueError) as error:
        raise BadToken(signed) from error
    sent = Sent(address, key, datetime.fromtimestamp(seconds, UTC))
    if now - sent.at > max_age:
        raise Expired(signed)
    return sent


@dataclass(frozen=True)
class Links:
    """The addresses of the reader's own pages, in a letter's language, but for his token."""

    unsubscribing: tuple[str, str]
    choosing: tuple[str, str]

    @classmethod
    def in_language(cls, language: str) -> Links:
        return cls(_around("unsubscribe", language), _around("preferences", language))

    def unsubscribe(self, signed: str) -> str:
        """The whole address of the page that unsubscribes from a token's topic."""
        return signed.join(self.unsubscribing)

    def preferences(self, signed: str) -> str:
        """The whole address of the page on which a token's address chooses what comes, topic by topic."""
        return signed.join(self.choosing)


def _around(name: str, language: str) -> tuple[str, str]:
    before, after = _place(name)
    return f"{settings.SITE_URL}{before}", f"{after}?{urlencode({'lang': language})}"


def unsubscribe_link(signed: str, language: str) -> str:
    return Links.in_language(language).unsubscribe(signed)


def preferences_link(signed: str, language: str) -> str:
    return Links.in_language(language).preferences(signed)
