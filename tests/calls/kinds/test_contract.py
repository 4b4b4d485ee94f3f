"""What every registered kind keeps to, the toy included: one suite for all."""

from __future__ import annotations

import re

import pytest
from django.utils.functional import Promise
from django.utils.html import escape

from heliograph.calls.desk import starting
from heliograph.calls.kinds import kinds
from heliograph.calls.kinds.options import OptionType
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.table import STEPS, leads
from heliograph.calls.lifecycle.taking_back import take_back
from heliograph.calls.models import Response
from heliograph.calls.questions import schema
from heliograph.calls.states import Actor, DeadlineKind, ResponseState, Verb
from heliograph.network.states import Refused
from tests.calls.desk.test_pages import form_of
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


def test_who_was_named_instead_can_be_taken_back(kind) -> None:
    to = call(kind=kind.key, questions=[])
    one = response(to, **ANSWERS.get(kind.key, {}))
    own = (one.slot, one.state)
    if not kind.passes_on or not leads(Verb.SUBSTITUTE, ResponseState(one.state), kind.states):
        with pytest.raises(Refused):
            take_back(one, Act(NOW, one.person))
        return
    verbs.substitute(one, "Esi", "esi@example.org", Act(NOW, one.person))
    done = take_back(one, Act(NOW, one.person)).response
    assert (done.slot, done.state, done.name, done.email) == (*own, "", "")


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


def test_its_options_are_well_formed_and_begin_with_what_fits(kind) -> None:
    keys = [option.key for option in kind.options]
    assert len(keys) == len(set(keys))
    to = call(kind=kind.key)
    for option in kind.options:
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,39}", option.key)
        assert str(option.label)
        assert (option.fits(option.default), option.wrong(to, option.default)) == (True, "")
        assert option.words(option.default)
        assert all(str(label) for _key, label in option.choices)
        assert bool(option.choices) == (option.type == OptionType.CHOICE)
    by = with_role(person(), "secretariat")
    made = starting.start_call(to.programme, kind, "New", by, NOW)
    assert made.options == kind.chosen(made) == kind.chosen(to)


def test_its_options_are_chosen_on_the_desk_and_saved_as_they_stand(kind, client) -> None:
    to = call(kind=kind.key, slug="register")
    client.force_login(with_role(person(), "secretariat"))
    before = kind.chosen(to)
    posted = form_of(client, "/desk/calls/register/edit/")
    assert client.post("/desk/calls/register/edit/", posted).status_code == 302
    to.refresh_from_db()
    assert (to.options, kind.chosen(to)) == (before, before)
    told = {str(option.label) for option in kind.options}
    page = client.get("/desk/calls/register/").content.decode()
    assert all(f"<dt>{escape(label)}</dt>" in page for label in told)


@pytest.mark.parametrize("rubbish", [{"gone": 1}, "every"])
def test_options_that_do_not_fit_any_more_count_as_the_default(kind, rubbish) -> None:
    kept = {option.key: ["?"] for option in kind.options} if rubbish == "every" else rubbish
    to = call(kind=kind.key, options=kept)
    assert kind.chosen(to) == {option.key: option.default for option in kind.options}


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
