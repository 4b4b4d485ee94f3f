"""For whom a draft is can be mended until it is sent; who has answered already is told who sends, and not often."""

from __future__ import annotations

import re

import pytest
import time_machine

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject, with_known_person
from heliograph.calls.models import CoRespondent, QuestionSet, Response
from heliograph.delivery.models import Message
from heliograph.network.states import Refused
from tests.calls.answering.forms import WHY, by_script, posted
from tests.calls.factories import DAY, call, response
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
KOFI = {"for-name": "Kofi", "for-email": ""}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def by(client):
    who = person("ama@example.org", name="Ama")
    client.force_login(who)
    return who


@pytest.fixture
def to(by):
    return call(questions=[WHY], delegation=True)


@pytest.fixture
def url(to) -> str:
    return f"/calls/{to.slug}/answer/"


def other_form(client, url, **more):
    return posted(client.get(f"{url}?for=other"), **more)


def whom(one=None):
    one = one or Response.objects.get()
    one.refresh_from_db()
    return one.name, one.email, one.slot


def test_the_script_keeps_another_name_as_it_is_mended(client, url, by) -> None:
    form = other_form(client, url, q_why="O", **KOFI)
    form |= by_script(client, url, form)
    told = by_script(client, url, {**form, "for-name": "Kofi Mensah", "for-email": "Kofi@example.org"})
    assert (told["saved"], whom()) == (True, ("Kofi Mensah", "kofi@example.org", f"d{by.pk}:ekofi@example.org"))


def test_without_the_script_the_kept_name_stands_in_the_form_and_is_sent_as_it_is_mended(client, url) -> None:
    page = client.post(url, other_form(client, url, q_why="O", save="1", **KOFI), follow=True)
    assert 'name="for-name" value="Kofi"' in page.content.decode()
    form = posted(page, q_why="One", send="1", **{"for-name": "Esi", "for-email": "esi@example.org"})
    assert client.post(url, form).status_code == 200
    assert whom() == ("Esi", "esi@example.org", "eesi@example.org")
    page = client.get(f"{url}?response={Response.objects.get().public_id}")
    assert 'name="for-name"' not in page.content.decode()


def test_an_older_window_does_not_put_the_earlier_name_back_unseen(client, url) -> None:
    form = other_form(client, url, q_why="O", **KOFI)
    form |= by_script(client, url, form)
    elsewhere = client.get(f"{url}?response={form['response']}")
    client.post(url, posted(elsewhere, q_why="O", save="1", **{"for-name": "Esi", "for-email": ""}))
    assert not by_script(client, url, form)["saved"]
    page = client.post(url, {**form, "send": "1"})
    assert ("This was kept from elsewhere" in page.content.decode(), whom()[0]) == (True, "Esi")
    assert client.post(url, posted(page, q_why="O", send="1", **KOFI)).status_code == 200
    assert whom()[0] == "Kofi"


def test_an_empty_name_is_asked_for_and_the_kept_one_stays(client, url) -> None:
    page = client.post(url, other_form(client, url, save="1", **KOFI), follow=True)
    again = client.post(url, posted(page, save="1", **{"for-name": "", "for-email": ""}))
    assert (again.status_code, whom()[0]) == (422, "Kofi")
    sent = client.post(url, posted(page, q_why="", send="1", **{"for-name": "", "for-email": ""}))
    links = re.findall(r'<li><a href="#([^"]+)">', sent.content.decode())
    assert links[0] == "id_for-name"
    assert len(links) == 2


def test_what_was_sent_is_for_whom_it_was_sent(client, url) -> None:
    client.post(url, other_form(client, url, q_why="One", send="1", **KOFI))
    one = Response.objects.get()
    page = client.get(f"{url}?response={one.public_id}")
    client.post(url, posted(page, q_why="Two", send="1", **{"for-name": "Esi", "for-email": "esi@example.org"}))
    assert whom()[:2] == ("Kofi", "")


def test_an_unlisted_school_is_mended_too(client, by) -> None:
    to = call(questions=[WHY], respondent="organization", audience=None)
    url = f"/calls/{to.slug}/answer/"
    first = {"for-organization_name": "Lome School", "for-country": "TG"}
    page = client.post(f"{url}?for=named", posted(client.get(f"{url}?for=named"), save="1", **first), follow=True)
    assert 'value="Lome School"' in page.content.decode()
    client.post(url, posted(page, save="1", **{"for-organization_name": "Kpalime School", "for-country": "GH"}))
    one = Response.objects.get()
    assert (one.organization_name, one.country, "kpalime" in one.slot) == ("Kpalime School", "GH", True)


@pytest.mark.parametrize("sent", [True, False])
@pytest.mark.parametrize("email", ["", "esi@example.org"])
def test_a_draft_never_becomes_one_that_there_is_already(client, url, to, by, sent, email) -> None:
    esi = Subject(by, name="Esi", email=email)
    sheet = verbs.Sheet(to.question_sets.get(), {"why": "x"})
    there = verbs.submit(to, esi, sheet, Act(NOW, by)).response if sent else verbs.start(to, esi, sheet, Act(NOW, by))
    page = client.post(url, other_form(client, url, q_why="O", save="1", **KOFI), follow=True)
    form = posted(page, q_why="One", **{"for-name": "Esi", "for-email": email})
    told = by_script(client, url, form)
    assert (told["saved"], str(there.public_id) in told["link"]) == (False, True)
    for press in ("save", "send"):
        shown = client.post(url, {**form, press: "1"})
        assert (shown.status_code, str(there.public_id) in shown.content.decode()) == (422, True)
    there.refresh_from_db()
    assert (there.answers or there.draft) == {"why": "x"}
    assert sorted(Response.objects.values_list("name", flat=True)) == ["Esi", "Kofi"]


def test_a_draft_for_another_becomes_ones_own_by_ones_own_address(client, url, by) -> None:
    page = client.post(url, other_form(client, url, q_why="O", save="1", **KOFI), follow=True)
    client.post(url, posted(page, q_why="One", send="1", **{"for-name": "Ama", "for-email": "ama@example.org"}))
    assert whom() == ("", "", f"p{by.pk}")


def test_who_has_written_his_own_address_first_still_answers_for_whom_he_names_at_last(client, url, by) -> None:
    form = other_form(client, url, q_why="O", **{"for-name": "Ama", "for-email": "ama@example.org"})
    form |= by_script(client, url, form)
    assert whom() == ("", "", f"d{by.pk}:p{by.pk}")
    assert by_script(client, url, form)["saved"]
    client.post(url, {**form, "send": "1", "for-name": "Esi", "for-email": "esi@example.org"})
    assert whom() == ("Esi", "esi@example.org", "eesi@example.org")


def test_where_nobody_answers_for_others_no_draft_becomes_anothers(client, by) -> None:
    url = f"/calls/{call(questions=[WHY]).slug}/answer/"
    page = client.post(url, posted(client.get(url), q_why="O", save="1"), follow=True)
    client.post(url, posted(page, q_why="One", send="1", **{"for-name": "Esi", "for-email": "esi@example.org"}))
    assert whom() == ("", "", f"p{by.pk}")


def test_of_many_answers_each_keeps_what_tells_it_apart(client, by) -> None:
    to = call(questions=[WHY], delegation=True, limit="many")
    url = f"/calls/{to.slug}/answer/"
    page = client.post(url, other_form(client, url, q_why="O", save="1", **KOFI), follow=True)
    token = whom()[2].rpartition(":")[2]
    client.post(url, posted(page, q_why="One", send="1", **{"for-name": "Esi", "for-email": "esi@example.org"}))
    assert whom()[2] == f"eesi@example.org:{token}"


def test_whoever_answers_along_does_not_say_for_whom(client, to, by, url) -> None:
    sheet = verbs.Sheet(to.question_sets.get(), {"why": "x"})
    one = verbs.start(to, Subject(by, name="Kofi"), sheet, Act(NOW, by))
    along = person("along@example.org")
    CoRespondent.objects.create(response=one, email=along.email, person=along, invited_at=NOW, accepted_at=NOW)
    client.force_login(along)
    page = client.get(f"{url}?response={one.public_id}")
    assert (page.status_code, 'name="for-name"' in page.content.decode()) == (200, False)
    client.post(url, posted(page, q_why="y", save="1", **{"for-name": "Esi"}))
    one.refresh_from_db()
    assert (one.name, one.draft) == ("Kofi", {"why": "y"})


def test_what_is_kept_for_an_address_does_not_tell_whether_it_has_answered(client, url, to) -> None:
    response(to, person("esi@example.org"), why="mine")
    told = []
    for address in ("esi@example.org", "yao@example.org"):
        form = other_form(client, url, q_why="O", **{"for-name": "Somebody", "for-email": address})
        kept = by_script(client, url, form)
        mended = by_script(client, url, {**form, **kept, "for-name": "Anybody"})
        told.append((kept["saved"], mended["saved"], sorted(kept), sorted(mended), kept["version"]))
    assert told[0] == told[1]
    assert not Message.objects.exists()


def test_who_sends_is_told_and_too_often_nothing_any_more(client, url, to, settings, clock) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "answer_for": "2/1h/key"}
    for name in ("a", "b", "c"):
        response(to, person(f"{name}@example.org"), why="mine")

    def sent(address):
        form = other_form(client, url, q_why="O", send="1", **{"for-name": "Somebody", "for-email": address})
        return client.post(url, form).content.decode()

    for name in ("a", "b"):
        assert "it is not yours to change" in sent(f"{name}@example.org")
    for name in ("c", "nobody"):
        text = sent(f"{name}@example.org")
        assert "For others you can answer again in 60 minutes; until then you can keep what you write." in text
    assert Response.objects.count() == 3
    assert client.post(url, posted(client.get(f"{url}?for=me"), q_why="O", send="1")).status_code == 200
    clock.shift(3601)
    assert "We have your answer" in sent("nobody@example.org")


def test_what_cannot_be_sent_anyway_tells_nothing_of_the_address(client, url, to) -> None:
    response(to, person("esi@example.org"), why="mine")
    asked = to.question_sets.get()
    for address in ("esi@example.org", "yao@example.org"):
        subject = with_known_person(Subject(person(), name="Somebody", email=address))
        for changed, at in ((True, NOW), (False, NOW + 20 * DAY)):
            sheet = verbs.Sheet(asked if not changed else QuestionSet(pk=0, saved_at=NOW), {"why": "x"})
            with pytest.raises(Refused) as caught:
                verbs.submit(to, subject, sheet, Act(at, subject.person))
            assert caught.value.code == ("questions-changed" if changed else "closed")


def test_whoever_passes_his_place_on_is_told_as_rarely(client, to, by, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "answer_for": "1/1h/key"}
    one = response(to, by, why="x")
    for name in ("a", "b"):
        response(to, person(f"{name}@example.org"), why="mine")
    step = f"/answers/{one.public_id}/do/replace/"
    told = [
        client.post(step, {"token": name * 32, "name": "B", "email": f"{name}@example.org"}).content.decode()
        for name in ("a", "b")
    ]
    assert "B has an answer to this call already." in told[0]
    assert "Several people whom you have named had answered already." in told[1]
