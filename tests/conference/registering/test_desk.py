"""The desk of registrations over HTTP, without JavaScript."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
import time_machine

from heliograph.calls.models import Response
from heliograph.conference.registering import inviting
from heliograph.conference.registering.inviting import Wish
from heliograph.conference.registering.models import InvitationLetter, Stay
from heliograph.delivery import steering
from heliograph.delivery.links import letter_token
from heliograph.delivery.models import Mailing, Message
from tests.conference.registering.making import answer, meeting, reconfirm, register, withdraw
from tests.network.factories import NOW, person, school, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DESK = "/desk/conferences/world"


def text(client, path):
    page = client.get(f"{DESK}{path}")
    assert page.status_code == 200
    return page.content.decode()


def test_the_board_counts_by_country_and_region(desk):
    to = meeting(capacity=4)
    ama, _kofi, yaw, _esi = (register(to, country="TG") for _each in range(4))
    register(to, country="FR")
    reconfirm(ama)
    answer(to, ama.person)
    Response.objects.filter(pk=yaw.pk).update(asked_at=NOW)
    page = desk.get(f"{DESK}/registrations/")
    board = page.context["board"]
    assert [(each.code, each.counts) for each in board.countries] == [
        ("FR", [0, 0, 0, 0, 1, 0, 0]), ("TG", [4, 1, 1, 2, 0, 0, 1]),
    ]  # fmt: skip
    assert [each.name for each in board.regions] == ["Africa", "Europe and North America"]
    assert (board.whole.registered, board.represented) == (4, 1)


def test_countries_stand_in_the_order_of_a_column(desk):
    to = meeting()
    for country in ("FR", "TG", "TG"):
        register(to, country=country)
    for path, order in (("", ["FR", "TG"]), ("?by=registered", ["TG", "FR"]), ("?by=nonsense", ["FR", "TG"])):
        page = desk.get(f"{DESK}/registrations/{path}")
        assert [each.code for each in page.context["board"].countries] == order


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_takes_as_many_queries_however_many_there_are(count, desk, django_assert_max_num_queries):
    to = meeting()
    for country in ("FR", "TG", "KE")[:count]:
        register(to, country=country)
    with django_assert_max_num_queries(12):
        desk.get(f"{DESK}/registrations/")


def test_the_board_is_saved_as_a_table(desk):
    register(meeting())
    saved = desk.get(f"{DESK}/registrations/table.csv")
    rows = list(csv.reader(io.StringIO(saved.getvalue().decode("utf-8-sig"))))
    assert rows[0][:4] == ["Country", "Code", "Region", "Registered"]
    assert rows[1][:4] == ["Togo", "TG", "Africa", "1"]
    assert desk.get(f"{DESK}/registrations/table.xlsx").getvalue()[:2] == b"PK"
    assert desk.get(f"{DESK}/registrations/table.exe").status_code == 404


def test_an_empty_board_says_what_will_stand_there(desk):
    meeting()
    assert "Nobody is registered yet." in text(desk, "/registrations/")


def remind(desk, about=("reconfirm", "stay"), country="", token="one"):
    return desk.post(f"{DESK}/reminders/", {"about": about, "country": country, "token": token}, follow=True)


def test_who_owes_an_answer_is_reminded_in_one_action(desk):
    to = meeting()
    silent, sure = register(to, person("silent@example.org")), register(to, person("sure@example.org"))
    reconfirm(sure)
    page = text(desk, "/reminders/")
    assert "Are you still coming?" in page
    assert "Say how you come" in page
    done = remind(desk)
    assert "2 letters go in ten minutes." in done.content.decode()
    subjects = dict(Message.objects.values_list("address", "body__subject"))
    assert subjects["silent@example.org"].startswith("Reconfirm by")
    assert subjects["sure@example.org"].startswith("Say how you come by")
    assert set(Mailing.objects.bulk().values_list("state", flat=True)) == {"scheduled"}
    silent.refresh_from_db()
    assert silent.asked_at == NOW
    assert list(Stay.objects.values_list("registration", "asked_at")) == [(sure.pk, NOW)]


def test_the_same_press_twice_writes_once_and_nobody_is_asked_twice_within_a_day(desk):
    to = meeting()
    register(to)
    remind(desk)
    assert "These letters were written already." in remind(desk).content.decode()
    again = remind(desk, token="two")
    assert again.status_code == 422
    assert "Nobody is to be reminded" in again.content.decode()
    assert Message.objects.count() == 1
    with time_machine.travel(NOW + timedelta(days=1, minutes=1), tick=False):
        assert "1 letter goes" in remind(desk, ("reconfirm",), token="three").content.decode()


def test_letters_are_taken_back_until_they_go_and_who_was_asked_is_as_before(desk):
    to = meeting()
    before, never = register(to), register(to)
    Response.objects.filter(pk=before.pk).update(asked_at=NOW - timedelta(days=4))
    remind(desk, ("reconfirm",))
    entry = to.entries.get(verb="letters-sent")
    taken = desk.post(f"{DESK}/reminders/{entry.pk}/take-back/", follow=True)
    assert "none of these letters goes" in taken.content.decode()
    assert "taken back" in taken.content.decode()
    asked = dict(Response.objects.values_list("pk", "asked_at"))
    assert asked == {before.pk: NOW - timedelta(days=4), never.pk: None}
    assert Mailing.objects.get().state == "cancelled"
    assert "2 letters go in ten minutes." in remind(desk, ("reconfirm",), token="two").content.decode()


def test_a_reminder_that_is_held_does_not_go_to_who_answers_within_its_ten_minutes(desk):
    to = meeting()
    keen, gone, sure = (register(to, person(f"{name}@example.org")) for name in ("keen", "gone", "sure"))
    lead = register(to, person("lead@example.org"))
    register(to, lead.person, name="Yaw", email="Yaw@example.org")
    reconfirm(sure)
    remind(desk)
    reconfirm(keen)
    reconfirm(lead)
    withdraw(gone)
    answer(to, sure.person)
    states = dict(Message.objects.filter(mailing__stream=False).values_list("address", "state"))
    assert states == {
        "keen@example.org": "skipped", "gone@example.org": "skipped", "sure@example.org": "skipped",
        "lead@example.org": "queued", "yaw@example.org": "queued",
    }  # fmt: skip
    assert set(Message.objects.filter(state="skipped").values_list("answer", flat=True)) == {"its reader has answered"}


def test_letters_that_went_cannot_be_taken_back(desk):
    to = meeting()
    register(to)
    remind(desk, ("reconfirm",))
    steering.start_due(NOW + timedelta(minutes=10))
    entry = to.entries.get(verb="letters-sent")
    late = desk.post(f"{DESK}/reminders/{entry.pk}/take-back/", follow=True)
    assert "on their way already" in late.content.decode()
    assert Mailing.objects.get().state == "sending"


def test_what_is_in_the_way_of_reminding_is_said_with_the_page_that_mends_it(desk):
    to = meeting()
    register(to)
    to.registration.deadlines.filter(kind="reconfirm").delete()
    page = text(desk, "/reminders/")
    assert "Set the date by which people reconfirm first" in page
    assert "/desk/calls/register/dates/" in page
    to.follow_up.delete()
    page = text(desk, "/reminders/")
    assert "Nobody can be reminded before that is mended." in page
    assert "all have answered" not in page


def test_one_country_is_reminded_alone(desk):
    to = meeting()
    register(to, person("tg@example.org"), country="TG")
    register(to, person("fr@example.org"), country="FR")
    remind(desk, ("reconfirm",), "FR")
    assert list(Message.objects.values_list("address", flat=True)) == ["fr@example.org"]


def test_the_letter_leads_by_one_press_to_reconfirming(desk, client):
    to, who = meeting(), person("ama@example.org")
    one = register(to, who)
    remind(desk, ("reconfirm",))
    message = Message.objects.get()
    path = f"/calls/register/reconfirm/{letter_token(message.address, message.mailing.key, NOW)}/"
    assert client.get(path).status_code == 200
    assert "calls/register/reconfirm" in message.body.text
    one.refresh_from_db()
    assert one.state == "confirmed"


def test_a_country_that_has_withdrawn_is_told_apart_and_written_to_by_choice_alone(desk):
    to = meeting()
    withdraw(register(to, country="KE"))
    for country in ("KE", "GH"):
        with_role(person(), "coordinator", country=country)
    page = desk.get(f"{DESK}/silent/").content.decode()
    assert page.count("has withdrawn") == 1
    ticked = {code: "checked" in box for code, box in re.findall(r'name="country" value="(\w+)"([^>]*)>', page)}
    assert ticked == {"KE": False, "GH": True}


def test_silent_countries_have_their_coordinators_written_to(desk):
    to = meeting()
    register(to, country="TG")
    for country in ("TG", "KE", "GH"):
        school(country=country)
    with_role(person("ke@example.org", name="Wanjiru"), "coordinator", country="KE")
    with_role(person("deputy@example.org", name="Otieno"), "deputy", country="KE")
    with_role(person("gh@example.org", name="Kofi"), "deputy", country="GH")
    with_role(person("fr@example.org", name="Claire"), "coordinator", country="FR")
    page = desk.get(f"{DESK}/silent/")
    assert {(each.code, *each.coordinators): each.members for each, _possible in page.context["lines"]} == {
        ("GH", "Kofi"): 1, ("KE", "Wanjiru"): 1, ("FR", "Claire"): 0,
    }  # fmt: skip
    done = desk.post(f"{DESK}/silent/", {"country": ["KE", "GH", "TG"], "token": "one"}, follow=True)
    assert "2 letters go in ten minutes." in done.content.decode()
    assert sorted(Message.objects.values_list("address", flat=True)) == ["gh@example.org", "ke@example.org"]
    register(to, country="KE")
    assert dict(Message.objects.filter(mailing__stream=False).values_list("address", "state")) == {
        "gh@example.org": "queued", "ke@example.org": "skipped",
    }  # fmt: skip
    again = desk.post(f"{DESK}/silent/", {"country": ["GH"], "token": "two"})
    assert again.status_code == 422
    entry = to.entries.get(verb="letters-sent")
    desk.post(f"{DESK}/reminders/{entry.pk}/take-back/")
    assert all(each.asked_at is None for each, _possible in desk.get(f"{DESK}/silent/").context["lines"])


def test_nobody_is_written_to_while_registration_is_not_open(desk):
    meeting(closes=NOW - timedelta(days=1))
    with_role(person(), "coordinator", country="KE")
    assert "Registration is not open." in text(desk, "/silent/")
    assert desk.post(f"{DESK}/silent/", {"country": ["KE"], "token": "one"}).status_code == 422


def test_letters_are_signed_refused_and_revoked_on_the_desk(desk):
    to = meeting()
    letters = [inviting.ask(to, register(to), Wish(f"Guest {n}"), None, NOW) for n in range(2)]
    assert "Guest 0" in text(desk, "/letters/")
    first, second = (f"{DESK}/letters/{each.public_id}/" for each in letters)
    assert desk.post(first, {"do": "sign"}).url == second
    assert desk.post(second, {"do": "refuse", "reason": ""}).status_code == 422
    assert desk.post(second, {"do": "refuse", "reason": "Not the name of the passport."}).url == f"{DESK}/letters/"
    pdf = desk.get(f"{first}letter.pdf")
    assert (pdf.status_code, pdf.headers["Content-Type"]) == (200, "application/pdf")
    assert pdf.headers["Cache-Control"] == "private, no-store"
    assert desk.get(f"{second}letter.pdf").status_code == 404
    desk.post(first, {"do": "revoke", "reason": "A mistake."})
    assert dict(InvitationLetter.objects.values_list("name", "state")) == {"Guest 0": "revoked", "Guest 1": "refused"}
    assert desk.post(first, {"do": "nothing"}).status_code == 404
    assert "Guest 0" in text(desk, "/letters/?state=revoked")


def test_what_was_not_looked_at_is_not_signed_off_on_the_desk(desk):
    to = meeting()
    one = register(to)
    letter = inviting.ask(to, one, Wish("Ama Mensah"), None, NOW)
    page = f"{DESK}/letters/{letter.public_id}/"
    seen = desk.get(page).context["seal"]
    inviting.ask(to, one, Wish("Somebody Else"), None, NOW)
    again = desk.post(page, {"do": "sign", "seen": seen})
    assert again.status_code == 422
    assert "has changed meanwhile" in again.content.decode()
    assert desk.post(page, {"do": "sign", "seen": again.context["seal"]}).status_code == 302


def test_the_desk_of_the_conference_says_what_waits(desk):
    to = meeting()
    inviting.ask(to, register(to), Wish("Ama Mensah"), None, NOW)
    page = text(desk, "/")
    assert "1 registered, 1 counted on, 0 waiting" in page
    assert "1 letter to sign off" in page


def test_who_does_not_run_the_conference_finds_no_such_desk(client):
    meeting()
    client.force_login(with_role(person(), "organizer", organization=school()))
    for path in ("registrations", "reminders", "silent", "letters"):
        assert client.get(f"{DESK}/{path}/").status_code == 404


def test_a_freed_seat_goes_to_who_waits():
    to = meeting(capacity=1)
    first, second = register(to), register(to)
    withdraw(first)
    second.refresh_from_db()
    assert second.state == "offered"
