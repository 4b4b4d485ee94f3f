"""An item of the bulletin made an event, and bound to a day, in a real browser."""

from __future__ import annotations

import pytest

from heliograph.bulletin.binding.tying import tie
from heliograph.bulletin.models import Binding, ItemProposal
from heliograph.events.models import Event
from tests.browser.pages import follow, looks, sound
from tests.bulletin.binding.scenes import conference
from tests.conftest import NOW, person_with
from tests.events.observances.factories import day

pytestmark = pytest.mark.django_db(transaction=True)
ITEM = "/desk/issues/22/items/item-1/"


@pytest.fixture
def proposed(transactional_db):
    item = conference()
    tie(item, day("Day of Snow", "01-20", key="snow", theme="science"), NOW)
    prefill = {"what": "meeting", "start": "2026-02-11T10:00", "zone": "Europe/Paris", "precision": "minute"}
    ItemProposal.objects.create(item=item, kind="event", title="Conference: meeting", prefill=prefill)
    return person_with("secretariat", "desk@secretariat.example.org")


@looks
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(open_page, site, proposed, look):
    one = ItemProposal.objects.get()
    for who, addresses in ((None, ["/issues/22/"]), (proposed, [ITEM, f"{ITEM}proposals/{one.pk}/event/"])):
        page = open_page(who=who, look=look)
        for address in addresses:
            page.goto(site + address)
            sound(page)


def test_an_event_is_made_and_a_day_is_taken_off_without_a_script(open_page, proposed):
    page = open_page(ITEM, proposed, java_script_enabled=False)
    follow(page.get_by_role("link", name="Make an event of this"))
    follow(page.get_by_role("button", name="Make the event"))
    assert Event.objects.get().occurrences.count() == 1
    page.goto(page.url.split("/desk/")[0] + ITEM)
    follow(page.locator("#calls li", has_text="Day of Snow").get_by_role("button"))
    assert [binding.event for binding in Binding.objects.all()] == [Event.objects.get()]
