"""The secretariat opens a round: first it sees whom the letters would go to and what they say, then it presses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.delivery.letters import Mark, personal_text
from heliograph.network.confirming.forms import TermForm
from heliograph.network.confirming.reach import Reach, reach, total
from heliograph.network.confirming.rounds import check_opening, check_term, open_round
from heliograph.network.confirming.school_letter import Asking, write
from heliograph.network.confirming.standing import members_in
from heliograph.network.countries import country_name
from heliograph.network.doors import secretariat_only
from heliograph.network.models import ConfirmationRound, Person
from heliograph.network.states import Refused
from heliograph.texts.languages import direction

#: The term that is proposed.
USUAL = timedelta(days=60)


@dataclass(frozen=True)
class Sample:
    """The letter in one language, as a school would read it."""

    language: str
    name: str
    direction: str
    subject: str
    text: str


def samples(until: date, at: datetime) -> list[Sample]:
    """The letter in each language of the interface, for a reader in the organizer's zone."""
    asking = Asking(ConfirmationRound(opens_on=at.date(), closes_on=until, opened_at=at))
    return [_sample(asking, code, str(name)) for code, name in settings.LANGUAGES]


def _sample(asking: Asking, language: str, name: str) -> Sample:
    letter = write(asking, language, settings.ORGANIZER_ZONE)
    values = {
        Mark.NAME: letter.nameless,
        Mark.TOKEN: "…",
        Mark.PREFERENCES: f"{settings.SITE_URL}/mail/…",
    }
    return Sample(language, name, direction(language), letter.subject, personal_text(letter.text, values))


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def open_confirmation(request: HttpRequest) -> HttpResponseBase:
    """Choose the last day and look (``?until=``); a POST opens the round and sends the letters."""
    now = timezone.now()
    given = request.POST if request.method == "POST" else request.GET if "until" in request.GET else None
    form = TermForm(given, initial={"until": now.date() + USUAL})
    until = _until(form, now)
    if request.method == "POST" and until is not None:
        assert isinstance(request.user, Person)
        try:
            open_round(until, request.user, now)
        except Refused as refused:
            return _show(request, form, until, now, refused.sentence)
        messages.success(request, _("The round is open: the letters are being written and go out at once."))
        return redirect("network_desk:confirmation")
    return _show(request, form, until, now, _refusal(now.date()))


def _until(form: TermForm, now: datetime) -> date | None:
    """The last day, where it is given and fits; what is wrong with it is told at the field."""
    if not (form.is_bound and form.is_valid()):
        return None
    until: date = form.cleaned_data["until"]
    try:
        check_term(until, now.date())
    except Refused as refused:
        form.add_error("until", refused.sentence)
        return None
    return until


def _refusal(on: date) -> str:
    try:
        check_opening(on)
    except Refused as refused:
        return refused.sentence
    return ""


def _show(request: HttpRequest, form: TermForm, until: date | None, now: datetime, refusal: str) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "until": until, "refusal": refusal}
    if until is not None and not refusal:
        found = reach(members_in(None), now)
        context |= {"whole": total(found), "countries": _by_name(found), "samples": samples(until, now)}
    status = 200 if request.method != "POST" else 409 if refusal else 422
    return render(request, "network/confirming/desk/open.html", context, status=status)


def _by_name(found: Sequence[Reach]) -> list[tuple[str, Reach]]:
    language = get_language() or settings.LANGUAGE_CODE
    return sorted(((country_name(each.country, language), each) for each in found), key=lambda pair: pair[0])
