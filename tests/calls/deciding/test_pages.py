"""The pages of decisions: from what was picked over the letters to what became of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heliograph.calls.deciding import batches
from heliograph.calls.deciding.models import DecisionBatch, DecisionText
from heliograph.calls.models import Deadline, Response
from heliograph.delivery.models import Message
from tests.calls.deciding.conftest import LATER
from tests.calls.factories import deadline
from tests.calls.factories import response as sent_answer
from tests.calls.mine.conftest import token_of, words
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


def address(name, call, *more):
    return reverse(f"calls:{name}", args=[call.slug, *more])


def pick(answers):
    return {"r": [str(each.public_id) for each in answers]}


def seen_on(page):
    """The mark of the letters that a page shows."""
    found = re.search(r'name="seen" value="([0-9a-f]*)"', page.content.decode())
    assert found is not None
    return found.group(1)


@pytest.fixture
def choose(office, applications):
    """From what was picked to the page with the letters."""

    def chosen(answers, verb="accept", **more):
        page = office.post(address("desk_decide", applications), pick(answers))
        data = {**pick(answers), "token": token_of(page), "verb": verb, **more}
        return office.post(address("desk_decide", applications), data)

    return chosen


def test_what_another_organizer_wrote_meanwhile_has_to_be_looked_at(office, applications, answers, choose):
    page = choose(answers[:2], note_en="Welcome")["Location"]
    looked_at = office.get(page)
    office.post(page, {"do": "words", "note_en": "Welcome in May"})
    refused = office.post(page, {"do": "go", "seen": seen_on(looked_at)})
    assert refused.status_code == 422
    assert "The letters say something else by now. Look at them once more." in words(refused)
    assert "Welcome in May" in words(refused)
    DecisionText.objects.create(call=applications, verb="accept", text={"en": "Bring a map."}, saved_at=NOW)
    refused = office.post(page, {"do": "go", "seen": seen_on(refused)})
    assert (refused.status_code, "Bring a map." in words(refused)) == (422, True)
    assert applications.responses.filter(state="accepted").count() == 0
    assert office.post(page, {"do": "go", "seen": seen_on(refused)}).status_code == 302
    assert applications.responses.filter(state="accepted").count() == 2


def test_an_organizer_decides_from_the_selection_to_the_letters(office, applications, answers, choose):
    page = office.post(address("desk_decide", applications), pick(answers[:3]))
    assert "Decide: 3 answers" in words(page)
    confirm = choose(answers[:3], note_en="Welcome", note_fr="Bienvenue")
    page = office.get(confirm["Location"])
    told = words(page)
    assert "accept: 3 answers" in told
    assert "Welcome" in told
    assert "Bienvenue" in told
    assert "these readers get it in English" in told
    assert applications.responses.filter(state="accepted").count() == 0
    done = office.post(confirm["Location"], {"do": "go", "seen": seen_on(page)}, follow=True)
    assert "Decided 3 Refused 0" in words(done)
    assert applications.responses.filter(state="accepted").count() == 3


def test_before_answers_are_returned_without_a_word_it_is_said(office, applications, answers, choose):
    page = choose(answers[:2], "return")["Location"]
    assert "The letters about 2 answers do not say what is to be changed." in words(office.get(page))
    office.post(page, {"do": "words", "note_en": "Name the river."})
    assert "do not say what is to be changed" not in words(office.get(page))


def test_many_are_decided_by_a_task(office, applications, choose, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    many = [sent_answer(applications, person()) for _ in range(3)]
    page = choose(many)
    office.post(page["Location"], {"do": "go"})
    assert applications.responses.filter(state="accepted").count() == 0
    assert 'data-under-way="yes"' in office.get(page["Location"]).content.decode()
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    DecisionBatch.objects.update(confirmed_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        office.post(page["Location"], {"do": "go"})
    assert applications.responses.filter(state="accepted").count() == 3


def test_the_page_names_those_for_whom_it_is_not_possible_and_why(office, applications, answers, choose):
    Response.objects.filter(pk=answers[0].pk).update(state="declined")
    page = words(office.get(choose(answers)["Location"]))
    assert "a0@example.org It is “declined by the organizer”" in page or "It is “declined”" in page
    assert "Decide 4 answers" in page


def test_a_double_click_makes_one_batch(office, applications, answers):
    page = office.post(address("desk_decide", applications), pick(answers))
    data = {**pick(answers), "token": token_of(page), "verb": "accept"}
    first, again = (office.post(address("desk_decide", applications), data) for _ in range(2))
    assert first["Location"] == again["Location"]
    for _ in range(2):
        office.post(first["Location"], {"do": "go"})
    assert (DecisionBatch.objects.count(), applications.responses.filter(entries__verb="accept").count()) == (1, 5)


def test_without_a_step_and_without_a_selection_the_page_says_what_to_do(office, applications, answers):
    answer = office.post(address("desk_decide", applications), {})
    assert (answer.status_code, "Tick answers in the table first" in words(answer)) == (422, True)
    answer = office.post(address("desk_decide", applications), {**pick(answers), "token": "a" * 32})
    assert (answer.status_code, "Choose what is decided." in words(answer)) == (422, True)


def test_words_can_be_changed_before_it_is_done_and_nothing_decided_at_all(office, applications, answers, choose):
    page = choose(answers)["Location"]
    office.post(page, {"do": "words", "note_en": "Something else"})
    assert "Something else" in words(office.get(page))
    answer = office.post(page, {"do": "drop"})
    assert answer["Location"] == address("desk_responses", applications)
    assert not DecisionBatch.objects.exists()
    assert office.post(page, {"do": "go"}).status_code == 404


def test_what_was_declined_can_be_taken_up_again_from_its_page(office, applications, answers, choose):
    page = choose(answers, "decline")["Location"]
    done = office.post(page, {"do": "go"}, follow=True)
    assert "Take them up again: 5 answers" in words(done)
    batch = DecisionBatch.objects.get()
    back = office.post(address("desk_undo_decisions", applications, batch.public_id))["Location"]
    assert "Taken up again: Exchange" in words(office.get(back))
    office.post(back, {"do": "go"})
    assert applications.responses.filter(state="submitted").count() == 5
    assert "taken back" in words(office.get(page))
    assert office.post(address("desk_undo_decisions", applications, batch.public_id)).status_code == 422


def test_what_was_decided_is_listed_and_an_empty_list_says_how_to_begin(office, applications, answers, choose):
    overview = address("desk_decide", applications)
    assert "Nothing has been decided yet." in words(office.get(overview))
    office.post(choose(answers)["Location"], {"do": "go"})
    assert "accept 5 done organizer@example.org" in words(office.get(overview))


def test_standing_texts_are_saved_by_language_and_two_who_write_at_once_are_told(office, applications):
    page = address("desk_decision_texts", applications)
    seen = re.search(r'name="seen" value="([^"]*)"', office.get(page).content.decode()).group(1)
    answer = office.post(page, {"seen": seen, "accept_en": "Welcome", "accept_fr": "Bienvenue", "reviewed_fr": "on"})
    assert answer.status_code == 302
    row = DecisionText.objects.get()
    assert (row.verb, row.text.data, row.marks["text"]["fr"]["reviewed"]) == (
        "accept", {"en": "Welcome", "fr": "Bienvenue"}, True,
    )  # fmt: skip
    late = office.post(page, {"seen": seen, "accept_en": "Other"})
    assert late.status_code == 409
    assert "Somebody else has saved these texts meanwhile" in words(late)


def test_somebody_without_an_account_may_answer_late_and_gets_a_link(office, client, applications):
    page = address("desk_late", applications)
    data = {
        "email": "new@elsewhere.example.org",
        "language": "fr",
        "day": "2026-03-01",
        "clock": "",
        "zone": "Europe/Paris",
    }
    answer = office.post(page, data, follow=True)
    assert "new@elsewhere.example.org" in words(answer)
    (message,) = Message.objects.select_related("body").all()
    assert (message.address, message.body.language) == ("new@elsewhere.example.org", "fr")
    link = re.search(r"http\S+/answer/\S+", message.body.text).group()
    client.logout()
    form = client.get(link.replace("http://localhost:8000", ""), follow=True)
    assert form.status_code == 200


@pytest.mark.parametrize(
    ("day", "said"), [("2026-01-20", "That is not later than the date of everybody"), ("", "required")]
)
def test_a_time_that_gives_nothing_is_refused(office, applications, day, said):
    data = {"email": "new@example.org", "language": "fr", "day": day, "zone": "Europe/Paris"}
    answer = office.post(address("desk_late", applications), data)
    assert answer.status_code == 422


def test_a_call_without_a_closing_date_has_nobody_late(office, applications):
    applications.deadlines.filter(kind="closes").delete()
    assert "everybody can still answer" in words(office.get(address("desk_late", applications)))


def test_pages_of_somebody_elses_call_are_not_there(client, applications, answers, stranger, decided):
    batch = decided("accept")
    client.force_login(stranger)
    for name, more in (("desk_decide", ()), ("desk_decision_batch", (batch.public_id,)), ("desk_late", ())):
        assert client.get(address(name, applications, *more)).status_code == 404


def test_queries_do_not_grow_with_the_answers(office, applications, answers, choose, django_assert_num_queries):
    from django.db import connection

    def count(of):
        page = choose(of)["Location"]
        with CaptureQueriesContext(
            connection,
        ) as seen:
            office.get(page)
        return len(seen)

    few = count(answers[:3])
    more = [sent_answer(applications, person(languages=["en"])) for _ in range(6)]
    assert count([*answers[:3], *more]) == few


def test_what_is_late_waits_on_the_first_page_of_who_runs_it(office, applications, answers, decided, stranger):
    from heliograph.calls.deciding.waiting import needs

    organizer = applications.programme.organizer.roles.get().person
    (closed,) = needs(organizer, LATER)
    assert (closed.words, "no date for decisions" in closed.more) == ("5 answers are not decided: Exchange", True)
    decide = deadline(applications, "decide", LATER + timedelta(days=1))
    assert list(needs(organizer, LATER)) == []
    Deadline.objects.filter(pk=decide.pk).update(at=NOW, until=NOW)
    (late,) = needs(organizer, LATER)
    assert (late.words, late.more) == ("5 answers are not decided: Exchange", "The date for decisions is past.")
    decided("accept")
    assert list(needs(organizer, LATER)) == []
    deadline(applications, "contact", NOW)
    assert [each.words for each in needs(organizer, LATER)] == ["5 who were chosen wait to hear from you: Exchange"]
    decided("match", responses=Response.objects.filter(pk=answers[0].pk), token="two")
    assert [each.words for each in needs(organizer, LATER)] == ["4 who were chosen wait to hear from you: Exchange"]
    assert list(needs(stranger, LATER)) == []
    page = office.get(reverse("home:desk"))
    assert "4 who were chosen wait to hear from you" in words(page)
