"""Who takes part in a conference, by the answers to its registration."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.models import Response
from heliograph.conference.registering import taking_part
from heliograph.conference.registering.taking_part import (
    confirmed,
    holder_of,
    holders_of,
    registrations,
)
from tests.conference.factories import conference
from tests.conference.registering.making import meeting, reconfirm, register, withdraw
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def plans_to_attend(to, somebody, at):
    """Asked of him alone, and of many at once: both say the same."""
    said = taking_part.plans_to_attend(to, somebody, at)
    assert taking_part.those_who_plan(to, [somebody, person()], at) == ({somebody.pk} if said else set())
    return said


def test_who_withdrew_or_was_declined_does_not_take_part():
    to = meeting()
    stays, gone, declined = (register(to) for _each in range(3))
    withdraw(gone)
    verbs.decide(declined, "decline", Act(NOW, person(), "organizer"))
    assert list(registrations(to)) == [stays]
    assert list(confirmed(to)) == [stays]


def test_who_was_asked_to_reconfirm_is_counted_on_once_he_has():
    to = meeting()
    asked, silent, unasked = (register(to) for _each in range(3))
    Response.objects.filter(pk__in=[asked.pk, silent.pk]).update(asked_at=NOW)
    reconfirm(asked)
    assert set(confirmed(to)) == {asked, unasked}
    assert registrations(to).count() == 3


def test_a_conference_without_registration_has_nobody():
    to = conference()
    assert not registrations(to).exists()
    assert not plans_to_attend(to, person(), NOW)


def test_one_plans_to_attend_by_oneself_or_named_by_another_but_not_by_naming_others():
    to, coordinator, guest = meeting(), person(), person("guest@example.org")
    register(to, coordinator, name="Guest", email="guest@example.org")
    assert plans_to_attend(to, guest, NOW)
    assert not plans_to_attend(to, coordinator, NOW)
    own = register(to, coordinator)
    assert plans_to_attend(to, coordinator, NOW)
    withdraw(own)
    assert not plans_to_attend(to, coordinator, NOW)


def test_who_has_given_his_place_away_does_not_attend_and_who_has_it_does():
    to, first, second = meeting(), person(), person("second@example.org")
    one = register(to, first)
    verbs.substitute(one, "Second", "second@example.org", Act(NOW, first))
    assert not plans_to_attend(to, first, NOW)
    assert plans_to_attend(to, second, NOW)


def test_a_place_that_was_offered_counts_until_the_offer_is_over():
    to, second = meeting(capacity=1), person()
    first = register(to)
    register(to, second)
    withdraw(first)
    assert plans_to_attend(to, second, NOW)
    assert not plans_to_attend(to, second, NOW + timedelta(days=3))


def test_who_comes_is_the_one_for_whom_it_was_given():
    to, coordinator = meeting(), person(name="Coordinator")
    guest = person("guest@example.org", name="Guest on record")
    own = register(to, coordinator)
    known = register(to, coordinator, name="Guest", email="guest@example.org")
    unknown = register(to, coordinator, name="Kofi", email="kofi@example.org")
    assert holder_of(own)[:3] == ("Coordinator", coordinator.email, coordinator)
    assert holder_of(known)[:3] == ("Guest", "guest@example.org", guest)
    assert holder_of(unknown) == ("Kofi", "kofi@example.org", None, "", "TG")


def test_who_has_no_name_is_called_as_on_the_badge():
    to = meeting()
    assert holder_of(register(to, person(name=""))).name == "Badge"


@pytest.mark.parametrize("count", [1, 3])
def test_holders_of_many_take_three_queries(count, django_assert_num_queries):
    to, coordinator = meeting(), person()
    for number in range(count):
        register(to, coordinator, name=f"Guest {number}", email=f"guest{number}@example.org")
    rows = list(registrations(to))
    with django_assert_num_queries(2):
        assert len(holders_of(rows)) == count
