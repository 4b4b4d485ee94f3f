"""Files that come with an answer: looked at when they arrive, named by the answer once they are kept."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from heliograph.calls.files.keeping import attach
from tests.calls import factories
from tests.calls.questions.asking import ask, form
from tests.network.factories import NOW

QUESTION = ask("file", label="Notes", settings={"kinds": ["text"], "number": 2, "largest": 1})


def upload(name="notes.txt", text="Some notes."):
    return SimpleUploadedFile(name, text.encode(), "image/png")


def filled(*uploads, question=QUESTION, post=None, **options):
    return form(question, data=MultiValueDict(post or {}), files=MultiValueDict({"q_a": list(uploads)}), **options)


def test_an_upload_is_named_by_the_answer_and_handed_on():
    found = filled(upload())
    assert found.is_valid()
    assert found.answers() == {"a": [{"name": "notes.txt", "size": 11}]}
    ((key, checked),) = found.uploads
    assert (key, checked.name, checked.content_type) == ("a", "notes.txt", "text/plain")


def test_what_the_question_does_not_take_is_refused_with_its_name():
    found = filled(upload("notes.txt"), upload("page.html", "<html>"))
    assert not found.is_valid()
    assert [each.target for each in found.faults] == ["id_q_a.set"]
    assert "page.html" in found.faults[0].sentence
    assert [checked.name for _key, checked in found.uploads] == ["notes.txt"]


def test_too_many_files_are_refused_before_they_are_looked_at():
    found = filled(upload("a.txt"), upload("b.txt"), upload("c.txt"))
    assert not found.is_valid()
    assert found.uploads == []


def test_a_file_is_needed_where_it_is_required():
    found = filled(question={**QUESTION, "required": True})
    assert [each.sentence for each in found.faults] == ["Choose a file."]


def test_files_of_a_question_that_is_not_asked_are_not_looked_at():
    how = ask("single", "how", options=["Train", "Plane"])
    notes = {**QUESTION, "shown": {"question": "how", "values": ["train"]}}
    files = MultiValueDict({"q_a": [upload("page.html")]})
    found = form(how, notes, data=MultiValueDict({"q_how": ["plane"]}), files=files)
    assert found.is_valid()
    assert found.uploads == []


def test_the_field_says_what_it_takes():
    field = BeautifulSoup(str(form(QUESTION)), "html.parser").find("input", type="file")
    assert field.has_attr("multiple")
    assert ".txt" in field["accept"].split(",")


def kept(response, name="notes.txt", text="Some notes."):
    ((key, checked),) = filled(upload(name, text)).uploads
    return attach(response, key, checked, None, NOW)


@pytest.mark.django_db
def test_files_that_are_there_stay_unless_they_are_taken_away():
    response = factories.response(factories.call(questions=[QUESTION]))
    first, second = kept(response), kept(response, "more.txt", "More.")
    page = BeautifulSoup(str(form(QUESTION, response=response)), "html.parser")
    boxes = [(each["name"], each["value"]) for each in page.find_all("input", type="checkbox")]
    assert boxes == [("q_a.remove", str(first.public_id)), ("q_a.remove", str(second.public_id))]
    found = filled(post={"q_a.remove": [str(second.public_id)]}, response=response)
    assert found.is_valid()
    assert found.removed == [second]
    assert found.answers() == {"a": [{"name": "notes.txt", "size": 11, "file": str(first.public_id)}]}


@pytest.mark.django_db
def test_files_that_are_there_count():
    response = factories.response(factories.call(questions=[QUESTION]))
    first = kept(response)
    kept(response, "more.txt", "More.")
    assert not filled(upload("third.txt"), response=response).is_valid()
    assert filled(upload("third.txt"), post={"q_a.remove": [str(first.public_id)]}, response=response).is_valid()
    assert filled(question={**QUESTION, "required": True}, response=response).is_valid()


@pytest.mark.django_db
def test_a_file_of_another_answer_cannot_be_taken_away():
    call = factories.call(questions=[QUESTION])
    other = kept(factories.response(call))
    found = filled(post={"q_a.remove": [str(other.public_id)]}, response=factories.response(call))
    assert found.is_valid()
    assert found.removed == []


@pytest.mark.django_db
def test_a_file_that_was_kept_takes_the_place_of_its_upload():
    response = factories.response(factories.call(questions=[QUESTION]))
    found = filled(upload(), response=response)
    ((key, checked),) = found.uploads
    file = attach(response, key, checked, None, NOW)
    found.keep(key, file)
    assert found.answers() == {"a": [{"name": "notes.txt", "size": 11, "file": str(file.public_id)}]}
    assert found.uploads == []
    assert str(file.public_id) in str(found)


@pytest.mark.django_db
def test_the_same_file_sent_again_is_there_once():
    response = factories.response(factories.call(questions=[QUESTION]))
    file = kept(response)
    found = filled(upload(), response=response)
    ((key, checked),) = found.uploads
    found.keep(key, attach(response, key, checked, None, NOW))
    assert found.answers() == {"a": [{"name": "notes.txt", "size": 11, "file": str(file.public_id)}]}


@pytest.mark.django_db
def test_files_cost_one_query(django_assert_num_queries):
    response = factories.response(factories.call(questions=[QUESTION]))
    kept(response)
    kept(response, "more.txt", "More.")
    with django_assert_num_queries(1):
        str(form(QUESTION, ask("short", "b"), response=response))
    with django_assert_num_queries(0):
        str(form(ask("short", "b"), response=response))
