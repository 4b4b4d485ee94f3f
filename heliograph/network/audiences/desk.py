"""Audiences on the desk: the list, who is in one, counting again, deleting. The editor is in ``desk_editing``."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heliograph.frame.keyset import slice_of
from heliograph.network.audiences import changing
from heliograph.network.audiences.doors import audience_or_404, sentence_of
from heliograph.network.audiences.outcome import by_country, by_language
from heliograph.network.audiences.parsing import Unreadable, rule_of
from heliograph.network.audiences.selecting import people
from heliograph.network.audiences.starts import STARTS
from heliograph.network.doors import secretariat_only
from heliograph.network.models import Audience

PER_PAGE = 50


@secretariat_only
@require_safe
def audiences(request: HttpRequest) -> HttpResponseBase:
    """All audiences, by name. One query."""
    lines = [(audience, sentence_of(audience)) for audience in Audience.objects.all()]
    return render(request, "network/audiences/audiences.html", {"lines": lines, "starts": STARTS})


@secretariat_only
@require_POST
def recount_audience(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Count again who is in an audience."""
    found = audience_or_404(public_id)
    try:
        count = changing.count_again(found, timezone.now())
    except Unreadable as refused:
        messages.error(request, refused.reason)
    else:
        said = ngettext("“%(name)s”: %(count)s person.", "“%(name)s”: %(count)s people.", count)
        messages.success(request, said % {"name": found.name, "count": count})
    return redirect("network_desk:audiences")


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def delete_audience(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Ask, then delete."""
    found = audience_or_404(public_id)
    if request.method == "POST":
        changing.delete_audience(found)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": found.name})
        return redirect("network_desk:audiences")
    return render(request, "network/audiences/delete.html", {"audience": found, "sentence": sentence_of(found)})


@secretariat_only
@require_safe
def audience_people(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Who is in an audience today, a page at a time, and how many by country and by language."""
    found, today = audience_or_404(public_id), timezone.now().date()
    context: dict[str, Any] = {"audience": found, "sentence": sentence_of(found)}
    try:
        rule = rule_of(found)
    except Unreadable:
        return render(request, "network/audiences/people.html", context)
    chosen = people(rule, today)
    context |= {
        "count": chosen.count(),
        "page": slice_of(request, chosen, "email", PER_PAGE),
        "countries": by_country(rule, today),
        "languages": by_language(chosen),
    }
    return render(request, "network/audiences/people.html", context)
