"""Participants say which posters they appreciate; only how many do is shown."""

from __future__ import annotations

import pytest

from heliograph.conference.posters.models import Appreciation
from tests.calls.factories import call
from tests.calls.factories import response as answered
from tests.conference.posters.factories import conference_with_posters, row
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def one():
    made = conference_with_posters()
    made.registration = call(kind="conference", programme=made.programme)
    made.save()
    row(made)
    return made


@pytest.fixture
def participant(one):
    return answered(one.registration, person(name="Ama")).person


def page(of) -> str:
    return f"/conferences/{of.programme.slug}/posters/1/"


def test_a_participant_appreciates_a_poster_once(client, one, participant):
    client.force_login(participant)
    for _press in range(2):
        assert client.post(f"{page(one)}appreciate/").url == f"{page(one)}#appreciate"
    assert Appreciation.objects.count() == 1
    shown = client.get(page(one)).content.decode()
    assert "1 participant appreciates it" in shown
    assert "You appreciate it." in shown


def test_he_takes_it_back(client, one, participant):
    client.force_login(participant)
    client.post(f"{page(one)}appreciate/")
    for _press in range(2):
        client.post(f"{page(one)}appreciate/", {"no": "1"})
    assert not Appreciation.objects.exists()
    assert "I appreciate this poster" in client.get(page(one)).content.decode()


def test_others_see_how_many_and_not_who(client, one, participant):
    Appreciation.objects.create(poster=one.posters_shown.get(), person=participant, at=NOW)
    shown = client.get(page(one)).content.decode()
    assert "1 participant appreciates it" in shown
    assert "Ama" not in shown


def test_who_does_not_take_part_is_told_why_he_cannot(client, one):
    client.force_login(person())
    assert "appreciate" not in client.get(page(one)).content.decode()
    refused = client.post(f"{page(one)}appreciate/")
    assert refused.status_code == 422
    assert "Who is registered for the conference" in refused.content.decode()
    assert not Appreciation.objects.exists()


def test_who_is_not_signed_in_comes_back_to_the_poster(client, one):
    answer = client.post(f"{page(one)}appreciate/")
    assert answer.status_code == 302
    assert "next=" in answer.url
