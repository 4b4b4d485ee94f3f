"""``heliograph mail_progress``: how far mailings are, at what rate, and what stands in the way."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from heliograph.delivery.models import Mailing
from heliograph.delivery.progress import Progress, ProgressRow, Pulse, progress_rows, pulse

PAUSE_SECONDS = 1.0
BAR = "{desc} {percentage:3.0f} % |{bar}| {n_fmt} of {total_fmt}{postfix}"


def line(row: ProgressRow) -> str:
    """One mailing in one line; the words of states are the interface's."""
    trouble = f"  ! {row.mailing.trouble}" if row.mailing.trouble else ""
    named = f"{row.mailing.key}  {row.mailing.title} ({row.state})"
    return f"{row.progress.percent:3} %  {counts(row.progress)}  {named}{trouble}"


def counts(progress: Progress) -> str:
    """How many are sent and wait, and of the other states those that there are."""
    always = {"sent": progress.sent, "waiting": progress.waiting}
    others = {
        "came back": progress.bounced,
        "refused": progress.refused,
        "not wanted or blocked": progress.skipped,
        "for the digest": progress.held + progress.digested,
    }
    said = always | {name: number for name, number in others.items() if number}
    return ", ".join(f"{name} {number}" for name, number in said.items())


def pace(seen: Pulse, waiting: int) -> str:
    """Messages a second, and the time left for what waits."""
    left = seen.left(waiting)
    return f"{seen.rate:.1f} a second" + (f", {clock(left)} left" if left is not None else "")


def clock(left: timedelta) -> str:
    """``3 min 20 s``; hours where there are some."""
    minutes, seconds = divmod(round(left.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min")] if hours else [(minutes, "min"), (seconds, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number or unit == parts[-1][1])


def senders(seen: Pulse) -> str:
    """Who sends, how fast, and what the mail server says where it takes nothing."""
    if not seen.senders:
        return "No sender is running: letters wait."
    said = f"Senders: {seen.senders}, {seen.rate:.1f} a second."
    return f"{said} ! {seen.trouble}{_next_try(seen)}" if seen.trouble else said


def _next_try(seen: Pulse) -> str:
    return f" (next try {seen.next_try_at:%H:%M:%S} UTC)" if seen.next_try_at else ""


class Bar(tqdm):  # type: ignore[type-arg]
    """A bar that is drawn only when told to: it needs no thread that looks after it."""

    monitor_interval = 0


class Bars:
    """A bar on the terminal for each mailing."""

    def __init__(self, rows: Sequence[ProgressRow]) -> None:
        self._bars = {row.mailing.pk: self._bar(row, place) for place, row in enumerate(rows)}

    @staticmethod
    def _bar(row: ProgressRow, place: int) -> Any:
        title = row.mailing.title[:40]
        return Bar(total=row.progress.total, desc=title, position=place, bar_format=BAR, dynamic_ncols=True)

    def show(self, row: ProgressRow, seen: Pulse) -> None:
        """Bring a mailing's bar up to date."""
        bar = self._bars[row.mailing.pk]
        bar.total, bar.n = row.progress.total, row.progress.done
        words = pace(seen, row.progress.waiting) if row.live else row.state
        bar.set_postfix_str(f"{words}  ! {seen.trouble}" if row.live and seen.trouble else words, refresh=False)
        bar.refresh()

    def close(self) -> None:
        for bar in self._bars.values():
            bar.close()


class Command(BaseCommand):
    help = "Shows how far mailings are, newest first: all of late, or the one of a KEY."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", nargs="?", metavar="KEY", help="the key of one mailing")
        parser.add_argument("--watch", action="store_true", help="bring it up to date each second until all are sent")
        parser.add_argument("--limit", type=int, default=20, help="how many mailings (default: 20)")

    def handle(self, *args: Any, **options: Any) -> None:
        mailings = self._mailings(options["key"], options["limit"])
        rows = progress_rows(mailings)
        if options["watch"] and any(row.live for row in rows):
            rows = self._watch([row for row in rows if row.live])
        self._tell(rows)

    @staticmethod
    def _mailings(key: str | None, limit: int) -> list[Mailing]:
        if key is None:
            return list(Mailing.objects.bulk().order_by("-created_at", "-pk")[:limit])
        found = list(Mailing.objects.filter(key=key))
        if not found:
            raise CommandError(f"There is no mailing with the key {key!r}.")
        return found

    def _watch(self, rows: list[ProgressRow]) -> list[ProgressRow]:
        """Show bars until none of these mailings is being sent, or the command is interrupted."""
        bars = Bars(rows)
        try:
            while any(row.live for row in rows):
                time.sleep(PAUSE_SECONDS)
                rows = self._again(rows, bars)
        except KeyboardInterrupt:
            self.stderr.write("Stopped watching; the letters go on.")
        finally:
            bars.close()
        return rows

    @staticmethod
    def _again(rows: list[ProgressRow], bars: Bars) -> list[ProgressRow]:
        now = timezone.now()
        found = Mailing.objects.in_bulk([row.mailing.pk for row in rows])
        fresh = progress_rows([found[row.mailing.pk] for row in rows])
        for row in fresh:
            bars.show(row, pulse(now, row.mailing))
        return fresh

    def _tell(self, rows: list[ProgressRow]) -> None:
        for row in rows:
            self.stdout.write(line(row))
        if not rows:
            self.stdout.write("Nothing has been sent yet.")
        elif any(row.live for row in rows):
            self.stdout.write(senders(pulse(timezone.now())))
