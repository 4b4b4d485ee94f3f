"""For everybody: not this one, said on the call's page or by a letter's link; and the way from a letter to the form.

A GET changes nothing, since mail scanners open links. The signed token authorises, so that neither a cookie nor an
account is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.answering import links
from heliograph.calls.answering.finding import find_call
from heliograph.calls.answering.kept import call_named
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.models import Call
from heliograph.calls.reminders.declining import after_all, is_spared
from heliograph.calls.reminders.declining import not_this_one as spare
from heliograph.calls.reminders.models import Reminded
from heliograph.calls.reminders.sending import slot_of
from heliograph.calls.states import CallStatus, DeadlineKind
from heliograph.delivery.links import BadToken, Expired, read_letter_token
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import unlisted
from heliograph.frame.posting import see_other
from heliograph.network.models import Person

P = ParamSpec("P")
#: How long the links of a letter are good, and how long after its call has closed at most.
LASTING, AFTER = timedelta(days=60), timedelta(days=14)


@require_http_methods(["GET", "HEAD", "POST"])
def not_this_one(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who is signed in wants no reminders of a call, or wants them after all (``undo=1``)."""
    key = request.GET.get("key", "")
    query = f"?{urlencode({'key': key})}" if key else ""
    page = f"{reverse('calls:call', args=[slug])}{query}"
    if request.method != "POST":
        return see_other(page)
    if not isinstance(request.user, Person):
        return redirect_to_login(page)
    call = find_call(request, slug)
    if request.POST.get("undo"):
        after_all(call, request.user)
        messages.success(request, _("You will be reminded of this call again while you have not answered."))
    else:
        spare(call, request.user, arrived_at(request))
        messages.success(request, _("Noted: you will not be reminded of this call any more. You can still answer it."))
    return redirect(page)


def _opened(page: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page behind a letter's link; where the link is not good, one that says how to go on."""

    @wraps(page)
    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            answer = page(request, *args, **kwargs)
        except Expired:
            answer = _closed(request, expired_for=str(kwargs.get("slug", "")))
        except BadToken:
            answer = _closed(request)
        return unlisted(answer)

    return never_cache(opened)


def _closed(request: HttpRequest, expired_for: str = "") -> HttpResponse:
    context = {"over": bool(expired_for), "expired": bool(expired_for), "slug": expired_for}
    return render(request, "calls/mine/bad_link.html", context, status=404)


def _meant(slug: str, token: str, at: datetime) -> tuple[Call, Person]:
    """The call, and who was reminded of it by the letter of this link. Raises BadToken, Expired, Http404."""
    read = read_letter_token(token, LASTING, at)
    try:
        slot = slot_of(read.key)
    except ValueError as error:
        raise BadToken(token) from error
    call = call_named(slug)
    if call is None or call.status == CallStatus.DRAFT:
        raise Http404
    people = Person.objects.get_queryset().at_address(read.address)
    person = people.filter(is_active=True, erased_at=None).first()
    told = Reminded.objects.filter(call=call, person=person, slot=slot).first() if person is not None else None
    if person is None or told is None:
        raise BadToken(token)
    if at > max(told.closes, dates_of(call).until(DeadlineKind.CLOSES) or told.closes) + AFTER:
        raise Expired(token)
    return call, person


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_opened
def not_this_one_signed(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The same by the link of a letter: a page that asks, and a press that does it, or takes it back."""
    call, person = _meant(slug, token, arrived_at(request))
    if request.method == "POST":
        if request.POST.get("undo"):
            after_all(call, person)
        else:
            spare(call, person, arrived_at(request))
        return redirect(f"{request.path}?done={'undo' if request.POST.get('undo') else '1'}")
    spared, done = is_spared(call, person), request.GET.get("done", "")
    context = {
        "call": call,
        "spared": spared,
        "taken_back": done == "undo" and not spared,
        "answer_url": reverse("calls:answer_reminded", args=[slug, token]),
        "contact": call.contact or call.programme.contact,
    }
    return render(request, "calls/reminders/not_this_one.html", context)


@require_safe
@_opened
def answer_reminded(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """From a letter to the form, where what was begun goes on: without signing in, as by a link that was asked for."""
    call, person = _meant(slug, token, arrived_at(request))
    return redirect("calls:answer_signed", slug, links.token(person, call))
