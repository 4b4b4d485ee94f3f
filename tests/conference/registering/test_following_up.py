"""The questions to participants: whom they are asked of, and for which registration an answer is."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from heliograph.calls.answering.eligible import judge
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.models import Response
from heliograph.conference.calls import begin_call
from heliograph.conference.registering.following_up import awaiting
from heliograph.conference.registering.models import Stay
from heliograph.network.states import Refused
from tests.conference.factories import FIRST, conference
from tests.conference.registering.making import answer, meeting, reconfirm, register, withdraw
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def may(to, who, at=NOW):
    return judge(to.follow_up, who, at)


def test_they_are_asked_of_participants_alone():
    to, stranger = meeting(), person()
    found = may(to, stranger)
    assert not found.holds
    assert found.reasons == ("These questions are for participants, and you are not registered for this conference.",)
    register(to, stranger)
    assert may(to, stranger).holds


def test_who_was_asked_to_reconfirm_does_that_first():
    to, who = meeting(), person()
    one = register(to, who)
    Response.objects.update(asked_at=NOW)
    assert "Reconfirm your registration first" in may(to, who).reasons[0]
    reconfirm(one)
    assert may(to, who).holds


def test_who_waits_for_a_place_is_not_asked():
    to, who = meeting(capacity=1), person()
    register(to)
    register(to, who)
    assert "no confirmed place yet" in may(to, who).reasons[0]


def test_they_are_asked_until_the_conference_is_over():
    to, who = meeting(), person()
    register(to, who)
    evening = datetime(to.last_day.year, to.last_day.month, to.last_day.day, 23, 30, tzinfo=ZoneInfo(to.zone))
    assert may(to, who, evening).holds
    assert not may(to, who, evening + timedelta(hours=1)).holds
    assert may(to, who, NOW + timedelta(days=63)).reasons == (
        "The conference is over. These questions are asked no more.",
    )


def test_one_answers_for_oneself_and_for_those_whom_one_has_registered():
    to, coordinator = meeting(), person()
    own = register(to, coordinator)
    guest = register(to, coordinator, name="Guest", email="guest@example.org")
    assert set(awaiting(to)) == {own, guest}
    mine = answer(to, coordinator)
    theirs = answer(to, coordinator, name="Guest", email="guest@example.org")
    assert dict(Stay.objects.values_list("registration", "response")) == {own.pk: mine.pk, guest.pk: theirs.pk}
    assert not awaiting(to).exists()


def test_a_guest_who_answers_himself_answers_for_his_registration():
    to, coordinator, guest = meeting(), person(), person("guest@example.org")
    one = register(to, coordinator, name="Guest", email="guest@example.org")
    answer(to, guest)
    assert Stay.objects.get().registration == one
    assert not awaiting(to).exists()


def test_a_guest_who_has_an_account_since_is_known_by_his_address():
    to, coordinator = meeting(), person()
    one = register(to, coordinator, name="Guest", email="guest@example.org")
    answer(to, person("guest@example.org"))
    assert Stay.objects.get().registration == one


def test_nobody_answers_for_whom_he_has_not_registered():
    to, coordinator, other = meeting(), person(), person()
    register(to, coordinator)
    register(to, other, name="Guest", email="guest@example.org")
    with pytest.raises(Refused) as refused:
        answer(to, coordinator, name="Guest", email="guest@example.org")
    assert "Guest is not among those whom you have registered" in refused.value.sentence
    assert Response.objects.filter(call=to.follow_up).count() == 0


def test_who_has_registered_others_alone_is_told_whom():
    to, coordinator = meeting(), person()
    register(to, coordinator, name="Guest", email="guest@example.org")
    with pytest.raises(Refused) as refused:
        answer(to, coordinator)
    assert refused.value.sentence.endswith("Guest")


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"arrival": str(FIRST), "departure": str(FIRST - timedelta(days=1))}, "departure"),
        ({"arrival": str(FIRST + timedelta(days=5))}, "arrival"),
        ({"departure": str(FIRST - timedelta(days=3))}, "departure"),
        ({"born": str(FIRST)}, "born"),
    ],
)
def test_days_have_to_go_together(answers, question):
    to, who = meeting(), person()
    register(to, who)
    with pytest.raises(verbs.Invalid) as invalid:
        answer(to, who, **answers)
    assert list(invalid.value.by_question) == [question]


def test_with_a_registration_what_was_said_of_the_stay_is_withdrawn():
    to, who = meeting(), person()
    one = register(to, who)
    said = answer(to, who)
    withdraw(one)
    said.refresh_from_db()
    assert said.state == "withdrawn"
    assert Stay.objects.get().response is None


def test_who_comes_instead_is_asked_anew():
    to, who = meeting(), person()
    one = register(to, who)
    answer(to, who)
    verbs.substitute(one, "Second", "second@example.org", Act(NOW, who))
    assert list(awaiting(to)) == [one]
    answer(to, person("second@example.org"))
    assert not awaiting(to).exists()


def test_an_answer_that_is_withdrawn_is_owed_again():
    to, who = meeting(), person()
    one = register(to, who)
    withdraw(answer(to, who))
    assert list(awaiting(to)) == [one]


def test_its_call_keeps_what_embassies_ask_for_a_month_after_the_conference_and_is_found_by_link(organizer):
    to = conference()
    begun = begin_call(to, "follow-up", organizer, NOW)
    assert begun.retain_until == to.last_day + timedelta(days=30)
    assert begun.visibility == "link"
    assert begin_call(to, "registration", organizer, NOW).retain_until is None
