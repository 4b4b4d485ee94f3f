"""The desk: numbers of each time, who is registered, found by name; noted at the door, links renewed."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heliograph.events.models import Event
from tests.events.factories import HOUR, SOON, event, occurrence
from tests.events.registering.making import place, register, registration
from tests.network.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_registration_is_opened_on_the_page_of_the_event_and_of_its_registrants(client, organizer):
    mine = event(slug="session")
    occurrence(mine)
    client.force_login(organizer)
    opening = 'action="/desk/events/session/registration/"'
    for page in ("/desk/events/session/", "/desk/events/session/registrants/"):
        assert opening in client.get(page).content.decode()
    assert client.post("/desk/events/session/registration/").status_code == 302
    assert Event.objects.get().registration is not None
    assert client.post("/desk/events/session/registration/").status_code == 302
    opened = client.get("/desk/events/session/").content.decode()
    assert (opening in opened, 'href="/desk/events/session/registrants/"' in opened) == (False, True)


def test_who_is_registered_is_found_noted_and_given_a_new_link(client, organizer):
    mine, call, (row,) = registration(event(slug="session"), {"mode": "hybrid", "rooms": 3})
    kofi = register(call, row, person(name="Kofi Mensah"), seat="room")
    rosa = register(call, row, person(name="Rosa Quispe"))
    client.force_login(organizer)
    base = f"/desk/events/{mine.slug}/registrants/"
    page = client.get(base).content.decode()
    assert page.index("Kofi Mensah") < page.index("Rosa Quispe")
    assert "1/3" in page
    assert place(rosa).token not in page
    found = client.get(f"{base}?q=quispe+rosa").content.decode()
    assert ("Kofi Mensah" in found, "Rosa Quispe" in found) == (False, True)
    refused = client.post(f"{base}came/", {"r": str(kofi.public_id)})
    assert (refused.status_code, "has not begun yet" in refused.content.decode()) == (409, True)
    with time_machine.travel(SOON - HOUR, tick=False):
        assert client.post(f"{base}came/", {"r": str(kofi.public_id)}).status_code == 302
    assert place(kofi).came_by == organizer
    before = place(rosa).token
    client.post(f"{base}renew/", {"r": str(rosa.public_id)})
    assert place(rosa).token != before
    door = client.get(f"{base}list/").content.decode()
    assert ("Kofi Mensah" in door, "Rosa Quispe" in door) == (True, True)
    assert client.post(f"{base}came/", {"r": "nobody"}).status_code == 404


def test_the_page_asks_the_same_of_the_database_for_one_and_for_three(client, organizer):
    mine, call, (row,) = registration(event(slug="session"))
    client.force_login(organizer)
    counts = []
    for more in (1, 2):
        for _number in range(more):
            register(call, row)
        client.get(f"/desk/events/{mine.slug}/registrants/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/events/{mine.slug}/registrants/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
