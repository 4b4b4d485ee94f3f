"""Signed links of letters: who holds one reads the mailbox that it was sent to. Each purpose has a salt of its own, so
that no link opens another's page.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner


class BadLink(Exception):
    """The link was cut, altered, or is too old."""


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(sep=".", salt=f"heliograph.network.{purpose}")


def sign(purpose: str, text: str) -> str:
    """The signed form of a text, with the moment at which it was signed."""
    return _signer(purpose).sign(text)


def unsign(purpose: str, token: str, lasting: timedelta) -> str:
    """The text for which a token was made, at most ``lasting`` ago. Raises BadLink."""
    try:
        return _signer(purpose).unsign(token, max_age=lasting)
    except BadSignature as error:
        raise BadLink(token) from error
