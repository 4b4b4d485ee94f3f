"""Who answers along with a registrant and took part himself gets a certificate of his own."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from heliograph.calls.models import CoRespondent
from heliograph.delivery.links import letter_token
from heliograph.events.afterwards.mailbox import token_for
from heliograph.events.afterwards.models import AttendanceCertificate
from heliograph.events.registering import attending
from heliograph.events.registering.models import Companion, Registration
from heliograph.events.registering.reminding import audiences, key_of
from heliograph.events.scheduling.timing import change_time
from heliograph.network.account.holdings import Erasing, holdings
from heliograph.network.states import Refused
from tests.events.afterwards.making import registered
from tests.events.factories import DAY, HOUR, SOON, event, occurrence
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
AFTER = SOON + DAY


@pytest.fixture
def row():
    return occurrence(event("Meeting"))


@pytest.fixture
def place(row):
    """A registration of Ama's, with whom Bo answers, and Cy who has not accepted."""
    made = registered(row, person("ama@example.org", name="Ama Mensah"))
    for name, accepted in (("bo", NOW), ("cy", None)):
        CoRespondent.objects.create(
            response=made.response, email=f"{name}@example.org", invited_at=NOW, accepted_at=accepted,
            person=person(f"{name}@example.org", name=f"{name.title()} Diallo"),
        )  # fmt: skip
    return made


def bo():
    return CoRespondent.objects.get(email="bo@example.org")


def visit(client, method, url, at):
    with time_machine.travel(at, tick=False):
        return getattr(client, method)(url)


def reminder(row, address):
    return reverse("events:join_reminded", args=[letter_token(address, key_of(row, 1), SOON - HOUR)])


def test_the_link_of_his_reminder_notes_him_and_nobody_else(client, row, place):
    assert "bo@example.org" in [each.address for each in audiences(row)[0]]
    url = reminder(row, "bo@example.org")
    page = visit(client, "get", url, SOON).content.decode()
    assert ("Join now" in page, place.token in page, Companion.objects.exists()) == (True, False, False)
    for _twice in range(2):
        answer = visit(client, "post", url, SOON)
        assert (answer.status_code, answer.headers["Location"]) == (303, "https://meet.example.org/room")
    companion = Companion.objects.get()
    assert (companion.co_respondent, companion.joined_at) == (bo(), SOON)
    assert Registration.objects.get().joined_at is None
    assert visit(client, "post", url, SOON - HOUR).status_code == 409


@pytest.mark.parametrize("seat", ["room", "line"])
def test_he_is_reminded_of_the_way_in_which_they_take_part(row, place, seat):
    Registration.objects.update(seat=seat)
    assert {each.address: each.reading.rpartition(" ")[2] for each in audiences(row)[0]} == {
        "ama@example.org": seat,
        "bo@example.org": seat,
    }


@pytest.mark.parametrize("address", ["cy@example.org", "nobody@example.org"])
def test_who_has_not_accepted_has_no_way_in(client, row, place, address):
    assert visit(client, "post", reminder(row, address), SOON).status_code == 404


def test_his_certificate_is_his_own_and_the_registrants_is_not_his(client, row, place):
    attending.join(place, SOON)
    url = reverse("events:after", args=[token_for("bo@example.org", row, AFTER)])
    certificate = reverse(
        "events:after_certificate", args=[token_for("bo@example.org", row, AFTER), place.response.public_id]
    )
    page = visit(client, "get", url, AFTER).content.decode()
    assert ("Bo Diallo" in page, "It is not known that you took part" in page) == (True, True)
    assert visit(client, "post", certificate, AFTER).status_code == 409
    attending.join_along(place, bo(), SOON)
    assert visit(client, "post", certificate, AFTER).status_code == 302
    made = AttendanceCertificate.objects.get()
    assert (made.name, made.registration, made.companion) == ("Bo Diallo", None, Companion.objects.get())
    assert visit(client, "get", certificate, AFTER).content[:5] == b"%PDF-"
    assert made.code in visit(client, "get", url, AFTER).content.decode()
    own = reverse("events:after", args=[token_for("ama@example.org", row, AFTER)])
    assert "You took part." in visit(client, "get", own, AFTER).content.decode()


def test_the_door_notes_each_by_himself_and_not_back_once_certified(desk, row, place, secretary):
    url = f"/desk/events/{row.event.slug}/registrants/"
    came = {"r": str(place.response.public_id), "along": str(bo().public_id)}
    with time_machine.travel(SOON, tick=False):
        page = desk.get(url).content.decode()
        assert ("Bo Diallo" in page, "Cy Diallo" in page) == (True, False)
        assert "Bo Diallo" in desk.get(f"{url}list/").content.decode()
        assert desk.post(f"{url}came/", came).status_code == 302
        assert desk.post(f"{url}came/", {**came, "along": place.response.public_id}).status_code == 404
    assert (Companion.objects.get().came_at, Registration.objects.get().came_at) == (SOON, None)
    AttendanceCertificate.objects.create(
        code="c",
        companion=Companion.objects.get(),
        occurrence=row,
        start=SOON,
        zone="UTC",
        language="en",
        issued_at=AFTER,
    )
    with pytest.raises(Refused) as refused:
        attending.note_came(place, secretary, AFTER, came=False, who=bo())
    assert refused.value.code == "certified"


def test_of_a_time_that_is_put_off_nobody_has_taken_part_and_who_is_taken_off_joins_no_more(row, place, secretary):
    with time_machine.travel(SOON, tick=False):
        attending.join_along(place, bo(), SOON)
        change_time(row, {"start": SOON + DAY, "end": SOON + DAY + HOUR}, secretary, SOON)
    assert not Companion.objects.exists()
    CoRespondent.objects.update(removed_at=NOW)
    with pytest.raises(Refused) as refused:
        attending.join_along(place, bo(), SOON + DAY)
    assert refused.value.code == "not-along"


def test_he_can_take_away_what_is_known_and_have_it_forgotten(row, place):
    attending.join_along(place, bo(), SOON)
    who = bo().person
    AttendanceCertificate.objects.create(
        code="c", companion=Companion.objects.get(), occurrence=row, name="Bo Diallo", start=SOON, zone="UTC",
        language="en", issued_at=AFTER,
    )  # fmt: skip
    held = {each.slug: each for each in holdings()}
    told = list(held["registrations-along"].export(who))
    assert told == [{"event": "Meeting", "joined_at": SOON, "came_at": None}]
    assert [each["code"] for each in held["attendance-certificates"].export(who)] == ["c"]
    for key in ("attendance-certificates", "registrations-along"):
        held[key].erase(Erasing(who, {}, NOW + timedelta(days=1)))
    assert (AttendanceCertificate.objects.get().name, Companion.objects.exists()) == ("", False)
