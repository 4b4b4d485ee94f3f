"""Applications and memberships on the desk: who sees what, and what the buttons do."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from heliograph.network.joining import lifecycle
from heliograph.network.models import Application, MembershipChange, Organization
from heliograph.network.remits import Remit
from tests.conftest import person_with
from tests.network.factories import NOW, person, school, with_role
from tests.network.joining.factories import SCHOOL, applied, proofread, recommended, subjects, submitted

pytestmark = pytest.mark.django_db
LIST = "/desk/applications/"


def page_of(application):
    return f"/desk/applications/{application.public_id}/"


def test_applications_are_shown_to_those_who_manage_the_country(client, coordinator, neighbour, office, secretary):
    application = applied()
    at_school = with_role(person(), "focal-point", organization=application.organization)
    for who, status in ((coordinator, 200), (office, 200), (secretary, 200), (neighbour, 404), (at_school, 404)):
        client.force_login(who)
        assert client.get(page_of(application)).status_code == status
    client.force_login(neighbour)
    assert SCHOOL not in client.get(LIST).text
    assert client.post(page_of(application) + "recommend/", {"note": ""}).status_code == 404
    assert Application.objects.get().state == "applied"


def test_a_role_at_a_school_abroad_opens_no_application(client, neighbour):
    application = applied()
    with_role(neighbour, "teacher", organization=application.organization)
    client.force_login(neighbour)
    assert (SCHOOL in client.get(LIST).text, client.get(page_of(application)).status_code) == (False, 404)


def test_what_is_not_confirmed_is_nowhere_on_the_desk(desk):
    application = submitted()
    assert SCHOOL not in desk.get(LIST + "?state=all").text
    assert desk.get(page_of(application)).status_code == 404


def test_what_waits_for_one_stands_first_and_the_list_is_filtered(desk, coordinator, secretary):
    applied(name="Waits for the coordinator", name_en="")
    proofread(coordinator, name="Can be admitted", name_en="", applicant_email="b@example.org")
    gone = applied(name="Declined", name_en="", applicant_email="c@example.org")
    lifecycle.decline(gone, coordinator, NOW, "why")

    def names(query=""):
        rows = re.findall(r'<th scope="row".*?<bdi[^>]*>(.*?)</bdi>', desk.get(LIST + query).text, re.S)
        return [row.strip() for row in rows]

    assert names() == ["Can be admitted", "Waits for the coordinator"]
    assert names("?state=declined") == ["Declined"]
    assert names("?state=all&country=TG") == ["Can be admitted", "Waits for the coordinator", "Declined"]


def test_the_list_and_a_page_cost_the_same_for_many(desk, coordinator, django_assert_num_queries):
    first = proofread(coordinator)
    for more in range(2):
        with django_assert_num_queries(7):
            desk.get(LIST)
        with django_assert_num_queries(9):
            desk.get(page_of(first))
        if not more:
            for number in range(2):
                proofread(coordinator, applicant_email=f"n{number}@example.org")


def test_a_coordinator_takes_the_steps_that_the_page_offers(client, coordinator):
    application = applied()
    client.force_login(coordinator)
    page = client.get(page_of(application)).text
    offered = re.findall(r'action="/desk/applications/[^/]+/([a-z-]+)/"', page)
    assert offered == ["recommend", "return", "decline"]
    empty = client.post(page_of(application) + "return/", {"note": " "})
    assert (empty.status_code, "Write a word" in empty.text) == (422, True)
    assert client.post(page_of(application) + "recommend/", {"note": "A good school."}).status_code == 302
    late = client.post(page_of(application) + "decline/", {"note": "Too late"})
    assert (late.status_code, "with the secretariat" in late.text) == (409, True)
    assert client.post(page_of(application) + "admit/", {"on": "2026-01-12"}).status_code == 409
    assert client.post(page_of(application) + "nonsense/").status_code == 404
    assert Application.objects.get().state == "recommended"


def test_records_that_may_be_the_same_school_are_named(client, coordinator):
    school("LYCEE DE L’AMITIE", membership="none", visibility="hidden")
    school("Another name", email="office@amitie.tg.schools.example.org")
    school(SCHOOL, country="BJ")
    application = applied()
    client.force_login(coordinator)
    part = client.get(page_of(application)).text.split('id="twins"')[1].split("</section>")[0]
    assert re.findall(r"<bdi[^>]*>(.*?)</bdi>", part) == ["Another name", "LYCEE DE L’AMITIE"]


def test_the_secretariat_admits_several_at_once(desk, coordinator):
    ready = [proofread(coordinator, applicant_email=f"n{number}@example.org") for number in range(2)]
    waiting = recommended(coordinator, applicant_email="c@example.org")
    picked = [str(each.public_id) for each in (*ready, waiting)]
    for _press in range(2):
        answer = desk.post(LIST + "admit/", {"pick": [*picked, "nonsense"], "on": "2026-01-12"}, follow=True)
    assert "Nothing was done" in answer.text
    assert sorted(Application.objects.values_list("state", flat=True)) == ["admitted", "admitted", "recommended"]
    assert Organization.objects.filter(membership="member").count() == 2


def test_an_empty_day_of_admission_is_named(desk, coordinator):
    application = proofread(coordinator)
    answer = desk.post(f"{LIST}{application.public_id}/admit/", {"on": ""})
    assert (answer.status_code, "Member from: This field is required." in answer.text) == (422, True)


def test_only_the_secretariat_admits_several(client, coordinator):
    application = proofread(coordinator)
    client.force_login(coordinator)
    assert client.post(LIST + "admit/", {"pick": [application.public_id], "on": "2026-01-12"}).status_code == 404
    assert Application.objects.get().state == "recommended"


def test_a_coordinator_suspends_and_only_the_secretariat_reinstates(client, coordinator, neighbour, secretary):
    member = school("River School", email="office@river.example.org")
    path = reverse("network_desk:membership", args=[member.public_id])

    def change(who, to, reason="No answer for two years.", on="2026-01-10"):
        client.force_login(who)
        return client.post(path, {"to": to, "on": on, "reason": reason}).status_code

    def state():
        return Organization.objects.get(pk=member.pk).membership

    assert (change(neighbour, "suspended"), state()) == (404, "member")
    assert (change(coordinator, "suspended", reason=" "), state()) == (422, "member")
    assert (change(coordinator, "suspended", on="2026-01-13"), state()) == (409, "member")
    assert (change(coordinator, "suspended"), state()) == (302, "suspended")
    assert (change(coordinator, "suspended"), MembershipChange.objects.count()) == (302, 1)
    assert (change(coordinator, "member"), state()) == (409, "suspended")
    assert (change(secretary, "member"), state()) == (302, "member")
    assert (change(coordinator, "left"), state()) == (302, "left")
    assert (change(secretary, "candidate"), state()) == (404, "left")
    assert subjects("office@river.example.org") == [
        "The membership of River School is now “suspended”",
        "The membership of River School is now “member”",
        "The membership of River School is now “left”",
    ]
    assert subjects(coordinator.email) == ["The membership of River School is now “member”"]


def test_the_membership_on_the_page_of_a_school_shows_its_history(coordinator, django_assert_num_queries):
    from django.template.loader import render_to_string

    application = recommended(coordinator)
    given = {"organization": application.organization, "remit": Remit(countries=frozenset({"TG"}))}
    with django_assert_num_queries(3):
        shown = render_to_string("network/desk/parts/membership.html", given)
    assert "not a member → candidate" in shown
    assert page_of(application) in shown
    given["remit"] = Remit(organizations=frozenset({application.organization_id}))
    assert "/desk/" not in render_to_string("network/desk/parts/membership.html", given)


def test_the_desk_lists_applications_for_managers_alone(client, coordinator, stranger):
    client.force_login(coordinator)
    assert f'<a href="{LIST}" aria-current="page">Applications</a>' in client.get(LIST).text
    client.force_login(stranger)
    assert client.get(LIST).status_code == 404
    client.logout()
    assert client.get(LIST).status_code == 302
    assert person_with("organizer", "o@example.org").has_perm("x") is False
