"""The rush before a deadline: the whole exchange from the call's page to the receipt, as fast as the server takes it.

Starts the real server (granian, WSGI, two workers) with a database of its own; 8 and then 64 clients, each signed in as
another teacher each time, ask for the page of the call, the form, and send it. The same is done with a bare Django form
that writes one row. Every acknowledged answer is looked for in the database afterwards.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode

from bench.databases import fresh
from bench.pages import ROOT, rate_of, serving

PEOPLE = 9000
SECONDS = 8.0
CROWDS = (8, 64)
_HIDDEN = re.compile(rb'<input type="hidden" name="([a-z]+)" value="([^"]*)"')
FILLED = {
    "q_name": "Ama", "q_role": "a", "q_why": "To learn from one another. " * 8, "q_diet": "", "q_days": "1",
    "q_agree": "yes",
}  # fmt: skip


@dataclass
class Tally:
    """What came of it: acknowledged answers, and how long each request took in seconds."""

    accepted: int = 0
    refused: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    def within(self, share: float) -> float:
        return sorted(self.took)[min(len(self.took) - 1, int(len(self.took) * share))] if self.took else 0.0


class Connection:
    """One kept connection to the server."""

    def __init__(self, port: int, tally: Tally) -> None:
        self.port, self.tally = port, tally
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, cookies: str, body: bytes = b"") -> tuple[int, bytes, bytes]:
        """Status, headers and body of an answer."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self.reader is not None
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookies}"]
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        begun = time.perf_counter()
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = await self.reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        content = await self.reader.readexactly(int(found[1])) if found else b""
        self.tally.took.append(time.perf_counter() - begun)
        return int(head[9:12]), head, content


async def _one(connection: Connection, session: str) -> bool:
    """One person's whole exchange; whether the answer was acknowledged."""
    cookies, path = f"sessionid={session}", "/calls/rush/"
    status, _head, _page = await connection.ask("GET", path, cookies)
    if status != 200:
        raise RuntimeError(f"the page answered {status}")
    status, head, form = await connection.ask("GET", f"{path}answer/", cookies)
    token = re.search(rb"csrftoken=([^;]+)", head)
    if status != 200 or token is None:
        raise RuntimeError(f"the form answered {status}")
    hidden = {name.decode(): value.decode() for name, value in _HIDDEN.findall(form)}
    body = urlencode({**hidden, **FILLED, "send": "1"}).encode()
    cookies = f"{cookies}; csrftoken={token[1].decode()}"
    status, _head, page = await connection.ask("POST", f"{path}answer/", cookies, body)
    return status == 200 and b"We have your answer" in page


async def _client(port: int, sessions: Iterator[str], until: float, tally: Tally) -> None:
    connection = Connection(port, tally)
    while time.monotonic() < until:
        session = next(sessions, None)
        if session is None:
            raise RuntimeError("more people are needed")
        if await _one(connection, session):
            tally.accepted += 1
        else:
            tally.refused.append(session)


async def _crowd(port: int, sessions: Iterator[str], clients: int, seconds: float) -> Tally:
    tally, until = Tally(), time.monotonic() + seconds
    await asyncio.gather(*[_client(port, sessions, until, tally) for _ in range(clients)])
    return tally


def _kept(environment: dict[str, str]) -> tuple[int, int]:
    """How many answers and entries the database has."""
    ask = (
        "import django; django.setup(); from heliograph.calls.models import *;"
        "print(Response.objects.filter(state='confirmed').count(), ResponseEntry.objects.count())"
    )
    told = subprocess.run([sys.executable, "-c", ask], env=environment, cwd=ROOT, check=True, capture_output=True)
    answers, entries = told.stdout.split()
    return int(answers), int(entries)


def measure(environment: dict[str, str], sessions: Iterator[str], name: str) -> dict[int, float]:
    """Answers a second by number of clients."""
    rates = {}
    with serving(environment) as port:
        asyncio.run(_crowd(port, sessions, 2, 1.0))
        for clients in CROWDS:
            tally = asyncio.run(_crowd(port, sessions, clients, SECONDS))
            rates[clients] = tally.accepted / SECONDS
            print(
                f"{name}, {clients} clients: {rates[clients]:.0f} answers a second; a request takes "
                f"{tally.within(0.5) * 1000:.0f} ms, 99 of 100 at most {tally.within(0.99) * 1000:.0f} ms; "
                f"{len(tally.refused)} not taken"
            )
    return rates


def read_page(environment: dict[str, str], session: str) -> None:
    """Print how often a second the page of the call is read, signed out and signed in, against finished bytes."""
    cases = (("finished bytes", "/bench/bytes/", {}), ("the call, signed out", "/calls/rush/", {}))
    signed_in = ("the call, signed in", "/calls/rush/", {"Cookie": f"sessionid={session}"})
    with serving(environment) as port:
        base = 0.0
        for name, path, headers in (*cases, signed_in):
            rate_of(port, path, headers, 0.5)
            rate = rate_of(port, path, headers, SECONDS / 2)
            base = base or rate
            print(f"{name}: {rate:.0f} a second, ratio {rate / base:.2f}")


def main() -> None:
    with fresh() as given:
        environment = {**given, "HELIOGRAPH_DEBUG": "false", "PYTHONPATH": str(ROOT)}
        count = os.environ.get("BENCH_PEOPLE", str(PEOPLE))
        done = subprocess.run(
            [sys.executable, "-m", "bench.rush_prepare", count], env=environment, cwd=ROOT, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        people = done.stdout.split()
        sessions = iter(people)
        print(f"Database: {environment['HELIOGRAPH_DATABASE_URL'].split(':')[0]}")
        ours = measure(environment, sessions, "call")
        answers, entries = _kept(environment)
        print(f"in the database: {answers} answers, {entries} entries (none lost, none twice where they are as many)")
        read_page(environment, next(sessions))
        bare = measure({**environment, "DJANGO_SETTINGS_MODULE": "bench.bare"}, cycle(people), "bare form")
        for clients in CROWDS:
            print(f"ratio to the bare form, {clients} clients: {ours[clients] / max(bare[clients], 0.1):.2f}")


if __name__ == "__main__":
    main()
