"""The mailbox to which reports come, by the setting ``BOUNCE_MAILBOX``, and the job that reads it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from heliograph.delivery.bounces.files import Maildir, Mbox
from heliograph.delivery.bounces.imap import Imap
from heliograph.delivery.bounces.outcomes import Received
from heliograph.delivery.bounces.receiving import receive
from heliograph.delivery.bounces.sources import Apply, Fate, MailboxError, Source

log = logging.getLogger(__name__)

#: Mails that are read in one run.
LIMIT = 500
_PORTS = {"imaps": 993, "imap+tls": 143, "imap": 143}
_FATES = {Received.NOT_OURS: Fate.LEAVE, Received.UNREADABLE: Fate.LEAVE, Received.TOO_EARLY: Fate.LATER}
Say = Callable[[str, Received], object]


def source(url: str) -> Source:
    """The mailbox that an URL names. Raises MailboxError for one that cannot be read so."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise MailboxError("BOUNCE_MAILBOX is no URL.") from error
    if parts.scheme in _PORTS:
        return _imap(parts, port or _PORTS[parts.scheme])
    path = Path(unquote(parts.path))
    if parts.scheme in {"maildir", "mbox"} and path.is_absolute() and not parts.netloc:
        return Maildir(path) if parts.scheme == "maildir" else Mbox(path)
    raise MailboxError(
        "BOUNCE_MAILBOX must be imaps://USER:PASSWORD@HOST/FOLDER, imap+tls://…, imap://… on this machine, "
        "maildir:///PATH or mbox:///PATH."
    )


def _imap(parts: SplitResult, port: int) -> Imap:
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not parts.hostname or not user or not password:
        raise MailboxError("BOUNCE_MAILBOX names no host, no user or no password; write @ in a user as %40.")
    return Imap(parts.scheme, parts.hostname, port, user, password, unquote(parts.path.strip("/")) or "INBOX")


def applying(at: datetime, say: Say) -> Apply:
    """Receives each mail, and tells what it was."""

    def apply(name: str, content: bytes) -> Fate:
        received = receive(content, at)
        say(name, received)
        return _FATES.get(received, Fate.FILE)

    return apply


def collect(at: datetime) -> int:
    """The scheduler's job: read the mailbox that is set, at most ``LIMIT`` mails; returns how many.

    A mailbox that cannot be read is logged in one sentence, and read when its turn comes again.
    """
    if not settings.BOUNCE_MAILBOX:
        return 0
    try:
        return source(settings.BOUNCE_MAILBOX).tend(applying(at, _log), LIMIT)
    except MailboxError as error:
        log.error("%s", error)
        return 0


def _log(name: str, received: Received) -> None:
    log.info("%s: %s", name, received)
