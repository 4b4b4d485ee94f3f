"""Certificates of attendance: for who took part alone, each once, revoked and verified by everybody."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse
from pypdfium2 import PdfDocument

from heliograph.calls.retaining.anonymising import anonymise
from heliograph.events.afterwards.certificate_pdf import render
from heliograph.events.afterwards.certifying import issue, restore, revoke
from heliograph.events.afterwards.models import AttendanceCertificate
from heliograph.network.account.holdings import Erasing, holdings
from heliograph.network.states import Refused
from tests.events.afterwards.making import registered
from tests.events.factories import event, occurrence
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
YESTERDAY = NOW - timedelta(days=1)


def came(name="Ama Mensah", title="Fourth session", **fields):
    return registered(occurrence(event(title), YESTERDAY), person(name=name), came=YESTERDAY, **fields)


def refused(function, *arguments):
    with pytest.raises(Refused) as found:
        function(*arguments)
    return found.value.code


def test_who_took_part_gets_one_certificate_however_often_he_asks():
    one = came()
    first = issue(one, "fr", NOW)
    assert issue(one, "en", NOW + timedelta(days=1)) == first
    assert (first.name, str(first.title), first.start, first.language) == (
        "Ama Mensah", "Fourth session", YESTERDAY, "fr",
    )  # fmt: skip


def test_who_was_registered_by_another_has_his_own_name_on_it():
    other = registered(occurrence(event(), YESTERDAY), came=YESTERDAY, name="Kofi Badu", slot="n:kofi")
    assert issue(other, "en", NOW).name == "Kofi Badu"


@pytest.mark.parametrize("known", ["", "ሰላም"])
def test_a_name_that_is_not_known_or_cannot_be_printed_is_asked_for(known):
    one = came(known)
    assert refused(issue, one, "en", NOW, None, "  ") == refused(issue, one, "en", NOW)
    assert refused(issue, one, "en", NOW, None, "ሰላም") == "unprintable"
    assert issue(one, "en", NOW, said=" Ama Mensah ").name == "Ama Mensah"


def test_a_name_that_is_known_cannot_be_replaced_by_another():
    assert issue(came(), "en", NOW, said="Kofi Badu").name == "Ama Mensah"


@pytest.mark.parametrize("state", ["withdrawn", "declined", "waitlisted", "submitted"])
def test_who_had_no_place_gets_none(state):
    assert refused(issue, came(state=state), "en", NOW) == "not-attended"


def test_none_is_given_to_who_did_not_come_nor_before_the_end():
    absent = registered(occurrence(event(), YESTERDAY), person(name="Ama"))
    assert refused(issue, absent, "en", NOW) == "not-attended"
    early = registered(occurrence(event(), NOW - timedelta(minutes=30)), came=NOW)
    assert refused(issue, early, "en", NOW) == "not-over"
    absent.came_at = YESTERDAY
    absent.save()
    assert issue(absent, "en", NOW).registration == absent


@pytest.mark.parametrize(
    ("name", "title", "code"),
    [("", "Session", "nameless"), ("ሰላም", "Session", "unprintable"), ("Ama", "ሰላም", "unprintable-title")],
)
def test_what_cannot_be_printed_is_said_before(name, title, code):
    assert refused(issue, came(name, title), "en", NOW) == code


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_certificate_is_one_tagged_page_in_the_language_in_which_it_was_asked_for(language):
    long = " ".join(["Maria"] * 33)
    data = render(issue(came(long, "A session about the travelling notebook, " * 5), language, NOW))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.Root.Lang).startswith(language)
        assert pdf.Root.MarkInfo.Marked


def test_the_certificate_says_who_what_and_when():
    text = PdfDocument(render(issue(came(), "en", NOW)))[0].get_textpage().get_text_range()
    for words in (
        "Certificate of attendance",
        "Ama Mensah",
        "took part in “Fourth session”",
        "11 January 2026, online",
    ):
        assert words in " ".join(text.split())


def test_in_french_too_it_is_a_person_who_took_part():
    text = PdfDocument(render(issue(came(), "fr", NOW)))[0].get_textpage().get_text_range()
    assert ("Ama Mensah" in text, "établissement" in text) == (True, False)


def test_everybody_can_ask_whether_a_certificate_stands(client, organizer):
    one = issue(came(), "en", NOW)
    typed = one.code.lower().replace("-", " ")
    first = client.get(reverse("network:certificates"), {"code": typed}, follow=True)
    assert first.redirect_chain[-1][0] == reverse("events:certificate", args=[one.code])
    page = first.content.decode()
    assert all(words in page for words in ("This certificate stands", "Ama Mensah", "Fourth session"))
    revoke(one, "He was not there.", organizer, NOW)
    page = client.get(reverse("events:certificate", args=[one.code])).content.decode()
    assert "does not stand" in page
    assert "He was not there" not in page
    restore(one, organizer, NOW)
    assert "This certificate stands" in client.get(reverse("events:certificate", args=[one.code])).content.decode()
    unknown = client.get(reverse("events:certificate", args=["2222-2222-2222-2222"]))
    assert (unknown.status_code, "No certificate has this code" in unknown.content.decode()) == (404, True)
    assert client.get(reverse("network:certificate", args=["2222-2222-2222-2222"])).status_code == 404


def test_only_who_runs_the_event_revokes_with_a_reason_and_once(organizer):
    one = issue(came(), "en", NOW)
    assert refused(revoke, one, "No.", person(), NOW) == "not-yours"
    assert refused(revoke, one, " ", organizer, NOW) == "no-reason"
    revoke(one, "First.", organizer, NOW)
    assert revoke(one, "Second.", organizer, NOW).reason == "First."
    assert refused(issue, one.registration, "en", NOW) == "revoked"
    assert [each.verb for each in one.occurrence.event.entries.all()] == ["certificate-revoked"]


def test_of_who_is_forgotten_after_the_answers_were_made_anonymous_the_name_goes_too():
    one = issue(came(), "en", NOW)
    who, call = one.registration.response.person, one.registration.response.call
    anonymise(call, NOW)
    held = next(each for each in holdings() if each.slug == "attendance-certificates")
    assert [row["code"] for row in held.export(who)] == [one.code]
    held.erase(Erasing(who, {who.email: "x"}, NOW))
    assert (AttendanceCertificate.objects.get().name, list(held.export(who))) == ("", [])


def test_of_who_is_forgotten_the_code_stays_known_and_not_the_name(client):
    one = issue(came(), "en", NOW)
    who = one.registration.response.person
    held = next(each for each in holdings() if each.slug == "attendance-certificates")
    assert [row["code"] for row in held.export(who)] == [one.code]
    held.erase(Erasing(who, {who.email: "x"}, NOW))
    page = client.get(reverse("events:certificate", args=[one.code])).content.decode()
    assert ("This certificate stands" in page, "Ama" in page) == (True, False)
    assert AttendanceCertificate.objects.get().name == ""
