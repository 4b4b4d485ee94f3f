"""Badges: for whom one is made, what stands on it, when it opens nothing any more; and how they are printed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.conference.attending.badges import MOST, Made, make_badges, note_printed, to_print
from heliograph.conference.attending.models import Badge
from heliograph.network.people import change_address
from heliograph.network.states import Refused
from tests.conference.attending.making import badges_of, gathering, meeting, register
from tests.conference.registering.making import withdraw
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def substitute(one, name, email):
    return verbs.substitute(one, name, email, Act(NOW, one.person)).response


def on(badges):
    return [(each.name, each.revoked_at is None) for each in badges]


def every():
    return on(Badge.objects.order_by("pk"))


def test_everybody_on_whom_the_organizer_counts_has_one_badge(organizer):
    to = meeting()
    register(to, person(name="Ama Mensah"))
    register(to, person(), name="Kofi", email="kofi@example.org")
    withdraw(register(to, person(name="Gone")))
    asked = register(to, person(name="Silent"))
    asked.asked_at = NOW
    asked.save()
    assert make_badges(to, organizer, NOW) == Made(2, 0, 0)
    assert every() == [("Badge", True), ("Kofi", True)]
    assert make_badges(to, organizer, NOW) == Made(0, 0, 0)


def test_making_badges_takes_as_many_queries_for_ten_as_for_two(organizer):
    to = meeting()

    def counted(number):
        for _each in range(number):
            register(to, person())
        with CaptureQueriesContext(connection) as made:
            make_badges(to, organizer, NOW)
        return len(made)

    counted(1)
    assert counted(2) == counted(10)


def test_the_badge_of_who_withdraws_is_revoked_and_stands_again_when_he_comes_after_all(organizer):
    to, [badge] = gathering(organizer, "Ama")
    registration = withdraw(badge.response)
    assert every() == [("Badge", False)]
    registration.state = "confirmed"
    registration.save()
    assert make_badges(to, organizer, NOW) == Made(1, 0, 0)
    assert [each.token for each in badges_of(to)] == [badge.token]


def test_who_comes_in_somebodys_place_has_a_badge_of_his_own(organizer):
    to, [badge] = gathering(organizer, "Ama")
    substitute(badge.response, "Kofi", "kofi@example.org")
    assert every() == [("Badge", False)]
    make_badges(to, organizer, NOW)
    assert every() == [("Badge", False), ("Kofi", True)]


def test_who_has_another_address_keeps_his_badge(organizer):
    to = meeting()
    register(to, person(), name="Guest", email="guest@example.org")
    make_badges(to, organizer, NOW)
    change_address(person("guest@example.org"), "guest@new.example.org", "Asked for.", organizer, NOW)
    assert make_badges(to, organizer, NOW) == Made(0, 0, 0)


def test_a_name_that_was_changed_is_printed_anew_under_the_same_code(organizer):
    to, [badge] = gathering(organizer, "Ama")
    note_printed(to, [badge], organizer, NOW)
    badge.response.answers["badge"] = "Dr Ama"
    badge.response.save()
    assert make_badges(to, organizer, NOW) == Made(0, 1, 0)
    [now] = badges_of(to)
    assert (now.name, now.token, now.printed_at) == ("Dr Ama", badge.token, None)


def test_nobody_makes_badges_of_a_conference_that_he_does_not_run(organizer):
    to, _badges = gathering(organizer, "Ama")
    with pytest.raises(Refused, match="somebody else"):
        make_badges(to, person(), NOW)


def test_those_that_lie_longest_are_printed_next(organizer):
    to, badges = gathering(organizer, "A", "B")
    note_printed(to, badges[:1], organizer, NOW)
    assert list(to_print(to, only_new=True)) == badges[1:]
    assert list(to_print(to, only_new=False)) == [badges[1], badges[0]]
    assert MOST > 100
