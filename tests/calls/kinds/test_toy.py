"""A kind needs no change in ``calls``: a toy one is planted, and everything follows it."""

from __future__ import annotations

import pytest

from heliograph.calls.kinds import kind_of
from heliograph.calls.models import Call, Response
from tests.calls.answering.test_answering import posted
from tests.calls.factories import call, response
from tests.calls.kinds.toy import Planting, fell
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def to(planting) -> Call:
    return call("Plant a tree", kind="planting", respondent="organization", questions=list(Planting.defaults.questions))


@pytest.fixture
def teacher(client):
    by = with_role(person(), "teacher", organization=school())
    client.force_login(by)
    return by


def answer(client, to, trees):
    url = f"/calls/{to.slug}/answer/?for=o{school_of(client, to)}"
    return client.post(url, posted(client.get(url), q_trees=trees))


def school_of(client, to):
    from heliograph.network.models import Organization

    return Organization.objects.get().public_id


def test_its_own_rule_is_said_beside_the_question(client, to, teacher) -> None:
    page = answer(client, to, "1")
    assert page.status_code == 422
    assert "A school plants at least 2 trees." in page.content.decode()
    assert Response.objects.count() == 0


def test_what_it_does_afterwards_is_in_the_same_transaction(client, to, teacher, planting) -> None:
    with pytest.raises(ValueError, match="the ground is full"):
        answer(client, to, "666")
    assert (Response.objects.count(), planting.planted) == (0, [])
    assert answer(client, to, "12").status_code == 200
    assert planting.planted == [(Response.objects.get().pk, "submit")]


def test_whom_it_forbids_is_told_why(client, to, teacher) -> None:
    import time_machine

    with time_machine.travel(NOW.replace(month=2, day=3), tick=False):
        client.force_login(teacher)
        to.deadlines.filter(kind="closes").update(until=NOW.replace(month=3))
        assert "Not in winter." in client.get(f"/calls/{to.slug}/answer/").content.decode()


def test_what_came_of_it_stands_on_its_page(client, to) -> None:
    at = school()
    response(to, with_role(person(), "teacher", organization=at), at, trees=12)
    to.deadlines.filter(kind="closes").update(until=NOW)
    page = client.get(f"/calls/{to.slug}/").content.decode()
    assert '<a href="/forest/">12 trees were planted.</a>' in page


def test_taken_away_its_calls_are_shown_and_take_no_answers(client, to, teacher) -> None:
    fell()
    assert client.get(f"/calls/{to.slug}/").status_code == 200
    assert "its kind is not installed here" in client.get(f"/calls/{to.slug}/answer/").content.decode()
    assert kind_of(to).key == "gone"
