"""Who is at the other end of a request: the client's address, also behind proxies of one's own.

``X-Forwarded-For`` is a list to which each proxy adds the address that it was called from, and which a client may have
begun with lies. Only as many of its last entries are believed as there are proxies (``HELIOGRAPH_PROXIES``).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def forwarded(header: str, proxies: int) -> str:
    """The address that the outermost of so many proxies was called from; empty where the header does not tell it."""
    told = [part.strip() for part in header.split(",")]
    return _valid(told[-proxies]) if 0 < proxies <= len(told) else ""


def client_address(request: HttpRequest) -> str:
    """The client's address; 0.0.0.0 where the server does not tell it, as over a local socket."""
    return _valid(request.META.get("REMOTE_ADDR", "")) or "0.0.0.0"


def _valid(address: str) -> str:
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return ""


class ClientAddress:
    """Lets ``REMOTE_ADDR`` be the client's address for all that counts or records by it. Stands first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.PROXIES:
            found = forwarded(request.META.get("HTTP_X_FORWARDED_FOR", ""), settings.PROXIES)
            request.META["REMOTE_ADDR"] = found or request.META.get("REMOTE_ADDR", "")
        return self.get_response(request)
