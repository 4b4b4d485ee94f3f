"""From the page of a call to the receipt, over HTTP: signed in, by a link, for whom, in time and too late."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from heliograph.calls.answering import links
from heliograph.calls.lifecycle.seen import mark
from heliograph.calls.models import AnswerFile, Call, Response
from heliograph.calls.telling import write_letters
from heliograph.delivery.models import Message
from heliograph.frame.finished import touch
from heliograph.network.models import Audience, Person
from tests.calls.factories import DAY, call, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db
WHY = {"key": "why", "type": "short", "label": {"en": "Why?", "fr": "Pourquoi ?"}, "required": True}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def to() -> Call:
    return call("Registration", questions=[WHY])


def posted(page, **more) -> dict[str, str]:
    """What a browser would post of the hidden fields of a form's page, with what was filled in."""
    fields = re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)">', page.content.decode())
    return {**dict(fields), "send": "1", **more}


def answer(client, to: Call, **more):
    url = f"/calls/{to.slug}/answer/"
    return client.post(url, posted(client.get(url), **more))


def test_three_requests_lead_from_the_page_to_the_receipt(client, to) -> None:
    by = person("ama@example.org")
    client.force_login(by)
    page = client.get(f"/calls/{to.slug}/")
    assert f'href="/calls/{to.slug}/answer/"' in page.content.decode()
    receipt = answer(client, to, q_why="Peace")
    assert receipt.status_code == 200
    assert "We have your answer" in receipt.content.decode()
    assert "Peace" in receipt.content.decode()
    found = Response.objects.get()
    assert (found.person, found.state, found.answers) == (by, "confirmed", {"why": "Peace"})


def test_a_form_sent_twice_gives_one_answer_one_receipt_and_the_same_page(client, to) -> None:
    client.force_login(person())
    url = f"/calls/{to.slug}/answer/"
    form = posted(client.get(url), q_why="Peace")
    first, again = client.post(url, form), client.post(url, form)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content
    assert write_letters(NOW) == 1
    assert (Response.objects.count(), Message.objects.count()) == (1, 1)


def test_what_is_wrong_is_said_and_nothing_is_lost(client, to) -> None:
    client.force_login(person())
    page = answer(client, to, q_why="")
    assert page.status_code == 422
    assert 'href="#id_q_why"' in page.content.decode()
    assert Response.objects.count() == 0


def test_the_form_is_kept_and_found_again(client, to) -> None:
    by = person()
    client.force_login(by)
    url = f"/calls/{to.slug}/answer/"
    form = posted(client.get(url), q_why="Half a thought")
    form.pop("send")
    kept = client.post(url, {**form, "save": "1"}, headers={"X-Requested-With": "fetch"})
    one = Response.objects.get()
    assert kept.json() == {"saved": True, "response": str(one.public_id), "version": 1, "kept": mark(one)}
    assert "Half a thought" in client.get(url).content.decode()
    again = client.post(url, {**form, "save": "1"})
    assert again.status_code == 302
    assert "It is not sent yet" in client.get(again.url).content.decode()
    assert Response.objects.get().state == "draft"


def test_a_draft_is_shown_to_nobody_else(client, to) -> None:
    client.force_login(person())
    url = f"/calls/{to.slug}/answer/"
    client.post(url, {**posted(client.get(url), q_why="Mine"), "save": "1"})
    client.force_login(person())
    assert client.get(f"{url}?response={Response.objects.get().public_id}").status_code == 404
    assert "Mine" not in client.get(url).content.decode()


def test_too_late_is_said_with_what_was_typed(client, to) -> None:
    client.force_login(person())
    url = f"/calls/{to.slug}/answer/"
    form = posted(client.get(url), q_why="Peace")
    with time_machine.travel(NOW + 11 * DAY, tick=False):
        page = client.post(url, form)
    assert page.status_code == 422
    assert "Peace" in page.content.decode()
    assert "This call has closed, and your answer came after that." in page.content.decode()
    assert Response.objects.count() == 0


def test_an_answer_that_arrived_in_time_is_taken_however_long_its_body_took(client, to, monkeypatch) -> None:
    client.force_login(person())
    url = f"/calls/{to.slug}/answer/"
    form = posted(client.get(url), q_why="Peace")
    from heliograph.frame import arrival

    monkeypatch.setattr(arrival.timezone, "now", lambda: NOW + 10 * DAY - timedelta(seconds=1))
    with time_machine.travel(NOW + 10 * DAY + timedelta(minutes=5), tick=False):
        assert client.post(url, form).status_code == 200
    assert Response.objects.get().late is False


def test_whoever_has_changed_it_since_is_not_overwritten_unseen(client, to) -> None:
    by = person()
    client.force_login(by)
    answer(client, to, q_why="First")
    url = f"/calls/{to.slug}/answer/?response={Response.objects.get().public_id}"
    mine, other = posted(client.get(url), q_why="Mine"), posted(client.get(url), q_why="Other")
    assert client.post(url, other).status_code == 200
    page = client.post(url, mine)
    assert page.status_code == 422
    assert "has been changed since you opened the form" in page.content.decode()
    assert Response.objects.get().answers == {"why": "Other"}
    assert client.post(url, posted(page, q_why="Mine")).status_code == 200
    assert Response.objects.get().answers == {"why": "Mine"}


def test_who_is_not_addressed_is_told_why(client) -> None:
    audience = Audience.objects.create(
        name="Coordinators", rule={"clause": "role", "values": ["coordinator"]}, made_at=NOW, changed_at=NOW
    )
    to = call(audience=audience)
    client.force_login(with_role(person(), "teacher", organization=school()))
    page = client.get(f"/calls/{to.slug}/answer/").content.decode()
    assert "This call is addressed to others." in page
    assert "<form" not in page.split("<main", 1)[1].split("</main>")[0] or "q_" not in page
    client.post(f"/calls/{to.slug}/answer/", {"for": "me", "send": "1", "token": "t"})
    assert Response.objects.count() == 0


def test_one_chooses_for_which_school_one_answers(client) -> None:
    to, first, second = call(respondent="organization"), school("Lac"), school("Mer")
    by = with_role(with_role(person(), "teacher", organization=first), "focal-point", organization=second)
    client.force_login(by)
    page = client.get(f"/calls/{to.slug}/answer/").content.decode()
    assert "For whom do you answer?" in page
    url = f"/calls/{to.slug}/answer/?for=o{second.public_id}"
    assert client.post(url, posted(client.get(url))).status_code == 200
    found = Response.objects.get()
    assert (found.organization, found.country, found.person) == (second, "TG", by)
    stranger = school()
    assert (
        "<h1>For whom do you answer?"
        in client.get(f"/calls/{to.slug}/answer/?for=o{stranger.public_id}").content.decode()
    )


def test_several_drafts_for_one_school_are_told_apart_by_what_they_say_first(client) -> None:
    to, at = call(respondent="organization", limit="many", questions=[WHY]), school("Lac")
    client.force_login(with_role(person(), "teacher", organization=at))
    url = f"/calls/{to.slug}/answer/"
    for title in ("Water", "<b>Peace</b>"):
        form = posted(client.get(f"{url}?for=o{at.public_id}"), q_why=title)
        client.post(url, {name: value for name, value in form.items() if name != "send"} | {"save": "1"})
    page = client.get(url).content.decode()
    assert "· <bdi>Water</bdi></a>" in page
    assert "· <bdi>&lt;b&gt;Peace&lt;/b&gt;</bdi></a>" in page


def test_what_was_answered_can_be_changed_says_the_page_of_the_call_while_it_is_open(client, to) -> None:
    one = response(to, why="Peace")
    client.force_login(one.person)
    assert "Look at it, change it" in client.get(f"/calls/{to.slug}/").content.decode()
    with time_machine.travel(NOW + 11 * DAY, tick=False):
        later = client.get(f"/calls/{to.slug}/").content.decode()
    assert "Look at it</a>" in later


def test_a_teacher_sees_that_the_school_has_answered_and_not_what(client) -> None:
    to, at = call(respondent="organization", questions=[WHY]), school()
    response(to, with_role(person(), "principal", organization=at), at, why="A secret")
    client.force_login(with_role(person(), "teacher", organization=at))
    page = client.get(f"/calls/{to.slug}/answer/").content.decode()
    assert "Somebody else has answered for it." in page
    assert "A secret" not in page


def test_a_school_that_is_not_on_record_can_answer_a_call_open_to_all(client) -> None:
    to = call(respondent="organization")
    client.force_login(person())
    url = f"/calls/{to.slug}/answer/?for=named"
    form = posted(client.get(url), **{"for-organization_name": "École du Lac", "for-country": "TG"})
    assert client.post(url, form).status_code == 200
    found = Response.objects.get()
    assert (found.organization, found.organization_name, found.country) == (None, "École du Lac", "TG")


def test_a_delegation_is_answered_for_one_by_one(client) -> None:
    to = call(delegation=True)
    by = with_role(person(), "coordinator", country="TG")
    client.force_login(by)
    for name in ("Ama", "Kofi"):
        url = f"/calls/{to.slug}/answer/?for=other"
        form = posted(client.get(url), **{"for-name": name, "for-email": f"{name.lower()}@example.org"})
        assert client.post(url, form).status_code == 200
    assert list(Response.objects.order_by("pk").values_list("name", "person")) == [("Ama", by.pk), ("Kofi", by.pk)]


def test_signed_out_one_gets_a_link_and_answers_in_two_requests(client, to) -> None:
    sent = client.post(f"/calls/{to.slug}/answer/link/", {"email": "New.Teacher@example.org"})
    assert sent.status_code == 302
    letter = Message.objects.select_related("body").get()
    assert letter.address == "new.teacher@example.org"
    link = re.search(r"/calls/[^\s]+/answer/with/[^\s]+/", letter.body.text).group()
    assert Person.objects.count() == 0
    page = client.get(link)
    assert "Why?" in page.content.decode()
    assert Person.objects.count() == 0
    assert client.post(link, posted(page, q_why="Peace")).status_code == 200
    found = Response.objects.get()
    assert (found.person.email, found.answers) == ("new.teacher@example.org", {"why": "Peace"})


def test_the_page_after_asking_for_a_link_says_the_same_to_everybody(client, to) -> None:
    known = person("known@example.org")
    pages = []
    for email in (known.email, "unknown@example.org"):
        client.post(f"/calls/{to.slug}/answer/link/", {"email": email})
        page = client.get(f"/calls/{to.slug}/answer/sent/").content.decode()
        pages.append(page.replace(email, "…"))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("signed", ["x", "x.y.z", ""])
def test_a_link_that_was_cut_says_how_to_go_on(client, to, signed) -> None:
    good = links.token(person(), to)
    bad = good[:-2] + signed
    page = client.get(f"/calls/{to.slug}/answer/with/{bad}/")
    assert page.status_code == 404
    assert "This link does not work" in page.content.decode()


def test_a_link_opens_its_own_call_only(client, to) -> None:
    other = call(questions=[WHY])
    assert client.get(f"/calls/{other.slug}/answer/with/{links.token(person(), to)}/").status_code == 404


def test_a_call_found_by_link_only_is_nowhere_without_its_secret(client) -> None:
    to = call(visibility="link")
    client.force_login(person())
    assert client.get(f"/calls/{to.slug}/").status_code == 404
    assert client.get(f"/calls/{to.slug}/answer/").status_code == 404
    assert client.get(f"/calls/{to.slug}/?key={to.link}").status_code == 200
    page = client.get(f"/calls/{to.slug}/?key={to.link}").content.decode()
    assert f"/calls/{to.slug}/answer/?key={to.link}" in page


def test_a_draft_call_is_there_for_nobody_but_those_who_run_it(client, secretary) -> None:
    to = call(status="draft")
    assert client.get(f"/calls/{to.slug}/").status_code == 404
    client.force_login(secretary)
    assert client.get(f"/calls/{to.slug}/").status_code == 200


def test_the_receipt_is_written_in_the_readers_language_and_time(client, to) -> None:
    by = person(languages=["fr"], zone="Africa/Lome")
    client.force_login(by)
    answer(client, to, q_why="La paix")
    write_letters(NOW)
    letter = Message.objects.select_related("body").get()
    assert (letter.body.language, letter.body.attachments.count()) == ("fr", 1)
    assert "Pourquoi" in letter.body.text
    assert "La paix" in letter.body.text


def test_a_letter_that_cannot_be_written_keeps_no_other_back(to, monkeypatch) -> None:
    from heliograph.calls import telling

    first, second = response(to), response(to)
    whole = telling.about

    def about(entry, *rest):
        if entry.response_id == first.pk:
            raise ValueError("broken")
        return whole(entry, *rest)

    monkeypatch.setattr(telling, "about", about)
    assert write_letters(NOW) == 1
    assert list(Message.objects.values_list("address", flat=True)) == [second.person.email]
    assert first.entries.get().told_at is None
    monkeypatch.undo()
    assert write_letters(NOW + timedelta(hours=1)) == 1


def test_a_body_far_beyond_the_limit_is_refused_before_it_is_read(client, to, settings) -> None:
    settings.ANSWER_LIMIT = 10
    client.force_login(person())
    page = client.post(f"/calls/{to.slug}/answer/", {"send": "1", "q_why": "x" * 3_000_000})
    assert page.status_code == 413
    assert Response.objects.count() == 0


def test_a_form_without_its_token_against_forgery_is_refused(to) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person())
    assert strict.post(f"/calls/{to.slug}/answer/", {"send": "1", "q_why": "Peace"}).status_code == 403
    assert Response.objects.count() == 0


def test_what_was_kept_by_the_script_is_sent_by_the_first_press(client, to) -> None:
    client.force_login(person())
    url = f"/calls/{to.slug}/answer/"
    form = posted(client.get(url), q_why="Half")
    told = client.post(url, {**form, "save": "1"}, headers={"X-Requested-With": "fetch"}).json()
    again = {**form, "response": told["response"], "kept": told["kept"], "q_why": "Whole"}
    assert client.post(url, again).status_code == 200
    assert (Response.objects.get().state, Response.objects.get().answers) == ("confirmed", {"why": "Whole"})


def test_a_draft_kept_by_a_link_is_found_again_by_it(client) -> None:
    to, by = call(limit="many", questions=[WHY]), person()
    link = f"/calls/{to.slug}/answer/with/{links.token(by, to)}/"
    client.post(link, {**posted(client.get(link), q_why="Half a thought"), "save": "1"})
    page = client.get(link).content.decode()
    assert "Kept, and not sent yet" in page
    way = f"{link}?response={Response.objects.get().public_id}"
    assert f'href="{way}"' in page
    assert "Half a thought" in client.get(way).content.decode()


def test_nobody_agrees_to_a_text_that_he_has_not_seen(client, to) -> None:
    client.force_login(person())
    url = f"/calls/{to.slug}/answer/"
    form = posted(client.get(url), q_why="Peace")
    changed = to.question_sets.get()
    changed.questions, changed.saved_at = [{**WHY, "label": {"en": "Why not?"}}], NOW + timedelta(seconds=1)
    changed.save()
    touch()
    page = client.post(url, form)
    assert page.status_code == 422
    assert "The questions were changed while you answered." in page.content.decode()
    assert "Peace" in page.content.decode()
    assert client.post(url, posted(page, q_why="Peace")).status_code == 200


def test_a_file_taken_out_goes_when_the_answer_without_it_is_sent_and_not_before(client) -> None:
    cv = {"key": "cv", "type": "file", "label": {"en": "File"}, "settings": {"number": 2}}
    to = call(questions=[cv])
    client.force_login(person())
    url = f"/calls/{to.slug}/answer/"
    file = SimpleUploadedFile("plan.txt", b"A plan.", "text/plain")
    assert client.post(url, posted(client.get(url), q_cv=file)).status_code == 200
    kept = AnswerFile.objects.get()
    out = {"q_cv.remove": str(kept.public_id), "response": str(kept.response.public_id)}
    edit = f"{url}?response={kept.response.public_id}"
    client.post(url, {**posted(client.get(edit)), **out, "save": "1"})
    assert AnswerFile.objects.count() == 1
    with time_machine.travel(NOW + 11 * DAY, tick=False):
        client.post(url, {**posted(client.get(edit)), **out})
    assert AnswerFile.objects.count() == 1
    assert client.post(url, {**posted(client.get(edit)), **out}).status_code == 200
    assert AnswerFile.objects.count() == 0


def test_a_file_taken_out_of_what_was_never_sent_goes_when_it_is_kept_and_another_can_be_in_its_place(client) -> None:
    to = call(questions=[{"key": "cv", "type": "file", "label": {"en": "File"}}])
    client.force_login(person())
    url = f"/calls/{to.slug}/answer/"

    def save(edit, name="", removed=None, **headers):
        file = {"q_cv": SimpleUploadedFile(name, name.encode(), "text/plain")} if name else {}
        out = {"q_cv.remove": str(removed.public_id)} if removed else {}
        return client.post(url, {**posted(client.get(edit)), **file, **out, "save": "1"}, headers=headers)

    def names():
        return list(AnswerFile.objects.values_list("name", flat=True))

    edit = save(url, "one.txt")["Location"]
    one = AnswerFile.objects.get()
    assert save(edit, "two.txt").status_code == 422
    assert "version" in save(edit, removed=one, x_requested_with="fetch").json()
    assert names() == ["one.txt"], "what a script keeps may be meant otherwise a moment later"
    save(edit, "two.txt", removed=one)
    assert names() == ["two.txt"]
    assert "one.txt" not in (page := client.get(edit).content.decode())
    assert "two.txt" in page
    save(edit, removed=AnswerFile.objects.get())
    assert names() == []


def test_a_cancelled_call_says_so_to_who_has_the_form_open(client, to) -> None:
    client.force_login(person())
    url = f"/calls/{to.slug}/answer/"
    form = posted(client.get(url), q_why="Peace")
    Call.objects.filter(pk=to.pk).update(status="cancelled", reason="No room")
    touch()
    page = client.post(url, form).content.decode()
    assert "This call takes no answers any more." in page
    assert "Peace" in page


def test_a_call_for_its_audience_alone_asks_who_is_signed_out_to_sign_in(client) -> None:
    to = call(visibility="audience")
    for url in (f"/calls/{to.slug}/", f"/calls/{to.slug}/answer/"):
        page = client.get(url)
        assert (page.status_code, page.headers["Location"]) == (302, f"/account/login/?next={url}")
    client.force_login(person())
    assert client.get(f"/calls/{to.slug}/").status_code == 404


def test_the_link_to_a_call_found_by_link_only_leads_on(client) -> None:
    to = call(visibility="link")
    sent = client.post(f"/calls/{to.slug}/answer/link/?key={to.link}", {"email": "ama@example.org"})
    assert client.get(sent.headers["Location"]).status_code == 200
