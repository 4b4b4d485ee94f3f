"""What every registered kind keeps to, the toy included: one suite for all."""

from __future__ import annotations

import pytest
from django.utils.functional import Promise

from heliograph.calls.kinds import kinds
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.table import STEPS, leads
from heliograph.calls.models import Response
from heliograph.calls.questions import schema
from heliograph.calls.states import Actor, DeadlineKind, ResponseState, Verb
from tests.calls.factories import call, deadline, response
from tests.calls.kinds.toy import Planting
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db
KINDS = [kind.key for kind in kinds()] + [Planting.key]
#: What is answered where a kind's own questions or rules want something.
ANSWERS = {"planting": {"trees": 12}}


@pytest.fixture(params=KINDS)
def kind(request, planting):
    return next(each for each in kinds() if each.key == request.param)


def answered(kind) -> Response:
    to = call(kind=kind.key, respondent=kind.defaults.respondent, questions=[])
    deadline(to, "reconfirm", None)
    at = school()
    by = with_role(person(), "focal-point", organization=at)
    return response(to, by, at, **ANSWERS.get(kind.key, {}))


def test_it_says_what_it_is(kind) -> None:
    assert kind.key
    assert kind.key == kind.key.lower()
    for words in (kind.label, kind.about, kind.action):
        assert isinstance(words, str | Promise)
        assert str(words)


def test_its_states_are_reached_and_left_by_the_table(kind) -> None:
    assert kind.settled in kind.states
    assert {ResponseState.DRAFT, ResponseState.WITHDRAWN} <= kind.states
    reached = {state for step in STEPS.values() for state in step.to} | {ResponseState.DRAFT}
    assert kind.states <= reached


def test_who_has_sent_can_take_it_back(kind) -> None:
    one = answered(kind)
    assert one.state == kind.settled
    assert verbs.withdraw(one, Act(NOW, one.person)).response.state == "withdrawn"


def test_sent_twice_it_is_one(kind) -> None:
    one = answered(kind)
    sheet = verbs.Sheet(one.question_set, one.answers)
    first = verbs.resend(one, sheet, Act(NOW, one.person, token="t"))
    assert verbs.resend(one, sheet, Act(NOW, one.person, token="t")).repeated
    assert first.response.pk == one.pk
    assert Response.objects.count() == 1


@pytest.mark.parametrize("verb", [v for v in Verb if v in STEPS and Actor.ORGANIZER in STEPS[v].by])
def test_what_an_organizer_does_leads_to_a_state_of_the_kind_or_is_refused(kind, verb) -> None:
    one = answered(kind)
    act = Act(NOW, person(), Actor.ORGANIZER)
    done = {Verb.WITHDRAW: verbs.withdraw, Verb.REOPEN: verbs.reopen}.get(verb)
    if verb == Verb.OFFER:
        return
    try:
        after = (done(one, act) if done else verbs.decide(one, verb, act)).response.state
    except verbs.Refused:
        assert not leads(verb, ResponseState(one.state), kind.states) or done is None
    else:
        assert after in kind.states


def test_a_new_call_of_it_begins_with_what_it_says(kind) -> None:
    defaults = kind.defaults
    assert all(isinstance(each, DeadlineKind) for each in defaults.deadlines)
    assert len(schema.read(list(defaults.questions))) == len(defaults.questions)


def test_it_shows_itself(kind) -> None:
    one = answered(kind)
    assert str(kind.card(one.call).button)
    outcome = kind.outcome(one.call)
    assert outcome is None or str(outcome.words)
    for column in kind.columns(one.call):
        assert isinstance(column.of(one), str | int | float)


def test_its_call_is_read_and_answered_in_the_browser(kind, client) -> None:
    to = call(kind=kind.key, respondent=kind.defaults.respondent, questions=list(kind.defaults.questions))
    client.force_login(with_role(person(), "focal-point", organization=school()))
    page = client.get(f"/calls/{to.slug}/")
    assert page.status_code == 200
    assert str(kind.action) in page.content.decode()
    assert client.get(f"/calls/{to.slug}/answer/").status_code == 200
