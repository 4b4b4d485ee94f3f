"""The table on the desk, over HTTP: rows, filters, columns, views, what is picked."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.http import QueryDict
from django.urls import reverse

from heliograph.calls.models import Response, SavedView
from heliograph.calls.responses import keys
from heliograph.calls.responses.selecting import selection_of
from heliograph.network.states import Refused
from tests.calls.factories import programme
from tests.calls.responses.asked import answered, asking
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def own(client):
    """A call of the organizer who is signed in."""
    commission = school("National Commission of Togo")
    client.force_login(with_role(person("organizer@example.org"), "organizer", organization=commission))
    return asking(programme=programme(organizer=commission))


def address(call, query: str = "") -> str:
    return reverse("calls:desk_responses", args=[call.slug]) + (f"?{query}" if query else "")


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def subjects(answer) -> list[str]:
    return [row.cells[0].words for row in answer.context["rows"]]


def test_an_organizer_sees_the_answers_to_his_call(client, own):
    answered(own, "Anna", school("School of Peace", country="TG"))
    page = client.get(address(own))
    assert page.status_code == 200
    assert subjects(page) == ["School of Peace"]
    assert "1 answer" in text(page)
    assert "Togo" in text(page)


def test_a_call_of_somebody_else_is_not_there(client, own):
    other = asking()
    one = answered(other, "Anna")
    assert client.get(address(other)).status_code == 404
    assert client.get(reverse("calls:desk_response", args=[other.slug, one.public_id])).status_code == 404
    assert client.get(reverse("calls:desk_response", args=[own.slug, one.public_id])).status_code == 404


def test_a_table_without_answers_says_what_comes(client, own):
    assert "Nobody has sent an answer yet." in text(client.get(address(own)))


def test_drafts_are_counted_and_not_shown(client, own):
    draft = answered(own, "Secret")
    Response.objects.filter(pk=draft.pk).update(state="draft", name="Hidden Person")
    page = text(client.get(address(own)))
    assert "· 1 more begun and not sent" in page
    assert "Hidden Person" not in page


def test_the_table_and_the_list_of_calls_count_the_same_answers_and_say_which(client, own):
    withdrawn = [answered(own, name, school(name)) for name in ("A", "B", "C")].pop()
    Response.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
    assert "3 answers of them 1 withdrawn" in text(client.get(address(own)))
    listed = text(client.get(reverse("calls:desk_programmes")))
    assert "3 sent" in listed
    assert "withdrawn: 1" in listed


def test_what_is_done_with_answers_is_reached_from_above_the_table(client, own):
    answered(own, "Anna")
    page = client.get(address(own)).content.decode()
    assert page.index('href="#acts"') < page.index("<table") < page.index('id="acts"')
    assert page.count('id="acts"') == 1


def test_the_address_above_calls_leads_to_the_list_that_has_them(client, own):
    answer = client.get("/desk/calls/")
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("calls:desk_programmes"))


def test_a_filter_that_finds_nothing_says_so(client, own):
    answered(own, "Anna")
    page = text(client.get(address(own, "a.title=nobody")))
    assert "0 of 1 answer" in page
    assert "No answer is like this." in page


def test_any_answer_can_be_a_column(client, own):
    answered(own, "Anna", size=12, themes=["peace", "water"])
    page = client.get(address(own, "col=who&col=a.size&col=a.themes"))
    (row,) = page.context["rows"]
    assert [cell.words for cell in row.cells[1:]] == ["12", "Peace; Water"]
    assert [each.field.name for each in page.context["headings"]] == ["who", "a.size", "a.themes"]


def test_pages_lead_on_and_back(client, own, monkeypatch):
    monkeypatch.setattr("heliograph.calls.responses.table.PER_PAGE", 2)
    for number in range(5):
        answered(own, f"T{number}", school(f"School {number}"))
    first = client.get(address(own, "sort=who"))
    second = client.get(address(own, f"sort=who&after={first.context['page'].after}"))
    assert subjects(second) == ["School 2", "School 3"]
    again = client.get(address(own, f"sort=who&before={second.context['page'].before}"))
    assert subjects(again) == subjects(first) == ["School 0", "School 1"]


def test_queries_do_not_grow_with_the_answers(client, own, django_assert_num_queries):
    answered(own, "T", school("School"))
    keys.refresh(own)
    query = "col=who&col=a.title&col=a.level&sort=a.title"
    client.get(address(own, query))
    with django_assert_num_queries(15, exact=False) as few:
        client.get(address(own, query))
        most = len(few)
    for number in range(3):
        answered(own, f"T{number}", school(f"School {number}"))
    keys.refresh(own)
    with django_assert_num_queries(most):
        client.get(address(own, query))


def test_a_view_is_saved_and_comes_first_when_asked_to(client, own):
    answered(own, "Anna")
    save = reverse("calls:desk_save_view", args=[own.slug])
    client.post(save, {"name": "Large ones", "filter": "a.size.from=5&gone=1"})
    view = SavedView.objects.get()
    assert (view.name, view.query, view.shared) == ("Large ones", "a.size.from=5", False)
    change = reverse("calls:desk_change_view", args=[own.slug, view.public_id])
    client.post(change, {"do": "first"})
    assert client.get(address(own)).headers["Location"].endswith("?a.size.from=5")
    assert client.get(address(own, "all=1")).status_code == 200
    client.post(change, {"name": "Big ones"})
    client.post(change, {"do": "share"})
    view.refresh_from_db()
    assert (view.name, view.shared, view.first) == ("Big ones", True, True)
    client.post(change, {"do": "delete"})
    assert not SavedView.objects.exists()


def test_a_shared_view_is_seen_by_other_organizers_and_changed_by_its_owner_alone(client, own):
    client.post(reverse("calls:desk_save_view", args=[own.slug]), {"name": "Ours", "filter": "late=yes", "shared": "1"})
    client.post(reverse("calls:desk_save_view", args=[own.slug]), {"name": "Mine", "filter": "late=no"})
    shared = SavedView.objects.get(name="Ours")
    client.force_login(with_role(person("desk@secretariat.example.org"), "secretariat"))
    page = text(client.get(address(own)))
    assert "Ours" in page
    assert "Mine" not in page
    change = reverse("calls:desk_change_view", args=[own.slug, shared.public_id])
    assert client.post(change, {"do": "delete"}).status_code == 404


def test_two_views_of_one_name_are_refused(client, own):
    save = reverse("calls:desk_save_view", args=[own.slug])
    client.post(save, {"name": "One", "filter": "late=yes"})
    client.post(save, {"name": "Two", "filter": "late=no"})
    two = SavedView.objects.get(name="Two")
    change = reverse("calls:desk_change_view", args=[own.slug, two.public_id])
    page = client.post(change, {"name": "One"}, follow=True)
    assert "You have another view of this name." in text(page)


def test_what_is_picked_by_boxes_are_answers_to_this_call_that_were_sent(own):
    mine, draft, other = answered(own, "A"), answered(own, "B"), answered(asking(), "C")
    Response.objects.filter(pk=draft.pk).update(state="draft")
    given = QueryDict(mutable=True)
    given.setlist("r", [str(mine.public_id), str(draft.public_id), str(other.public_id), "no id"])
    picked = selection_of(given, own, person())
    assert list(picked.responses) == [mine]
    assert picked.words == "1 answer"


def test_all_that_match_are_picked_by_the_filter_of_the_table(own):
    large = answered(own, "A", size=9)
    answered(own, "B", size=1)
    keys.refresh(own)
    given = QueryDict(mutable=True)
    given.update({"every": "1", "filter": "a.size.from=5&after=x"})
    picked = selection_of(given, own, person())
    assert list(picked.responses) == [large]
    assert picked.hidden == [("every", "1"), ("filter", "a.size.from=5")]


@pytest.mark.parametrize("given", ["", "r=", "r=none", "every=1&filter=state%3Daccepted"])
def test_nothing_picked_is_refused(own, given):
    answered(own, "A")
    with pytest.raises(Refused) as refused:
        selection_of(QueryDict(given), own, person())
    assert refused.value.code == "nothing-picked"


@pytest.mark.parametrize("typed", ["a.size.from=abc", "since=2026-13-45", "country=ZZ", "a.gone=1", "state=draft"])
def test_a_filter_that_is_not_understood_is_said_kept_and_never_acts_on_everybody(client, own, typed):
    answered(own, "A", size=9)
    name, value = typed.split("=")
    page = client.get(address(own), {name: value})
    assert f"“{value}” is not understood" in text(page)
    assert name == "a.gone" or f'value="{value}"' in page.content.decode()
    given = QueryDict(mutable=True)
    given.update({"every": "1", "filter": page.context["query"]})
    with pytest.raises(Refused) as refused:
        selection_of(given, own, person())
    assert (refused.value.code, value in refused.value.sentence) == ("bad-filter", True)


def test_the_form_of_the_filter_sent_as_it_stands_has_no_faults(client, own):
    answered(own, "A", size=9)
    empty = dict.fromkeys(("country", "since", "late", "a.size.from", "a.why", "a.why.is"), "")
    assert "is not understood" not in text(client.get(address(own), empty | {"a.why": " river ", "since": "20260101"}))
