"""Who gets in: those who run mailings; who is not signed in is asked to, everybody else finds no such page."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from heliograph.delivery.models import Mailing
from heliograph.delivery.rules import may_run_mailings, visible_to
from heliograph.delivery.topics import topic
from heliograph.frame.doors import guarded

#: A view for those who may see and steer mailings.
runners_only = guarded(may_run_mailings)


def own_address(request: HttpRequest) -> str:
    """The e-mail address of the person behind a request that ``runners_only`` has let in."""
    assert isinstance(request.user, AbstractBaseUser)
    return str(getattr(request.user, request.user.get_email_field_name()))


def own_name(request: HttpRequest) -> str:
    """The person's name, empty where none is known but the address."""
    name = str(request.user)
    return "" if name == own_address(request) else name


def actor(request: HttpRequest) -> str:
    """The person as logs name one: name and address."""
    name, address = own_name(request), own_address(request)
    return f"{name} <{address}>" if name else address


def mailing_or_404(request: HttpRequest, public_id: UUID) -> Mailing:
    mailing: Mailing = get_object_or_404(visible_to(request.user), public_id=public_id)
    return mailing


def shows_letters(mailing: Mailing) -> bool:
    """Whether the desk shows what is written: single letters are their readers' own, secret ones nobody else's."""
    return not mailing.stream and not topic(mailing.topic).secret
