"""One's own page: profile, roles, letters, where one is signed in."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from heliograph.network import search
from heliograph.network.account import sessions
from heliograph.network.account.devices import device
from heliograph.network.models import OrganizationEntry, Person
from heliograph.network.rules import organizations_of
from tests.network.account.codes import FIREFOX, sign_in
from tests.network.factories import school, with_role

pytestmark = pytest.mark.django_db

PROFILE = {"name": "Ama  Mensah", "language_1": "fr", "language_2": "en", "language_3": "fr", "zone": "Africa/Lome"}
PAGES = ["/me/", "/me/profile/", "/me/address/", "/me/letters/", "/me/sessions/", "/me/data/", "/me/erase/"]


@pytest.fixture
def own(client, stranger):
    """The stranger's browser."""
    client.force_login(stranger)
    return client


@pytest.mark.parametrize("page", [*PAGES, "/me/data/download/"])
def test_who_is_signed_out_is_asked_to_sign_in(client, page):
    assert client.get(page).headers["Location"] == f"/account/login/code/?next={page}"


def test_profile_is_kept_and_speaks_at_once(own, stranger):
    own.cookies["lang"], own.cookies["zone-chosen"] = "es", "1"
    answer = own.post("/me/profile/", PROFILE)
    assert answer.headers["Location"] == "/me/"
    stranger.refresh_from_db()
    assert (stranger.name, stranger.languages, stranger.zone) == ("Ama Mensah", ["fr", "en"], "Africa/Lome")
    assert own.get("/me/").headers["Content-Language"] == "fr"
    found = Person.objects.get_queryset().filter(pk__in=search.people_with("mensah"))
    assert list(found) == [stranger]


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("zone", "Nowhere/At-all", "Choose a time zone from the list."),
        ("language_1", "", "This field is required."),
        ("language_2", "xx", "Select a valid choice."),
        ("name", "x" * 201, "at most 200 characters"),
    ],
)
def test_what_is_wrong_with_a_profile_is_said_and_nothing_kept(own, stranger, field, value, error):
    answer = own.post("/me/profile/", {**PROFILE, field: value})
    assert (answer.status_code, error in answer.text) == (422, True)
    assert f'<a href="#id_{field}">' in answer.text
    stranger.refresh_from_db()
    assert stranger.zone == "UTC"


def test_the_browsers_zone_is_proposed_and_taken_by_one_press(own, stranger):
    own.cookies["zone"] = "Asia/Tokyo"
    assert "This browser tells the time of another place: Tokyo time." in own.get("/me/profile/").text
    own.post("/me/profile/", {**PROFILE, "use": "Asia/Tokyo"})
    stranger.refresh_from_db()
    assert stranger.zone == "Asia/Tokyo"
    assert "This browser tells" not in own.get("/me/profile/").text


def test_roles_stand_with_their_place_and_days(own, stranger, now):
    with_role(stranger, "teacher", organization=school("Lycée de Lomé"))
    with_role(stranger, "coordinator", country="TG", ends=now.date() - timedelta(days=1))
    page = own.get("/me/").text
    assert "<bdi>Lycée de Lomé</bdi>" in page
    assert "<bdi>Togo</bdi>" in page
    assert "until Sunday, 11 January 2026" in page
    assert page.count("Give this role up") == 1


def test_from_a_role_one_gets_to_the_school(own, stranger, now):
    spoken, taught, left, gone = (
        school(visibility="hidden"),
        school(visibility="hidden"),
        school("Left"),
        school("Gone"),
    )
    with_role(stranger, "focal-point", organization=spoken)
    with_role(stranger, "teacher", organization=taught)
    with_role(stranger, "principal", organization=left, ends=now.date() - timedelta(days=1))
    with_role(stranger, "teacher", organization=gone)
    gone.merged_into = spoken
    gone.save()
    page = own.get("/me/").text
    assert f'<a href="/network/own/{spoken.public_id}/"><bdi>{spoken.name}</bdi></a>' in page
    assert f'<a href="/network/schools/{taught.public_id}/"><bdi>{taught.name}</bdi></a>' in page
    assert f'<a href="/network/schools/{left.public_id}/"><bdi>Left</bdi></a>' in page
    assert ("<bdi>Gone</bdi>" in page, f"/{gone.public_id}/" in page) == (True, False)
    assert f'<a class="button" href="/network/own/{spoken.public_id}/">Your school</a>' in page
    assert page.count(">Your school<") == 1
    for place in (f"/network/own/{spoken.public_id}/", f"/network/schools/{taught.public_id}/"):
        assert own.get(place).status_code == 200


def test_who_speaks_for_several_schools_sees_which_button_is_whose(own, stranger):
    for name in ("One", "Two"):
        with_role(stranger, "principal", organization=school(name))
    page = own.get("/me/").text
    assert [f"<span>Your school: <bdi>{name}</bdi></span></a>" in page for name in ("One", "Two")] == [True, True]


def test_a_name_keeps_its_own_direction(own, stranger):
    stranger.name = "Ama Mensah"
    stranger.save()
    page = own.get("/me/?lang=ar").text
    assert ("<h1><bdi>Ama Mensah</bdi></h1>" in page, "<dd><bdi>Ama Mensah</bdi></dd>" in page) == (True, True)


def test_a_role_at_a_school_is_given_up_and_an_office_is_not(own, stranger, now):
    place = school()
    with_role(stranger, "focal-point", organization=place)
    with_role(stranger, "coordinator", country="TG")
    focal, office = stranger.roles.order_by("pk")
    with time_machine.travel(now, tick=False):
        assert own.get(f"/me/roles/{focal.public_id}/give-up/").status_code == 200
        assert list(organizations_of(stranger)) == [place]
        own.post(f"/me/roles/{focal.public_id}/give-up/")
        assert own.post(f"/me/roles/{office.public_id}/give-up/").status_code == 404
    focal.refresh_from_db()
    office.refresh_from_db()
    assert (focal.ends, office.ends) == (now.date(), None)
    assert OrganizationEntry.objects.get().by == stranger


def test_another_persons_role_cannot_be_given_up(own, coordinator):
    role = with_role(coordinator, "teacher", organization=school()).roles.get(kind="teacher")
    assert own.post(f"/me/roles/{role.public_id}/give-up/").status_code == 404


def test_letters_lead_to_the_page_where_one_chooses(own, stranger):
    page = own.get("/me/letters/", follow=True)
    assert f'<strong dir="ltr">{stranger.email}</strong>' in page.text


def test_own_page_costs_the_same_for_many_roles(own, stranger, django_assert_num_queries):
    with_role(stranger, "teacher", organization=school())
    own.get("/me/")
    for number in (1, 3):
        with django_assert_num_queries(8):
            assert own.get("/me/").text.count("<bdi>School") == number
        if number == 1:
            for _more in range(2):
                with_role(stranger, "teacher", organization=school())


def test_browsers_are_listed_in_words_and_ended_one_by_one(client, coordinator, now):
    sign_in(client, coordinator)
    other = client.__class__(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.7")
    sign_in(other, coordinator)
    page = client.get("/me/sessions/").text
    assert ("<strong>Firefox on Linux</strong>" in page, "203.0.113.7" in page) == (True, True)
    (key,) = {line.key for line in sessions.sessions_of(coordinator, client.session.session_key, now) if not line.here}
    client.post("/me/sessions/", {"session": key})
    assert other.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200
    assert "That browser was signed out already." in client.post("/me/sessions/", {"session": key}, follow=True).text


def test_another_persons_browser_cannot_be_signed_out(own, client, coordinator, now):
    other = client.__class__()
    sign_in(other, coordinator)
    (line,) = sessions.sessions_of(coordinator, None, now)
    own.post("/me/sessions/", {"session": line.key})
    assert other.get("/me/").status_code == 200


def test_all_others_are_ended_at_once_also_those_of_before(client, coordinator):
    sign_in(client, coordinator)
    before, other = client.__class__(), client.__class__()
    before.force_login(coordinator)
    sign_in(other, coordinator)
    client.post("/me/sessions/")
    assert [one.get("/me/").status_code for one in (client, other, before)] == [200, 302, 302]
    assert UserSession.objects.get().session_key == client.session.session_key


def test_a_session_is_seen_now_and_then_and_forgotten_when_it_has_run_out(client, coordinator, now):
    with time_machine.travel(now, tick=False) as clock:
        client.force_login(coordinator)
        client.get("/me/")
        assert UserSession.objects.count() == 0
        clock.shift(sessions.SEEN_EVERY)
        client.get("/me/", HTTP_USER_AGENT=FIREFOX)
        assert UserSession.objects.get().last_seen_at == now + sessions.SEEN_EVERY
        sessions.forget(now)
        assert UserSession.objects.count() == 1
        Session.objects.update(expire_date=now)
        sessions.forget(now)
        assert UserSession.objects.count() == 0


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36",
            "Chrome on Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        (
            "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28.0 Chrome/130.0 Safari/537.36",
            "Samsung Internet on Android",
        ),
        ("curl/8.0", "a browser that does not say its name"),
    ],
)
def test_a_browser_is_named_by_what_it_says(agent, words):
    assert device(agent) == words
