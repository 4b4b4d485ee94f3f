"""Which call an address means, and who it is that answers: signed in, or by the link of a letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from heliograph.calls.answering import links
from heliograph.calls.answering.kept import call_named
from heliograph.calls.models import Call
from heliograph.calls.rules import may_see
from heliograph.calls.states import CallStatus, Visibility
from heliograph.network.models import Person
from heliograph.network.signed import BadLink


@dataclass(frozen=True)
class Visitor:
    """Who answers. ``signed`` is the token of the link by which he came; ``email`` an address that nobody has yet.

    ``key`` is the secret of a call that is found by link only; who came by a signed link has it by that.
    """

    person: Person | None = None
    signed: str = ""
    email: str = ""
    key: str = ""

    @property
    def query(self) -> str:
        """What the address of a call's page carries for this visitor."""
        return f"?{urlencode({'key': self.key})}" if self.key else ""

    def url(self, call: Call, **query: str) -> str:
        """The address of the form, for this visitor."""
        if self.signed:
            address = reverse("calls:answer_signed", args=[call.slug, self.signed])
        else:
            address = reverse("calls:answer", args=[call.slug])
        given = {name: value for name, value in {**query, "key": self.key}.items() if value}
        return f"{address}?{urlencode(given)}" if given else address


def find_call(request: HttpRequest, slug: str) -> Call:
    """The call of a name as it stands, for who may see it. Raises Http404, MustSignIn. One small query
    for a public one."""
    found = call_named(slug)
    if found is None or not may_see(request.user, found, request.GET.get("key", "")):
        if found is not None and _may_be_addressed(request, found):
            raise MustSignIn
        raise Http404
    return found


class MustSignIn(Exception):
    """The call is for those who are addressed alone, and nobody is signed in."""


def _may_be_addressed(request: HttpRequest, call: Call) -> bool:
    known = isinstance(request.user, Person)
    return not known and call.status != CallStatus.DRAFT and call.visibility == Visibility.AUDIENCE


def or_sign_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a call to which who is signed out may be addressed: he is asked to sign in, and comes back."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        try:
            return view(request, *args, **given)
        except MustSignIn:
            return redirect_to_login(request.get_full_path(), reverse("frame:login"))

    return asked


def visitor_of(request: HttpRequest) -> Visitor:
    """Who is signed in."""
    person = request.user if isinstance(request.user, Person) else None
    return Visitor(person, key=request.GET.get("key", ""))


def visitor_by_link(slug: str, signed: str) -> tuple[Call, Visitor]:
    """The call and the holder of a signed link, who is led back to the call's page, too. Raises BadLink, Http404."""
    call = call_named(slug)
    if call is None or call.status == CallStatus.DRAFT:
        raise Http404
    holder = links.read(signed, call)
    people = Person.objects.get_queryset().filter(is_active=True, erased_at=None)
    person = people.filter(public_id=holder.person) if holder.person else people.at_address(holder.email)
    found = person.first()
    if found is None and holder.person is not None:
        raise BadLink(signed)
    return call, Visitor(found, signed, "" if found else holder.email, secret_of(call))


def secret_of(call: Call) -> str:
    """What opens the page of a call that is found by link only; empty for others. For who came by a right link."""
    return call.link if call.visibility == Visibility.LINK else ""
