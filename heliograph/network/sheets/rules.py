"""Who may import, and whose imports he sees."""

from __future__ import annotations

from django.db.models import QuerySet

from heliograph.network.models import Person, SheetImport
from heliograph.network.rules import Reader, is_secretariat, may_manage


def imports_visible_to(person: Reader) -> QuerySet[SheetImport]:
    """The imports that a person may see and steer: his own, and all of them for the secretariat."""
    every = SheetImport.objects.select_related("made_by")
    if not isinstance(person, Person) or not may_manage(person):
        return every.none()
    return every if is_secretariat(person) else every.filter(made_by=person)
