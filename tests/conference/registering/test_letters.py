"""Invitation letters: asked for, signed off, verified, refused, revoked; and what they bring to light."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.conference.registering import inviting
from heliograph.conference.registering.invitation_pdf import facts_of, render
from heliograph.conference.registering.inviting import Wish
from heliograph.conference.registering.models import InvitationLetter
from heliograph.conference.registering.sealing import passport_of, seal_of
from heliograph.delivery.models import Message
from heliograph.delivery.owed import write_owed
from heliograph.network.states import Refused
from tests.conference.registering.making import PASSPORT, answer, change, meeting, register, withdraw
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def asked(to, one, **said):
    return inviting.ask(to, one, Wish(**{"name": "Ama Mensah", **said}), one.person, NOW)


def signed(to, one, by, **said):
    return inviting.sign(to, asked(to, one, **said), by, NOW)


def letters_to(address):
    return [each.body.subject for each in Message.objects.filter(address=address).select_related("body").order_by("pk")]


def test_an_answer_that_needs_a_letter_asks_for_one():
    to, who = meeting(), person(languages=["fr"])
    register(to, who)
    answer(to, who, **PASSPORT)
    letter = InvitationLetter.objects.get()
    assert (letter.name, letter.embassy, letter.state) == ("Ama Mensah", "Embassy in Accra", "asked")
    assert "P1234567" not in str(InvitationLetter.objects.values())


def test_while_it_waits_it_takes_what_is_said_anew():
    to = meeting()
    one = register(to)
    asked(to, one)
    asked(to, one, name="Ama Serwaa Mensah", language="fr")
    assert list(InvitationLetter.objects.values_list("name", "language")) == [("Ama Serwaa Mensah", "fr")]


@pytest.mark.parametrize(("name", "code"), [("  ", "no-name"), ("\U00012000", "unprintable")])
def test_a_name_has_to_be_there_and_be_printable(name, code):
    to = meeting()
    with pytest.raises(Refused) as refused:
        asked(to, register(to), name=name)
    assert refused.value.code == code


def test_a_letter_is_for_who_has_a_place():
    to = meeting(capacity=1)
    register(to)
    with pytest.raises(Refused) as refused:
        asked(to, register(to))
    assert refused.value.code == "no-place"


def test_signed_off_it_stands_and_its_readers_are_told(organizer):
    to, coordinator = meeting(), person("coordinator@example.org")
    one = register(to, coordinator, name="Guest", email="guest@example.org")
    letter = signed(to, one, organizer)
    assert letter.state == "signed"
    assert re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}", letter.code)
    for address in ("coordinator@example.org", "guest@example.org"):
        assert letters_to(address) == ["Your invitation letter is ready: World Conference"]
    assert inviting.sign(to, letter, organizer, NOW).code == letter.code
    assert Message.objects.filter(address="guest@example.org").count() == 1


def test_a_letter_of_whom_a_place_was_given_to_is_not_for_who_gave_it(client, organizer):
    to, giver = meeting(), person()
    one = register(to, giver)
    verbs.substitute(one, "Second", "second@example.org", Act(NOW, giver))
    one.refresh_from_db()
    letter = signed(to, one, organizer, name="Second")
    assert letters_to("second@example.org")[-1].startswith("Your invitation letter")
    assert not any("invitation letter" in subject for subject in letters_to(giver.email))
    client.force_login(giver)
    address = reverse("conference:my_letter", args=[to.programme.slug, letter.public_id])
    page = client.get(reverse("conference:my_stay", args=[to.programme.slug])).content.decode()
    assert client.get(address).status_code == 404
    assert "Second" in page
    assert address not in page


def test_without_a_signatory_none_is_signed_off(organizer):
    to = meeting()
    to.signatory = ""
    to.save()
    with pytest.raises(Refused) as refused:
        signed(to, register(to), organizer)
    assert refused.value.code == "no-signatory"


def test_only_who_runs_the_conference_signs():
    to = meeting()
    with pytest.raises(Refused) as refused:
        signed(to, register(to), person())
    assert refused.value.code == "not-yours"


def test_refused_with_a_reason_it_can_be_asked_for_again(organizer):
    to, who = meeting(), person("ama@example.org")
    one = register(to, who)
    letter = asked(to, one)
    with pytest.raises(Refused):
        inviting.refuse(to, letter, " ", organizer, NOW)
    inviting.refuse(to, letter, "The name is not that of the passport.", organizer, NOW)
    assert letters_to("ama@example.org") == ["No invitation letter: World Conference"]
    again = asked(to, one)
    assert (again.state, InvitationLetter.objects.count()) == ("asked", 2)


@pytest.mark.parametrize("ended", ["withdrawn", "declined", "passed on", "revoked"])
def test_a_letter_ends_with_the_registration_or_by_hand(ended, organizer, client):
    to, who = meeting(), person()
    one = register(to, who)
    letter = signed(to, one, organizer)
    match ended:
        case "withdrawn":
            withdraw(one)
        case "declined":
            verbs.decide(one, "decline", Act(NOW, organizer, "organizer"))
        case "passed on":
            verbs.substitute(one, "Second", "second@example.org", Act(NOW, who))
        case "revoked":
            inviting.revoke(to, letter, "A mistake.", organizer, NOW)
    letter.refresh_from_db()
    assert letter.state == "revoked"
    page = client.get(f"/conferences/world/letters/{letter.code}/").content.decode()
    assert "This invitation letter does not stand" in page
    assert "Ama Mensah" not in page


def test_what_waits_ends_with_the_registration_too(organizer):
    to = meeting()
    one = register(to)
    letter = asked(to, one)
    withdraw(one)
    with pytest.raises(Refused) as refused:
        inviting.sign(to, letter, organizer, NOW)
    assert refused.value.code == "not-asked"


def test_anybody_verifies_it_by_its_code_and_sees_no_more_than_needed(organizer, client):
    to, who = meeting(), person("ama@example.org")
    register(to, who)
    answer(to, who, **PASSPORT)
    letter = inviting.sign(to, InvitationLetter.objects.get(), organizer, NOW)
    typed = letter.code.lower().replace("-", " ")
    assert client.get(reverse("network:certificates"), {"code": typed}).status_code == 302
    led = client.get(reverse("network:certificate", args=[letter.code]))
    assert led.url == f"/conferences/world/letters/{letter.code}/"
    page = client.get(led.url)
    assert page.headers["X-Robots-Tag"] == "noindex"
    words = page.content.decode()
    assert "This invitation letter stands" in words
    assert "Ama Mensah" in words
    for hidden in ("P1234567", "1980", "Accra", "ama@example.org"):
        assert hidden not in words


@pytest.mark.parametrize("code", ["2222-3333-4444-5555", "nothing"])
def test_a_code_of_none_is_told_to_be_none(code, client):
    meeting()
    page = client.get(f"/conferences/world/letters/{code}/")
    assert page.status_code == 404
    assert "No invitation letter has this code" in page.content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_its_pdf_is_tagged_and_made_anew_of_what_is_kept(language, organizer):
    to, who = meeting(), person()
    register(to, who)
    said = answer(to, who, **PASSPORT)
    InvitationLetter.objects.update(language=language)
    letter = inviting.sign(to, InvitationLetter.objects.get(), organizer, NOW)
    made = render(to, letter)
    assert made.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in made
    assert passport_of(letter) == {"nationality": "GH", "passport_number": "P1234567", "born": "1980-05-04"}
    said.answers = {}
    said.save()
    assert passport_of(letter) == {}
    assert len(render(to, letter)) < len(made)


@pytest.mark.parametrize(
    "other",
    [
        {"passport_number": "X7654321"},
        {"nationality": "FR"},
        {"born": "1981-05-04"},
        {"passport_name": "Ama Serwaa"},
        {"embassy": "Embassy in Lomé"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_was_signed_off_is_not_changed_by_who_it_is_for(other, organizer):
    to, who = meeting(), person("ama@example.org")
    register(to, who)
    said = answer(to, who, **PASSPORT)
    first = inviting.sign(to, InvitationLetter.objects.get(), organizer, NOW)
    change(said, **{**PASSPORT, **other})
    first.refresh_from_db()
    assert (first.state, InvitationLetter.objects.get(state="asked").code) == ("revoked", None)
    told = Message.objects.filter(address="ama@example.org", body__text__contains="A letter that says the new is asked")
    assert told.count() == 1


def test_saying_the_same_again_leaves_the_letter_as_it_is(organizer):
    to, who = meeting(), person()
    register(to, who)
    said = answer(to, who, **PASSPORT)
    inviting.sign(to, InvitationLetter.objects.get(), organizer, NOW)
    change(said, **PASSPORT, diet="no nuts")
    change(said, **{**PASSPORT, "embassy": ""})
    assert InvitationLetter.objects.get().state == "signed"


def test_a_letter_tells_nothing_that_was_not_signed_off(organizer):
    to, who = meeting(), person()
    register(to, who)
    said = answer(to, who, **PASSPORT)
    letter = inviting.sign(to, InvitationLetter.objects.get(), organizer, NOW)
    said.answers = {**said.answers, "passport_number": "X7654321"}
    said.save()
    assert [words for _label, words in facts_of(letter, "en")] == ["Ama Mensah", "Togo"]


def test_what_changed_while_it_was_looked_at_is_not_signed_off(organizer):
    to, who = meeting(), person()
    register(to, who)
    said = answer(to, who, **PASSPORT)
    letter = InvitationLetter.objects.get()
    seen = seal_of(letter)
    change(said, **{**PASSPORT, "passport_number": "X7654321"})
    with pytest.raises(Refused) as refused:
        inviting.sign(to, letter, organizer, NOW, seen=seen)
    assert refused.value.code == "changed"
    letter.refresh_from_db()
    assert inviting.sign(to, letter, organizer, NOW, seen=seal_of(letter)).state == "signed"


def test_the_letter_of_withdrawal_says_that_it_stands_no_more(organizer):
    to, who = meeting(), person("ama@example.org")
    one = register(to, who)
    signed(to, one, organizer)
    withdraw(one)
    write_owed(NOW)
    last = Message.objects.filter(address="ama@example.org").select_related("body").latest("pk")
    assert "The invitation letter for a visa does not stand any more." in last.body.text
