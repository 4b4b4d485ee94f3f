"""What a letter is, how it becomes a message, and that nothing in a name or subject can become a header."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import timedelta
from email.header import decode_header, make_header
from email.policy import default
from uuid import UUID

import pytest
from django.conf import settings
from django.template import Context, Template
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from heliograph.delivery.letters import Attached, Letter, Mark, one_line, personal_html, personal_text
from heliograph.delivery.links import (
    BadToken,
    Expired,
    Sent,
    Subscription,
    letter_token,
    preferences_link,
    read_letter_token,
    read_token,
    token,
    unsubscribe_link,
)
from heliograph.delivery.mailings import keep_body
from heliograph.delivery.models import Body, Mailing
from heliograph.delivery.sending.scripts import attached_to
from heliograph.delivery.smtp.dots import stuffed
from heliograph.delivery.states import Incomplete
from heliograph.delivery.topics import Topic, register
from heliograph.delivery.writing.composing import Framed, Script, To, whole
from tests.delivery.conftest import HTML, LETTER, NOW, TEXT

ADDRESS = "coordinator@tg.natcom.example.org"
MAILING = UUID("0123456789abcdef0123456789abcdef")


def script(subject=LETTER.subject, topic="bulletin", automatic=False, **body):
    mailing = Mailing(
        public_id=MAILING, key="bulletin/12", topic=topic, automatic=automatic, created_at=NOW, started_at=NOW
    )
    mailing.domain = "heliograph.example.org"
    parts = {"language": "en", "zone": "UTC", "subject": subject, "html": HTML, "text": TEXT, "nameless": "colleague"}
    return Script.of(mailing, Body(**({**parts, "written_at": NOW} | body)))


def framed(name="Ama", address=ADDRESS, **options):
    """The message as the fast path sends it."""
    return Framed(script(**options)).content(To(7, address, name))


def transmitted(name="Ama", address=ADDRESS, **options):
    """The same as it stands between DATA and the final dot."""
    return Framed(script(**options), transmitted=True).content(To(7, address, name))


def composed(name="Ama", address=ADDRESS, **options):
    """The message as any other backend gets it."""
    return whole(script(**options), To(7, address, name))


def read(octets):
    return email.message_from_bytes(octets, policy=default)


def parsed(**options):
    return read(framed(**options))


def both(**options):
    """What either way makes of the same letter."""
    return [parsed(**options), read(composed(**options).message().as_bytes(linesep="\r\n"))]


def stop_link(address=ADDRESS):
    return unsubscribe_link(token(Subscription(address, "bulletin")), "en")


def contents(mail, kind):
    return mail.get_body([kind]).get_content().replace("\r\n", "\n").rstrip("\n")


def headers(mail):
    return {name: str(value).strip() for name, value in mail.items() if not name.startswith(("Content-T", "MIME"))}


@pytest.mark.parametrize("way", [0, 1])
def test_marks_are_replaced_in_both_parts(way):
    mail = both()[way]
    assert contents(mail, "plain").splitlines() == ["Dear Ama", "", f"Stop: {stop_link()}"]
    assert contents(mail, "html") == HTML.replace(Mark.NAME, "Ama").replace(Mark.UNSUBSCRIBE, stop_link())


@pytest.mark.parametrize("way", [0, 1])
def test_a_page_of_the_app_that_sends_knows_its_reader_by_the_token_in_a_link(way):
    link = f"https://site.example.org/confirm/{Mark.TOKEN}/"
    mail = both(text=f"{link} {Mark.UNSUBSCRIBE}", html=f'<a href="{link}">{Mark.UNSUBSCRIBE}</a>')[way]
    signed = letter_token(ADDRESS, "bulletin/12", NOW)
    assert contents(mail, "plain").split()[0] == f"https://site.example.org/confirm/{signed}/"
    assert f'"https://site.example.org/confirm/{signed}/"' in contents(mail, "html")
    assert read_letter_token(signed, timedelta(days=1), NOW) == Sent(ADDRESS, "bulletin/12", NOW)


def test_the_token_of_a_letter_is_none_of_the_readers_choices_and_the_other_way_round():
    with pytest.raises(BadToken):
        read_token(letter_token(ADDRESS, "bulletin", NOW))
    with pytest.raises(BadToken):
        read_letter_token(token(Subscription(ADDRESS, "bulletin")), timedelta(days=1), NOW)


def test_the_token_of_a_letter_ages():
    signed = letter_token(ADDRESS, "bulletin", NOW)
    assert read_letter_token(signed, timedelta(days=1), NOW + timedelta(days=1)).address == ADDRESS
    with pytest.raises(Expired):
        read_letter_token(signed, timedelta(days=1), NOW + timedelta(days=1, seconds=1))


@pytest.mark.parametrize("way", [0, 1])
def test_reader_without_a_name_is_addressed_as_the_letter_says(way):
    assert contents(both(name="")[way], "plain").splitlines()[0] == "Dear colleague"


def test_links_lead_to_the_pages_of_the_site():
    signed = token(Subscription(ADDRESS, "bulletin"))
    assert unsubscribe_link(signed, "fr") == (
        settings.SITE_URL + reverse("delivery:unsubscribe", args=[signed]) + "?lang=fr"
    )
    assert preferences_link(signed, "ar") == (
        settings.SITE_URL + reverse("delivery:preferences", args=[signed]) + "?lang=ar"
    )


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


@pytest.mark.parametrize("way", [0, 1])
def test_headers_follow_the_standards(way):
    assert headers(both()[way]) == {
        "Subject": "Issue 22: answer by Friday",
        "From": "Heliograph <bulletin@heliograph.example.org>",
        "To": f"Ama <{ADDRESS}>",
        "Reply-To": "desk@secretariat.example.org",
        "Message-ID": "<d4a83558633550fffa44794744a2e188@heliograph.example.org>",
        "Date": "Mon, 12 Jan 2026 09:00:00 +0000",
        "Content-Language": "en",
        "List-Id": "Heliograph bulletin <bulletin.heliograph.example.org>",
        "List-Unsubscribe": f"<{stop_link()}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_transactional_letter_cannot_be_unsubscribed_from():
    register(Topic("receipts", "Receipts", "", transactional=True))
    for mail in both(topic="receipts"):
        assert [name for name in mail if name.startswith("List-")] == []


def test_reply_goes_to_the_organizer_where_the_letter_names_one():
    for mail in both(reply_to="Exchange <exchange@kr.natcom.example.org>"):
        assert mail["Reply-To"] == "Exchange <exchange@kr.natcom.example.org>"


@pytest.mark.parametrize("way", [framed, lambda: composed().message().as_bytes(linesep="\r\n")])
def test_unsubscribe_address_is_not_broken_over_lines(way):
    assert stop_link().encode() in way().split(b"\r\n\r\n")[0]


def test_automatic_letter_says_so():
    assert [mail["Auto-Submitted"] for mail in both(automatic=True)] == ["auto-generated"] * 2


@pytest.mark.parametrize(
    "name", ["Амина Ибраева", "王芳", "Renée “Zoé” O'Hara", "Doe, Ama", 'A"b\\c', "أمينة", "🌍 Team", "=?x?= y"]
)
def test_any_script_survives_in_names_and_subjects(name):
    for mail in both(name=name, subject=f"{name[:80]}: {Mark.NAME}"):
        (to,) = mail["To"].addresses
        assert (to.display_name, to.addr_spec) == (name, ADDRESS)
        assert mail["Subject"].strip() == one_line(f"{name[:80]}: {name}")


def test_long_name_is_written_in_several_words_that_are_read_as_one():
    raw = email.message_from_bytes(framed(name="ж" * 150))["To"]
    assert str(make_header(decode_header(raw))) == f"{'ж' * 150} <{ADDRESS}>"


def test_every_line_is_short_ascii_and_ends_with_crlf():
    long = f"<p>{'é' * 3000}{Mark.NAME}</p>{Mark.UNSUBSCRIBE}"
    octets = framed(name="王" * 60, html=long, text="x" * 5000 + f" {Mark.UNSUBSCRIBE}", subject="né " * 60)
    lines = octets.split(b"\r\n")
    assert b"\n" not in octets.replace(b"\r\n", b"")
    assert octets.isascii()
    assert max(len(line) for line in lines if not line.startswith(b"List-Unsubscribe:")) <= 78


def test_internationalised_domain_stands_in_the_header_in_ascii():
    assert parsed(address="ama@xn--coles-9ra.example.org")["To"].addresses[0].domain == "xn--coles-9ra.example.org"


def test_site_name_in_another_script_keeps_the_list_id(settings):
    settings.SITE_NAME = "Гелиограф"
    for mail in both():
        assert str(mail["List-Id"]) == "Гелиограф bulletin <bulletin.heliograph.example.org>"


@pytest.mark.parametrize(
    "evil", ["x\r\nBcc: all@example.org", "x\nBcc: a@b", "x\rBcc: y", "x\u2028Bcc: y", "\x00x\x85y"]
)
def test_line_ends_in_names_and_subjects_start_no_header(evil):
    for mail in both(name=evil, subject=evil, nameless=evil):
        assert mail["Bcc"] is None
        assert sorted(name for name in mail if name in {"To", "Subject", "From"}) == ["From", "Subject", "To"]
        assert mail["Subject"] == one_line(evil)


WRITABLE = st.characters(exclude_categories=["Cs"])


@given(st.text(WRITABLE, max_size=60))
def test_no_text_can_add_a_header(text):
    expected = parsed(name="A", subject="S").keys()
    assert parsed(name=text, subject=text + "S").keys() == expected


@given(st.text(WRITABLE, max_size=80), st.text(WRITABLE, max_size=300), st.text(WRITABLE, max_size=30))
def test_both_ways_say_the_same(name, words, subject):
    """Line ends apart, which mail writes in one way only."""
    body = {"text": f"{words}{Mark.NAME}{words}{Mark.UNSUBSCRIBE}", "html": f"{words}<p>{Mark.NAME}{Mark.PREFERENCES}"}
    fast = parsed(name=name, subject=subject + "S", **body)
    slow = composed(name=name, subject=subject + "S", **body)
    assert lines(fast.get_body(["plain"]).get_content()) == lines(slow.body)
    assert lines(fast.get_body(["html"]).get_content()) == lines(slow.alternatives[0][0])
    assert str(fast["Subject"]).split() == slow.subject.split()
    assert {name: fast[name].strip() for name in slow.extra_headers} == slow.extra_headers


@given(st.text("a.\n\r =é", max_size=30), st.text("a.\n é<", max_size=60))
def test_what_is_transmitted_is_the_message_with_its_dots_doubled(name, words):
    body = {"text": f"{words}{Mark.NAME}{words}{Mark.UNSUBSCRIBE}", "html": f"{words}{Mark.NAME}.{Mark.PREFERENCES}\n."}
    options = {"name": name, "subject": f"{name}.{Mark.NAME}", **body}
    assert transmitted(**options) == stuffed(framed(**options))


def lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(max_size=400))
def test_one_line_is_one_line_and_not_too_long(text):
    line = one_line(text, 100)
    assert len(line.splitlines()) <= 1
    assert len(line) <= 100


def test_long_subject_is_cut_visibly():
    assert one_line("a" * 300) == "a" * 249 + "…"


@pytest.mark.parametrize(
    "letter",
    [
        replace(LETTER, subject=" \n"),
        replace(LETTER, html="<p>"),
        replace(LETTER, text="no way out"),
        replace(LETTER, text=""),
        replace(LETTER, attachments=(Attached("a", "no type", b""),)),
        replace(LETTER, attachments=(Attached("a", "text/plain\r\nBcc: x", b""),)),
    ],
)
def test_letter_that_lacks_something_is_incomplete(letter: Letter):
    with pytest.raises(Incomplete):
        letter.check()


@pytest.mark.django_db
@pytest.mark.parametrize("way", [0, 1])
def test_files_go_along(way):
    mailing = Mailing.objects.create(key="k", topic="bulletin", title="t", domain="example.org", created_at=NOW)
    files = (
        Attached(
            "Réunion.ics", "text/calendar; method=REQUEST; charset=utf-8", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
        ),
        Attached('a "b".pdf', "application/pdf", bytes(range(256))),
    )
    body, _made = keep_body(mailing, "en UTC", ("en", "UTC"), replace(LETTER, attachments=files), NOW)
    made = Script.of(mailing, body, attached_to(body))
    to = To(7, ADDRESS, "Ama")
    mail = read(Framed(made).content(to) if way == 0 else whole(made, to).message().as_bytes(linesep="\r\n"))
    found = [(part.get_filename(), part.get_content_type()) for part in mail.iter_attachments()]
    assert found == [("Réunion.ics", "text/calendar"), ('a "b".pdf', "application/pdf")]
    calendar, pdf = mail.iter_attachments()
    assert calendar.get_param("method") == "REQUEST"
    assert pdf.get_payload(decode=True) == bytes(range(256))
    assert contents(mail, "plain").startswith("Dear Ama")
