"""Spreadsheets on the desk: from the file to what was applied, and who gets in."""

from __future__ import annotations

import csv
import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heliograph.network.models import Organization, SheetImport
from heliograph.network.sheets import progress, receiving
from tests.conftest import person_with
from tests.network.factories import person, school
from tests.network.sheets.makers import applied, as_csv, checked, received

pytestmark = pytest.mark.django_db
PAGE = "/desk/sheets/"
HEAD = ["Nom", "Pays", "Ville", "Notes"]
ROWS = [["École du Lac", "Togo", "Aného", "x"], ["Lycée", "Nowhere", "", ""]]


@pytest.fixture
def act(desk, django_capture_on_commit_callbacks):
    """Press a button of the secretariat's, and let the background work be done."""

    def press(path, **said):
        with django_capture_on_commit_callbacks(execute=True):
            return desk.post(path, said)

    return press


def upload(content, name="schools.csv"):
    return SimpleUploadedFile(name, content)


def of(sheet, step=""):
    return f"{PAGE}{sheet.public_id}/{step}"


def saved(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_from_file_to_records(desk, act):
    answer = act(PAGE, kind="organizations", file=upload(as_csv(HEAD, *ROWS, encoding="cp1252", delimiter=";")))
    sheet = SheetImport.objects.get()
    assert (answer.status_code, answer.url) == (302, of(sheet))
    page = desk.get(of(sheet)).content.decode()
    assert "Western European (Windows-1252), cells separated by semicolons: 2 rows" in page
    assert "École du Lac" in page
    assert "D: Notes" in page
    act(
        of(sheet, "match/"),
        **{"column-name": "0", "column-country": "1", "column-city": "2", "constant-kind": "training"},
    )
    page = desk.get(of(sheet)).content.decode()
    assert "No such country is known here. Write its name" in page
    assert "Leave out 1 refused row" in page
    rows = saved(desk.get(of(sheet, "rows.csv")))
    assert [row[:2] for row in rows if row[4] == "Country"] == [["2", "added"], ["3", "refused"]]
    assert "Some rows are refused." in act(of(sheet, "apply/")).content.decode()
    act(of(sheet, "apply/"), without_refused="yes")
    sheet.refresh_from_db()
    assert (sheet.state, sheet.file.name, Organization.objects.get().kind) == ("applied", "", "training")
    assert "Applied on" in desk.get(of(sheet)).content.decode()
    act(of(sheet, "discard/"))
    assert (SheetImport.objects.count(), Organization.objects.count()) == (0, 1)


def test_other_encoding_or_unsaid_columns_are_answered_on_the_page(desk, act):
    act(PAGE, kind="organizations", file=upload("Nom,Pays\nÉcole,Togo\n".encode("cp850")))
    sheet = SheetImport.objects.get()
    act(of(sheet, "reading/"), encoding="cp850")
    assert "École" in desk.get(of(sheet)).content.decode()
    assert act(of(sheet, "reading/"), encoding="utf-8").status_code == 422
    answer = act(of(sheet, "match/"), **{"column-country": "1"})
    assert (answer.status_code, "at least one column by which" in answer.content.decode()) == (422, True)
    answer = act(of(sheet, "match/"), **{"column-name": "1", "column-country": "1"})
    assert (answer.status_code, "chosen twice" in answer.content.decode()) == (422, True)
    sheet.refresh_from_db()
    assert sheet.state == "mapping"


@pytest.mark.parametrize(
    ("file", "sentence", "status"),
    [
        (None, "Choose a file.", 422),
        (b"", "There are no rows in this file.", 422),
        (b"%PDF-1.4", "not a spreadsheet that can be read", 422),
        (b"PK\x03\x04", "damaged", 422),
    ],
)
def test_unreadable_file_is_refused_and_not_kept(act, file, sentence, status):
    said = {} if file is None else {"file": upload(file)}
    answer = act(PAGE, kind="people", **said)
    assert (answer.status_code, sentence in answer.content.decode()) == (status, True)
    assert SheetImport.objects.count() == 0
    assert not list((settings.VAR / "private").glob("imports/*.upload"))


def test_file_beyond_the_limit_is_refused(act, monkeypatch, settings):
    settings.UPLOAD_LIMIT = 20
    assert act(PAGE, kind="people", file=upload(b"email\n" + b"a@example.org\n" * 9)).status_code == 413
    assert act(PAGE, kind="people", file=upload(b"x" * 400_000)).status_code == 413


def test_progress_is_shown_and_what_stopped_is_begun_again(desk, act, secretary, now, monkeypatch):
    sheet = received(as_csv(HEAD, *ROWS), secretary, now)
    receiving.match(sheet, sheet.columns, {}, secretary, now, clears=False)
    progress.tell(sheet.public_id, 1)
    page = desk.get(of(sheet)).content.decode()
    assert ('<progress max="2" value="1"' in page, "1 of 2 rows." in page, "Start it again" in page) == (
        True,
        True,
        False,
    )
    assert act(of(sheet, "again/")).status_code == 422
    monkeypatch.setattr(progress, "SILENT", -1)
    assert "Start it again" in desk.get(of(sheet)).content.decode()
    act(of(sheet, "again/"))
    sheet.refresh_from_db()
    assert sheet.state == "checked"


def test_nothing_to_change_is_said(desk, secretary, now):
    school("A", identifier="T-1")
    sheet = checked(as_csv(["identifier", "name"], ["T-1", "A"]), secretary, now)
    page = desk.get(of(sheet)).content.decode()
    assert ("all of it is on record already" in page, "Apply it" in page) == (True, False)


def test_empty_sheets_and_everything_are_saved(desk, client, coordinator):
    school("Own", identifier="T-1")
    school("Other", identifier="G-1", country="GH")
    assert saved(desk.get(f"{PAGE}template/people/csv/"))[0][:2] == ["email", "name"]
    assert [row[0] for row in saved(desk.get(f"{PAGE}export/organizations/csv/"))] == ["identifier", "G-1", "T-1"]
    client.force_login(coordinator)
    assert [row[0] for row in saved(client.get(f"{PAGE}export/organizations/csv/"))] == ["identifier", "T-1"]
    assert [row[0] for row in saved(client.get(f"{PAGE}export/people/csv/"))] == ["email", coordinator.email]
    assert client.get(f"{PAGE}export/organizations/pdf/").status_code == 404


STEPS = ("reading/", "match/", "apply/", "again/", "reopen/", "discard/")


def test_who_gets_in(client, secretary, coordinator, now):
    lycee = school()
    sheet = applied(checked(as_csv(["name", "country"], ["A", "TG"]), coordinator, now), coordinator, now)
    outside = [person_with("principal", "p@example.org", organization=lycee), person()]
    others = [person_with("coordinator", "gh@example.org", country="GH")]
    office = person_with("regional-office", "office@example.org", region="Africa")
    pages, own = [PAGE, f"{PAGE}template/people/csv/"], [of(sheet), of(sheet, "rows.csv")]

    def met(person):
        if person is not None:
            client.force_login(person)
        got = [client.get(path).status_code for path in pages + own]
        return got, {client.post(of(sheet, step)).status_code for step in STEPS[:-1]}

    assert met(None) == ([302] * 4, {302})
    assert [met(one) for one in outside] == [([404] * 4, {404})] * 2
    assert [met(one) for one in (*others, office)] == [([200, 200, 404, 404], {404})] * 2
    assert [met(one)[0] for one in (coordinator, secretary)] == [[200] * 4] * 2


def test_file_that_was_handed_in_has_no_address(client, secretary, now):
    sheet = received(as_csv(HEAD, *ROWS), secretary, now)
    assert client.get(f"/media/{sheet.file.name}").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_however_many_there_are(desk, secretary, now, number, django_assert_num_queries):
    for _each in range(number):
        received(as_csv(HEAD, *ROWS), secretary, now)
    with django_assert_num_queries(4):
        assert desk.get(reverse("network_desk:sheets")).content.decode().count("in.csv") == number
