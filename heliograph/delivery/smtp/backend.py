"""Django's seam: the fast path as an e-mail backend, with the arguments and errors of Django's own for SMTP."""

from __future__ import annotations

import logging
import smtplib
import threading
from collections.abc import Iterable, Iterator, Sequence
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address

from heliograph.delivery.smtp.dispatch import Dispatch
from heliograph.delivery.smtp.options import TIMEOUT, ServerOptions
from heliograph.delivery.smtp.parcels import Fate, Outcome, Parcel
from heliograph.delivery.smtp.pool import Pool
from heliograph.delivery.smtp.signing import configured, domain_of, sender_of
from heliograph.delivery.states import Unavailable

#: Connections at most, where ``MAIL_CONNECTIONS`` says nothing.
CONNECTIONS = 4
#: RFC 5321: a mailbox name not allowed; for addresses that are told to no server.
NOT_ALLOWED = 553
_log = logging.getLogger(__name__)


class EmailBackend(BaseEmailBackend):
    """What is not given is taken from the ``EMAIL_…`` settings. Raises ImproperlyConfigured where DKIM cannot sign."""

    def __init__(
        self,
        host: str | None = None,
        port: int | None = None,
        username: str | None = None,
        password: str | None = None,
        use_tls: bool | None = None,
        fail_silently: bool = False,
        use_ssl: bool | None = None,
        timeout: float | None = None,
        ssl_keyfile: str | None = None,
        ssl_certfile: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(fail_silently=fail_silently)
        self.options = ServerOptions(
            host=host or settings.EMAIL_HOST,
            port=port or settings.EMAIL_PORT,
            user=_given(username, settings.EMAIL_HOST_USER),
            password=_given(password, settings.EMAIL_HOST_PASSWORD),
            use_tls=_given(use_tls, settings.EMAIL_USE_TLS),
            use_ssl=_given(use_ssl, settings.EMAIL_USE_SSL),
            keyfile=_given(ssl_keyfile, settings.EMAIL_SSL_KEYFILE),
            certfile=_given(ssl_certfile, settings.EMAIL_SSL_CERTFILE),
            timeout=_given(timeout, settings.EMAIL_TIMEOUT) or TIMEOUT,
        )
        self._signer = configured()
        self._pool: Pool | None = None
        self._lock = threading.RLock()

    def pool(self) -> Pool:
        """The connections, opened as they are needed."""
        with self._lock:
            if self._pool is None:
                self._pool = Pool(self.options, getattr(settings, "MAIL_CONNECTIONS", CONNECTIONS))
            return self._pool

    def seal(self, content: bytes, sender: str) -> bytes:
        """The message with the site's signature, where one is set; ``sender`` stands in for a From without a domain."""
        if self._signer is None:
            return content
        domain = domain_of(sender_of(content)) or domain_of(sender)
        return self._signer.sign(content, domain) if domain else content

    @property
    def signs(self) -> bool:
        """Whether ``seal`` changes a message."""
        return self._signer is not None

    def open(self) -> bool | None:
        """Whether a new connection was needed; None where there is none and the backend is to be silent about it."""
        with self._lock:
            try:
                return self.pool().open()
            except Unavailable as error:
                if self.fail_silently:
                    return None
                raise _cause(error) from error

    def close(self) -> None:
        with self._lock:
            if self._pool is not None:
                self._pool.close(0.0)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Gives how many were accepted, for one recipient at least. Raises the first error after all were tried."""
        if not email_messages:
            return 0
        with self._lock:
            opened = self.open()
            if opened is None:
                return 0
            try:
                return self._send(email_messages)
            finally:
                if opened:
                    self.close()

    def _send(self, messages: Iterable[EmailMessage]) -> int:
        wrong: list[Exception] = []
        failed: list[Exception] = []
        sent = 0
        for parcel, outcome in self._ended(self._parcels(messages, wrong), failed):
            if outcome.fate is Fate.ACCEPTED:
                sent += 1
                _tell_of_refusals(outcome)
            else:
                failed.append(as_smtp_error(parcel, outcome))
        if errors := wrong if self.fail_silently else wrong + failed:
            raise errors[0]
        return sent

    def _ended(self, parcels: Iterable[Parcel], failed: list[Exception]) -> Iterator[tuple[Parcel, Outcome]]:
        try:
            yield from Dispatch(self.pool()).run(parcels)
        except Unavailable as error:
            failed.append(_cause(error))

    def _parcels(self, messages: Iterable[EmailMessage], wrong: list[Exception]) -> Iterator[Parcel]:
        """One message after the other, as there is room for it; those that cannot be written are noted and left out."""
        for key, message in enumerate(messages):
            if not message.recipients():
                continue
            try:
                parcel = self._parcel(key, message)
            except ValueError as error:
                wrong.append(error)
            else:
                yield parcel

    def _parcel(self, key: int, message: EmailMessage) -> Parcel:
        encoding = message.encoding or settings.DEFAULT_CHARSET
        sender = _bare(message.from_email, str(encoding))
        recipients = tuple(_bare(each, str(encoding)) for each in message.recipients())
        content = message.message().as_bytes().replace(b"\n", b"\r\n")
        return Parcel(key, sender, recipients, self.seal(content, sender))


def _given(value: Any, default: Any) -> Any:
    return default if value is None else value


def _bare(address: str, encoding: str) -> str:
    """An address as it stands in the envelope. Raises ValueError for what is none."""
    return parseaddr(sanitize_address(address, encoding))[1]


def _cause(error: Unavailable) -> OSError:
    """The library's own error where there is one: who calls Django's backend expects an OSError."""
    cause = error.__cause__
    return cause if isinstance(cause, OSError) else smtplib.SMTPServerDisconnected(error.reason)


def _tell_of_refusals(outcome: Outcome) -> None:
    for address, (_code, answer) in outcome.refused.items():
        _log.warning("a message went to its other recipients, but %s was refused: %s", address, answer)


def as_smtp_error(parcel: Parcel, outcome: Outcome) -> smtplib.SMTPException:
    """What the standard library would have raised."""
    code, said = outcome.code, outcome.answer.removeprefix(f"{outcome.code} ").encode()
    if outcome.at_recipient:
        refused = dict.fromkeys(parcel.recipients, (code or NOT_ALLOWED, said))
        refused |= {each: (number, words.encode()) for each, (number, words) in outcome.refused.items()}
        return smtplib.SMTPRecipientsRefused(refused)
    if code and outcome.fate is Fate.UNTRIED:
        return smtplib.SMTPSenderRefused(code, said, parcel.sender)
    return smtplib.SMTPDataError(code, said) if code else smtplib.SMTPServerDisconnected(outcome.answer)
