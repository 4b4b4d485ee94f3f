"""Decisions by spreadsheet: with one wrong row nothing is done, and each is named; else it is a batch."""

from __future__ import annotations

import csv
import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heliograph.calls.deciding import batches, running, sheets
from heliograph.calls.deciding.models import DecisionBatch
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import Sheet, change
from heliograph.calls.models import Response, ResponseEntry
from heliograph.calls.reviewing.models import Review
from heliograph.calls.reviewing.states import ReviewState
from heliograph.network.states import Refused
from tests.calls.deciding.conftest import LATER
from tests.calls.factories import call, programme
from tests.calls.factories import response as sent_answer
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(office, applications, answers):
    """The rows of the sheet as it is saved, each as a dictionary."""

    def saved():
        answer = office.get(reverse("calls:desk_decision_sheet", args=[applications.slug, "csv"]))
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    return saved


def written(rows):
    """A CSV of rows."""
    out = io.StringIO()
    writer = csv.DictWriter(out, sheets.COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.fixture
def check(tmp_path, applications, organizer):
    def checked(content, name="sheet.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return sheets.check(path, applications, organizer)

    return checked


def test_the_sheet_has_a_row_for_each_answer_that_was_sent(sheet, answers):
    rows = sheet()
    assert [row["id"] for row in rows] == [str(each.public_id) for each in answers]
    assert rows[0] == {
        "id": str(answers[0].public_id), "who": "a0@example.org", "country": "", "mean score": "",
        "state": "submitted", "version": "1", "decision": "", "note": "",
    }  # fmt: skip


def test_country_and_mean_score_stand_beside_each_answer_to_be_read_alone(
    sheet, check, applications, organizer, answers
):
    Response.objects.filter(pk=answers[0].pk).update(country="CI")
    Response.objects.filter(pk=answers[1].pk).update(person=organizer)
    for score in (3, 4, 4):
        for each in answers[:2]:
            Review.objects.create(
                response=each, person=person(), state=ReviewState.DONE, score=score, assigned_at=NOW, done_at=NOW
            )
    rows = sheet()
    assert [(row["country"], row["mean score"]) for row in rows[:3]] == [("Côte d’Ivoire", "3.67"), ("", ""), ("", "")]
    rows[0] |= {"country": "Togo", "mean score": "5", "state": "declined", "decision": "accept"}
    checked = check(written(rows))
    assert (checked.wrong, [step.verb for step in checked.steps]) == ([], ["accept"])


def test_what_is_filled_in_becomes_a_batch_with_a_note_for_each(sheet, check, applications, organizer, answers):
    rows = sheet()
    rows[0] |= {"decision": "accept", "note": "'=Welcome"}
    rows[1] |= {"decision": " Declined "}
    rows[2] |= {"decision": "return for changes"}
    checked = check(written(rows))
    assert (checked.wrong, checked.left) == ([], 2)
    batch = batches.make(applications, batches.Wish(checked.steps), "t", organizer, LATER)
    batches.confirm(batch, organizer, LATER)
    running.run(batch.pk, LATER)
    assert list(applications.responses.order_by("pk").values_list("state", flat=True)) == [
        "accepted", "declined", "returned", "submitted", "submitted",
    ]  # fmt: skip
    assert ResponseEntry.objects.get(verb="accept").note == "=Welcome"


def test_decisions_are_understood_in_the_language_of_the_page(applications):
    from django.utils import translation

    with translation.override("fr"):
        assert {"accept", "accepted", "decline"} <= set(sheets.words_for(applications))


def wrong_rows(rows, answers, other):
    rows[0] |= {"decision": "promote"}
    rows[1] |= {"id": str(other.public_id), "decision": "accept"}
    rows[2] |= {"id": "nobody", "decision": "accept"}
    rows[3] |= {"decision": "reopen"}
    rows[4] |= {"version": "x", "decision": "accept"}
    return rows


def test_each_wrong_row_is_named_with_its_reason_and_nothing_is_done(sheet, check, applications, organizer, answers):
    elsewhere = call("Posters", kind="application", programme=programme(organizer=organizer.seat))
    other = sent_answer(elsewhere, person("other@example.org"))
    checked = check(written(wrong_rows(sheet(), answers, other)))
    assert list(checked.steps) == []
    assert [(one.row, one.reason.split(".")[0]) for one in checked.wrong] == [
        (2, "This is no decision of this call"),
        (3, "This is an answer to another call: “Posters”"),
        (4, "No answer to this call has this identifier"),
        (5, "It is “submitted”: this step does not lead on from there"),
        (6, "The version is no number"),
    ]


def test_an_answer_to_a_call_of_somebody_else_is_not_told_apart_from_none(sheet, check):
    other = sent_answer(call("Secret", kind="application"), person("other@example.org"))
    rows = sheet()
    rows[0] |= {"id": str(other.public_id), "decision": "accept"}
    (wrong,) = check(written(rows)).wrong
    assert wrong.reason.startswith("No answer to this call has this identifier.")


def test_a_row_whose_answer_changed_since_the_sheet_was_saved_is_wrong(sheet, check, applications, answers):
    rows = sheet()
    rows[1] |= {"decision": "accept"}
    change(answers[1], Sheet(applications.question_sets.get(), {"a": "b"}), Act(NOW, answers[1].person))
    (wrong,) = check(written(rows)).wrong
    assert (wrong.row, wrong.reason.split(".")[0]) == (3, "It was changed since you looked at it")


def test_rows_twice_and_notes_alone_and_cells_too_many_are_wrong(sheet, check):
    rows = sheet()
    rows[0] |= {"decision": "accept"}
    rows[1] |= {"note": "Well done"}
    beyond = b"\n" + b"," * len(sheets.COLUMNS) + b"beyond\n"
    content = written([*rows, {**rows[0], "id": rows[0]["id"].replace("-", "")}]) + beyond
    reasons = [(one.row, one.reason.split(".")[0]) for one in check(content).wrong]
    assert reasons == [
        (2, "The same answer stands in several rows"),
        (3, "There is a note and no decision"),
        (7, "The same answer stands in several rows"),
        (9, "The row has more cells than the first row names"),
    ]


def test_more_than_there_are_places_is_wrong(sheet, check, applications):
    type(applications).objects.filter(pk=applications.pk).update(capacity=2)
    applications.refresh_from_db()
    rows = [row | {"decision": "accept"} for row in sheet()]
    assert [one.row for one in check(written(rows)).wrong] == [4, 5, 6]


def test_places_are_taken_before_any_is_freed(sheet, check, applications, answers, decided):
    decided("accept", responses=type(answers[0]).objects.filter(pk=answers[0].pk), token="one")
    rows = sheet()
    rows[0] |= {"decision": "decline"}
    rows[4] |= {"decision": "accept"}
    assert [step.verb for step in check(written(rows)).steps] == ["accept", "decline"]


def test_a_workbook_is_read_as_well(sheet, check, tmp_path):
    rows, path = sheet(), tmp_path / "made.xlsx"
    rows[0] |= {"decision": "accept"}
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, sheets.COLUMNS)
        for number, row in enumerate(rows, start=1):
            page.write_row(number, 0, [row[name] for name in sheets.COLUMNS])
            page.write_number(number, 3, int(row["version"]))
    checked = check(path.read_bytes(), "sheet.xlsx")
    assert (len(checked.steps), checked.wrong) == (1, [])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "not-a-table"),
        (b"PK\x03\x04rubbish", "malformed"),
        (b"who,decision\nx,accept\n", "no-column"),
    ],
)
def test_what_is_no_such_sheet_is_refused_with_a_word(check, content, code):
    with pytest.raises(Refused) as refused:
        check(content)
    assert refused.value.code == code


def hand_in(office, applications, content, token="t"):
    file = SimpleUploadedFile("sheet.csv", content)
    return office.post(reverse("calls:desk_decisions", args=[applications.slug]), {"file": file, "token": token})


def test_handed_in_with_a_wrong_row_the_page_names_it_and_nothing_is_kept(office, applications, sheet):
    rows = sheet()
    rows[0] |= {"decision": "accept"}
    rows[1] |= {"decision": "<b>promote</b>"}
    answer = hand_in(office, applications, written(rows))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "1 row is wrong: nothing was done" in page
    assert "&lt;b&gt;promote&lt;/b&gt;" in page
    assert not DecisionBatch.objects.exists()


def test_handed_in_rightly_it_leads_to_the_letters_and_twice_to_the_same(office, applications, sheet):
    rows = sheet()
    rows[0] |= {"decision": "accept", "note": "Well done"}
    first, again = (hand_in(office, applications, written(rows)) for _ in range(2))
    assert first.status_code == 302
    assert first["Location"] == again["Location"]
    page = office.get(first["Location"]).content.decode()
    assert "Well done" in page
    assert applications.responses.filter(state="accepted").count() == 0
    office.post(first["Location"], {"do": "go"})
    assert applications.responses.filter(state="accepted").count() == 1


def test_a_sheet_without_a_decision_or_without_a_file_says_so(office, applications, sheet):
    assert b"No row has a decision." in hand_in(office, applications, written(sheet())).content
    answer = office.post(reverse("calls:desk_decisions", args=[applications.slug]), {})
    assert (answer.status_code, b"Choose the file first." in answer.content) == (422, True)


def test_a_body_beyond_the_limit_is_not_read(office, applications, settings):
    settings.UPLOAD_LIMIT = 10
    answer = hand_in(office, applications, b"x" * 300_000)
    assert answer.status_code == 413
