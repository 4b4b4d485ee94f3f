"""People on the desk: who is found, who may be changed, roles that begin and end."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from heliograph.delivery.models import Message
from heliograph.network import giving, people
from heliograph.network.models import Person, Role
from heliograph.network.states import Refused
from tests.network.factories import NOW, TODAY, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def togo(client, coordinator):
    client.force_login(coordinator)
    return client


def place(name, *ids):
    return reverse(f"network_desk:{name}", args=[getattr(one, "public_id", one) for one in ids])


def shown(response):
    return [line.person.email for line in response.context["lines"]]


def letters():
    return sorted(Message.objects.values_list("address", "body__subject"))


@pytest.fixture
def focal():
    return with_role(
        person("focal@example.org", name="Ama Focal", languages=["fr"]), "focal-point", organization=school()
    )


def test_people_of_the_country_are_found_and_nobody_else(togo, focal):
    with_role(person("abroad@example.org", name="Ama Abroad"), "focal-point", organization=school(country="KE"))
    assert shown(togo.get("/desk/people/?q=ama")) == ["focal@example.org"]
    assert shown(togo.get("/desk/people/")) == ["focal@example.org", "coordinator@tg.natcom.example.org"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=focal@", ["focal@example.org"]),
        ("role=teacher", []),
        ("role=focal-point&country=TG", ["focal@example.org"]),
        ("country=KE", []),
        ("language=fr", ["focal@example.org"]),
        ("account=closed", []),
        ("role=nonsense&sort=address", ["coordinator@tg.natcom.example.org", "focal@example.org"]),
    ],
)
@pytest.mark.every_case
def test_people_are_filtered(togo, focal, query, found):
    assert shown(togo.get(f"/desk/people/?{query}")) == found


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(togo, count, django_assert_num_queries):
    for _number in range(count):
        with_role(person(), "teacher", organization=school())
    with django_assert_num_queries(5):
        togo.get("/desk/people/")


def test_what_somebody_is_elsewhere_is_not_told(togo, focal):
    with_role(focal, "teacher", organization=school("School abroad", country="KE"))
    page = togo.get(place("person", focal))
    assert [line.role.kind for line in page.context["roles"]] == ["focal-point"]
    assert "School abroad" not in page.text
    rows = json.loads(togo.get("/desk/people/?format=json&q=focal").getvalue())
    assert [row["role"] for row in rows] == ["focal-point"]


def test_a_coordinator_corrects_people_of_the_country_alone(coordinator, focal, secretary):
    deputy = with_role(person(), "deputy", country="TG")
    both = with_role(
        with_role(person(), "teacher", organization=school()), "teacher", organization=school(country="KE")
    )
    guest = with_role(
        with_role(person(), "teacher", organization=school(country="KE")), "teacher", organization=school()
    )
    higher = with_role(with_role(person(), "teacher", organization=school()), "regional-office", region="Arab States")
    lent = with_role(with_role(person(), "teacher", organization=school()), "deputy", country="KE")
    past = with_role(person(), "teacher", organization=school(), ends=TODAY - timedelta(days=1))
    everybody = (focal, deputy, both, lent, guest, higher, past, secretary, coordinator)
    assert [giving.may_correct_person(coordinator, one) for one in everybody] == [
        *[True] * 4,
        *[False] * 5,
    ]
    assert [giving.may_correct_person(deputy, one) for one in (focal, coordinator, deputy)] == [True, False, False]
    assert giving.may_correct_person(secretary, both)


@pytest.mark.parametrize(
    ("holder", "given"),
    [
        ({"kind": "coordinator", "country": "TG"}, {("focal-point", "TG"), ("deputy", "TG")}),
        ({"kind": "deputy", "country": "TG"}, {("focal-point", "TG")}),
        ({"kind": "regional-office", "region": "Africa"}, {("focal-point", "TG"), ("deputy", "TG"), ("deputy", "KE")}),
        ({"kind": "regional-office", "region": "Arab States"}, set()),
        ({"kind": "teacher", "organization": 0}, set()),
    ],
)
def test_each_gives_the_roles_that_are_his_to_give(holder, given):
    if "organization" in holder:
        holder = {**holder, "organization": school()}
    who = with_role(person(), **holder)
    asked = [("focal-point", "TG"), ("deputy", "TG"), ("deputy", "KE"), ("coordinator", "TG"), ("secretariat", "")]
    assert {pair for pair in asked if giving.may_give(who, *pair)} == given


def test_a_name_is_corrected_found_and_logged(togo, focal, coordinator):
    data = {"name": "Ama Mended", "languages": ["en", "fr"], "zone": "Africa/Abidjan"}
    togo.post(place("edit_person", focal), data)
    focal.refresh_from_db()
    assert (focal.name, focal.languages, focal.zone) == ("Ama Mended", ["en", "fr"], "Africa/Abidjan")
    assert shown(togo.get("/desk/people/?q=mended")) == ["focal@example.org"]
    entry = focal.entries.get()
    assert (entry.by, entry.changes["name"]) == (coordinator, ["Ama Focal", "Ama Mended"])


def test_a_role_is_given_with_a_letter_and_once(togo, focal):
    one = school("École du Fleuve")
    data = {"kind": "teacher", "school": one.identifier.lower(), "begins": "2026-02-01"}
    for _time in range(2):
        assert togo.post(place("give_role", focal), data).status_code == 302
    given = focal.roles.get(kind="teacher")
    assert (given.organization, given.begins, given.country) == (one, date(2026, 2, 1), "TG")
    assert [address for address, _subject in letters()] == ["focal@example.org"]


def test_several_schools_of_one_name_are_offered_to_choose_from(togo, focal):
    one, _other, abroad = school("Lycée A"), school("Lycée B"), school("Lycée C", country="KE")
    answer = togo.post(place("give_role", focal), {"kind": "teacher", "school": "lycee", "begins": "2026-02-01"})
    form = answer.context["give_form"]
    assert (answer.status_code, [str(each) for each in form.offered]) == (422, ["Lycée A", "Lycée B"])
    data = {"kind": "teacher", "school": "lycee", "begins": "2026-02-01"}
    togo.post(place("give_role", focal), {**data, "organization": abroad.public_id})
    assert not focal.roles.filter(kind="teacher").exists()
    togo.post(place("give_role", focal), {**data, "organization": one.public_id})
    assert focal.roles.get(kind="teacher").organization == one


@pytest.mark.parametrize("written", ["<script>", "0033", "manuscript"])
def test_a_school_that_is_not_exactly_named_is_asked_for_first(togo, focal, written):
    one = school("Manuscript <Script>", identifier="TG-0033")
    data = {"kind": "teacher", "school": written, "begins": "2026-02-01"}
    answer = togo.post(place("give_role", focal), data)
    form = answer.context["give_form"]
    assert (answer.status_code, form.offered) == (422, [one])
    assert form.errors["school"] == ["Did you mean “Manuscript <Script>”? Then choose it below; else write more."]
    assert (focal.roles.filter(kind="teacher").count(), letters()) == (0, [])
    togo.post(place("give_role", focal), {**data, "organization": one.public_id})
    assert focal.roles.get(kind="teacher").organization == one


@pytest.mark.parametrize("written", ["tg-0034", "école DU fleuve", "River School"])
def test_a_school_that_is_exactly_named_gets_the_role_at_once(togo, focal, written):
    one = school("École du Fleuve", name_en="River School", identifier="TG-0034")
    togo.post(place("give_role", focal), {"kind": "teacher", "school": written, "begins": "2026-02-01"})
    assert focal.roles.get(kind="teacher").organization == one


def test_a_coordinator_makes_nobody_coordinator(togo, focal):
    answer = togo.post(place("give_role", focal), {"kind": "coordinator", "country": "TG", "begins": "2026-02-01"})
    assert (answer.status_code, focal.roles.count()) == (422, 1)


def test_a_role_ends_with_a_day_and_goes_on_when_that_was_a_slip(togo, focal):
    role = focal.roles.get()
    assert togo.get(place("end_role", focal, role)).status_code == 200
    togo.post(place("end_role", focal, role), {"last_day": "2026-01-11"})
    assert Role.objects.get(pk=role.pk).ends == date(2026, 1, 11)
    assert [address for address, _subject in letters()] == ["focal@example.org"]
    togo.post(place("reopen_role", focal, role))
    assert Role.objects.get(pk=role.pk).ends is None


def test_a_role_that_ended_long_ago_is_not_taken_up_as_if_nothing_had_been(focal, coordinator):
    role = focal.roles.get()
    role.ends = TODAY - timedelta(days=90)
    role.save()
    with pytest.raises(Refused) as caught:
        people.reopen_role(role, coordinator, NOW)
    assert caught.value.code == "long-ago"


def test_a_deputy_cannot_end_the_coordinators_office(client, coordinator):
    client.force_login(with_role(person(), "deputy", country="TG"))
    page = client.get(place("person", coordinator))
    assert [line.can_end for line in page.context["roles"]] == [False]
    assert client.post(place("end_role", coordinator, coordinator.roles.get())).status_code == 404


def test_the_last_of_the_secretariat_stays(secretary):
    with pytest.raises(Refused) as caught:
        people.take_role(secretary.roles.get(), TODAY, secretary, NOW)
    assert caught.value.code == "last"


def test_a_closed_account_is_signed_out_and_can_be_opened_again(togo, focal):
    theirs = Client()
    theirs.force_login(focal)
    assert togo.post(place("close_account", focal), {"reason": ""}).status_code == 422
    togo.post(place("close_account", focal), {"reason": "Left the school."})
    assert theirs.get("/me/").status_code == 302
    togo.post(place("close_account", focal), {"do": "open"})
    assert Person.objects.get(pk=focal.pk).is_active
    assert [(entry.verb, entry.note) for entry in focal.entries.all()] == [
        ("opened", ""),
        ("closed", "Left the school."),
    ]


def test_only_the_secretariat_changes_an_address_and_both_are_told(togo, desk, focal, coordinator):
    data = {"email": "New@Example.org", "reason": "Lost her mailbox."}
    theirs = Client()
    theirs.force_login(coordinator)
    assert theirs.post(place("change_address", focal), data).status_code == 404
    taken = person("taken@example.org")
    assert desk.post(place("change_address", focal), {**data, "email": taken.email}).status_code == 422
    desk.post(place("change_address", focal), data)
    assert Person.objects.get(pk=focal.pk).email == "new@example.org"
    assert [address for address, _subject in letters()] == ["focal@example.org", "new@example.org"]


def test_erasing_asks_twice_and_leaves_no_name(desk, focal):
    assert desk.post(place("erase_person", focal)).status_code == 422
    assert desk.post(place("erase_person", focal), {"sure": "yes"})["Location"] == "/desk/people/"
    assert Person.objects.get(pk=focal.pk).name == ""
    assert desk.get(place("person", focal)).status_code == 404


@pytest.mark.parametrize("name", ["person", "edit_person", "give_role", "close_account"])
def test_people_of_another_country_are_not_found(togo, name):
    abroad = with_role(person(), "focal-point", organization=school(country="KE"))
    method = togo.get if name in {"person", "edit_person"} else togo.post
    assert method(place(name, abroad)).status_code == 404
