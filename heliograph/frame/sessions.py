"""Sessions in the database, read by a statement that is written once: each request of who is signed in asks it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from heliograph.frame.prepared import Prepared


def _in_force(key: str, at: datetime) -> Any:
    return db.SessionStore.get_model_class().objects.filter(session_key=key, expire_date__gt=at)


_read = Prepared(_in_force)


class SessionStore(db.SessionStore):
    """Django's, but for how a session is read."""

    def _get_session_from_db(self) -> Any:
        found = next(_read.objects(key=self.session_key or "", at=timezone.now()), None)
        if found is None:
            self._session_key = None
        return found
