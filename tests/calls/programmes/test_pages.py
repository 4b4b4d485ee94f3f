"""The public pages of programmes and calls: who finds what, and where it stands."""

from __future__ import annotations

import re

import pytest
import time_machine
from i18nfield.strings import LazyI18nString

from heliograph.calls.models import Attachment, Programme
from heliograph.frame.finished import shelf, touch
from heliograph.network.models import Audience
from tests.calls.factories import DAY, call, deadline, programme, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    shelf.clear()
    with time_machine.travel(NOW, tick=False):
        yield


def titles(answer) -> dict[str, list[str]]:
    """The titles of calls by section."""
    return {section.key: [line.title for line in section.lines] for section in answer.context["sections"]}


def coordinators() -> Audience:
    rule = {"all": [{"clause": "role", "values": ["coordinator"]}]}
    return Audience.objects.create(name="Coordinators", rule=rule, made_at=NOW, changed_at=NOW)


def test_calls_stand_by_where_they_are_the_soonest_to_close_first(client) -> None:
    call("Later", closes=NOW + 9 * DAY)
    call("Sooner", closes=NOW + 2 * DAY)
    call("Whenever", closes=None)
    call("Coming", opens=NOW + 3 * DAY)
    call("Past", closes=NOW - DAY)
    call("Done", status="completed")
    answer = client.get("/calls/")
    assert titles(answer) == {
        "open": ["Sooner", "Later", "Whenever"],
        "coming": ["Coming"],
        "closed": ["Done", "Past"],
    }


def test_drafts_calls_by_link_and_those_of_others_are_not_in_the_list(client) -> None:
    call("Draft", status="draft")
    call("By link", visibility="link")
    call("For coordinators", visibility="audience", audience=coordinators())
    call("Of a draft", programme=programme(state="draft"))
    call("Public")
    assert titles(client.get("/calls/")) == {"open": ["Public"], "coming": [], "closed": []}
    client.force_login(with_role(person(), "coordinator", country="TG"))
    assert titles(client.get("/calls/"))["yours"] == ["For coordinators", "Public"]
    client.force_login(with_role(person(), "secretariat"))
    seen = titles(client.get("/calls/"))
    assert {"Draft", "By link", "Of a draft"}.isdisjoint(seen["yours"] + seen["others"])


def test_who_is_signed_in_sees_what_is_open_to_him_apart(client) -> None:
    call("For coordinators", audience=coordinators())
    call("For all")
    client.force_login(with_role(person(), "teacher", organization=school()))
    found = titles(client.get("/calls/"))
    assert (found["yours"], found["others"]) == (["For all"], ["For coordinators"])


def test_an_audience_whose_rule_cannot_be_read_addresses_nobody(client) -> None:
    rule = {"all": [{"clause": "gone", "values": []}]}
    call("Broken", audience=Audience.objects.create(name="Old", rule=rule, made_at=NOW, changed_at=NOW))
    client.force_login(person())
    assert titles(client.get("/calls/"))["others"] == ["Broken"]


def test_calls_are_narrowed_to_a_programme_and_a_kind(client) -> None:
    one = programme("Exchange", slug="exchange")
    call("Apply", programme=one, kind="application")
    call("Register", programme=one)
    call("Elsewhere", kind="application")
    assert titles(client.get("/calls/?programme=exchange&kind=application"))["open"] == ["Apply"]
    assert titles(client.get("/calls/?programme=none"))["open"] == []


def test_one_sort_is_shown_a_page_at_a_time(client, monkeypatch) -> None:
    monkeypatch.setattr("heliograph.calls.programmes.views.SHOWN", 1)
    monkeypatch.setattr("heliograph.calls.programmes.views.A_PAGE", 1)
    call("First", closes=NOW + DAY)
    call("Second", closes=NOW + 2 * DAY)
    whole = client.get("/calls/")
    assert titles(whole)["open"] == ["First"]
    assert "show=open" in whole.content.decode()
    assert titles(client.get("/calls/?show=open&page=2")) == {"open": ["Second"]}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_calls(client, count, django_assert_num_queries) -> None:
    for _each in range(count):
        response(call())
    with django_assert_num_queries(7):
        client.get("/calls/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_programme_costs_the_same_for_any_number_of_calls(client, count, django_assert_num_queries) -> None:
    one = programme(slug="exchange")
    for _each in range(count):
        response(call(programme=one))
    with django_assert_num_queries(10):
        client.get("/programmes/exchange/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_programmes_costs_the_same_for_any_number(client, count, django_assert_num_queries) -> None:
    for _each in range(count):
        call()
    with django_assert_num_queries(5):
        client.get("/programmes/")


def test_a_page_is_finished_for_readers_who_are_signed_out(client, django_assert_num_queries) -> None:
    call("One", programme=programme(slug="exchange"))
    for address in ("/calls/", "/programmes/", "/programmes/exchange/"):
        client.get(address)
        with django_assert_num_queries(1):
            client.get(address)


def test_a_finished_page_is_made_anew_when_a_call_closes(client) -> None:
    call("One", closes=NOW + DAY / 24 / 60 / 2)
    assert titles(client.get("/calls/"))["open"] == ["One"]
    with time_machine.travel(NOW + DAY / 24 / 60 / 2, tick=False):
        assert titles(client.get("/calls/"))["open"] == []


def test_a_programme_shows_its_calls_by_where_they_stand(client) -> None:
    one = programme("Conference", slug="conference")
    call("Open", programme=one)
    call("Coming", programme=one, opens=NOW + DAY)
    call("Past", programme=one, closes=NOW - DAY)
    call("Hidden", programme=one, status="draft")
    call("Elsewhere")
    it = client.get("/programmes/conference/").context["it"]
    found = [[line.title for line in part] for part in (it.open, it.coming, it.past)]
    assert found == [["Open"], ["Coming"], ["Past"]]


def test_the_ribbon_of_a_programme_has_the_dates_of_its_calls(client) -> None:
    one = programme(slug="conference")
    deadline(call("Register", programme=one, opens=None, closes=NOW + 5 * DAY), "reconfirm", NOW + 9 * DAY)
    call("Gone", programme=one, opens=None, status="cancelled")
    signs = client.get("/programmes/conference/").context["ribbon"].signs
    assert [sign.tick.words for sign in signs] == ["Closes: Register", "Reconfirm by: Register"]


def test_a_draft_programme_is_for_those_who_run_it(client) -> None:
    organizer, other = school(), school()
    programme("Secret", slug="secret", state="draft", organizer=organizer)
    assert client.get("/programmes/secret/").status_code == 404
    client.force_login(with_role(person(), "organizer", organization=other))
    assert client.get("/programmes/secret/").status_code == 404
    client.force_login(with_role(person(), "organizer", organization=organizer))
    page = client.get("/programmes/secret/")
    assert (page.status_code, "only those who run it see it" in page.content.decode()) == (200, True)
    assert "Secret" not in client.get("/programmes/").content.decode()


def test_editions_lead_to_one_another_and_a_draft_edition_is_not_told(client) -> None:
    first = programme("Conference 2025", slug="c2025", state="closed")
    second = programme("Conference 2026", slug="c2026", edition_of=first)
    programme("Conference 2027", slug="c2027", edition_of=second, state="draft")
    old, new = client.get("/programmes/c2025/").content.decode(), client.get("/programmes/c2026/").content.decode()
    assert ("/programmes/c2026/" in old, "/programmes/c2025/" in new, "2027" in new) == (True, True, False)


def test_a_programme_shows_texts_contact_attachments_and_no_link_that_runs_something(client) -> None:
    one = programme(slug="conference", organizer=school("National Commission of Togo"))
    one.text = LazyI18nString({"en": "Read **this**."})
    one.save()
    words = LazyI18nString({"en": "Concept note"})
    Attachment.objects.create(programme=one, title=words, url="https://example.org/note", language="fr")
    Attachment.objects.create(programme=one, title=LazyI18nString({"en": "Bad"}), url="javascript:alert(1)")
    page = client.get("/programmes/conference/").content.decode()
    assert "<strong>this</strong>" in page
    assert "National Commission of Togo" in page
    assert re.search(r'href="https://example.org/note"[^>]*>Concept note</a>, French', page)
    assert "javascript" not in page


def test_what_is_changed_by_its_domain_function_is_shown_at_once(client) -> None:
    one = programme("Before", slug="conference")
    client.get("/programmes/conference/")
    Programme.objects.filter(pk=one.pk).update(title=LazyI18nString({"en": "After"}))
    touch()
    assert "After" in client.get("/programmes/conference/").content.decode()


def test_an_empty_site_says_what_will_stand_here(client) -> None:
    assert "once the first one is published" in client.get("/calls/").content.decode()
    assert "once the first one is published" in client.get("/programmes/").content.decode()
