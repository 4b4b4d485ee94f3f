"""A server on loopback that follows a script, for what no well-behaved server does."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress

PATIENCE = 5.0
EHLO = "250-scripted.example.org\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000"


class Peer:
    """One connection, seen from the server."""

    def __init__(self, sock: socket.socket) -> None:
        sock.settimeout(PATIENCE)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        self._socket, self._input = sock, bytearray()

    def say(self, *lines: str) -> None:
        self._socket.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def line(self) -> str:
        """The next line; empty at the end."""
        return self._until(b"\r\n").decode("ascii")

    def content(self) -> bytes:
        return self._until(b"\r\n.\r\n")

    def _until(self, end: bytes) -> bytes:
        looked = 0
        while (at := self._input.find(end, looked)) < 0:
            looked = max(0, len(self._input) - len(end))
            data = self._socket.recv(1 << 18)
            if not data:
                return b""
            self._input += data
        found = bytes(self._input[:at])
        del self._input[: at + len(end)]
        return found

    def greet(self, ehlo: str = EHLO) -> None:
        self.say("220 scripted.example.org")
        self.line()
        self.say(ehlo)

    def envelope(self, *replies: str) -> list[str]:
        """MAIL, RCPT and DATA, answered in one go."""
        lines = [self.line() for _reply in replies]
        self.say(*replies)
        return lines

    def take(self, reply: str = "250 kept") -> bytes:
        """A whole message."""
        self.envelope("250 yes", "250 yes", "354 go on")
        content = self.content()
        self.say(reply)
        return content

    def take_all(self) -> None:
        """Messages until QUIT or the end."""
        while line := self.line():
            if line == "QUIT":
                return self.say("221 bye")
            if line == "DATA":
                self.say("354 go on")
                self.content()
            self.say("250 yes")
        return None

    def secure(self, context: ssl.SSLContext) -> None:
        """TLS from here on. Raises OSError where the other side wants none of it."""
        self._socket = context.wrap_socket(self._socket, server_side=True)

    def reset(self) -> None:
        """Hang up without a word, losing what was not read."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()

    def wait(self) -> None:
        """Say nothing until the other side hangs up."""
        with suppress(OSError):
            while self._socket.recv(65536):
                pass

    def close(self) -> None:
        """Hang up; who waits for the other side in another thread is woken."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


Scene = Callable[[Peer], object]


class Scripted:
    """``with Scripted(scene, …) as server``: each connection plays the next scene, those that follow the last one."""

    def __init__(self, *scenes: Scene) -> None:
        self._scenes = scenes
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._peers: list[Peer] = []
        self.port: int = self._listener.getsockname()[1]
        self.connections = 0

    def __enter__(self) -> Scripted:
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()
        return self

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                sock, _address = self._listener.accept()
                scene = self._scenes[min(self.connections, len(self._scenes) - 1)]
                self.connections += 1
                self._peers.append(Peer(sock))
                thread = threading.Thread(target=self._play, args=(scene, self._peers[-1]), daemon=True)
                self._threads.append(thread)
                thread.start()

    @staticmethod
    def _play(scene: Scene, peer: Peer) -> None:
        with suppress(OSError):
            scene(peer)
        peer.close()

    def __exit__(self, *error: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for peer in self._peers:
            peer.close()
        for thread in (self._acceptor, *self._threads):
            thread.join(PATIENCE)


def accepting(peer: Peer) -> None:
    """A server as it should be."""
    peer.greet()
    peer.take_all()
