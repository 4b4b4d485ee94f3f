"""The second factor: who must have one, what it consists of, and how it is taken off somebody who has lost it.

A factor is an app that shows codes (TOTP, RFC 6238) or a passkey (WebAuthn); codes to recover with come with the first.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.network.account import letters, sessions
from heliograph.network.account.devices import device
from heliograph.network.models import Person
from heliograph.network.rules import Reader, is_secretariat
from heliograph.network.states import Refused

#: What can be asked for at sign-in; the codes to recover with stand in for either.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_SESSION = "second-factor"
_SALT = "heliograph.network.account.factor"


def must_have_factor(person: Reader) -> bool:
    """Whether a person gets nowhere without a second factor."""
    return settings.SECOND_FACTOR and is_secretariat(person)


def has_factor(person: Person) -> bool:
    """Whether a person has a second factor; one query."""
    return factors_of(person) > 0


def has_app(person: Person) -> bool:
    """Whether a person has an app that shows codes; one query."""
    found: bool = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    return found


def factors_of(person: Person) -> int:
    """How many factors a person has, the codes to recover with not counted; one query."""
    count: int = Authenticator.objects.filter(user=person, type__in=FACTORS).count()
    return count


def shown_in(request: HttpRequest) -> bool:
    """Whether the second factor was shown, or set up, since this session began; no query."""
    return bool(request.session.get(_SESSION))


def note_shown(request: HttpRequest) -> None:
    """Remember in the session that its person has shown the second factor."""
    request.session[_SESSION] = True


def note_gone(request: HttpRequest) -> None:
    """A factor was taken away; where it was the last, none has been shown."""
    if isinstance(request.user, Person) and not has_factor(request.user):
        request.session.pop(_SESSION, None)


def note_set_up(request: HttpRequest, kind: str) -> None:
    """Who has just set up a factor has shown it, and is not asked for it again at once."""
    note_shown(request)
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)


def may_take_off(person: Person) -> bool:
    """Whether one of a person's factors may go: the last one stays where one is required."""
    return not must_have_factor(person) or factors_of(person) > 1


@transaction.atomic
def reset_second_factor(person: Person, by: Person | None, at: datetime) -> None:
    """Take all factors off somebody who cannot show them any more; he is signed out everywhere, and told by letter.

    ``by`` is somebody of the secretariat, None the operator at the command line. Raises Refused for oneself, and where
    there is no factor.
    """
    if by == person:
        raise Refused("own-factor", _("Somebody else must do this for you."))
    Person.objects.get_queryset().select_for_update().get(pk=person.pk)
    if not Authenticator.objects.filter(user=person).delete()[0]:
        raise Refused("no-factor", _("This person has no second factor."))
    sessions.end_all(person)
    letters.factor_reset(person, by, at)


def take_off_since(person: Person, since: datetime) -> None:
    """Take off what was set up since a moment, codes to recover with included; those are no factor without another."""
    Authenticator.objects.filter(user=person, created_at__gte=since).delete()
    if not has_factor(person):
        Authenticator.objects.filter(user=person).delete()


def key_of(passkey: Authenticator) -> str:
    """How a passkey is named in addresses: not to be guessed."""
    return salted_hmac(f"{_SALT}.key", str(passkey.pk)).hexdigest()[:24]


class FactorAdapter(DefaultMFAAdapter):
    """How allauth's second factor behaves here: secrets lie encrypted, the last factor stays where one is required."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "The secretariat needs a second factor, and this is your only one. Add another first."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Set up an app or a passkey first."),
        "incorrect_code": gettext_lazy("This code is not right. Look for the present one, and enter it again."),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; where the site's key has changed since, one that no code fits."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return str(generate_totp_secret())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return may_take_off(authenticator.user)

    def send_notification_mail(self, template_prefix: str, user: Person, **_given: object) -> None:
        get_adapter().send_notification_mail(template_prefix, user)

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        """What a new passkey is called at first: where it was made."""
        return device(context.request.META.get("HTTP_USER_AGENT", ""))

    def _get_site_name(self) -> str:
        return settings.SITE_NAME


def _box() -> Fernet:
    key = hashlib.sha256(f"{_SALT}:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
