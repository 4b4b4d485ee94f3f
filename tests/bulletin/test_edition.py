"""An edition: the reader's language and zone, one ask, no query more for more items."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.edition import prepare
from heliograph.bulletin.models import Issue, IssueEntry, Picture
from heliograph.bulletin.purposes import button_words, deadline_words, event_words
from heliograph.texts.tree import words
from tests.bulletin.factories import AT, make_issue, make_item, make_label, make_moment
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def edition_of(number=22, languages=("en",), zone="Asia/Tokyo", now=NOW):
    return prepare(Issue.objects.complete().get(number=number), languages, zone, now)


def only_item(**fields):
    return make_item(make_issue(items=0), 1, **fields)


def test_everything_of_an_issue_is_there(django_assert_num_queries):
    make_issue(items=2)
    with django_assert_num_queries(7):
        edition = edition_of()
    assert (edition.number, edition.title.words, edition.date.words) == (22, "Bulletin 22", "Monday, 12 January 2026")
    assert words(edition.introduction) == "What is asked in these two weeks."
    assert [item.title for item in edition.items] == ["Meeting number 1", "Meeting number 2"]
    assert edition.items[1].url == f"{settings.SITE_URL}/issues/22/#item-2"
    assert edition.zone_words == "Tokyo time"
    first = edition.items[0]
    assert (first.label, first.label_key, first.contacts) == (
        "Invitation",
        "invitation",
        ("desk@secretariat.example.org",),
    )
    assert [(file.title, file.form) for file in first.attachments] == [("Guidelines", "PDF")]
    assert first.attachments[0].url.startswith(settings.SITE_URL)


@pytest.mark.parametrize("count", [1, 8])
def test_queries_do_not_grow_with_the_items(django_assert_num_queries, count):
    make_issue(items=count)
    issue = Issue.objects.complete().get(number=22)
    with django_assert_num_queries(0):
        assert len(prepare(issue, ["fr"], None, NOW).items) == count


def test_a_reader_gets_his_language_and_where_it_is_missing_another_with_a_flag():
    make_issue(items=1)
    edition = edition_of(languages=["fr", "en"])
    item = edition.items[0]
    assert (edition.language, edition.title.words) == ("fr", "Bulletin français 22")
    assert (item.title, item.title_language, item.language, item.translated) == (
        "Réunion numéro 1",
        "fr",
        "en",
        False,
    )
    assert edition.languages == ("en", "fr")
    assert edition.date.words == "lundi 12 janvier 2026"
    assert item.moments[0].when.first == "vendredi 16 janvier 2026"


def test_right_to_left():
    only_item(title=LazyI18nString({"ar": "اجتماع", "en": "Meeting"}), body=LazyI18nString({"ar": "نص"}))
    edition = edition_of(languages=["ar"])
    item = edition.items[0]
    assert (edition.direction, item.direction, item.title_direction, item.translated) == ("rtl", "rtl", "rtl", True)


def test_a_language_that_the_interface_lacks_gives_its_texts_in_the_default_interface():
    only_item(title=LazyI18nString({"ru": "Встреча", "en": "Meeting"}))
    edition = edition_of(languages=["ru"])
    assert (edition.language, edition.items[0].title) == ("en", "Meeting")


def test_an_issue_written_in_french_falls_back_to_french():
    issue = make_issue(items=0, source_language="fr")
    make_item(issue, 1, title=LazyI18nString({"fr": "Réunion", "es": "Reunión"}), body=LazyI18nString({"fr": "Texte"}))
    item = edition_of(languages=["ar"]).items[0]
    assert (item.title, item.language, item.translated) == ("Réunion", "fr", False)


def test_without_a_zone_moments_are_in_the_organizers():
    item = only_item()
    make_moment(item, "event", days=3, precision="minute")
    edition = edition_of(zone=None)
    assert edition.items[0].moments[0].when.first == "Thursday, 15 January 2026, 10:00 (Paris time)"
    assert edition.zone_words == "Paris time"


@pytest.mark.parametrize(
    ("days", "key", "said"),
    [(20, "open", "open"), (1, "soon", "closes in 1 day")],
)
def test_the_standing_follows_the_deadline(days, key, said):
    begins = AT.replace(hour=23) + timedelta(days=days - 1)
    make_moment(only_item(), "deadline", start=begins)
    standing = edition_of(zone="Europe/Paris").items[0].standing
    assert (standing.key, standing.words) == (key, said)


def test_an_item_is_closed_after_its_last_deadline():
    make_moment(only_item(), days=2)
    assert edition_of(now=NOW + timedelta(days=4)).items[0].standing.words == "closed"


def test_a_date_that_is_over_is_told_as_over():
    make_moment(only_item(), days=2)
    said = [edition_of(now=NOW + timedelta(days=days)).items[0].moments[0].when.closes for days in (0, 5)]
    assert said == [
        "Open until Friday, 16 January 2026, 07:59 (Tokyo time)",
        "Closed on Friday, 16 January 2026, 07:59 (Tokyo time)",
    ]


def test_a_date_over_before_the_issue_came_out_says_nothing_of_the_item():
    item = only_item()
    make_moment(item, "event", days=-60)
    make_moment(item, "deadline", days=-30)
    assert edition_of().items[0].standing.key == ""


def test_a_deadline_that_asks_nothing_leaves_the_item_without_standing():
    make_moment(only_item(), "deadline", days=30, what="contact")
    edition = edition_of()
    assert (edition.items[0].standing.key, edition.closings) == ("", ())


def test_an_item_not_open_yet_says_when_it_opens():
    make_moment(only_item(), "deadline", days=30, opens=AT + timedelta(days=10))
    assert edition_of().items[0].standing.words == "opens in 10 days"


def test_events_now_and_over():
    item = only_item()
    row = make_moment(item, "event", days=0, precision="minute", end=AT + timedelta(hours=3))
    assert edition_of().items[0].standing.key == "now"
    row.end = AT + timedelta(minutes=90)
    row.start = AT
    row.save()
    assert edition_of(now=AT + timedelta(days=1)).items[0].standing.key == "over"


def test_closings_are_sorted_and_a_withdrawn_one_is_not_among_them():
    issue = make_issue(items=0)
    first, second = make_item(issue, 1), make_item(issue, 2)
    make_moment(first, days=20)
    make_moment(first, days=2, status="withdrawn")
    make_moment(second, days=9, what="apply")
    edition = edition_of()
    assert [(each.item.number, each.moment.what_words) for each in edition.closings] == [
        (2, "Apply by"),
        (1, "Register by"),
    ]
    assert edition.next_closing == edition.closings[0]


def test_the_button_says_what_the_main_deadline_asks():
    item = only_item()
    make_moment(item, days=3, what="withdraw")
    make_moment(item, days=9, what="register")
    assert edition_of().items[0].button.label == "Register"
    item.action_label = LazyI18nString({"en": "To the form"})
    item.save()
    assert edition_of().items[0].button.label == "To the form"
    item.action_url = ""
    item.save()
    assert edition_of().items[0].button is None


def test_pictures_have_absolute_addresses_and_words():
    item = only_item()
    picture = Picture(item=item, width=800, height=300, caption=LazyI18nString({"en": "The bay"}))
    picture.file.name = "bulletin/2026/bay.png"
    Picture.objects.bulk_create([picture])
    (shown,) = edition_of().items[0].pictures
    assert (shown.url, shown.caption, shown.alt) == (f"{settings.SITE_URL}/media/bulletin/2026/bay.png", "The bay", "")


def test_corrections_are_dated_in_the_readers_zone():
    issue = make_issue(items=1, corrected_at=AT.replace(hour=20))
    IssueEntry.objects.create(issue=issue, at=AT.replace(hour=20), verb="correct", note="The time was wrong.")
    edition = edition_of()
    assert edition.corrected_on.iso == "2026-01-13"
    assert [(each.on.iso, each.note) for each in edition.corrections] == [("2026-01-13", "The time was wrong.")]


def test_a_label_is_in_the_readers_language():
    item = only_item()
    item.label = make_label("news")
    item.save()
    assert edition_of(languages=["fr"]).items[0].label == "Actualités"


def test_purposes_in_words():
    assert deadline_words("registration") == "Register by"
    assert deadline_words("send-poster") == "Send your poster by"
    assert deadline_words("return-the_form") == "Return the form: until"
    assert deadline_words("") == "Until"
    assert button_words("apply") == "Apply"
    assert button_words("something") == "Open the page"
    assert event_words("webinar") == "Webinar"
    assert event_words("") == ""
