"""The signed links in every letter, by which a reader chooses what comes without signing in; and the return path.

A token is signed over address and topic and does not expire; it is the same each time, so that a message sent again
carries the same link.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

_SALT = "heliograph.delivery.unsubscribe"


class BadToken(ValueError):
    """The link was cut, altered, or signed by another site."""


@dataclass(frozen=True)
class Subscription:
    """What one link is about: one address and one topic."""

    address: str
    topic: str


@cache
def _signer(key: str) -> Signer:
    return Signer(key=key, sep=".", salt=_SALT)


@cache
def _place(name: str) -> tuple[str, str]:
    """What stands before and after the token in the path of a page.

    Asked of this app's own addresses alone, so that a sender need not load every page of the site.
    """
    before, after = reverse(name, urlconf="heliograph.delivery.urls", args=["TOKEN"]).split("TOKEN")
    return f"/mail{before}", after


def token(subscription: Subscription) -> str:
    """The signed form."""
    return _signer(settings.SECRET_KEY).sign_object([subscription.address, subscription.topic])


def read_token(signed: str) -> Subscription:
    """The subscription that a token was made for. Raises BadToken."""
    try:
        address, topic = _signer(settings.SECRET_KEY).unsign_object(signed)
    except (BadSignature, ValueError) as error:
        raise BadToken(signed) from error
    return Subscription(address, topic)


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
