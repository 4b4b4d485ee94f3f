"""Pages of signing in, where allauth's own are not enough: limits that say when to try again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.stages import LoginByCodeStage
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from heliograph.network.account import limits


def _code_waits(request: HttpRequest, at: datetime) -> bool:
    """Whether a code that was asked for in this browser can still be entered; the same for an unknown address.

    Read from the session alone: allauth would look for the person, who is there for a known address only.
    """
    begun: dict[str, Any] = request.session.get(LOGIN_SESSION_KEY) or {}
    stage = begun.get("state", {}).get("stages", {}).get("current")
    fresh: bool = at.timestamp() - begun.get("initiated_at", 0) <= settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    return fresh and bool(stage == LoginByCodeStage.key)


class AskView(RequestLoginCodeView):
    """Ask for a code. What is answered does not depend on whether the address is known.

    Who is half-way through a sign-in begins anew here: that is how one gets another code.
    """

    def _redirect_to_pending_stage(self, *_given: Any) -> None:
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at, address = timezone.now(), request.POST.get("email", "").strip().lower()
        if until := limits.signing_in_open_again(request, "request_login_code", at, address):
            return limits.too_many(request, until, at, code_waits=_code_waits(request, at))
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class CodeView(ConfirmLoginCodeView):
    """Enter the code."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at, address = timezone.now(), self.stage.state.get("email") or ""
        if until := limits.count_with_address(request, "try_login_code", at, address):
            return limits.too_many(request, until, at)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer
