"""One link outside asked for, politely and without being led astray: is there something?

The host's addresses are looked up once, judged, and one of them is connected to, so that no name leads to this
machine or its neighbours; each step of a redirection likewise. Little is read and nothing is kept of what comes back.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from heliograph.library.states import LinkFault

#: Seconds for each step: a connection, or an answer.
PATIENCE = 6.0
MOST_STEPS = 5
_READ = 1024
_MOVED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
#: Somebody answers, and does not want to be asked by programs, or only by those who are signed in.
_RESERVED = frozenset({401, 402, 403, 405, 406, 407, 429, 451})
#: Signs of an address that stand for themselves, those of an escape included.
_KEPT = "%/:=&?~#+!$,;'@()*[]"


class Unreached(Exception):
    """The link was not reached; ``fault`` says why."""

    def __init__(self, fault: LinkFault) -> None:
        super().__init__(fault)
        self.fault = fault


def fault_of(url: str) -> LinkFault | None:
    """Why a web address is not reached now; None where it is. It takes half a minute at the most."""
    try:
        _follow(url)
    except Unreached as error:
        return error.fault
    return None


def _follow(url: str) -> None:
    for _step in range(MOST_STEPS):
        status, where = _asked(url)
        if status in _MOVED and where:
            url = urljoin(url, where)
        elif status in _GONE:
            raise Unreached(LinkFault.NO_SUCH_PAGE)
        elif 200 <= status < 400 or status in _RESERVED:
            return
        else:
            raise Unreached(LinkFault.BROKEN)
    raise Unreached(LinkFault.ROUND)


def _asked(url: str) -> tuple[int, str]:
    """Status and location that a server answers with: to HEAD, and where that is refused to GET."""
    status, where = _request("HEAD", url)
    if status in _MOVED or 200 <= status < 300:
        return status, where
    return _request("GET", url)


def _request(method: str, url: str) -> tuple[int, str]:
    try:
        with closing(_connection(url)) as connection:
            parts = urlsplit(url)
            path = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
            connection.request(method, path, headers=_headers())
            answer = connection.getresponse()
            answer.read(_READ)
            return answer.status, answer.getheader("Location") or ""
    except ssl.SSLError as error:
        raise Unreached(LinkFault.UNSAFE) from error
    except socket.gaierror as error:
        raise Unreached(LinkFault.NO_SUCH_PLACE) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreached(LinkFault.NO_ANSWER) from error


def _headers() -> dict[str, str]:
    return {
        "User-Agent": f"Heliograph link check (+{settings.SITE_URL})",
        "Accept": "*/*",
        "Range": f"bytes=0-{_READ - 1}",
        "Connection": "close",
    }


def _connection(url: str) -> http.client.HTTPConnection:
    """A connection to one of the host's addresses, not opened yet. Raises Unreached, OSError, ValueError."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
    if parts.scheme not in {"http", "https"} or not host:
        raise Unreached(LinkFault.NO_SUCH_PAGE)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = _address(host, port)
    kind: Any = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection: http.client.HTTPConnection = kind(host, port, timeout=PATIENCE)
    connection._create_connection = _to(address)  # type: ignore[attr-defined]
    return connection


def _to(address: tuple[str, int]) -> Callable[..., socket.socket]:
    """What opens a socket to this address, whatever the name of the host says by then."""

    def create(_named: tuple[str, int], timeout: float, source: Any = None) -> socket.socket:
        return socket.create_connection(address, timeout, source)

    return create


def _address(host: str, port: int) -> tuple[str, int]:
    """An address of a host that may be connected to. Raises Unreached where one of them is not for everybody."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not settings.CHECK_PRIVATE_LINKS and not all(map(_is_public, found)):
        raise Unreached(LinkFault.PRIVATE)
    return found[0], port


def _is_public(address: str) -> bool:
    """Whether an address is reached from everywhere; one within another (IPv6 over IPv4) counts as that."""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return _is_public(str(inner))
        if found in _TRANSLATED:
            return _is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not found.is_multicast


#: IPv4 as networks of IPv6 alone write it (RFC 6052).
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
