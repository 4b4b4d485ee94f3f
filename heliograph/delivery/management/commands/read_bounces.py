"""``heliograph read_bounces``: read reports of letters that came back, from a mailbox, from files or from a pipe."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from heliograph.delivery.bounces.files import File, without_envelope
from heliograph.delivery.bounces.mailboxes import LIMIT, applying, source
from heliograph.delivery.bounces.mime import READ
from heliograph.delivery.bounces.outcomes import Received
from heliograph.delivery.bounces.sources import MailboxError

#: EX_TEMPFAIL of sysexits.h: a mail server keeps the mail and pipes it again later.
AGAIN = 75
PIPE = "-"


class Command(BaseCommand):
    help = "Reads reports of letters that came back: from BOUNCE_MAILBOX, or from the files given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="*", metavar="FILE", help="an .eml or mbox file; - reads one mail from a pipe"
        )
        parser.add_argument(
            "--limit", type=int, default=LIMIT, help="how many mails of a mailbox at most (default: %(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._counts: Counter[Received] = Counter()
        at = timezone.now()
        try:
            self._read(options["files"], options["limit"], at)
        except MailboxError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"The database does not take it: {error}", returncode=AGAIN) from error
        finally:
            self._sum_up()

    def _read(self, files: Sequence[str], limit: int, at: datetime) -> None:
        apply = applying(at, self._say)
        if not files:
            self._read_mailbox(limit, at)
        for name in files:
            if name == PIPE:
                apply("standard input", without_envelope(sys.stdin.buffer.read(READ)))
            else:
                File(Path(name)).tend(apply, sys.maxsize)

    def _read_mailbox(self, limit: int, at: datetime) -> None:
        if not settings.BOUNCE_MAILBOX:
            raise CommandError("Give a file, - for a pipe, or set HELIOGRAPH_BOUNCE_MAILBOX.")
        source(settings.BOUNCE_MAILBOX).tend(applying(at, self._say), limit)

    def _say(self, name: str, received: Received) -> None:
        self._counts[received] += 1
        self.stdout.write(f"{name}: {received}")

    def _sum_up(self) -> None:
        counted = ", ".join(f"{received}: {count}" for received, count in sorted(self._counts.items()))
        self.stdout.write(f"{self._counts.total()} read" + (f" ({counted})" if counted else ""))
