"""Each step of an application: who, from where, what follows, and what the second one is told."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from heliograph.network import records
from heliograph.network.joining import lifecycle
from heliograph.network.joining.offices import in_charge_of
from heliograph.network.joining.queries import waiting_for
from heliograph.network.joining.steps import STEPS, steps_for
from heliograph.network.models import Application, Person
from heliograph.network.rules import remit_of
from heliograph.network.states import ApplicationState, Refused
from tests.architecture.house import ROOT
from tests.conftest import person_with
from tests.network.factories import NOW, TODAY
from tests.network.joining.factories import SCHOOL, applied, last_letter, proofread, recommended, subjects

pytestmark = pytest.mark.django_db
AMA = "ama@amitie.tg.schools.example.org"
DESK = {
    "recommend": lifecycle.recommend,
    "return": lambda one, by, at: lifecycle.return_to_school(one, by, at, "note"),
    "decline": lambda one, by, at: lifecycle.decline(one, by, at, "note"),
    "reopen": lambda one, by, at: lifecycle.reopen(one, by, at, "note"),
    "send-back": lambda one, by, at: lifecycle.send_back(one, by, at, "note"),
    "admit": lambda one, by, at: lifecycle.admit(one, TODAY, by, at),
}


def test_the_table_in_the_documents_is_the_one_in_the_code():
    text = (ROOT / "docs" / "network.md").read_text()
    rows = re.findall(r"^\| `([a-z-]+)` \| ([a-z, ]+) \| ([a-z, ]+) \| ([a-z]+) \|", text, re.M)
    told = {verb: (dict(zip(froms.split(", "), who.split(", "), strict=True)), to) for verb, froms, who, to in rows}
    assert told == {
        verb: ({str(state): str(taker) for state, taker in step.takers.items()}, str(step.to))
        for verb, step in STEPS.items()
    }


@pytest.mark.parametrize("state", ["unconfirmed", "applied", "returned", "recommended", "admitted", "declined"])
def test_only_whose_turn_it_is_may_take_a_step(coordinator, secretary, office, neighbour, state):
    application = applied()
    people = {"coordinator": coordinator, "secretary": secretary, "office": office, "neighbour": neighbour}
    refused = []
    for verb, step in DESK.items():
        for name, person in people.items():
            Application.objects.update(state=state, name_approved_at=NOW, approved_name=SCHOOL)
            offered = verb in {each.verb for each in steps_for(remit_of(person), _fresh(), "TG")}
            try:
                taken = step(application, person, NOW)
            except Refused as error:
                taken = False
                refused.append((verb, name, error.code))
            if verb != "admit":
                assert taken == offered, (verb, name)
    assert ("recommend", "neighbour", "not-yours" if state == "applied" else "state") in refused


def _fresh():
    return Application.objects.select_related("organization").get()


def test_a_double_click_is_one_step_and_a_second_person_is_told(coordinator, secretary):
    application = applied()
    assert lifecycle.recommend(application, coordinator, NOW)
    assert not lifecycle.recommend(application, coordinator, NOW)
    with pytest.raises(Refused) as told:
        lifecycle.recommend(application, secretary, NOW)
    assert told.value.sentence == (
        "Nothing was done: this application is now “with the secretariat” (coordinator, Monday, 12 January 2026). "
        "Look at it once more."
    )
    assert application.entries.count() == 3
    assert len(subjects(secretary.email)) == 1


def test_recommending_makes_a_candidate_and_asks_for_the_name(coordinator, secretary):
    application = recommended(coordinator)
    school = application.organization
    school.refresh_from_db()
    assert (application.state, school.membership) == ("recommended", "candidate")
    assert subjects(AMA)[-1] == "Proofread the name of your school: its admission waits for it"
    assert subjects(secretary.email) == [f"Recommended for admission: {SCHOOL}, Togo"]


@pytest.mark.parametrize("verb", ["return", "decline"])
def test_a_step_that_needs_a_word_is_not_taken_without_one(coordinator, verb):
    application = applied()
    step = {"return": lifecycle.return_to_school, "decline": lifecycle.decline}[verb]
    with pytest.raises(Refused, match="Write a word"):
        step(application, coordinator, NOW, "  ")
    assert _fresh().state == "applied"


def test_nobody_is_admitted_before_the_name_is_read_as_it_stands(coordinator, secretary):
    application = recommended(coordinator)
    with pytest.raises(Refused, match="proofread"):
        lifecycle.admit(application, TODAY, secretary, NOW)
    school = application.organization
    lifecycle.approve_name(application, school.name, NOW)
    records.correct(school, {"name": "Lycée de l’Amitie"}, coordinator, NOW)
    with pytest.raises(Refused, match="proofread"):
        lifecycle.admit(application, TODAY, secretary, NOW)
    lifecycle.approve_name(application, "Lycée de l’Amitie", NOW)
    with pytest.raises(Refused) as ahead:
        lifecycle.admit(application, TODAY + timedelta(days=1), secretary, NOW)
    assert (ahead.value.code, _fresh().state) == ("day-ahead", "recommended")


def test_admission_makes_a_member_with_people_certificate_and_letter(coordinator, secretary):
    application = proofread(coordinator)
    assert lifecycle.admit(application, date(2026, 1, 10), secretary, NOW)
    assert not lifecycle.admit(application, date(2026, 1, 10), secretary, NOW)
    school = application.organization
    school.refresh_from_db()
    assert (application.state, school.membership, school.member_since, school.confirmed_on) == (
        "admitted", "member", 2026, TODAY,
    )  # fmt: skip
    ama = Person.objects.get(email=AMA)
    assert [(role.kind, role.begins) for role in ama.roles.all()] == [("focal-point", date(2026, 1, 10))]
    certificate = school.certificates.get()
    letter = last_letter(AMA)
    assert letter.subject == f"Welcome: {SCHOOL} is now a member"
    assert [file.name for file in letter.attachments.all()] == [f"certificate-{certificate.code}.pdf"]
    assert certificate.code in letter.text
    assert subjects("office@amitie.tg.schools.example.org") == [f"Welcome: {SCHOOL} is now a member"]
    assert subjects(coordinator.email)[-1] == f"{SCHOOL}: the application is now “admitted”"
    changes = school.membership_changes.order_by("pk").values_list("before", "after")
    assert list(changes) == [("none", "candidate"), ("candidate", "member")]


def test_somebody_who_has_an_account_keeps_it(coordinator, secretary):
    known = Person.objects.create_person(AMA, NOW, name="Ama K.", languages=["fr"])
    application = proofread(coordinator)
    lifecycle.admit(application, TODAY, secretary, NOW)
    known.refresh_from_db()
    assert (known.name, known.languages, known.roles.count()) == ("Ama K.", ["fr"], 1)


def test_declining_ends_the_candidacy_and_can_be_taken_back(coordinator, secretary):
    application = recommended(coordinator)
    lifecycle.decline(application, secretary, NOW, "Not this year.")
    assert (application.state, _fresh().organization.membership) == ("declined", "none")
    assert "Not this year." in last_letter(AMA).text
    lifecycle.reopen(application, coordinator, NOW, "We were wrong.")
    assert (application.state, _fresh().organization.membership) == ("applied", "none")
    assert subjects(AMA)[-1] == "Your application is being looked at again"


def test_an_application_goes_to_the_nearest_office_that_there_is(db):
    def asked():
        return [person.email for person in in_charge_of("TG", TODAY)]

    assert asked() == []
    for kind, place in (
        ("secretariat", {}),
        ("regional-office", {"region": "Africa"}),
        ("deputy", {"country": "TG"}),
        ("coordinator", {"country": "TG"}),
    ):
        person_with(kind, f"{kind}@example.org", **place)
        assert asked() == [f"{kind}@example.org"]
    person_with("coordinator", "far@example.org", country="BJ")
    assert asked() == ["coordinator@example.org"]


def test_each_sees_what_waits_for_him(coordinator, secretary, neighbour, office, stranger):
    def waiting(person):
        return list(waiting_for(person, TODAY))

    application = applied()
    orphan = applied(country="NE", city="Niamey", applicant_email="b@example.org")
    assert (waiting(coordinator), waiting(neighbour), waiting(stranger)) == ([application], [], [])
    assert (waiting(office), waiting(secretary)) == ([application, orphan], [orphan])
    lifecycle.recommend(application, coordinator, NOW)
    assert (waiting(coordinator), waiting(secretary)) == ([], [orphan])
    lifecycle.approve_name(application, SCHOOL, NOW)
    assert waiting(secretary) == [application, orphan]


def test_every_state_is_reached_by_some_step():
    assert {step.to for step in STEPS.values()} | {ApplicationState.UNCONFIRMED} == set(ApplicationState)
