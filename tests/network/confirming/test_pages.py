"""A school confirms from its letter or signed in: a GET changes nothing, a press is enough, a stranger gets nowhere."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from heliograph.delivery.models import Message
from heliograph.network.confirming import answers
from heliograph.network.confirming.speakers import Speaker
from heliograph.network.desk.editing import Stale, read_seen, seen_of
from heliograph.network.models import Organization
from heliograph.network.states import Learners
from tests.network.confirming.conftest import NOW, link
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LEARNERS = {str(value): label for value, label in Learners.choices}


@pytest.fixture
def own(term, clock):
    """A school of Togo with its mailbox."""
    return school(
        "Lycée de Tokoin", name_language="fr", email="Office@example.org", correspondence="fr", learners="250-499",
        confirmed_on=date(2025, 2, 3), latitude=6.1, longitude=1.2,
    )  # fmt: skip


@pytest.fixture
def mailbox():
    """A browser that has never been here, with Django's protection against forged requests on."""
    return Client(enforce_csrf_checks=True)


def verbs(organization):
    return [entry.verb for entry in organization.entries.order_by("pk")]


def told(prefix):
    return set(Message.objects.filter(key__startswith=prefix).values_list("address", "body__subject"))


def form_of(organization, **changes):
    """What the form of a school sends back."""
    names = "name name_language name_en city levels languages learners themes web email correspondence visibility"
    stands = {name: getattr(organization, name) for name in names.split()}
    return {"seen": seen_of(organization), **stands, **changes}


def test_opening_the_link_shows_the_record_and_changes_nothing(own, mailbox):
    answer = mailbox.get(link("office@example.org"))
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
    for fact in ("Lycée de Tokoin", "Lomé, Togo", "primary", "French", "250 to 499", "3 February 2025", "All of this"):
        assert fact in words
    assert answer["Referrer-Policy"] == "no-referrer"
    assert verbs(own) == []
    assert "csrftoken" not in answer.cookies


def test_one_press_confirms_and_twice_is_once(own, mailbox):
    for _time in range(2):
        answer = mailbox.post(link("office@example.org"), {"school": own.public_id})
        assert answer.status_code == 200
        assert "next yearly confirmation" in answer.content.decode()
    own.refresh_from_db()
    assert own.confirmed_on == TODAY
    assert [(entry.verb, entry.by, entry.note) for entry in own.entries.all()] == [
        ("confirmed", None, "office@example.org")
    ]


def test_the_log_names_the_person_whose_mailbox_it_is(own, mailbox):
    focal = with_role(person("focal@example.org"), "focal-point", organization=own)
    mailbox.post(link("focal@example.org"), {"school": own.public_id})
    assert [(entry.by, entry.note) for entry in own.entries.all()] == [(focal, "")]


def test_an_address_sees_every_school_for_which_it_speaks_and_no_other(own, mailbox):
    focal = with_role(person("focal@example.org"), "focal-point", organization=own)
    with_role(focal, "principal", organization=school("Second"))
    with_role(focal, "teacher", organization=school("Taught"))
    with_role(focal, "focal-point", organization=school("Over"), ends=date(2026, 1, 1))
    with_role(focal, "focal-point", organization=school("Candidate", membership="candidate"))
    school("Foreign")
    shown = mailbox.get(link("focal@example.org")).content.decode()
    assert [name for name in ("Tokoin", "Second", "Taught", "Over", "Candidate", "Foreign") if f"{name}<" in shown] == [
        "Tokoin",
        "Second",
    ]


def test_a_link_confirms_corrects_and_tells_nothing_about_another_school(own, mailbox):
    other = school("Other")
    assert mailbox.post(link("office@example.org"), {"school": other.public_id}).status_code == 404
    assert mailbox.post(link("office@example.org"), {"school": "x"}).status_code == 404
    for name in ("correct", "tell"):
        assert mailbox.get(link("office@example.org", name, other.public_id)).status_code == 404
    assert verbs(other) == []


@pytest.mark.parametrize("key", ["bulletin/12", "records"])
def test_the_token_of_other_letters_opens_nothing(own, mailbox, key):
    answer = mailbox.post(link("office@example.org", key=key), {"school": own.public_id})
    assert answer.status_code == 404
    assert "Tokoin" not in answer.content.decode()
    assert mailbox.get(reverse("network:confirm", args=["forged.token"])).status_code == 404
    assert verbs(own) == []


def test_an_address_that_speaks_for_no_school_is_told_so(own, mailbox):
    answer = mailbox.get(link("stranger@example.org"))
    assert answer.status_code == 200
    assert "There is no school to confirm" in answer.content.decode()


def test_links_are_good_for_three_months_after_the_round(own, mailbox, clock):
    clock.move_to(NOW.replace(month=6, day=29))
    assert mailbox.get(link("office@example.org")).status_code == 200
    clock.move_to(NOW.replace(month=6, day=30))
    answer = mailbox.post(link("office@example.org"), {"school": own.public_id})
    assert answer.status_code == 404
    assert "The confirmation is over" in answer.content.decode()
    assert verbs(own) == []


def test_correcting_confirms_too_and_those_in_charge_are_told_of_a_new_name(own, mailbox, coordinator):
    page = link("office@example.org", "correct", own.public_id)
    assert mailbox.get(page).status_code == 200
    assert verbs(own) == []
    answer = mailbox.post(page, form_of(own, name="Lycée Tokoin-Est", city="Kara", country="KE", kind="ministry"))
    assert answer.status_code == 200
    own.refresh_from_db()
    assert (own.name, own.city, own.country, own.kind) == ("Lycée Tokoin-Est", "Kara", "TG", "school")
    assert (own.confirmed_on, round(own.latitude)) == (TODAY, 10)
    assert verbs(own) == ["corrected", "confirmed"]
    assert told("confirming-name") == {(coordinator.email, "Name changed: please look at Lycée Tokoin-Est")}


def test_a_correction_that_leaves_the_name_writes_to_nobody(own, mailbox, coordinator):
    mailbox.post(link("office@example.org", "correct", own.public_id), form_of(own, learners="500-999"))
    own.refresh_from_db()
    assert own.learners == "500-999"
    assert told("confirming-name") == set()


def test_a_school_that_gives_another_address_is_told_that_this_link_ends(own, mailbox):
    page = link("office@example.org", "correct", own.public_id)
    answer = mailbox.post(page, form_of(own, email="new@example.org"))
    assert "asked at its new address" in answer.content.decode()
    assert mailbox.get(page).status_code == 404
    assert mailbox.get(link("new@example.org", "correct", own.public_id)).status_code == 200


def test_who_saves_second_leaves_alone_what_he_did_not_touch(own, mailbox):
    page = link("office@example.org", "correct", own.public_id)
    first, second = form_of(own, web="https://new.example.org/"), form_of(own, learners="500-999")
    assert [mailbox.post(page, sent).status_code for sent in (first, second)] == [200, 200]
    own.refresh_from_db()
    assert (own.web, own.learners) == ("https://new.example.org/", "500-999")
    assert [set(entry.changes) for entry in own.entries.filter(verb="corrected").order_by("pk")] == [
        {"web"},
        {"learners"},
    ]


def test_what_another_saves_before_the_row_is_locked_counts_too(own, mailbox):
    loaded, seen = Organization.objects.get(pk=own.pk), read_seen(seen_of(own))
    speaker = Speaker(None, "office@example.org", "signed")
    said = {name: seen[name] for name in ("name", "web", "learners")}
    Organization.objects.filter(pk=own.pk).update(name="Lycée de Tokoin-Ouest")
    with pytest.raises(Stale) as stale:
        answers.correct(loaded, {**said, "name": "Lycée Tokoin-Est"}, seen, speaker, NOW)
    assert (stale.value.changed, stale.value.now.name, verbs(own)) == (["name"], "Lycée de Tokoin-Ouest", [])
    assert answers.correct(loaded, {**said, "learners": "500-999"}, seen, speaker, NOW)
    assert (loaded.name, loaded.learners) == ("Lycée de Tokoin-Ouest", "500-999")
    assert told("confirming-name") == set()


def test_a_field_that_two_have_changed_is_shown_with_both_values_over_the_record_as_it_stands(own, mailbox):
    with_role(person("focal@example.org", name="Ama Mensah"), "focal-point", organization=own)
    page = link("office@example.org", "correct", own.public_id)
    sent = form_of(own, learners="500-999", name="Lycée Tokoin-Est")
    Organization.objects.filter(pk=own.pk).update(learners="1-49", web="https://new.example.org/")
    answer = mailbox.post(page, sent)
    shown = answer.content.decode()
    assert answer.status_code == 409
    form = answer.context["form"]
    assert [form[name].value() for name in ("learners", "name", "web")] == [
        "500-999",
        "Lycée Tokoin-Est",
        "https://new.example.org/",
    ]
    assert [(one.label, one.seen, one.now, one.mine) for one in answer.context["differences"]] == [
        ("Web address", "–", "https://new.example.org/", ""),
        ("Number of learners", "250 to 499", LEARNERS["1-49"], "500 to 999"),
    ]
    assert "Somebody else saved in the meantime" in shown
    assert "Ama Mensah (" in shown
    own.refresh_from_db()
    assert (own.learners, own.name, verbs(own)) == ("1-49", "Lycée de Tokoin", [])
    again = form_of(own, learners="500-999", name="Lycée Tokoin-Est")
    assert mailbox.post(page, again).status_code == 200


def test_a_town_is_not_moved_under_coordinates_that_another_has_just_written(own, mailbox):
    sent = form_of(own, city="Kara")
    Organization.objects.filter(pk=own.pk).update(latitude=6.2)
    assert mailbox.post(link("office@example.org", "correct", own.public_id), sent).status_code == 409
    own.refresh_from_db()
    assert (own.city, own.latitude, verbs(own)) == ("Lomé", 6.2, [])


@pytest.mark.parametrize("seen", ["", "x", "[1]", '{"levels": 5, "name": ["x"], "latitude": "north"}'])
def test_a_form_that_does_not_tell_what_was_seen_replaces_nothing(own, mailbox, seen):
    page = link("office@example.org", "correct", own.public_id)
    assert mailbox.post(page, {**form_of(own, learners="500-999"), "seen": seen}).status_code == 409
    assert verbs(own) == []


def test_a_wrong_field_does_not_let_the_form_forget_what_was_seen(own, mailbox):
    page = link("office@example.org", "correct", own.public_id)
    sent = form_of(own, name=" ")
    Organization.objects.filter(pk=own.pk).update(web="https://new.example.org/")
    assert mailbox.post(page, sent).context["seen"] == sent["seen"]


def test_a_wrong_field_is_named_and_nothing_is_saved(own, mailbox):
    answer = mailbox.post(link("office@example.org", "correct", own.public_id), form_of(own, name=" "))
    assert answer.status_code == 422
    assert 'href="#id_name"' in answer.content.decode()
    assert verbs(own) == []


def test_a_trouble_is_told_to_those_in_charge_and_changes_nothing(own, mailbox, coordinator):
    page = link("office@example.org", "tell", own.public_id)
    assert mailbox.get(page).status_code == 200
    assert mailbox.post(page, {"trouble": "other", "word": ""}).status_code == 422
    for _time in range(2):
        mailbox.post(page, {"trouble": "left", "word": "Closed since June."})
    assert told("confirming-trouble") == {
        (
            coordinator.email,
            "Please look into it: “We have left the network, or the school is closed”, Lycée de Tokoin",
        )
    }
    letter = Message.objects.get(key__startswith="confirming-trouble")
    assert "Closed since June." in letter.body.text
    assert letter.body.reply_to == "office@example.org"
    assert verbs(own) == []


def test_of_one_school_three_troubles_a_day_are_told(own, mailbox, coordinator, clock):
    page = link("office@example.org", "tell", own.public_id)
    got = [mailbox.post(page, {"trouble": "other", "word": f"Word {number}"}) for number in range(5)]
    assert [answer.status_code for answer in got] == [200, 200, 200, 429, 429]
    shown = got[-1].content.decode()
    assert "have been told already" in shown
    assert "Word 4" in shown
    assert mailbox.post(page, {"trouble": "other", "word": "Word 1"}).status_code == 200
    other = school("Second", email="office@example.org")
    assert mailbox.post(link("office@example.org", "tell", other.public_id), {"trouble": "left"}).status_code == 200
    clock.move_to(NOW.replace(day=13))
    assert mailbox.post(page, {"trouble": "left"}).status_code == 200
    assert Message.objects.filter(key__startswith="confirming-trouble").count() == 5


@pytest.mark.parametrize("kind", ["focal-point", "principal"])
def test_who_speaks_for_a_school_confirms_it_signed_in(own, client, kind):
    speaking = with_role(person(), kind, organization=own)
    client.force_login(speaking)
    page = reverse("network:own_school", args=[own.public_id])
    assert "Lycée de Tokoin" in client.get(page).content.decode()
    assert client.post(page).status_code == 200
    assert [(entry.verb, entry.by) for entry in own.entries.all()] == [("confirmed", speaking)]


def test_others_find_no_such_page_and_who_is_signed_out_is_asked_to_sign_in(own, client):
    pages = [reverse(f"network:{name}", args=[own.public_id]) for name in ("own_school", "own_correct", "own_tell")]
    assert {client.get(page).status_code for page in pages} == {302}
    other = school()
    people = [
        with_role(person(), "teacher", organization=own),
        with_role(person(), "focal-point", organization=other),
        with_role(person(), "organizer", organization=own),
        with_role(person(), "coordinator", country="KE"),
        person(),
    ]
    for each in people:
        client.force_login(each)
        assert {client.post(page).status_code for page in pages} == {404}
    client.force_login(with_role(person(), "focal-point", organization=own))
    assert client.get(reverse("network:own_school", args=[uuid4()])).status_code == 404
    assert verbs(own) == []
