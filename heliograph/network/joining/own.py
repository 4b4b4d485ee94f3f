"""A school's own application, by the signed link of its letters: GET shows, POST does."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heliograph.network.joining import certificates, lifecycle
from heliograph.network.joining.certificate_pdf import specimen
from heliograph.network.joining.forms import NameForm, RewritingForm, as_written
from heliograph.network.joining.links import read_token, token_of
from heliograph.network.joining.moving import school_of, too_late
from heliograph.network.joining.steps import STEPS, name_is_approved
from heliograph.network.joining.trail import asks_for_name, expected, trail
from heliograph.network.models import Application
from heliograph.network.signed import BadLink
from heliograph.network.states import ApplicationState, Refused


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the application that a token names; for one that names none, what to do instead."""

    @wraps(view)
    def inside(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        try:
            found = Application.objects.select_related("organization").filter(public_id=read_token(token)).first()
        except BadLink:
            found = None
        if found is None:
            return render(request, "network/joining/bad_link.html", status=404)
        response = view(request, found, **more)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return never_cache(inside)


def _back(application: Application, page: str = "application") -> HttpResponse:
    return redirect(f"network:{page}", token_of(application))


def _show(request: HttpRequest, application: Application, refusal: str = "", status: int = 200) -> HttpResponse:
    state = application.state
    context: dict[str, Any] = {
        "application": application,
        "token": token_of(application),
        "name": school_name(application),
        "expected": expected(application),
        "trail": trail(application, for_school=True),
        "unconfirmed": state == ApplicationState.UNCONFIRMED,
        "returned": state == ApplicationState.RETURNED,
        "asks_for_name": asks_for_name(application),
        "can_withdraw": state in STEPS["withdraw"].takers,
        "refusal": refusal,
    }
    return render(request, "network/joining/application.html", context, status=status)


def school_name(application: Application) -> str:
    """The school's name, before and after there is a record."""
    return application.organization.name if application.organization else str(application.draft.get("name", ""))


@require_safe
@by_link
def application(request: HttpRequest, application: Application) -> HttpResponse:
    """Where the application stands, what is expected of whom, and the buttons for it."""
    return _show(request, application)


_DONE: dict[str, tuple[Callable[..., bool], Any]] = {
    "confirm": (lifecycle.confirm, gettext_lazy("Thank you: your application is on its way.")),
    "withdraw": (lifecycle.withdraw, gettext_lazy("The application is withdrawn.")),
}


@require_POST
@by_link
def application_step(request: HttpRequest, application: Application, verb: str) -> HttpResponse:
    """One press: confirm, withdraw, or delete what was not confirmed."""
    if verb == "discard":
        return _discard(request, application)
    if verb not in _DONE:
        raise Http404
    step, words = _DONE[verb]
    try:
        step(application, timezone.now())
    except Refused as refused:
        return _show(request, application, refused.sentence, 409)
    messages.success(request, words)
    return _back(application)


def _discard(request: HttpRequest, application: Application) -> HttpResponse:
    if not lifecycle.discard(application):
        return _show(request, application, _("It was confirmed already; you can withdraw it instead."), 409)
    return render(request, "network/joining/discarded.html")


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def application_edit(request: HttpRequest, application: Application) -> HttpResponse:
    """Correct an application that was returned, and send it again; who comes too late keeps what he wrote."""
    returned = application.state == ApplicationState.RETURNED
    if application.organization is None or not (returned or request.method == "POST"):
        return _back(application)
    initial = as_written(application)
    if request.method != "POST":
        return _edit_page(request, application, RewritingForm(initial=initial))
    form = RewritingForm(request.POST, initial=initial)
    if not form.is_valid() and returned:
        return _edit_page(request, application, form, 422)
    try:
        _resubmit(application, form)
    except Refused as refused:
        return _edit_page(request, application, form, 409, refused.sentence)
    messages.success(request, _("Thank you: the corrected application is on its way."))
    return _back(application)


def _resubmit(application: Application, form: RewritingForm) -> None:
    if not form.is_valid():
        raise too_late(application)
    lifecycle.resubmit(application, form.cleaned_data, timezone.now())


def _edit_page(
    request: HttpRequest, application: Application, form: RewritingForm, status: int = 200, refusal: str = ""
) -> HttpResponse:
    """The form; with a ``refusal`` it shows what was written, and sends nothing."""
    note = "" if refusal else _asked(application)
    context = {"form": form, "token": token_of(application), "note": note, "refusal": refusal}
    return render(request, "network/joining/edit.html", context, status=status)


def _asked(application: Application) -> str:
    """What those who returned it have asked for."""
    return trail(application, for_school=True)[-1].note


def _printed(application: Application) -> str:
    """The name as it would be printed; empty where it cannot be."""
    try:
        return certificates.printed_name(school_of(application))
    except Refused:
        return ""


def _name_page(
    request: HttpRequest, application: Application, form: NameForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "application": application,
        "school": school_of(application),
        "token": token_of(application),
        "form": form,
        "printed": _printed(application),
        "approved": name_is_approved(application),
        "refusal": refusal,
    }
    return render(request, "network/joining/name.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def application_name(request: HttpRequest, application: Application) -> HttpResponse:
    """Read the name as it will be printed; say that it is right, or mend it and look again."""
    if application.state != ApplicationState.RECOMMENDED:
        return _back(application)
    school = school_of(application)
    first = NameForm(initial={name: getattr(school, name) for name in NameForm.base_fields})
    if request.method != "POST":
        return _name_page(request, application, first)
    if request.POST.get("do") == "approve":
        return _approve(request, application, first)
    return _mend(request, application, NameForm(request.POST))


def _approve(request: HttpRequest, application: Application, form: NameForm) -> HttpResponse:
    try:
        lifecycle.approve_name(application, request.POST.get("name", ""), timezone.now())
    except Refused as refused:
        application.refresh_from_db()
        return _name_page(request, application, form, refused.sentence, 409)
    messages.success(request, _("Thank you: the name will be printed like this. The secretariat goes on from here."))
    return _back(application)


def _mend(request: HttpRequest, application: Application, form: NameForm) -> HttpResponse:
    if not form.is_valid():
        return _name_page(request, application, form, status=422)
    try:
        lifecycle.correct_name(application, form.cleaned_data, timezone.now())
    except Refused as refused:
        return _name_page(request, application, form, refused.sentence, 409)
    messages.success(request, _("The name is changed. Please read it once more, and say that it is right."))
    return _back(application, "application_name")


@require_safe
@by_link
def application_picture(request: HttpRequest, application: Application) -> HttpResponse:
    """A picture of the certificate as it would be printed with the present name."""
    if application.state != ApplicationState.RECOMMENDED:
        raise Http404
    picture = specimen(school_of(application), _printed(application) or "–", timezone.now())
    return HttpResponse(picture, content_type="image/png")
