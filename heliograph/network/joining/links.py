"""The signed link by which a school follows its application: who holds it acts for the school, without an account."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner

from heliograph.network.letters import address_of, supported
from heliograph.network.models import Application

#: An application is decided long before; a newer link can be asked for on the page of joining.
LASTING = timedelta(days=730)
_SALT = "heliograph.network.joining"


class BadLink(Exception):
    """The link was cut, altered, or is too old."""


def _signer() -> TimestampSigner:
    return TimestampSigner(sep=".", salt=_SALT)


def token_of(application: Application) -> str:
    """The signed form, for the applicant's eyes alone."""
    return _signer().sign(application.public_id.hex)


def read_token(token: str) -> UUID:
    """The application's public id. Raises BadLink."""
    try:
        return UUID(_signer().unsign(token, max_age=LASTING))
    except (BadSignature, ValueError) as error:
        raise BadLink(token) from error


def link_of(application: Application, page: str = "application") -> str:
    """The whole address of one of the school's own pages in the language of its letters."""
    spoken = urlencode({"lang": supported(application.language)})
    return f"{address_of(f'network:{page}', token_of(application))}?{spoken}"
