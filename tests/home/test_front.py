"""The front page."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heliograph.bulletin.binding.tying import bind
from heliograph.frame.finished import shelf
from heliograph.network.audiences.changing import add_audience
from heliograph.network.audiences.starts import STARTS
from tests.bulletin.factories import make_issue, make_moment
from tests.calls import factories
from tests.conftest import NOW
from tests.events.observances.factories import day
from tests.network.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime(2026, 1, 12, 9, 0, tzinfo=UTC), tick=False) as travel:
        yield travel


def test_before_the_first_issue_it_says_what_will_stand_there(client):
    page = client.get("/").text
    assert "<h1>The bulletin of the Associated Schools</h1>" in page
    assert "The first issue will stand here" in page


def test_the_newest_published_issue_stands_there(client):
    make_issue(21)
    make_issue(22)
    make_issue(23, state="draft")
    page = client.get("/").text
    assert "Bulletin N°22" in page
    assert re.findall(r'<h2><a href="[^"]*/issues/22/#(item-\d)"', page) == ["item-1", "item-2", "item-3"]


def test_what_is_open_stands_by_closing(client, clock):
    issue = make_issue(22, items=3, complete=False)
    for item, days in zip(issue.items.all(), (20, 2, -3), strict=True):
        make_moment(item, days=days)
    page = client.get("/").text
    column = page[page.index('id="_open"') : page.index('class="front-issue"')]
    assert re.findall(r"#(item-\d)", column) == ["item-2", "item-1"]
    assert "closes in 3 days" in column
    clock.shift(30 * 24 * 3600)
    assert "Nothing of this issue is open now." in client.get("/").text


def test_the_ribbon_names_every_date_once_as_a_sign_and_once_in_the_list(client):
    issue = make_issue(22, items=1, complete=False)
    item = issue.items.get()
    make_moment(item, days=5)
    make_moment(item, "event", 6, precision="minute")
    make_moment(item, "event", 100)
    make_moment(item, "event", -2)
    make_moment(item, "deadline", 8, status="withdrawn")
    page = client.get("/").text
    ribbon = page[page.index('class="ribbon"') : page.index('class="front"')]
    assert ribbon.count("<title>") == 2
    assert ribbon.count("<li><a href=") == 2
    assert "2 dates as a list" in ribbon
    assert "Register by: Meeting number 1 – Sunday, 18 January 2026" in ribbon


def test_a_day_that_the_issue_announces_stands_on_the_ribbon_once_by_its_own_name(client, secretary):
    issue = make_issue(22, items=1, complete=False)
    item, rivers = issue.items.get(), day("Day of Rivers", "01-20", key="rivers")
    bind(item, rivers, secretary, NOW)
    page = client.get("/?lang=en").text
    ribbon = page[page.index('class="ribbon"') : page.index('class="front"')]
    assert re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', ribbon) == [("/days/rivers/", "Day of Rivers")]


def test_the_ribbon_is_mirrored_for_arabic(client):
    issue = make_issue(22, items=1, complete=False)
    make_moment(issue.items.get(), "event", 30, precision="minute")
    sign = re.compile(r'<svg x="([\d.]+)%" y="30" overflow="visible"><circle class="halo"')
    left, right = (sign.search(client.get(address).text)[1] for address in ("/", "/?lang=ar"))
    assert float(left) + float(right) == pytest.approx(100)


def test_nothing_on_the_page_needs_style_or_script_inside_it(client):
    make_issue(22)
    for address in ("/", "/issues/22/", "/issues/", "/issues/?q=x", "/account/login/code/"):
        page = client.get(address).text
        assert re.findall(r"<style|\sstyle=|<script(?! src=)|\son[a-z]+=|javascript:", page) == []


def test_calls_open_to_the_reader_stand_by_closing_among_what_the_issue_asks(client):
    issue = make_issue(22, items=1, complete=False)
    make_moment(issue.items.get(), days=9)
    factories.call("Late", closes=NOW + timedelta(days=20))
    factories.call("Soon", closes=NOW + timedelta(days=2))
    factories.call("At any time", closes=None)
    page = client.get("/").text
    column = page[page.index('id="_open"') : page.index('class="front-issue"')]
    assert re.findall(r">(Late|Soon|At any time|Meeting number 1)</a>", column) == [
        "Soon", "Meeting number 1", "Late", "At any time",
    ]  # fmt: skip


def test_what_is_not_open_or_not_public_is_not_offered(client):
    make_issue(22, items=1, complete=False)
    factories.call("Closed", closes=NOW - timedelta(days=2))
    factories.call("Ahead", opens=NOW + timedelta(days=2))
    factories.call("Draft", status="draft")
    factories.call("By link", visibility="link")
    factories.call("Hidden", programme=factories.programme(state="draft"))
    factories.call("Addressed", visibility="audience", audience=coordinators())
    page = client.get("/").text
    assert not re.findall(r"Closed|Ahead|Draft|By link|Hidden|Addressed", page)


def coordinators():
    return add_audience("Coordinators", STARTS["coordinators"].rule, None, NOW)


def test_a_call_addressed_to_the_reader_alone_is_offered_to_him(client, coordinator, teacher):
    factories.call("Addressed", visibility="audience", audience=coordinators())
    client.force_login(coordinator)
    assert "Addressed" in client.get("/").text
    client.force_login(teacher)
    assert "Addressed" not in client.get("/").text


@pytest.fixture
def teacher(db):
    return person()


def test_calls_stand_there_before_the_first_issue_too(client):
    factories.call("Registration")
    page = client.get("/").text
    assert "The first issue will stand here" in page
    assert ">Registration</a>" in page


def test_a_date_of_a_bound_call_stands_on_the_ribbon_once(client, secretary):
    issue = make_issue(22, items=1, complete=False)
    bound, other = factories.call("Bound"), factories.call("Other")
    bind(issue.items.get(), bound, secretary, NOW)
    page = client.get("/").text
    ribbon = page[page.index('class="ribbon"') : page.index('class="front"')]
    titles = re.findall(r"<title>([^<]*) – ", ribbon)
    assert titles == ["Answer by: Meeting number 1", "Closes: Other"]
    assert (ribbon.count(f'href="/calls/{bound.slug}/"'), ribbon.count(f'href="/calls/{other.slug}/"')) == (2, 2)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_front_page_do_not_grow_with_the_calls(client, secretary, count):
    issue = make_issue(22, items=2)
    for _number in range(count):
        call = factories.call()
        factories.response(call)
        bind(issue.items.first(), call, secretary, NOW)
    shelf.clear()
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) == 12
