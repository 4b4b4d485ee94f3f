"""An office goes to a successor: asked, accepted from the mailbox, taken back until the day; history stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from heliograph.delivery.models import Message
from heliograph.network.inviting import handover
from heliograph.network.inviting.handover import Wish
from heliograph.network.inviting.links import Purpose, sign
from heliograph.network.models import Handover, Person, Role
from heliograph.network.rules import forget_remit, remit_of
from heliograph.network.states import Refused
from tests.network.factories import NOW, TODAY, person, with_role

pytestmark = pytest.mark.django_db

DAY = date(2026, 2, 1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def togo(client, coordinator):
    client.force_login(coordinator)
    return client


def wish(email="new@example.org", on=DAY, **more):
    return Wish(
        **{"email": email, "name": "New One", "language": "fr", "on": on, "deputies_stay": True, "note": "", **more}
    )


@pytest.fixture
def asked(coordinator):
    return handover.ask(coordinator.roles.get(), wish(), coordinator, NOW)


def page_of(one):
    return reverse("network:take_over", args=[sign(Purpose.HANDOVER, one.public_id)])


def terms(kind="coordinator", country="TG"):
    rows = Role.objects.filter(kind=kind, country=country).order_by("begins", "pk")
    return [(role.person.email.split("@")[0], role.begins, role.ends) for role in rows]


BEFORE = [("coordinator", date(2020, 1, 1), None)]
AFTER = [("coordinator", date(2020, 1, 1), DAY - timedelta(days=1)), ("new", DAY, None)]


def refusal(function, *arguments):
    with pytest.raises(Refused) as caught:
        function(*arguments)
    return caught.value.code


def test_nothing_changes_before_the_successor_says_yes(client, asked):
    assert client.get(page_of(asked)).status_code == 200
    assert (terms(), Person.objects.filter(email="new@example.org").exists()) == (BEFORE, False)
    assert list(Message.objects.values_list("address", flat=True)) == ["new@example.org"]


def test_one_press_hands_the_office_over_on_the_day(client, asked, coordinator, secretary):
    for _time in range(2):
        assert client.post(page_of(asked)).status_code == 200
    assert terms() == AFTER
    new = Person.objects.get(email="new@example.org")
    assert (new.name, new.zone) == ("New One", "Africa/Lome")
    for who, days, manages in [(coordinator, 19, True), (coordinator, 20, False), (new, 19, False), (new, 20, True)]:
        forget_remit(who)
        assert remit_of(who, TODAY + timedelta(days=days)).manages is manages
    told = Message.objects.filter(key__contains="accepted").values_list("address", flat=True)
    assert sorted(told) == sorted([coordinator.email, "new@example.org", secretary.email])


@pytest.mark.parametrize(("stay", "ends"), [(True, None), (False, DAY - timedelta(days=1))])
def test_deputies_stay_or_go(coordinator, stay, ends):
    with_role(person("dep@example.org"), "deputy", country="TG")
    with_role(person("abroad@example.org"), "deputy", country="KE")
    one = handover.ask(coordinator.roles.get(), wish(deputies_stay=stay), coordinator, NOW)
    handover.accept(one.public_id, NOW)
    assert terms("deputy") == [("dep", date(2020, 1, 1), ends)]
    assert terms("deputy", "KE") == [("abroad", date(2020, 1, 1), None)]
    assert Message.objects.filter(address="dep@example.org").exists() is not stay


def test_a_deputy_who_succeeds_is_no_longer_deputy(coordinator):
    with_role(person("dep@example.org"), "deputy", country="TG")
    one = handover.ask(coordinator.roles.get(), wish("dep@example.org"), coordinator, NOW)
    handover.accept(one.public_id, NOW)
    assert terms("deputy") == [("dep", date(2020, 1, 1), DAY - timedelta(days=1))]
    assert terms() == [AFTER[0], ("dep", DAY, None)]


def test_until_the_day_it_is_taken_back_as_if_it_had_not_been(client, asked, coordinator, clock):
    with_role(person("dep@example.org"), "deputy", country="TG")
    Handover.objects.update(deputies_stay=False)
    handover.accept(asked.public_id, NOW)
    clock.shift(timedelta(days=19))
    client.force_login(coordinator)
    client.post(f"/desk/handover/{asked.public_id}/")
    assert (terms(), terms("deputy")) == (BEFORE, [("dep", date(2020, 1, 1), None)])
    assert refusal(handover.accept, asked.public_id, NOW) == "taken-back"


def test_once_the_day_has_come_it_stays(asked, coordinator):
    handover.accept(asked.public_id, NOW)
    assert refusal(handover.take_back, asked.public_id, coordinator, NOW + timedelta(days=20)) == "too-late"
    assert terms() == AFTER


def test_accepted_after_the_day_it_begins_at_once(asked):
    handover.accept(asked.public_id, NOW + timedelta(days=25))
    assert terms() == [("coordinator", date(2020, 1, 1), date(2026, 2, 5)), ("new", date(2026, 2, 6), None)]
    other = Handover.objects.get()
    assert other.on == date(2026, 2, 6)


def test_declining_is_told_to_who_asked_and_changes_nothing(client, asked, coordinator):
    client.post(page_of(asked), {"do": "decline"})
    assert client.post(page_of(asked)).status_code == 409
    assert (terms(), Handover.objects.get().declined_at) == (BEFORE, NOW)
    assert Message.objects.filter(address=coordinator.email).count() == 1


def test_a_second_wish_takes_the_place_of_the_first(asked, coordinator):
    other = handover.ask(coordinator.roles.get(), wish("other@example.org"), coordinator, NOW)
    assert refusal(handover.accept, asked.public_id, NOW) == "taken-back"
    handover.accept(other.public_id, NOW)
    assert refusal(handover.ask, Role.objects.get(person=coordinator), wish(), coordinator, NOW) == "on-its-way"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"on": TODAY - timedelta(days=1)}, "past"),
        ({"on": TODAY + timedelta(days=400)}, "far"),
        ({"email": "coordinator@TG.natcom.example.org"}, "oneself"),
        ({"email": "nonsense"}, "malformed"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(coordinator, given, code):
    assert refusal(handover.ask, coordinator.roles.get(), wish(**given), coordinator, NOW) == code


def test_nobody_answers_long_after_the_day_or_once_the_office_is_gone(asked, coordinator):
    assert refusal(handover.accept, asked.public_id, NOW + timedelta(days=60)) == "run-out"
    Role.objects.filter(person=coordinator).update(ends=TODAY)
    assert refusal(handover.accept, asked.public_id, NOW) == "gone"


def test_the_page_hands_over_ones_own_office_alone(togo, coordinator):
    other = with_role(person("ke@example.org"), "coordinator", country="KE")
    data = {"name": "New", "email": "new@example.org", "language": "fr", "on": "2026-02-01", "deputies": "stay"}
    answer = togo.post("/desk/handover/", {**data, "office": other.roles.get().public_id.hex})
    assert (answer.status_code, Handover.objects.count()) == (422, 0)
    togo.post("/desk/handover/", {**data, "office": coordinator.roles.get().public_id.hex})
    assert (Handover.objects.get().giver, Handover.objects.get().country) == (coordinator, "TG")


def test_the_secretariat_hands_over_for_one_who_is_absent_and_he_is_told(desk, secretary, coordinator):
    data = {"name": "New", "email": "new@example.org", "language": "fr", "on": "2026-02-01", "deputies": "go"}
    desk.post("/desk/handover/", {**data, "office": coordinator.roles.get().public_id.hex})
    one = Handover.objects.get()
    assert (one.giver, one.asked_by) == (coordinator, secretary)
    assert sorted(Message.objects.values_list("address", flat=True)) == [coordinator.email, "new@example.org"]


def test_deputies_regional_offices_and_others_hand_nothing_over(client, coordinator, asked):
    for kind, where in [("deputy", {"country": "TG"}), ("regional-office", {"region": "Africa"})]:
        client.force_login(with_role(person(), kind, **where))
        assert client.get("/desk/handover/").status_code == 404
        assert client.post(f"/desk/handover/{asked.public_id}/").status_code == 404
    client.force_login(with_role(person(), "coordinator", country="KE"))
    assert client.post(f"/desk/handover/{asked.public_id}/").status_code == 404
