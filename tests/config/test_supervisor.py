"""The supervisor: together up, together down, and up again who dies."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import pytest

from heliograph.config import report, run
from heliograph.config.supervisor import CannotRun, Service, Supervisor, listening, only_one, port_of

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def wait_until(question, seconds=10.0):
    until = time.monotonic() + seconds
    while not question() and time.monotonic() < until:
        time.sleep(0.02)
    return question()


@pytest.fixture
def supervisor():
    made = Supervisor([Service("one", SLEEPER), Service("two", SLEEPER)])
    made.start()
    yield made
    made.stop()


def test_services_start_and_stop_together(supervisor):
    processes = [service.process for service in supervisor.services]
    assert all(service.is_alive() for service in supervisor.services)
    supervisor.stop()
    assert [process.poll() for process in processes] == [-signal.SIGTERM, -signal.SIGTERM]


def test_who_dies_is_started_again_after_its_pause(supervisor, capsys):
    one, two = supervisor.services
    os.kill(one.process.pid, signal.SIGKILL)
    assert wait_until(lambda: not one.is_alive())
    supervisor.tend(100.0)
    assert (one.process, one.again_at) == (None, 101.0)
    supervisor.tend(100.5)
    assert one.process is None
    supervisor.tend(101.0)
    assert one.is_alive()
    assert two.deaths == 0
    assert "one ended (-9); starting it again in 1 s." in capsys.readouterr().err


def test_the_pause_grows_and_has_an_end():
    service = Service("one", SLEEPER)
    assert [service.note_death(0.0) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]


def test_who_does_not_listen_is_ended(monkeypatch):
    monkeypatch.setattr("heliograph.config.supervisor.GRACE_SECONDS", 0.2)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    service = Service("deaf", [sys.executable, "-c", deaf])
    service.process = subprocess.Popen(service.command, stdout=subprocess.PIPE, start_new_session=True)
    with service.process.stdout as said:
        said.readline()
        Supervisor([service]).stop()
    assert service.process.poll() == -signal.SIGKILL


def test_only_one_supervisor_holds_a_data_directory(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from heliograph.config.supervisor import only_one\n"
        "with only_one(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(CannotRun, match=f"process {other.pid}"), only_one(tmp_path):
            pass
        other.kill()
    with only_one(tmp_path):
        assert (tmp_path / "supervisor.lock").read_text() == str(os.getpid())


def test_a_taken_port_gives_way_to_the_next():
    with listening(21000, tries=500) as taken:
        port = port_of(taken)
        with listening(port, tries=500) as other:
            assert port_of(other) > port
        with pytest.raises(CannotRun, match="HELIOGRAPH_PORT"):
            listening(port, tries=1)


def _is_free(port):
    try:
        listening(port, tries=1).close()
    except CannotRun:
        return False
    return True


def _free_pair():
    """A port on which nobody listens, nor on that of its catcher."""
    return next(port for port in range(21000, 22000, 50) if _is_free(port) and _is_free(port + 25))


@pytest.mark.parametrize("catcher", [True, False])
def test_of_two_that_start_at_once_each_has_its_own_ports(monkeypatch, catcher):
    monkeypatch.setattr(run, "WEB_PORT", (wanted := _free_pair()))
    with ExitStack() as open_:
        found = [run._sockets(0, "127.0.0.1", catcher=catcher) for _ in range(2)]
        for each in filter(None, chain(*found)):
            open_.enter_context(each)
        assert [port_of(pages) for pages, _mail in found] == [wanted, wanted + 1]
        assert [port_of(mail) for _pages, mail in found if mail] == ([wanted + 25, wanted + 26] if catcher else [])
        with pytest.raises(CannotRun, match=f"Port {wanted} is taken"):
            run._sockets(wanted, "127.0.0.1", catcher=catcher)


def test_a_pair_whose_second_port_is_taken_is_let_go_whole(monkeypatch):
    monkeypatch.setattr(run, "WEB_PORT", (wanted := _free_pair()))
    with listening(wanted + 25, tries=1):
        pages, mail = run._sockets(0, "127.0.0.1", catcher=True)
        with pages, mail:
            assert (port_of(pages), port_of(mail)) == (wanted + 1, wanted + 26)
            assert _is_free(wanted)


def test_the_catcher_of_a_given_port_goes_on_to_the_next():
    wanted = _free_pair()
    with listening(wanted + 25, tries=1):
        pages, mail = run._sockets(wanted, "127.0.0.1", catcher=True)
        with pages, mail:
            assert (port_of(pages), port_of(mail)) == (wanted, wanted + 26)


def test_a_service_gets_the_sockets_that_are_meant_for_it(tmp_path):
    code = "import socket, sys; s = socket.socket(fileno=int(sys.argv[1])); s.accept()[0].sendall(b'here')"
    with listening(_free_pair()) as listener:
        number = listener.fileno()
        service = Service("catcher", [sys.executable, "-c", code, str(number)], sockets=[number])
        service.start()
        with socket.create_connection(listener.getsockname(), timeout=20) as caller:
            assert caller.recv(10) == b"here"
        service.process.wait(20)


def test_workers_of_a_service_that_was_killed_are_ended_with_it(tmp_path):
    note = tmp_path / "worker"
    code = (
        "import os, sys, time\nif os.fork() == 0:\n    open(sys.argv[1], 'w').write(str(os.getpid()))\ntime.sleep(60)\n"
    )
    service = Service("web", [sys.executable, "-c", code, str(note)])
    supervisor = Supervisor([service])
    supervisor.start()
    try:
        assert wait_until(lambda: note.exists() and note.read_text())
        worker = int(note.read_text())
        os.kill(service.process.pid, signal.SIGKILL)
        assert wait_until(lambda: not service.is_alive())
        supervisor.tend(100.0)
        assert wait_until(lambda: not _runs(worker))
    finally:
        supervisor.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_services_end_when_their_supervisor_is_killed(tmp_path):
    note = tmp_path / "service"
    code = (
        "import sys, time; from heliograph.config.supervisor import Service\n"
        "service = Service('one', [sys.executable, '-c', 'import time; time.sleep(60)']); service.start()\n"
        "open(sys.argv[1], 'w').write(str(service.process.pid)); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(note)], stdout=subprocess.DEVNULL) as supervisor:
        assert wait_until(lambda: note.exists() and note.read_text())
        service = int(note.read_text())
        assert _runs(service)
        supervisor.kill()
        supervisor.wait()
        assert wait_until(lambda: not _runs(service))


def _runs(process):
    """Whether a process is there and not merely waiting to be collected."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_who_dies_is_started_again_while_the_samples_mailing_is_watched(monkeypatch):
    starts = []

    class Short(Service):
        def start(self):
            starts.append(self.name)
            super().start()

    def watch(stopping):
        until = time.monotonic() + 20
        while len(starts) < 2 and time.monotonic() < until:
            time.sleep(0.05)

    supervisor = Supervisor([Short("short", ["true"])])
    monkeypatch.setattr(supervisor, "stop_on_signals", lambda: None)
    monkeypatch.setattr(run, "wait_for", lambda url, stopping: None)
    for name, instead in {
        "load_sample": lambda: None,
        "watch_mailing": watch,
        "say_where": lambda url, before: None,
        "sent_so_far": lambda: 0,
    }.items():
        monkeypatch.setattr(report, name, instead)
    with listening(21000, tries=500) as holding:
        run._start_and_watch(supervisor, "http://127.0.0.1", holding=holding, sample=True, once=True)
        assert holding.fileno() == -1, "the web server could not open its own"
    assert starts[:2] == ["short", "short"]
