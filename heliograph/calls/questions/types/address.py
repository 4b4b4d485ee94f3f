"""Addresses: of a mailbox and of the web."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.questions.types.settings import Tick
from heliograph.calls.questions.types.type import Asked, Type, refuse
from heliograph.calls.questions.widgets import Line
from heliograph.delivery.addresses import LONGEST as LONGEST_MAIL
from heliograph.delivery.addresses import Malformed, normal

LONGEST_WEB = 500
_OWN = gettext_lazy("It is that of the one who answers")
_check_web = URLValidator(schemes=["http", "https"])


class Mailbox(Type):
    key = "email"
    label = gettext_lazy("e-mail address")
    order = 80
    settings = (Tick("own", _OWN, gettext_lazy("A browser may then fill it in."), default=True),)

    def widget(self, asked: Asked) -> Line:
        fills = "email" if self.setting(asked.question, "own") else "off"
        return Line({"type": "email", "inputmode": "email", "dir": "ltr", "autocomplete": fills, "spellcheck": "false"})

    def clean(self, asked: Asked, raw: Any) -> Any:
        if not (text := str(raw or "").strip()):
            return None
        try:
            return normal(text[: LONGEST_MAIL + 1])
        except Malformed as error:
            raise refuse(_("Write a whole e-mail address, like name@school.example.org.")) from error


class Website(Type):
    key = "url"
    label = gettext_lazy("web address")
    about = gettext_lazy("An address that begins with http:// or https://.")
    order = 90

    def widget(self, asked: Asked) -> Line:
        return Line({"type": "url", "inputmode": "url", "dir": "ltr", "autocomplete": "off", "spellcheck": "false"})

    def clean(self, asked: Asked, raw: Any) -> Any:
        if not (text := str(raw or "").strip()):
            return None
        whole = text if "://" in text or text.lower().startswith(("javascript:", "data:")) else f"https://{text}"
        try:
            if len(whole) > LONGEST_WEB:
                raise ValueError(len(whole))
            _check_web(whole)
            if "@" in urlsplit(whole).netloc:
                raise ValueError(whole[:20])
        except (ValidationError, ValueError) as error:
            said = _("Write an address of the web, like https://school.example.org, of %(most)s characters at most.")
            raise refuse(said % {"most": LONGEST_WEB}) from error
        return whole
