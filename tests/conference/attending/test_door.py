"""The page at the door over HTTP: the form without a script, what phones send, and keys of volunteers."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
import time_machine

from heliograph.conference.attending import door_keys
from heliograph.conference.attending.checking_in import digest
from heliograph.conference.attending.models import CheckIn, DoorKey
from heliograph.network.states import Refused
from tests.conference.attending.making import MORNING, came, gathering
from tests.conference.registering.making import withdraw
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
PAGE = "/check-in/world/"


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def door(client, organizer):
    client.force_login(organizer)
    return client


def scan(code, at=MORNING, **more):
    return {"code": code, "at": at.isoformat(), "mark": str(uuid.uuid4()), **more}


def send(client, *scans, page=PAGE, **more):
    body = json.dumps({"now": MORNING.isoformat(), "scans": scans, **more})
    return client.post(f"{page}send/", body, content_type="application/json")


def test_without_a_script_a_code_is_checked_in_and_a_reload_counts_once(door, organizer):
    _to, [badge] = gathering(organizer, "Ama")
    given = {"code": badge.token, "mark": str(uuid.uuid4())}
    for _time in range(2):
        assert "Welcome" in door.post(PAGE, given).content.decode()
    assert "Here already" in door.post(PAGE, {"code": badge.token}).content.decode()
    assert CheckIn.objects.get().by == organizer


@pytest.mark.parametrize(("state", "told"), [("foreign", "No badge of this conference"), ("revoked", "Revoked badge")])
def test_what_opens_nothing_is_told_in_words(door, organizer, state, told):
    _to, [badge] = gathering(organizer)
    if state == "revoked":
        withdraw(badge.response)
    code = badge.token if state == "revoked" else "AAAA-AAAA-AAAA-AAAA"
    page = door.post(PAGE, {"code": code}).content.decode()
    assert told in page
    assert 'data-kind="bad"' in page
    assert not CheckIn.objects.exists()


def test_somebody_without_a_badge_is_found_by_name_in_every_script(door, organizer):
    gathering(organizer, "A", "B")
    page = door.get(PAGE, {"q": "BÁDGE"}).content.decode()
    assert page.count("data-found") == 2
    assert "Nobody of this name" in door.get(PAGE, {"q": "zzz"}).content.decode()


def test_what_a_phone_has_gathered_counts_once_however_often_it_is_sent(door, organizer):
    _to, [badge] = gathering(organizer)
    gathered = [scan(badge.token), scan(badge.token), scan("AAAA")]
    for _time in range(2):
        said = send(door, *gathered).json()
        assert [said["results"][each["mark"]]["kind"] for each in gathered] == ["good", "note", "bad"]
    assert (said["today"], CheckIn.objects.count()) == (1, 1)


def test_a_phone_gets_digests_and_no_names(door, organizer):
    _to, [badge, other] = gathering(organizer, "A", "B")
    withdraw(other.response)
    said = send(door, known=True).json()
    assert said["known"] == {"live": [digest(badge.token)], "revoked": [digest(other.token)]}
    assert "known" not in send(door).json()


def test_a_clock_that_is_wrong_by_a_day_is_put_right(door, organizer):
    _to, [badge] = gathering(organizer)
    wrong = MORNING + timedelta(days=1)
    send(door, scan(badge.token, wrong - timedelta(minutes=20)), now=wrong.isoformat())
    assert CheckIn.objects.get().at == MORNING - timedelta(minutes=20)


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"scans": 1}', "\x00", '{"scans": []' + " " * 300_000 + "}", '"' * 9, "[" * 99_999]
)
def test_what_is_no_message_of_the_page_is_refused(door, organizer, body):
    gathering(organizer)
    assert door.post(f"{PAGE}send/", body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("at", ["", "yesterday", "9999-12-31T23:59:59+00:00", "2026-13-01T00:00:00Z", None, 5])
def test_a_scan_whose_instant_is_none_counts_when_it_arrives(door, organizer, at):
    _to, [badge] = gathering(organizer)
    send(door, {**scan(badge.token), "at": at})
    assert CheckIn.objects.get().at == MORNING


@pytest.mark.parametrize("row", [5, {}, {"mark": "x"}, {"mark": None, "code": {}}])
def test_what_is_no_scan_is_left_out(door, organizer, row):
    _to, [badge] = gathering(organizer)
    assert len(send(door, row, scan(badge.token)).json()["results"]) == 1


def test_a_volunteer_checks_people_in_by_a_key_without_an_account(client, organizer):
    to, [badge] = gathering(organizer)
    key = door_keys.make_key(to, " Main  entrance ", organizer, NOW)
    page = door_keys.link_of(key).removeprefix("http://testserver").partition("/check-in")[2]
    page = f"/check-in{page}"
    answer = client.get(page)
    assert "Main entrance" in answer.content.decode()
    assert answer["Referrer-Policy"] == "no-referrer"
    assert send(client, scan(badge.token), page=page).json()["today"] == 1
    assert client.post(page, {"code": badge.token}).status_code == 200
    assert CheckIn.objects.get().door == key


@pytest.mark.parametrize(("days", "opens"), [(0, 200), (2, 200), (4, 200), (5, 404)])
def test_a_key_takes_what_phones_have_kept_until_shortly_after_the_last_day(client, organizer, morning, days, opens):
    to, [badge] = gathering(organizer)
    page = f"{PAGE}with/{door_keys.token_of(door_keys.make_key(to, 'Door', organizer, NOW))}/"
    morning.move_to(MORNING + timedelta(days=days))
    assert client.get(page).status_code == opens
    assert send(client, scan(badge.token), page=page, now=None).status_code == opens
    assert CheckIn.objects.count() == (opens == 200)


def test_after_the_conference_a_key_tells_no_names_and_checks_nobody_in(client, organizer, morning):
    to, [badge] = gathering(organizer, "Ama")
    page = f"{PAGE}with/{door_keys.token_of(door_keys.make_key(to, 'Door', organizer, NOW))}/"
    assert badge.name in client.get(page, {"q": "badge"}).content.decode()
    morning.move_to(MORNING + timedelta(days=3))
    shown = client.get(page, {"q": "badge"}).content.decode()
    assert badge.name not in shown
    assert "This page sends what this device has kept" in shown
    assert "check_in.js" in shown
    assert "Not today" in client.post(page, {"code": badge.token}).content.decode()
    assert not CheckIn.objects.exists()


def test_a_revoked_key_and_one_of_another_conference_open_nothing(client, organizer):
    to, [badge] = gathering(organizer)
    key = door_keys.make_key(to, "Door", organizer, NOW)
    token = door_keys.token_of(key)
    door_keys.revoke_key(to, key.pk, organizer, NOW)
    key.conference_id += 1
    for each in (token, door_keys.token_of(key), "cut", token[:-1]):
        page = f"{PAGE}with/{each}/"
        assert client.get(page).status_code == 404
        assert send(client, scan(badge.token), page=page).status_code == 404
    assert not CheckIn.objects.exists()


def test_who_does_not_run_the_conference_makes_no_key_and_finds_no_door(client, organizer):
    to, _badges = gathering(organizer)
    with pytest.raises(Refused):
        door_keys.make_key(to, "Door", person(), NOW)
    with pytest.raises(Refused, match="which door"):
        door_keys.make_key(to, "  ", organizer, NOW)
    client.force_login(person())
    assert client.get(PAGE).status_code == 404
    assert not DoorKey.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_a_message_takes_few_queries_for_each_scan(door, organizer, people, django_assert_max_num_queries):
    _to, badges = gathering(organizer, *"ABC"[:people])
    came(badges[0])
    with django_assert_max_num_queries(12 + 6 * people):
        send(door, *(scan(each.token) for each in badges))


def test_the_script_for_when_the_line_is_down_answers_below_the_door_alone(client, organizer):
    gathering(organizer)
    answer = client.get(f"{PAGE}worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer
