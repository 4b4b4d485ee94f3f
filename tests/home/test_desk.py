"""The desk's first page: what needs somebody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from heliograph.bulletin.models import ImportedDraft, Issue, ItemProposal
from heliograph.delivery.mailings import open_mailing
from heliograph.delivery.models import Mailing
from tests.bulletin.binding.scenes import conference, proposal
from tests.bulletin.factories import make_issue, make_moment
from tests.calls import factories
from tests.conftest import NOW
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(now):
    with time_machine.travel(now, tick=False) as travel:
        yield travel


def named(response, key):
    return [str(one) for one in response.context[key]]


def test_signed_out_is_asked_to_sign_in(client):
    response = client.get("/desk/")
    assert (response.status_code, response["Location"]) == (302, "/account/login/code/?next=/desk/")


def test_coordinator_finds_nothing_of_the_secretariat(client, coordinator, secretary, now):
    ImportedDraft.objects.create(owner=secretary, created_at=now, name="secret.txt", source="", data={})
    make_issue(22, state="scheduled", publish_at=now + timedelta(days=1))
    client.force_login(coordinator)
    response = client.get("/desk/")
    assert (response.status_code, b"secret.txt" in response.content, b"Bulletin 22" in response.content) == (
        200,
        False,
        False,
    )


def test_empty_desk_says_how_to_begin(desk):
    response = desk.get("/desk/")
    assert (response.context["quiet"], b'href="/desk/import/"' in response.content) == (True, True)


def test_what_waits_is_shown(desk, secretary, now):
    ImportedDraft.objects.create(owner=secretary, created_at=now, name="news.txt", source="", data={})
    saved = make_issue(23, state="draft", complete=False)
    ImportedDraft.objects.create(owner=secretary, created_at=now, name="done.txt", source="", data={}, issue=saved)
    make_issue(24, state="scheduled", publish_at=now + timedelta(hours=3), complete=False)
    make_issue(22, complete=False)
    open_mailing("issue-22", "bulletin", "N°22", now)
    response = desk.get("/desk/?zone=Asia/Tokyo")
    assert (named(response, "drafts"), named(response, "begun"), str(response.context["latest"])) == (
        ["news.txt"],
        ["N°23"],
        "N°22",
    )
    assert [issue.number for issue in response.context["scheduled"]] == [24]
    assert "Monday, 12 January 2026, 21:00 (Tokyo time)" in response.content.decode()
    assert [one.row.mailing.title for one in response.context["mailings"]] == ["N°22"]


def test_mailings_that_ask_for_a_word_come_first(desk, now):
    for number, state in enumerate(["ready", "sending", "sent", "paused"]):
        mailing = open_mailing(f"issue-{number}", "bulletin", f"N°{number}", now)
        Mailing.objects.filter(pk=mailing.pk).update(state=state, trouble="held" if state == "paused" else "")
    response = desk.get("/desk/")
    shown = [(one.row.mailing.title, one.asks) for one in response.context["mailings"]]
    assert shown == [("N°3", True), ("N°0", True), ("N°1", False)]
    assert f'href="/desk/mailings/{Mailing.objects.get(key="issue-3").public_id}/"' in response.text


def test_open_dates_of_published_issues_are_shown_overdue_first(desk):
    published = make_issue(22, items=4, complete=False)
    far, near, late, unknown = published.items.all()
    make_moment(far, "tentative", 60, precision="week")
    make_moment(near, "tentative", 5, precision="week")
    make_moment(late, "tentative", -20, precision="week")
    make_moment(unknown, "tentative", precision="month", text="shortly").__class__.objects.filter(item=unknown).update(
        start=None
    )
    make_moment(make_issue(23, state="draft", items=1, complete=False).items.get(), "tentative", -20)
    make_moment(near, "tentative", 3, status="withdrawn")
    found = desk.get("/desk/").context["to_confirm"]
    assert sorted((one.row.item.slug, one.overdue) for one in found) == [
        ("item-2", False),
        ("item-3", True),
        ("item-4", False),
    ]
    assert found[0].overdue


@pytest.mark.parametrize("count", [1, 3])
def test_first_page_asks_the_same_number_of_questions(desk, count, django_assert_num_queries):
    issue = make_issue(22, items=count, complete=False)
    for item in issue.items.all():
        make_moment(item, "tentative", 1)
    with django_assert_num_queries(25):
        desk.get("/desk/")


def test_scheduled_in_a_summer_hour_is_shown_on_the_editors_wall(desk):
    make_issue(22, state="scheduled", publish_at=datetime(2026, 7, 1, 8, tzinfo=UTC), complete=False)
    shown = desk.get("/desk/?zone=Europe/Paris").content.decode()
    assert "Wednesday, 1 July 2026, 10:00 (Paris time)" in shown
    assert Issue.objects.get().state == "scheduled"


def test_editors_see_the_schools_and_what_waits_of_them(desk, now):
    school(confirmed_on=now.date())
    school()
    page = desk.get("/desk/")
    assert (page.context["members"].share, page.context["unconfirmed"], page.context["quiet"]) == (50, 1, True)
    assert "2 member schools" in page.text


def test_coordinators_begin_with_their_country(client, coordinator):
    school()
    school(country="KE")
    client.force_login(coordinator)
    page = client.get("/desk/")
    assert (page.context["code"], page.context["facts"].counts.members) == ("TG", 1)
    assert 'href="/desk/country/"' in page.text


def test_what_the_bulletin_asks_and_nobody_has_decided_is_shown_to_editors(desk, client, coordinator):
    item = conference()
    proposal(item), proposal(item)
    proposal(item, deadlines=[{"of": "closes", "start": "2026-01-02"}])
    ItemProposal.objects.filter(pk=proposal(item).pk).update(set_aside_at=NOW)
    old = conference(10)
    proposal(old)
    found = desk.get("/desk/").context["calls"]["proposed"]
    assert [(one.item, one.count) for one in found] == [(item, 2)]
    client.force_login(coordinator)
    assert client.get("/desk/").context["calls"]["proposed"] == []


def test_calls_that_close_soon_and_copies_to_check_are_shown_to_those_who_run_them(client, db):
    mine, others = school(), school()
    organizer = with_role(person(), "organizer", organization=mine)
    for owner, title in ((mine, "Mine"), (others, "Not mine")):
        run = factories.programme(organizer=owner)
        factories.call(f"{title}, soon", programme=run, closes=NOW + timedelta(days=3))
        factories.call(f"{title}, late", programme=run, closes=NOW + timedelta(days=30))
        factories.call(f"{title}, closed", programme=run, closes=NOW - timedelta(days=3))
        factories.call(f"{title}, copied", programme=run, status="draft", to_check=True)
        factories.call(f"{title}, draft", programme=run, status="draft")
    client.force_login(organizer)
    page = client.get("/desk/")
    waiting = page.context["calls"]
    assert [line.title for line in waiting["closing"]] == ["Mine, soon"]
    assert [line.title for line in waiting["to_check"]] == ["Mine, copied"]
    assert "Not mine" not in page.text


def test_an_organizer_for_whom_nothing_waits_is_told_so(client, db):
    client.force_login(with_role(person(), "organizer", organization=school()))
    page = client.get("/desk/")
    assert "Nothing waits for you." in page.text
    assert 'href="/desk/programmes/"' in page.text


def test_letters_about_answers_that_could_not_be_written_are_told_to_the_secretariat(desk):
    one = factories.response(factories.call())
    one.entries.update(tries=7)
    assert "could not be written" not in desk.get("/desk/").text
    one.entries.update(tries=8)
    page = desk.get("/desk/")
    assert (page.context["quiet"], "1 step of an answer has a letter that could not be written" in page.text) == (
        False,
        True,
    )
