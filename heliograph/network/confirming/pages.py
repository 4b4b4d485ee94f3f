"""What a school sees and does about its record, whichever way its speaker came in (``views``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heliograph.network.confirming import answers
from heliograph.network.confirming.facts import Fact, facts
from heliograph.network.confirming.forms import TroubleForm
from heliograph.network.confirming.meanwhile import differences, seen_in
from heliograph.network.confirming.speakers import Speaker, people_speaking, schools_of
from heliograph.network.confirming.standing import asked_since
from heliograph.network.confirming.states import Trouble
from heliograph.network.confirming.terms import counts_until, end_of, terms
from heliograph.network.desk.editing import Stale, merged, seen_of
from heliograph.network.forms import OrganizationForm
from heliograph.network.models import Organization
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.records import CORRECTABLE
from heliograph.network.states import Refused

#: Schools of one address that a page shows; whose record is not confirmed comes first.
MOST = 60
#: What a school corrects itself: where it is and what it is are its coordinator's to change.
OWN = tuple(name for name in CORRECTABLE if name not in {"kind", "country", "latitude", "longitude", "zone"})


@dataclass(frozen=True)
class Shown:
    """A school with its record in words, whether it is confirmed, and where its pages are."""

    school: Organization
    facts: Sequence[Fact]
    confirmed: bool
    correct: str
    tell: str


def _shown(schools: Sequence[Organization], speaker: Speaker, at: datetime) -> list[Shown]:
    on = at.date()
    _running, since = asked_since(on)
    people = people_speaking(schools, on)
    return [
        Shown(
            school,
            facts(school, people.get(school.pk, [])),
            school.confirmed_on is not None and school.confirmed_on >= since,
            speaker.page("correct", school),
            speaker.page("tell", school),
        )
        for school in schools
    ]


def records_page(request: HttpRequest, speaker: Speaker, schools: OrganizationQuerySet, at: datetime) -> HttpResponse:
    """The records of the schools for which somebody speaks, each with its buttons."""
    running, _since = asked_since(at.date())
    found = list(schools.order_by(F("confirmed_on").asc(nulls_first=True), "sort_key")[: MOST + 1])
    context: dict[str, Any] = {
        "shown": _shown(found[:MOST], speaker, at),
        "more": len(found) > MOST,
        "speaker": speaker,
        "running": running,
        "closes": end_of(running.closes_on) - timedelta(minutes=1) if running else None,
    }
    return render(request, "network/confirming/records.html", context)


def confirm_page(request: HttpRequest, speaker: Speaker, school: Organization, at: datetime) -> HttpResponse:
    """All of it is right: say thank you, and until when that counts. Twice is once."""
    answers.confirm(school, speaker.person, at, speaker.note)
    return _thanks(request, speaker, school, at, corrected=False)


def _thanks(
    request: HttpRequest, speaker: Speaker, school: Organization, at: datetime, *, corrected: bool
) -> HttpResponse:
    on = at.date()
    speaks = not speaker.signed or schools_of(speaker.address, on).filter(pk=school.pk).exists()
    context = {
        "school": school,
        "corrected": corrected,
        "until": counts_until(school.confirmed_on or on, on, terms()),
        "back": speaker.page("record", school) if speaks else "",
        "correct": speaker.page("correct", school),
    }
    return render(request, "network/confirming/thanks.html", context)


def _form(school: Organization, at: datetime, post: Any = None, **first: Any) -> OrganizationForm:
    return OrganizationForm(post, at=at, organization=school, only=OWN, initial=first)


def correct_page(request: HttpRequest, speaker: Speaker, school: Organization, at: datetime) -> HttpResponse:
    """The school's own fields; saving corrects and confirms. What two have changed at once is shown to the second."""
    if request.method != "POST":
        return _correcting(request, speaker, school, _form(school, at), seen_of(school))
    text = request.POST.get("seen", "")
    seen = seen_in(text, school)
    form = _form(school, at, request.POST, **seen)
    if not form.is_valid():
        return _correcting(request, speaker, school, form, text, 422)
    try:
        answers.correct(school, form.said(), seen, speaker, at)
    except Stale as stale:
        again = _form(stale.now, at, None, **merged(form.said(), seen, stale.now))
        more = {
            "differences": differences(stale, form.said(), seen),
            "now": facts(stale.now, people_speaking([stale.now], at.date()).get(stale.now.pk, [])),
        }
        return _correcting(request, speaker, stale.now, again, seen_of(stale.now), 409, **more)
    return _thanks(request, speaker, school, at, corrected=True)


def _correcting(
    request: HttpRequest,
    speaker: Speaker,
    school: Organization,
    form: OrganizationForm,
    seen: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    back = speaker.page("record", school)
    context = {"form": form, "speaker": speaker, "school": school, "seen": seen, "back": back, **more}
    return render(request, "network/confirming/correct.html", context, status=status)


def tell_page(request: HttpRequest, speaker: Speaker, school: Organization, at: datetime) -> HttpResponse:
    """Something else is wrong: say what, and those who look after the country are told; nothing changes."""
    form = TroubleForm(request.POST if request.method == "POST" else None)
    told, refusal = form.is_bound and form.is_valid(), ""
    if told:
        try:
            answers.tell(school, Trouble(form.cleaned_data["trouble"]), form.cleaned_data["word"], speaker, at)
        except Refused as refused:
            told, refusal = False, refused.sentence
    context = {
        "school": school,
        "speaker": speaker,
        "form": form,
        "back": speaker.page("record", school),
        "told": told,
        "refusal": refusal,
    }
    status = 429 if refusal else 422 if form.is_bound and not told else 200
    return render(request, "network/confirming/tell.html", context, status=status)
