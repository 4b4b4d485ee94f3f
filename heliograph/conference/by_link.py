"""The door of pages that the link of a letter opens without an account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from heliograph.conference.doors import conference_or_404
from heliograph.conference.models import Conference
from heliograph.delivery.links import BadToken
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import unlisted

View = Callable[..., HttpResponse]


def by_link(opened: Callable[[Conference, str, datetime], Any], page: str) -> Callable[[View], View]:
    """A view behind a letter's link, which is given the conference, whose link it is, and the token; that authorises.

    ``opened`` says whose it is and raises BadToken; then a page says how to go on, and leads to ``page``.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def behind(request: HttpRequest, slug: str, token: str, **more: Any) -> HttpResponse:
            conference = conference_or_404(request, slug)
            try:
                holder = opened(conference, token, arrived_at(request))
            except BadToken:
                closed = {"page": reverse(page, args=[slug]), "contact": conference.programme.contact}
                return unlisted(render(request, "conference/registering/bad_link.html", closed, status=404))
            return unlisted(view(request, conference, holder, token, **more))

        return csrf_exempt(never_cache(behind))

    return guard
