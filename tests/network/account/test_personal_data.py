"""What is known about somebody: taken away whole, erased without a rest, and nothing forgotten by a new model."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import connection

from heliograph.delivery.models import MailingEntry, Message, Suppression
from heliograph.delivery.states import Cause
from heliograph.delivery.suppressing import suppress
from heliograph.network import people, records
from heliograph.network.account.erasing import erase, obstacle
from heliograph.network.account.holdings import holdings
from heliograph.network.models import AddressChange, Application, Handover, Invitation, OrganizationEntry, Person
from heliograph.network.states import Refused
from tests.conftest import person_with
from tests.delivery.waiting import held
from tests.network.account.codes import FIREFOX, give_app, letters_to, link_in, sign_in
from tests.network.factories import school, with_role

pytestmark = pytest.mark.django_db

ADDRESS, NAME = "ama.mensah@tg.example.org", "Ama Mensah"


@pytest.fixture
def ama(now):
    """Somebody about whom much is known."""
    made = Person.objects.create_person(ADDRESS, now, name="Ama B. Mensah", languages=["fr"], zone="Africa/Lome")
    place = school("Lycée de Lomé")
    records.appoint(made, "focal-point", now.date(), None, now, organization=place)
    people.correct_person(made, {"name": NAME}, made, now)
    Handover.objects.create(country="TG", email=ADDRESS, name=NAME, on=now.date(), asked_at=now)
    records.confirm(place, made, now, note="By telephone")
    given = {"kind": "teacher", "organization": place, "invited_at": now, "expires_at": now + timedelta(days=30)}
    Invitation.objects.create(email=ADDRESS.upper(), name=NAME, **given)
    Invitation.objects.create(email=ADDRESS, name=NAME, taken_by=made, taken_at=now, **given)
    Application.objects.create(
        state="applied",
        organization=place,
        applicant_name=NAME,
        applicant_email=ADDRESS,
        motivation="We like it.",
        applied_at=now,
    )
    then = now - timedelta(days=8)
    AddressChange.objects.create(
        person=made, before="old.mensah@example.org", after=ADDRESS, asked_at=then, taken_at=then
    )
    held("issue-22", address=ADDRESS)
    held("issue-23", address="Old.Mensah@example.org")
    MailingEntry.objects.create(
        mailing=Message.objects.first().mailing, at=now, verb="start", actor=f"{NAME} <{ADDRESS}>"
    )
    return made


@pytest.fixture
def signed_in(client, ama):
    sign_in(client, ama, HTTP_USER_AGENT=FIREFOX)
    give_app(ama)
    return client


def test_download_has_everything_and_nobody_else(signed_in, ama, coordinator, now):
    held("issue-24", address=coordinator.email)
    with_role(coordinator, "teacher", organization=school("Elsewhere"))
    answer = signed_in.get("/me/data/download/")
    assert (answer.streaming, answer.headers["Content-Disposition"]) == (True, 'attachment; filename="my-data.json"')
    text = answer.getvalue().decode()
    told = json.loads(text)
    assert list(told) == ["about", *(holding.slug for holding in holdings())]
    assert (told["profile"]["email"], told["profile"]["languages"]) == (ADDRESS, ["fr"])
    assert [(role["kind"], role["organization"]) for role in told["roles"]] == [("focal-point", "Lycée de Lomé")]
    assert told["sign_in"]["sessions"][0]["user_agent"] == FIREFOX
    assert [one["type"] for one in told["sign_in"]["second_factors"]] == ["totp", "recovery_codes"]
    assert [(act["what"], act["verb"], act["note"]) for act in told["acts"]] == [
        ("OrganizationEntry", "confirmed", "By telephone")
    ]
    assert (len(told["invitations"]), len(told["applications"]), len(told["addresses"])) == (2, 1, 1)
    assert {letter["topic"] for letter in told["letters"]} == {"bulletin", "sign-in"}
    assert [word for word in (coordinator.email, "Elsewhere", "secret", "seed") if word in text] == []


def everything() -> str:
    """All text that the database holds but for what was counted, and sessions' own keys."""
    parts = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name not in {"network_cache", "django_migrations"} and "fulltext_tokens_" not in name:
                cursor.execute(f'SELECT * FROM "{name}"')
                parts += [f"{name}: {row}" for row in cursor.fetchall()]
    return "\n".join(parts)


def left(*words: str) -> list[str]:
    return [line for line in everything().splitlines() if any(word in line.casefold() for word in words)]


def test_erasing_leaves_neither_name_nor_address_anywhere(signed_in, ama, now):
    with time_machine.travel(now, tick=False):
        signed_in.post("/me/erase/")
    assert len(left("mensah")) >= 10
    erase(ama, ama, now)
    assert left("mensah", "ama ") == []
    ama.refresh_from_db()
    assert (str(ama), ama.is_active, ama.erased_at) == ("somebody whose data were erased", False, now)
    assert ama.email.endswith("@erased.example.invalid")
    role = ama.roles.get()
    assert (role.kind, role.ends) == ("focal-point", now.date())
    assert OrganizationEntry.objects.get(verb="confirmed").by == ama
    assert Application.objects.get().motivation == "We like it."
    assert {message.state for message in Message.objects.filter(mailing__stream=False)} == {"skipped"}
    assert signed_in.get("/me/").status_code == 302
    erase(ama, ama, now)


def test_erasing_is_confirmed_from_the_mailbox(client, ama, now):
    with time_machine.travel(now, tick=False) as clock:
        Person.objects.update(languages=["en"])
        client.force_login(ama)
        assert "This is the first of two steps" in client.get("/me/erase/").text
        client.post("/me/erase/")
        ((subject, text),) = letters_to(ADDRESS)
        assert subject.startswith("Confirm")
        page, mailbox = link_in(text, "me/erase"), client.__class__()
        assert "Nothing has been erased yet." in mailbox.get(page).text
        for told in (client.get("/me/erase/").text, mailbox.get(page).text):
            assert "Your answers to calls: drafts go" in told
            assert "Reviews that you have sent stay without your name" in told
        mailbox.head(page)
        assert Person.objects.get(email=ADDRESS).erased_at is None
        assert "Your account is erased" in mailbox.post(page).text
        assert mailbox.get(page).status_code == 404
        assert client.get("/me/").status_code == 302
        clock.shift(86_401)
        assert mailbox.post(page).status_code == 404


def test_that_nothing_may_be_sent_to_an_address_outlives_its_reader(ama, now):
    suppress(ADDRESS, Cause.COMPLAINT, f"{NAME} complained", now)
    erase(ama, None, now)
    assert list(Suppression.objects.values_list("address", "cause", "detail")) == [(ADDRESS, "complaint", "")]


def test_the_last_of_the_secretariat_cannot_go(client, secretary, now):
    client.force_login(secretary)
    assert "You are the last of the secretariat." in client.get("/me/erase/?lang=en").text
    client.post("/me/erase/")
    assert letters_to(secretary.email) == []
    with pytest.raises(Refused) as refused:
        erase(secretary, None, now)
    assert refused.value.code == "needed"
    other = person_with("secretariat", "second@secretariat.example.org")
    erase(secretary, other, now)
    assert obstacle(other, other, now) != ""


def test_the_only_coordinator_hands_over_first_but_the_secretariat_can_erase_him(coordinator, secretary, now):
    assert obstacle(coordinator, coordinator, now) == (
        "You are the only National Coordinator of Togo. Hand the office over first, or write to us."
    )
    person_with("deputy", "deputy@tg.natcom.example.org", country="TG")
    assert obstacle(coordinator, coordinator, now) != ""
    assert obstacle(coordinator, secretary, now) == ""
    person_with("coordinator", "successor@tg.natcom.example.org", country="TG")
    assert obstacle(coordinator, coordinator, now) == ""


def test_every_reference_to_a_person_is_covered_by_a_holding():
    named = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "related_model", None) is Person and not field.auto_created
    }
    covered = [reference for holding in holdings() for reference in holding.covers]
    assert sorted(named - set(covered)) == [], "tell heliograph/network/account/held.py, or register a holding"
    assert sorted(set(covered) - named) == []
    assert len(covered) == len(set(covered))
