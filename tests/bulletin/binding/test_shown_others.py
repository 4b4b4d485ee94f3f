"""Events, documents and international days that items are bound to, in every rendition of an issue."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from i18nfield.strings import LazyI18nString
from icalendar import Calendar
from pypdfium2 import PdfDocument

from heliograph.bulletin.binding.tying import bind, tie, unbind
from heliograph.bulletin.edition import prepare
from heliograph.bulletin.models import Binding, Issue
from heliograph.bulletin.renditions import calendar, letter, pdf
from heliograph.bulletin.states import Refused
from heliograph.events.observances.loading import load_observances
from heliograph.events.observances.models import Observance
from tests.bulletin.binding.scenes import conference
from tests.bulletin.factories import make_issue, make_item
from tests.calls import factories
from tests.conftest import NOW
from tests.events.factories import event, occurrence
from tests.library.factories import document
from tests.network.factories import person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def edition_of(languages=("en",), now=NOW, zone="Asia/Tokyo"):
    return prepare(Issue.objects.complete().get(number=22), languages, zone, now)


def item_of(**given):
    return edition_of(**given).items[0]


def pages_of(edition) -> dict[str, str]:
    """The words of each rendition but the web page, by name."""
    sent = letter.render(edition)
    print_ = pdf.render(edition)
    with PdfDocument(print_) as opened:
        words = " ".join(page.get_textpage().get_text_range() for page in opened)
    ics = calendar.render([edition], name="Bulletin", domain="example.org")
    return {"html": sent.html, "text": sent.text, "pdf": " ".join(words.split()), "ics": ics.decode(), "print": print_}


def test_an_events_times_and_button_take_the_place_of_the_items_own(secretary):
    item = conference()
    row = item.moments.get(kind="event")
    meeting = event("Conference: Day one")
    occurrence(meeting, row.start, place=LazyI18nString({"en": "Paris"}))
    occurrence(meeting, None, state="tentative", said=LazyI18nString({"en": "First week of March"}))
    bind(item, meeting, secretary, NOW)
    shown = item_of()
    assert shown.button is None
    (bound,) = shown.others
    assert (bound.name, bound.button.label, bound.words) == ("Day one", "See the event", "in 4 weeks")
    events = [each for each in shown.moments if not each.is_deadline]
    assert [(each.kind, each.place, each.words) for each in events] == [
        ("event", "Paris", ""), ("tentative", "", "First week of March"),
    ]  # fmt: skip


def test_a_moved_event_is_moved_in_the_bulletin_and_a_cancelled_one_struck(secretary):
    item = conference()
    row = item.moments.get(kind="event")
    time = occurrence(event("Meeting"), row.start)
    tie(item, time.event, NOW, [str(row.uid)])
    time.start += DAY
    time.end += DAY
    time.save()
    assert [each.stored.start for each in item_of().moments if each.kind == "event"] == [time.start]
    time.state = "cancelled"
    time.save()
    (bound,) = item_of().others
    assert (bound.key, bound.words) == ("over", "cancelled")
    ics = Calendar.from_ical(calendar.render([edition_of()], name="B", domain="example.org"))
    assert [str(each["STATUS"]) for each in ics.walk("VEVENT") if str(each["UID"]).startswith(str(time.uid))] == [
        "CANCELLED"
    ]


def test_where_people_register_the_button_says_so(secretary):
    item = conference()
    meeting = event("Meeting", registration=factories.call("Registration"))
    occurrence(meeting, NOW + 5 * DAY)
    bind(item, meeting, secretary, NOW)
    (bound,) = item_of().others
    assert (bound.button.label, bound.is_open) == ("Register", True)


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"visibility": "link"}])
def test_an_event_that_is_not_public_leaves_the_item_as_it_was(secretary, fields):
    item = conference()
    occurrence(meeting := event("Meeting", **fields), NOW + 5 * DAY)
    bind(item, meeting, secretary, NOW)
    shown = item_of()
    assert shown.others == ()
    assert shown.button is not None


def test_of_a_standing_meeting_the_next_times_are_given(secretary):
    item = conference()
    meeting = event("Office hours", recurrence="FREQ=WEEKLY")
    for week in range(-2, 8):
        occurrence(meeting, NOW + week * 7 * DAY + timedelta(hours=2))
    bind(item, meeting, secretary, NOW)
    starts = [each.stored.start for each in item_of().moments if each.url.endswith(f"/events/{meeting.slug}/")]
    assert starts == [NOW + week * 7 * DAY + timedelta(hours=2) for week in range(4)]


def test_a_document_has_a_button_in_every_rendition(secretary):
    bind(conference(), document({"en": "Handbook of practice"}), secretary, NOW)
    pages = pages_of(edition_of())
    for name in ("html", "text", "pdf"):
        assert "Read the document: Handbook of practice" in " ".join(pages[name].split()), name


def test_a_document_for_members_is_not_shown(secretary):
    bind(conference(), document("Handbook", access="members"), secretary, NOW)
    assert item_of().others == ()


@pytest.fixture
def days(secretary):
    """An item bound to the three days that the bulletin of January 2026 announces."""
    load_observances(NOW)
    item = make_item(make_issue(22, items=0), 1, title=LazyI18nString({"en": "Days"}), action_url="")
    for key in ("international-mother-language-day", "international-day-of-education", "holocaust-remembrance-day"):
        found = Observance.objects.filter(key=key).first() or Observance.objects.get(rule="01-27")
        bind(item, found, secretary, NOW)
    return item


def test_days_have_picture_name_and_date_in_every_rendition(days, client):
    pages = pages_of(edition_of())
    for name in ("html", "text", "pdf"):
        words = " ".join(pages[name].split())
        for said in (
            "International Day of Education",
            "International Mother Language Day",
            "24 January",
            "21 February",
        ):
            assert said in words, (name, said)
    assert "events/days/education" in pages["html"]
    assert pages["html"].count("/days/international-day-of-education/") == 2
    assert "/days/international-day-of-education/>" in pages["text"].replace("\n", "")
    with pikepdf.open(io.BytesIO(pages["print"])) as opened:
        assert sum(len(page.get_images()) for page in opened.pages) == 3
    entries = Calendar.from_ical(pages["ics"]).walk("VEVENT")
    assert [each["DTSTART"].dt.isoformat() for each in entries] == ["2026-01-24", "2026-01-27", "2026-02-21"]
    web = client.get("/issues/22/").content.decode()
    assert 'src="/static/events/days/education' in web
    assert '<a href="/days/international-day-of-education/">' in web


def test_days_are_named_in_the_readers_language_and_stand_once_a_year(days):
    moments = edition_of(languages=("fr",)).items[0].moments
    assert next(each.what_words for each in moments) == "Journée internationale de l’éducation"
    again = edition_of(now=NOW + 400 * DAY).items[0].moments
    assert [each.uid for each in again] == [each.uid for each in moments]


def test_a_hidden_day_is_not_announced(days):
    Observance.objects.filter(rule="01-24").update(hidden_at=NOW)
    assert len(item_of().moments) == 2


def test_what_is_bound_twice_is_bound_once_and_taken_off(secretary):
    item, meeting = conference(), event()
    assert bind(item, meeting, secretary, NOW) == bind(item, meeting, secretary, NOW)
    unbind(Binding.objects.get(), secretary, NOW)
    assert not Binding.objects.exists()


def test_what_somebody_does_not_see_is_not_bound():
    item = conference()
    with pytest.raises(Refused, match="not there"):
        bind(item, event(status="draft"), person("a@example.org"), NOW)
    with pytest.raises(Refused, match="not there"):
        bind(item, document(published=False), person("b@example.org"), NOW)


def test_an_edition_asks_as_often_for_many_things_as_for_few(secretary):
    def fill(number):
        for each in range(number):
            occurrence(meeting := event(registration=factories.call()), NOW + DAY)
            for thing in (
                meeting,
                document(f"Book {number} {each}"),
                Observance.objects.order_by("key")[number + each],
            ):
                bind(item, thing, secretary, NOW)

    def queries():
        with CaptureQueriesContext(connection) as found:
            edition_of()
        return len(found)

    load_observances(NOW)
    item = conference()
    fill(1)
    few = queries()
    fill(3)
    assert queries() == few
