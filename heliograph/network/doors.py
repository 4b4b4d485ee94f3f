"""Who gets in on the desk, and who it is that acts there."""

from __future__ import annotations

from django.http import HttpRequest

from heliograph.frame.doors import guarded
from heliograph.network.models import Person
from heliograph.network.rules import is_secretariat, may_manage

#: A view for those who manage people and schools.
managers_only = guarded(may_manage)
#: A view for the secretariat.
secretariat_only = guarded(is_secretariat)


def actor(request: HttpRequest) -> Person:
    """The person behind a request that ``guarded`` has let in."""
    assert isinstance(request.user, Person)
    return request.user
