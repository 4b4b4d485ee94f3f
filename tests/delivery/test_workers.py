"""Real sender processes against a real SMTP server: killed, two at once, told to stop, without database or server."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import Counter
from contextlib import closing

import pytest
from django.db import connection

from tests.delivery.conftest import addresses
from tests.delivery.smtp_server import Server
from tests.installation import House
from tests.postgresql import as_other_user, binaries, made

pytestmark = pytest.mark.smtp

PROGRAM = "tests.delivery.program"
SENDER = ("-m", "heliograph", "send", "--batch")
#: The same, as a command of a stage.
SENDING = ("heliograph", "send", "--batch")
RECORDED = "SELECT address FROM delivery_message WHERE state = 'sent' ORDER BY id"
DOUBTS = "SELECT address, doubts FROM delivery_message WHERE doubts > 0"


@pytest.fixture
def house(tmp_path, scratch_database):
    """An installation, and the server that it sends to, which takes 2 ms for a letter."""
    with Server(pause=0.002) as server:
        yield House(tmp_path, scratch_database, server.port), server


def wait_for(server, count, process):
    """Until the server has accepted so many letters; at most half a minute."""
    for _ in range(15_000):
        if len(server.handler.accepted) >= count or process.poll() is not None:
            break
        time.sleep(0.002)
    assert len(server.handler.accepted) >= count


def test_killed_again_and_again_loses_nothing_and_counts_all_that_may_have_come_twice(house):
    installation, server = house
    installation.run_stages(PROGRAM, [("prepare", 600)], [("be_killed", 25)], [("send",)])
    copies, doubts = Counter(server.addresses), dict(installation.rows(DOUBTS))
    assert (installation.state, installation.ask(RECORDED)) == ("sent", addresses(600))
    assert set(copies) == set(addresses(600))
    assert {address: n - 1 for address, n in copies.items() if n - 1 > doubts.get(address, 0)} == {}
    assert sum(doubts.values()) > 0
    assert len({(m["To"], m["Message-ID"].strip()) for m in server.letters()}) == 600


def test_what_is_recorded_is_never_sent_again(house):
    installation, server = house
    installation.run_stages(PROGRAM, [("prepare", 300)])
    with installation.working(*SENDER) as process:
        wait_for(server, 100, process)
        process.send_signal(signal.SIGKILL)
        process.wait(20)
    time.sleep(0.05)
    accepted, recorded = Counter(server.addresses), installation.ask(RECORDED)
    assert installation.state == "sending"
    assert set(recorded) <= set(accepted)
    installation.run(*SENDER)
    assert all(Counter(server.addresses)[address] == accepted[address] for address in recorded)


def test_senders_of_two_supervisors_send_each_letter_once(house):
    installation, server = house
    installation.run_stages(PROGRAM, [("prepare", 400)], [SENDING] * 4)
    assert sorted(server.addresses) == addresses(400)
    assert (installation.state, installation.rows(DOUBTS)) == ("sent", [])


def test_sender_that_is_told_to_stop_leaves_nothing_in_doubt(house):
    installation, server = house
    installation.run_stages(PROGRAM, [("prepare", 300)])
    with installation.working("-m", "heliograph", "send") as process:
        wait_for(server, 50, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert installation.ask("SELECT count(*) FROM delivery_message WHERE state = 'leased' OR doubts > 0") == [0]
    assert sorted(installation.ask(RECORDED)) == sorted(server.addresses)
    installation.run(*SENDER)
    assert sorted(server.addresses) == addresses(300)


def test_server_down_blames_no_message_and_a_later_sender_goes_on(house):
    installation, server = house
    server.stop()
    installation.run_stages(PROGRAM, [("prepare", 20)], [SENDING])
    assert (installation.ask(RECORDED), installation.state) == ([], "sending")
    assert set(installation.ask("SELECT attempts FROM delivery_message")) == {0}
    server.start()
    installation.run(*SENDER)
    assert sorted(server.addresses) == installation.ask(RECORDED) == addresses(20)


@pytest.mark.postgresql
def test_database_that_cuts_all_connections_under_load_loses_nothing(house):
    installation, server = house
    if connection.vendor != "postgresql":
        pytest.skip("only a database server can cut connections")
    installation.run_stages(PROGRAM, [("prepare", 600)])
    with installation.working(*SENDER) as process:
        for count in (100, 250, 400):
            wait_for(server, count, process)
            installation.rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert process.wait(60) == 0
    copies = Counter(server.addresses)
    assert (installation.state, installation.ask(RECORDED), set(copies.values())) == ("sent", addresses(600), {1})


@pytest.fixture
def cluster(tmp_path, db):
    """A database server of our own that can be restarted, and an installation on it."""
    found = binaries()
    if connection.vendor != "postgresql" or found is None:
        pytest.skip("the binaries of a database server were not found, or the tests run on SQLite")
    with made(found) as address, Server(pause=0.002) as server:
        installation = House(tmp_path, address, server.port)
        installation.run("-m", "heliograph", "migrate", "--verbosity", "0")
        yield installation, server


@pytest.mark.postgresql
def test_database_restarted_under_load_loses_nothing_and_repeats_nothing(cluster):
    installation, server = cluster
    installation.run_stages(PROGRAM, [("prepare", 600)])
    data = installation.ask("SHOW data_directory")[0]
    with installation.working(*SENDER) as process:
        wait_for(server, 150, process)
        control = [*as_other_user(), str(binaries() / "pg_ctl"), "-D", data, "-w", "-m", "immediate", "restart"]
        subprocess.run(control, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=data)
        assert process.wait(90) == 0
    copies = Counter(server.addresses)
    assert (installation.state, installation.ask(RECORDED), set(copies.values())) == ("sent", addresses(600), {1})


def test_database_that_is_locked_for_a_while_loses_nothing(house):
    installation, server = house
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite is locked as a whole")
    installation.run_stages(PROGRAM, [("prepare", 300)])
    with installation.working(*SENDER) as process:
        wait_for(server, 100, process)
        with closing(installation.opened()) as other:
            other.execute("BEGIN EXCLUSIVE")
            time.sleep(1.5)
            other.rollback()
        assert process.wait(60) == 0
    copies = Counter(server.addresses)
    assert (installation.state, installation.ask(RECORDED), set(copies.values())) == ("sent", addresses(300), {1})
