"""How allauth behaves here: nobody signs up by himself, codes go to known addresses only, through delivery's queue."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from heliograph.delivery.letters import Letter
from heliograph.delivery.mailings import Recipient
from heliograph.delivery.outbox import post
from heliograph.delivery.writing.plain import as_html
from heliograph.network.letters import SIGN_IN


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand the letter to delivery. A code is of no use once it has run out, so it does not go late."""
        mail = self.render_mail(template_prefix, email, {"email": email, **context})
        language, now = get_language() or settings.LANGUAGE_CODE, timezone.now()
        text = str(mail.body)
        good_until = now + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        letter = Letter(mail.subject, as_html(mail.subject, text, language), text, good_until=good_until)
        post(letter, Recipient(email, "", language, "UTC"), SIGN_IN.slug, uuid4().hex, now)
