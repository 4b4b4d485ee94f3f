"""Finished pages: what a signed-out reader is shown, kept as bytes and answered before anything else is done.

A view marked by ``finished_page`` has its answers kept by each process for one address, language and zone.
They are good while the generation stands, a number in the database that ``touch`` changes in the
transaction of the edit, so that every process shows an edit at the next request; and for a minute at most,
because pages say how far away a moment is. Nothing is kept for, or answered to, a request that carries a
session; nothing that sets a cookie is kept.
"""

from __future__ import annotations

import gzip
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from hashlib import blake2b
from threading import Lock
from typing import ParamSpec, TypeVar, cast

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from heliograph.frame.reader import read

#: Seconds for which a page may be shown without being made anew.
LASTING = 60

#: Bytes that one process keeps; the page asked for longest ago goes first.
ROOM = 32 * 1024 * 1024

_NO_GZIP = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")
_KEPT_ON_304 = ("Cache-Control", "Content-Language", "ETag", "Vary")

Key = tuple[str, ...]
Given = ParamSpec("Given")
Answer = TypeVar("Answer", bound=HttpResponseBase)


@dataclass(frozen=True)
class Page:
    """An answer as bytes. ``until`` is in seconds since 1970; ``packed`` is the same body compressed."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    packed: bytes
    etag: str
    generation: int
    until: float

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed)


class Shelf:
    """Pages by key, no more bytes than ``room``; the one asked for longest ago goes first."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.size = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Page) -> None:
        if page.size > self.room:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.size += page.size
            while self.size > self.room:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.size = 0

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.size -= page.size


shelf = Shelf(ROOM)


def generation() -> int:
    """The number that stands for the present state of all that finished pages show. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM frame_generation")
        row = cursor.fetchone()
    return int(row[0])


_begun: ContextVar[int | None] = ContextVar("the generation over which a finished page was begun", default=None)


def begun_generation() -> int:
    """The number over which the finished page was begun that is being made; elsewhere the present one. For reading."""
    begun = _begun.get()
    return generation() if begun is None else begun


def touch() -> None:
    """Make all finished pages of all processes stale. Call it in the transaction that changes what they show.

    The number is drawn, not counted: a transaction rolled back never lends its number to a later one.
    """
    with connection.cursor() as cursor:
        cursor.execute("UPDATE frame_generation SET number = %s", [secrets.randbits(62)])


def good_until(response: HttpResponse, instants: Iterable[datetime | None], now: datetime) -> None:
    """Say at which instants (aware) the words of a page change; it is not kept beyond the first one after
    ``now``.
    """
    ahead = [instant.timestamp() for instant in instants if instant is not None and instant > now]
    response.finished_until = min(ahead, default=None)  # type: ignore[attr-defined]


def finished_page(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Mark a view whose answer is the same for every signed-out reader of one language and zone; it is only read."""

    @wraps(view)
    def marked(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        before = generation()
        begun = _begun.set(before)
        try:
            response = view(*args, **kwargs)
        finally:
            _begun.reset(begun)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.finished_generation = before  # type: ignore[attr-defined]
        return response

    return cast("Callable[Given, Answer]", require_safe(marked))


def _key(request: HttpRequest) -> Key | None:
    """What an answer depends on; None where the request may not be given a finished page."""
    if request.method not in {"GET", "HEAD"} or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    if "HTTP_AUTHORIZATION" in request.META:
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    reader = read(request)
    query = request.META.get("QUERY_STRING", "")
    return (request.scheme or "", host, request.path, query, reader.zone or "", *reader.languages)


def _accepts_gzip(request: HttpRequest) -> bool:
    header = request.META.get("HTTP_ACCEPT_ENCODING", "").lower()
    return "gzip" in header and not _NO_GZIP.search(header)


def _finish(response: HttpResponseBase, now: float) -> Page | None:
    """The answer as a page to keep; None where it may not be kept."""
    before = getattr(response, "finished_generation", None)
    if before is None or not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
        return None
    if response.has_header("Content-Encoding"):
        return None
    patch_vary_headers(response, ("Accept-Encoding",))
    etag = f'W/"{blake2b(response.content, digest_size=12).hexdigest()}"'
    response.headers["ETag"] = etag
    headers = tuple((name, value) for name, value in response.headers.items() if name != "Content-Length")
    until = min(now + LASTING, getattr(response, "finished_until", None) or now + LASTING)
    return Page(headers, response.content, gzip.compress(response.content, 6, mtime=0), etag, before, until)


def _dress(response: HttpResponse, headers: Iterable[tuple[str, str]]) -> HttpResponse:
    for name, value in headers:
        response.headers[name] = value
    return response


def _answer(page: Page, request: HttpRequest) -> HttpResponse:
    asked = request.META.get("HTTP_IF_NONE_MATCH", "")
    if asked and not {page.etag, "*"}.isdisjoint(parse_etags(asked)):
        return _dress(HttpResponseNotModified(), [pair for pair in page.headers if pair[0] in _KEPT_ON_304])
    packed = _accepts_gzip(request)
    response = _dress(HttpResponse(page.packed if packed else page.body), page.headers)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    return response


def _standing(key: Key) -> Page | None:
    """The page kept under a key, while it is good; asks the database only where there is one."""
    page = shelf.get(key)
    if page is None or page.until <= time.time() or page.generation != generation():
        return None
    return page


class FinishedPages:
    """Answers with kept pages before any other middleware runs, and keeps new ones. Stands first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = _key(request)
        page = _standing(key) if key else None
        if page is not None:
            return _answer(page, request)
        response = self.get_response(request)
        page = _finish(response, time.time()) if key and request.method == "GET" else None
        if key is None or page is None:
            return response
        shelf.put(key, page)
        return _answer(page, request)
