"""An installation in a directory and a database of its own, for tests with real processes."""

from __future__ import annotations

import os
import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import psycopg
from django.db import connection


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
    """An installation in a directory of its own that sends to one server, if there is any."""

    def __init__(self, directory, database, port=9):
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
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=240)
        assert (done.returncode, done.stderr) == (0, "")

    def run_at_once(self, *commands):
        """Run several to the end, beside one another."""
        started = [
            subprocess.Popen([sys.executable, *each], env=self.environment, stderr=subprocess.PIPE, text=True)
            for each in commands
        ]
        ended = [(process.communicate(timeout=240)[1], process.returncode) for process in started]
        assert ended == [("", 0)] * len(commands)

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

    def rows(self, question):
        with closing(self.opened()) as asked:
            return asked.execute(question).fetchall()

    def ask(self, question):
        """The first column of what the database answers."""
        return [row[0] for row in self.rows(question)]

    @property
    def state(self):
        return self.ask("SELECT state FROM delivery_mailing")[0]
