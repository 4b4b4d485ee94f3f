"""The connection to the mail server, kept open for a batch, and what its answers mean for a message.

Django's mail backend is the seam: SMTP by default, any provider's by setting.
"""

from __future__ import annotations

import smtplib
from contextlib import suppress
from types import TracebackType

from django.core.mail import EmailMessage, get_connection

from heliograph.delivery.letters import one_line
from heliograph.delivery.states import GiveUp, Retry, Unavailable

CLOSING = 421
TOO_LARGE = 552
#: Connections broken one after another, each at another message, that are the server's fault rather than the messages'.
BREAKS = 3


def reason(code: int, answer: bytes | str) -> str:
    """A server's answer as one line for the desk."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return one_line(f"{code} {text}", 500)


def verdict(code: int, answer: bytes | str) -> Retry | GiveUp:
    """What a reply to one message means (RFC 5321, 4.2.1): 4xx later, 5xx never."""
    said = reason(code, answer)
    return GiveUp(said) if 500 <= code < 600 else Retry(said)


class Post:
    """A kept connection; ``with Post() as post: post.send(mail)``."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._breaks = 0

    def __enter__(self) -> Post:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._hang_up()

    def send(self, mail: EmailMessage) -> None:
        """Hand one message over. Raises Unavailable, Retry or GiveUp; after each of them the next one may be tried."""
        self._open()
        try:
            accepted = self._connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            raise self._refused(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPSenderRefused as error:
            raise self._sender_refused(error) from error
        except smtplib.SMTPResponseException as error:
            raise self._refused(error.smtp_code, error.smtp_error) from error
        except OSError as error:
            raise self._broken(error) from error
        except ValueError as error:
            raise GiveUp(f"the message cannot be written: {one_line(str(error), 400)}") from error
        if accepted == 0:
            raise Retry("the mail backend took nothing")
        self._breaks = 0

    def _open(self) -> None:
        try:
            self._connection.open()
        except OSError as error:
            self._hang_up()
            raise Unavailable(one_line(str(error), 500) or type(error).__name__) from error

    def _broken(self, error: OSError) -> Retry:
        self._hang_up()
        self._breaks += 1
        said = f"the connection broke: {one_line(str(error), 400)}"
        return Unavailable(said) if self._breaks >= BREAKS else Retry(said)

    def _refused(self, code: int, answer: bytes | str) -> Retry | GiveUp:
        self._breaks = 0
        if code == CLOSING:
            self._hang_up()
        return verdict(code, answer)

    def _sender_refused(self, error: smtplib.SMTPSenderRefused) -> Retry | GiveUp:
        """A sender refused is the site's trouble, not the reader's, unless the server means the size (RFC 1870)."""
        if error.smtp_code == TOO_LARGE:
            return GiveUp(reason(error.smtp_code, error.smtp_error))
        self._hang_up()
        return Unavailable(reason(error.smtp_code, error.smtp_error))

    def _hang_up(self) -> None:
        with suppress(OSError):
            self._connection.close()
