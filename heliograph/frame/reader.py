"""Who reads: the language and the zone in which a page is written, decided once per request.

In order: ``?lang=`` and ``?zone=`` (kept in cookies), the signed-in person's own, the cookies,
``Accept-Language``; without any, English and no zone (moments are then shown in the organizer's).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

#: Says that the zone in its cookie was chosen by the reader.
CHOSEN_COOKIE = "zone-chosen"
_YEAR = 365 * 24 * 3600
#: What a page is; an answer that says that nothing has changed names no type.
_PAGE = "text/html"
#: Names of places and UTC; the short names are aliases, ``localtime`` is whatever the machine has.
_ZONES = frozenset({"UTC", *(name for name in available_timezones() if "/" in name)})


@dataclass(frozen=True)
class Reader:
    """``languages`` in order of preference, the first being the interface's; ``zone`` is an IANA name or
    None.
    """

    languages: tuple[str, ...]
    zone: str | None

    @property
    def language(self) -> str:
        return self.languages[0]


def _supported(tag: str) -> str | None:
    try:
        return get_supported_language_variant(tag)
    except LookupError:
        return None


def _first(tags: Sequence[str]) -> tuple[str, ...]:
    found = [code for code in map(_supported, tags) if code]
    return tuple(dict.fromkeys([*found, settings.LANGUAGE_CODE]))


def _accepted(request: HttpRequest) -> list[str]:
    header = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    return [tag for tag, _quality in parse_accept_lang_header(header)]


def valid_zone(name: str | None) -> str | None:
    """The name, where it is an IANA zone that this machine knows; else None."""
    return name if name in _ZONES else None


def _languages(request: HttpRequest, own: Sequence[str]) -> tuple[str, ...]:
    chosen = [request.GET.get("lang", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")]
    return _first([tag for tag in [*chosen, *own, *_accepted(request)] if tag])


def _zone(request: HttpRequest, own: str | None) -> str | None:
    """``own`` gives way to a zone that was chosen, not to one that the browser told by itself."""
    kept = request.COOKIES.get(settings.ZONE_COOKIE_NAME)
    chosen = kept if CHOSEN_COOKIE in request.COOKIES else None
    return next(filter(None, map(valid_zone, (request.GET.get("zone"), chosen, own, kept))), None)


def read(request: HttpRequest) -> Reader:
    """The reader of a request, from its address, the signed-in person, its cookies and headers."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return Reader(_languages(request, []), _zone(request, None))
    return Reader(_languages(request, person.languages), _zone(request, person.zone))


def reader_of(request: HttpRequest) -> Reader:
    """Who reads a request, as the middleware has decided it."""
    reader: Reader = request.reader  # type: ignore[attr-defined]
    return reader


class ReaderMiddleware:
    """Sets ``request.reader``, activates the language, and keeps what the reader chose by ``?lang=`` or ``?zone=``.

    It is kept where a page answers: the address of a calendar, a feed or a file says how that one is to be written, and
    nothing of what somebody reads elsewhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reader = read(request)
        request.reader = reader  # type: ignore[attr-defined]
        request.LANGUAGE_CODE = reader.language
        with translation.override(reader.language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", reader.language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        self._keep(request, response, reader)
        return response

    @staticmethod
    def _keep(request: HttpRequest, response: HttpResponse, reader: Reader) -> None:
        if not response.headers.get("Content-Type", _PAGE).startswith(_PAGE):
            return
        if _supported(request.GET.get("lang", "") or "-"):
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, reader.language, max_age=_YEAR, samesite="Lax")
        if valid_zone(request.GET.get("zone")):
            response.set_cookie(settings.ZONE_COOKIE_NAME, reader.zone or "", max_age=_YEAR, samesite="Lax")
            response.set_cookie(CHOSEN_COOKIE, "1", max_age=_YEAR, samesite="Lax")
