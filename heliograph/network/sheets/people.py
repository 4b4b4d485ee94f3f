"""Rows of people and their roles against the records: what would be added, changed, left, refused. Nothing is written.

A person is known by the e-mail address; a row without a role speaks of the person alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heliograph.frame.spreadsheets import plain
from heliograph.network.countries import country as country_of
from heliograph.network.giving import Giver
from heliograph.network.models import Organization, Person, Role
from heliograph.network.people import REOPENED_WITHIN
from heliograph.network.sheets import values
from heliograph.network.sheets.lines import Line, Verdict
from heliograph.network.sheets.mapping import Matching
from heliograph.network.sheets.organizations import check_width
from heliograph.network.sheets.reading import Row
from heliograph.network.sheets.values import Unclear, shown
from heliograph.network.states import LOCAL, NATIONAL, REGIONAL, RoleKind, SheetKind

_OWN = ("name", "languages", "zone")
_PLACE = ("organization", "country", "region")


@dataclass(frozen=True)
class Office:
    """A role as a row says it; ``begins`` and ``ends`` are None where it does not say."""

    kind: str
    organization: Organization | None
    country: str
    region: str
    begins: date | None
    ends: date | None

    @property
    def place(self) -> tuple[str, int | None, str, str]:
        return (self.kind, self.organization.pk if self.organization else None, self.country, self.region)


@dataclass(frozen=True)
class _Own:
    """What a row says of a person himself; ``may`` where that is the importer's to say, ``alone`` without a role."""

    line: Line
    person: Person
    may: bool
    alone: bool

    def leave(self, column: str, cell: str) -> None:
        """Leave it as it is, and say so; a row that says nothing else is refused."""
        reason = _("Somebody else looks after this person: name, languages and time zone are left as they are.")
        if self.alone:
            self.line.refuse(column, cell, Unclear(reason, _("Leave the row out, or ask the secretariat.")))
        else:
            self.line.leave(column, cell, Unclear(reason, ""))


class PeoplePlanner:
    """``plan`` is called with batches of rows in their order, and remembers those that came before."""

    def __init__(self, giver: Giver, matching: Matching, width: int, at: datetime, *, lock: bool = False) -> None:
        self._giver, self._matching, self._width, self._today, self._lock = giver, matching, width, at.date(), lock
        self._remit = giver.remit
        #: People of this file who are new to whoever imports, and who stands behind them on record, if anybody.
        self._new: dict[str, Person] = {}
        self._behind: dict[str, Person | None] = {}
        self._accepted: set[str] = set()
        self._said: dict[tuple[str, str], tuple[str, int]] = {}
        #: What accepted rows say of the people themselves.
        self._own_said: dict[str, dict[str, Any]] = {}
        #: Roles that this file gives to people on record, by their primary key.
        self._given: dict[int, list[Role]] = {}
        self._seen: dict[tuple[Any, ...], int] = {}
        self._people: dict[str, Person] = {}
        self._roles: dict[int, list[Role]] = {}
        self._organizations: dict[str, Organization] = {}
        self._visible: set[int] = set()

    def plan(self, rows: Sequence[Row]) -> list[Line]:
        drafts = [(row, self._matching.cells(row.cells)) for row in rows]
        self._prepare([cells for _row, cells in drafts])
        return [self._line(row, cells) for row, cells in drafts]

    def _prepare(self, cells: Sequence[Mapping[str, str]]) -> None:
        """Look up the people, roles and organizations of a batch: four questions."""
        emails = {_email(each) for each in cells} - self._new.keys()
        people = self._held(Person.objects.get_queryset().filter(email__in=emails))
        self._people = {one.email: one for one in people}
        mine = Person.objects.within(self._remit).filter(email__in=emails)
        self._visible = {one.pk for one in people} if self._remit.everything else set(mine.values_list("pk", flat=True))
        self._visible.add(self._giver.person.pk)
        self._roles = {}
        for role in self._held(Role.objects.filter(person__in=people).select_related("organization")):
            self._roles.setdefault(role.person_id, []).append(role)
        named = {values.line_of(plain(each.get("organization", ""))) for each in cells}
        found = Organization.objects.current().filter(identifier__in=named)
        self._organizations = {one.identifier: one for one in found}

    def _held(self, rows: QuerySet[Any]) -> list[Any]:
        ordered = rows.order_by("pk")
        return list(ordered.select_for_update(of=("self",)) if self._lock else ordered)

    def _line(self, row: Row, cells: Mapping[str, str]) -> Line:
        line = Line(SheetKind.PEOPLE, row.number, who=_email(cells))
        try:
            check_width(row, self._width)
            email = self._address(cells)
            office = self._office(line, cells)
            if line.refused:
                return line
            person = self._person(email, office, line)
        except Unclear as why:
            line.refuse("", "", why)
            return line
        if office is not None:
            self._take(line, person, office, row.number)
        may = self._may_correct(line.target) or self._may_correct(line.target, line.values.get("role"))
        own = _Own(line, person, may, office is None)
        for column in _OWN:
            self._own(own, column, cells.get(column, ""))
        self._finish(line, person, may=own.may)
        return line

    def _may_correct(self, person: Person, role: Role | None = None) -> bool:
        """Whether name, languages and zone are the importer's to say: now, or once the row has given this role."""
        if person.pk is None:
            return True
        known = [*self._roles.get(person.pk, []), *self._given.get(person.pk, [])]
        after = [role if role == one else one for one in known]
        return self._giver.may_correct([*after, role] if role is not None and role.pk is None else after)

    def _address(self, cells: Mapping[str, str]) -> str:
        cell = cells.get("email", "")
        if not cell.strip():
            raise Unclear(_("The row has no e-mail address, by which people are known."), _("Fill it in."))
        return str(values.parse("email", cell)).lower()

    def _person(self, email: str, office: Office | None, line: Line) -> Person:
        """Who is meant: of an earlier row, or on record, or new.

        Of whom the importer may not see, nothing is told: he looks as if he were new, and gets the role alone.
        """
        known = self._new.get(email) or self._people.get(email)
        if known is not None and not known.is_active:
            raise Unclear(_("This account is closed."), _("The secretariat can open it again."))
        if known is None or (known.pk not in self._visible and email not in self._new):
            if office is None and not self._remit.everything:
                reason = _("Nobody of your countries has this address.")
                raise Unclear(reason, _("Say in which role, and at which organization."))
            line.verdict = Verdict.ADDED
            self._behind[email] = known
            known = self._new[email] = _somebody(email, office)
        line.target = self._behind.get(email) or known
        return known

    def _own(self, own: _Own, column: str, cell: str) -> None:
        """Name, languages and zone: said once for each person."""
        text, email = plain(cell).strip(), own.person.email
        if not text:
            return
        said, first = self._said.setdefault((email, column), (text, own.line.number))
        if said != text:
            reason = _("Row %(number)s says something else of the same person.") % {"number": first}
            own.line.refuse(column, cell, Unclear(reason, _("Say the same in all rows of one person.")))
        elif column not in self._own_said.get(email, {}) and plain(cell) != shown(getattr(own.person, column)):
            self._take_own(own, column, cell)

    def _take_own(self, own: _Own, column: str, cell: str) -> None:
        """Take over what the row says of the person himself, where that is the importer's to say."""
        line, stood = own.line, getattr(own.person, column)
        try:
            value = values.parse(column, cell)
        except Unclear as why:
            line.refuse(column, cell, why)
            return
        if value in (stood, ""):
            return
        if not own.may and own.person is line.target:
            own.leave(column, cell)
            return
        line.change(column, "" if line.verdict == Verdict.ADDED else shown(stood), shown(value))
        line.values[column] = value

    def _office(self, line: Line, cells: Mapping[str, str]) -> Office | None:
        """The role that a row says; None for none. Raises Unclear; what concerns one column is refused there."""
        said: dict[str, Any] = {}
        for column in ("role", *_PLACE, "from", "until"):
            cell = cells.get(column, "")
            try:
                said[column] = values.parse(column, cell) if cell.strip() else None
            except Unclear as why:
                line.refuse(column, cell, why)
                said[column] = None
        if line.refused or (said["role"] is None and said["organization"] is None and said["region"] is None):
            return None
        if said["role"] is None:
            raise Unclear(_("The row names a place, but no role."), _("Say which role."))
        if said["from"] and said["until"] and said["until"] < said["from"]:
            raise Unclear(_("The role would end before it begins."), _("Check “from” and “until”."))
        return self._placed(said)

    def _placed(self, said: Mapping[str, Any]) -> Office:
        kind, dates = said["role"], (said["from"], said["until"])
        if kind in LOCAL:
            found = self._organizations.get(said["organization"] or "")
            if found is None or not self._remit.manages_country(found.country):
                mend = _("Write the identifier of an organization of yours, as it stands in its record.")
                raise Unclear(_("There is no such organization."), mend)
            return Office(kind, found, found.country, "", *dates)
        if kind in NATIONAL:
            if said["country"] is None:
                raise Unclear(_("The row does not say for which country."), _("Fill in the country."))
            return Office(kind, None, said["country"], "", *dates)
        if kind in REGIONAL and said["region"] is None:
            raise Unclear(_("The row does not say for which region."), _("Fill in the region."))
        return Office(kind, None, "", said["region"] if kind in REGIONAL else "", *dates)

    def _take(self, line: Line, person: Person, office: Office, number: int) -> None:
        """Take the role over into the line: new, or other dates of one that is on record."""
        held = self._roles.get(line.target.pk or 0, [])
        on_record = [one for one in held if _place_of(one) == office.place]
        role = _matching(on_record, office)
        try:
            self._once(person, office, role, number)
            if role is None:
                self._give(line, office)
            else:
                self._date(line, role, office)
        except Unclear as why:
            line.refuse("role", office.kind, why)

    def _once(self, person: Person, office: Office, role: Role | None, number: int) -> None:
        marks: list[tuple[Any, ...]] = [
            (person.email, office.place, office.begins if office.ends else None, office.ends)
        ]
        if role is not None:
            marks.append(("role", role.pk))
        for mark in marks:
            first = self._seen.setdefault(mark, number)
            if first != number:
                reason = _("This row means the same role as row %(number)s.") % {"number": first}
                raise Unclear(reason, _("Keep one of them."))

    def _allow(self, office: Office) -> None:
        if office.kind == RoleKind.SECRETARIAT:
            mend = _("Give this role on the page of the person.")
            raise Unclear(_("Nobody joins the secretariat by a spreadsheet."), mend)
        if office.kind == RoleKind.DEPUTY and not self._remit.manages_country(office.country):
            raise Unclear(_("This country is not yours to look after."), _("Leave the row out."))
        if not self._giver.may_give(office.kind, office.country):
            mend = _("Leave the row out, or ask the secretariat.")
            raise Unclear(_("Only the secretariat gives this role."), mend)

    def _give(self, line: Line, office: Office) -> None:
        self._allow(office)
        begins = office.begins or self._today
        if office.ends and office.ends < begins:
            raise Unclear(_("The role would end before it begins."), _("Say from when it was held."))
        line.values["role"] = Role(
            kind=office.kind,
            organization=office.organization,
            country=office.country,
            region=office.region,
            begins=begins,
            ends=office.ends,
        )
        said = {"role": office.kind, "organization": office.organization and office.organization.identifier}
        said |= {"country": "" if office.organization else office.country, "region": office.region}
        for column, value in {**said, "from": begins, "until": office.ends}.items():
            if value:
                line.change(column, "", shown(value))

    def _date(self, line: Line, role: Role, office: Office) -> None:
        begins, ends = office.begins or role.begins, office.ends or role.ends
        if (begins, ends) == (role.begins, role.ends):
            return
        self._allow(office)
        if role.ends and role.ends < self._today - REOPENED_WITHIN and ends and ends >= self._today:
            raise Unclear(_("This role ended long ago. Give it anew instead."), _("Check “from” and “until”."))
        if ends and ends < begins:
            raise Unclear(_("The role would end before it begins."), _("Check “from” and “until”."))
        for column, before, after in (("from", role.begins, begins), ("until", role.ends, ends)):
            if before != after:
                line.change(column, shown(before), shown(after))
        dated = copy(role)
        dated.begins, dated.ends = begins, ends
        line.values["role"] = dated

    def _finish(self, line: Line, person: Person, *, may: bool) -> None:
        new = self._new.get(person.email) is person
        if line.refused:
            line.changes.clear()
            if new and person.email not in self._accepted:
                del self._new[person.email]
            return
        own = self._own_said.setdefault(person.email, {})
        if may or line.target is not person:
            own.update({name: value for name, value in line.values.items() if name in _OWN})
        if new:
            self._accepted.add(person.email)
            for column, value in own.items():
                setattr(person, column, value)
        self._keep_role(line)
        if line.target is not person:
            line.values = {name: value for name, value in line.values.items() if name == "role"} | (own if may else {})
        if line.verdict == Verdict.SAME and line.changes:
            line.verdict = Verdict.CHANGED

    def _keep_role(self, line: Line) -> None:
        """What the row gives or changes counts for the rows that follow."""
        role, known = line.values.get("role"), line.target.pk
        if role is None or known is None:
            return
        if role.pk is None:
            self._given.setdefault(known, []).append(role)
        else:
            self._roles[known] = [role if one == role else one for one in self._roles[known]]


def _email(cells: Mapping[str, str]) -> str:
    return values.bare_address(plain(cells.get("email", "")).strip()).lower()


def _somebody(email: str, office: Office | None) -> Person:
    """A new person; languages and zone are those of the place until the row says them."""
    school, code = (office.organization, office.country) if office else (None, "")
    if school is not None:
        tongues, zone = [school.correspondence], school.zone
    else:
        tongues, zone = (["en"], country_of(code).zone) if code else (["en"], "UTC")
    return Person(email=email, languages=tongues, zone=zone)


def _place_of(role: Role) -> tuple[str, int | None, str, str]:
    return (role.kind, role.organization_id, role.country, role.region)


def _matching(on_record: Sequence[Role], office: Office) -> Role | None:
    """The role on record that a row means: of the same first day, else the open one, else of the same last day."""
    exact = [one for one in on_record if office.begins and one.begins == office.begins]
    running = [one for one in on_record if one.ends is None and (office.begins is None or office.ends is None)]
    ended = [one for one in on_record if office.begins is None and office.ends and one.ends == office.ends]
    return next(iter(exact + ended + running), None)
