"""The built-in mail catcher: an SMTP server for development that keeps every letter and delivers none."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from heliograph.delivery.catching.caught import Box
from heliograph.delivery.letters import one_line

LIMIT = 50 * 1024 * 1024
_HOSTNAME = "catcher"
_log = logging.getLogger(__name__)


class Keeper:
    """What the SMTP server does with a letter: keep it, with its envelope written on top (RFC 5321, 4.4)."""

    def __init__(self, box: Box, clock: Callable[[], datetime]) -> None:
        self._box, self._clock = box, clock

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        content = envelope.original_content or b""
        try:
            self._box.keep(_marked(envelope) + content, self._clock())
        except OSError as error:
            _log.error("a letter could not be kept: %s", error)
            return "452 4.3.1 No room to keep the letter"
        return "250 2.0.0 Kept"


def _marked(envelope: Envelope) -> bytes:
    lines = [f"Return-Path: <{envelope.mail_from or ''}>"]
    lines += [f"Delivered-To: {recipient}" for recipient in envelope.rcpt_tos]
    return "".join(f"{one_line(line, 900)}\r\n" for line in lines).encode("utf-8", "replace")


def _now() -> datetime:
    return datetime.now(UTC)


async def _serve(listener: socket.socket, keeper: Keeper, ready: Callable[[int], None]) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(wanted, stop.set)

    def protocol() -> SMTP:
        return SMTP(keeper, data_size_limit=LIMIT, enable_SMTPUTF8=True, hostname=_HOSTNAME, loop=loop)

    server = await loop.create_server(protocol, sock=listener)
    ready(server.sockets[0].getsockname()[1])
    await stop.wait()
    server.close()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on a port (0: any free one). Raises OSError where it is taken."""
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


def serve(listener: socket.socket, directory: Path, ready: Callable[[int], None] = lambda port: None) -> None:
    """Catch the mail that comes to a listening socket until SIGTERM or SIGINT; ``ready`` is called with its port."""
    asyncio.run(_serve(listener, Keeper(Box(directory), _now), ready))
