"""Answers saved as files: what stands in them, what is left out, and that nothing of it runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import secrets
import zipfile
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse

from heliograph.calls.models import AnswerFile, CallEntry, QuestionSet, Response, StoredContent
from tests.calls.factories import call, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db

QUESTIONS: list[dict[str, Any]] = [
    {"key": "badge", "type": "short", "label": {"en": "Name on the badge"}, "personal": True,
     "why": {"en": "For the badge."}},
    {"key": "days", "type": "multiple", "label": {"en": "Days"},
     "options": [{"key": "a", "label": {"en": "First"}}, {"key": "b", "label": {"en": "Second"}}]},
    {"key": "learners", "type": "number", "label": {"en": "Learners"}},
]  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon(settings, tmp_path):
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asked(client):
    client.force_login(with_role(person("desk@secretariat.example.org"), "secretariat"))
    return call(questions=QUESTIONS)


def saved(client, asked, form: str, **fields: Any) -> Any:
    address = reverse("calls:desk_export", args=[asked.slug, form])
    return client.post(address, {"every": "1", "filter": "", **fields})


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def table(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(answer).decode("utf-8-sig"))))


def test_a_row_has_who_where_it_stands_and_every_answer_in_columns_of_its_own(client, asked):
    made = response(asked, person("ama@school.example.org"), badge="Ama", days=["b"], learners=31)
    (row,) = table(saved(client, asked, "csv"))
    assert (row["ID"], row["E-mail address"]) == (str(made.public_id), "ama@school.example.org")
    assert (row["Name on the badge"], row["Days: First"], row["Days: Second"]) == ("Ama", "0", "1")
    assert row["Learners"] == "31"


def test_what_looks_like_a_formula_is_text(client, asked):
    response(asked, badge='=HYPERLINK("http://evil.example.org")')
    (row,) = table(saved(client, asked, "csv"))
    assert row["Name on the badge"].startswith("'=")
    book = zipfile.ZipFile(io.BytesIO(body(saved(client, asked, "xlsx"))))
    texts = b"".join(book.read(name) for name in book.namelist()).decode(errors="replace")
    assert "'=HYPERLINK" in texts
    assert "<f>" not in texts


def test_drafts_are_not_in_it(client, asked):
    response(asked)
    draft = response(asked)
    Response.objects.filter(pk=draft.pk).update(state="draft")
    assert len(table(saved(client, asked, "csv"))) == 1


def test_without_personal_data_nobody_can_be_told(client, asked):
    response(asked, person("ama@school.example.org", name="Ama Example"), badge="Ama", learners=31)
    for form in ("csv", "json"):
        text = body(saved(client, asked, form, anonymous="1")).decode()
        assert "Ama" not in text
        assert "ama@" not in text
        assert "31" in text


def test_without_personal_data_of_an_organization_only_the_country_stays(client):
    client.force_login(with_role(person("desk@secretariat.example.org"), "secretariat"))
    of_schools, lycee = call(questions=QUESTIONS, respondent="organization"), school(name="Lycée Exemple", country="KE")
    made = response(of_schools, with_role(person(), "focal-point", organization=lycee), lycee)
    Response.objects.filter(pk=made.pk).update(country="KE")
    (row,) = table(saved(client, of_schools, "csv", anonymous="1"))
    assert row["Country"] == "KE"
    assert not {"For", "Organization", "Number of the organization"} & set(row)


def test_json_has_answers_by_their_keys_as_they_are_kept(client, asked):
    response(asked, badge="Ama", days=["a", "b"])
    (record,) = json.loads(body(saved(client, asked, "json")))
    assert record["answers"] == {"badge": "Ama", "days": ["a", "b"]}


def test_json_says_the_same_in_every_language(client, asked):
    made = response(asked, badge="Ama")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    (record,) = json.loads(body(saved(client, asked, "json")))
    said = {"state": made.state, "late": False, "arrived": made.arrived_at.isoformat(timespec="seconds")}
    assert {key: record[key] for key in said} == said


def test_answers_to_questions_that_were_changed_keep_their_columns(client, asked):
    response(asked, days=["a"], learners=5)
    other = [QUESTIONS[0], {**QUESTIONS[2], "label": {"en": "Learners in all"}}]
    QuestionSet.objects.create(call=asked, version=2, questions=other, made_at=NOW, saved_at=NOW)
    response(asked, learners=7)
    first, second = table(saved(client, asked, "csv"))
    assert (first["Learners in all"], first["Days: First"]) == ("5", "1")
    assert (second["Learners in all"], second["Days: First"]) == ("7", "")


def _file(of: Response, name: str, data: bytes, **content: Any) -> AnswerFile:
    kept = StoredContent(
        digest=secrets.token_hex(8), size=len(data), content_type="text/plain", stored_at=NOW, **content
    )
    kept.file.save(kept.digest, ContentFile(data), save=False)
    kept.save()
    made = AnswerFile.objects.create(response=of, question="plan", content=kept, name=name, sent_at=NOW)
    answers = {"plan": [*of.answers.get("plan", []), {"file": str(made.public_id), "name": name}]}
    Response.objects.filter(pk=of.pk).update(answers=answers)
    of.answers = answers
    return made


def test_the_files_are_saved_in_a_folder_for_each_answer_but_for_what_is_held_back(client, asked):
    made = response(asked, person("ama@school.example.org", name="Ama"))
    _file(made, "plan.txt", b"our plan")
    _file(made, "bad.txt", b"evil", quarantined_at=NOW)
    archive = zipfile.ZipFile(io.BytesIO(body(saved(client, asked, "zip"))))
    plan, index = archive.namelist()
    assert archive.read(plan) == b"our plan"
    assert plan.startswith(f"Ama {str(made.public_id)[:8]}/plan-")
    assert "held back" in archive.read(index).decode()


def test_names_of_files_lead_out_of_no_folder(client, asked):
    made = response(asked, person("x@school.example.org", name="../../etc"))
    _file(made, "..\\..\\passwd", b"text")
    archive = zipfile.ZipFile(io.BytesIO(body(saved(client, asked, "zip"))))
    assert not any(".." in name.split("/") or name.startswith("/") for name in archive.namelist())


def test_the_log_of_the_call_says_who_took_what(client, asked):
    response(asked)
    body(saved(client, asked, "csv", anonymous="1"))
    entry = CallEntry.objects.get(verb="export")
    assert entry.data == {"format": "csv", "count": 1, "personal": False}
    page = client.get(reverse("calls:desk_call", args=[asked.slug])).content.decode()
    assert "CSV, 1 answer, without personal data" in page


def test_following_the_address_leads_to_the_table_and_saves_nothing(client, asked):
    answer = client.get(reverse("calls:desk_export", args=[asked.slug, "csv"]))
    assert (answer.status_code, answer["Location"]) == (303, reverse("calls:desk_responses", args=[asked.slug]))


def test_another_organizer_does_not_get_it(client, asked):
    client.force_login(with_role(person(), "organizer", organization=school()))
    assert saved(client, asked, "csv").status_code == 404


def test_queries_do_not_grow_with_answers(client, asked, django_assert_max_num_queries):
    for _number in range(3):
        response(asked)
    with django_assert_max_num_queries(40) as few:
        body(saved(client, asked, "csv"))
    before = len(few)
    for _number in range(5):
        response(asked)
    with django_assert_max_num_queries(before):
        body(saved(client, asked, "csv"))
