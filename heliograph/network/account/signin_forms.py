"""Forms of signing in, where allauth's own are not enough."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import get_totp_secret
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from heliograph.network.account import limits
from heliograph.network.models import Person


class AskForm(forms.Form):
    """The address to which a code is to go. Known is who has it now: one that he had before opens nothing."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is no e-mail address. It looks like name@example.org."),
        },
    )
    _user: Person | None = None

    def clean_email(self) -> str:
        """Also finds the person, and counts: one more time for this address and this client."""
        email: str = self.cleaned_data["email"].strip().lower()
        if not limits.count_signing_in(context.request, "request_login_code", email):
            raise get_account_adapter().validation_error("rate_limited")
        people = Person.objects.get_queryset().at_address(email)
        self._user = people.filter(is_active=True, erased_at=None).first()
        return email


def use_up(app: Authenticator, code: str) -> bool:
    """Let a code of an app be of no use any more; False where it was so already."""
    steps = 2 * app_settings.TOTP_TOLERANCE + 2
    return cache.add(f"factor-code-{app.pk}-{normalize_user_code(code)}", 1, steps * app_settings.TOTP_PERIOD)


class _Once:
    """A code of an app opens once, in all the time for which it is good: allauth remembers it for one step only."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        used: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if used.type == Authenticator.Type.TOTP and not use_up(used, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class FactorForm(_Once, AuthenticateForm):
    """The second factor at sign-in: a code of the app, or one to recover with."""


class FactorAgainForm(_Once, ReauthenticateForm):
    """The second factor once more, before something grave."""


class StartAppForm(ActivateTOTPForm):
    """Setting up an app. The secret stays the same however often the page is looked at, until it is used."""

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        self.user = user
        forms.Form.__init__(self, *args, **kwargs)
        self.secret = get_totp_secret()
