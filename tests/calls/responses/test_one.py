"""One response on the desk, over HTTP: what was said, notes, files, neighbours, what other rooms add."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.urls import reverse

from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import decide
from heliograph.calls.models import Response, ResponseNote
from heliograph.calls.responses import keys, panels
from heliograph.calls.states import Actor, Verb
from heliograph.network.account.holdings import Erasing, holdings
from tests.calls.factories import programme
from tests.calls.files.making import kept
from tests.calls.responses.asked import answered, asking
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def organizer(client):
    who = person("organizer@example.org", name="Ama Mensah")
    client.force_login(with_role(who, "organizer", organization=school("National Commission of Togo")))
    return who


@pytest.fixture
def own(organizer):
    return asking(programme=programme(organizer=organizer.roles.get().organization))


def address(one: Response, name: str = "desk_response", query: str = "") -> str:
    return reverse(f"calls:{name}", args=[one.call.slug, one.public_id]) + query


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_page_tells_what_was_answered_who_answers_and_what_happened(client, own, organizer):
    one = answered(own, "The river", school("School of Peace", country="TG"), size=3)
    decide(one, Verb.ACCEPT, Act(NOW, organizer, Actor.ORGANIZER, note="Welcome."))
    page = client.get(address(one))
    assert page.status_code == 200
    said = text(page)
    for words in ("School of Peace", "The river", "How many? 3", one.person.email, "It was accepted.", "Welcome."):
        assert words in said
    assert [line.by for line in page.context["trail"]][-1] in {"you", "Ama Mensah"}


def test_what_can_be_done_now_is_offered(client, own):
    one = answered(own, "A")
    assert Verb.ACCEPT in dict(client.get(address(one)).context["verbs"])
    Response.objects.filter(pk=one.pk).update(state="declined")
    assert list(dict(client.get(address(one)).context["verbs"])) == [Verb.REOPEN]


def test_neighbours_are_those_in_the_table_it_was_opened_from(client, own):
    first, gone, last = answered(own, "A", size=5), answered(own, "B", size=1), answered(own, "C", size=9)
    query = "?a.size.from=2&sort=a.title"
    page = client.get(address(first, query=query))
    assert (page.context["previous"], page.context["next"]) == (None, last.public_id)
    assert 'rel="next" accesskey="j"' in page.content.decode()
    page = client.get(address(last, query=query))
    assert 'rel="prev" accesskey="k"' in page.content.decode()
    assert (page.context["previous"], page.context["next"]) == (first.public_id, None)
    assert str(gone.public_id) not in page.content.decode()


def test_a_note_is_written_once_and_deleted_by_who_wrote_it(client, own):
    one = answered(own, "A")
    for _press in range(2):
        client.post(address(one, "desk_add_note"), {"text": "Ask about the date.", "token": "t"})
    note = ResponseNote.objects.get()
    delete = reverse("calls:desk_delete_note", args=[own.slug, one.public_id, note.public_id])
    client.force_login(with_role(person("desk@secretariat.example.org"), "secretariat"))
    assert "Ask about the date." in text(client.get(address(one)))
    assert "Only who wrote a note can delete it." in text(client.post(delete, follow=True))
    client.force_login(note.by)
    client.post(delete)
    assert not ResponseNote.objects.exists()


def test_an_empty_note_is_refused_and_a_long_one_keeps_its_words(client, own):
    one = answered(own, "A")
    assert client.post(address(one, "desk_add_note"), {"text": " "}).status_code == 422
    page = client.post(address(one, "desk_add_note"), {"text": "x" * 4001})
    assert page.status_code == 422
    assert "x" * 4001 in page.content.decode()


def test_who_answered_never_sees_notes(client, own):
    one = answered(own, "A")
    client.post(address(one, "desk_add_note"), {"text": "Between us."})
    client.force_login(one.person)
    assert client.get(address(one)).status_code == 404
    assert "Between us." not in text(client.get(reverse("calls:response", args=[one.public_id])))


def test_a_quarantined_file_is_named_and_not_linked(client, own):
    one = answered(own, "A")
    file = kept(one)
    one.answers = {**one.answers, file.question: [{"name": file.name, "size": 1, "file": str(file.public_id)}]}
    one.save()
    link = f'href="{reverse("calls:file", args=[file.public_id])}"'
    assert link in client.get(address(one)).content.decode()
    file.content.quarantined_at = NOW
    file.content.save()
    page = client.get(address(one)).content.decode()
    assert link not in page
    assert "quarantined" in page


def test_another_room_adds_a_panel(client, own):
    one = answered(own, "A")
    panels.register(panels.Panel("toy", "calls/desk/responses/one_trail.html", lambda _request, _one: {"a": 1}))
    panels.register(panels.Panel("none", "calls/none.html", lambda _request, _one: None))
    try:
        page = client.get(address(one))
    finally:
        panels.unregister("toy")
        panels.unregister("none")
    assert [each.panel for each in page.context["panels"] if each.panel == {"a": 1}] == [{"a": 1}]


def test_the_page_takes_as_many_queries_with_more_of_everything(client, own, django_assert_num_queries):
    one = answered(own, "A")
    keys.refresh(own)
    client.post(address(one, "desk_add_note"), {"text": "First."})
    client.get(address(one))
    with django_assert_num_queries(26, exact=False) as few:
        client.get(address(one))
        most = len(few)
    for number in range(3):
        client.post(address(one, "desk_add_note"), {"text": f"Note {number}."})
    client.get(address(one))
    with django_assert_num_queries(most):
        client.get(address(one))


def test_notes_and_keys_about_a_person_go_with_him_and_are_his_to_take_away(client, own):
    one = answered(own, "A")
    client.post(address(one, "desk_add_note"), {"text": "Very good."})
    keys.refresh(own)
    held = {each.slug: each for each in holdings()}
    assert [row["text"] for row in held["response-notes"].export(one.person)] == ["Very good."]
    held["response-notes"].erase(Erasing(one.person, {one.person.email: "gone"}, NOW))
    assert not ResponseNote.objects.exists()
    assert not one.keys.exists()
    one.refresh_from_db()
    assert one.keyed == 0
