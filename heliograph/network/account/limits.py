"""How often something may be tried, by client, by address and by person; and the page that says when to try again.

allauth counts (``ACCOUNT_RATE_LIMITS``), in the cache that all processes share; it does not say when there is room
again, which is worked out here from what it has counted.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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


def too_many(request: HttpRequest, until: datetime, at: datetime) -> HttpResponse:
    """The page that says when to try again (429, RFC 6585)."""
    minutes = max(1, math.ceil((until - at).total_seconds() / 60))
    response = render(request, "429.html", {"until": until, "minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response
