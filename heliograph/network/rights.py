"""Who signs in, by allauth, and what a person may do in apps that know no people: ``person.has_perm("app.right")``."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser

from heliograph.network.models import Person
from heliograph.network.rules import is_secretariat


class RoleBackend(AuthenticationBackend):
    """The secretariat has every right that an app asks about; nobody else has any yet."""

    def has_perm(self, user_obj: Person | AnonymousUser, perm: str, obj: Any = None) -> bool:
        return is_secretariat(user_obj)
