"""Pages about oneself: who one is here, profile, roles, letters, where one is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.delivery.links import Subscription, preferences_link, token
from heliograph.frame.menu import own_pages
from heliograph.frame.reader import CHOSEN_COOKIE, valid_zone
from heliograph.moments.locales import zone_label
from heliograph.network import people, rules
from heliograph.network.account import addresses, factor, giving_up, sessions
from heliograph.network.account.doors import signed_in
from heliograph.network.account.forms import ProfileForm
from heliograph.network.countries import Region, country_name, language_name
from heliograph.network.models import Person, Role

either = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class RoleLine:
    """A role in words: for whom it is held; ``may_give_up`` where its holder may lay it down.

    ``url`` is the page of its organization, empty where the reader has none; ``speaks`` where he speaks for it.
    """

    role: Role
    place: str | Promise
    may_give_up: bool
    url: str = ""
    speaks: bool = False


def _place(role: Role) -> str | Promise:
    if role.organization is not None:
        return role.organization.name
    if role.region:
        return Region(role.region).label
    return country_name(role.country, get_language() or "en") if role.country else ""


def _roles(person: Person, at: datetime) -> Iterator[RoleLine]:
    """Roles, those that go on first, then the latest; two queries, and the remit's."""
    found = person.roles.select_related("organization").order_by(F("ends").desc(nulls_first=True), "-begins", "pk")
    places = {role.organization.pk for role in found if role.organization is not None}
    seen = set(rules.visible_to(person).filter(pk__in=places).values_list("pk", flat=True))
    return (_line(role, person, seen, at) for role in found)


def _line(role: Role, person: Person, seen: set[int], at: datetime) -> RoleLine:
    line = RoleLine(role, _place(role), giving_up.may_give_up(role, at))
    if role.organization is None or role.organization.pk not in seen:
        return line
    corrects = rules.may_correct(person, role.organization)
    url = reverse("network:own_school" if corrects else "network:school", args=[role.organization.public_id])
    return replace(line, url=url, speaks=role.organization.pk in rules.remit_of(person).speaks_for)


@signed_in
@require_safe
def me(request: HttpRequest, person: Person) -> HttpResponseBase:
    """All that somebody can do about himself, on one page."""
    at, language = timezone.now(), get_language() or "en"
    roles = list(_roles(person, at))
    context = {
        "person": person,
        "languages": [language_name(tag, language) for tag in person.languages],
        "zone": zone_label(person.zone, language),
        "pending": addresses.pending(person, at),
        "roles": roles,
        "schools": list({line.url: line.place for line in roles if line.speaks}.items()),
        "sessions": len(sessions.sessions_of(person, request.session.session_key, at)),
        "has_factor": factor.has_factor(person),
        "own_pages": own_pages(request),
    }
    return render(request, "network/account/me.html", context)


@signed_in
@either
def edit_profile(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Name, languages in order, zone; proposed is the zone that the browser has told."""
    told = valid_zone(request.COOKIES.get(settings.ZONE_COOKIE_NAME))
    proposed = told if told and told != person.zone else None
    form = ProfileForm(request.POST or None, person=person, at=timezone.now(), proposed=proposed)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in people.CORRECTABLE}
        people.correct_person(person, said, person, timezone.now())
        messages.success(request, _("Saved."))
        return _with_own_choices(redirect("network:me"))
    context: dict[str, Any] = {"form": form, "proposed": proposed}
    if proposed:
        context["proposed_words"] = zone_label(proposed, get_language() or "en")
    return render(request, "network/account/profile.html", context, status=422 if form.errors else 200)


def _with_own_choices(response: HttpResponse) -> HttpResponse:
    """What was chosen at the foot of a page gives way to what stands in the profile from now on."""
    response.delete_cookie(CHOSEN_COOKIE, samesite="Lax")
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return response


@signed_in
@require_safe
def letters(request: HttpRequest, person: Person) -> HttpResponseBase:
    """To the page behind the links of letters: which of them come, and how."""
    signed = token(Subscription(person.email, "bulletin"))
    return redirect(preferences_link(signed, get_language() or "en").removeprefix(settings.SITE_URL))


@signed_in
@either
def own_sessions(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Where somebody is signed in: the list, end one, end all others."""
    if request.method == "POST":
        messages.success(request, _end_sessions(request, person))
        return redirect("network:me_sessions")
    lines = sessions.sessions_of(person, request.session.session_key, timezone.now())
    return render(
        request, "network/account/sessions.html", {"lines": lines, "others": [x for x in lines if not x.here]}
    )


def _end_sessions(request: HttpRequest, person: Person) -> str:
    key = request.POST.get("session", "")
    if key:
        ended = sessions.end(person, key)
        return _("That browser is signed out.") if ended else _("That browser was signed out already.")
    number = sessions.end_others(request, person)
    words = ngettext("%(number)d other browser is signed out.", "%(number)d other browsers are signed out.", number)
    return words % {"number": number}


@signed_in
@either
def give_up(request: HttpRequest, person: Person, public_id: UUID) -> HttpResponseBase:
    """Ask, then let a role of one's own end today."""
    at = timezone.now()
    role = get_object_or_404(person.roles.select_related("organization", "person"), public_id=public_id)
    if not giving_up.may_give_up(role, at):
        raise Http404
    if request.method != "POST":
        return render(request, "network/account/give_up.html", {"role": role, "place": _place(role)})
    giving_up.give_up(role, person, at)
    messages.success(request, _("Your role ends today. Thank you for what you have done in it."))
    return redirect("network:me")
