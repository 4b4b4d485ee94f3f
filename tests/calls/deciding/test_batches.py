"""Decisions on many answers: looked at, made in chunks, gone on with after a crash, refused with a reason, undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.calls.deciding import batches, running
from heliograph.calls.deciding.batches import Wish, mark_of, steps_for
from heliograph.calls.deciding.models import DecisionBatch
from heliograph.calls.deciding.possible import Hindrance, choices
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import Sheet, change
from heliograph.calls.models import CallEntry, Response, ResponseEntry
from heliograph.calls.states import Verb
from heliograph.network.states import Refused
from tests.calls.deciding.conftest import LATER
from tests.calls.factories import call, programme
from tests.calls.factories import response as sent_answer
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


def states(of):
    return sorted(of.responses.values_list("state", flat=True))


def reasons(batch):
    return [Hindrance(code, state, said).words for _key, code, state, said in batch.refused]


def test_all_that_were_picked_are_decided_and_each_has_one_entry_with_the_note(applications, answers, decided):
    batch = decided("accept", {"en": "Welcome"})
    assert states(applications) == ["accepted"] * 5
    entries = ResponseEntry.objects.filter(verb="accept")
    assert [(entry.token, entry.note, entry.actor) for entry in entries] == [
        (mark_of(batch), "Welcome", "organizer")
    ] * 5
    assert (batch.done, batch.refused, batch.finished_at) == (5, [], LATER)


def test_the_log_of_the_call_says_how_many_were_decided_and_refused(applications, answers, decided):
    decided("decline", responses=Response.objects.filter(pk=answers[0].pk), token="one")
    decided("accept")
    last = CallEntry.objects.filter(call=applications).last()
    assert (last.verb, last.data["done"], last.data["refused"]) == ("decide", 4, 1)


def test_only_steps_that_lead_on_are_offered_with_how_many(applications, answers, picked, decided):
    decided("decline", responses=Response.objects.filter(pk=answers[0].pk), token="one")
    offered = {each.verb: each.count for each in choices(applications, picked())}
    assert offered == {
        **dict.fromkeys([Verb.ACCEPT, Verb.CONFIRM, Verb.DECLINE, Verb.RETURN, Verb.MATCH, Verb.WITHDRAW], 4),
        Verb.REOPEN: 1,
    }


@pytest.mark.parametrize(
    ("verb", "after"),
    [("accept", "accepted"), ("confirm", "confirmed"), ("decline", "declined"), ("return", "returned"),
     ("match", "matched"), ("withdraw", "withdrawn")],
)  # fmt: skip
@pytest.mark.every_case
def test_each_decision_leads_where_the_table_says(answers, applications, decided, verb, after):
    decided(verb)
    assert states(applications) == [after] * 5


def test_what_waits_is_offered_a_place_by_the_organizer_and_has_time_to_take_it_up(organizer, decided):
    full = call(capacity=1, programme=programme(organizer=organizer.seat), hold=24)
    waiting = [sent_answer(full, person(f"w{n}@example.org")) for n in range(3)][1:]
    type(full).objects.filter(pk=full.pk).update(capacity=2)
    asked = Response.objects.filter(pk__in=[each.pk for each in waiting])
    batch = batches.make(full, Wish(steps_for(asked, Verb.OFFER), "offer"), "t", organizer, LATER)
    batches.confirm(batch, organizer, LATER)
    running.run(batch.pk, LATER)
    batch.refresh_from_db()
    assert states(full) == ["confirmed", "offered", "waitlisted"]
    assert Response.objects.get(state="offered").offered_until == LATER + timedelta(hours=24)
    assert reasons(batch) == ["All places are taken. Add places, or decline others first."]


def test_never_more_are_accepted_than_there_are_places_and_who_came_first_gets_them(applications, answers, decided):
    type(applications).objects.filter(pk=applications.pk).update(capacity=2)
    batch = decided("accept")
    assert states(applications) == ["accepted"] * 2 + ["submitted"] * 3
    assert set(Response.objects.filter(state="accepted")) == {answers[0], answers[1]}
    assert reasons(batch) == ["All places are taken. Add places, or decline others first."] * 3


def test_the_page_before_says_the_same_as_what_is_then_done(applications, answers, organizer, picked):
    type(applications).objects.filter(pk=applications.pk).update(capacity=2)
    applications.refresh_from_db()
    batch = batches.make(applications, Wish(steps_for(picked(), Verb.ACCEPT), "accept"), "t", organizer, LATER)
    good, bad = batches.judged(batch)
    batches.confirm(batch, organizer, LATER)
    running.run(batch.pk, LATER)
    batch.refresh_from_db()
    assert [step.response for step in good] == list(
        Response.objects.filter(state="accepted").order_by("pk").values_list("pk", flat=True)
    )
    assert [(key, why.code) for key, why in bad] == [(key, code) for key, code, _state, _said in batch.refused]


def test_an_answer_that_changed_since_it_was_looked_at_is_left_alone(applications, answers, organizer, picked):
    batch = batches.make(applications, Wish(steps_for(picked(), Verb.DECLINE), "decline"), "t", organizer, NOW)
    asked = applications.question_sets.get()
    change(answers[2], Sheet(asked, {"title": "better"}), Act(NOW, answers[2].person))
    batches.confirm(batch, organizer, LATER)
    running.run(batch.pk, LATER)
    batch.refresh_from_db()
    assert states(applications) == ["declined"] * 4 + ["submitted"]
    assert reasons(batch) == ["It was changed since you looked at it. Look at it again, then decide."]


def test_of_two_organizers_who_decide_at_once_the_second_is_refused_and_told_why(
    applications, answers, organizer, picked
):
    first, second = (
        batches.make(applications, Wish(steps_for(picked(), Verb(verb)), verb), verb, organizer, LATER)
        for verb in ("accept", "decline")
    )
    for batch in (first, second):
        batches.confirm(batch, organizer, LATER)
        running.run(batch.pk, LATER)
    second.refresh_from_db()
    assert states(applications) == ["accepted"] * 5
    assert reasons(second) == ["It was changed since you looked at it. Look at it again, then decide."] * 5


def test_the_same_token_is_the_same_batch_and_confirming_twice_is_once(applications, answers, organizer, picked):
    wish = Wish(steps_for(picked(), Verb.ACCEPT), "accept")
    first, again = (batches.make(applications, wish, "same", organizer, LATER) for _ in range(2))
    assert first == again
    assert [batches.confirm(first, organizer, LATER), batches.confirm(again, organizer, LATER)] == [True, False]
    for _ in range(2):
        running.run(first.pk, LATER)
    assert ResponseEntry.objects.filter(verb="accept").count() == 5
    assert CallEntry.objects.filter(verb="decide").count() == 1


def test_a_batch_that_broke_off_in_the_middle_goes_on_where_it_was(
    applications, answers, organizer, picked, monkeypatch
):
    monkeypatch.setattr(running, "CHUNK", 2)
    batch = batches.make(applications, Wish(steps_for(picked(), Verb.ACCEPT), "accept"), "t", organizer, LATER)
    batches.confirm(batch, organizer, LATER)
    whole, calls = running.take, iter(range(100))

    def broken(*args):
        if next(calls) == 3:
            raise KeyboardInterrupt
        return whole(*args)

    monkeypatch.setattr(running, "take", broken)
    with pytest.raises(KeyboardInterrupt):
        running.run(batch.pk, LATER)
    batch.refresh_from_db()
    assert (batch.done, states(applications).count("accepted"), batch.finished_at) == (2, 2, None)
    monkeypatch.setattr(running, "take", whole)
    assert running.resume_lost(LATER + timedelta(minutes=1)) == []
    assert running.resume_lost(LATER + timedelta(minutes=3)) == [batch.pk]
    assert states(applications) == ["accepted"] * 5
    assert ResponseEntry.objects.filter(verb="accept").count() == 5


def test_one_answer_on_which_the_kind_fails_stops_no_other(applications, answers, decided, monkeypatch, caplog):
    from heliograph.calls.kinds import kind_of

    def after(response, _verb, _at):
        if response.pk == answers[1].pk:
            raise ValueError("no")

    monkeypatch.setattr(kind_of(applications), "after", after)
    batch = decided("accept")
    assert states(applications) == ["accepted"] * 4 + ["submitted"]
    assert reasons(batch)[0].startswith("Something went wrong on our side.")


def test_what_was_declined_is_taken_up_again_and_only_what_nobody_has_touched_since(
    applications, answers, decided, organizer
):
    batch = decided("decline")
    decided("reopen", responses=Response.objects.filter(pk=answers[0].pk), token="one")
    decided("decline", responses=Response.objects.filter(pk=answers[0].pk), token="two")
    back = batches.undo(batch, organizer, LATER)
    assert (back.undoes, len(back.steps), back.confirmed_at) == (batch, 4, None)
    batches.confirm(back, organizer, LATER)
    running.run(back.pk, LATER)
    assert states(applications) == ["declined"] + ["submitted"] * 4
    with pytest.raises(Refused):
        batches.undo(DecisionBatch.objects.get(pk=back.pk), organizer, LATER)


def test_what_was_accepted_cannot_be_taken_up_again(answers, decided):
    assert not batches.undoable(decided("accept")).exists()


def test_somebody_else_makes_and_confirms_nothing(applications, answers, picked, organizer, stranger):
    wish = Wish(steps_for(picked(), Verb.ACCEPT), "accept")
    with pytest.raises(Refused):
        batches.make(applications, wish, "t", stranger, LATER)
    batch = batches.make(applications, wish, "t", organizer, LATER)
    with pytest.raises(Refused):
        batches.confirm(batch, stranger, LATER)


def test_a_batch_that_was_thrown_away_is_gone_and_one_that_is_made_stays(
    applications, answers, picked, organizer, decided
):
    batch = batches.make(applications, Wish(steps_for(picked(), Verb.ACCEPT), "accept"), "x", organizer, LATER)
    batches.drop(batch)
    with pytest.raises(Refused) as refused:
        batches.confirm(batch, organizer, LATER)
    assert refused.value.code == "gone"
    with pytest.raises(Refused):
        batches.drop(decided("accept"))


def test_words_change_until_the_decisions_are_made(applications, answers, picked, organizer, decided):
    batch = batches.make(applications, Wish(steps_for(picked(), Verb.ACCEPT), "accept"), "x", organizer, LATER)
    batches.say(batch, LazyI18nString({"en": "Welcome"}))
    batch.refresh_from_db()
    batches.confirm(batch, organizer, LATER, batches.mark_of_letters(batch, organizer))
    with pytest.raises(Refused):
        batches.say(batch, LazyI18nString({"en": "Other"}))
    running.run(batch.pk, LATER)
    assert set(ResponseEntry.objects.filter(verb="accept").values_list("note", flat=True)) == {"Welcome"}
