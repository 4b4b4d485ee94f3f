"""``heliograph steer_mailing``: start, pause, resume or cancel a mailing, as on its page."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from heliograph.delivery import steering
from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState, Refused

CHANGES = {
    "start": steering.start,
    "pause": steering.pause,
    "resume": steering.resume,
    "cancel": steering.cancel,
}
ACTOR = "command line"


class Command(BaseCommand):
    help = "Starts (approves), pauses, resumes or cancels the mailing of a KEY (mail_progress lists mailings)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", metavar="KEY", help="the key of the mailing")
        parser.add_argument("change", choices=sorted(CHANGES), help="what to do with it")

    def handle(self, *args: Any, **options: Any) -> None:
        mailing = Mailing.objects.filter(key=options["key"]).first()
        if mailing is None:
            raise CommandError(f"There is no mailing with the key {options['key']!r}.")
        try:
            changed = CHANGES[options["change"]](mailing.pk, timezone.now(), ACTOR)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        mailing.refresh_from_db()
        state = MailingState(mailing.state).label
        self.stdout.write(f"{mailing.title}: {state}" + ("" if changed else " (as before)"))
