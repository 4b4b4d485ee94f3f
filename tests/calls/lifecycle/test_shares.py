"""Places that a kind parts: so many in the morning, so many in the afternoon, and perhaps so many in all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.calls.kinds import Kind, register, unregister
from heliograph.calls.lifecycle import places, verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import Response
from heliograph.calls.states import Actor
from heliograph.calls.states import ResponseState as S
from tests.calls.factories import call, response
from tests.calls.lifecycle.test_verbs import code_of
from tests.network.factories import NOW

pytestmark = pytest.mark.django_db


class Halves(Kind):
    key = "halves"
    label = "a day in two halves"
    action = "Come"
    settled = S.CONFIRMED
    states = frozenset({S.DRAFT, S.CONFIRMED, S.WAITLISTED, S.OFFERED, S.WITHDRAWN, S.DECLINED})
    rooms = {"morning": 1, "afternoon": 2, "evening": None}

    def share(self, call, answers):
        return answers.get("half", "morning")

    def room(self, call, share):
        return self.rooms.get(share)

    def is_scarce(self, call):
        return True


@pytest.fixture(autouse=True)
def halves():
    register(Halves())
    yield
    unregister("halves")


def day(**fields):
    return call(kind="halves", questions=[{"key": "half", "type": "short", "label": {"en": "Which half?"}}], **fields)


def comes(to, half) -> Response:
    return response(to, half=half)


def stand(to):
    return list(to.responses.order_by("pk").values_list("share", "state"))


def change(one, half):
    sheet = Sheet(one.question_set, {"half": half})
    return verbs.change(one, sheet, Act(NOW + timedelta(hours=1), one.person))


def test_each_share_has_its_own_places_and_its_own_waiting_list():
    to = day()
    for half in ("morning", "morning", "afternoon", "afternoon", "afternoon", "evening", "evening"):
        comes(to, half)
    assert stand(to) == [
        ("morning", "confirmed"), ("morning", "waitlisted"), ("afternoon", "confirmed"), ("afternoon", "confirmed"),
        ("afternoon", "waitlisted"), ("evening", "confirmed"), ("evening", "confirmed"),
    ]  # fmt: skip
    assert [places.left(to, half) for half in ("morning", "afternoon", "evening")] == [0, 0, None]


def test_the_places_of_the_whole_call_bind_besides():
    to = day(capacity=2)
    for half in ("evening", "afternoon", "evening"):
        comes(to, half)
    assert [state for _half, state in stand(to)] == ["confirmed", "confirmed", "waitlisted"]


def test_a_freed_place_goes_to_who_waits_for_its_share():
    to = day()
    first, _noon, _second_noon, _waits_for_noon, waits = (
        comes(to, half) for half in ("morning", "afternoon", "afternoon", "afternoon", "morning")
    )
    verbs.withdraw(first, Act(NOW, first.person))
    waits.refresh_from_db()
    assert waits.state == "offered"
    assert [state for half, state in stand(to) if half == "afternoon"] == ["confirmed", "confirmed", "waitlisted"]


def test_who_moves_frees_his_place_and_takes_another():
    to = day()
    first, waits = comes(to, "morning"), comes(to, "morning")
    change(first, "afternoon")
    waits.refresh_from_db()
    assert (stand(to), waits.state) == ([("afternoon", "confirmed"), ("morning", "offered")], "offered")


def test_who_moves_to_where_nothing_is_free_keeps_his_place_and_answers():
    to = day()
    comes(to, "morning")
    other = comes(to, "afternoon")
    assert code_of(lambda: change(other, "morning")) == "full"
    other.refresh_from_db()
    assert (other.share, other.state, other.answers) == ("afternoon", "confirmed", {"half": "afternoon"})


def test_who_waits_and_moves_has_at_once_what_is_free_there_and_else_waits_anew():
    to = day()
    comes(to, "morning")
    waits, behind = comes(to, "morning"), comes(to, "morning")
    change(waits, "evening")
    assert stand(to)[1:] == [("evening", "confirmed"), ("morning", "waitlisted")]
    comes(to, "afternoon")
    comes(to, "afternoon")
    change(behind, "afternoon")
    behind.refresh_from_db()
    assert (behind.share, behind.state, behind.queued_at) == ("afternoon", "waitlisted", NOW + timedelta(hours=1))


def test_an_organizer_gives_no_more_places_of_a_share_than_there_are():
    to = day()
    comes(to, "morning")
    waits = comes(to, "morning")
    assert code_of(lambda: verbs.offer(waits, Act(NOW, actor=Actor.ORGANIZER))) == "full"
    assert places.taken(to, "morning") == 1
