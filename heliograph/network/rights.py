"""Who signs in, by allauth, and what a person may do in apps that know no people: ``person.has_perm("app.right")``."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser

from heliograph.frame.prepared import Prepared
from heliograph.network.models import Person
from heliograph.network.rules import is_secretariat

_by_number = Prepared(lambda number: Person.objects.filter(pk=number))


class RoleBackend(AuthenticationBackend):
    """The secretariat has every right that an app asks about; nobody else has any yet."""

    def get_user(self, user_id: int) -> Person | None:
        """Whom a session names; None where he may not sign in. Each request asks this."""
        person: Person | None = next(_by_number.objects(number=user_id), None)
        return person if person is not None and self.user_can_authenticate(person) else None

    def has_perm(self, user_obj: Person | AnonymousUser, perm: str, obj: Any = None) -> bool:
        return is_secretariat(user_obj)
