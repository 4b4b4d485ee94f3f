"""Pages of the second factor: what there is, passkeys, codes to recover with; and where a passkey is asked for."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.network.account import factor
from heliograph.network.account.doors import asked_again, signed_in
from heliograph.network.account.signin_forms import use_up
from heliograph.network.account.watching import WANTED
from heliograph.network.models import Person

Type = Authenticator.Type


class _WithOptions:
    """Gives the page what its script hands to the browser, as JSON in an attribute: no script stands in a page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        for options in context.get("js_data", {}).values():
            context["options"] = json.dumps(options, cls=DjangoJSONEncoder)
        return context


class FactorView(_WithOptions, AuthenticateView):
    """The second factor at sign-in; ``app`` says whether the person has one that shows codes."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "app": factor.has_app(self.stage.login.user)}


class StartAppView(ActivateTOTPView):
    """Set up an app that shows codes."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        use_up(Authenticator.objects.get(user=self.request.user, type=Type.TOTP), form.cleaned_data["code"])
        factor.note_set_up(self.request, Type.TOTP)
        return answer


class AddPasskeyView(_WithOptions, AddWebAuthnView):
    """Set up a passkey."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["name"].label = _("Name")
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        factor.note_set_up(self.request, Type.WEBAUTHN)
        return answer


class PasskeyAgainView(_WithOptions, ReauthenticateWebAuthnView):
    """The passkey once more, before something grave."""


def _wanted(request: HttpRequest) -> str:
    """Where somebody was held up, once he may go on; an address of this site."""
    return request.session.get(WANTED) or "" if factor.shown_in(request) else ""


def _codes(person: Person) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(user=person, type=Type.RECOVERY_CODES).first()
    return found


@signed_in
@require_safe
def index(request: HttpRequest, person: Person) -> HttpResponseBase:
    """What somebody has as a second factor, and how to add to it."""
    found = list(Authenticator.objects.filter(user=person).order_by("pk"))
    codes = next((one for one in found if one.type == Type.RECOVERY_CODES), None)
    context = {
        "app": next((one for one in found if one.type == Type.TOTP), None),
        "passkeys": [(one, factor.key_of(one)) for one in found if one.type == Type.WEBAUTHN],
        "codes": codes,
        "left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "required": factor.must_have_factor(person),
        "wanted": _wanted(request),
    }
    return render(request, "mfa/index.html", context)


@signed_in
@require_safe
@asked_again
def recovery_codes(request: HttpRequest, person: Person) -> HttpResponseBase:
    """The codes to recover with that have not been used."""
    codes = _codes(person)
    if codes is None:
        raise Http404
    context = {"unused": codes.wrap().get_unused_codes(), "wanted": _wanted(request)}
    return render(request, "mfa/recovery_codes/index.html", context)


@signed_in
@require_safe
@asked_again
def download_codes(request: HttpRequest, person: Person) -> HttpResponseBase:
    """The same as a file, to be printed or kept."""
    codes = _codes(person)
    if codes is None:
        raise Http404
    text = "".join(f"{code}\n" for code in codes.wrap().get_unused_codes())
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return answer


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@asked_again
def remove_passkey(request: HttpRequest, person: Person, key: str) -> HttpResponseBase:
    """Ask, then take a passkey away; the last factor stays where one is required."""
    keys = Authenticator.objects.filter(user=person, type=Type.WEBAUTHN)
    passkey = next((one for one in keys if factor.key_of(one) == key), None)
    if passkey is None:
        raise Http404
    if request.method != "POST":
        return render(request, "mfa/webauthn/remove.html", {"passkey": passkey})
    if factor.may_take_off(person):
        flows.remove_authenticator(request, passkey)
    else:
        messages.error(request, factor.FactorAdapter.error_messages["cannot_delete_authenticator"])
    return redirect("mfa_index")
