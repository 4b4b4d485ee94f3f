"""A file that turns out to be malicious after it was accepted: given out no more, and who has it is known and told."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse

from heliograph.calls.files.quarantine import give_again, hold_back, settle
from heliograph.calls.models import AnswerFile, CallEntry, FileAccess, Response, StoredContent
from heliograph.delivery.models import Message
from heliograph.frame.needs import needs_of
from tests.calls.factories import call, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(settings, tmp_path):
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def secretary(client):
    who = with_role(person("desk@secretariat.example.org"), "secretariat")
    client.force_login(who)
    return who


@pytest.fixture
def plan() -> AnswerFile:
    made = response(call(), person("ama@school.example.org"))
    content = StoredContent(digest="d" * 64, size=4, content_type="text/plain", stored_at=NOW)
    content.file.save("plan", ContentFile(b"plan"), save=False)
    content.save()
    file = AnswerFile.objects.create(response=made, question="plan", content=content, name="plan.txt", sent_at=NOW)
    Response.objects.filter(pk=made.pk).update(answers={"plan": [{"file": str(file.public_id), "name": "plan.txt"}]})
    return file


def fetched(client, file: AnswerFile) -> int:
    answer = client.get(reverse("calls:file", args=[file.public_id]))
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


def warned() -> list[str]:
    return [each.address for each in Message.objects.filter(body__subject__contains="malicious").order_by("pk")]


def test_who_fetches_a_file_of_anothers_answer_is_written_down_once(client, secretary, plan):
    assert (fetched(client, plan), fetched(client, plan)) == (200, 200)
    assert FileAccess.objects.get().person == secretary


def test_who_fetches_his_own_is_not(client, plan):
    client.force_login(plan.response.person)
    assert fetched(client, plan) == 200
    assert not FileAccess.objects.exists()


def test_held_back_it_is_given_to_nobody_and_who_has_it_is_written_to_once(client, secretary, plan):
    fetched(client, plan)
    assert hold_back(plan.content, NOW)
    assert not hold_back(plan.content, NOW)
    assert fetched(client, plan) == 403
    assert warned() == ["desk@secretariat.example.org"]


def test_who_took_it_away_in_a_zip_is_written_to_as_well(client, secretary, plan):
    slug = plan.response.call.slug
    b"".join(client.post(reverse("calls:desk_export", args=[slug, "zip"]), {"every": "1"}).streaming_content)
    hold_back(plan.content, NOW)
    assert warned() == ["desk@secretariat.example.org"]


def test_an_organizer_holds_it_back_and_gives_it_out_again(client, secretary, plan):
    call_ = plan.response.call
    address = reverse("calls:desk_hold_file", args=[call_.slug, plan.public_id])
    page = reverse("calls:desk_response", args=[call_.slug, plan.response.public_id])
    fetched(client, plan)
    assert client.post(address)["Location"] == page
    assert fetched(client, plan) == 403
    assert "Saved before by:" in client.get(page).content.decode()
    client.post(address, {"again": "1"})
    assert fetched(client, plan) == 200
    assert list(CallEntry.objects.values_list("verb", flat=True)) == ["file-held", "file-again"]


def test_the_desk_says_that_there_is_one(client, secretary, plan):
    def urls() -> Any:
        return [need.url for need in needs_of(secretary, NOW)]

    page = reverse("calls:desk_response", args=[plan.response.call.slug, plan.response.public_id])
    there = f"{page}#held-{plan.public_id}"
    assert there not in urls()
    hold_back(plan.content, NOW)
    assert there in urls()
    assert give_again(plan.content)
    assert there not in urls()


def test_what_is_dealt_with_is_named_no_more_until_it_is_held_back_anew(client, secretary, plan):
    def named() -> list[str]:
        return [need.url.partition("#held-")[2] for need in needs_of(secretary, NOW) if "#held-" in need.url]

    address = reverse("calls:desk_hold_file", args=[plan.response.call.slug, plan.public_id])
    page = reverse("calls:desk_response", args=[plan.response.call.slug, plan.response.public_id])
    client.post(address, {"settled": "yes"})
    assert (CallEntry.objects.count(), AnswerFile.objects.get().settled_at) == (0, None)
    other = AnswerFile.objects.create(
        response=plan.response, question="plan", content=plan.content, name="same.txt", sent_at=NOW
    )
    hold_back(plan.content, NOW)
    assert named() == [str(plan.public_id)]
    client.post(address, {"settled": "yes"})
    assert named() == [str(other.public_id)]
    assert "Dealt with, " in client.get(page).content.decode()
    client.post(address, {"settled": "no"})
    client.post(address, {"settled": "yes"})
    settle(other, NOW)
    assert named() == []
    verbs = list(CallEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["file-settled", "file-unsettled", "file-settled"]
    give_again(plan.content)
    hold_back(plan.content, NOW)
    assert named() == [str(plan.public_id)]


def test_an_organizer_holds_back_what_came_to_his_calls_alone_and_gives_nothing_out_again(client, plan):
    call_, own = plan.response.call, school()
    type(call_.programme).objects.filter(pk=call_.programme_id).update(organizer=own)
    client.force_login(with_role(person(), "organizer", organization=own))
    address = reverse("calls:desk_hold_file", args=[call_.slug, plan.public_id])
    page = reverse("calls:desk_response", args=[call_.slug, plan.response.public_id])
    elsewhere = response(call(), person("kofi@school.example.org"))
    other = AnswerFile.objects.create(
        response=elsewhere, question="plan", content=plan.content, name="same.txt", sent_at=NOW
    )
    assert "Ask the secretariat to hold it back." in client.post(address, follow=True).content.decode()
    assert fetched(client, plan) == 200
    other.delete()
    client.post(address)
    assert fetched(client, plan) == 403
    assert "Only the secretariat gives a file out again." in client.get(page).content.decode()
    client.post(address, {"again": "1"})
    assert fetched(client, plan) == 403


def test_another_organizer_cannot(client, plan):
    client.force_login(with_role(person(), "organizer", organization=school()))
    address = reverse("calls:desk_hold_file", args=[plan.response.call.slug, plan.public_id])
    assert client.post(address).status_code == 404
