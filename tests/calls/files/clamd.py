"""A small server that plays clamd on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


class Clamd:
    """``answer`` is what it says to a file (None: it says nothing); ``patience``: bytes after which it hangs up."""

    def __init__(self, server: socket.socket, answer: bytes | None, patience: int | None) -> None:
        self.server, self.answer, self.patience = server, answer, patience
        self.seen: list[bytes] = []
        self.over = threading.Event()

    def serve(self) -> None:
        while True:
            try:
                connection, _client = self.server.accept()
            except OSError:
                return
            with closing(connection):
                self._hear(connection)

    def _hear(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        if self.patience is not None:
            connection.recv(self.patience)
            return
        with connection.makefile("rb") as heard:
            assert heard.read(10) == b"zINSTREAM\0"
            pieces = []
            while length := int.from_bytes(heard.read(4), "big"):
                pieces.append(heard.read(length))
            self.seen.append(b"".join(pieces))
        if self.answer is None:
            self.over.wait(5)
            return
        connection.sendall(self.answer[:3])
        connection.sendall(self.answer[3:])


@contextmanager
def clamd(
    answer: bytes | None = b"stream: OK\0", patience: int | None = None, path: Path | None = None
) -> Iterator[Clamd]:
    """It listens at ``path`` or on a free port; ``server`` tells which."""
    server = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    server.bind(str(path) if path else ("127.0.0.1", 0))
    server.listen()
    played = Clamd(server, answer, patience)
    thread = threading.Thread(target=played.serve, daemon=True)
    thread.start()
    try:
        yield played
    finally:
        played.over.set()
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)
