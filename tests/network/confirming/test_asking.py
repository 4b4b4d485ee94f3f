"""Whom the letter goes to, in which words, and how many schools cannot be reached."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from heliograph.delivery.links import Subscription, letter_token
from heliograph.delivery.models import Message
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Cause, Choice
from heliograph.delivery.suppressing import suppress
from heliograph.delivery.writing.composing import Script, To, whole
from heliograph.network.confirming.asking import ask, audience
from heliograph.network.confirming.reach import Reach, reach, total
from heliograph.network.confirming.rounds import open_round
from heliograph.network.confirming.school_letter import Asking, write
from heliograph.network.confirming.standing import members_in
from heliograph.network.models import Organization
from tests.network.confirming.conftest import NOW
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db


def addresses():
    return dict(audience(Organization.objects.all(), NOW).values_list("name", "address"))


def at_school(kind, email, where, **fields):
    return with_role(person(email, **fields), kind, organization=where)


def test_a_school_is_asked_at_its_focal_points_address_else_its_principals_else_its_own():
    three = school("Three")
    at_school("principal", "principal@example.org", three)
    at_school("focal-point", "focal@example.org", three)
    at_school("principal", "head@example.org", school("Two", email="two@example.org"))
    at_school("teacher", "teacher@example.org", school("One", email="one@example.org"))
    school("None", email="")
    assert addresses() == {
        "Three": "focal@example.org",
        "Two": "head@example.org",
        "One": "one@example.org",
        "None": "",
    }


def test_nobody_is_asked_whose_office_is_over_who_is_gone_or_whom_letters_do_not_reach():
    for name, given in {
        "Over": {"ends": date(2026, 1, 11)},
        "Ahead": {"begins": date(2026, 1, 13)},
    }.items():
        with_role(person(), "focal-point", organization=school(name, email=f"{name}@example.org"), **given)
    at_school("focal-point", "gone@example.org", school("Gone", email="Gone@example.org"), is_active=False)
    at_school("focal-point", "back@example.org", school("Back", email="Back@example.org"))
    suppress("back@example.org", Cause.BOUNCE, "550", NOW)
    at_school("focal-point", "never@example.org", school("Never", email="Never@example.org"))
    choose(Subscription("never@example.org", "confirmation"), Choice.NEVER, NOW)
    assert addresses() == {name: f"{name}@example.org" for name in ("Over", "Ahead", "Gone", "Back", "Never")}


def test_a_letter_stands_in_its_readers_language_and_zone(term):
    at_school("focal-point", "f@example.org", school(zone="Africa/Lome"), languages=["ru", "ar"], zone="Asia/Beirut")
    school(correspondence="fr", zone="Africa/Lome", email="fr@example.org")
    school(correspondence="zh", zone="Asia/Nowhere", email="zh@example.org")
    mailing = ask(members_in(None), "confirmation/x", "X", Asking(term), NOW, "Desk")
    read = dict(Message.objects.filter(mailing=mailing).values_list("address", "body__language"))
    zones = dict(Message.objects.filter(mailing=mailing).values_list("address", "body__zone"))
    assert read == {"f@example.org": "ar", "fr@example.org": "fr", "zh@example.org": "en"}
    assert zones == {"f@example.org": "Asia/Beirut", "fr@example.org": "Africa/Lome", "zh@example.org": "Europe/Paris"}


def test_an_address_that_speaks_for_two_schools_gets_one_letter_however_often_it_is_asked(term):
    for name in ("A", "B"):
        school(name, email="office@example.org")
    for _time in range(2):
        mailing = ask(members_in(None), "confirmation/x", "X", Asking(term), NOW, "Desk")
    assert [message.address for message in mailing.messages.all()] == ["office@example.org"]
    assert (mailing.state, mailing.topic, mailing.automatic) == ("sending", "confirmation", False)


def test_the_letter_says_what_is_asked_and_by_when_and_its_link_is_the_readers_own(term):
    where = school("Lycée de Tokoin", email="office@example.org")
    mailing = ask(members_in(None), "confirmation/x", "X", Asking(term), NOW, "Desk")
    mail = whole(Script.of(mailing, mailing.bodies.get()), To(1, "office@example.org", where.name))
    signed = letter_token("office@example.org", "confirmation/x", NOW)
    assert mail.subject == "Confirm your school’s record by Tuesday, 31 March 2026"
    assert mail.body.splitlines()[0] == "Dear colleagues at Lycée de Tokoin,"
    assert "until Tuesday, 31 March 2026, 21:59 (Lome time)." in mail.body
    assert f"/network/confirm/{signed}/?lang=en" in mail.body
    assert f'/network/confirm/{signed}/?lang=en"' in str(mail.alternatives[0].content)


def test_a_reminder_says_that_it_is_one_and_the_arabic_letter_runs_from_right_to_left(term):
    assert write(Asking(term, again=True), "en", "UTC").subject == (
        "Reminder: confirm your school’s record by Tuesday, 31 March 2026"
    )
    assert '<html lang="ar" dir="rtl">' in write(Asking(term), "ar", "Asia/Beirut").html


def test_schools_that_cannot_be_reached_are_counted_by_country():
    school(email="")
    school(email="back@example.org")
    school()
    school(country="KE")
    suppress("back@example.org", Cause.BOUNCE, "550", NOW)
    school(confirmed_on=NOW.date() - timedelta(days=1))
    assert reach(members_in(None), NOW) == [Reach("KE", 1, 0, 0), Reach("TG", 4, 1, 1)]


def test_what_is_counted_before_a_round_is_what_is_written(secretary, django_capture_on_commit_callbacks):
    school(email="asked@example.org")
    school(email="today@example.org", confirmed_on=NOW.date())
    school(email="", confirmed_on=NOW.date())
    found = total(reach(members_in(None), NOW))
    assert (found.schools, found.confirmed, found.without, found.asked) == (3, 2, 0, 1)
    with django_capture_on_commit_callbacks(execute=True):
        open_round(NOW.date() + timedelta(days=60), secretary, NOW)
    assert Message.objects.filter(mailing__topic="confirmation").count() == found.asked


def test_filling_takes_the_same_number_of_queries_for_one_school_and_for_three(term, django_assert_num_queries):
    school(email="a@example.org")
    with django_assert_num_queries(28):
        ask(members_in(None), "confirmation/x", "X", Asking(term), NOW, "Desk")
    for name in "bcd":
        school(email=f"{name}@example.org")
    with django_assert_num_queries(28):
        mailing = ask(members_in(None), "confirmation/y", "Y", Asking(term), NOW, "Desk")
    assert mailing.messages.count() == 4
