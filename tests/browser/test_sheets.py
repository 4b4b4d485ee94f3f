"""Spreadsheets in a real browser: from file to records by keyboard, without JavaScript, for everybody's eyes."""

from __future__ import annotations

from datetime import date

import pytest

from heliograph.network.models import Organization, Person, Role, SheetImport
from heliograph.network.sheets import progress, receiving
from tests.browser.pages import follow, looks, sound
from tests.network.factories import NOW, school
from tests.network.sheets.makers import as_csv, checked, received

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = ["identifier", "Nom de l'établissement", "Pays", "Niveau", "Remarques"]
ROWS = [["T-1", "Lycée de la Paix", "Togo", "primary", "x"], ["", "مدرسة السلام", "Jordan", "tvet", ""]]


@pytest.fixture
def person(transactional_db, clock):
    found = Person.objects.create_person("desk@secretariat.example.org", NOW, name="Desk")
    Role.objects.create(person=found, kind="secretariat", begins=date(2020, 1, 1))
    return found


@pytest.fixture
def enter(open_page, person):
    """Open a page as the secretariat."""
    open_page.who = person
    return open_page


def states(person):
    """The address of an import in each of its states."""
    school("Lycée", identifier="T-1", email="")
    mapping = received(as_csv(HEAD, *ROWS), person, NOW)
    under_way = received(as_csv(HEAD, *ROWS), person, NOW)
    SheetImport.objects.filter(pk=under_way.pk).update(state="applying")
    progress.tell(under_way.public_id, 1)
    bad = checked(as_csv(HEAD, *ROWS, ["", "X", "Nowhere", "", ""]), person, NOW)
    return [f"/desk/sheets/{one.public_id}/" for one in (mapping, under_way, bad)]


@looks
def test_pages_pass_axe_and_fit(enter, site, person, look):
    page = enter("/desk/", look=look)
    for path in ["/desk/sheets/", *states(person)]:
        page.goto(f"{site}{path}")
        sound(page)


def test_file_goes_in_by_keyboard_alone_without_javascript(enter, tmp_path):
    file = tmp_path / "schools.csv"
    file.write_bytes(as_csv(HEAD, *ROWS, delimiter=";"))
    page = enter("/desk/sheets/", java_script_enabled=False)
    page.get_by_label("Spreadsheet", exact=True).set_input_files(file)
    follow(page.get_by_role("button", name="Read the file"), "Enter")
    assert page.get_by_label("Name", exact=True).input_value() == "1"
    page.get_by_label("or the same in every row (Membership)").select_option("candidate")
    follow(page.get_by_role("button", name="Check every row"), "Enter")
    follow(page.get_by_role("button", name="Apply it"), "Enter")
    assert page.get_by_text("Applied on").is_visible()
    assert set(Organization.objects.values_list("name", "membership")) == {
        ("Lycée de la Paix", "candidate"),
        ("مدرسة السلام", "candidate"),
    }


def test_page_under_way_comes_up_to_date_by_itself(enter, person):
    sheet = received(as_csv(HEAD, *ROWS), person, NOW)
    SheetImport.objects.filter(pk=sheet.pk).update(state="checking")
    progress.tell(sheet.public_id, 1)
    page = enter(f"/desk/sheets/{sheet.public_id}/")
    assert page.get_by_text("1 of 2 rows.").is_visible()
    SheetImport.objects.filter(pk=sheet.pk).update(state="mapping")
    receiving.match(sheet, sheet.columns, {}, person, NOW, clears=False)
    page.get_by_role("button", name="Apply it").wait_for()
