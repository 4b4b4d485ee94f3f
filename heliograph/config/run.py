"""``heliograph run``: prepare the data directory, start everything, say where to look, stop together."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from heliograph.config.supervisor import CannotRun, Service, Supervisor, all_taken, listening, only_one, port_of

HOST = "127.0.0.1"
WEB_PORT = 8000
#: The catcher listens so far beyond the pages: two that run side by side have a port each.
MAIL_BEYOND = 25
TRIES = 20
START_SECONDS = 60.0
#: How long the first page may take: a busy machine opens everything for it.
ANSWER_SECONDS = 15.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("HELIOGRAPH_HOST", HOST), help="address to listen on")
    parser.add_argument(
        "--port", type=int, default=None, help=f"port of the pages (default {WEB_PORT} or the next free)"
    )
    parser.add_argument("--no-sample", action="store_true", help="do not load the sample network and bulletin")
    parser.add_argument("--once", action="store_true", help="stop as soon as everything is up and the sample is sent")


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _choose_addresses(options: argparse.Namespace) -> tuple[socket.socket, socket.socket | None]:
    """The sockets of the pages and, where there is one, of the catcher, listening already.

    The settings learn them through the environment, which is read after this.
    """
    given = options.port or int(os.environ.get("HELIOGRAPH_PORT", "0"))
    pages, mail = _sockets(given, options.host, catcher=_flag("HELIOGRAPH_DEVELOPMENT"))
    os.environ.setdefault("HELIOGRAPH_SITE_URL", f"http://{options.host}:{port_of(pages)}")
    if mail is not None:
        os.environ.setdefault("HELIOGRAPH_EMAIL_URL", f"smtp://127.0.0.1:{port_of(mail)}")
    return pages, mail


def _sockets(given: int, host: str, *, catcher: bool) -> tuple[socket.socket, socket.socket | None]:
    """As above; ``given`` is the port of the pages, or 0 for any. Raises CannotRun.

    Both are held from here on, so that of two that are started at once each has its own pair of ports.
    """
    if not catcher:
        return (listening(given, host, tries=1) if given else listening(WEB_PORT, host)), None
    if given:
        return listening(given, host, tries=1), listening(given + MAIL_BEYOND)
    for port in range(WEB_PORT, WEB_PORT + TRIES):
        with suppress(CannotRun):
            pages = listening(port, host, tries=1)
            try:
                return pages, listening(port + MAIL_BEYOND, tries=1)
            except CannotRun:
                pages.close()
    raise all_taken(WEB_PORT, TRIES)


def _services(options: argparse.Namespace, port: int, mail: socket.socket | None, senders: int) -> list[Service]:
    python = [sys.executable, "-m"]
    heliograph = [*python, "heliograph"]
    web = [*python, "granian", "--interface", "wsgi", "--host", options.host, "--port", str(port), "--workers", "2"]
    web += ["--blocking-threads", "2", "--respawn-failed-workers", "--log-level", "warning", "--no-ws"]
    services = [
        Service("web", [*web, "heliograph.config.wsgi:application"]),
        Service("worker", [*heliograph, "work"]),
        *(Service(f"sender {number}", [*heliograph, "send"]) for number in range(1, senders + 1)),
        Service("scheduler", [*heliograph, "schedule"]),
    ]
    if mail is not None:
        catch = [*heliograph, "catch_mail", "--socket", str(mail.fileno())]
        services.insert(0, Service("catcher", catch, sockets=[mail.fileno()]))
    return services


def _prepare() -> None:
    """Everything that must stand before the first process: directories, catalogs, database, static files."""
    from django.conf import settings  # noqa: PLC0415 (the environment is complete only now)
    from django.core.management import call_command  # noqa: PLC0415 (as above)

    Path(settings.VAR).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    from heliograph.events.observances.loading import load_observances  # noqa: PLC0415 (as above)

    load_observances(datetime.now(UTC))


def wait_for(url: str, stopping: threading.Event, seconds: float = START_SECONDS) -> None:
    """Return once the address answers, or ``stopping`` is set. Raises CannotRun after ``seconds`` of neither."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not stopping.is_set():
        try:
            with urllib.request.urlopen(url, timeout=ANSWER_SECONDS):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            stopping.wait(0.2)
    if stopping.is_set():
        return
    raise CannotRun(f"The pages do not answer at {url}. What is said above may tell why.")


def _serve(options: argparse.Namespace) -> None:
    pages, mail = _choose_addresses(options)
    import django  # noqa: PLC0415 (the environment is complete only now)

    django.setup()
    from django.conf import settings  # noqa: PLC0415 (as above)

    with only_one(Path(settings.VAR)):
        _prepare()
        sample = settings.DEVELOPMENT and not options.no_sample
        port = port_of(pages)
        supervisor = Supervisor(_services(options, port, mail, settings.MAIL_SENDERS))
        url = f"http://{options.host}:{port}"
        _start_and_watch(supervisor, url, holding=pages, sample=sample, once=options.once)


def _start_and_watch(supervisor: Supervisor, url: str, *, holding: socket.socket, sample: bool, once: bool) -> None:
    from heliograph.config import report  # noqa: PLC0415 (needs the app registry)

    if sample:
        report.load_sample()
    before = report.sent_so_far() if sample else 0
    supervisor.stop_on_signals()
    # The web server opens sockets of its own, on a port where nobody but its workers listens: it is let go only now.
    holding.close()
    supervisor.start()
    # Whoever dies is started again from the first second, also while the sample's mailing is watched here.
    tending = threading.Thread(target=supervisor.watch, name="tending")
    tending.start()
    try:
        wait_for(f"{url}/", supervisor.stopping)
        if sample:
            report.watch_mailing(supervisor.stopping)
        if not supervisor.stopping.is_set():
            report.say_where(url, before)
        if not once:
            supervisor.stopping.wait()
    finally:
        supervisor.stopping.set()
        tending.join()
        supervisor.stop()


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C; exit status 1 with one sentence where it cannot."""
    try:
        _serve(options)
    except CannotRun as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped while it was being prepared; the next start goes on from there.", file=sys.stderr)
        return 130
    host = urlsplit(os.environ.get("HELIOGRAPH_SITE_URL", "")).netloc
    print(f"Heliograph at {host} has stopped.")
    return 0
