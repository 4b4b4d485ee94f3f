"""Organizations from a sheet: what is added, changed, left, refused; and all of it, or nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heliograph.network import search
from heliograph.network.desk import editing
from heliograph.network.forms import clean_line
from heliograph.network.models import MembershipChange, Organization, OrganizationEntry, Role, SheetImport
from heliograph.network.sheets import receiving, running, values
from heliograph.network.states import Refused
from tests.network.factories import person, school, with_role
from tests.network.sheets.makers import applied, as_csv, as_xlsx, checked, counts, imported, reasons, received

pytestmark = pytest.mark.django_db
STATEMENTS = {"sqlite": 22, "postgresql": 20}[connection.vendor]
HEAD = ["School name", "Pays", "Ciudad", "Nivel", "Langues d'enseignement", "Number of students", "البريد الإلكتروني"]
ROWS = [
    ["Lycée de la Paix", "Togo", "Lomé", "upper secondary", "français; Ewe", "640", "paix@example.org"],
    ["École du Lac", "TGO", "Aného", "primary", "fr", "50-99", ""],
]


def test_header_words_of_four_languages_are_matched_and_new_schools_filled_from_their_place(secretary, now):
    sheet = imported(as_csv(HEAD, *ROWS), secretary, now, membership="member", member_since="2003")
    assert (sheet.state, counts(sheet), sheet.problem) == ("applied", (2, 0, 0, 0), "")
    paix = Organization.objects.get(name="Lycée de la Paix")
    said = (paix.country, paix.city, paix.levels, paix.languages, paix.learners, paix.email)
    assert said == ("TG", "Lomé", ["upper-secondary"], ["fr", "ee"], "500-999", "paix@example.org")
    filled = (paix.kind, paix.name_language, paix.correspondence, paix.zone, paix.visibility, paix.created_at)
    assert filled == ("school", "fr", "fr", "Africa/Lome", "hidden", now)
    assert (round(paix.latitude), round(paix.longitude)) == (6, 1)
    assert (paix.membership, paix.member_since, paix.identifier[:3]) == ("member", 2003, "TG-")
    change = MembershipChange.objects.get(organization=paix)
    assert (change.before, change.after, change.on, change.by) == ("none", "member", date(2003, 1, 1), secretary)
    entry = OrganizationEntry.objects.get(organization=paix)
    assert (entry.verb, entry.by, entry.note) == ("added", secretary, "From the spreadsheet “in.csv”.")
    assert list(Organization.objects.filter(pk__in=search.organizations_with("paix"))) == [paix]


def test_same_file_again_changes_nothing(secretary, now):
    content = as_csv(HEAD, *ROWS)
    imported(content, secretary, now, membership="yes")
    before = list(Organization.objects.order_by("pk").values())
    sheet = imported(content, secretary, now, membership="yes")
    assert counts(sheet) == (0, 0, 2, 0)
    assert list(Organization.objects.order_by("pk").values()) == before
    assert (OrganizationEntry.objects.count(), MembershipChange.objects.count()) == (2, 2)


def test_check_shows_what_would_change_and_writes_nothing(secretary, now):
    found = school("Old name", identifier="T-1", city="Lomé", levels=["primary"])
    before = Organization.objects.values().get()
    rows = [["T-1", "New name", "Kara", "primary; tvet"], ["T-2", "Another", "", ""]]
    sheet = checked(as_csv(["identifier", "name", "city", "levels"], *rows), secretary, now, country="TG")
    assert counts(sheet) == (1, 1, 0, 0)
    (line,) = sheet.outcome["samples"]["changed"]
    assert line["changes"]["name"] == ["Old name", "New name"]
    assert line["changes"]["city"] == ["Lomé", "Kara"]
    assert line["changes"]["levels"] == ["primary", "primary; tvet"]
    assert set(line["changes"]) == {"name", "city", "levels", "latitude", "longitude"}
    assert Organization.objects.values().get() == before
    applied(sheet, secretary, now)
    found.refresh_from_db()
    assert (found.name, found.city, round(found.latitude), found.sort_key) == ("New name", "Kara", 10, "new name T-1")
    entry = found.entries.get()
    assert (entry.verb, entry.changes["name"]) == ("imported", ["Old name", "New name"])


def test_what_is_not_in_the_file_or_empty_stays(secretary, now):
    found = school("A", identifier="T-1", web="https://a.example.org", name_en="A in English")
    head = ["identifier", "web", "name_en"]
    assert counts(imported(as_csv(head, ["T-1", "", ""]), secretary, now)) == (0, 0, 1, 0)
    sheet = checked(as_csv(head, ["T-1", "", ""]), secretary, now, clears=True)
    assert sheet.outcome["samples"]["changed"][0]["changes"] == {
        "web": ["https://a.example.org", ""],
        "name_en": ["A in English", ""],
    }
    applied(sheet, secretary, now)
    found.refresh_from_db()
    assert (found.web, found.name_en, found.email) == ("", "", found.email)


def test_rows_find_their_records_by_identifier_address_or_name(secretary, now):
    by_id, by_mail, by_name = school("A", identifier="T-1"), school("B", email="B@example.org"), school("Lycée C")
    head = ["identifier", "email", "name", "country", "city", "web"]
    rows = [
        ["T-1", "", "A", "TG", "", "https://1.example.org"],
        ["", "b@EXAMPLE.org", "B", "TG", "", "https://2.example.org"],
        ["", "", "LYCEE  C", "TG", "lome", "https://3.example.org"],
        ["", "", "Lycée C", "TG", "Kara", "https://4.example.org"],
        ["", "", "Lycée C", "BJ", "Lomé", "https://5.example.org"],
    ]
    sheet = checked(as_csv(head, *rows), secretary, now)
    assert counts(sheet) == (2, 3, 0, 0)
    applied(sheet, secretary, now)
    webs = [Organization.objects.get(pk=one.pk).web[8] for one in (by_id, by_mail, by_name)]
    assert webs == ["1", "2", "3"]


def test_rows_that_could_mean_several_are_refused_with_the_candidates(secretary, now):
    school("Lycée", identifier="T-1", city="Lomé")
    school("Lycée", identifier="T-2", city="Lomé")
    school("Old", identifier="T-3", city="Kara")
    Organization.objects.filter(identifier="T-3").update(merged_into=Organization.objects.get(identifier="T-1"))
    head = ["identifier", "name", "country", "city"]
    rows = [["", "Lycée", "TG", "Lomé"], ["T-9", "Lycee", "TG", "Lomé"], ["T-3", "Old", "TG", "Kara"]]
    sheet = checked(as_csv(head, *rows), secretary, now)
    several = "Several records have this name: T-1 (Lycée, Lomé); T-2 (Lycée, Lomé)."
    alike = "There is no such identifier, but a record that looks the same: T-1 (Lycée, Lomé); T-2 (Lycée, Lomé)."
    merged = "This record was a duplicate and has been merged."
    assert reasons(sheet) == [(2, "", several), (3, "", alike), (4, "", merged)]


def test_rows_that_mean_the_same_record_are_refused(secretary, now):
    school("A", identifier="T-1")
    head = ["identifier", "name", "country", "city"]
    rows = [["T-1", "A", "TG", ""], ["T-1", "A", "TG", ""], ["", "New", "TG", ""], ["", "NEW", "TG", ""]]
    sheet = checked(as_csv(head, *rows), secretary, now)
    said = "This row means the same record as row {}."
    assert reasons(sheet) == [(3, "", said.format(2)), (5, "", said.format(4))]


def test_every_refusal_names_row_column_reason(secretary, now):
    found = school("A", identifier="T-1", membership="member")
    head = ["identifier", "name", "country", "levels", "latitude", "longitude", "membership", "confirmed_on"]
    rows = [
        ["", "=1+1", "Atlantis", "", "", "", "", ""],
        ["T-1", "", "", "tertiary", "", "", "candidate", "2026-02-01"],
        ["", "Half", "TG", "", "6.1", "", "", ""],
        ["", "", "TG", "", "", "", "", ""],
        ["", "Wide", "TG", "", "", "", "", "", "x"],
    ]
    sheet = checked(as_csv(head, *rows), secretary, now)
    assert reasons(sheet) == [
        (2, "Name", "A formula is not taken over."),
        (2, "Country", "No such country is known here."),
        (3, "Levels", "This word is not known here."),
        (3, "Membership", "“candidate” cannot follow “member”."),
        (3, "Last confirmed on", "This day lies ahead."),
        (4, "Longitude", "One coordinate is there without the other."),
        (5, "Name", "A new record needs it."),
        (6, "", "The row has 9 cells, the header 8."),
    ]
    assert Organization.objects.get() == found


def test_refused_rows_keep_the_file_from_being_applied_unless_left_out(secretary, now):
    sheet = checked(as_csv(["name", "country"], ["A", "TG"], ["B", "Nowhere"]), secretary, now)
    with pytest.raises(Refused) as refused:
        applied(sheet, secretary, now)
    assert (refused.value.code, Organization.objects.count()) == ("refused-rows", 0)
    assert counts(applied(sheet, secretary, now, without_refused=True)) == (1, 0, 0, 1)
    assert Organization.objects.get().name == "A"


def test_coordinator_imports_within_his_country_and_admits_nobody(coordinator, now):
    own, other = school("Own", identifier="T-1", membership="candidate"), school("Hers", identifier="G-1", country="GH")
    shared = school("Shared", email="shared@example.org", country="GH")
    head = ["identifier", "email", "name", "country", "membership", "member_since"]
    rows = [
        ["T-1", "", "Own, renamed", "TG", "", ""],
        ["T-1b", "", "New", "TG", "candidate", ""],
        ["G-1", "", "Mine now", "GH", "", ""],
        ["", "", "New there", "GH", "", ""],
        ["", "shared@example.org", "Shared here", "TG", "member", "2001"],
    ]
    sheet = checked(as_csv(head, *rows), coordinator, now)
    assert counts(sheet) == (1, 1, 0, 3)
    assert reasons(sheet) == [
        (4, "", "This identifier belongs to a record outside your countries."),
        (5, "Country", "This country is not yours to look after."),
        (6, "Membership", "Only the secretariat admits members."),
        (6, "Member since", "Only the secretariat says since when."),
    ]
    assert all(shared.identifier not in reason for _row, _column, reason in reasons(sheet))
    applied(sheet, coordinator, now, without_refused=True)
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.name, own.membership, other.name) == ("Own, renamed", "candidate", "Hers")


def test_regional_office_imports_in_its_region(now):
    office = with_role(person(), "regional-office", region="Africa")
    sheet = checked(as_csv(["name", "country"], ["A", "TG"], ["B", "FR"]), office, now)
    assert (counts(sheet), reasons(sheet)[0][:2]) == ((1, 0, 0, 1), (3, "Country"))


def test_membership_changes_are_kept_and_roles_follow_their_school(secretary, now):
    found = school("A", identifier="T-1", membership="candidate", member_since=None)
    teacher = with_role(person(), "teacher", organization=found)
    imported(as_csv(["identifier", "country", "membership"], ["T-1", "Benin", "member"]), secretary, now)
    found.refresh_from_db()
    assert (found.membership, found.member_since, found.country) == ("member", 2026, "BJ")
    assert Role.objects.get(person=teacher).country == "BJ"
    change = found.membership_changes.get()
    assert (change.before, change.after, change.on) == ("candidate", "member", date(2026, 1, 12))


def test_earlier_confirmation_does_not_take_the_place_of_a_later_one(secretary, now):
    found = school("A", identifier="T-1", confirmed_on=date(2025, 9, 1))
    sheet = imported(as_csv(["identifier", "confirmed_on"], ["T-1", "2024-09-01"]), secretary, now)
    found.refresh_from_db()
    assert (counts(sheet), found.confirmed_on) == ((0, 0, 1, 0), date(2025, 9, 1))


def test_change_between_check_and_applying_is_said_and_nothing_is_written(secretary, now):
    school("A", identifier="T-1", web="https://a.example.org")
    head = ["identifier", "name", "country", "web"]
    rows = [["T-1", "A", "TG", "https://new.example.org"], ["T-2", "B", "TG", ""]]
    sheet = checked(as_csv(head, *rows), secretary, now)
    Organization.objects.filter(identifier="T-1").update(web="https://other.example.org")
    applied(sheet, secretary, now)
    assert (sheet.state, sheet.outcome["differing"], sheet.outcome["different"]) == ("checked", [2], 1)
    assert sheet.outcome["samples"]["changed"][0]["changes"]["web"][0] == "https://other.example.org"
    assert Organization.objects.get().web == "https://other.example.org"
    assert counts(applied(sheet, secretary, now)) == (1, 1, 0, 0)


def test_two_who_apply_the_same_file_add_its_rows_once(secretary, now):
    first, second = (checked(as_csv(HEAD, *ROWS), secretary, now) for _each in range(2))
    assert counts(applied(first, secretary, now)) == (2, 0, 0, 0)
    assert counts(applied(second, secretary, now)) == (0, 0, 2, 0)
    assert Organization.objects.count() == 2


def test_failure_in_the_middle_leaves_nothing_and_can_be_repeated(secretary, now, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 1)
    sheet = checked(as_csv(HEAD, *ROWS), secretary, now)
    write, calls = running.write_organizations, []

    def fail(lines, hand):
        calls.append(1)
        if len(calls) == 2:
            raise SystemExit
        write(lines, hand)

    monkeypatch.setattr(running, "write_organizations", fail)
    with pytest.raises(SystemExit):
        applied(sheet, secretary, now)
    sheet.refresh_from_db()
    assert (sheet.state, Organization.objects.count()) == ("applying", 0)
    monkeypatch.setattr(running, "write_organizations", write)
    running.apply(sheet.pk, now)
    running.apply(sheet.pk, now)
    sheet.refresh_from_db()
    assert (counts(sheet), Organization.objects.count()) == ((2, 0, 0, 0), 2)


def test_import_that_was_begun_anew_is_not_finished_by_the_earlier_run(secretary, now):
    sheet = checked(as_csv(HEAD, *ROWS), secretary, now)
    receiving.reopen(sheet)
    running.check(sheet.pk, now)
    running.apply(sheet.pk, now)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.outcome) == ("mapping", {})


def test_who_has_lost_the_right_applies_nothing(coordinator, now):
    sheet = checked(as_csv(["name", "country"], ["A", "TG"]), coordinator, now)
    coordinator.roles.update(ends=date(2026, 1, 1))
    applied(sheet, coordinator, now)
    assert (sheet.state, Organization.objects.count()) == ("failed", 0)
    assert sheet.problem.startswith("Whoever began this import may not import any more.")


def test_workbook_does_what_the_same_table_as_text_does(secretary, now):
    imported(as_csv(HEAD, *ROWS), secretary, now)
    assert counts(imported(as_xlsx(HEAD, *ROWS), secretary, now)) == (0, 0, 2, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_statements_do_not_grow_with_rows(secretary, now, number):
    found = [school(f"Old {each}", identifier=f"O-{each}") for each in range(number)]
    rows = [[one.identifier, f"Renamed {one.pk}", "", ""] for one in found]
    rows += [[f"N-{each}", f"New {each}", "TG", "Lomé"] for each in range(number)]
    sheet = checked(as_csv(["identifier", "name", "country", "city"], *rows), secretary, now, membership="member")
    receiving.start_applying(sheet, secretary, without_refused=False)
    with CaptureQueriesContext(connection) as kept:
        running.apply(sheet.pk, now)
    assert (len(kept), Organization.objects.count()) == (STATEMENTS, 2 * number)


def test_columns_are_remembered_for_the_next_file_with_the_same_header(secretary, now):
    head = ["Etablissement X", "Pays"]
    sheet = received(as_csv(head, ["A", "TG"]), secretary, now)
    assert sheet.columns == {"country": 1}
    receiving.match(sheet, {"name": 0, "country": 1}, {}, secretary, now, clears=False)
    assert received(as_csv(head, ["B", "TG"]), secretary, now).columns == {"name": 0, "country": 1}


def test_files_are_forgotten_after_a_month_and_when_applied(secretary, now):
    left, done = received(as_csv(HEAD, *ROWS), secretary, now), checked(as_csv(HEAD, *ROWS), secretary, now)
    paths = [Path(left.file.path), Path(done.file.path)]
    assert [path.exists() for path in paths] == [True, True]
    assert "media" not in paths[0].parts
    applied(done, secretary, now)
    receiving.forget_old(now + timedelta(days=31))
    assert [path.exists() for path in paths[:1]] == [False]
    kept = SheetImport.objects.get()
    assert (kept.pk, kept.file.name, kept.outcome) == (done.pk, "", {})


def test_import_is_taken_back_by_one_press(secretary, now):
    found = school("Lycée", identifier="T-1", latitude=6.13, longitude=1.22, learners="50-99")
    before = Organization.objects.values().get()
    head = ["identifier", "name", "country", "city", "levels", "languages", "learners", "name_en"]
    rows = [["T-1", "Lycée B", "BJ", "Cotonou", "primary; tvet", "fr; en", "640", "School B"]]
    imported(as_csv(head, *rows), secretary, now)
    entry = found.entries.get()
    assert entry.changes["levels"] == [["primary"], ["primary", "tvet"]]
    assert (entry.changes["latitude"][0], entry.changes["country"]) == (6.13, ["TG", "BJ"])
    editing.take_back(entry, secretary, now)
    assert Organization.objects.values().get() == before


def test_name_of_invisible_signs_is_left_or_refused(secretary, now):
    school("Lycée", identifier="T-1")
    rows = [["T-1", "\u200b"], ["T-2", "\u202e\u2066 \u3164"], ["T-3", "A\u202eB\u2069\u200b"]]
    sheet = checked(as_csv(["identifier", "name"], *rows), secretary, now, country="TG")
    assert (counts(sheet), reasons(sheet)) == ((1, 0, 1, 1), [(3, "Name", "A new record needs it.")])
    applied(sheet, secretary, now, without_refused=True)
    assert list(Organization.objects.order_by("pk").values_list("name", flat=True)) == ["Lycée", "AB"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\u200b\ufeff\u2060", ""),
        ("\u200d\u200c", ""),
        ("\u3164\u2800", ""),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("a\tb\u2028c", "a b c"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
    ],
)
def test_line_keeps_what_is_seen(text, line):
    assert (clean_line(text), values.line_of(text)) == (line, line)
