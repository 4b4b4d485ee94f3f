"""Addresses of signing in, under ``/account/``: those of allauth's pages that are wanted, by allauth's names.

Its pages for passwords, further addresses and links by mail are left out; what it does with keys that are numbers
stands here with keys that cannot be guessed.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as again
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from django.urls import path
from django.views.generic import RedirectView, TemplateView

from heliograph.network.account import second_factor
from heliograph.network.account.signing_in import AskView, CodeView

_to_code = RedirectView.as_view(pattern_name="account_request_login_code", query_string=True)
_no_sign_up = TemplateView.as_view(template_name="account/signup_closed.html")

urlpatterns = [
    path("login/", _to_code, name="account_login"),
    path("login/code/", AskView.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", CodeView.as_view(), name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", _no_sign_up, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("2fa/", second_factor.index, name="mfa_index"),
    path("2fa/authenticate/", second_factor.FactorView.as_view(), name="mfa_authenticate"),
    path("2fa/reauthenticate/", again.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", second_factor.StartAppView.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", second_factor.download_codes, name="mfa_download_recovery_codes"),
    path("2fa/passkeys/add/", second_factor.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("2fa/passkeys/<slug:key>/remove/", second_factor.remove_passkey, name="mfa_remove_webauthn"),
    path("2fa/passkeys/again/", second_factor.PasskeyAgainView.as_view(), name="mfa_reauthenticate_webauthn"),
]
