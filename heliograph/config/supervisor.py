"""Web, worker, senders, scheduler and catcher under one supervisor, started and stopped together."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

GRACE_SECONDS = 15.0
LONGEST_PAUSE_SECONDS = 30.0


#: ``prctl(2)``: the signal that a process gets when the thread that started it ends.
_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Let this process be asked to end when its supervisor is killed; only Linux can do that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end_group(leader: int) -> None:
    """Kill the workers that a dead process left behind in its group."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


class CannotRun(Exception):
    """The services cannot be started; ``str()`` says why and what to do."""


@dataclass
class Service:
    """One process to keep alive; started again after a pause that grows while it keeps dying.

    ``sockets`` are file descriptors that it gets, open and under the same numbers.
    """

    name: str
    command: Sequence[str]
    sockets: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    again_at: float = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=self.sockets,
            preexec_fn=end_with_parent,
        )

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def note_death(self, now: float) -> float:
        """Remember that the process died, end what it left of its group; returns the pause, in seconds."""
        if self.process is not None:
            _end_group(self.process.pid)
        pause = min(2.0**self.deaths, LONGEST_PAUSE_SECONDS)
        self.deaths += 1
        self.process = None
        self.again_at = now + pause
        return pause

    def signal(self, number: int) -> None:
        if self.process is not None and self.is_alive():
            os.killpg(self.process.pid, number)


def all_taken(wanted: int, tries: int) -> CannotRun:
    ports = f"Port {wanted} is" if tries == 1 else f"The ports {wanted} to {wanted + tries - 1} are all"
    return CannotRun(f"{ports} taken. Set HELIOGRAPH_PORT to a free one.")


def listening(wanted: int, host: str = "127.0.0.1", tries: int = 20) -> socket.socket:
    """A socket that listens on ``wanted`` or the next free port, here alone, from now until it is closed.

    Raises CannotRun after ``tries``.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(wanted, wanted + tries):
        try:
            return socket.create_server((host, port), family=family)
        except OSError:
            continue
    raise all_taken(wanted, tries)


def port_of(listener: socket.socket) -> int:
    """The port on which a socket listens."""
    return int(listener.getsockname()[1])


@contextmanager
def only_one(directory: Path) -> Iterator[None]:
    """Hold the lock of a data directory; raises CannotRun where another supervisor holds it."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "supervisor.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotRun(f"Heliograph already runs on {directory} (process {lock.read().strip()}).") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


class Supervisor:
    """Starts services, starts again those that die, and stops all of them together."""

    def __init__(self, services: Sequence[Service]) -> None:
        self.services = list(services)
        self.stopping = threading.Event()

    def start(self) -> None:
        for service in self.services:
            service.start()

    def stop_on_signals(self) -> None:
        """Let Ctrl-C and a polite kill end ``watch``."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked)

    def _asked(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping.set()

    def watch(self) -> None:
        """Keep the services alive until asked to stop."""
        while not self.stopping.is_set():
            self.tend(time.monotonic())
            self.stopping.wait(0.5)

    def tend(self, now: float) -> None:
        """One look at every service: note who died, start again whose pause is over."""
        for service in self.services:
            if service.process is not None and not service.is_alive():
                code = service.process.returncode
                pause = service.note_death(now)
                print(f"{service.name} ended ({code}); starting it again in {pause:.0f} s.", file=sys.stderr)
            elif service.process is None and now >= service.again_at:
                service.start()

    def stop(self) -> None:
        """Ask every service to end, and end those that do not within the grace period."""
        for service in reversed(self.services):
            service.signal(signal.SIGTERM)
        until = time.monotonic() + GRACE_SECONDS
        while any(service.is_alive() for service in self.services) and time.monotonic() < until:
            time.sleep(0.05)
        for service in self.services:
            service.signal(signal.SIGKILL)
            if service.process is not None:
                service.process.wait()
