"""How fast letters go, beside what Postfix's own load generator and Django's own backend reach in the same run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import postfix
from heliograph.config.supervisor import free_port

MESSAGES = 12_000
#: Django's backend is so slow that a part is enough.
PART = 1_000
SENDERS = (1, 2)
TICKS = os.sysconf("SC_CLK_TCK")


def _environment(var: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HELIOGRAPH_", "DJANGO_"))}
    database = os.environ.get("HELIOGRAPH_BENCH_DATABASE_URL", "")
    return kept | {
        "DJANGO_SETTINGS_MODULE": "heliograph.config.settings",
        "HELIOGRAPH_DEVELOPMENT": "true",
        "HELIOGRAPH_VAR": str(var),
        "HELIOGRAPH_DATABASE_URL": database,
        "HELIOGRAPH_EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "HELIOGRAPH_MAIL_BOUNCES": "bounces@heliograph.example.org",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _say(environment: dict[str, str], *words: str) -> list[float]:
    command = [sys.executable, "-m", "bench.mailing", *words]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return [float(word) for word in done.stdout.split() if word[:1].isdigit()]


def _cpu(process: subprocess.Popen[bytes]) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _peak(process: subprocess.Popen[bytes]) -> float:
    """The most memory that a process has had, in MiB."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


@contextmanager
def _senders(environment: dict[str, str], count: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    command = [sys.executable, "-m", "heliograph", "send"]
    processes = [subprocess.Popen(command, env=environment) for _ in range(count)]
    time.sleep(4)
    try:
        yield processes
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            process.wait(30)


@dataclass(frozen=True)
class Figures:
    """One way to send: messages a second, CPU seconds a message, seconds to the first, peak memory in MiB."""

    name: str
    rate: float
    cpu: float = 0.0
    first: float = 0.0
    peak: float = 0.0


def _heliograph(environment: dict[str, str], senders: int) -> Figures:
    _say(environment, "prepare", str(MESSAGES), str(senders))
    with _senders(environment, senders) as processes:
        idle = sum(map(_cpu, processes))
        first, seconds = _say(environment, "begin", str(senders))
        used, peak = sum(map(_cpu, processes)) - idle, max(map(_peak, processes))
    return Figures(
        f"Heliograph, {senders} sender{'s'[: senders - 1]}", MESSAGES / seconds, used / MESSAGES, first, peak
    )


def _generator(port: int, octets: int, *, keep: bool) -> Figures:
    name = "smtp-source, 16 sessions" + (", kept connections" if keep else "")
    return Figures(name, MESSAGES / postfix.source(port, MESSAGES, octets, keep=keep))


def _django(environment: dict[str, str]) -> Figures:
    seconds, cpu = _say(environment, "django", str(PART))
    return Figures("Django's SMTP backend, one kept connection", PART / seconds, cpu / PART)


def main() -> None:
    port = free_port(2599, tries=100)
    with tempfile.TemporaryDirectory(prefix="heliograph-bench-") as directory, postfix.sink(port):
        environment = _environment(Path(directory), port)
        ours = [_heliograph(environment, senders) for senders in SENDERS]
        octets = int(_say(environment, "size")[0])
        generators = [_generator(port, octets, keep=keep) for keep in (False, True)]
        plain = _django(environment)
    print(f"{MESSAGES} messages of {octets} octets\n")
    print("| way | a second | to smtp-source | to Django's | CPU, µs each | to Django's | first after, s | peak, MiB |")
    print("|---|---|---|---|---|---|---|---|")
    for one in (*generators, *ours, plain):
        ratios = f"{one.rate / generators[0].rate:.2f} | {one.rate / plain.rate:.1f}"
        cpu = f"{1e6 * one.cpu:.0f} | {one.cpu / plain.cpu:.3f}" if one.cpu else " | "
        rest = f"{one.first:.2f} | {one.peak:.0f}" if one.peak else " | "
        print(f"| {one.name} | {one.rate:,.0f} | {ratios} | {cpu} | {rest} |")
