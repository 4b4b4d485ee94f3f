"""The audience of who has answered a call: chosen by SQL, judged one by one, in words, and on the desk."""

from __future__ import annotations

import random
from uuid import UUID

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from heliograph.calls import answered
from heliograph.calls.corresponding.inviting import remove
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import decide, withdraw
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.rules import visible_to
from heliograph.calls.states import Actor, ResponseState, Verb
from heliograph.network.audiences.judging import holding, judge
from heliograph.network.audiences.parsing import Unreadable, as_data, parse
from heliograph.network.audiences.selecting import people, roles
from heliograph.network.audiences.wording import in_words
from heliograph.network.models import Audience
from tests.bulletin.desk.pages import soup
from tests.calls.corresponding.scenes import invited, joined, joint_answer
from tests.calls.factories import call, response
from tests.network.audiences.networks import make_network
from tests.network.audiences.networks import rules as other_rules
from tests.network.factories import NOW, TODAY, person, school, with_role

pytestmark = pytest.mark.django_db
QUICK = {"suppress_health_check": list(HealthCheck), "phases": [Phase.reuse, Phase.generate]}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def asked(*calls, state="any"):
    return {"clause": "answered", "values": [str(one.public_id) for one in calls], "state": state}


def chosen(data):
    return set(people(parse(data), TODAY))


def test_who_has_sent_an_answer_that_stands_is_meant_for_whomever_it_was():
    to, other = call(kind="application", limit="many"), call()
    alone, for_school, withdrawn, elsewhere = person(), person(), person(), person()
    response(to, alone)
    response(to, for_school, school())
    withdraw(response(to, withdrawn), Act(NOW, withdrawn))
    response(other, elsewhere)
    draft = response(to, person())
    Response.objects.filter(pk=draft.pk).update(state="draft")
    assert chosen(asked(to)) == {alone, for_school}
    assert chosen(asked(to, other)) == {alone, for_school, elsewhere}
    assert chosen(asked(to, state="withdrawn")) == {withdrawn}


def test_who_answers_together_has_answered_and_who_was_only_invited_has_not():
    answer = joint_answer()
    guest, gone = person(), person()
    joined(answer, guest)
    invited(answer, "kofi@example.org")
    remove(joined(answer, gone), answer.person, NOW)
    person("kofi@example.org")
    assert chosen(asked(answer.call)) == {answer.person, guest}


def test_a_decision_moves_somebody_from_one_state_to_another():
    answer = joint_answer()
    decide(answer, Verb.ACCEPT, Act(NOW, actor=Actor.ORGANIZER))
    assert (chosen(asked(answer.call, state="submitted")), chosen(asked(answer.call, state="accepted"))) == (
        set(),
        {answer.person},
    )


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("any", "People in Kenya who have answered “Posters”."),
        ("accepted", "People in Kenya whose answer to “Posters” is: accepted."),
    ],
)
def test_it_has_words(state, told):
    rule = parse({"all": [asked(call("Posters"), state=state), {"clause": "country", "values": ["KE"]}]})
    assert in_words(rule, "en") == told


def test_it_has_reasons():
    answer = joint_answer()
    reasons = [
        judge(parse(asked(answer.call, state=state)), who, TODAY).reasons
        for state in ("any", "accepted")
        for who in (answer.person, person())
    ]
    assert reasons == [
        ("You have answered “Registration”.",),
        ("You have not answered “Registration”.",),
        ("You have no answer to “Registration” that is: accepted.",),
        ("You have no answer to “Registration” that is: accepted.",),
    ]


def test_a_call_that_is_no_more_selects_nobody_and_says_so():
    data = {"clause": "answered", "values": ["00000000-0000-4000-8000-000000000000"], "state": "any"}
    assert (chosen(data), as_data(parse(data))) == (set(), data)
    assert in_words(parse(data), "en") == "People who have answered a call that is no more."


@pytest.mark.parametrize("change", [{"values": ["posters"]}, {"state": "draft"}, {"state": None}, {"values": []}])
def test_it_checks_its_own_data(change):
    with pytest.raises(Unreadable):
        parse({**asked(call()), **change})


def test_the_desk_offers_the_newest_calls_by_title(monkeypatch, desk):
    monkeypatch.setattr(answered, "MOST_OFFERED", 2)
    for title in ("Older", "Webinar", "Posters"):
        call(title)
    call("Secret", status="draft")
    page = desk.post("/desk/audiences/new/", {"group": "all", "do": "line", "new": "answered"})
    labels = [label.get_text(" ", strip=True) for label in soup(page).select("fieldset.rule-line label")]
    assert [label for label in labels if label in {"Older", "Webinar", "Posters", "Secret"}] == ["Posters", "Webinar"]


def test_a_call_for_those_who_have_answered_another_is_found_by_them_alone():
    answer = joint_answer()
    audience = Audience.objects.create(name="Answered", rule=asked(answer.call), made_at=NOW, changed_at=NOW)
    unreadable = Audience.objects.create(name="Gone", rule={"clause": "gone"}, made_at=NOW, changed_at=NOW)
    second = call(visibility="audience", audience=audience)
    call(visibility="audience", audience=unreadable)
    seen = [set(visible_to(who)) for who in (answer.person, person())]
    assert seen == [{answer.call, second}, {answer.call}]


def test_several_rules_are_judged_by_one_query_and_what_they_look_up(django_assert_num_queries):
    answer = joint_answer()
    who = with_role(answer.person, "teacher", organization=school())
    teacher = {"clause": "role", "values": ["teacher"]}
    rules = dict(enumerate([parse(teacher), parse({"not": teacher}), parse(asked(answer.call)), parse({"all": []})]))
    with django_assert_num_queries(2):
        assert holding(rules, who, TODAY) == {0, 2, 3}
    who.is_active = False
    assert holding(rules, who, TODAY) == frozenset()


@st.composite
def mixed_rules(draw, calls):
    """Rules of the network, with leaves of this clause among them."""
    leaf = st.builds(
        lambda values, state: {"clause": "answered", "values": values, "state": state},
        st.lists(st.sampled_from(calls), min_size=1, max_size=2, unique=True),
        st.sampled_from(["any", "submitted", "withdrawn", "confirmed"]),
    )
    tree = st.recursive(
        leaf | other_rules(CALLS[2:]),
        lambda inner: (
            st.builds(lambda kind, parts: {kind: parts}, st.sampled_from(["all", "any"]), st.lists(inner, max_size=3))
            | st.builds(lambda part: {"not": part}, inner)
        ),
        max_leaves=6,
    )
    return draw(tree)


CALLS = [f"00000000-0000-4000-8000-00000000000{digit}" for digit in "123"]


def some_answers(seed, everybody):
    """Answers to two of the three calls, by some, some of them together."""
    pick = random.Random(seed)
    for public_id in CALLS[:2]:
        to = call(public_id=UUID(public_id), kind="application", limit="many")
        for who in pick.sample(everybody, 4):
            made = response(to, who, None)
            Response.objects.filter(pk=made.pk).update(state=pick.choice(ResponseState.values), slot=f"s{made.pk}")
            other = pick.choice(everybody)
            parted = pick.choice([{}, {}, {"removed_at": NOW}, {"declined_at": NOW}])
            accepted = pick.choice([{"person": other, "accepted_at": NOW}, {}])
            CoRespondent.objects.create(
                response=made, email=f"{made.pk}@example.org", invited_at=NOW, **parted, **accepted
            )


@settings(max_examples=6, **QUICK)
@given(seed=st.integers(0, 10**9), many=st.lists(mixed_rules(CALLS), min_size=4, max_size=7))
def test_selecting_many_and_judging_one_agree(seed, many):
    with transaction.atomic():
        everybody = make_network(seed).people
        some_answers(seed, everybody)
        rules = {number: parse(data) for number, data in enumerate(many)}
        held = {who: holding(rules, who, TODAY) for who in everybody}
        for number, rule in rules.items():
            selected = set(people(rule, TODAY))
            assert (many[number], selected) == (many[number], {who for who in everybody if number in held[who]})
            assert {role.person for role in roles(rule, TODAY).select_related("person")} <= selected
        assert {who for who in everybody if judge(rules[0], who, TODAY).holds} == set(people(rules[0], TODAY))
        transaction.set_rollback(True)
