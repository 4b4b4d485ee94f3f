"""Who signs in, by allauth, and what a person may do in apps that know no people: ``person.has_perm("app.right")``."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser

from heliograph.network.models import Person
from heliograph.network.rules import is_secretariat

_KNOWN = "_has_every_right"


class RoleBackend(AuthenticationBackend):
    """The secretariat has every right that an app asks about; nobody else has any yet.

    What is found is kept on the person's object, which lives as long as a request: a page asks several times.
    """

    def has_perm(self, user_obj: Person | AnonymousUser, perm: str, obj: Any = None) -> bool:
        if not hasattr(user_obj, _KNOWN):
            setattr(user_obj, _KNOWN, is_secretariat(user_obj))
        return bool(getattr(user_obj, _KNOWN))
