"""Who organizes a session and comes no more: told, taken off, and seen on the desk; the session is never dropped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.conference.sessions.accepted import people_of, standing
from heliograph.conference.sessions.overview import unled
from tests.calls.corresponding.scenes import letters_to
from tests.conference.registering.making import register, withdraw
from tests.conference.sessions.making import attending, conference_with_sessions, coordinator, draft, given, joined
from tests.network.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ASKED = "You do not come any more: what becomes of your session “Rivers”?"


@pytest.fixture
def one():
    return conference_with_sessions()


def registration_of(one, who):
    return one.registration.responses.get(person=who)


def test_a_lead_who_withdraws_is_told_and_the_session_stands(one):
    lead = attending(one)
    given(one, lead, title="Rivers")
    assert unled(one) == 0
    withdraw(registration_of(one, lead))
    assert letters_to(lead.email).count(ASKED) == 1
    assert standing(one).count() == 1
    assert unled(one) == 1


def test_a_lead_who_passes_his_place_on_is_told(one):
    lead = attending(one)
    given(one, lead, title="Rivers")
    verbs.substitute(registration_of(one, lead), "Kofi", "kofi@example.org", Act(NOW, lead))
    assert letters_to(lead.email).count(ASKED) == 1


def test_who_organizes_along_is_taken_off_and_the_lead_is_told(one):
    lead, other = attending(one, "TG", "Ama"), attending(one, "GH", "Kofi")
    given(one, lead, other, title="Rivers")
    withdraw(registration_of(one, other))
    assert [each.person for each in people_of(standing(one).get())] == [lead]
    assert "Kofi has left: “Session”" in letters_to(lead.email)
    assert ASKED not in letters_to(other.email)


def test_from_a_draft_he_is_taken_off_too(one):
    lead, other = attending(one, "TG", "Ama"), attending(one, "GH", "Kofi")
    begun = draft(one, lead)
    joined(begun, other)
    withdraw(registration_of(one, other))
    assert not begun.co_respondents.filter(removed_at=None).exists()


def test_who_was_registered_by_a_colleague_is_told_when_that_is_withdrawn(one):
    lead, colleague = coordinator(), attending(one)
    registration = register(one, colleague, name="Ama", email=lead.email)
    given(one, lead, title="Rivers")
    withdraw(registration)
    assert ASKED in letters_to(lead.email)
    assert ASKED not in letters_to(colleague.email)


@pytest.mark.parametrize(("zone", "asked"), [("Asia/Shanghai", False), ("Pacific/Pago_Pago", True)])
def test_once_its_last_day_has_ended_at_the_place_nobody_is_asked(one, zone, asked):
    lead = attending(one)
    given(one, lead, title="Rivers")
    one.first_day = one.last_day = NOW.date() - timedelta(days=1)
    one.zone = zone
    one.save()
    withdraw(registration_of(one, lead))
    assert (ASKED in letters_to(lead.email)) is asked
