"""The desk of badges: making, finding and printing them, keys, who was there, certificates."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine

from heliograph.conference.attending.certifying import issue
from heliograph.conference.attending.models import Badge, CheckIn, DoorKey, ParticipationCertificate
from tests.conference.attending.making import AFTER, MORNING, came, gathering, meeting, register
from tests.conference.factories import FIRST
from tests.network.factories import person

pytestmark = pytest.mark.django_db
DESK = "/desk/conferences/world/"


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(client, organizer):
    client.force_login(organizer)
    return client


def page_of(client, path):
    answer = client.get(f"{DESK}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_badges_are_made_by_one_button(desk, organizer):
    to = meeting()
    register(to, person(), name="Ama Mensah", email="ama@example.org")
    assert "None yet" in page_of(desk, "badges/")
    page = desk.post(f"{DESK}badges/", follow=True).content.decode()
    assert "1 badge is new." in page
    assert "Ama Mensah" in page
    assert "Nothing has changed" in desk.post(f"{DESK}badges/", follow=True).content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_of_badges_takes_as_many_queries_for_three_as_for_one(
    desk, organizer, people, django_assert_num_queries
):
    gathering(organizer, *"ABC"[:people])
    with django_assert_num_queries(6):
        page_of(desk, "badges/")


def test_a_badge_is_found_by_name_and_by_code(desk, organizer):
    to = meeting()
    for name in ("Ama Ménsah", "محمد الخطيب"):
        register(to, person(), name=name)
    desk.post(f"{DESK}badges/")
    for asked in ("mensah ama", "الخطيب", Badge.objects.first().token.lower()):
        assert page_of(desk, f"badges/?q={asked}").count('scope="row"') == 1
    assert "No badge is found" in page_of(desk, "badges/?q=zzz")


def test_new_badges_are_printed_once_and_one_alone_again(desk, organizer):
    _to, [one, _other] = gathering(organizer, "A", "B")
    new = {"which": "new", "layout": "sheet"}
    answer = desk.post(f"{DESK}badges/badges.pdf", new)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert not Badge.objects.filter(printed_at=None).exists()
    again = desk.post(f"{DESK}badges/badges.pdf", new)
    assert again.status_code == 422
    assert "None of these is to be printed" in again.content.decode()
    alone = {"which": "all", "layout": "single", "badge": one.pk}
    assert desk.post(f"{DESK}badges/badges.pdf", alone).content.startswith(b"%PDF-")
    assert desk.post(f"{DESK}badges/badges.pdf", {"which": "x"}).status_code == 422


@pytest.mark.parametrize(
    "name", ["محمد بن عبد الله الخطيب", "李小龍", "X" * 200, "Á" * 90, "\u16a0\u16a2\u16a6", "#a *b* $c$ \\d"]
)
@pytest.mark.parametrize("layout", ["sheet", "single"])
def test_every_name_is_printed_or_leaves_a_line(desk, organizer, name, layout):
    register(meeting(), person(), name=name)
    desk.post(f"{DESK}badges/")
    answer = desk.post(f"{DESK}badges/badges.pdf", {"which": "all", "layout": layout})
    assert answer.content.startswith(b"%PDF-")


def test_keys_are_made_shown_and_revoked(desk, organizer):
    gathering(organizer)
    desk.post(f"{DESK}check-in/", {"label": "Main entrance"})
    key = DoorKey.objects.get()
    assert "/check-in/world/with/" in page_of(desk, "check-in/")
    assert desk.post(f"{DESK}check-in/", {"label": ""}).status_code == 422
    desk.post(f"{DESK}check-in/", {"revoke": key.pk})
    page = page_of(desk, "check-in/")
    assert "/check-in/world/with/" not in page
    assert "Revoked:" in page


def test_who_was_there_stands_by_day_and_a_mistake_is_taken_back(desk, organizer):
    _to, [badge] = gathering(organizer, "Ama")
    assert "Nobody was checked in" in page_of(desk, "present/")
    came(badge, by=organizer)
    page = page_of(desk, "present/")
    assert "09:00" in page
    assert "Organizer" in page
    back = desk.post(f"{DESK}present/{CheckIn.objects.get().mark}/undo/")
    assert back["Location"] == f"{DESK}present/?day={FIRST.isoformat()}"
    assert "Nobody was checked in" in page_of(desk, f"present/?day={FIRST.isoformat()}")
    assert "taken back already" in desk.post(f"{DESK}present/{uuid.uuid4()}/undo/", follow=True).content.decode()


def test_somebody_who_stands_on_no_list_is_noted_afterwards_and_has_his_certificate(desk, organizer, morning):
    _to, [ama, kofi] = gathering(organizer, "Ama", "Kofi")
    came(ama)
    morning.move_to(AFTER)
    second = (MORNING.date() + timedelta(days=1)).isoformat()
    page = f"{DESK}present/?day={second}"
    assert desk.get(f"{page}&q=badge").content.decode().count('name="badge"') == 2
    for _time in range(2):
        assert desk.post(page, {"badge": kofi.pk}).url == page
    row = CheckIn.objects.get(badge=kofi)
    assert (row.day.isoformat(), row.by, row.at) == (second, organizer, AFTER)
    assert desk.get(f"{page}&q=badge").content.decode().count('name="badge"') == 1
    assert "✓" in b"".join(desk.get(f"{DESK}present/table.csv").streaming_content).decode()
    desk.post(f"{DESK}present/{row.mark}/undo/")
    desk.post(page, {"badge": kofi.pk})
    assert CheckIn.objects.standing().filter(badge=kofi).count() == 1
    assert issue(kofi.conference, kofi, "en", AFTER).days == [second]
    assert desk.post(page, {"badge": "9" * 30}).status_code == 404


def test_nobody_is_noted_for_a_day_that_has_not_begun(desk, organizer):
    _to, [ama] = gathering(organizer, "Ama")
    page = f"{DESK}present/?day={(MORNING.date() + timedelta(days=1)).isoformat()}"
    assert "is not listed" not in desk.get(page).content.decode()
    assert desk.post(page, {"badge": ama.pk}).status_code == 422
    assert not CheckIn.objects.exists()


def test_the_table_runs_no_formula(desk, organizer):
    to = meeting()
    register(to, person(), name="=1+1")
    desk.post(f"{DESK}badges/")
    came(Badge.objects.get())
    answer = desk.get(f"{DESK}present/table.csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1].startswith("'=1+1,")
    assert lines[1].endswith(",09:00,,")
    workbook = desk.get(f"{DESK}present/table.xlsx")
    assert workbook.status_code == 200
    workbook.close()


def test_a_certificate_is_revoked_with_a_reason_and_stands_again(desk, organizer, morning):
    to, [badge] = gathering(organizer, "Ama")
    came(badge)
    morning.move_to(AFTER)
    code = issue(to, badge, "en", AFTER).code
    assert code in page_of(desk, "certificates/")
    one = f"{DESK}certificates/{code}/"
    assert desk.post(one, {"reason": " "}).status_code == 422
    desk.post(one, {"reason": "Mistaken for another"})
    assert "Mistaken for another" in page_of(desk, f"certificates/{code}/")
    assert "does not stand" in desk.get(f"/conferences/world/certificates/{code}/").content.decode()
    desk.post(one, {"restore": "1"})
    assert ParticipationCertificate.objects.get().revoked_at is None


def test_the_face_says_what_waits(desk, organizer):
    _to, [badge, _other] = gathering(organizer, "A", "B")
    came(badge)
    page = desk.get(DESK).content.decode()
    assert "2 badges, 1 came" in page
    assert "2 badges to print" in page
