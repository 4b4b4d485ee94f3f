"""Addresses under which a call is answered: signed in, and by the link of a letter."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from heliograph.calls.answering import by_script
from heliograph.calls.answering.facts import facts
from heliograph.calls.answering.finding import find_call, or_sign_in, visitor_by_link, visitor_of
from heliograph.calls.answering.form_page import answer_page
from heliograph.calls.answering.page import ways
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import unlisted
from heliograph.network.signed import BadLink

_READS_AND_ACTS = require_http_methods(["GET", "HEAD", "POST"])


#: What a form has beside its files, generously.
_BESIDE = 2 * 1024 * 1024


def _bounded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that refuses a body far beyond the limit before a byte of it is read."""

    @csrf_exempt
    @never_cache
    @_READS_AND_ACTS
    @wraps(view)
    def bounded(request: HttpRequest, slug: str, *args: str, **given: str) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.ANSWER_LIMIT + _BESIDE:
            context = {"slug": slug, "limit": settings.ANSWER_LIMIT // (1024 * 1024)}
            return render(request, "calls/too_big.html", context, status=413)
        return view(request, slug, *args, **given)

    return bounded


@_bounded
@csrf_protect
@or_sign_in
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, for who is signed in; for everybody else the ways to get to it."""
    call, visitor = find_call(request, slug), visitor_of(request)
    if visitor.person is None:
        if by_script.is_by_script(request):
            return by_script.signed_out()
        return ways(request, call, facts(call, visitor, arrived_at(request)))
    return answer_page(request, call, visitor)


@_bounded
def answer_signed(request: HttpRequest, slug: str, signed: str) -> HttpResponse:
    """The same for who holds a link: its signature authorises, so that neither cookie nor account is needed."""
    try:
        call, visitor = visitor_by_link(slug, signed)
    except BadLink:
        return unlisted(render(request, "calls/bad_link.html", {"slug": slug}, status=404))
    return unlisted(answer_page(request, call, visitor))
