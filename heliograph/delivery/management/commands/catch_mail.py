"""``heliograph catch_mail``: the built-in catcher, which keeps every letter and delivers none."""

from __future__ import annotations

import os
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from heliograph.delivery.catching.catcher import listen, serve


class Command(BaseCommand):
    help = "Catches all mail sent to its port into var/catcher; development only."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
        parser.add_argument("--port", type=int, default=settings.EMAIL_PORT, help="port (default: %(default)s)")
        parser.add_argument("--socket", type=int, help="number of an open socket that listens already")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.CATCHER is None:
            raise CommandError("The catcher is for development: set HELIOGRAPH_DEVELOPMENT to use it.")
        host, port, given = options["host"], options["port"], options["socket"]
        try:
            listener = listen(host, port) if given is None else socket.socket(fileno=given)
        except OSError as error:
            raise CommandError(
                f"The catcher cannot listen on {host}:{port}: {os.strerror(error.errno or 0)}"
            ) from error
        serve(listener, Path(settings.CATCHER), lambda bound: self.stdout.write(f"Catching mail on {host}:{bound}"))
