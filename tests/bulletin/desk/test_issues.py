"""Issues on the desk: begun, edited, put in order, corrected."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from heliograph.bulletin import editing
from heliograph.bulletin.models import Issue
from heliograph.texts.multilingual import texts_of
from tests.bulletin.desk.pages import filled, soup, words

pytestmark = pytest.mark.django_db


def publish(issue):
    Issue.objects.filter(pk=issue.pk).update(state="published", published_at=timezone.now())


def slugs(issue):
    return list(issue.items.values_list("slug", flat=True))


def test_list_shows_number_state_and_what_is_left(desk, issue):
    assert words(desk.get("/desk/issues/"), "tbody tr") == ["N°22 Network News 22 Monday, 12 January 2026 draft 2 1"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions(desk, count, now, django_assert_num_queries):
    for number in range(count):
        fields = {"number": number + 1, "date": now.date(), "title": f"Issue {number}"}
        editing.add_item(editing.start_issue(fields, None, now), "One", None, now)
    with django_assert_num_queries(6):
        desk.get("/desk/issues/")


def test_long_list_comes_in_pages(desk, now):
    for number in range(1, 53):
        Issue.objects.create(number=number, date=now.date(), title="Issue", created_at=now, saved_at=now)
    first, second = desk.get("/desk/issues/"), desk.get("/desk/issues/?page=2")
    assert (len(words(first, "tbody tr")), words(second, "tbody th")) == (50, ["N°2", "N°1"])


def test_empty_list_says_how_to_begin(desk):
    assert [link["href"] for link in soup(desk.get("/desk/issues/")).select("main .button")] == [
        "/desk/import/",
        "/desk/issues/new/",
    ]


def test_new_issue_takes_the_next_number(desk, issue):
    form = filled(desk.get("/desk/issues/new/"))
    response = desk.post("/desk/issues/new/", {**form, "title_en": "Network News"})
    assert (form["number"], response["Location"], Issue.objects.get(number=23).source_language) == (
        "23",
        "/desk/issues/23/",
        "en",
    )


def test_new_issue_without_a_title_names_the_field(desk):
    form = filled(desk.get("/desk/issues/new/"))
    response = desk.post("/desk/issues/new/", form)
    assert words(response, ".note-error li") == ["Title : Write the title in the language of the original."]
    assert Issue.objects.count() == 0


def test_new_issue_in_another_language(desk):
    form = {**filled(desk.get("/desk/issues/new/")), "source_language": "fr", "title_fr": "Nouvelles"}
    desk.post("/desk/issues/new/", form)
    assert texts_of(Issue.objects.get().title) == {"fr": "Nouvelles"}


def test_overview_shows_dates_warnings_and_languages(desk, issue):
    page = desk.get("/desk/issues/22/")
    assert words(page, ".entry h3") == ["Spring meeting", "A guide for teachers"]
    assert words(page, "#item-spring-meeting .brief li") == [
        "Register by Sunday, 1 February 2026",
        "Meeting Tuesday, 31 March 2026, 09:30 (Paris time)",
    ]
    assert words(page, "#item-spring-meeting .notes p") == [
        "No year is given; 2026 was taken. “31 March”".replace("“", "").replace("”", "")
    ]
    assert words(page, "#item-spring-meeting .language")[:2] == ["FR missing", "ES missing"]


def test_every_language_is_on_the_page_and_none_is_erased(desk, issue):
    issue.title.data = {"en": "Network News 22", "ar": "أخبار", "pt": "Notícias"}
    issue.save()
    desk.post("/desk/issues/22/edit/", {**filled(desk.get("/desk/issues/22/edit/")), "title_fr": "Nouvelles"})
    issue.refresh_from_db()
    assert texts_of(issue.title) == {"en": "Network News 22", "ar": "أخبار", "pt": "Notícias", "fr": "Nouvelles"}


def test_second_editor_sees_both_texts_and_can_save_over_knowingly(desk, issue, secretary):
    mine = {**filled(desk.get("/desk/issues/22/edit/")), "title_en": "Mine"}
    theirs = {**filled(desk.get("/desk/issues/22/edit/")), "title_en": "Theirs"}
    desk.post("/desk/issues/22/edit/", theirs)
    told = desk.post("/desk/issues/22/edit/", mine)
    assert (told.status_code, words(told, ".words")) == (409, ["Theirs", "Mine"])
    assert words(told, "section.note-error p")[0].startswith("desk saved on Monday, 12 January 2026, 09:00 (UTC), ")
    assert texts_of(Issue.objects.get().title) == {"en": "Theirs"}
    again = filled(told)
    assert again["title_en"] == "Mine"
    assert desk.post("/desk/issues/22/edit/", again).status_code == 302
    assert texts_of(Issue.objects.get().title) == {"en": "Mine"}


def test_number_in_use_is_named_at_its_field(desk, issue, now):
    editing.start_issue({"number": 21, "date": now.date(), "title": "Issue"}, None, now)
    response = desk.post("/desk/issues/22/edit/", {**filled(desk.get("/desk/issues/22/edit/")), "number": "21"})
    assert words(response, ".note-error li") == [
        "Number : There is already an issue number 21. Choose another number, or open that issue."
    ]


def test_zone_that_does_not_exist_is_named_at_its_field(desk, issue):
    response = desk.post("/desk/issues/22/edit/", {**filled(desk.get("/desk/issues/22/edit/")), "zone": "Mars"})
    assert [link["href"] for link in soup(response).select(".note-error a")] == ["#id_zone"]


def test_items_are_moved_by_buttons(desk, issue):
    desk.post("/desk/issues/22/items/spring-meeting/move/", {"down": "1"})
    assert slugs(issue) == ["a-guide-for-teachers", "spring-meeting"]
    desk.post("/desk/issues/22/items/spring-meeting/move/", {"up": "1"})
    assert slugs(issue) == ["spring-meeting", "a-guide-for-teachers"]
    desk.post("/desk/issues/22/items/spring-meeting/move/", {"to": "2"})
    assert slugs(issue) == ["a-guide-for-teachers", "spring-meeting"]


def test_item_is_added_and_opened(desk, issue):
    response = desk.post("/desk/issues/22/add-item/", {"title": "A new one"})
    assert (response["Location"], slugs(issue)[-1]) == ("/desk/issues/22/items/a-new-one/", "a-new-one")


def test_item_without_a_title_is_refused(desk, issue):
    response = desk.post("/desk/issues/22/add-item/", {"title": " "})
    assert (response.status_code, words(response, ".note-error")) == (422, ["Write a title for the new item."])


def test_item_is_removed_only_after_a_question(desk, issue):
    assert desk.get("/desk/issues/22/items/spring-meeting/remove/").status_code == 200
    assert len(slugs(issue)) == 2
    desk.post("/desk/issues/22/items/spring-meeting/remove/")
    assert slugs(issue) == ["a-guide-for-teachers"]


def test_warning_is_settled(desk, issue):
    form = filled(desk.get("/desk/issues/22/"), "/desk/issues/22/items/spring-meeting/settle/")
    desk.post("/desk/issues/22/items/spring-meeting/settle/", form)
    assert words(desk.get("/desk/issues/22/"), ".notes p") == []


def test_published_issue_wants_a_note_which_its_readers_see(desk, client, issue, clock, now):
    publish(issue)
    form = {**filled(desk.get("/desk/issues/22/edit/")), "title_en": "Mended"}
    refused = desk.post("/desk/issues/22/edit/", form)
    assert [link["href"] for link in soup(refused).select(".note-error a")] == ["#id_note"]
    clock.move_to(now + timedelta(days=1))
    assert desk.post("/desk/issues/22/edit/", {**form, "note": "The title was wrong."}).status_code == 302
    client.logout()
    page = client.get("/issues/22/").content.decode()
    assert ("The title was wrong." in page, "Mended" in page) == (True, True)


def test_correction_is_seen_by_signed_out_readers_at_once(desk, issue):
    from django.test import Client

    publish(issue)
    reader = Client()
    reader.get("/issues/22/")
    form = {**filled(desk.get("/desk/issues/22/edit/")), "title_en": "Mended", "note": "Wrong title."}
    desk.post("/desk/issues/22/edit/", form)
    assert "Mended" in reader.get("/issues/22/").content.decode()
