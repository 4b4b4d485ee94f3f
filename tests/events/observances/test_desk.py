"""The desk of international days."""

from __future__ import annotations

from typing import Any

import pytest

from heliograph.events.observances import editing
from heliograph.events.observances.loading import load_observances
from heliograph.events.observances.models import Observance, ObservanceEntry
from heliograph.network.states import Refused
from tests.calls.factories import call
from tests.events.observances.factories import day
from tests.events.observances.test_pages import text
from tests.library.factories import document
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
BASE = "/desk/days/"


def form_of(response: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send of the form of a page, with changes."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    said = {name: value for name, value in values.items() if value not in (None, False, "", [])}
    return {**said, **changes}


def test_a_day_of_the_networks_own_is_added_hidden_shown_and_deleted(desk) -> None:
    said = form_of(desk.get(f"{BASE}new/"), title_en="Day of the Network", rule="11-16", theme="peace")
    assert desk.post(f"{BASE}new/", said).headers["Location"] == f"{BASE}day-of-the-network/"
    made = Observance.objects.get()
    assert (made.own, made.rule, str(made.name)) == (True, "11-16", "Day of the Network")
    assert "Monday, 16 November 2026" in text(desk.get("/days/"))
    desk.post(f"{BASE}day-of-the-network/hide/")
    desk.post(f"{BASE}day-of-the-network/hide/")
    assert "This day is hidden" in text(desk.get(f"{BASE}day-of-the-network/"))
    desk.post(f"{BASE}day-of-the-network/show/")
    assert list(ObservanceEntry.objects.values_list("verb", flat=True)) == ["made", "hidden", "shown"]
    desk.post(f"{BASE}day-of-the-network/delete/")
    assert not Observance.objects.exists()


@pytest.mark.parametrize(
    ("rule", "more", "field"),
    [
        ("02-30", {}, "rule"),
        ("every week", {}, "rule"),
        ("2030/2021", {}, "rule"),
        ("FREQ=YEARLY;INTERVAL=5;BYMONTH=1;BYMONTHDAY=1", {}, "since_year"),
        ("03-03", {"days": "0"}, "days"),
        ("03-03", {"title_en": ""}, "title_en"),
    ],
)
def test_what_says_no_day_is_refused_at_its_field(desk, rule, more, field) -> None:
    said = form_of(desk.get(f"{BASE}new/"), **{"title_en": "A day", "rule": rule, **more})
    page = desk.post(f"{BASE}new/", said)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_what_staff_write_on_a_day_of_the_data_stays(desk) -> None:
    load_observances(NOW)
    at = f"{BASE}world-logic-day/"
    desk.post(at, form_of(desk.get(at), text_en="We solve *riddles*.", tier="extended"))
    load_observances(NOW)
    found = Observance.objects.get(key="world-logic-day")
    assert (str(found.text), found.tier, found.version) == ("We solve *riddles*.", "extended", 2)
    assert ObservanceEntry.objects.get().what == ["tier", "text"]
    assert desk.get(f"{at}delete/").status_code == 404


def test_a_save_that_changes_nothing_leaves_no_trace(desk) -> None:
    day(key="rivers")
    desk.post(f"{BASE}rivers/", form_of(desk.get(f"{BASE}rivers/")))
    assert not ObservanceEntry.objects.exists()


def test_two_editors_at_once_see_both_words_and_lose_none(desk) -> None:
    day(key="rivers")
    opened = desk.get(f"{BASE}rivers/")
    desk.post(f"{BASE}rivers/", form_of(opened, title_en="Theirs"))
    page = desk.post(f"{BASE}rivers/", form_of(opened, title_en="Mine"))
    assert page.status_code == 409
    assert [(one.theirs, one.mine) for one in page.context["differences"]] == [("Theirs", "Mine")]
    desk.post(f"{BASE}rivers/", form_of(page))
    assert str(Observance.objects.get().name) == "Mine"


def test_calls_and_documents_are_put_on_a_page_and_taken_off(desk) -> None:
    rivers, posters, book = day(key="rivers"), call("Posters"), document("Book")
    desk.post(f"{BASE}rivers/place/", {"call": posters.slug, "tells": "1"})
    desk.post(f"{BASE}rivers/place/", {"document": book.slug})
    assert [(each.call, each.tells) for each in rivers.calls.all()] == [(posters, True)]
    assert "schools tell by it" in text(desk.get(f"{BASE}rivers/"))
    assert "Day of Rivers" in text(desk.get(f"/library/{book.slug}/"))
    assert desk.post(f"{BASE}rivers/place/", {"call": "no-such"}).status_code == 404
    desk.post(f"{BASE}rivers/place/", {"call": posters.slug, "take": "1"})
    desk.post(f"{BASE}rivers/place/", {"document": book.slug, "take": "1"})
    assert not rivers.calls.exists()
    assert not rivers.documents.exists()


def test_nobody_else_changes_a_day() -> None:
    rivers, somebody = day(), person("one@example.org")
    with pytest.raises(Refused, match="secretariat"):
        editing.hide(rivers, somebody, NOW)
    with pytest.raises(Refused, match="secretariat"):
        editing.add_call(rivers, call(), somebody, NOW)
