"""Real worker processes against a real SMTP server: killed in the middle, two at once, told to stop."""

from __future__ import annotations

import os
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager

import psycopg
import pytest
from django.db import connection

from tests.delivery.conftest import addresses
from tests.delivery.smtp_server import Server

pytestmark = pytest.mark.smtp

PROGRAM = ("-m", "tests.delivery.program")
WORKER = ("-m", "heliograph", "db_worker", "--queue-name", "*", "--batch", "--no-startup-delay", "-v", "0")
RECORDED = "SELECT address FROM delivery_message WHERE state = 'sent' ORDER BY id"
DEFERRED = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'READY'"


@contextmanager
def scratch_database(directory):
    """The URL of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{directory / 'scratch.sqlite3'}"
        return
    known = connection.settings_dict
    server = f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT'] or 5432}/"
    name = f"heliograph_scratch_{secrets.token_hex(4)}"
    with psycopg.connect(server + "postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield server + name
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


class House:
    """An installation in a directory of its own that sends to one server."""

    def __init__(self, directory, database, port):
        self.database = database
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "heliograph.config.settings",
            "HELIOGRAPH_DEVELOPMENT": "true",
            "HELIOGRAPH_VAR": str(directory),
            "HELIOGRAPH_DATABASE_URL": database,
            "HELIOGRAPH_EMAIL_URL": f"smtp://127.0.0.1:{port}",
        }

    def run(self, *arguments):
        """Run to the end."""
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=120)
        assert (done.returncode, done.stderr) == (0, "")

    @contextmanager
    def working(self, *arguments):
        """A process at work, ended at the end whatever happens."""
        process = subprocess.Popen([sys.executable, *arguments], env=self.environment, stderr=subprocess.DEVNULL)
        try:
            yield process
        finally:
            process.kill()
            process.wait(20)

    def opened(self):
        if self.database.startswith("sqlite"):
            return sqlite3.connect(self.database.removeprefix("sqlite:///"))
        return psycopg.connect(self.database)

    def ask(self, question):
        """The first column of what the database answers."""
        with closing(self.opened()) as asked:
            return [row[0] for row in asked.execute(question).fetchall()]

    @property
    def state(self):
        return self.ask("SELECT state FROM delivery_mailing")[0]


@pytest.fixture
def house(tmp_path):
    """An installation, and the server that it sends to, which takes 4 ms for a letter."""
    with scratch_database(tmp_path) as database, Server(pause=0.004) as server:
        yield House(tmp_path, database, server.port), server


def wait_for(server, count, process):
    """Until the server has accepted so many letters; at most half a minute."""
    for _ in range(15_000):
        if len(server.handler.accepted) >= count or process.poll() is not None:
            break
        time.sleep(0.002)
    assert len(server.handler.accepted) >= count


def test_worker_killed_in_the_middle_loses_nothing_and_repeats_only_what_was_in_flight(house):
    installation, server = house
    installation.run(*PROGRAM, "prepare", "100")
    dice, kills = random.Random(22), 2
    for kill in range(kills):
        with installation.working(*PROGRAM, "work", str(10 * kill)) as process:
            wait_for(server, 30 * kill + dice.randint(5, 25), process)
            process.send_signal(signal.SIGKILL)
            process.wait(20)
        time.sleep(0.05)
        accepted, recorded = Counter(server.addresses), installation.ask(RECORDED)
        assert installation.state == "sending"
        assert set(recorded) <= set(accepted)
        assert len(accepted) - len(recorded) <= 1
    installation.run(*PROGRAM, "work", "30")
    assert (installation.state, installation.ask(RECORDED)) == ("sent", addresses(100))
    assert set(server.addresses) == set(addresses(100))
    assert len(server.addresses) - 100 <= kills
    assert len({m["Message-ID"].strip() for m in server.letters()}) == 100
    assert all(Counter(server.addresses)[a] == accepted[a] for a in recorded)


def test_two_workers_on_one_mailing_send_each_letter_once(house):
    installation, server = house
    installation.run(*PROGRAM, "prepare", "150")
    turn = (*PROGRAM, "turn", "1")
    with installation.working(*turn) as first, installation.working(*turn) as second:
        assert (first.wait(60), second.wait(60)) == (0, 0)
    assert sorted(server.addresses) == addresses(150)
    assert installation.state == "sent"


def test_worker_sends_what_was_started_before_it(house):
    installation, server = house
    installation.run(*PROGRAM, "prepare", "20")
    installation.run(*WORKER)
    assert server.addresses == installation.ask(RECORDED) == addresses(20)
    assert installation.state == "sent"


def test_server_down_leaves_the_messages_and_a_later_task_in_the_queue(house):
    installation, server = house
    server.stop()
    installation.run(*PROGRAM, "prepare", "20")
    installation.run(*WORKER)
    assert (installation.ask(RECORDED), installation.state, installation.ask(DEFERRED)) == ([], "sending", [1])
    server.start()
    installation.run(*PROGRAM, "work", "10")
    assert server.addresses == installation.ask(RECORDED) == addresses(20)
