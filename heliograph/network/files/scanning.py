"""The seam for a virus scanner: a file is sent to clamd, and what it says is believed. Without one, nobody looks."""

from __future__ import annotations

import logging
import socket
from contextlib import closing
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from heliograph.network.files import refusals

log = logging.getLogger(__name__)

NAME = "clamav"
#: Seconds to reach the scanner, and for each answer of it.
CONNECTING, ANSWERING = 5.0, 60.0
_STEP = 1 << 16
_LONGEST_ANSWER = 4096


class NoAnswer(Exception):
    """The scanner did not say whether a file is clean."""


def address() -> tuple[socket.AddressFamily, str | tuple[str, int]] | None:
    """Where the scanner is; None where there is none. Raises ImproperlyConfigured."""
    if not settings.CLAMAV:
        return None
    parts = urlsplit(settings.CLAMAV)
    try:
        if parts.scheme == "unix" and parts.path and not parts.netloc:
            return socket.AF_UNIX, parts.path
        if parts.scheme == "tcp" and parts.hostname and parts.port:
            return socket.AF_INET, (parts.hostname, parts.port)
    except ValueError:
        pass
    raise ImproperlyConfigured(f"HELIOGRAPH_CLAMAV is {settings.CLAMAV!r}; give tcp://host:port or unix:///path")


def scan(file: IO[bytes], name: str) -> str:
    """Have a file looked at; returns who did, empty where there is no scanner. Raises Refused, also for no answer."""
    if address() is None:
        return ""
    try:
        found = found_in(file)
    except NoAnswer as error:
        log.exception("The virus scanner does not answer; uploads are refused.")
        raise refusals.no_scanner(name) from error
    if found:
        log.warning("The virus scanner found %s in an upload, which was refused.", found)
        raise refusals.infected(name)
    return NAME


def found_in(file: IO[bytes]) -> str:
    """What the scanner found in a file, in its words; empty where it is clean. Raises NoAnswer."""
    try:
        with closing(_connect()) as connection:
            said = _ask(connection, file)
    except OSError as error:
        raise NoAnswer from error
    answer = said.rstrip(b"\0\n").decode(errors="replace")
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND") or "something"
    raise NoAnswer(answer)


def _connect() -> socket.socket:
    place = address()
    assert place is not None
    family, where = place
    if family == socket.AF_INET:
        assert isinstance(where, tuple)
        return socket.create_connection(where, CONNECTING)
    connection = socket.socket(family, socket.SOCK_STREAM)
    connection.settimeout(CONNECTING)
    try:
        connection.connect(where)
    except OSError:
        connection.close()
        raise
    return connection


def _ask(connection: socket.socket, file: IO[bytes]) -> bytes:
    """The answer to a file: it goes in pieces, each behind its length in four bytes, and an empty one at its end."""
    connection.settimeout(ANSWERING)
    connection.sendall(b"zINSTREAM\0")
    file.seek(0)
    while step := file.read(_STEP):
        connection.sendall(len(step).to_bytes(4, "big") + step)
    connection.sendall(bytes(4))
    said = b""
    while b"\0" not in said and len(said) < _LONGEST_ANSWER:
        step = connection.recv(_LONGEST_ANSWER)
        if not step:
            break
        said += step
    return said
