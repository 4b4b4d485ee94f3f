"""``heliograph mail_progress``: how far each mailing is."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from heliograph.delivery.queries import ProgressRow, progress_rows

PAUSE = 1.0


def line(row: ProgressRow) -> str:
    """One mailing in one line; the words of states are the interface's."""
    counts = row.progress
    return (
        f"{counts.percent:3} %  sent {counts.sent}, waiting {counts.waiting}, refused {counts.refused}, "
        f"not wanted {counts.skipped}  {row.mailing.title} ({row.state})"
        + (f"  ! {row.mailing.trouble}" if row.mailing.trouble else "")
    )


def pace(sent: int, waiting: int, seconds: float) -> str:
    """Messages a second and the minutes left at that speed."""
    rate = sent / seconds if seconds > 0 else 0.0
    return f"{rate:.1f} a second, {waiting / rate / 60:.0f} min left" if rate > 0 else "nothing sent since"


class Command(BaseCommand):
    help = "Shows how far each mailing is, newest first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--watch", action="store_true", help="say it again each second until all are finished")
        parser.add_argument("--limit", type=int, default=20, help="how many mailings (default: 20)")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = self._show(options["limit"])
        while options["watch"] and any(row.live for row in rows):
            rows = self._again(rows, options["limit"])

    def _again(self, before: list[ProgressRow], limit: int) -> list[ProgressRow]:
        began = time.monotonic()
        time.sleep(PAUSE)
        rows = self._show(limit)
        sent = sum(row.progress.sent for row in rows) - sum(row.progress.sent for row in before)
        waiting = sum(row.progress.waiting for row in rows if row.live)
        self.stdout.write("  " + pace(sent, waiting, time.monotonic() - began))
        return rows

    def _show(self, limit: int) -> list[ProgressRow]:
        rows = progress_rows(limit)
        for row in rows:
            self.stdout.write(line(row))
        if not rows:
            self.stdout.write("Nothing has been sent yet.")
        return rows
