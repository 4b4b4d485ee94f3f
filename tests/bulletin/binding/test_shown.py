"""Bound calls in the renditions of an issue."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.binding.tying import bind
from heliograph.bulletin.edition import prepare
from heliograph.bulletin.models import Issue
from heliograph.bulletin.renditions import calendar, feeds, letter, pdf
from heliograph.calls.deadlines.moments import on_day
from heliograph.calls.deadlines.setting import current, set_date
from heliograph.calls.kinds import Outcome, register
from heliograph.calls.kinds.plain import Registration
from heliograph.calls.models import Call, Programme
from heliograph.calls.states import DeadlineKind
from heliograph.frame.finished import shelf
from tests.bulletin.binding.scenes import choices, conference, proposal
from tests.calls import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def edition_of(number=22, languages=("en",), now=NOW, zone="Asia/Tokyo"):
    return prepare(Issue.objects.complete().get(number=number), languages, zone, now)


def item_of(**given):
    return edition_of(**given).items[0]


@pytest.fixture
def made(secretary):
    """The registration of the conference, made of its proposal and published."""
    from heliograph.bulletin.binding.making import make_call

    one = proposal(conference())
    call = make_call(one, choices(one, publish_programme=True), secretary, NOW)
    Call.objects.update(status="published", published_at=NOW)
    call.refresh_from_db()
    return call


def extend(call, by, day=25):
    closes = current(call, DeadlineKind.CLOSES)
    new = on_day(closes.at.astimezone().date().replace(day=day), call.zone)
    set_date(call, DeadlineKind.CLOSES, new, by, NOW + timedelta(hours=1), "Many asked for it.")


def test_the_calls_button_takes_the_place_of_the_items_own(made):
    item = item_of()
    assert item.button is None
    (call,) = item.calls
    assert (call.name, call.button.label, call.button.url) == (
        "Registration",
        "Register",
        f"{settings.SITE_URL}/calls/{made.slug}/",
    )
    assert (call.key, call.words) == ("open", "open")


def test_dates_of_the_call_stand_where_the_bulletins_stood(made):
    item = item_of()
    shown = [(one.kind, one.what_words, one.when.first, bool(one.url)) for one in item.moments]
    assert shown == [
        ("event", "", "Wednesday, 11 February 2026, 18:00 (Tokyo time)", False),
        ("deadline", "Register by", "Sunday, 18 January 2026", True),
        ("deadline", "Withdraw by", "Thursday, 15 January 2026", True),
    ]
    assert item.moments[1].uid == current(made, DeadlineKind.CLOSES).uid


def test_an_extension_shows_the_new_day_and_what_it_was(made, secretary):
    extend(made, secretary)
    moment = item_of().moments[1]
    assert (moment.when.first, moment.was) == (
        "Sunday, 25 January 2026",
        "was Sunday, 18 January 2026, extended on Monday, 12 January 2026",
    )
    assert [closing.moment.what_words for closing in edition_of().closings] == ["Withdraw by", "Register by"]


def test_a_date_taken_away_or_left_open_by_the_organizer_is_not_the_bulletins_any_more(made):
    made.deadlines.filter(kind="withdraw").delete()
    made.deadlines.filter(kind="closes").update(at=None, until=None, words="early February")
    assert [one.when.first for one in item_of().moments] == [
        "Wednesday, 11 February 2026, 18:00 (Tokyo time)",
        "to be announced: early February",
    ]


@pytest.mark.parametrize(
    "hide",
    [{"status": "draft"}, {"visibility": "link"}],
    ids=["draft", "by link"],
)
def test_a_call_that_readers_do_not_find_leaves_the_item_as_it_was(made, hide):
    Call.objects.update(**hide)
    item = item_of()
    assert (item.calls, item.button.url) == ((), "https://example.org/register")
    assert [one.url for one in item.moments] == ["", "", ""]


def test_a_call_of_a_draft_programme_is_not_shown(made):
    Programme.objects.update(state="draft")
    assert item_of().calls == ()


def test_answers_that_stand_are_counted(made, secretary):
    for _number in range(2):
        factories.response(made)
    factories.response(made)
    made.responses.filter(pk=made.responses.first().pk).update(state="withdrawn")
    assert item_of().calls[0].words == "open, 2 answers"
    Call.objects.update(visibility="audience")
    assert item_of().calls[0].words == "open"


def test_where_a_call_stands_follows_the_clock(made):
    assert item_of(now=NOW + 4 * DAY).calls[0].key == "soon"
    closed = item_of(now=NOW + 20 * DAY).calls[0]
    assert (closed.key, closed.words, closed.button.label) == ("closed", "closed", "See the call")
    factories.deadline(made, "opens", NOW + 2 * DAY)
    ahead = item_of()
    assert (ahead.calls[0].key, ahead.calls[0].words, ahead.calls[0].button.label) == (
        "ahead", "opens in 2 days", "See the call",
    )  # fmt: skip
    assert (ahead.standing.key, [one.when.opens for one in ahead.moments]) == (
        "ahead", ["", "from Wednesday, 14 January 2026", ""],
    )  # fmt: skip


def test_a_cancelled_call_takes_its_dates_back(made):
    Call.objects.update(status="cancelled")
    item = item_of()
    assert (item.calls[0].key, item.calls[0].words) == ("over", "cancelled")
    assert [one.stored.withdrawn for one in item.moments] == [False, True, True]
    assert edition_of().closings == ()


def test_what_came_of_a_call_is_said_once_it_is_closed(made):
    class Shown(Registration):
        def outcome(self, call):
            return Outcome("see the programme of sessions", "/programme/")

    register(Shown())
    try:
        call = item_of(now=NOW + 20 * DAY).calls[0]
    finally:
        register(Registration())
    assert (call.words, call.button.label, call.button.url) == (
        "closed: see the programme of sessions", "See the outcome", f"{settings.SITE_URL}/programme/",
    )  # fmt: skip


def test_several_calls_of_an_item_each_say_what_they_are(made, secretary):
    other = factories.call("Conference: Posters", programme=made.programme, kind="contribution", closes=NOW + 9 * DAY)
    item = Issue.objects.get().items.get()
    bind(item, other, secretary, NOW)
    shown = item_of()
    assert [(call.name, call.label) for call in shown.calls] == [
        ("Registration", "Register: Registration"),
        ("Posters", "Send your contribution: Posters"),
    ]
    assert [one.what_words for one in shown.moments][1:] == ["Register by", "Withdraw by", "Posters: Answer by"]


def test_a_call_bound_by_hand_takes_the_place_of_the_same_day(secretary):
    item = conference()
    closes = item.moments.get(what="register").start
    call = factories.call(closes=None)
    factories.deadline(call, "closes", closes, precision="day", until=closes + DAY)
    bind(item, call, secretary, NOW)
    shown = [(one.what_words, bool(one.url)) for one in item_of().moments]
    assert shown == [("", False), ("Register by", True), ("Withdraw by", False)]


def test_of_two_calls_that_close_on_one_day_each_takes_its_own_date(secretary):
    item = conference()
    closes = item.moments.get(what="register").start
    item.moments.filter(what="withdraw").update(what="submit-poster", start=closes)
    for kind, title in (("contribution", "Conference: Posters"), ("registration", "Conference: Registration")):
        call = factories.call(title, kind=kind, closes=None)
        factories.deadline(call, "closes", closes, precision="day", until=closes + DAY)
        bind(item, call, secretary, NOW)
    shown = item_of().moments
    slugs = {one.what_words: one.url.rstrip("/").rsplit("/", 1)[1] for one in shown if one.url}
    titles = {words: str(Call.objects.get(slug=slug).title) for words, slug in slugs.items()}
    assert titles == {
        "Register by": "Conference: Registration",
        "Send your poster by": "Conference: Posters",
    }


def test_a_title_in_another_language_keeps_its_own(made):
    made.title = LazyI18nString({"fr": "Inscription à la conférence"})
    made.save()
    call = item_of(languages=("en",)).calls[0]
    assert (call.name, call.language, call.direction) == ("Inscription à la conférence", "fr", "ltr")


def test_every_rendition_leads_to_the_call(made, secretary):
    extend(made, secretary)
    edition = edition_of()
    url = f"{settings.SITE_URL}/calls/{made.slug}/"
    sent = letter.render(edition)
    assert f"Register: <{url}>" in sent.text.replace("\n", " ")
    assert f'href="{url}"' in sent.html
    assert "was Sunday, 18 January 2026, extended" in sent.html
    assert "https://example.org/register" not in sent.text + sent.html
    assert f'<a href="{url}"><strong>Register</strong></a>' in feeds.entry_html(edition)
    data = pdf.data(edition, None)["items"][0]
    assert data["buttons"] == [{"label": "Register", "url": url}]
    assert [one["was"][:3] for one in data["moments"]] == ["", "was", ""]
    entries = calendar.render([edition], name="A", domain="example.org").decode().replace("\r\n ", "")
    assert f"UID:{current(made, DeadlineKind.CLOSES).uid}@example.org" in entries
    assert f"URL:{url}" in entries


def test_a_call_of_two_issues_stands_in_a_calendar_once(made, secretary):
    bind(conference(23), made, secretary, NOW)
    uid = str(current(made, DeadlineKind.CLOSES).uid)
    entries = calendar.render([edition_of(23), edition_of(22)], name="A", domain="example.org").decode()
    assert entries.count(uid) == 1


def test_a_printed_issue_with_calls_is_typeset(made):
    assert pdf.render(edition_of()).startswith(b"%PDF-")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_calls(secretary, django_assert_num_queries, count):
    item = conference()
    for _number in range(count):
        call = factories.call(programme=factories.programme())
        factories.response(call)
        bind(item, call, secretary, NOW)
    with django_assert_num_queries(9):
        edition = edition_of()
    assert len(edition.items[0].calls) == count


def test_the_page_of_an_issue_says_where_each_call_stands(client, made, time_machine_at_now):
    factories.response(made)
    page = client.get("/issues/22/").text
    assert re.search(rf'<a class="button" href="/calls/{made.slug}/">Register', page)
    assert '<span class="state state-open">open, 1 answer</span>' in page
    shelf.clear()
    with CaptureQueriesContext(connection) as queries:
        client.get("/issues/22/")
    assert len(queries) == 10


@pytest.fixture
def time_machine_at_now():
    import time_machine

    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def test_a_page_turns_when_a_call_closes(client, made, time_machine_at_now):
    assert "state-soon" not in client.get("/issues/22/").text.split("item-calls")[1].split("</ul>")[0]
    time_machine_at_now.move_to(NOW + 8 * DAY)
    assert "state-closed" in client.get("/issues/22/").text.split("item-calls")[1].split("</ul>")[0]


def test_an_unknown_kind_still_shows_its_call(made):
    Call.objects.update(kind="toy")
    assert item_of().calls[0].button.label == "—"
