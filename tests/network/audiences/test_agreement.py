"""The one rule: many people by SQL and one by one, and what it means, are the same."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from heliograph.network.audiences.judging import judge, judge_in
from heliograph.network.audiences.parsing import parse
from heliograph.network.audiences.selecting import people, roles
from heliograph.network.audiences.standings import standings_of
from heliograph.network.models import Person
from tests.network.audiences.networks import TODAY, make_network, meant, rules

pytestmark = pytest.mark.django_db

#: Three of the people can be named in rules, and somebody who is not there.
NAMED = ["00000000-0000-4000-8000-00000000000" + digit for digit in "0123"]


#: A failure names its rule; making it smaller would take minutes.
QUICK = {"suppress_health_check": list(HealthCheck), "phases": [Phase.reuse, Phase.generate]}


def named_network(seed):
    network = make_network(seed)
    for person, public_id in zip(network.people, NAMED[:3], strict=False):
        Person.objects.filter(pk=person.pk).update(public_id=public_id)
        person.refresh_from_db()
    return network


@settings(max_examples=50, **QUICK)
@given(seed=st.integers(0, 10**9), many=st.lists(rules(NAMED), min_size=20, max_size=30))
def test_selecting_many_and_judging_one_agree(seed, many):
    with transaction.atomic():
        network = named_network(seed)
        standings = {person: standings_of(person, TODAY) for person in network.people}
        active = [person for person in network.people if person.is_active and not person.erased_at]
        for data in many:
            rule = parse(data)
            selected = sorted(people(rule, TODAY).values_list("pk", flat=True))
            judged = [person.pk for person in active if judge_in(rule, standings[person]).holds]
            assert (data, selected) == (data, judged)
            assert selected == [person.pk for person in network.people if meant(data, network, person)]
        assert [judge(rule, person, TODAY).holds for person in network.people] == [
            person.pk in selected for person in network.people
        ]
        transaction.set_rollback(True)


@settings(max_examples=10, **QUICK)
@given(seed=st.integers(0, 10**9), many=st.lists(rules(NAMED), min_size=10, max_size=20))
def test_roles_of_an_audience_are_the_standings_in_which_the_rule_holds(seed, many):
    with transaction.atomic():
        network = named_network(seed)
        standings = [
            standing
            for person in network.people
            if person.is_active and not person.erased_at
            for standing in standings_of(person, TODAY)
            if standing.role
        ]
        for rule in map(parse, many):
            holding = sorted(standing.role for standing in standings if judge_in(rule, [standing]).holds)
            assert (rule, sorted(roles(rule, TODAY).values_list("pk", flat=True))) == (rule, holding)
        transaction.set_rollback(True)
