"""The desk's pages on which an item becomes live."""

from __future__ import annotations

import pytest
import time_machine

from heliograph.bulletin.models import Binding, ItemProposal
from heliograph.calls.models import Call, Programme
from tests.bulletin.binding.scenes import conference, proposal
from tests.bulletin.desk.pages import filled, soup, words
from tests.calls import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
ITEM = "/desk/issues/22/items/item-1/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def desk(client, secretary):
    client.force_login(secretary)
    return client


def page_of(one):
    return f"{ITEM}proposals/{one.pk}/"


def test_the_item_shows_what_it_could_become(desk):
    one = proposal(conference())
    ItemProposal.objects.create(item=one.item, kind="event", title="An event", prefill={})
    page = desk.get(ITEM)
    section = soup(page).select_one("#calls")
    assert section.select_one(f'a[href="{page_of(one)}"]').get_text().startswith("Make a call of this")
    assert "Make an event of this: An event" in section.get_text()


def test_an_item_that_asks_nothing_says_what_will_stand_there(desk):
    conference()
    assert "What this item leads to stands here:" in desk.get(ITEM).text


def test_the_page_is_filled_in_and_one_press_makes_the_call(desk):
    one = proposal(conference())
    page = desk.get(page_of(one))
    sent = filled(page)
    assert (sent["kind"], sent["audience"], sent["title_fr"], sent["programme_title"]) == (
        "registration", "start:coordinators", "Conférence\u00a0: Inscription", "Conference",
    )  # fmt: skip
    assert [(sent[f"dates-{n}-kind"], sent[f"dates-{n}-day"]) for n in range(4)] == [
        ("closes", "2026-01-18"), ("withdraw", "2026-01-15"), ("reconfirm", ""), ("", ""),
    ]  # fmt: skip
    answer = desk.post(page_of(one), sent)
    call = Call.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/calls/{call.slug}/")
    assert sorted(call.deadlines.values_list("kind", flat=True)) == ["closes", "reconfirm", "withdraw"]
    assert (Binding.objects.get().call, str(call.programme.title)) == (call, "Conference")
    assert desk.post(page_of(one), sent)["Location"] == f"/desk/calls/{call.slug}/"
    assert Call.objects.count() == 1


def test_a_second_proposal_of_an_item_goes_into_the_programme_of_the_first(desk):
    item = conference()
    first, second = proposal(item), proposal(item, what="propose")
    assert filled(desk.get(page_of(first)))["programme"] == ""
    desk.post(page_of(first), filled(desk.get(page_of(first))))
    made = Programme.objects.get()
    factories.programme()
    sent = filled(desk.get(page_of(second)))
    assert sent["programme"] == made.slug
    desk.post(page_of(second), sent)
    assert (made.calls.count(), Programme.objects.count()) == (2, 2)


def test_a_programme_of_the_same_title_is_offered_first_unless_it_has_ended(desk):
    factories.programme("Another")
    factories.programme("Conference", state="closed")
    one = proposal(conference())
    assert filled(desk.get(page_of(one)))["programme"] == ""
    there = factories.programme("Conference")
    assert filled(desk.get(page_of(one)))["programme"] == there.slug


def test_dates_can_be_changed_left_out_and_added(desk):
    one = proposal(conference())
    sent = filled(desk.get(page_of(one)))
    sent |= {"dates-0-day": "2026-01-20", "dates-0-clock": "12:30", "dates-1-kind": "", "dates-2-day": "2026-03-12"}
    sent |= {"dates-2-loose": "month", "dates-3-kind": "decide", "dates-3-day": "2026-02-01"}
    desk.post(page_of(one), sent)
    rows = Call.objects.get().deadlines.order_by("kind").values_list("kind", "precision", "at", "words")
    assert [(kind, precision, f"{at:%d %H:%M}" if at else "", words) for kind, precision, at, words in rows] == [
        ("closes", "minute", "20 11:30", ""), ("decide", "day", "31 23:00", ""),
        ("reconfirm", "month", "", "2026-03-01"),
    ]  # fmt: skip


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(desk):
    one = proposal(conference())
    sent = filled(desk.get(page_of(one)))
    wrong = {"title_en": "", "programme_title": "", "contact": "x", "dates-3-day": "2026-02-01", "dates-3-kind": ""}
    page = desk.post(page_of(one), sent | wrong)
    assert words(page, ".note-error a")[:2] == ["Name of the new programme", "Contact"]
    assert "Say what this date is, or take it away." in page.text
    assert not Programme.objects.exists()


def test_two_dates_of_one_kind_are_refused_on_the_page(desk):
    one = proposal(conference())
    sent = filled(desk.get(page_of(one))) | {"dates-1-kind": "closes"}
    page = desk.post(page_of(one), sent)
    assert (page.status_code, words(page, ".note-error")) == (
        422,
        ["“closes” is chosen for two dates. A call has each date once: choose another for one of them."],
    )


def test_a_call_that_there_is_is_bound_and_taken_off_again(desk):
    one, call = proposal(conference()), factories.call("Registration")
    page = desk.post(f"{ITEM}bind/", {"call": call.slug, "proposal": one.pk}, follow=True)
    assert "The item and the call belong together now." in page.text
    assert words(page, "#calls li a")[:1] == ["Registration"]
    page = desk.post(f"{ITEM}bindings/{Binding.objects.get().pk}/remove/", follow=True)
    assert "It is taken off the item, and is as it was." in page.text
    assert ItemProposal.objects.open().get() == one


def test_no_call_chosen_is_said(desk):
    conference()
    assert "Choose the call first." in desk.post(f"{ITEM}bind/", {"call": "none"}, follow=True).text


def test_a_draft_is_unmade_after_a_question(desk):
    one = proposal(conference())
    desk.post(page_of(one), filled(desk.get(page_of(one))))
    assert f'href="{page_of(one)}unmake/"' in desk.get(ITEM).text
    asked = desk.get(f"{page_of(one)}unmake/")
    assert "Delete the draft of “Conference: Registration”?" in asked.text
    assert Call.objects.exists()
    assert "the proposal stands open again" in desk.post(f"{page_of(one)}unmake/", follow=True).text
    assert not Call.objects.exists()


def test_a_published_call_is_not_unmade(desk):
    one = proposal(conference())
    desk.post(page_of(one), filled(desk.get(page_of(one))))
    Call.objects.update(status="published", published_at=NOW)
    assert "unmake" not in desk.get(ITEM).text
    refused = desk.post(f"{page_of(one)}unmake/")
    assert (refused.status_code, Call.objects.count()) == (422, 1)


def test_a_proposal_is_set_aside_and_taken_up_again(desk):
    one = proposal(conference())
    page = desk.post(f"{page_of(one)}aside/", follow=True)
    assert "1 proposal set aside" in page.text
    page = desk.post(f"{page_of(one)}aside/", {"open": "1"}, follow=True)
    assert "Make a call of this" in page.text


def test_a_proposal_of_another_item_or_kind_is_no_page(desk):
    one = proposal(conference())
    other = ItemProposal.objects.create(item=one.item, kind="event", title="An event", prefill={})
    conference(23)
    assert desk.get(page_of(other)).headers["Location"] == f"{page_of(other)}event/"
    assert desk.get(f"{page_of(one)}event/").headers["Location"] == page_of(one)
    other.kind = "document"
    other.save()
    assert desk.get(page_of(other)).status_code == 404
    assert desk.get(f"/desk/issues/23/items/item-1/proposals/{one.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_items_page_asks_the_same_number_of_questions(desk, count, django_assert_num_queries):
    from heliograph.bulletin.binding.tying import bind
    from heliograph.network.models import Person

    item = conference()
    for _number in range(count):
        proposal(item)
        bind(item, factories.call(), Person.objects.get(), NOW)
    with django_assert_num_queries(21):
        desk.get(ITEM)
