"""A file is given to who may see the answer, and never as a page of this site."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heliograph.calls.files.keeping import attach
from heliograph.calls.models import AnswerFile, Response, StoredContent
from heliograph.calls.questions.types.file import keep
from tests.calls.factories import call, response
from tests.calls.files.making import checked, kept, pdf, picture
from tests.closing import close
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


def get(client, file, by=None, **query):
    if by is not None:
        client.force_login(by)
    return client.get(reverse("calls:file", args=[file.public_id]), query)


def with_file(name, data):
    answer = response(call())
    return attach(answer, "file", checked(name, data), answer.person, NOW)


def test_a_file_is_saved_and_nothing_in_it_can_run(client):
    file = with_file("report.pdf", pdf())
    answer = get(client, file, file.response.person)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == pdf_of(file)
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="report.pdf"',
        "Content-Length": str(file.content.size),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    assert {name: answer.headers.get(name) for name in headers} == headers


def pdf_of(file):
    with file.content.file.open("rb") as opened:
        return opened.read()


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [("a.png", picture(), "inline"), ("a.pdf", pdf(), "attachment"), ("a.txt", b"text", "attachment")],
)
def test_only_pictures_are_shown_within_a_page(client, name, data, shown):
    file = with_file(name, data)
    answer = get(client, file, file.response.person, inline="1")
    close(answer)
    assert answer.headers["Content-Disposition"] == f'{shown}; filename="{name}"'
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = get(client, file, inline="yes")
    close(again)
    assert again.headers["Content-Disposition"].startswith("attachment")


def test_a_type_that_is_not_in_the_table_is_only_bytes(client):
    file = with_file("a.txt", b"text")
    StoredContent.objects.filter(pk=file.content_id).update(content_type="text/html")
    answer = get(client, file, file.response.person, inline="1")
    close(answer)
    assert answer.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ('a"b.txt', 'attachment; filename="ab.txt"'),
        ("a\r\nSet-Cookie: x=y.txt", 'attachment; filename="a Set-Cookie x=y.txt"'),
        ("تقرير 1.txt", "attachment; filename*=utf-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1%201.txt"),
        ("x\u202etxt.exe", 'attachment; filename="xtxt.exe"'),
        ("../../etc/passwd", 'attachment; filename="passwd"'),
        ("\u202e", 'attachment; filename="file"'),
    ],
)
def test_a_name_puts_nothing_into_the_header(client, name, said):
    file = with_file("a.txt", b"text")
    AnswerFile.objects.filter(pk=file.pk).update(name=name)
    answer = get(client, file, file.response.person)
    close(answer)
    assert answer.headers["Content-Disposition"] == said.replace('"ab.txt"', '"a b.txt"')
    assert "Set-Cookie" not in answer.headers


def test_it_is_given_to_who_may_see_the_answer_and_to_nobody_else(client):
    at = school()
    teacher, office = with_role(person(), "teacher", organization=at), with_role(person(), "coordinator", country="TG")
    elsewhere = with_role(person(), "coordinator", country="KE")
    file = kept(response(call(respondent="organization"), teacher, at))
    Response.objects.update(answers={"file": keep(None, file)})
    answers = [get(client, file, by) for by in (teacher, office, elsewhere, person())]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
    for answer in answers[:2]:
        close(answer)
    client.logout()
    asked = get(client, file)
    assert (asked.status_code, asked.url.startswith("/account/login/")) == (302, True)


def test_the_file_of_a_draft_is_the_respondents_alone(client, secretary):
    file = kept(response(call()))
    file.response.state = "draft"
    file.response.save()
    coordinator = with_role(person(), "coordinator", country="TG")
    assert get(client, file, coordinator).status_code == 404
    answer = get(client, file, file.response.person)
    close(answer)
    assert answer.status_code == 200


def test_what_was_found_harmful_is_not_given_out(client):
    file = kept(response(call()), name="bad <b>.txt")
    StoredContent.objects.filter(pk=file.content_id).update(quarantined_at=NOW)
    answer = get(client, file, file.response.person)
    assert answer.status_code == 403
    assert "<bdi>bad b.txt</bdi> was found to be harmful" in answer.content.decode()
    assert b"Some notes." not in answer.content
    assert get(client, file, person()).status_code == 404


def test_bytes_that_are_lost_are_no_page(client, caplog):
    file = kept(response(call()), text="lost")
    file.content.file.storage.delete(file.content.file.name)
    assert get(client, file, file.response.person).status_code == 404
    assert [record.levelname for record in caplog.records if record.name.endswith("files.views")] == ["ERROR"]


def test_a_file_is_asked_for_and_nothing_else(client):
    file = kept(response(call()))
    client.force_login(file.response.person)
    address = reverse("calls:file", args=[file.public_id])
    assert client.post(address).status_code == 405
    head = client.head(address)
    close(head)
    assert head.status_code == 200
