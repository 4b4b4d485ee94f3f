"""What is kept to go on with later, where a file comes with it."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from heliograph.calls.models import AnswerFile, Response
from tests.calls.answering.forms import WHY, by_script, posted
from tests.calls.factories import call
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
FILE = {"key": "file", "type": "file", "label": {"en": "Poster"}, "required": True}
PAGE = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def url(client) -> str:
    client.force_login(person())
    return f"/calls/{call('Posters', questions=[WHY, FILE]).slug}/answer/"


def test_of_a_file_that_was_refused_is_said_that_it_was_not_kept_and_the_rest_is_kept(client, url) -> None:
    refused = SimpleUploadedFile("poster.pdf", PAGE, "application/pdf")
    page = client.post(url, posted(client.get(url), save="1", q_why="Peace", q_file=refused))
    shown = page.content.decode()
    assert page.status_code == 422
    assert "is a web page or an SVG drawing" in shown
    assert "Kept. You find it again here" in shown
    assert "Answer this question" not in shown
    kept = Response.objects.get()
    assert (kept.state, kept.draft, AnswerFile.objects.count()) == ("draft", {"why": "Peace"}, 0)
    assert f'name="response" value="{kept.public_id}"' in shown
    right = SimpleUploadedFile("poster.txt", b"A poster.", "text/plain")
    assert client.post(url, posted(page, send="1", q_why="Peace", q_file=right)).status_code == 200
    assert (Response.objects.get().state, AnswerFile.objects.get().name) == ("confirmed", "poster.txt")


def test_nothing_is_said_of_a_file_that_is_still_to_come(client, url) -> None:
    kept = client.post(url, posted(client.get(url), save="1", q_why="Peace"), follow=True)
    assert kept.status_code == 200
    assert "Please mend what is marked" not in kept.content.decode()
    assert by_script(client, url, posted(kept, q_why="More"))["saved"]
