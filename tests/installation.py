"""An installation in a directory and a database of its own, for tests with real processes."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import psycopg
from django.db import connection

from tests.migrating import keep


class Migrated:
    """The database of the run as its migrations left it, to be copied: migrating anew takes seconds each time."""

    def __init__(self, kept):
        #: On SQLite its content, on PostgreSQL the name of a database that nobody else opens.
        self.kept = kept

    @contextmanager
    def copied(self, directory):
        """The URL of a copy, of the kind that the tests run on."""
        if connection.vendor == "sqlite":
            path = directory / "scratch.sqlite3"
            path.write_bytes(self.kept)
            yield f"sqlite:///{path}"
            return
        name = f"heliograph_scratch_{secrets.token_hex(4)}"
        with _admin() as admin, _copy(admin, self.kept, name):
            yield _server() + name


@contextmanager
def migrated():
    """Keep a copy of the database of the run, which nothing has been written to yet."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        content = connection.connection.serialize()
        keep(content)
        yield Migrated(content)
        return
    name = connection.settings_dict["NAME"]
    connection.close()
    with _admin() as admin, _copy(admin, name, f"{name}_migrated") as kept:
        yield Migrated(kept)


def _server():
    known = connection.settings_dict
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT'] or 5432}/"


def _admin():
    return psycopg.connect(_server() + "postgres", autocommit=True)


@contextmanager
def _copy(admin, database, name):
    """A copy of a database on the server, gone afterwards. No test ends the server, so nothing waits for its disk."""
    admin.execute(f'DROP DATABASE IF EXISTS "{name}"')
    admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{database}"')
    try:
        admin.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
        yield name
    finally:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


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
        assert (done.returncode, done.stderr) == (0, ""), done.stderr[-3000:]

    def run_stages(self, module, *stages):
        """Run lists of a module's commands to the end: those of a list at once, one list after the other."""
        self.run("-m", "tests.forked", module, json.dumps(stages))

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
