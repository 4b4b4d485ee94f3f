"""The page behind the link in every letter by which a reader unsubscribes.

It needs no sign-in and no cookie; the signed token is what authorises. A GET changes nothing, since mail scanners open
links; a POST unsubscribes, from the page's button or straight from a mail program (RFC 8058, 3.2).
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from heliograph.delivery.unsubscribing import BadToken, Subscription, opt_in, opt_out, opted_out, read_token


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, unsubscribe, or take it back (``again``); a token that is not ours gets a page that says what to do."""
    try:
        subscription = read_token(token)
    except BadToken:
        return _private(render(request, "delivery/bad_link.html", {"desk": settings.MAIL_REPLY_TO}, status=404))
    if request.method == "POST":
        _change(request, subscription)
    context = {
        "address": subscription.address,
        "action": f"{request.path}?lang={get_language()}",
        "unsubscribed": bool(opted_out(subscription.topic, [subscription.address])),
        "changed": request.method == "POST",
    }
    return _private(render(request, "delivery/unsubscribe.html", context))


def _change(request: HttpRequest, subscription: Subscription) -> None:
    if "again" in request.POST:
        opt_in(subscription)
    else:
        opt_out(subscription, timezone.now())


def _private(response: HttpResponse) -> HttpResponse:
    """The address of the page is a key: it is told to no other site and to no search engine."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
