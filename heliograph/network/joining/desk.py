"""Applications on the desk: the list, one of them, and the steps that are taken there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from heliograph.frame.paging import page_of
from heliograph.network.doors import actor, managers_only, secretariat_only
from heliograph.network.joining import lifecycle
from heliograph.network.joining.forms import AdmitForm, ApplicationFilter, NoteForm
from heliograph.network.joining.moving import school_of
from heliograph.network.joining.queries import admittable, applications_of, waiting_for
from heliograph.network.joining.steps import OPEN, STEPS, Step, name_is_approved, steps_for
from heliograph.network.joining.trail import trail
from heliograph.network.joining.twins import twins_of
from heliograph.network.models import Application, Person
from heliograph.network.rules import is_secretariat, remit_of
from heliograph.network.states import Refused

PER_PAGE = 50
#: Refusals that what was written with the step could have avoided.
_MENDABLE = frozenset({"no-note", "day-ahead"})


def _listed(request: HttpRequest, form: ApplicationFilter) -> QuerySet[Application]:
    """As the filter wants them; those that wait for this person first, then the oldest."""
    form.is_valid()
    state, country = form.cleaned_data.get("state", ""), form.cleaned_data.get("country", "")
    found = applications_of(request.user).select_related("organization")
    if state != "all":
        found = found.filter(state__in=[state] if state else OPEN)
    if country:
        found = found.filter(organization__country=country)
    waits = waiting_for(request.user).order_by().values("pk")
    first = Case(When(pk__in=waits, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.annotate(later=first).order_by("later", "applied_at", "pk")


def _counts(person: Any) -> list[tuple[str, str, int]]:
    """How many applications are in each state that a person sees; one query."""
    rows = applications_of(person).order_by().values_list("state").annotate(number=Count("pk"))
    found = dict(rows)
    return [(state.value, str(state.label), found.get(state.value, 0)) for state in OPEN]


@managers_only
@require_safe
def applications(request: HttpRequest) -> HttpResponseBase:
    """The applications of one's countries; those that wait for one first."""
    countries = applications_of(request.user).order_by().values_list("organization__country", flat=True).distinct()
    form = ApplicationFilter(request.GET, countries)
    page = page_of(request, Paginator(_listed(request, form), PER_PAGE))
    secretariat = is_secretariat(request.user)
    ready = [row.pk for row in page.object_list if secretariat and row.state == "recommended" and name_is_approved(row)]
    context = {
        "form": form,
        "page": page,
        "counts": _counts(request.user),
        "filtered": any(request.GET.get(name) for name in ("state", "country")),
        "ready": ready,
        "admit_form": AdmitForm(initial={"on": timezone.now().date()}),
        "secretariat": secretariat,
    }
    return render(request, "network/joining/desk/applications.html", context)


def _found(request: HttpRequest, public_id: UUID) -> Application:
    seen = applications_of(request.user).select_related("organization")
    return get_object_or_404(seen, public_id=public_id)


def _form_of(step: Step, given: Any) -> forms.Form:
    if step.verb == "admit":
        return AdmitForm(given, initial={"on": timezone.now().date()}, auto_id=f"{step.verb}-%s")
    form = NoteForm(given, auto_id=f"{step.verb}-%s")
    form.fields["note"].label = str(step.note)
    return form


def _show(
    request: HttpRequest, application: Application, refusal: str = "", status: int = 200, failed: str = ""
) -> HttpResponse:
    school = school_of(application)
    offered = steps_for(remit_of(request.user), application, school.country)
    given = {step.verb: request.POST if step.verb == failed else None for step in offered}
    context = {
        "application": application,
        "school": school,
        "trail": trail(application, for_school=False),
        "twins": twins_of(school, request.user),
        "steps": [(step, _form_of(step, given[step.verb])) for step in offered],
        "failed": failed,
        "name_approved": name_is_approved(application),
        "certificate": school.certificates.filter(replaced_at=None).first(),
        "secretariat": is_secretariat(request.user),
        "refusal": refusal,
    }
    return render(request, "network/joining/desk/application.html", context, status=status)


@managers_only
@require_safe
def application(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """All that is known of an application, and what can be done with it."""
    return _show(request, _found(request, public_id))


_NOTED: Mapping[str, Callable[[Application, Person, datetime, str], bool]] = {
    "recommend": lifecycle.recommend,
    "return": lifecycle.return_to_school,
    "decline": lifecycle.decline,
    "send-back": lifecycle.send_back,
    "reopen": lifecycle.reopen,
}


def _wrong(form: forms.Form) -> str:
    """Each field that is wrong, with the reason."""
    return " ".join(f"{form[name].label}: {words}" for name, found in form.errors.items() for words in found)


def _take(request: HttpRequest, application: Application, verb: str) -> bool:
    """Take a step with what was written for it. Raises Refused."""
    form = _form_of(STEPS[verb], request.POST)
    if not form.is_valid():
        raise Refused("day-ahead" if verb == "admit" else "no-note", _wrong(form))
    if verb == "admit":
        return lifecycle.admit(application, form.cleaned_data["on"], actor(request), timezone.now())
    return _NOTED[verb](application, actor(request), timezone.now(), form.cleaned_data["note"])


@managers_only
@require_POST
def application_step(request: HttpRequest, public_id: UUID, verb: str) -> HttpResponseBase:
    """Take one of the steps that the page offers."""
    if verb != "admit" and verb not in _NOTED:
        raise Http404
    application = _found(request, public_id)
    try:
        done = _take(request, application, verb)
    except Refused as refused:
        mendable = refused.code in _MENDABLE
        return _show(request, _found(request, public_id), refused.sentence, 422 if mendable else 409, verb)
    words = _("Done: the application is now “%(state)s”.") if done else _("This was done already.")
    messages.success(request, words % {"state": application.get_state_display()} if done else words)
    return redirect("network_desk:application", public_id)


@secretariat_only
@require_POST
def admit_many(request: HttpRequest) -> HttpResponseBase:
    """Admit all that were picked in the list, each by itself; what one of them forbids is told, the others go on."""
    form, picked = AdmitForm(request.POST), request.POST.getlist("pick")[:PER_PAGE]
    if not form.is_valid() or not picked:
        messages.error(request, _("Pick the schools to be admitted, and give a day."))
        return redirect("network_desk:applications")
    found = admittable(request.user).filter(public_id__in=_ids(picked)).select_related("organization")
    chosen = list(found.order_by("applied_at", "pk"))
    done = sum(_admitted(request, each, form.cleaned_data["on"]) for each in chosen)
    if done:
        words = ngettext("%(count)d school is admitted.", "%(count)d schools are admitted.", done)
        messages.success(request, words % {"count": done})
    elif not chosen:
        messages.error(request, _("Nothing was done: these are admitted already, or not ready yet."))
    return redirect("network_desk:applications")


def _ids(picked: list[str]) -> list[UUID]:
    found = []
    for text in picked:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _admitted(request: HttpRequest, application: Application, on: date) -> bool:
    try:
        return lifecycle.admit(application, on, actor(request), timezone.now())
    except Refused as refused:
        messages.error(request, f"{application.organization}: {refused.sentence}")
        return False
