"""A small web server on loopback that answers as a test wants it to."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Served:
    """``url`` is its address without a slash at the end; ``asked`` what it was asked, as (method, path)."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[tuple[str, str]] = []


@contextmanager
def server(answers: Mapping[str, Any]) -> Iterator[Served]:
    """``answers`` are by path: a status, or a mapping of methods to statuses, or an address that it leads on to."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            served.asked.append((self.command, self.path))
            given = answers.get(self.path, 404)
            status = given.get(self.command, 405) if isinstance(given, Mapping) else given
            self.send_response(302 if isinstance(status, str) else status)
            if isinstance(status, str):
                self.send_header("Location", status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = _answer  # noqa: N815 (the names that http.server asks for)

        def log_message(self, *_args: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Served(f"http://127.0.0.1:{listening.server_address[1]}")
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join(5)
