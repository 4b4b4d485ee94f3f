"""How allauth behaves here: nobody signs up by himself, codes go to known addresses only, through delivery's queue."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from heliograph.delivery.letters import Letter
from heliograph.delivery.mailings import Recipient
from heliograph.delivery.outbox import post
from heliograph.delivery.writing.plain import as_html
from heliograph.frame.clients import client_address
from heliograph.frame.reader import read
from heliograph.network.account import factor, known_devices, letters
from heliograph.network.letters import SIGN_IN
from heliograph.network.models import Person
from heliograph.network.rules import may_manage


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This code is not right. Look at the letter once more, and enter it as it stands there."),
        "too_many_login_attempts": _("Too many wrong codes. Ask for a new one, or wait five minutes and try again."),
        "rate_limited": _("That was too often in a short time. Wait ten minutes, then try again."),
        "account_inactive": _("This account is closed. The secretariat can open it again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand the letter to delivery. A code is of no use once it has run out, so it does not go late."""
        mail = self.render_mail(template_prefix, email, {"email": email, **context})
        language, now = get_language() or settings.LANGUAGE_CODE, timezone.now()
        text = str(mail.body)
        good_until = now + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        letter = Letter(mail.subject, as_html(mail.subject, text, language), text, good_until=good_until)
        post(letter, Recipient(email, "", language, "UTC"), SIGN_IN.slug, uuid4().hex, now)

    def send_notification_mail(self, template_prefix: str, user: Person, *_more: Any, **_given: Any) -> None:
        """Tell somebody that his second factor has changed."""
        letters.factor_changed(user, template_prefix.rsplit("/", 1)[-1], timezone.now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who works at the desk begins there, everybody else with what is his."""
        return settings.LOGIN_REDIRECT_URL if may_manage(request.user) else reverse("network:me")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How the second factor is shown once more, the way that the person has first."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return ways if len(ways) < 2 or factor.has_app(user) else ways[::-1]

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        known_devices.note_first(request, user)
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        # From here on the pages are in his own language, and so is the notice that the next of them shows.
        with translation.override(read(request).language):
            response: HttpResponse = super().post_login(request, user, **kwargs)
        known_devices.meet(request, response, user, timezone.now())
        return response
