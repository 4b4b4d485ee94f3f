"""My country: its figures, what waits, and the ways to everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from heliograph.network.countries import all_countries, country_name
from heliograph.network.desk.facts import facts_of_country, office
from heliograph.network.doors import actor, managers_only
from heliograph.network.figures import Counts, counts_by_country
from heliograph.network.forms import named_countries, reading
from heliograph.network.giving import managing
from heliograph.network.inviting.handover import offices_of
from heliograph.network.rules import is_secretariat


@dataclass(frozen=True)
class Line:
    """A country in the list of those that somebody manages."""

    code: str
    name: str
    counts: Counts


@managers_only
@require_safe
def my_country(request: HttpRequest) -> HttpResponseBase:
    """One country; whoever manages several and has not said which is shown all of them to choose from."""
    remit, asked = managing(request.user), request.GET.get("country", "").upper()
    if asked:
        if not remit.manages_country(asked) or not any(each.code == asked for each in all_countries()):
            raise Http404
        return _country(request, asked)
    if remit.everything or len(remit.countries) != 1:
        return _choose(request)
    return _country(request, next(iter(remit.countries)))


def _country(request: HttpRequest, code: str) -> HttpResponse:
    now, by = timezone.now(), actor(request)
    context: dict[str, Any] = {
        "code": code,
        "name": country_name(code, reading()),
        "on": now.date(),
        "facts": facts_of_country(by, code, now),
        "office": office(code, now.date()),
        "hands_over": offices_of(by, now.date()).filter(country=code).exists(),
        "secretariat": is_secretariat(by),
        "several": managing(by).everything or len(managing(by).countries) > 1,
    }
    return render(request, "network/desk/country/page.html", context)


def _choose(request: HttpRequest) -> HttpResponse:
    today, remit = timezone.now().date(), managing(request.user)
    counts = counts_by_country(today)
    codes = {each.code for each in all_countries()} if remit.everything else remit.countries
    lines = [Line(code, name, counts.get(code, Counts())) for code, name in named_countries(codes)]
    total = sum((line.counts for line in lines), Counts())
    return render(request, "network/desk/country/choose.html", {"lines": lines, "total": total, "on": today})
