"""Prepares the rush: an open call with six questions for teachers, and so many teachers who are signed in.

``python -m bench.rush_prepare PEOPLE`` prints the session key of each, one a line.
"""

from __future__ import annotations

import sys
from datetime import timedelta

import django

django.setup()

from allauth.usersessions.models import UserSession  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from heliograph.network.account.sessions import SEEN  # noqa: E402
from heliograph.network.models import Audience, Organization, Person, Role  # noqa: E402
from tests.calls.factories import call  # noqa: E402

QUESTIONS = [
    {"key": "name", "type": "short", "label": {"en": "Name on the badge"}, "required": True, "personal": True,
     "why": {"en": "For the badge."}},
    {"key": "role", "type": "single", "label": {"en": "Role"}, "required": True,
     "options": [{"key": "a", "label": {"en": "Teacher"}}, {"key": "b", "label": {"en": "Principal"}}]},
    {"key": "why", "type": "long", "label": {"en": "Why do you come?"}, "required": True},
    {"key": "diet", "type": "short", "label": {"en": "Diet"}},
    {"key": "days", "type": "multiple", "label": {"en": "Days"},
     "options": [{"key": "1", "label": {"en": "First"}}, {"key": "2", "label": {"en": "Second"}}]},
    {"key": "agree", "type": "consent", "label": {"en": "Photographs"}, "required": True,
     "settings": {"text": {"en": "I agree that photographs are taken."}}},
]  # fmt: skip


def prepare(count: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    now = timezone.now()
    school = Organization.objects.create(identifier="B-1", name="School", country="TG", created_at=now)
    audience = Audience.objects.create(
        name="Teachers", rule={"clause": "role", "values": ["teacher"]}, made_at=now, changed_at=now
    )
    dates = {"opens": now - timedelta(days=1), "closes": now + timedelta(days=10)}
    call("The rush", slug="rush", audience=audience, questions=QUESTIONS, **dates)
    people = Person.objects.bulk_create(
        [Person(email=f"t{n}@example.org", password="!", zone="Africa/Lome", joined_at=now) for n in range(count)],
        batch_size=500,
    )
    Role.objects.bulk_create(
        [Role(person=p, kind="teacher", organization=school, country="TG", begins=now.date()) for p in people],
        batch_size=500,
    )
    store, rows, seen = SessionStore(), [], []
    for person in people:
        data = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: "heliograph.network.rights.RoleBackend",
            HASH_SESSION_KEY: person.get_session_auth_hash(),
            SEEN: now.timestamp(),
        }
        key = store._get_new_session_key()
        rows.append(Session(session_key=key, session_data=store.encode(data), expire_date=now + timedelta(days=14)))
        seen.append(UserSession(user=person, session_key=key, ip="127.0.0.1", user_agent="", last_seen_at=now))
    Session.objects.bulk_create(rows, batch_size=500)
    UserSession.objects.bulk_create(seen, batch_size=500)
    for row in rows:
        print(row.session_key)


if __name__ == "__main__":
    prepare(int(sys.argv[1]))
