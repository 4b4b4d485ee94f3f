"""Which record a row of organizations means: by identifier, else by e-mail address, else by name and country.

A batch of rows is looked up at once: three questions to the database, and one for all names the first time that a row
has nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from heliograph.network.models import Organization
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.remits import Remit
from heliograph.network.sheets.folding import fold
from heliograph.network.sheets.values import Unclear

#: So many candidates are named where a row could mean several.
_NAMED = 3


@dataclass(frozen=True)
class Key:
    """By what a row says which record it means; ``country`` is a code, everything may be empty."""

    identifier: str
    email: str
    name: str
    country: str
    city: str


@dataclass
class Finder:
    """The countries of ``remit`` limit what is found by address and name.

    With ``lock``, what is found is held until the transaction ends.
    """

    remit: Remit
    lock: bool = False
    _by_name: dict[tuple[str, str], list[tuple[int, str]]] | None = None
    _identifiers: dict[str, Organization] = field(default_factory=dict)
    _emails: dict[str, list[Organization]] = field(default_factory=dict)
    _found: dict[int, Organization] = field(default_factory=dict)

    def prepare(self, keys: Iterable[Key]) -> None:
        """Look up a batch."""
        batch = list(keys)
        named = [key.identifier for key in batch if key.identifier]
        self._identifiers = {
            one.identifier: one for one in self._rows(Organization.objects.filter(identifier__in=named))
        }
        left = [key for key in batch if key.identifier not in self._identifiers]
        self._emails, wanted = {}, {key.email.lower() for key in left if key.email}
        for one in self._rows(self._mine().annotate(address=Lower("email")).filter(address__in=wanted)):
            self._emails.setdefault(one.email.lower(), []).append(one)
        places = [pk for key in left for pk, _city in self._named(key)]
        self._found = {one.pk: one for one in self._rows(self._mine().filter(pk__in=places))} if places else {}

    def _mine(self) -> OrganizationQuerySet:
        every = Organization.objects.current()
        return every if self.remit.everything else every.in_countries(self.remit.countries)

    def _rows(self, rows: OrganizationQuerySet) -> Iterator[Organization]:
        ordered = rows.order_by("pk")
        yield from ordered.select_for_update(of=("self",)) if self.lock else ordered

    def _named(self, key: Key) -> list[tuple[int, str]]:
        """Primary keys and towns of those of the same name and country."""
        if not (key.name and key.country):
            return []
        if self._by_name is None:
            self._by_name = {}
            for pk, country, name, city in self._mine().values_list("pk", "country", "name", "city").iterator():
                self._by_name.setdefault((country, fold(name)), []).append((pk, fold(city)))
        return self._by_name.get((key.country, fold(key.name)), [])

    def find(self, key: Key) -> Organization | None:
        """The record of a key that was prepared; None for a new one. Raises Unclear."""
        if key.identifier:
            return self._identified(key)
        found = self._by_email(key) if key.email else None
        return found or self._by_place(key)

    def _identified(self, key: Key) -> Organization | None:
        found = self._identifiers.get(key.identifier)
        if found is None:
            self._check_twins(key)
            return None
        if found.merged_into is not None:
            mend = _("Write the identifier of the record that stayed: %(identifier)s.")
            words = {"identifier": found.merged_into.identifier}
            raise Unclear(_("This record was a duplicate and has been merged."), mend % words)
        if not self.remit.manages_country(found.country):
            mend = _("Leave the row out, or check the identifier.")
            raise Unclear(_("This identifier belongs to a record outside your countries."), mend)
        return found

    def _check_twins(self, key: Key) -> None:
        """A new identifier for what looks like a record that has another one is asked about, not guessed."""
        by_email = [one for one in self._emails.get(key.email.lower(), []) if fold(one.name) == fold(key.name)]
        by_place = [self._found[pk] for pk, city in self._named(key) if city == fold(key.city) and pk in self._found]
        twins = [one for one in by_email + by_place if one.country == key.country]
        if twins:
            mend = _("Write its identifier, or tell the two apart by name or town.")
            reason = _("There is no such identifier, but a record that looks the same: %(candidates)s.")
            raise Unclear(reason % {"candidates": _described(twins)}, mend)

    def _by_email(self, key: Key) -> Organization | None:
        found = self._emails.get(key.email.lower(), [])
        same = [one for one in found if fold(one.name) == fold(key.name)] if len(found) > 1 else found
        if len(found) > 1 and len(same) != 1:
            raise _ambiguous(_("Several records have this e-mail address: %(candidates)s."), found)
        return same[0] if same else None

    def _by_place(self, key: Key) -> Organization | None:
        city = fold(key.city)
        near = [pk for pk, town in self._named(key) if not city or not town or town == city]
        found = [self._found[pk] for pk in near if pk in self._found]
        if len(found) > 1:
            raise _ambiguous(_("Several records have this name: %(candidates)s."), found)
        return found[0] if found else None


def _ambiguous(reason: str, found: list[Organization]) -> Unclear:
    mend = _("Write the identifier of the one that you mean.")
    return Unclear(reason % {"candidates": _described(found)}, mend)


def _described(found: list[Organization]) -> str:
    each = dict.fromkeys(f"{one.identifier} ({one.name}{', ' if one.city else ''}{one.city})" for one in found)
    named = list(each)[:_NAMED]
    return "; ".join([*named, "…"] if len(each) > _NAMED else named)
