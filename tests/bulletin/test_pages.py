"""The public pages of the bulletin."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.models import Issue, IssueEntry
from heliograph.bulletin.publishing import correct, publish
from heliograph.frame.finished import shelf
from tests.bulletin.factories import AT, make_issue, make_item, make_moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime(2026, 1, 12, 9, 0, tzinfo=UTC), tick=False) as travel:
        yield travel


def test_an_issue_reads_like_the_printed_one(client):
    make_issue(22, items=2)
    page = client.get("/issues/22/").text
    assert "<title>Bulletin 22 · Heliograph</title>" in page
    assert '<time datetime="2026-01-12">Monday, 12 January 2026</time>' in page
    assert page.index("Meeting number 1</h2>") < page.index("Meeting number 2</h2>")
    assert '<span class="label">Invitation</span>' in page
    assert "Bring <strong>one practice</strong>" in page
    assert '<a class="button" href="https://example.org/register">Register</a>' in page
    assert 'href="mailto:desk@secretariat.example.org"' in page
    assert ">Guidelines</a> (PDF)" in page


def test_every_item_has_its_anchor_and_its_place_in_the_contents(client):
    make_issue(22, items=3)
    page = client.get("/issues/22/").text
    anchors = re.findall(r'<section class="item" id="([^"]+)"', page)
    assert anchors == ["item-1", "item-2", "item-3"]
    assert [f'<a href="#{anchor}"' in page for anchor in anchors] == [True, True, True]


def test_no_id_stands_twice_even_where_an_item_is_called_like_a_part_of_the_page(client):
    issue = make_issue(22, items=0)
    for position, slug in enumerate(["main", "zone", "languages", "your-time", "search", "contents"], 1):
        make_item(issue, position, slug=slug)
    ids = re.findall(r'\bid="([^"]+)"', client.get("/issues/22/").text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", ["/issues/{}/", "/"])
def test_a_page_takes_at_most_eight_queries_however_long_it_is(client, address):
    counts = set()
    for number, items in ((22, 1), (23, 3), (24, 12)):
        make_issue(number, items=items)
        shelf.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(address.format(number))
        counts.add(len(queries))
    assert len(counts) == 1
    assert max(counts) <= 8


@pytest.mark.parametrize("state", ["draft", "scheduled"])
def test_what_is_not_published_is_no_page_for_the_public(client, coordinator, secretary, state):
    make_issue(22, state=state)
    for address in ("/issues/22/", "/issues/22/item-1/"):
        assert client.get(address).status_code == 404
    client.force_login(coordinator)
    assert client.get("/issues/22/").status_code == 404
    client.force_login(secretary)
    page = client.get("/issues/22/")
    assert "This issue is not published yet" in page.text
    client.logout()
    assert client.get("/issues/22/").status_code == 404


def test_a_draft_is_nowhere_on_the_front_page_or_in_the_archive(client):
    make_issue(21)
    make_issue(22, state="draft")
    assert "Bulletin 22" not in client.get("/").text
    assert "Bulletin 22" not in client.get("/issues/").text
    assert "/issues/22/" not in client.get("/issues/21/").text


@pytest.mark.parametrize("address", ["/issues/99/", "/issues/99999999999999999999999/", "/issues/22/nothing/"])
def test_what_does_not_exist_is_no_page(client, address):
    make_issue(22)
    assert client.get(address).status_code == 404


def test_neighbours_are_the_published_ones_beside(client):
    for number, state in ((18, "published"), (20, "published"), (21, "draft"), (23, "scheduled"), (24, "published")):
        make_issue(number, items=1, state=state)
    page = client.get("/issues/20/").text
    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', page) == [("prev", "/issues/18/"), ("next", "/issues/24/")]
    assert 'rel="prev"' not in client.get("/issues/18/").text


def test_an_item_has_a_lasting_address(client):
    make_issue(22)
    response = client.get("/issues/22/item-2/")
    assert (response.status_code, response.headers["Location"]) == (302, "/issues/22/#item-2")


def test_head_of_an_issue(client, settings):
    settings.SITE_URL = "https://bulletin.example.org"
    make_issue(22)
    page = client.get("/issues/22/").text
    assert '<link rel="canonical" href="https://bulletin.example.org/issues/22/">' in page
    assert '<link rel="alternate" hreflang="ar" href="https://bulletin.example.org/issues/22/?lang=ar">' in page
    assert '<link rel="alternate" hreflang="x-default" href="https://bulletin.example.org/issues/22/">' in page
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert '<meta property="og:title" content="Bulletin 22">' in page
    assert '<meta property="og:description" content="What is asked in these two weeks.">' in page


def test_arabic_runs_from_the_right_and_foreign_text_keeps_its_own_way(client):
    make_issue(22)
    page = client.get("/issues/22/?lang=ar").text
    assert '<html lang="ar" dir="rtl"' in page
    assert '<h1 lang="en" dir="ltr">Bulletin 22</h1>' in page
    assert '<div class="prose" lang="en" dir="ltr">' in page


def test_a_text_that_is_not_in_the_reader_s_language_says_so(client):
    issue = make_issue(22, items=1, complete=False)
    make_item(issue, 2, body=LazyI18nString({"en": "Text", "fr": "Texte"}))
    note = "This text has not been translated into your language yet."
    with translation.override("fr"):
        in_french = translation.gettext(note)
    assert client.get("/issues/22/", headers={"Accept-Language": "fr"}).text.count(in_french) == 1
    assert note not in client.get("/issues/22/", headers={"Accept-Language": "en"}).text


def test_times_are_the_reader_s(client):
    issue = make_issue(22, items=1, complete=False)
    make_moment(issue.items.get(), "event", 1, precision="minute")
    page = client.get("/issues/22/?zone=Asia/Seoul").text
    assert "Tuesday, 13 January 2026, 18:00 (Seoul time)" in page
    assert "Tuesday, 13 January 2026, 10:00 (Paris time)" in page
    assert "Times on this page: Seoul time." in page


def test_a_correction_is_dated_on_the_page_at_the_next_request(client):
    issue = make_issue(22)
    assert "Corrected on" not in client.get("/issues/22/").text
    correct(issue.pk, "The time of the <b>webinar</b>.", None, datetime(2026, 1, 13, 9, tzinfo=UTC))
    page = client.get("/issues/22/").text
    assert "<strong>Corrected on Tuesday, 13 January 2026</strong>" in page
    assert "The time of the &lt;b&gt;webinar&lt;/b&gt;." in page


def test_publishing_shows_an_issue_everywhere_at_the_next_request(client):
    make_issue(21)
    issue = make_issue(22, state="draft")
    for address in ("/", "/issues/", "/issues/21/"):
        assert "N°22" not in client.get(address).text
    publish(issue.pk, None, AT)
    assert client.get("/issues/22/").status_code == 200
    for address in ("/", "/issues/", "/issues/21/"):
        assert "N°22" in client.get(address).text
    assert "3 items found" in client.get("/issues/?q=meeting").text


def test_the_archive_stands_by_year_newest_first(client):
    for number, day in ((1, date(2025, 12, 1)), (2, date(2025, 12, 15)), (3, date(2026, 1, 5))):
        make_issue(number, items=number, complete=False, date=day)
    page = client.get("/issues/").text
    assert re.findall(r'<h2 id="_(\d+)">', page) == ["2026", "2025"]
    assert re.findall(r'<span class="number">N°(\d)</span>', page) == ["3", "2", "1"]
    assert "1 item<" in page
    assert "3 items<" in page


def test_an_empty_archive_says_what_will_stand_there(client):
    page = client.get("/issues/").text
    assert "Issues will stand here once the first one is published." in page


@pytest.mark.parametrize("issues", [1, 3, 60])
def test_the_archive_takes_as_many_queries_however_long_it_is(client, django_assert_num_queries, issues):
    for number in range(1, issues + 1):
        make_issue(number, items=0)
    with django_assert_num_queries(3):
        client.get("/issues/")


def test_a_long_archive_has_pages(client):
    for number in range(1, 61):
        Issue.objects.create(
            number=number,
            date=date(2026, 1, 12),
            title=LazyI18nString({"en": f"Bulletin {number}"}),
            state="published",
            created_at=AT,
            saved_at=AT,
        )
    first, second = client.get("/issues/").text, client.get("/issues/?page=2").text
    assert first.count('<span class="number">N°') == 52
    assert second.count('<span class="number">N°') == 8
    assert 'rel="next" href="?page=2"' in first
    assert client.get("/issues/?page=x").status_code == 200


def test_a_correction_without_words_is_still_dated(client):
    issue = make_issue(22, corrected_at=AT)
    IssueEntry.objects.filter(issue=issue, verb="correct").delete()
    assert "Corrected on Monday, 12 January 2026" in client.get("/issues/22/").text


def test_a_title_without_the_number_is_given_it(client):
    make_issue(22, items=1, title=LazyI18nString({"en": "Winter news"}))
    assert "<title>N°22: Winter news · Heliograph</title>" in client.get("/issues/22/").text
