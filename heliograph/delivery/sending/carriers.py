"""Who takes messages to a mail server: the pipelined SMTP path, or any of Django's mail backends.

Django's ``EMAIL_BACKEND`` decides. A carrier is offered messages while it has room, and tells each one's fate later.
"""

from __future__ import annotations

import smtplib
from contextlib import suppress
from typing import Any, Protocol

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from heliograph.delivery.bounces.return_path import return_path, token
from heliograph.delivery.letters import one_line
from heliograph.delivery.smtp.backend import EmailBackend
from heliograph.delivery.smtp.parcels import Fate, Outcome, Parcel
from heliograph.delivery.states import Unavailable
from heliograph.delivery.writing.composing import Framed, Script, To, whole
from heliograph.delivery.writing.headers import site_address

CLOSING = 421
TOO_LARGE = 552
#: Connections broken one after another, each at another message, that are the server's fault rather than the messages'.
BREAKS = 3


class Carrier(Protocol):
    """What is prepared by a carrier is for that carrier; nobody else looks into it."""

    def prepare(self, script: Script) -> Any:
        """A body as this carrier wants it. Raises ValueError where it cannot be written."""

    def room(self) -> int:
        """How many more messages can be begun now."""

    def offer(self, prepared: Any, to: To) -> None:
        """Begin a message. Raises Unavailable where the server takes nothing now; it was not begun then."""

    def collect(self, wait: float) -> list[Outcome]:
        """What has become of messages, after at most so many seconds."""

    def pending(self) -> int:
        """How many have been begun and not been told of."""

    def close(self, grace: float) -> list[Outcome]:
        """End, after at most so many seconds for what is on its way."""


class FastCarrier:
    """Bytes over kept, pipelined connections."""

    def __init__(self, backend: EmailBackend) -> None:
        self._backend = backend
        self._pool = backend.pool()
        self._from = site_address()

    def prepare(self, script: Script) -> Framed:
        return Framed(script, transmitted=not self._backend.signs)

    def room(self) -> int:
        return self._pool.room()

    def collect(self, wait: float) -> list[Outcome]:
        return self._pool.collect(wait)

    def pending(self) -> int:
        return self._pool.pending()

    def close(self, grace: float) -> list[Outcome]:
        return self._pool.close(grace)

    def offer(self, prepared: Framed, to: To) -> None:
        sender, signs = return_path(to.pk) or self._from, self._backend.signs
        content = self._backend.seal(prepared.content(to), self._from) if signs else prepared.content(to)
        self._pool.offer(Parcel(to.pk, sender, (to.address,), content, stuffed=not signs))


class BackendCarrier:
    """One message at a time through a backend of Django's interface."""

    def __init__(self, backend: BaseEmailBackend) -> None:
        self._backend = backend
        self._told: list[Outcome] = []
        self._breaks = 0
        self._trouble = ""

    def prepare(self, script: Script) -> Script:
        return script

    def room(self) -> int:
        return 1

    def pending(self) -> int:
        return 0

    def offer(self, prepared: Script, to: To) -> None:
        mail = whole(prepared, to)
        _address_for_return(mail, to)
        self._open()
        self._told.append(self._send(mail, to.pk))

    def collect(self, wait: float) -> list[Outcome]:
        told, self._told = self._told, []
        return told

    def close(self, grace: float) -> list[Outcome]:
        self._hang_up()
        return self.collect(0)

    def _open(self) -> None:
        if self._trouble:
            trouble, self._trouble, self._breaks = self._trouble, "", 0
            raise Unavailable(trouble)
        try:
            self._backend.open()
        except OSError as error:
            self._hang_up()
            raise Unavailable(one_line(str(error), 500) or type(error).__name__) from error

    def _send(self, mail: EmailMultiAlternatives, pk: int) -> Outcome:
        try:
            accepted = self._backend.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            return self._refused(pk, *next(iter(error.recipients.values())), at_recipient=True)
        except smtplib.SMTPSenderRefused as error:
            return self._sender_refused(pk, error)
        except smtplib.SMTPResponseException as error:
            return self._refused(pk, error.smtp_code, error.smtp_error)
        except OSError as error:
            return self._broken(pk, error)
        except ValueError as error:
            return _outcome(pk, Fate.REFUSED, 0, f"the message cannot be written: {error}")
        if not accepted:
            return _outcome(pk, Fate.RETRY, 0, "the mail backend took nothing")
        self._breaks = 0
        return _outcome(pk, Fate.ACCEPTED, 250, _provider_id(mail))

    def _broken(self, pk: int, error: OSError) -> Outcome:
        """The connection broke, or a provider's own error: nobody knows whether the message went. The third in a row
        is the server's fault, which the next offer says.
        """
        self._hang_up()
        self._breaks += 1
        said = f"the connection broke: {error}"
        if self._breaks >= BREAKS:
            self._trouble = one_line(said, 500)
        return _outcome(pk, Fate.DOUBTFUL, 0, said)

    def _refused(self, pk: int, code: int, answer: bytes | str, *, at_recipient: bool = False) -> Outcome:
        self._breaks = 0
        if code == CLOSING:
            self._hang_up()
        text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
        fate = Fate.REFUSED if 500 <= code < 600 else Fate.RETRY
        return _outcome(pk, fate, code, f"{code} {text}", at_recipient=at_recipient)

    def _sender_refused(self, pk: int, error: smtplib.SMTPSenderRefused) -> Outcome:
        """A sender refused is the site's trouble, not the reader's, unless the server means the size (RFC 1870)."""
        if error.smtp_code == TOO_LARGE:
            return self._refused(pk, error.smtp_code, error.smtp_error)
        self._hang_up()
        text = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        raise Unavailable(one_line(f"{error.smtp_code} {text}", 500)) from error

    def _hang_up(self) -> None:
        with suppress(OSError):
            self._backend.close()


def _outcome(pk: int, fate: Fate, code: int, answer: str, *, at_recipient: bool = False) -> Outcome:
    return Outcome(pk, fate, code, one_line(answer, 500), at_recipient, {})


def _address_for_return(mail: EmailMultiAlternatives, to: To) -> None:
    """Let reports come back: the signed return path, and for providers that have their own, the token beside it."""
    signed = return_path(to.pk)
    if signed:
        mail.extra_headers["From"] = mail.from_email
        mail.from_email = signed
    mail.metadata = {"heliograph": token(to.pk)}  # type: ignore[attr-defined]


def _provider_id(mail: EmailMultiAlternatives) -> str:
    """What a provider calls the message, where it says so (django-anymail)."""
    status = getattr(mail, "anymail_status", None)
    return str(status.message_id or "") if status is not None else ""


def carrier() -> Carrier:
    """The carrier that the settings name. Raises ImproperlyConfigured where they cannot work."""
    backend = get_connection()
    return FastCarrier(backend) if isinstance(backend, EmailBackend) else BackendCarrier(backend)
