"""People and roles from a sheet."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from heliograph.network import giving, search
from heliograph.network.models import Person, PersonEntry, Role
from heliograph.network.sheets import receiving, running
from tests.conftest import person_with
from tests.network.factories import person, school, with_role
from tests.network.sheets.makers import applied, as_csv, checked, counts, imported, reasons

pytestmark = pytest.mark.django_db
STATEMENTS = {"sqlite": 25, "postgresql": 23}[connection.vendor]
HEAD = ["E-mail", "Nom complet", "Langues", "Fonction", "Code école", "Pays", "Region", "Du", "Au"]


def row(email, name="", languages="", role="", organization="", country="", region="", begins="", ends=""):
    return [email, name, languages, role, organization, country, region, begins, ends]


def into(by, now, *rows, **constants):
    return checked(as_csv(HEAD, *rows), by, now, "people", **constants)


def test_people_are_added_with_their_roles(secretary, now):
    lycee = school(identifier="T-1", correspondence="fr")
    rows = [
        row("Ada@Example.org", "Ada Ajavon", "", "principal", "T-1", begins="2024-09-01"),
        row("ada@example.org", "Ada Ajavon", "fr; ee", "teacher", "T-1", begins="2020-09-01", ends="2024-08-31"),
        row("eve@example.org", "Eve", "", "National Coordinator", "", "Ghana"),
        row("lee@example.org", "Lee", "en", "regional-office", "", "", "Asia and the Pacific"),
        row("sam@example.org", "Sam"),
    ]
    sheet = applied(into(secretary, now, *rows), secretary, now)
    assert (sheet.problem, counts(sheet)) == ("", (4, 1, 0, 0))
    ada = Person.objects.get(email="ada@example.org")
    assert (ada.name, ada.languages, ada.zone, ada.joined_at) == ("Ada Ajavon", ["fr", "ee"], "Africa/Lome", now)
    assert not ada.has_usable_password()
    held = ada.roles.order_by("begins").values_list("kind", "organization", "country", "begins", "ends", "appointed_by")
    assert list(held) == [
        ("teacher", lycee.pk, "TG", date(2020, 9, 1), date(2024, 8, 31), secretary.pk),
        ("principal", lycee.pk, "TG", date(2024, 9, 1), None, secretary.pk),
    ]
    eve, lee = (Role.objects.get(person__email=f"{name}@example.org") for name in ("eve", "lee"))
    assert (eve.kind, eve.country, eve.begins, lee.region) == ("coordinator", "GH", now.date(), "Asia and the Pacific")
    assert eve.person.zone == "Africa/Accra"
    assert [entry.verb for entry in lycee.entries.all()] == ["roles", "roles"]
    assert list(Person.objects.get_queryset().filter(pk__in=search.people_with("ajavon"))) == [ada]
    assert counts(imported(as_csv(HEAD, *rows), secretary, now, "people")) == (0, 0, 5, 0)


def test_changes_are_shown_and_logged(secretary, now):
    lycee = school(identifier="T-1")
    ada = with_role(person("ada@example.org", name="Ada"), "teacher", organization=lycee)
    sheet = into(secretary, now, row("ada@example.org", "Ada Ajavon", "", "teacher", "T-1", ends="2025-12-31"))
    (line,) = sheet.outcome["samples"]["changed"]
    assert line["changes"] == {"name": ["Ada", "Ada Ajavon"], "until": ["", "2025-12-31"]}
    applied(sheet, secretary, now)
    ada.refresh_from_db()
    assert (ada.name, ada.roles.get().ends, ada.email) == ("Ada Ajavon", date(2025, 12, 31), "ada@example.org")
    assert PersonEntry.objects.get().changes == {"name": ["Ada", "Ada Ajavon"]}


def test_every_refusal_names_row_column_reason(secretary, now):
    lycee = school(identifier="T-1")
    Person.objects.create_person("closed@example.org", now, is_active=False)
    rows = [
        row("", "Nobody"),
        row("not an address", "X"),
        row("a@example.org", "A", role="wizard"),
        row("b@example.org", "B", role="teacher", organization="T-9"),
        row("c@example.org", "C", role="coordinator"),
        row("d@example.org", "D", organization="T-1"),
        row("e@example.org", "E", role="teacher", organization="T-1", begins="2025-02-01", ends="2025-01-01"),
        row("closed@example.org", "F"),
        row("g@example.org", "G", role="secretariat"),
        row("h@example.org", "H", role="teacher", organization=lycee.identifier),
        row("h@example.org", "Other", role="principal", organization=lycee.identifier),
        row("h@example.org", "H", role="teacher", organization=lycee.identifier),
    ]
    assert reasons(into(secretary, now, *rows)) == [
        (2, "", "The row has no e-mail address, by which people are known."),
        (3, "", "This is no e-mail address."),
        (4, "Role", "This word is not known here."),
        (5, "", "There is no such organization."),
        (6, "", "The row does not say for which country."),
        (7, "", "The row names a place, but no role."),
        (8, "", "The role would end before it begins."),
        (9, "", "This account is closed."),
        (10, "Role", "Nobody joins the secretariat by a spreadsheet."),
        (12, "Name", "Row 11 says something else of the same person."),
        (13, "Role", "This row means the same role as row 11."),
    ]


def test_coordinator_gives_roles_at_his_schools_only_and_learns_nothing_of_others(coordinator, now):
    school(identifier="T-1")
    school(identifier="G-1", country="GH")
    hidden = person_with("principal", "hidden@example.org", organization=school(identifier="G-2", country="GH"))
    rows = [
        row("new@example.org", "New", role="teacher", organization="T-1"),
        row("hidden@example.org", "Renamed", role="teacher", organization="T-1"),
        row("hidden@example.org", "Renamed", role="teacher", organization="G-1"),
        row("hidden@example.org", "Renamed"),
        row("nobody@example.org", "Nobody"),
        row("new@example.org", "New", role="coordinator", country="TG"),
        row("new@example.org", "New", role="deputy", country="TG"),
    ]
    sheet = into(coordinator, now, *rows)
    assert counts(sheet) == (2, 1, 1, 3)
    added = [{**line, "row": 0, "who": ""} for line in sheet.outcome["samples"]["added"]]
    new, known = (dict(line["changes"]) for line in added)
    assert (new.pop("name"), known.pop("name")) == (["", "New"], ["", "Renamed"])
    assert new == known
    assert [line[:2] for line in reasons(sheet)] == [(4, ""), (6, ""), (7, "Role")]
    applied(sheet, coordinator, now, without_refused=True)
    hidden.refresh_from_db()
    assert (hidden.name, hidden.roles.count()) == ("hidden", 2)
    assert not Person.objects.get_queryset().filter(email="nobody@example.org").exists()


def test_coordinator_may_import_what_he_exported(coordinator, now):
    rows = [row(coordinator.email, coordinator.name, "en", "coordinator", "", "TG", "", "2020-01-01", "")]
    assert counts(into(coordinator, now, *rows)) == (0, 0, 1, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_statements_do_not_grow_with_rows(secretary, now, number, django_assert_num_queries):
    lycee = school(identifier="T-1")
    old = [with_role(person(f"o{each}@example.org"), "teacher", organization=lycee) for each in range(number)]
    rows = [row(one.email, f"Name {one.pk}", "", "teacher", "T-1", ends="2026-06-30") for one in old]
    rows += [row(f"n{each}@example.org", "New", "", "teacher", "T-1") for each in range(number)]
    sheet = into(secretary, now, *rows)
    receiving.start_applying(sheet, secretary, without_refused=False)
    with django_assert_num_queries(STATEMENTS):
        running.apply(sheet.pk, now)


def own(who):
    who.refresh_from_db()
    return (who.name, who.languages, who.zone)


def test_coordinator_rewrites_nobody_whom_the_desk_would_not_let_him_correct(coordinator, secretary, now):
    here, abroad = school(identifier="T-1"), school(identifier="G-1", country="GH")
    office = person_with("regional-office", "office@example.org", region="Africa")
    above = [with_role(one, "teacher", organization=here) for one in (secretary, office)]
    foreign = person_with("focal-point", "focal@example.org", organization=abroad, country="GH")
    with_role(foreign, "teacher", organization=here)
    others = [*above, foreign, coordinator]
    before = [own(one) for one in others]
    rows = [row(one.email, "Renamed", "es", "teacher", "T-1", ends="2026-06-30") for one in others[:3]]
    alone = [row(one.email, "Renamed", "es") for one in others]
    sheet = into(coordinator, now, *rows)
    assert [set(line["changes"]) for line in sheet.outcome["samples"]["changed"]] == [{"until"}] * 3
    said = "Somebody else looks after this person: name, languages and time zone are left as they are."
    line = sheet.outcome["samples"]["changed"][0]
    assert [reason[:3] for reason in line["reasons"]] == [["Name", "Renamed", said], ["Languages", "es", said]]
    applied(sheet, coordinator, now)
    refused = into(coordinator, now, *alone)
    assert reasons(refused) == [(number, name, said) for number in range(2, 6) for name in ("Name", "Languages")]
    assert ([own(one) for one in others], PersonEntry.objects.count()) == (before, 0)


def test_deputy_does_not_rewrite_his_coordinator_and_own_people_are_corrected(coordinator, now):
    here = school(identifier="T-1")
    deputy = person_with("deputy", "deputy@example.org", country="TG")
    ada = with_role(person("ada@example.org", name="Ada"), "teacher", organization=here)
    rows = [row(coordinator.email, "Renamed"), row(ada.email, "Ada Ajavon")]
    applied(into(deputy, now, *rows), deputy, now, without_refused=True)
    assert (own(coordinator)[0], own(ada)[0]) == ("coordinator", "Ada Ajavon")


def test_role_given_by_sheet_to_foreigners_moves_nobody_out_of_reach_and_again_changes_nothing(coordinator, now):
    school(identifier="T-1")
    kenyan = person_with("coordinator", "coordinator@ke.example.org", country="KE")
    abroad = school(country="KE")
    focal = person_with("focal-point", "focal@example.org", organization=abroad, country="KE")
    free = person("free@example.org", name="Free")
    rows = [
        row("focal@example.org", "Renamed", "es", "teacher", "T-1"),
        row("focal@example.org", "Renamed", "es", "deputy", "", "TG"),
        row("free@example.org", "Named", "", "teacher", "T-1", begins="2020-01-01", ends="2021-01-01"),
        row("free@example.org", "Named", "", "teacher", "T-1", begins="2025-01-01"),
    ]
    sheet = imported(as_csv(HEAD, *rows), coordinator, now, "people")
    assert (counts(sheet), focal.roles.count(), own(focal)[0]) == ((2, 2, 0, 0), 3, "focal")
    assert giving.Giver(kenyan, now.date()).may_correct(focal.roles.order_by("pk"))
    assert not giving.Giver(coordinator, now.date()).may_correct(focal.roles.order_by("pk"))
    assert own(free)[0] == "Named"
    assert PersonEntry.objects.get().changes == {"name": ["Free", "Named"]}
    again = imported(as_csv(HEAD, *rows), coordinator, now, "people")
    assert (counts(again), own(focal)[0], PersonEntry.objects.count()) == ((0, 0, 4, 0), "focal", 1)


def test_role_that_ended_long_ago_is_not_taken_up_again(coordinator, now):
    abroad = school(country="KE")
    focal = with_role(
        person("focal@example.org"), "teacher", organization=school(identifier="T-1"), ends=date(2021, 1, 1)
    )
    with_role(focal, "focal-point", organization=abroad)
    rows = [row("focal@example.org", "Renamed", "", "teacher", "T-1", begins="2020-01-01", ends="2027-01-01")]
    assert reasons(into(coordinator, now, *rows))[0] == (2, "Role", "This role ended long ago. Give it anew instead.")


def test_deputies_are_given_by_the_coordinator_for_his_country(coordinator, now):
    rows = [row(f"{code}@example.org", "New", role="deputy", country=code) for code in ("TG", "KE")]
    assert reasons(into(coordinator, now, *rows)) == [(3, "Role", "This country is not yours to look after.")]


def test_regional_office_may_import_its_own_row(now):
    office = person_with("regional-office", "office@example.org", region="Africa")
    assert counts(into(office, now, row(office.email, office.name, "en"))) == (0, 0, 1, 0)


def test_name_of_invisible_signs_is_none(secretary, now):
    school(identifier="T-1")
    rows = [row("ada@example.org", "\u200b\u2060", role="teacher", organization="T-1")]
    imported(as_csv(HEAD, *rows), secretary, now, "people")
    assert Person.objects.get(email="ada@example.org").name == ""


def test_page_calls_the_columns_of_people_what_they_are(desk, secretary, now):
    sheet = into(secretary, now, row("ada@example.org", "Ada", "klingonish"))
    page = desk.get(f"/desk/sheets/{sheet.public_id}/").text
    assert "<td>Languages</td>" in page
    assert "Teaching languages" not in page
    assert "every row is refused" in page
