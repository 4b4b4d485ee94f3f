"""How a connection is opened: greeting, EHLO, TLS and sign-in, by the standard library."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass

from heliograph.delivery.smtp.options import ServerOptions
from heliograph.delivery.smtp.replies import in_one_line
from heliograph.delivery.smtp.transaction import Extensions
from heliograph.delivery.states import Unavailable


@dataclass(frozen=True, slots=True)
class Opened:
    """A socket on which the server awaits commands; ``ahead`` is what it has said unasked meanwhile."""

    socket: socket.socket
    extensions: Extensions
    ahead: bytes


def open_socket(options: ServerOptions) -> Opened:
    """Raises Unavailable, with the server's words: refused, TLS or sign-in refused, no greeting, too late."""
    try:
        client = _dial(options)
    except (OSError, UnicodeError) as error:
        raise Unavailable(words(error)) from error
    try:
        _introduce(client, options)
        return _detached(client)
    except (OSError, UnicodeError) as error:
        client.close()
        raise Unavailable(words(error)) from error


def _dial(options: ServerOptions) -> smtplib.SMTP:
    if options.use_ssl:
        return smtplib.SMTP_SSL(
            options.host, options.port, options.hostname, timeout=options.timeout, context=options.tls()
        )
    return smtplib.SMTP(options.host, options.port, options.hostname, timeout=options.timeout)


def _introduce(client: smtplib.SMTP, options: ServerOptions) -> None:
    client.ehlo_or_helo_if_needed()
    if options.use_tls:
        client.starttls(context=options.tls())
        client.ehlo_or_helo_if_needed()
    if options.user and options.password:
        client.login(options.user, options.password)


def _detached(client: smtplib.SMTP) -> Opened:
    """The client's socket, no longer its own; what its reader has taken from it beyond the last reply comes along."""
    sock, reader = client.sock, client.file
    if sock is None or reader is None:
        raise smtplib.SMTPServerDisconnected("the server closed the connection")
    sock.setblocking(False)
    ahead = b""
    with suppress(ssl.SSLWantReadError):
        ahead = reader.peek()
    extensions = Extensions(client.has_extn("pipelining"), client.has_extn("size"), client.has_extn("8bitmime"))
    reader.close()
    client.sock = client.file = None
    with suppress(OSError):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
    return Opened(sock, extensions, ahead)


def words(error: OSError | UnicodeError) -> str:
    """What went wrong, in one line: the server's own words where it has said any."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return in_one_line(f"{error.smtp_code} {text}" if error.smtp_code > 0 else f"not a reply of SMTP: {text}")
    return in_one_line(str(error)) or type(error).__name__
