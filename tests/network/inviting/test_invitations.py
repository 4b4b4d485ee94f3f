"""Invitations: offered, taken up or declined from the mailbox, revoked, run out; nothing is told of accounts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from heliograph.delivery.models import Body, Message
from heliograph.network.inviting import offers
from heliograph.network.inviting.lines import read_lines
from heliograph.network.inviting.links import Purpose, link, sign
from heliograph.network.inviting.offers import Offer, invite
from heliograph.network.models import Invitation, Person, Role
from heliograph.network.states import Refused, RoleKind
from tests.network.factories import NOW, TODAY, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def togo(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def fleuve():
    return school("École du Fleuve", correspondence="fr")


@pytest.fixture
def offered(coordinator, fleuve):
    made, _new = invite("Ama@Example.org", "Ama Doe", Offer(RoleKind.FOCAL_POINT, fleuve), coordinator, NOW)
    return made


def page_of(invitation):
    return reverse("network:invitation", args=[sign(Purpose.INVITATION, invitation.public_id)])


def roles_of(email):
    return list(Role.objects.filter(person__email=email).values_list("kind", "organization__name", "country"))


def refusal(function, *arguments):
    with pytest.raises(Refused) as caught:
        function(*arguments)
    return caught.value.code


def test_the_letter_says_what_is_asked_and_by_when_in_the_schools_language(offered):
    message, body = Message.objects.get(), Body.objects.get()
    assert (message.address, body.language, message.name) == ("ama@example.org", "fr", "Ama Doe")
    assert offered.expires_at == datetime(2026, 2, 12, tzinfo=UTC)
    found = re.search(r"http\S+/invitations/\S+", body.text)
    assert found is not None
    assert found.group() == link(Purpose.INVITATION, offered.public_id, "fr")


def test_opening_the_link_changes_nothing(client, offered):
    for _time in range(2):
        page = client.get(page_of(offered))
    assert ("École du Fleuve" in page.text, "coordinator" in page.text) == (True, True)
    assert client.head(page_of(offered)).status_code == 200
    assert (Person.objects.filter(email="ama@example.org").exists(), Invitation.objects.get().taken_at) == (False, None)


def test_one_press_makes_the_account_gives_the_role_and_signs_in(client, offered):
    page = client.post(page_of(offered), HTTP_ACCEPT_LANGUAGE="ar")
    made = Person.objects.get(email="ama@example.org")
    assert (made.name, made.languages[:2], made.zone) == ("Ama Doe", ["fr", "ar"], "Africa/Lome")
    assert roles_of("ama@example.org") == [("focal-point", "École du Fleuve", "TG")]
    assert Invitation.objects.get().taken_by == made
    assert client.get("/me/").status_code == 200
    assert page.status_code == 200


def test_taken_up_twice_is_the_same_as_once_and_signs_nobody_in(offered):
    Client().post(page_of(offered))
    second = Client()
    assert second.post(page_of(offered)).status_code == 200
    assert second.get("/me/").status_code == 302
    assert len(roles_of("ama@example.org")) == 1


def test_who_has_an_account_gets_the_role_and_signs_in_by_code(client, offered):
    known = person("ama@example.org", name="Ama Known", languages=["en"])
    page = client.post(page_of(offered))
    assert ("ama@example.org" in page.text, client.get("/me/").status_code) == (True, 302)
    known.refresh_from_db()
    assert (known.name, roles_of("ama@example.org")) == ("Ama Known", [("focal-point", "École du Fleuve", "TG")])


def test_nothing_that_is_seen_before_tells_whether_an_account_exists(client, togo, offered, fleuve):
    def asked(address):
        made = Invitation.objects.create(
            email=address,
            kind="teacher",
            organization=fleuve,
            country="TG",
            invited_at=NOW,
            expires_at=NOW + timedelta(9),
        )
        return Client().get(page_of(made)).text.replace(address, "")

    person("known@example.org")
    plain = [
        re.sub(r'value="[^"]{64}"|invitations/[^"/]+', "", asked(f"{who}@example.org")) for who in ("known", "anew")
    ]
    assert plain[0] == plain[1]


def test_somebody_of_the_secretariat_is_never_signed_in_by_a_link(client, secretary):
    made, _new = invite("new@example.org", "", Offer(RoleKind.SECRETARIAT), secretary, NOW)
    client.post(page_of(made))
    assert roles_of("new@example.org") == [("secretariat", None, "")]
    assert client.get("/desk/").status_code == 302


def test_declining_is_kept_and_gives_nothing(client, offered):
    client.post(page_of(offered), {"do": "decline"})
    assert Invitation.objects.get().declined_at == NOW
    assert client.post(page_of(offered)).status_code == 409
    assert roles_of("ama@example.org") == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"revoked_at": NOW}, "revoked"),
        ({"declined_at": NOW}, "declined"),
        ({"expires_at": NOW}, "run-out"),
    ],
)
def test_what_is_over_says_so_and_what_helps(client, offered, change, code):
    Invitation.objects.filter(pk=offered.pk).update(**change)
    assert refusal(offers.take_up, offered.public_id, NOW) == code
    assert client.get(page_of(offered)).status_code == 200
    assert client.post(page_of(offered)).status_code == 409
    assert roles_of("ama@example.org") == []


def test_a_closed_account_is_not_opened_by_an_invitation(offered):
    person("ama@example.org", is_active=False)
    assert refusal(offers.take_up, offered.public_id, NOW) == "closed"


@pytest.mark.parametrize("spoil", [lambda token: token[:-2], lambda token: f"x{token}", lambda token: "nothing"])
def test_a_spoilt_link_says_so(client, offered, spoil):
    good = sign(Purpose.INVITATION, offered.public_id)
    assert client.get(reverse("network:invitation", args=[spoil(good)])).status_code == 404
    assert (
        client.get(reverse("network:invitation", args=[sign(Purpose.HANDOVER, offered.public_id)])).status_code == 404
    )


def test_the_same_offer_is_made_once(coordinator, fleuve, offered):
    again, new = invite("AMA@example.org", "", Offer(RoleKind.FOCAL_POINT, fleuve), coordinator, NOW)
    assert (again, new, Message.objects.count()) == (offered, False, 1)
    with_role(person("has@example.org"), "focal-point", organization=fleuve)
    assert refusal(invite, "has@example.org", "", Offer(RoleKind.FOCAL_POINT, fleuve), coordinator, NOW) == "held"
    assert refusal(invite, "no address", "", Offer(RoleKind.FOCAL_POINT, fleuve), coordinator, NOW) == "malformed"


def test_nobody_is_invited_to_what_is_not_ones_to_give(coordinator):
    abroad = Offer(RoleKind.FOCAL_POINT, school(country="KE"))
    assert refusal(invite, "a@example.org", "", abroad, coordinator, NOW) == "not-yours"
    assert (
        refusal(invite, "a@example.org", "", Offer(RoleKind.COORDINATOR, country="TG"), coordinator, NOW) == "not-yours"
    )


def test_sent_again_it_has_thirty_days_from_then(client, coordinator, offered, clock):
    clock.shift(timedelta(days=40))
    client.force_login(coordinator)
    client.post(f"/desk/invitations/{offered.public_id}/", {"do": "again"})
    assert Invitation.objects.get().expires_at == datetime(2026, 3, 24, tzinfo=UTC)
    assert Message.objects.count() == 2


def test_revoked_twice_is_once_and_what_was_taken_up_cannot_be(togo, offered):
    for _time in range(2):
        togo.post(f"/desk/invitations/{offered.public_id}/", {"do": "revoke"})
    assert Invitation.objects.get().revoked_at == NOW
    Invitation.objects.update(revoked_at=None, taken_at=NOW)
    assert refusal(offers.revoke, offered, NOW) == "taken"


def test_the_list_shows_what_came_of_each_and_those_of_one_country_alone(togo, offered, secretary):
    invite("abroad@example.org", "", Offer(RoleKind.DEPUTY, country="KE"), secretary, NOW)
    invite("office@example.org", "", Offer(RoleKind.REGIONAL_OFFICE, region="Africa"), secretary, NOW)
    Invitation.objects.create(email="late@example.org", kind="deputy", country="TG", invited_at=NOW, expires_at=NOW)
    page = togo.get("/desk/invitations/")
    assert [(line.invitation.email, line.state) for line in page.context["lines"]] == [
        ("late@example.org", "run-out"),
        ("ama@example.org", "open"),
    ]
    assert len(togo.get("/desk/invitations/?state=open&q=ama").context["lines"]) == 1
    other = Invitation.objects.get(email="abroad@example.org")
    assert togo.post(f"/desk/invitations/{other.public_id}/", {"do": "revoke"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(togo, coordinator, count, django_assert_num_queries):
    for number in range(count):
        invite(f"a{number}@example.org", "", Offer(RoleKind.TEACHER, school()), coordinator, NOW)
    with django_assert_num_queries(4):
        togo.get("/desk/invitations/")


def test_many_are_invited_at_once_and_what_does_not_fit_stays_in_the_form(togo, fleuve):
    other, abroad = school("Other"), school("Abroad", country="KE")
    lines = [
        f"Ama Doe <ama@example.org>; {fleuve.identifier}",
        f"Kofi\tkofi@example.org\t{other.identifier}",
        f"no@example.org; {abroad.identifier}",
    ]
    answer = togo.post("/desk/invitations/new/", {"lines": "\n".join(lines), "kind": "focal-point", "note": "Welcome!"})
    assert (answer.status_code, [line for line, _why in answer.context["refused"]]) == (422, [lines[2]])
    assert answer.context["form"]["lines"].value() == lines[2]
    made = Invitation.objects.order_by("email").values_list("email", "name", "organization__name")
    assert list(made) == [("ama@example.org", "Ama Doe", "École du Fleuve"), ("kofi@example.org", "Kofi", "Other")]


def test_from_a_schools_page_only_its_roles_are_offered(togo, fleuve):
    address = f"/desk/invitations/new/?organization={fleuve.public_id}"
    form = togo.get(address).context["form"]
    assert [kind for kind, _label in form.fields["kind"].choices] == [
        "focal-point",
        "principal",
        "teacher",
        "organizer",
    ]
    assert togo.post(address, {"lines": "ama@example.org", "kind": "principal"})["Location"] == "/desk/invitations/"
    assert Invitation.objects.get().organization == fleuve
    abroad = school(country="KE")
    assert togo.get(f"/desk/invitations/new/?organization={abroad.public_id}").status_code == 404


def test_deputies_are_invited_by_the_coordinator_and_not_by_one_another(togo, client):
    data = {"lines": "dep@example.org", "kind": "deputy", "country": "TG"}
    assert togo.post("/desk/invitations/new/", data).status_code == 302
    assert Invitation.objects.get().country == "TG"
    other = Client()
    other.force_login(with_role(person(), "deputy", country="TG"))
    assert other.post("/desk/invitations/new/", {**data, "lines": "b@example.org"}).status_code == 422


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("Ama Doe <ama@example.org>", ("Ama Doe", "ama@example.org", "")),
        ('"Doe, Ama" <ama@example.org>; TG-1', ("Doe, Ama", "ama@example.org", "TG-1")),
        ("ama@example.org", ("", "ama@example.org", "")),
        ("ama@example.org, Ama Doe", ("Ama Doe", "ama@example.org", "")),
        ("آمال\tama@example.org\tTG-1", ("آمال", "ama@example.org", "TG-1")),
        ("nobody", ("", "", "")),
    ],
)
def test_a_pasted_line_is_read(row, read):
    assert [(line.name, line.address, line.identifier) for line in read_lines(f"\n{row}\n\n")] == [read]


def test_today_is_the_first_day_of_what_is_taken_up(client, offered):
    client.post(page_of(offered))
    role = Role.objects.get(person__email="ama@example.org")
    assert (role.begins, role.appointed_by) == (TODAY, offered.invited_by)
