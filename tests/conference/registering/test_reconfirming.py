"""Registration for a conference is reconfirmed and withdrawn from the mailbox, for oneself and for a delegation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.mine.asking import ask_to_reconfirm
from heliograph.calls.mine.ways import mailbox_page
from heliograph.calls.models import Response
from heliograph.conference.registering.taking_part import confirmed
from heliograph.delivery.models import Message
from heliograph.network.states import Refused
from tests.calls.factories import DAY, deadline
from tests.conference.registering.making import meeting, register
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def delegation(organizer):
    """A conference at which a coordinator has registered herself and a guest, and all were asked to reconfirm."""
    to, coordinator = meeting(), person("coordinator@example.org", name="Ama")
    register(to, coordinator)
    register(to, coordinator, name="Kofi", email="kofi@example.org")
    ask_to_reconfirm(to.registration, organizer, NOW)
    return to


def states():
    return list(Response.objects.order_by("pk").values_list("state", flat=True))


def test_everybody_is_asked_in_a_letter_of_his_own_whatever_he_said_before(delegation):
    assert sorted(Message.objects.values_list("address", flat=True)) == ["coordinator@example.org", "kofi@example.org"]
    assert not confirmed(delegation).exists()


def test_one_press_reconfirms_a_whole_delegation(delegation, client):
    page = mailbox_page(delegation.registration, "coordinator@example.org", NOW)
    assert client.get(page).status_code == 200
    assert states() == ["confirmed", "confirmed"]
    client.post(page, {"token": "one"})
    assert states() == ["reconfirmed", "reconfirmed"]
    assert confirmed(delegation).count() == 2


def test_who_was_registered_by_another_reconfirms_his_own_alone(delegation, client):
    client.post(mailbox_page(delegation.registration, "kofi@example.org", NOW), {"token": "one"})
    assert states() == ["confirmed", "reconfirmed"]


def test_one_withdraws_until_its_own_date_and_later_through_the_organizer(organizer):
    to, who = meeting(), person()
    deadline(to.registration, "withdraw", NOW + DAY)
    one, other = register(to, who), register(to)
    late = NOW + 2 * DAY
    verbs.withdraw(other, Act(NOW, other.person))
    with pytest.raises(Refused) as refused:
        verbs.withdraw(one, Act(late, who))
    assert "desk@secretariat.example.org" in refused.value.sentence
    assert verbs.withdraw(one, Act(late + timedelta(hours=1), organizer, "organizer")).response.state == "withdrawn"
