"""Where somebody is signed in: the list, and ending what should not be there.

Each session has a row with the client's address and browser, made at sign-in (allauth's ``usersessions``) and brought
up to date now and then (``watching``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from heliograph.frame.clients import client_address
from heliograph.network.account.devices import device
from heliograph.network.models import Person

#: How often a session is marked as seen.
SEEN_EVERY = timedelta(minutes=10)
SEEN = "seen"
_SALT = "heliograph.network.account.session"


@dataclass(frozen=True)
class Line:
    """A session as its person sees it; ``key`` names it in a form, ``place`` is the client's address."""

    key: str
    device: str
    place: str
    begun_at: datetime
    seen_at: datetime
    here: bool


def _key(row: UserSession) -> str:
    return salted_hmac(_SALT, row.session_key).hexdigest()[:24]


def _rows(person: Person, at: datetime) -> list[UserSession]:
    """The rows of sessions that are still good, the one seen last first; two queries."""
    found = list(UserSession.objects.filter(user=person).order_by("-last_seen_at", "-pk"))
    keys = [row.session_key for row in found]
    good = Session.objects.filter(session_key__in=keys, expire_date__gt=at).values_list("session_key", flat=True)
    return [row for row in found if row.session_key in set(good)]


def sessions_of(person: Person, present: str | None, at: datetime) -> list[Line]:
    """Where a person is signed in; ``present`` is the key of the session that asks, which comes first."""
    lines = [
        Line(_key(row), device(row.user_agent), row.ip, row.created_at, row.last_seen_at, row.session_key == present)
        for row in _rows(person, at)
    ]
    return sorted(lines, key=lambda line: not line.here)


def end(person: Person, key: str) -> bool:
    """End one of a person's sessions, named by its line's key; False where there is none such any more."""
    found = [row for row in UserSession.objects.filter(user=person) if _key(row) == key]
    _end(found)
    return bool(found)


def end_others(request: HttpRequest, person: Person) -> int:
    """End all of a person's sessions but the request's, those without a row included; returns how many had one."""
    present = request.session.session_key
    found = list(UserSession.objects.filter(user=person).exclude(session_key=present))
    _end(found)
    _resign(person)
    update_session_auth_hash(request, person)
    UserSession.objects.filter(session_key=present).update(session_key=request.session.session_key)
    return len(found)


def end_all(person: Person) -> None:
    """Sign a person out everywhere, from sessions without a row too."""
    _end(UserSession.objects.filter(user=person))
    _resign(person)


def _resign(person: Person) -> None:
    """Change what sessions are signed with: none that began before is good any more."""
    person.set_unusable_password()
    person.save(update_fields=["password"])


def _end(rows: Iterable[UserSession]) -> None:
    keys = [row.session_key for row in rows]
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()


def see(request: HttpRequest, person: Person, at: datetime) -> None:
    """Mark the session of a request as seen, unless that was done lately; one that has no row gets it."""
    seen = request.session.get(SEEN, 0)
    if abs(at.timestamp() - seen) < SEEN_EVERY.total_seconds():
        return
    request.session[SEEN] = at.timestamp()
    given = {"user": person, "ip": client_address(request), "last_seen_at": at}
    given["user_agent"] = request.META.get("HTTP_USER_AGENT", "")[:200]
    UserSession.objects.update_or_create(
        session_key=request.session.session_key, defaults=given, create_defaults={**given, "created_at": at}
    )


def forget(at: datetime) -> None:
    """Delete the rows of sessions that have run out or were ended."""
    good = Session.objects.filter(expire_date__gt=at).values("session_key")
    UserSession.objects.exclude(session_key__in=good).delete()
