"""Closing an answer as a server does, but for the database connection, which is the test's."""

from __future__ import annotations

from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpResponseBase


def close(response: HttpResponseBase) -> None:
    """Close the answer and what it holds open."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)
