"""How often something may be tried, by client, by address and by person; and the page that says when to try again.

allauth counts (``ACCOUNT_RATE_LIMITS``), in the cache that all processes share; it does not say when there is room
again, which is worked out here from what it has counted.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_cache_key, get_ip, get_rates
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heliograph.network.account.known_devices import browser_of

_APP = "allauth.account"


def open_again(request: HttpRequest, action: str, at: datetime, key: str = "") -> datetime | None:
    """When an action may be tried again, aware; None where it may be tried now. Nothing is counted."""
    waits = []
    for rate in get_rates(app=_APP, action=action):
        name = get_cache_key(request, app=_APP, action=action, rate=rate, key=key)
        counted = [told for told in cache.get(name, []) if told > at.timestamp() - rate.duration]
        if len(counted) >= rate.amount:
            waits.append(sorted(counted)[-rate.amount] + rate.duration)
    return datetime.fromtimestamp(max(waits), UTC) if waits else None


def count(request: HttpRequest, action: str, at: datetime, key: str = "") -> datetime | None:
    """Count one attempt; where it is one too many, it is not counted, and the answer is when to try again."""
    until = open_again(request, action, at, key)
    if until is None and not ratelimit.consume(request, action=action, key=key):
        until = at + timedelta(minutes=1)
    return until


def buckets(request: HttpRequest, action: str, address: str) -> list[tuple[str, str]]:
    """By what signing in with an address, or asking for a link to it, is counted: actions, each with its key.

    A browser from which this address has signed in before counts for itself. All others count by address and client,
    and by address over all of them: strangers who use that up keep no known browser out.
    """
    if browser := browser_of(request, address):
        return [(f"{action}_known", f"{address} {browser}")]
    return [(action, f"{address} {get_ip(request)}"), (f"{action}_address", address)]


def signing_in_open_again(request: HttpRequest, action: str, at: datetime, address: str) -> datetime | None:
    """As ``open_again``, of all the buckets by which it is counted."""
    waits = [open_again(request, name, at, key) for name, key in buckets(request, action, address)]
    return max((until for until in waits if until is not None), default=None)


def count_signing_in(request: HttpRequest, action: str, address: str) -> bool:
    """Count one more time in all the buckets; False where it is one too many."""
    return all(ratelimit.consume(request, action=name, key=key) for name, key in buckets(request, action, address))


def count_with_address(request: HttpRequest, action: str, at: datetime, address: str) -> datetime | None:
    """As ``count``, in all the buckets of an address."""
    until = signing_in_open_again(request, action, at, address)
    if until is None and not count_signing_in(request, action, address):
        until = at + timedelta(minutes=1)
    return until


def too_many(request: HttpRequest, until: datetime, at: datetime, *, code_waits: bool = False) -> HttpResponse:
    """The page that says when to try again (429, RFC 6585); ``code_waits`` where a code can still be entered here."""
    minutes = max(1, math.ceil((until - at).total_seconds() / 60))
    response = render(request, "429.html", {"until": until, "minutes": minutes, "code_waits": code_waits}, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response
