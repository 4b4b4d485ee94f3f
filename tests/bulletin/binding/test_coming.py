"""What comes in a new issue fills itself from the agenda."""

from __future__ import annotations

from datetime import date

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.binding.coming import begin_issue
from heliograph.bulletin.models import Item
from heliograph.events.observances.loading import load_observances
from heliograph.events.observances.models import Observance
from tests.calls import factories
from tests.conftest import NOW
from tests.events.factories import DAY, event, occurrence
from tests.events.observances.factories import day

pytestmark = pytest.mark.django_db


def begun(number=30, on=date(2026, 1, 12), language="en", secretary=None, zone="Europe/Paris"):
    title = LazyI18nString({language: "News"})
    fields = {"number": number, "date": on, "zone": zone, "source_language": language, "title": title}
    return begin_issue(fields, secretary, NOW)


def bound(issue):
    return [binding.observance.key for binding in issue.items.get().bindings.order_by("position")]


def test_a_new_issue_announces_the_next_main_days(secretary):
    load_observances(NOW)
    Observance.objects.filter(key="world-logic-day").update(tier="extended")
    Observance.objects.filter(key="african-and-afrodescendant-culture-day").update(hidden_at=NOW)
    issue = begun(secretary=secretary)
    assert bound(issue)[:1] == ["international-day-of-education"]
    assert len(bound(issue)) == 4
    item = issue.items.get()
    assert (str(item.title), item.label.key) == ("Coming international days", "international-day")


def test_nothing_comes_so_nothing_is_said(secretary):
    day("Day of Summer", "07-01")
    assert not begun(secretary=secretary).items.exists()


def test_a_day_over_the_new_year_and_one_on_the_day_itself_are_among_them(secretary):
    for name, rule in (("Today", "12-21"), ("New year", "01-02"), ("Past", "12-20"), ("Far", "02-01")):
        day(name, rule, key=name.lower().replace(" ", "-"))
    assert bound(begun(on=date(2026, 12, 21), secretary=secretary)) == ["today", "new-year"]


def test_the_block_is_edited_and_removed_like_any_item(desk):
    day("Day of Snow", "01-20", key="snow")
    day("Day of Ice", "07-21", key="ice")
    form = desk.get("/desk/issues/new/").context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value()}
    desk.post("/desk/issues/new/", {**sent, "number": "31", "date": "2026-01-12", "title_en": "News"})
    page = f"/desk/issues/31/items/{Item.objects.get().slug}/"
    assert "Day of Snow" in desk.get(page).text
    desk.post(f"{page}bind/", {"thing": "day:ice"})
    desk.post(f"{page}bindings/{Item.objects.get().bindings.order_by('position').first().pk}/remove/")
    assert bound(Item.objects.get().issue) == ["ice"]
    desk.post(f"{page}remove/")
    assert not Item.objects.exists()


def things(issue):
    return {
        str(item.title): [str(binding.thing) for binding in item.bindings.order_by("position")]
        for item in issue.items.order_by("position")
    }


def test_what_closes_and_takes_place_comes_from_the_agenda_soonest_first(secretary):
    factories.call("Posters", closes=NOW + 20 * DAY)
    factories.call("Interest", closes=NOW + 3 * DAY)
    factories.call("Far", closes=NOW + 40 * DAY)
    factories.call("Opening", opens=NOW + 2 * DAY, closes=NOW + 60 * DAY)
    factories.call("Draft", status="draft")
    factories.call("For few", visibility="link")
    webinar = event("Webinar")
    for days in (8, 9):
        occurrence(webinar, NOW + days * DAY)
    occurrence(event("Cancelled"), NOW + 5 * DAY, state="cancelled")
    occurrence(event("Unknown"), None, state="tentative")
    occurrence(event("Draft", status="draft"), NOW + 5 * DAY)
    day("Day of Snow", "01-20")
    assert things(begun(secretary=secretary)) == {
        "Closing soon": ["Interest", "Posters"],
        "Takes place next": ["Webinar"],
        "Coming international days": ["Day of Snow"],
    }


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Lima"])
def test_a_day_is_the_same_in_every_zone_of_an_issue(secretary, zone):
    day("Day of the issue", "01-12")
    day("Day before", "01-11")
    day("Last day", "02-09")
    day("Day behind it", "02-10")
    assert things(begun(secretary=secretary, zone=zone)) == {
        "Coming international days": ["Day of the issue", "Last day"]
    }
