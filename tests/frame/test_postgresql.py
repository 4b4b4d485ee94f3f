"""A kept connection: used while it stands, opened anew once the server has ended it, and the server is not asked."""

from __future__ import annotations

import time

import pytest
from django.db import Error, connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="kept connections are PostgreSQL's"),
]


@pytest.fixture
def kept():
    """A connection of its own, between two requests."""
    other = connection.copy()
    other.connect()
    other.health_check_enabled = True
    other.close_if_unusable_or_obsolete()
    yield other
    other.close()


def session_of(database):
    return database.connection.info.backend_pid


def ended(database):
    """Have the server end a connection, and give the news of it time to arrive."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [session_of(database)])
    for _ in range(200):
        if database._has_arrived():
            return
        time.sleep(0.01)
    raise AssertionError("The server has not ended it.")


def test_a_connection_that_stands_is_used_and_nothing_is_asked(kept, monkeypatch):
    before = session_of(kept)
    monkeypatch.setattr(kept.connection, "cursor", lambda *_: pytest.fail("The server was asked."))
    kept.close_if_health_check_failed()
    monkeypatch.undo()
    assert kept.is_usable()
    assert session_of(kept) == before


def test_a_connection_that_the_server_has_ended_is_opened_anew(kept):
    before = session_of(kept)
    ended(kept)
    with kept.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert session_of(kept) != before


def test_a_connection_that_was_closed_here_is_not_usable(kept):
    kept.connection.close()
    assert not kept.is_usable()


def test_a_connection_on_which_something_went_wrong_is_asked(kept):
    with pytest.raises(Error), kept.cursor() as cursor:
        cursor.execute("SELECT nothing_of_this_name()")
    assert kept.errors_occurred
    assert kept.is_usable()
