"""Spreadsheets in a real browser: from file to records by keyboard, without JavaScript, for everybody's eyes."""

from __future__ import annotations

import json
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from heliograph.network.models import Organization, Person, Role, SheetImport
from heliograph.network.sheets import progress, receiving
from tests.network.factories import NOW, school
from tests.network.sheets.makers import as_csv, checked, received

pytestmark = pytest.mark.django_db(transaction=True)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEAD = ["identifier", "Nom de l'établissement", "Pays", "Niveau", "Remarques"]
ROWS = [["T-1", "Lycée de la Paix", "Togo", "primary", "x"], ["", "مدرسة السلام", "Jordan", "tvet", ""]]


@pytest.fixture
def person(transactional_db, clock):
    found = Person.objects.create_person("desk@secretariat.example.org", NOW, name="Desk")
    Role.objects.create(person=found, kind="secretariat", begins=date(2020, 1, 1))
    return found


@pytest.fixture
def enter(browser, site, person):
    """Open a page as the secretariat."""
    contexts = []

    def go(path, **options):
        client = Client()
        client.force_login(person)
        context = browser.new_context(**options)
        contexts.append(context)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])
        page = context.new_page()
        page.goto(f"{site}{path}")
        return page

    yield go
    for context in contexts:
        context.close()


def states(person):
    """The address of an import in each of its states."""
    school("Lycée", identifier="T-1", email="")
    mapping = received(as_csv(HEAD, *ROWS), person, NOW)
    under_way = received(as_csv(HEAD, *ROWS), person, NOW)
    SheetImport.objects.filter(pk=under_way.pk).update(state="applying")
    progress.tell(under_way.public_id, 1)
    bad = checked(as_csv(HEAD, *ROWS, ["", "X", "Nowhere", "", ""]), person, NOW)
    return [f"/desk/sheets/{one.public_id}/" for one in (mapping, under_way, bad)]


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("en", "light", 1280), ("ar", "dark", 360)], ids=["en-wide", "ar-narrow"]
)
def test_pages_pass_axe_and_fit(enter, site, person, language, scheme, width):
    pages = ["/desk/sheets/", *states(person)]
    page = enter(f"/desk/?lang={language}", color_scheme=scheme, viewport={"width": width, "height": 900})
    for path in pages:
        page.goto(f"{site}{path}")
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert json.dumps([(one["id"], [node["html"] for node in one["nodes"]]) for one in found]) == "[]", path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_file_goes_in_by_keyboard_alone_without_javascript(enter, tmp_path):
    file = tmp_path / "schools.csv"
    file.write_bytes(as_csv(HEAD, *ROWS, delimiter=";"))
    page = enter("/desk/sheets/", java_script_enabled=False)
    page.get_by_label("Spreadsheet", exact=True).set_input_files(file)
    page.get_by_role("button", name="Read the file").press("Enter")
    assert page.get_by_label("Name", exact=True).input_value() == "1"
    page.get_by_label("or the same in every row (Membership)").select_option("candidate")
    page.get_by_role("button", name="Check every row").press("Enter")
    page.get_by_role("button", name="Apply it").press("Enter")
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
    page.get_by_role("button", name="Apply it").wait_for(timeout=8000)
