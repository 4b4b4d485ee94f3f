"""The confirmation on the desk: each sees his countries alone, reminds, confirms by hand; the secretariat opens."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from heliograph.delivery.models import Mailing, Message
from heliograph.network.models import ConfirmationRound
from tests.network.confirming.conftest import NOW, OPENED
from tests.network.factories import person, school, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE = "/desk/confirmation/"


@pytest.fixture
def schools():
    """Two of Togo and one of Kenya that are left, one of Togo that has confirmed."""
    school("Atakpamé", confirmed_on=OPENED)
    school("Waiting", confirmed_on=date(2025, 3, 3))
    return school("Never"), school("Nairobi", country="KE")


def page(client, query=""):
    return client.get(PAGE + query).content.decode()


def names(text):
    return [name for name in ("Atakpamé<", "Waiting<", "Never<", "Nairobi<") if name in text]


def test_a_coordinator_sees_how_far_his_country_is_and_who_is_left(client, coordinator, schools, term):
    client.force_login(coordinator)
    shown = page(client)
    assert "33 %: 1 of 3 member schools" in shown
    assert names(shown) == ["Waiting<", "Never<"]
    assert names(page(client, "?country=KE")) == []
    assert names(page(client, "?q=never")) == ["Never<"]


def test_the_secretariat_sees_all_countries_and_each_by_itself(desk, schools, term):
    assert "25 %: 1 of 4 member schools" in page(desk)
    assert names(page(desk)) == ["Waiting<", "Never<", "Nairobi<"]
    assert names(page(desk, "?country=KE")) == names(page(desk, "?country=KE&region=africa")) == ["Nairobi<"]
    assert names(page(desk, "?region=arab-states")) == []


def test_the_page_takes_the_same_number_of_queries_for_one_school_and_for_three(desk, term, django_assert_num_queries):
    school(email="a@example.org")
    page(desk)
    with django_assert_num_queries(9):
        page(desk)
    for name in "bc":
        school(email=f"{name}@example.org")
    with django_assert_num_queries(9):
        page(desk)


def test_pressing_remind_writes_to_the_rest_of_the_country_and_a_second_press_is_told_why_not(
    client, coordinator, schools, term
):
    client.force_login(coordinator)
    assert "Remind the 2 schools that are left" in page(client)
    client.post(PAGE + "remind/")
    answer = client.post(PAGE + "remind/")
    assert answer.status_code == 409
    assert "last asked on Monday, 12 January 2026" in answer.content.decode()
    mailing = Mailing.objects.get(topic="confirmation")
    assert (mailing.key, mailing.title) == (
        "confirmation/2026-01-05/TG/reminder-1",
        "Yearly confirmation 2026, Togo: reminder 1",
    )
    assert set(mailing.messages.values_list("country", flat=True)) == {"TG"}


def test_a_coordinator_reminds_nobody_of_another_country(client, coordinator, schools, term):
    client.force_login(coordinator)
    assert client.post(PAGE + "remind/", {"country": "KE"}).status_code == 409
    assert not Message.objects.exists()


def test_the_list_of_the_rest_is_saved_as_a_table_of_ones_own_countries(client, coordinator, schools, term):
    client.force_login(coordinator)
    table = b"".join(client.get(PAGE + "export/?format=csv").streaming_content).decode()
    assert ("Waiting" in table, "Never" in table, "Nairobi" in table, "Atakpamé" in table) == (
        True,
        True,
        False,
        False,
    )
    assert client.get(PAGE + "export/?format=exe").status_code == 404


def test_opening_shows_first_whom_the_letters_go_to_and_what_they_say(desk, secretary, schools):
    school("Without", email="")
    asked = desk.get(PAGE + "open/?until=2026-03-31").content.decode()
    assert "ask 4 schools" in asked
    assert "Confirm your school’s record by Tuesday, 31 March 2026" in asked
    assert 'dir="rtl"' in asked
    assert not ConfirmationRound.objects.exists()


def test_opening_sends_and_a_second_press_is_refused(desk, schools, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(PAGE + "open/", {"until": "2026-03-31"}).status_code == 302
    assert Message.objects.filter(mailing__key="confirmation/2026-01-12").count() == 4
    again = desk.post(PAGE + "open/", {"until": "2026-03-31"})
    assert again.status_code == 409
    assert "A round is open until Tuesday, 31 March 2026." in again.content.decode()
    assert ConfirmationRound.objects.count() == 1


def test_a_day_that_does_not_fit_is_named_at_its_field(desk, schools):
    for day in ("2026-01-20", ""):
        answer = desk.post(PAGE + "open/", {"until": day})
        assert answer.status_code == 422
        assert 'href="#id_until"' in answer.content.decode()


def test_extending_gives_more_time(desk, term):
    assert desk.post(PAGE + "extend/", {"until": "2026-03-31"}).status_code == 422
    assert desk.post(PAGE + "extend/", {"until": "2026-04-30"}).status_code == 302
    term.refresh_from_db()
    assert term.closes_on == date(2026, 4, 30)


def test_only_the_secretariat_opens_and_extends(client, coordinator, term):
    client.force_login(coordinator)
    assert client.get(PAGE + "open/").status_code == 404
    assert client.post(PAGE + "extend/", {"until": "2026-04-30"}).status_code == 404
    assert "Open a round" not in page(client)


def test_a_coordinator_confirms_by_hand_with_a_note_and_not_without(client, coordinator, schools):
    own, foreign = schools
    client.force_login(coordinator)
    address = reverse("network_desk:confirm_organization", args=[own.public_id])
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": " "}).status_code == 422
    assert not own.entries.exists()
    client.post(address, {"note": "The principal said so on the telephone."})
    own.refresh_from_db()
    assert own.confirmed_on == NOW.date()
    assert [(entry.by, entry.note) for entry in own.entries.all()] == [
        (coordinator, "The principal said so on the telephone.")
    ]
    there = reverse("network_desk:confirm_organization", args=[foreign.public_id])
    assert client.post(there, {"note": "x"}).status_code == 404


@pytest.mark.parametrize("kind", ["focal-point", "principal", "teacher", "organizer"])
def test_who_manages_no_country_finds_no_such_page(client, term, schools, kind):
    own, _foreign = schools
    client.force_login(with_role(person(), kind, organization=own))
    pages = ["", "open/", "export/"]
    assert {client.get(PAGE + each).status_code for each in pages} == {404}
    assert client.post(PAGE + "remind/").status_code == 404
    assert client.post(reverse("network_desk:confirm_organization", args=[own.public_id])).status_code == 404


def test_the_page_of_a_school_says_when_and_by_whom_it_was_confirmed_or_since_when_it_is_out_of_date(
    client, coordinator, schools
):
    ConfirmationRound.objects.create(opens_on=date(2025, 9, 1), closes_on=date(2025, 10, 31), opened_at=NOW)
    client.force_login(coordinator)
    own, _foreign = schools
    address = reverse("network_desk:organization", args=[own.public_id])
    assert "Nobody has confirmed this record yet." in client.get(address).content.decode()
    own.confirmed_on = date(2025, 3, 3)
    own.save()
    assert "Out of date since Saturday, 1 November 2025." in client.get(address).content.decode()
    client.post(reverse("network_desk:confirm_organization", args=[own.public_id]), {"note": "By telephone"})
    shown = client.get(address).content.decode()
    assert "Last confirmed on Monday, 12 January 2026." in shown
    assert "By telephone" in shown
