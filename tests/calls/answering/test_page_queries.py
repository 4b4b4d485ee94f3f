"""The page of a call that is asked for again and again, before it closes, takes few statements."""

from __future__ import annotations

import pytest
import time_machine

from heliograph.calls.deadlines.following import follow
from heliograph.calls.reminders.declining import not_this_one
from tests.calls.factories import call, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("answers", [0, 3])
def test_session_person_generation_answers_wishes_and_roles(client, django_assert_num_queries, answers) -> None:
    to, who = call(), with_role(person(), "teacher", organization=school())
    for _answer in range(answers):
        response(to)
    client.force_login(who)
    url = f"/calls/{to.slug}/"
    client.get(url)
    with django_assert_num_queries(6):
        assert client.get(url).status_code == 200


def test_it_says_what_its_reader_wants_to_hear(client) -> None:
    to, who = call(), person()
    client.force_login(who)
    url = f"/calls/{to.slug}/"
    told = [client.get(url).context]
    follow(to, who, NOW)
    not_this_one(to, who, NOW)
    told.append(client.get(url).context)
    response(to, who)
    told.append(client.get(url).context)
    said = [(each["following"], each["spared"]) for each in told]
    assert said == [(False, False), (True, True), (True, None)]
