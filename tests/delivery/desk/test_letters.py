"""A letter as its reader will see it, and a copy of it to oneself."""

from __future__ import annotations

import pytest

from heliograph.delivery.letters import Mark
from heliograph.delivery.links import Subscription, token
from heliograph.delivery.models import Attachment, Message
from tests.bulletin.desk.pages import filled, soup, words
from tests.delivery.desk.factories import make_body, make_mailing

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_body(make_mailing(), subject=f"Answer by Friday, {Mark.NAME}")


def page_of(body, rest=""):
    return f"/desk/mailings/{body.mailing.public_id}/letters/{body.pk}/{rest}"


def test_letter_is_shown_with_the_words_of_a_sample_reader(desk, body):
    response = desk.get(page_of(body))
    assert (words(response, "h1"), words(response, ".label")) == (["Answer by Friday, Ada"], ["English, Paris time"])
    assert soup(response).select_one("pre").get_text() == "Dear Ada\n\nStop: http://127.0.0.1:8000/\n"
    assert soup(response).select_one("iframe")["src"] == page_of(body, "html/")


def test_html_is_a_page_of_its_own_in_which_nothing_runs(desk, body):
    response = desk.get(page_of(body, "html/"))
    assert response.text == '<p>Dear Ada, <a href="http://127.0.0.1:8000/">stop</a></p>'
    policy = response["Content-Security-Policy"]
    assert (policy.startswith("default-src 'none'; style-src 'unsafe-inline'"), "sandbox" in policy) == (True, True)


def test_text_is_shown_as_text(desk):
    body = make_body(make_mailing(), text="<script>alert(1)</script>", subject="<b>bold</b>")
    response = desk.get(page_of(body))
    assert (words(response, "pre"), words(response, "h1")) == (["<script>alert(1)</script>"], ["<b>bold</b>"])


def test_fault_of_a_letter_is_told(desk):
    body = make_body(make_mailing(), fault="the template is broken")
    assert words(desk.get(page_of(body)), ".note-error") == [
        "This letter cannot be written; its readers get nothing: the template is broken"
    ]


def test_attachment_is_saved_not_shown(desk, body):
    content = b"<script>alert(1)</script>"
    kind = "text/html"
    file = Attachment.objects.create(body=body, name="programme é.html", content_type=kind, content=content)
    (link,) = soup(desk.get(page_of(body))).select("section[aria-labelledby=files] a")
    assert (link["href"], link.get_text()) == (page_of(body, f"files/{file.pk}/"), "programme é.html")
    response = desk.get(link["href"])
    assert (response.content, response["Content-Type"]) == (content, "application/octet-stream")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''programme%20%C3%A9.html"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_letter_of_another_mailing_is_not_found_under_this_one(desk, body):
    other = make_body(make_mailing("other"))
    file = Attachment.objects.create(body=other, name="a", content_type="text/plain", content=b"")
    assert [
        desk.get(f"/desk/mailings/{body.mailing.public_id}/letters/{other.pk}/{rest}").status_code
        for rest in ("", "html/", f"files/{file.pk}/")
    ] == [404, 404, 404]


@pytest.mark.parametrize("given", [{"topic": "receipt", "stream": True}, {"topic": "code"}])
def test_letters_that_are_nobody_elses_are_not_shown(desk, given):
    body = make_body(make_mailing(state="sending", **given), subject="Code 123456")
    assert [desk.get(page_of(body, rest)).status_code for rest in ("", "html/")] == [404, 404]
    assert "123456" not in desk.get(f"/desk/mailings/{body.mailing.public_id}/").text


def test_another_letter_is_chosen_from_the_list(desk, body):
    french = make_body(body.mailing, "fr", "Africa/Lome")
    page = desk.get(page_of(body))
    assert words(page, "#letter option") == ["English, Paris time", "French, Lome time"]
    place = f"/desk/mailings/{body.mailing.public_id}/letters/"
    assert desk.get(f"{place}?letter={french.pk}")["Location"] == page_of(french)
    assert desk.get(f"{place}?letter=x").status_code == 404


def prove(desk, body, **changed):
    sent = {**filled(desk.get(page_of(body)), page_of(body, "proof/")), **changed}
    return desk.post(page_of(body, "proof/"), sent), sent


def test_test_letter_goes_to_ones_own_address(desk, body):
    Attachment.objects.create(body=body, name="a.ics", content_type="text/calendar", content=b"BEGIN")
    response, _sent = prove(desk, body)
    assert words(desk.get(response["Location"]), ".note-success") == [
        "“Answer by Friday, Ada” is on its way to desk@secretariat.example.org."
    ]
    message = Message.objects.select_related("mailing", "body").get()
    assert (message.address, message.name, message.state) == ("desk@secretariat.example.org", "desk", "queued")
    assert (message.mailing.topic, message.mailing.stream, message.mailing.state) == ("proof", True, "sending")
    assert (message.body.subject, message.body.nameless) == (f"Test: Answer by Friday, {Mark.NAME}", "colleague")
    assert [(one.name, bytes(one.content)) for one in message.body.attachments.all()] == [("a.ics", b"BEGIN")]


def test_links_of_a_test_letter_are_those_of_the_mailing(desk, body):
    prove(desk, body)
    signed = token(Subscription("desk@secretariat.example.org", "bulletin"))
    assert Message.objects.get().body.text == (
        f"Dear {Mark.NAME}\n\nStop: http://127.0.0.1:8000/mail/unsubscribe/{signed}/?lang=en\n"
    )


def test_test_letter_can_be_in_any_language_of_the_mailing(desk, body):
    french = make_body(body.mailing, "fr", "Africa/Lome")
    response, _sent = prove(desk, body, letter=str(french.pk))
    message = Message.objects.select_related("body").get()
    assert (response["Location"], message.body.language, message.body.zone) == (page_of(french), "fr", "Africa/Lome")


def test_pressing_twice_sends_one_test_letter_and_a_new_page_another(desk, body):
    _response, sent = prove(desk, body)
    desk.post(page_of(body, "proof/"), sent)
    assert Message.objects.count() == 1
    prove(desk, body)
    assert Message.objects.count() == 2


def test_test_letter_goes_to_nobody_else(desk, body):
    response, _sent = prove(desk, body, address="other@example.org")
    assert (response.status_code, words(response, ".note-error"), Message.objects.count()) == (
        422,
        ["A test letter goes only to your own address."],
        0,
    )


def test_letter_that_must_not_be_sent_says_why(desk):
    body = make_body(make_mailing(), html=" ")
    response, _sent = prove(desk, body)
    assert (response.status_code, Message.objects.count()) == (422, 0)
    assert words(response, ".note-error") == ["the HTML part of “Test: Issue 22 (en)” is empty"]


@pytest.mark.parametrize("count", [1, 3])
def test_letter_asks_the_same_number_of_questions(desk, body, count, django_assert_num_queries):
    for number in range(count - 1):
        make_body(body.mailing, f"x{number}")
        Attachment.objects.create(body=body, name="a", content_type="text/plain", content=b"")
    with django_assert_num_queries(7):
        desk.get(page_of(body))
