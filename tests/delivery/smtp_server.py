"""A real SMTP server on loopback that keeps what it accepts and misbehaves as told."""

from __future__ import annotations

import asyncio
import email
import threading
import time
from collections.abc import Callable
from email.policy import default

from aiosmtpd.smtp import SMTP

#: Told to a hook in place of a reply: close the connection without any.
DROP = "drop"
Hook = Callable[[str], str | None]


class Handler:
    """``rcpt`` and ``data`` are asked with the address and may answer a reply, DROP, or None for yes."""

    def __init__(self, rcpt: Hook, data: Hook, pause: float) -> None:
        self._rcpt, self._data, self._pause = rcpt, data, pause
        self.accepted: list[tuple[str, bytes]] = []
        self.connections = 0
        self.mail = "250 yes"

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if self.mail.startswith("250"):
            envelope.mail_from = address
        return self.mail

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        answer = self._rcpt(address)
        if answer == DROP:
            server.transport.abort()
            return "421 gone"
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 yes"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        time.sleep(self._pause)
        (address,) = envelope.rcpt_tos
        answer = self._data(address)
        if answer is None or answer == DROP:
            self.accepted.append((address, envelope.original_content))
        if answer == DROP:
            server.transport.abort()
            return "421 gone"
        return answer or "250 kept"


def _yes(address: str) -> str | None:
    return None


class Server:
    """``with Server(...) as server``: listens on a free port until the end; ``stop`` and ``start`` between."""

    def __init__(self, rcpt: Hook = _yes, data: Hook = _yes, pause: float = 0.0) -> None:
        self.handler = Handler(rcpt, data, pause)
        self.port = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._protocols: list[SMTP] = []

    def _protocol(self) -> SMTP:
        protocol = SMTP(self.handler, hostname="test", loop=self._loop)
        self._protocols.append(protocol)
        return protocol

    def start(self) -> None:
        self._loop = asyncio.new_event_loop()
        listening = self._loop.create_server(self._protocol, "127.0.0.1", self.port)
        self._server = self._loop.run_until_complete(listening)
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    async def _close(self) -> None:
        self._server.close()
        for protocol in self._protocols:
            if isinstance(protocol.transport, asyncio.Transport):
                protocol.transport.abort()
        self._protocols.clear()
        await asyncio.sleep(0)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def stop(self) -> None:
        loop, self._loop = self._loop, None
        if loop is None:
            return
        asyncio.run_coroutine_threadsafe(self._close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join(10)
        loop.close()

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    @property
    def addresses(self) -> list[str]:
        """The addresses of what was accepted, in order."""
        return [address for address, _content in self.handler.accepted]

    def letters(self) -> list[email.message.EmailMessage]:
        return [email.message_from_bytes(content, policy=default) for _address, content in self.handler.accepted]
