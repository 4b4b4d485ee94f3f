"""How many pages a second: the issue and the front page against finished bytes through Django's middleware.

Starts the real server (granian, WSGI, two workers) on loopback with a database of its own, loads it from two
processes over kept connections, and prints what each address gives, all in one run. Run it with ``./dev bench``.
"""

from __future__ import annotations

import http.client
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SENDERS = 2
CONNECTIONS = 4
SECONDS = 4.0

#: name, address, headers
CASES = (
    ("bytes through the middleware", "/bench/bytes/", {}),
    ("front page", "/", {}),
    ("issue, 12 items", "/issues/22/", {}),
    ("issue, compressed", "/issues/22/", {"Accept-Encoding": "gzip"}),
    ("issue, unchanged (304)", "/issues/22/", {"If-None-Match": "*"}),
    ("issue in French for Lomé", "/issues/22/", {"Cookie": "lang=fr; zone=Africa/Lome"}),
    ("front page, made anew", "/bench/anew/", {}),
    ("issue, made anew", "/bench/anew/issue/", {}),
)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def _environment(var: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.site",
        "HELIOGRAPH_VAR": str(var),
        "HELIOGRAPH_DATABASE_URL": f"sqlite:///{var / 'bench.sqlite3'}",
        "HELIOGRAPH_DEVELOPMENT": "true",
        "HELIOGRAPH_DEBUG": "false",
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def _server(var: Path) -> Iterator[int]:
    environment = _environment(var)
    subprocess.run([sys.executable, "-m", "bench.prepare"], env=environment, cwd=ROOT, check=True)
    with serving(environment) as port:
        yield port


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[int]:
    """The port of the production server, two workers on loopback, as long as the block lasts."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "2", "--blocking-threads", "2", "--no-log", "heliograph.config.wsgi:application"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        for _attempt in range(100):
            if _answers(port):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _send(port: int, path: str, headers: dict[str, str], until: float, counts: multiprocessing.Queue[int]) -> None:
    """Ask over a few kept connections in turn, the next asked before the last is read; counts the answers."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    asked = ("\r\n".join(lines) + "\r\n\r\n").encode()
    connections = [http.client.HTTPConnection("127.0.0.1", port, timeout=30) for _ in range(CONNECTIONS)]
    for connection in connections:
        connection.connect()
        connection.sock.sendall(asked)
    done = 0
    while time.monotonic() < until:
        for connection in connections:
            response = http.client.HTTPResponse(connection.sock, method="GET")
            response.begin()
            response.read()
            if response.status not in {200, 304}:
                counts.put(-response.status)
                return
            connection.sock.sendall(asked)
            done += 1
    counts.put(done)


def rate_of(port: int, path: str, headers: dict[str, str], seconds: float) -> float:
    """Answers a second for one address."""
    counts: multiprocessing.Queue[int] = multiprocessing.Queue()
    until = time.monotonic() + seconds
    senders = [multiprocessing.Process(target=_send, args=(port, path, headers, until, counts)) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    done = [counts.get(timeout=seconds + 60) for _ in senders]
    for sender in senders:
        sender.join()
    if min(done) < 0:
        raise SystemExit(f"{path} answered {-min(done)}")
    return sum(done) / seconds


def measure(port: int, seconds: float, say: Callable[[str], None]) -> None:
    """Print a table of all cases, each after a short warming up, against the first."""
    say(f"{'':32}{'a second':>10}{'ratio':>8}")
    base = 0.0
    for name, path, headers in CASES:
        rate_of(port, path, headers, 0.5)
        rate = rate_of(port, path, headers, seconds)
        base = base or rate
        say(f"{name:32}{rate:10.0f}{rate / base:8.2f}")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="heliograph-bench-") as folder, _server(Path(folder)) as port:
        measure(port, SECONDS, lambda line: print(line, flush=True))


if __name__ == "__main__":
    main()
