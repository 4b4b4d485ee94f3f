"""From whom an answer is awaited: calls for schools, for countries, open to all; one person says the same as many."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from heliograph.calls.deadlines import following
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import withdraw
from heliograph.calls.models import Response
from heliograph.calls.reminders.declining import after_all, not_this_one
from heliograph.calls.reminders.silent import silent, still_silent
from heliograph.network.models import Audience
from tests.calls.reminders.scenes import PUBLISHED, answered, audience, begun, closing, teachers
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db
ON = date(2026, 2, 9)
ROLES = {"clause": "role", "values": ["focal-point", "principal", "teacher"]}
NATIONAL = {"clause": "role", "values": ["coordinator", "deputy"]}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(PUBLISHED, tick=False):
        yield


def asked(call, on=ON):
    """Names of those of whom an answer is awaited; an asterisk for who has begun."""
    rows = silent(call, on).values_list("email", "draft")
    return sorted(f"{email.split('@')[0]}{'*' if draft else ''}" for email, draft in rows)


def one(name, kind="teacher", **role):
    return with_role(person(f"{name}@example.org"), kind, **role)


def test_a_call_for_schools_reminds_who_speaks_for_one_without_an_answer():
    first, second, third = school(), school(), school(merged_into=None)
    call = closing("Exchange", "2026-02-12", respondent="organization", audience=audience(ROLES))
    head = one("head", "principal", organization=first)
    one("colleague", organization=first)
    both = with_role(one("both", organization=first), "teacher", organization=second)
    one("elsewhere", organization=third)
    assert asked(call) == ["both", "colleague", "elsewhere", "head"]
    draft = begun(call, one("starter", organization=third), organization=third)
    assert asked(call) == ["both", "colleague", "elsewhere", "head", "starter*"]
    answered(call, head, organization=first)
    assert asked(call) == ["both", "elsewhere", "starter*"]
    answered(call, both, organization=second)
    assert asked(call) == ["elsewhere", "starter*"]
    answered(call, draft.person, organization=third)
    assert asked(call) == []


def test_a_draft_for_a_school_that_a_colleague_has_answered_for_is_nothing_to_go_on_with():
    first, second = school(), school()
    call = closing("Exchange", "2026-02-12", respondent="organization", audience=audience(ROLES))
    who = with_role(one("who", organization=first), "teacher", organization=second)
    begun(call, who, organization=first)
    assert asked(call) == ["who*"]
    answered(call, one("colleague", organization=first), organization=first)
    assert asked(call) == ["who"]


def test_who_got_his_answer_back_for_changes_has_one_to_finish():
    first = school()
    call = closing("Exchange", "2026-02-12", respondent="organization", audience=audience(ROLES))
    head = one("head", "principal", organization=first)
    sent = answered(call, head, organization=first)
    assert asked(call) == []
    Response.objects.filter(pk=sent.pk).update(state="returned")
    assert asked(call) == ["head*"]


def test_a_school_whose_people_are_not_addressed_keeps_nobody_from_being_reminded():
    inside, outside = school(country="KE"), school()
    rule = {"all": [ROLES, {"clause": "country", "values": ["KE"]}]}
    call = closing("Exchange", "2026-02-12", respondent="organization", audience=audience(rule))
    with_role(one("two", organization=inside), "teacher", organization=outside)
    assert asked(call) == ["two"]
    answered(call, one("head", "principal", organization=inside), organization=inside)
    assert asked(call) == []


def test_a_call_for_countries_reminds_the_coordinators_of_those_without_an_answer():
    call = closing("Consultation", "2026-02-12", respondent="country", audience=audience(NATIONAL))
    togo = one("togo", "coordinator", country="TG")
    one("deputy", "deputy", country="TG")
    one("kenya", "coordinator", country="KE")
    one("teacher", organization=school())
    assert asked(call) == ["deputy", "kenya", "togo"]
    begun(call, togo, country="TG")
    assert asked(call) == ["deputy", "kenya", "togo*"]
    answered(call, togo, country="TG")
    assert asked(call) == ["kenya"]


def test_a_call_that_is_open_to_all_reminds_followers_and_who_has_begun():
    call = closing("Posters", "2026-02-12")
    one("nobody", organization=school())
    begun(call, person("begun@example.org"))
    following.follow(call, person("follows@example.org"), PUBLISHED)
    done = person("done@example.org")
    following.follow(call, done, PUBLISHED)
    answered(call, done)
    assert asked(call) == ["begun*", "follows"]


def test_a_call_that_is_found_by_its_link_reminds_nobody_who_was_not_there():
    call = closing("Hidden", "2026-02-12", visibility="link", audience=teachers())
    one("teacher", organization=school())
    begun(call, one("begun", organization=school()))
    assert asked(call) == ["begun*"]


def test_an_open_call_for_schools_is_answered_for_all_of_a_school():
    at, other = school(), school()
    call = closing("Exchange", "2026-02-12", respondent="organization")
    for name, place in (("colleague", at), ("elsewhere", other)):
        following.follow(call, one(name, organization=place), PUBLISHED)
    begun(call, one("starter", organization=at), organization=at)
    assert asked(call) == ["colleague", "elsewhere", "starter*"]
    answered(call, one("head", "principal", organization=at), organization=at)
    assert asked(call) == ["elsewhere"]


def test_who_has_withdrawn_or_declined_is_left_in_peace_until_he_takes_it_back():
    call = closing("Posters", "2026-02-12", audience=teachers())
    gone, spared = one("gone", organization=school()), one("spared", organization=school())
    withdraw(answered(call, gone), Act(PUBLISHED, gone))
    assert asked(call) == ["spared"]
    assert not_this_one(call, spared, PUBLISHED)
    assert not not_this_one(call, spared, PUBLISHED)
    assert asked(call) == []
    assert after_all(call, spared)
    assert not after_all(call, spared)
    assert asked(call) == ["spared"]


def test_an_audience_that_cannot_be_read_addresses_nobody(caplog):
    unreadable = audience({"clause": "no-more", "values": ["x"]})
    call = closing("Exchange", "2026-02-12", respondent="organization", audience=unreadable)
    one("teacher", organization=school())
    assert asked(call) == []
    assert "cannot be read" in caplog.text
    assert still_silent(call, ON, 0, [1]) == {}


DEEDS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["begin", "answer", "withdraw", "decline", "follow"])), max_size=8
)


class Agreement(TestCase):
    """Whatever people do, the last look at some says what the query for all says."""

    @settings(max_examples=25)
    @given(respondent=st.sampled_from(["person", "organization", "country"]), addressed=st.booleans(), deeds=DEEDS)
    def test_some_and_all(self, respondent, addressed, deeds):
        Audience.objects.all().delete()
        everyone = audience({"any": [ROLES, NATIONAL]}) if addressed else None
        call = closing("Call", "2026-02-12", respondent=respondent, audience=everyone)
        places = [school(), school()]
        crowd = [one(f"p{number}-{call.pk}", organization=places[number % 2]) for number in range(4)]
        for number, who in enumerate(crowd):
            with_role(who, "coordinator", country="TG" if number % 2 else "KE")
        for number, deed in deeds:
            self.do(deed, call, crowd[number], places[number % 2], "TG" if number % 2 else "KE")
        found = silent(call, ON).filter(pk__in=[who.pk for who in crowd])
        rows = {pk: (draft, returned) for pk, draft, returned in found.values_list("pk", "draft", "returned")}
        few = still_silent(call, ON, 0, [who.pk for who in crowd])
        # Who is addressed is not asked again, so of an open call more may be awaited of a few than of all.
        assert {pk: what for pk, what in few.items() if pk in rows} == rows
        if addressed:
            assert few == rows

    def do(self, deed, call, who, place, country):
        subject = {"person": {}, "organization": {"organization": place}, "country": {"country": country}}
        about = subject[call.respondent]
        mine = call.responses.filter(person=who)
        if deed == "follow":
            following.follow(call, who, PUBLISHED)
        elif deed == "decline":
            not_this_one(call, who, PUBLISHED)
        elif deed == "withdraw":
            for response in mine.exclude(state__in=["draft", "withdrawn"]):
                withdraw(response, Act(PUBLISHED, who))
        elif not self.taken(call, who, about):
            (begun if deed == "begin" else answered)(call, who, **about)

    def taken(self, call, who, about):
        """Whether somebody else has answered for the same."""
        sent = call.responses.exclude(state="draft")
        if not about:
            return sent.filter(person=who).exists()
        return sent.filter(**about).exists() or call.responses.filter(person=who, **about).exists()
