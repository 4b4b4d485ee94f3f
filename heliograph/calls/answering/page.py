"""The page of a call: who it is for, what it takes, by when in the reader's time; and the ways to answer."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from heliograph.calls.answering import letters, parts
from heliograph.calls.answering.facts import Facts, facts
from heliograph.calls.answering.finding import find_call, or_sign_in, visitor_of
from heliograph.calls.answering.wishes import wishes_of
from heliograph.calls.models import Call
from heliograph.calls.states import DeadlineKind
from heliograph.frame.arrival import arrived_at
from heliograph.frame.finished import finished_page, good_until
from heliograph.frame.reader import reader_of
from heliograph.library.rules import access_of
from heliograph.network.account import limits
from heliograph.network.models import Person


@finished_page
@or_sign_in
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a call, as its reader sees it."""
    reader = reader_of(request)
    at, visitor, found = arrived_at(request), visitor_of(request), find_call(request, slug)
    shown = facts(found, visitor, at)
    wishes = wishes_of(visitor.person, found)
    context = {
        "call": found,
        "facts": shown,
        "parts": parts.parts(found, shown, reader, at, access_of(request.user)),
        "answer_url": visitor.url(found),
        "following": wishes.following,
        "spared": wishes.spared if _is_awaited(shown, visitor.person) else None,
    }
    response = render(request, "calls/call.html", context)
    good_until(response, parts.turning_points(shown.dates), at)
    return response


def _is_awaited(shown: Facts, person: Person | None) -> bool:
    """Whether a call awaits the answer of who is signed in, so that he may be reminded of it."""
    awaited = shown.may_answer and not shown.answered and shown.dates.until(DeadlineKind.CLOSES) is not None
    return awaited and person is not None


class LinkForm(forms.Form):
    """The address to which the link to answer is to go."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is no e-mail address. It looks like name@example.org."),
        },
    )


def ways(request: HttpRequest, call: Call, shown: Facts, form: LinkForm | None = None) -> HttpResponse:
    """How somebody who is not signed in can answer: by signing in, or by a link that goes to his mailbox."""
    context = {"call": call, "facts": shown, "form": form or LinkForm(), "key": request.GET.get("key", "")}
    return render(request, "calls/ways.html", context, status=422 if form is not None else 200)


@never_cache
@require_POST
@or_sign_in
def send_link(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the link to the address that was given; the page that follows says the same whoever it is."""
    reader = reader_of(request)
    at, found, form = arrived_at(request), find_call(request, slug), LinkForm(request.POST)
    if not form.is_valid():
        return ways(request, found, facts(found, visitor_of(request), at), form)
    email = form.cleaned_data["email"].strip().lower()
    if until := limits.count_with_address(request, "answer_link", at, email):
        return limits.too_many(request, until, at)
    letters.send_link(found, email, reader.language, reader.zone or found.zone, at)
    request.session["answer_link"] = email
    sent = reverse("calls:link_sent", args=[found.slug])
    key = request.GET.get("key", "")
    return redirect(f"{sent}?{urlencode({'key': key})}" if key else sent)


@never_cache
@or_sign_in
def link_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """What to do next: look into the mailbox."""
    found = find_call(request, slug)
    return render(request, "calls/link_sent.html", {"call": found, "email": request.session.get("answer_link", "")})
