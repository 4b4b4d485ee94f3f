"""Finished pages: fast for signed-out readers, never another's, never stale."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.urls import include, path
from django.utils import timezone

from heliograph.frame import finished
from heliograph.frame.finished import Page, Shelf, finished_page, good_until, shelf, touch

CALLS = []


@finished_page
def plain(request):
    CALLS.append(request.get_full_path())
    reader = request.reader
    who = request.user.email if request.user.is_authenticated else "anyone"
    told = " ".join(str(message) for message in messages.get_messages(request))
    words = f"{len(CALLS)}: {who} {reader.language} {reader.zone} {request.get_host()} {told}"
    return HttpResponse(f"<p>{words}</p>" + "x" * 400)


@finished_page
def closing(request):
    CALLS.append("closing")
    response = HttpResponse(f"{len(CALLS)}")
    now = timezone.now()
    good_until(response, [now - timedelta(seconds=1), None, now + timedelta(seconds=10)], now)
    return response


@finished_page
def form(request):
    return HttpResponse(get_token(request))


@finished_page
def missing(request):
    CALLS.append("missing")
    return HttpResponse("no", status=404)


def tell(request):
    messages.success(request, "Saved for you")
    return HttpResponse("told")


def unmarked(request):
    CALLS.append("unmarked")
    return HttpResponse("unmarked")


urlpatterns = [
    path("", include("heliograph.config.urls")),
    path("plain/", plain),
    path("closing/", closing),
    path("form/", form),
    path("missing/", missing),
    path("tell/", tell),
    path("unmarked/", unmarked),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def no_calls():
    CALLS.clear()


def text(response):
    return response.content.decode().split("<p>")[-1].split("</p>")[0].strip()


def get(address="/plain/", cookies=None, **headers):
    client = Client(headers=headers)
    client.cookies.load(cookies or {})
    return client.get(address)


def test_the_second_reader_is_answered_without_the_view():
    assert text(get()) == "1: anyone en None testserver"
    assert text(get()) == "1: anyone en None testserver"
    assert CALLS == ["/plain/"]


def test_a_kept_page_costs_one_query(django_assert_num_queries):
    get()
    with django_assert_num_queries(1):
        get()


def test_what_is_not_marked_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        get("/unmarked/")
        get("/unmarked/")
    assert CALLS == ["unmarked", "unmarked"]


def test_headers_are_those_of_the_whole_house():
    get()
    kept = get()
    assert kept.headers["Cache-Control"] == "private, no-cache"
    assert kept.headers["Content-Language"] == "en"
    assert kept.headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src 'self'" in kept.headers["Content-Security-Policy"]
    assert set(kept.headers["Vary"].split(", ")) == {"Accept-Language", "Cookie", "Accept-Encoding"}
    assert kept.headers["Content-Length"] == str(len(kept.content))


def test_languages_are_never_mixed():
    pages = [
        get(),
        get(**{"Accept-Language": "fr"}),
        get(**{"Accept-Language": "ar,fr;q=0.5"}),
        get(cookies={"lang": "es"}),
        get(cookies={"lang": "es"}, **{"Accept-Language": "fr"}),
    ]
    again = [
        get(cookies={"lang": "es"}, **{"Accept-Language": "fr"}),
        get(cookies={"lang": "es"}),
        get(**{"Accept-Language": "ar,fr;q=0.5"}),
        get(**{"Accept-Language": "fr"}),
        get(),
    ][::-1]
    assert [page.headers["Content-Language"] for page in pages] == ["en", "fr", "ar", "es", "es"]
    assert [page.content for page in again] == [page.content for page in pages]
    assert len(CALLS) == 5


def test_the_language_asked_for_in_the_address_wins_and_is_kept_for_its_reader_only():
    get("/plain/?lang=fr")
    client = Client()
    chosen = client.get("/plain/?lang=fr")
    assert chosen.headers["Content-Language"] == "fr"
    assert chosen.cookies["lang"].value == "fr"
    assert client.get("/plain/").headers["Content-Language"] == "fr"
    assert get().headers["Content-Language"] == "en"
    assert "lang" not in get().cookies


def test_zones_are_never_mixed():
    lome = get(cookies={"zone": "Africa/Lome"})
    seoul = get(cookies={"zone": "Asia/Seoul"})
    wrong = get(cookies={"zone": "Nowhere/<script>"})
    none = get()
    assert [text(page).split()[3] for page in (lome, seoul, wrong, none)] == [
        "Africa/Lome",
        "Asia/Seoul",
        "None",
        "None",
    ]
    assert text(get(cookies={"zone": "Africa/Lome"})) == text(lome)
    assert text(wrong) == text(none)


def test_hosts_and_schemes_are_never_mixed(settings):
    settings.ALLOWED_HOSTS = ["a.example.org", "b.example.org"]
    assert "a.example.org" in text(get(host="a.example.org"))
    assert "b.example.org" in text(get(host="b.example.org"))
    Client(headers={"host": "a.example.org"}).get("/plain/", secure=True)
    assert len(CALLS) == 3


def test_addresses_with_another_query_are_other_pages():
    get("/plain/?page=1")
    get("/plain/?page=2")
    get("/plain/?page=1")
    assert CALLS == ["/plain/?page=1", "/plain/?page=2"]


def test_a_signed_in_person_is_neither_given_nor_gives_a_kept_page(client, coordinator, secretary):
    get()
    client.force_login(coordinator)
    assert text(client.get("/plain/")).split()[1] == coordinator.email
    other = Client()
    other.force_login(secretary)
    assert text(other.get("/plain/")).split()[1] == secretary.email
    assert text(get()).split()[1] == "anyone"
    client.logout()
    assert text(client.get("/plain/")).split()[1] == "anyone"


def test_a_session_that_nobody_knows_is_not_given_a_kept_page():
    get()
    get(cookies={"sessionid": "forged"})
    get(authorization="Bearer x")
    assert len(CALLS) == 3


def test_a_message_for_one_reader_is_shown_to_him_only(client):
    client.get("/tell/")
    assert text(get()) == "1: anyone en None testserver"
    assert text(client.get("/plain/")) == "2: anyone en None testserver Saved for you"
    assert text(get()) == "1: anyone en None testserver"


def test_a_page_with_a_token_of_its_reader_is_not_kept():
    first, second = get("/form/"), get("/form/")
    assert first.content != second.content
    assert "csrftoken" in first.cookies
    held = Client()
    held.get("/form/")
    assert held.get("/form/").content != held.get("/form/").content


def test_only_what_was_found_is_kept():
    get("/missing/")
    get("/missing/")
    assert CALLS == ["missing", "missing"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_finished_page_is_only_read(client, method):
    get()
    assert getattr(client, method)("/plain/").status_code == 405
    assert len(CALLS) == 1


def test_an_edit_is_visible_at_the_next_request():
    get()
    touch()
    assert text(get()).startswith("2:")
    assert text(get()).startswith("2:")


def test_an_edit_taken_back_changes_nothing():
    get()
    with transaction.atomic():
        touch()
        transaction.set_rollback(True)
    assert text(get()).startswith("1:")


def test_an_edit_of_another_process_counts_too():
    get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE frame_generation SET number = 7")
    assert text(get()).startswith("2:")


def test_a_page_made_while_somebody_edits_is_not_taken_for_the_new_state():
    get()
    touch()

    @finished_page
    def slow(request):
        touch()
        return HttpResponse("half old")

    assert slow(RequestFactory().get("/slow/")).finished_generation != finished.generation()


def test_a_page_lasts_a_minute():
    at = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
    with time_machine.travel(at, tick=False) as clock:
        get()
        clock.shift(59.9)
        assert text(get()).startswith("1:")
        clock.shift(0.2)
        assert text(get()).startswith("2:")


def test_a_page_does_not_outlast_what_it_says():
    with time_machine.travel(datetime(2026, 1, 12, 9, 0, tzinfo=UTC), tick=False) as clock:
        assert get("/closing/").content == b"1"
        clock.shift(9.9)
        assert get("/closing/").content == b"1"
        clock.shift(0.1)
        assert get("/closing/").content == b"2"


def test_what_has_not_changed_is_not_sent_again():
    first = get()
    again = get(**{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Vary"] == first.headers["Vary"]
    assert get(**{"If-None-Match": '"other"'}).status_code == 200
    assert get(**{"If-None-Match": "*"}).status_code == 304
    touch()
    assert get(**{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_compressed_and_bare_are_the_same_page():
    packed = get(**{"Accept-Encoding": "br, gzip"})
    bare = get()
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == bare.content
    assert "Content-Encoding" not in bare.headers
    assert "Content-Encoding" not in get(**{"Accept-Encoding": "gzip;q=0, br"}).headers
    assert len(CALLS) == 1


def test_head_is_given_the_same_headers(client):
    page = get()
    head = client.head("/plain/")
    assert (head.content, head.headers["ETag"], head.headers["Content-Length"]) == (
        b"",
        page.headers["ETag"],
        page.headers["Content-Length"],
    )
    assert len(CALLS) == 1


def a_page(size):
    return Page((), b"x" * size, b"", "", 1, 0.0)


def test_a_shelf_holds_no_more_than_its_room_and_drops_what_was_asked_for_longest_ago():
    small = Shelf(room=100)
    for name in "abc":
        small.put((name,), a_page(30))
    small.get(("a",))
    small.put(("d",), a_page(30))
    assert [name for name in "abcd" if small.get((name,))] == ["a", "c", "d"]
    assert small.size == 90
    small.put(("a",), a_page(10))
    assert small.size == 70
    small.put(("huge",), a_page(101))
    assert (small.size, small.get(("huge",))) == (70, None)


def test_the_shelf_of_the_process_is_bounded():
    assert shelf.room == 32 * 1024 * 1024
