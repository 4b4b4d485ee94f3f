"""Letters and codes as somebody gets them."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.test import Client

from heliograph.delivery.models import Body, Message
from heliograph.network.models import Person

ASK, CONFIRM, FACTOR = "/account/login/code/", "/account/login/code/confirm/", "/account/2fa/authenticate/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def letters_to(address: str, topic: str = "records") -> list[tuple[str, str]]:
    """Subject and text of the letters to an address, oldest first."""
    found = Message.objects.filter(address=address, mailing__topic=topic).order_by("pk")
    return list(found.values_list("body__subject", "body__text"))


def code_for(address: str) -> str:
    """The newest sign-in code sent to an address."""
    bodies = Body.objects.filter(messages__address=address, mailing__topic="sign-in")
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", bodies.order_by("-pk")[0].text, re.MULTILINE)
    assert found
    return found[0]


def link_in(text: str, page: str) -> str:
    """The path of a link to a page in a letter."""
    found = re.search(rf"{re.escape(settings.SITE_URL)}(/{page}/\S+)", text)
    assert found, text
    return found[1]


def ask(client: Client, address: str, **given: Any) -> Any:
    return client.post(ASK, {"email": address}, **given)


def sign_in(client: Client, person: Person, **given: Any) -> Any:
    """Ask for a code and enter it; the answer to the latter."""
    ask(client, person.email, **given)
    return client.post(CONFIRM, {"code": code_for(person.email)}, **given)


def give_app(person: Person) -> str:
    """Give somebody an app as a second factor, with codes to recover with; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def app_code(secret: str, steps: int = 0) -> str:
    """What the app shows now, or so many steps later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def factors(person: Person) -> list[str]:
    return list(Authenticator.objects.filter(user=person).order_by("type").values_list("type", flat=True))
