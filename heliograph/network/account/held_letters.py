"""What delivery holds about the reader of an address, told to the registry on its behalf: it knows no people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from heliograph.delivery import personal
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _letters(person: Person) -> Iterator[dict[str, Any]]:
    return personal.letters_to(person.email)


def _choices(person: Person) -> dict[str, Any]:
    return personal.known_of(person.email)


def _forget(erasing: Erasing) -> None:
    for address, stand_in in erasing.addresses.items():
        personal.erase(address, stand_in)
        personal.erase_actor(address, stand_in)


def register_letters() -> None:
    """For ``ready()``."""
    register(Holding("letter_choices", _("which letters you want"), _choices, order=80))
    register(Holding("letters", _("letters to you"), _letters, _forget, order=90))
