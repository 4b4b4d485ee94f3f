"""Who may see and steer mailings.

Delivery knows no people: who holds the right is asked of Django's authentication backends, where ``network`` answers.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin

from heliograph.delivery.models import Mailing
from heliograph.delivery.queries import MailingQuerySet

#: The right to see every mailing and address, and to steer them.
PERMISSION = "delivery.run_mailings"


def may_run_mailings(person: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a person may see, approve, pause and cancel mailings, and lift suppressions."""
    return isinstance(person, PermissionsMixin) and person.is_authenticated and person.has_perm(PERMISSION)


def visible_to(person: AbstractBaseUser | AnonymousUser) -> MailingQuerySet:
    """The mailings that a person may see: all, or none."""
    mailings: MailingQuerySet = Mailing.objects.all()
    return mailings if may_run_mailings(person) else mailings.none()
