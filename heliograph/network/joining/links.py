"""The signed link by which a school follows its application: who holds it acts for the school, without an account."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from heliograph.network.letters import address_of, supported
from heliograph.network.models import Application
from heliograph.network.signed import sign, unsign

#: An application is decided long before; a newer link can be asked for on the page of joining.
LASTING = timedelta(days=730)
_PURPOSE = "joining"


def token_of(application: Application) -> str:
    """The signed form, for the applicant's eyes alone."""
    return sign(_PURPOSE, application.public_id.hex)


def read_token(token: str) -> UUID:
    """The application's public id. Raises BadLink."""
    return UUID(unsign(_PURPOSE, token, LASTING))


def link_of(application: Application, page: str = "application") -> str:
    """The whole address of one of the school's own pages in the language of its letters."""
    spoken = urlencode({"lang": supported(application.language)})
    return f"{address_of(f'network:{page}', token_of(application))}?{spoken}"
