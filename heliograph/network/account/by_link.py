"""Pages behind the signed links of letters: who holds one needs no account; a GET changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heliograph.frame.doors import unlisted
from heliograph.network.account.links import Purpose, read
from heliograph.network.signed import BadLink

Thing = TypeVar("Thing")
Page = Callable[[HttpRequest, Thing, datetime], HttpResponse]


def by_link(
    purpose: Purpose, find: Callable[[UUID, str], Thing | None]
) -> Callable[[Page[Thing]], Callable[..., HttpResponse]]:
    """A page about what ``find`` finds for the link's id and state; where it is not good, one that says what to do."""

    def wrapped(page: Page[Thing]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            try:
                thing = find(*read(purpose, token))
            except BadLink:
                thing = None
            return unlisted(_bad(request) if thing is None else page(request, thing, timezone.now()))

        return never_cache(require_http_methods(["GET", "HEAD", "POST"])(opened))

    return wrapped


def _bad(request: HttpRequest) -> HttpResponse:
    return render(request, "network/account/bad_link.html", {"desk": settings.MAIL_REPLY_TO}, status=404)
