"""My country: figures, what waits, who sees which; and the desk's first page for those who manage."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from heliograph.network.desk.facts import Facts, facts_of
from heliograph.network.figures import Counts
from heliograph.network.inviting.offers import Offer, invite
from heliograph.network.models import Application, Invitation
from heliograph.network.states import RoleKind
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


def applied(**fields):
    candidate = school(membership="none", **fields)
    return Application.objects.create(
        organization=candidate, state="applied", applicant_name="A", applicant_email="a@example.org", applied_at=NOW
    )


@pytest.fixture
def busy(coordinator):
    """Something of each kind waits in Togo, and as much in Kenya."""
    for country in ("TG", "KE"):
        fresh = school("Fresh", country=country, confirmed_on=TODAY)
        with_role(person(), "focal-point", organization=fresh)
        school("Stale", country=country, email="")
        school("Joining", country=country, membership="candidate")
        applied(country=country)
    offer = Offer(RoleKind.FOCAL_POINT, school("Invited", confirmed_on=TODAY))
    invite("one@example.org", "", offer, coordinator, NOW)
    invite("two@example.org", "", offer, coordinator, NOW)
    Invitation.objects.filter(email="two@example.org").update(expires_at=NOW - timedelta(days=1))


def test_the_facts_of_a_country_are_those_of_no_other(coordinator, busy):
    expected = Facts(Counts(3, 2, 1), 1, 2, 1, 1, 1)
    assert facts_of(coordinator, ["TG"], NOW) == expected
    assert facts_of(coordinator, None, NOW) == expected
    assert facts_of(coordinator, ["KE"], NOW) == Facts(Counts(), 0, 0, 0, 0, 0)


def test_my_country_shows_its_figures_and_what_waits(togo, busy):
    page = togo.get("/desk/country/")
    assert (page.context["code"], page.context["facts"].counts, page.context["facts"].duplicates) == (
        "TG",
        Counts(3, 2, 1),
        0,
    )
    told = ("1 application waits", "1 member’s record is", "2 schools have no focal point", "1 invitation has run")
    assert [words for words in told if words not in page.text] == []
    assert [str(role.person) for role in page.context["office"]] == ["coordinator"]


@pytest.mark.parametrize("count", [1, 3])
def test_my_country_asks_the_same_number_of_questions(togo, count, django_assert_num_queries):
    for _number in range(count):
        applied()
        with_role(person(), "deputy", country="TG")
    with django_assert_num_queries(11):
        togo.get("/desk/country/")


def test_somebody_elses_country_is_not_found(togo):
    assert [togo.get(f"/desk/country/?country={code}").status_code for code in ("KE", "XX", "tg")] == [404, 404, 200]


def test_a_regional_office_chooses_among_its_countries(client):
    client.force_login(with_role(person(), "regional-office", region="Arab States"))
    school(country="LB")
    page = client.get("/desk/country/")
    assert (len(page.context["lines"]), page.context["total"].members) == (19, 1)
    assert client.get("/desk/country/?country=LB").status_code == 200
    assert client.get("/desk/country/?country=TG").status_code == 404


def test_the_desk_begins_for_a_coordinator_with_what_waits(togo, busy):
    page = togo.get("/desk/")
    assert page.context["facts"].applications == 1
    assert 'href="/desk/applications/?country=TG"' in page.text


def test_a_regional_office_sees_all_its_countries_on_the_first_page(client, busy):
    client.force_login(with_role(person(), "regional-office", region="Africa"))
    page = client.get("/desk/")
    assert page.context["facts"].counts == Counts(5, 3, 2)
    assert 'href="/desk/applications/"' in page.text


def test_a_focal_point_finds_no_desk_of_people_and_schools(client):
    client.force_login(with_role(person(), "focal-point", organization=school()))
    pages = ("country", "schools", "people", "invitations", "invitations/new", "handover", "schools/new")
    assert [client.get(f"/desk/{page}/").status_code for page in pages] == [404] * 7
    assert "There is nothing for you" in client.get("/desk/").text
