"""What a letter is, how it becomes a message, and that nothing in a name or subject can become a header."""

from __future__ import annotations

import email
from dataclasses import replace
from email.policy import default

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from heliograph.delivery.composing import Sheet, compose
from heliograph.delivery.letters import Letter, Mark, one_line, personal_html, personal_text
from heliograph.delivery.models import Body, Mailing, Message
from heliograph.delivery.states import Incomplete
from heliograph.delivery.unsubscribing import Subscription, link
from tests.delivery.conftest import HTML, LETTER, NOW, TEXT

ADDRESS = "coordinator@tg.natcom.example.org"


def composed(name="Ama", address=ADDRESS, subject=LETTER.subject, topic="bulletin", automatic=False, **body):
    mailing = Mailing(topic=topic, automatic=automatic, created_at=NOW)
    parts = {"language": "en", "zone": "UTC", "subject": subject, "html": HTML, "text": TEXT, "nameless": "colleague"}
    message = Message(address=address, name=name, message_id="ab@heliograph.example.org")
    return compose(message, Body(**(parts | body)), Sheet.of(mailing))


def parsed(mail):
    return email.message_from_bytes(mail.message().as_bytes(linesep="\r\n"), policy=default)


def test_marks_are_replaced_in_both_parts():
    stop = link(Subscription(ADDRESS, "bulletin"), "en")
    mail = parsed(composed())
    assert mail.get_body(["plain"]).get_content().splitlines() == ["Dear Ama", "", f"Stop: {stop}"]
    html = mail.get_body(["html"]).get_content()
    assert html.strip() == HTML.replace(Mark.NAME, "Ama").replace(Mark.UNSUBSCRIBE, stop)


def test_reader_without_a_name_is_addressed_as_the_letter_says():
    assert composed(name="").body.splitlines()[0] == "Dear colleague"


def test_values_are_escaped_in_html_only():
    values = {Mark.NAME: '<b>"&'}
    assert personal_text(f"{Mark.NAME}", values) == '<b>"&'
    assert personal_html(f"{Mark.NAME}", values) == "&lt;b&gt;&quot;&amp;"


def test_name_that_looks_like_a_mark_stays_a_name():
    assert personal_text(f"{Mark.NAME} {Mark.ADDRESS}", {Mark.NAME: Mark.ADDRESS, Mark.ADDRESS: "a"}) == (
        "HeliographMarkAddress a"
    )


def test_marks_can_be_written_in_templates():
    written = Template('<a href="{{ marks.UNSUBSCRIBE }}">{{ marks.NAME }}</a>').render(Context({"marks": Mark}))
    assert written == f'<a href="{Mark.UNSUBSCRIBE}">{Mark.NAME}</a>'


def test_headers_follow_the_standards():
    mail = parsed(composed())
    stop = link(Subscription(ADDRESS, "bulletin"), "en")
    assert {name: str(value).strip() for name, value in mail.items() if not name.startswith(("Content-T", "MIME"))} == {
        "Subject": "Issue 22: answer by Friday",
        "From": "Heliograph <bulletin@heliograph.example.org>",
        "To": f"Ama <{ADDRESS}>",
        "Reply-To": "desk@secretariat.example.org",
        "Message-ID": "<ab@heliograph.example.org>",
        "Date": "Mon, 12 Jan 2026 09:00:00 +0000",
        "Content-Language": "en",
        "List-Id": '"Heliograph bulletin" <bulletin.heliograph.example.org>',
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_unsubscribe_address_is_not_broken_over_lines():
    stop = link(Subscription(ADDRESS, "bulletin"), "en")
    assert stop.encode() in composed().message().as_bytes().split(b"\n\n")[0]


def test_automatic_letter_says_so():
    assert parsed(composed(automatic=True))["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "name", ["Амина Ибраева", "王芳", "Renée “Zoé” O'Hara", "Doe, Ama", 'A"b\\c', "أمينة", "🌍 Team"]
)
def test_any_script_survives_in_names_and_subjects(name):
    mail = parsed(composed(name=name, subject=f"{name}: {Mark.NAME}"))
    (to,) = mail["To"].addresses
    assert (to.display_name, to.addr_spec, mail["Subject"].strip()) == (name, ADDRESS, f"{name}: {name}")
    assert all(len(line) <= 998 for line in composed(name=name).message().as_bytes().splitlines())


def test_site_name_in_another_script_keeps_the_list_id(settings):
    settings.SITE_NAME = "Гелиограф"
    assert str(parsed(composed())["List-Id"]).endswith(" <bulletin.heliograph.example.org>")


@pytest.mark.parametrize(
    "evil", ["x\r\nBcc: all@example.org", "x\nBcc: a@b", "x\rBcc: y", "x\u2028Bcc: y", "\x00x\x85y"]
)
def test_line_ends_in_names_and_subjects_start_no_header(evil):
    mail = parsed(composed(name=evil, subject=evil, nameless=evil))
    assert mail["Bcc"] is None
    assert [name for name in mail if name in {"To", "Subject", "From"}] == ["Subject", "From", "To"]
    assert mail["Subject"] == one_line(evil)


@given(st.text(max_size=60))
def test_no_text_can_add_a_header(text):
    expected = composed(name="A", subject="S").message().keys()
    assert composed(name=text, subject=text + "S").message().keys() == expected


@given(st.text(max_size=400))
def test_one_line_is_one_line_and_not_too_long(text):
    line = one_line(text, 100)
    assert len(line.splitlines()) <= 1
    assert len(line) <= 100


def test_long_subject_is_cut_visibly():
    assert one_line("a" * 300) == "a" * 249 + "…"


@pytest.mark.parametrize(
    "letter",
    [replace(LETTER, subject=" \n"), replace(LETTER, html="<p>"), replace(LETTER, text="no way out")],
)
def test_letter_without_subject_or_way_out_is_incomplete(letter: Letter):
    with pytest.raises(Incomplete):
        letter.check()
