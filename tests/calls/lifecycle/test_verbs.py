"""What each verb does, refuses, and does not do twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.calls.answering.kept import call_named
from heliograph.calls.deadlines.extending import take_back
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject, with_known_person
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import Call, Extension, Response
from heliograph.calls.rules import responses_of
from heliograph.calls.states import Actor, Verb
from heliograph.frame.finished import touch
from heliograph.network.models import Person
from heliograph.network.states import Refused
from tests.calls.factories import DAY, call, deadline, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def sheet(to, **answers) -> Sheet:
    return Sheet(to.question_sets.latest("version"), answers)


def submit(to, by, at=NOW, token="", **answers):
    return verbs.submit(to, Subject(by), sheet(to, **answers), Act(at, by, token=token))


def code_of(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def steps(of: Response) -> list[str]:
    return list(of.entries.values_list("verb", flat=True))


def test_sending_confirms_where_it_is_enough_to_have_answered() -> None:
    done = submit(call(), person(), a="1")
    assert (done.response.state, done.response.answers, done.repeated) == ("confirmed", {"a": "1"}, False)
    assert (done.entry.before, done.entry.after, done.entry.told_at) == ("", "confirmed", None)


def test_sending_waits_for_a_decision_where_the_organizer_decides() -> None:
    assert submit(call(kind="application"), person()).response.state == "submitted"


def test_the_same_token_is_the_same_step() -> None:
    to, by = call(), person()
    first, again = submit(to, by, token="t"), submit(to, by, token="t", a="other")
    assert again.repeated
    assert again.entry == first.entry
    assert (Response.objects.count(), steps(first.response)) == (1, ["submit"])


def test_sending_again_with_another_token_changes_the_one_answer() -> None:
    to, by = call(), person()
    submit(to, by, token="t", a="1")
    done = submit(to, by, token="u", a="2")
    assert (Response.objects.count(), steps(done.response), done.response.answers) == (
        1,
        ["submit", "change"],
        {"a": "2"},
    )


def test_any_number_of_answers_is_told_apart_by_the_form() -> None:
    to, by = call(limit="many"), person()
    submit(to, by, token="t")
    submit(to, by, token="t")
    submit(to, by, token="u")
    assert Response.objects.count() == 2


def test_an_answer_is_taken_until_the_instant_of_closing_and_not_at_it() -> None:
    to = call(closes=NOW + HOUR)
    assert submit(to, person(), NOW + HOUR - timedelta(microseconds=1)).response.late is False
    assert code_of(lambda: submit(to, person(), NOW + HOUR)) == "closed"
    assert Response.objects.count() == 1


def test_within_grace_an_answer_is_taken_and_marked_as_late() -> None:
    to = call(closes=NOW, grace=10)
    assert submit(to, person(), NOW + timedelta(minutes=9)).response.late is True
    assert code_of(lambda: submit(to, person(), NOW + timedelta(minutes=10))) == "closed"


def test_before_it_opens_nothing_is_taken() -> None:
    assert code_of(lambda: submit(call(opens=NOW + HOUR), person())) == "not-open"
    announced = call(opens=None)
    deadline(announced, "opens", None)
    assert code_of(lambda: submit(announced, person())) == "not-open"


@pytest.mark.parametrize("status", ["draft", "completed", "cancelled"])
def test_a_call_that_is_not_published_takes_nothing(status) -> None:
    assert code_of(lambda: submit(call(status=status), person())) == "over"


@pytest.mark.parametrize(
    "step",
    [verbs.withdraw, verbs.reconfirm, lambda *given: verbs.substitute(given[0], "Ama", "ama@example.org", given[1])],
)
def test_who_answered_a_call_that_is_completed_changes_nothing_any_more(step) -> None:
    to = call()
    deadline(to, "reconfirm", NOW + 5 * DAY)
    done = response(to)
    Call.objects.filter(pk=to.pk).update(status="completed")
    done.call.refresh_from_db()
    assert code_of(lambda: step(done, Act(NOW, done.person))) == "over"
    assert steps(done) == ["submit"]


def test_a_personal_extension_is_for_one_person() -> None:
    to, by = call(closes=NOW), person()
    Extension.objects.create(call=to, person=by, until=NOW + HOUR, made_at=NOW)
    done = submit(to, by, NOW + timedelta(minutes=30))
    assert (done.response.state, done.response.late) == ("confirmed", False)
    assert code_of(lambda: submit(to, person(), NOW + timedelta(minutes=30))) == "closed"


def test_withdrawing_is_bound_by_its_date_for_the_respondent_and_not_for_the_organizer() -> None:
    to = call()
    deadline(to, "withdraw", NOW + HOUR)
    one = response(to)
    assert code_of(lambda: verbs.withdraw(one, Act(NOW + HOUR, one.person))) == "too-late"
    assert verbs.withdraw(one, Act(NOW + HOUR, person(), Actor.ORGANIZER)).response.state == "withdrawn"


def test_what_was_withdrawn_can_be_sent_again() -> None:
    to, by = call(), person()
    one = submit(to, by).response
    verbs.withdraw(one, Act(NOW, by))
    assert submit(to, by, token="again", a="2").response.state == "confirmed"
    assert steps(one) == ["submit", "withdraw", "submit"]


def test_reconfirming_needs_a_date_or_a_question() -> None:
    one = response(call())
    assert code_of(lambda: verbs.reconfirm(one, Act(NOW, one.person))) == "not-asked"
    deadline(one.call, "reconfirm", NOW + HOUR)
    assert code_of(lambda: verbs.reconfirm(one, Act(NOW + HOUR, one.person))) == "too-late"
    assert verbs.reconfirm(one, Act(NOW, one.person, token="t")).response.state == "reconfirmed"
    assert verbs.reconfirm(one, Act(NOW, one.person, token="t")).repeated


def test_a_place_passed_on_stays_taken_and_frees_who_gave_it_to_answer_anew() -> None:
    to, by = call(capacity=1), person()
    one = submit(to, by).response
    done = verbs.substitute(one, "Ama", "ama@example.org", Act(NOW, by))
    assert (done.response.state, done.response.name, done.response.email) == ("confirmed", "Ama", "ama@example.org")
    assert submit(to, by).response.state == "waitlisted"


def test_a_place_is_not_passed_on_to_who_has_one() -> None:
    to, other = call(), person("ama@example.org")
    submit(to, other)
    one = response(to)
    assert code_of(lambda: verbs.substitute(one, "Ama", "AMA@example.org", Act(NOW, one.person))) == "there-already"


def test_two_coordinators_cannot_register_the_same_delegate() -> None:
    to, ama = call(delegation=True), person("ama@example.org")
    first, second = person(), person()

    def register(by):
        subject = with_known_person(Subject(by, name="Ama", email="Ama@example.org"))
        return verbs.submit(to, subject, sheet(to, diet="none"), Act(NOW, by, token=str(by.pk)))

    register(first)
    assert code_of(lambda: register(second)) == "not-yours"
    assert submit(to, ama, token="own").response.person == ama
    assert Response.objects.count() == 1


def test_nobody_changes_anothers_answer_by_naming_his_address() -> None:
    to, victim, other = call(delegation=True), person("ama@example.org"), person()
    own = submit(to, victim, a="mine").response
    verbs.withdraw(own, Act(NOW, victim))
    subject = with_known_person(Subject(other, name="X", email="ama@example.org"))
    assert code_of(lambda: verbs.submit(to, subject, sheet(to, a="theirs"), Act(NOW, other))) == "not-yours"
    kept = verbs.start(to, subject, sheet(to, a="theirs"), Act(NOW, other))
    assert (kept.pk != own.pk, kept.person) == (True, other)
    assert code_of(lambda: verbs.resend(kept, sheet(to, a="theirs"), Act(NOW, other))) == "not-yours"
    own.refresh_from_db()
    assert (own.state, own.answers, own.draft) == ("withdrawn", {"a": "mine"}, {})


def test_a_draft_keeps_no_place_from_whom_it_is_about() -> None:
    to, victim, other = call(delegation=True), person("ama@example.org"), person()
    subject = with_known_person(Subject(other, name="X", email="ama@example.org"))
    verbs.start(to, subject, sheet(to, a="theirs"), Act(NOW, other))
    done = submit(to, victim, a="mine")
    assert (done.response.person, done.response.answers) == (victim, {"a": "mine"})
    assert not responses_of(other).filter(pk=done.response.pk).exists()


def test_who_has_left_a_school_has_no_more_to_say_in_its_answer() -> None:
    to, at, by = call(respondent="organization"), school(), person()
    with_role(by, "teacher", organization=at)
    response(to, by, at)
    assert responses_of(by).count() == 1
    by.roles.update(ends=NOW.date() - DAY)
    assert responses_of(Person.objects.get(pk=by.pk)).count() == 0


def test_a_call_cancelled_meanwhile_takes_no_answer_whatever_was_read_before() -> None:
    to, by = call(), person()
    read = call_named(to.slug)
    Call.objects.filter(pk=to.pk).update(status="cancelled")
    touch()
    assert code_of(lambda: submit(read, by)) == "over"


def test_more_time_that_was_taken_back_counts_no_more_whatever_was_read_before() -> None:
    to, by = call(closes=NOW), person()
    Extension.objects.create(call=to, person=by, until=NOW + HOUR, made_at=NOW)
    read = call_named(to.slug)
    take_back(Extension.objects.get(), person(), NOW)
    assert code_of(lambda: submit(read, by)) == "closed"


def test_a_school_has_one_answer_whoever_gives_it() -> None:
    to, at = call(respondent="organization"), school()
    teacher, principal = person(), with_role(person(), "principal", organization=at)
    one = response(to, with_role(teacher, "teacher", organization=at), at, a="1")
    assert code_of(lambda: response(to, with_role(person(), "teacher", organization=at), at)) == "not-yours"
    assert (response(to, principal, at, a="2").pk, Response.objects.get().answers) == (one.pk, {"a": "2"})


def test_a_draft_is_kept_and_found_and_sent() -> None:
    to, by = call(), person()
    draft = verbs.start(to, Subject(by), sheet(to, a="half"), Act(NOW, by))
    again = verbs.start(to, Subject(by), sheet(to, a="more"), Act(NOW, by))
    assert (draft.pk, again.draft, again.state) == (again.pk, {"a": "more"}, "draft")
    done = submit(to, by, a="whole")
    assert (done.response.state, done.response.draft, done.response.answers) == ("confirmed", {}, {"a": "whole"})


def test_what_is_kept_beside_an_answer_does_not_change_it() -> None:
    one = response(call(), a="1")
    kept = verbs.keep(one, sheet(one.call, a="2"), Act(NOW, one.person))
    assert (kept.state, kept.answers, kept.draft) == ("confirmed", {"a": "1"}, {"a": "2"})
    verbs.discard(kept, Act(NOW, one.person))
    assert Response.objects.get().draft == {}


def test_a_draft_thrown_away_is_gone() -> None:
    to, by = call(), person()
    verbs.discard(verbs.start(to, Subject(by), sheet(to), Act(NOW, by)), Act(NOW, by))
    assert Response.objects.count() == 0


def test_a_returned_answer_can_be_sent_after_closing() -> None:
    to = call(kind="application", closes=NOW + HOUR)
    one = response(to)
    verbs.decide(one, Verb.RETURN, Act(NOW, person(), Actor.ORGANIZER, note="Which level?"))
    later = verbs.resend(one, sheet(to, a="2"), Act(NOW + DAY, one.person))
    assert (later.response.state, later.response.late) == ("submitted", False)


def test_what_the_organizer_decides_is_not_for_the_respondent() -> None:
    one = response(call(kind="application"))
    assert code_of(lambda: verbs.decide(one, Verb.ACCEPT, Act(NOW, one.person))) == "wrong-state"


def test_a_decision_is_taken_back_by_taking_it_up_again() -> None:
    one, by = response(call(kind="application")), person()
    verbs.decide(one, Verb.DECLINE, Act(NOW, by, Actor.ORGANIZER))
    assert verbs.reopen(one, Act(NOW, by, Actor.ORGANIZER)).response.state == "submitted"
    assert steps(one) == ["submit", "decline", "reopen"]


def test_answers_to_questions_that_were_changed_meanwhile_are_not_taken() -> None:
    to, by = call(), person()
    stale = sheet(to)
    to.question_sets.update(saved_at=NOW + HOUR)
    assert code_of(lambda: verbs.submit(to, Subject(by), stale, Act(NOW, by))) == "questions-changed"
    assert Response.objects.count() == 0


def test_a_draft_begun_by_another_is_not_mine_until_it_was_sent() -> None:
    to, coordinator, ama = call(delegation=True), person(), person("ama@example.org")
    subject = with_known_person(Subject(coordinator, name="Ama", email="ama@example.org"))
    draft = verbs.start(to, subject, sheet(to), Act(NOW, coordinator))
    assert not responses_of(ama).exists()
    verbs.resend(draft, sheet(to), Act(NOW, coordinator))
    assert list(responses_of(ama)) == [draft]
