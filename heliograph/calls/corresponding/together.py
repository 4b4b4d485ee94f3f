"""The pages on which those who give an answer invite others to it, take them out, leave, or hand it over."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heliograph.calls.answering import links as answer_links
from heliograph.calls.answering.finding import Visitor
from heliograph.calls.corresponding import handing_over, inviting
from heliograph.calls.corresponding.box import BUTTONS, GRAVE, HAND_OVER, LEAVE, TAKE_BACK, box, choices
from heliograph.calls.corresponding.forms import InviteForm
from heliograph.calls.corresponding.links import with_token
from heliograph.calls.corresponding.members import takes_part
from heliograph.calls.models import CoRespondent, Response
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import unlisted_form
from heliograph.frame.reader import reader_of
from heliograph.network.models import Person
from heliograph.network.signed import BadLink
from heliograph.network.states import Refused

P = ParamSpec("P")
#: What is wrong with the address that was written, and not with inviting at all.
_ABOUT_ADDRESS = frozenset({"malformed", "oneself", "there-already", "invited-already", "often"})


@dataclass(frozen=True)
class Here:
    """One who answers a response, on a page of it; ``signed`` is the token of the link by which he came (or none)."""

    response: Response
    person: Person
    signed: str
    at: datetime

    @property
    def url(self) -> str:
        return with_token(reverse("calls:together", args=[self.response.public_id]), self.signed)

    @property
    def answer_url(self) -> str:
        return Visitor(self.person, self.signed).url(self.response.call, response=str(self.response.public_id))


def _here(request: HttpRequest, public_id: uuid.UUID) -> Here | None:
    """Who it is, for one of those who give the answer; None for who is not signed in. Raises Http404."""
    signed = request.GET.get("with", "")
    if not signed and not isinstance(request.user, Person):
        return None
    rows = Response.objects.select_related("call__programme", "person", "organization")
    response = get_object_or_404(rows, public_id=public_id)
    person = _holder(signed, response) if signed else request.user
    if not isinstance(person, Person) or not takes_part(response, person):
        raise Http404
    return Here(response, person, signed, arrived_at(request))


def _holder(signed: str, response: Response) -> Person | None:
    try:
        holder = answer_links.read(signed, response.call)
    except BadLink:
        return None
    people = Person.objects.get_queryset().filter(is_active=True, erased_at=None)
    found = people.filter(public_id=holder.person) if holder.person else people.at_address(holder.email)
    return found.first()


def _by_link(page: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """A page whose address is a key where it has the token of a link."""

    @wraps(page)
    def opened(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return unlisted_form(page(*args, **kwargs))

    return opened


@never_cache
@_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Who answers together, and the form by which somebody is invited."""
    here = _here(request, public_id)
    if here is None:
        return redirect_to_login(request.get_full_path())
    if request.method != "POST":
        return _show(request, here)
    form = InviteForm(request.POST, language=reader_of(request).language)
    if not form.is_valid():
        return _show(request, here, form, status=422)
    try:
        made = _invite(request, here, form)
    except Refused as refused:
        form.add_error("email" if refused.code in _ABOUT_ADDRESS else None, refused.sentence)
        return _show(request, here, form, status=422)
    said = _("A letter goes to %(address)s. Until it is answered, you see here that it waits.")
    messages.success(request, said % {"address": made.email})
    return redirect(here.url)


def _invite(request: HttpRequest, here: Here, form: InviteForm) -> CoRespondent:
    data = form.cleaned_data
    to = (data["email"], data["name"], data["language"])
    return inviting.invite(here.response, *to, here.person, here.at, token=_token(request))


def _token(request: HttpRequest) -> str:
    return request.POST.get("token", "")[:32] or uuid.uuid4().hex


def _show(request: HttpRequest, here: Here, form: InviteForm | None = None, status: int = 200) -> HttpResponse:
    context = {
        "response": here.response,
        "call": here.response.call,
        "box": box(here.response, here.person, here.at, here.signed),
        "form": form or InviteForm(language=reader_of(request).language),
        "token": _token(request),
        "answer_url": here.answer_url,
    }
    return render(request, "calls/corresponding/together.html", context, status=status)


@never_cache
@_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: uuid.UUID, member: uuid.UUID, do: str) -> HttpResponse:
    """Ask, then take an invitation back, take somebody out, leave, or hand over."""
    here = _here(request, public_id)
    if here is None:
        return redirect_to_login(request.get_full_path())
    rows = here.response.co_respondents.select_related("person")
    co = get_object_or_404(rows, public_id=member)
    co.response = here.response
    if do not in BUTTONS:
        raise Http404
    if request.method == "POST":
        return _changed(request, here, co, do)
    if do not in choices(co, here.response, here.person, takes_part=True):
        messages.info(request, _("That was done already, or cannot be done any more. This is how it stands now."))
        return redirect(here.url)
    return _ask(request, here, co, do)


def _ask(request: HttpRequest, here: Here, co: CoRespondent, do: str, refusal: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "call": here.response.call,
        "name": co.person or co.name or co.email,
        "do": do,
        "button": BUTTONS[do],
        "grave": do in GRAVE,
        "refusal": refusal,
        "token": _token(request),
        "back_url": here.url,
    }
    return render(request, "calls/corresponding/change.html", context, status=409 if refusal else 200)


def _changed(request: HttpRequest, here: Here, co: CoRespondent, do: str) -> HttpResponse:
    try:
        said = _do(request, here, co, do)
    except Refused as refused:
        return _ask(request, here, co, do, refused.sentence)
    messages.success(request, said)
    if do != LEAVE:
        return redirect(here.url)
    return redirect("/" if here.signed else "calls:my_answers")


def _do(request: HttpRequest, here: Here, co: CoRespondent, do: str) -> str:
    """Do it, and say what has been done. Raises Refused, Http404."""
    name = {"name": co.person or co.name or co.email}
    if do == LEAVE:
        if co.person_id != here.person.pk:
            raise Http404
        inviting.leave(co, here.at)
        return _("You have left. The others have the answer as it was.")
    if do == HAND_OVER:
        handing_over.hand_over(here.response, co, here.person, here.at, token=_token(request))
        return _("%(name)s leads the answer now. You still answer it together.") % name
    inviting.remove(co, here.person, here.at)
    if do == TAKE_BACK:
        return _("The invitation of %(name)s is taken back.") % name
    return _("%(name)s does not answer it with you any more.") % name
