"""Pages of signing in, where allauth's own are not enough: limits that say when to try again."""

from __future__ import annotations

from typing import Any

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from heliograph.network.account import limits


class AskView(RequestLoginCodeView):
    """Ask for a code. What is answered does not depend on whether the address is known.

    Who is half-way through a sign-in begins anew here: that is how one gets another code.
    """

    def _redirect_to_pending_stage(self, *_given: Any) -> None:
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at, address = timezone.now(), request.POST.get("email", "").strip().lower()
        until = limits.open_again(request, "request_login_code", at, address)
        return limits.too_many(request, until, at) if until else super().post(request, *args, **kwargs)


class CodeView(ConfirmLoginCodeView):
    """Enter the code."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at, address = timezone.now(), self.stage.state.get("email") or ""
        until = limits.count(request, "try_login_code", at, address)
        return limits.too_many(request, until, at) if until else super().post(request, *args, **kwargs)
