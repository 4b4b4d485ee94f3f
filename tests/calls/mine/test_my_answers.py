"""The page "My answers": what is expected first, what stands, what is past; each to whom it is his."""

from __future__ import annotations

import pytest
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import CoRespondent, Extension, Response
from heliograph.calls.states import Actor, Verb
from tests.calls.factories import DAY, call, deadline, programme, response
from tests.calls.mine.conftest import words
from tests.network.factories import NOW, person, school, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE = "/me/answers/"


def draft(to, who, **fields):
    return verbs.start(to, Subject(who, **fields), Sheet(to.question_sets.get()), Act(NOW, who))


@pytest.fixture
def amina(client):
    found = person("amina@example.org", name="Amina", zone="Africa/Lome")
    client.force_login(found)
    return found


def groups(answer):
    """The titles of the answers in each part of the page."""
    context = answer.context
    return [[str(each.line.title) for each in context[name]] for name in ("expected", "standing", "past")]


def test_who_has_answered_nothing_is_told_what_will_stand_there_and_how_to_begin(client, amina):
    answer = client.get(PAGE)
    assert words(answer) == (
        "My answers Here will stand all that you have answered: registrations, applications, proposals, contributions. "
        "Each with where it stands, what is still expected of you, and by when. See the calls that are open"
    )
    assert f'href="{reverse("calls:calls")}"' in answer.content.decode()


def test_who_is_signed_out_is_asked_to_sign_in(client):
    assert client.get(PAGE).headers["Location"] == "/account/login/code/?next=/me/answers/"


def test_the_page_about_oneself_leads_to_ones_answers(client, amina):
    assert '<a class="button" href="/me/answers/">My answers</a>' in client.get("/me/").content.decode()


def test_what_is_expected_comes_first_by_its_date_then_what_stands_then_what_is_past(client, amina):
    draft(call("Draft, late", closes=NOW + 9 * DAY), amina)
    draft(call("Draft, soon", closes=NOW + 2 * DAY), amina)
    response(call("Stands"), amina)
    gone = response(call("Withdrawn"), amina)
    verbs.withdraw(gone, Act(NOW, amina))
    response(call("Of last year", programme=programme(ends=NOW.date() - DAY)), amina)
    assert groups(client.get(PAGE)) == [["Draft, soon", "Draft, late"], ["Stands"], ["Of last year", "Withdrawn"]]


def test_each_thing_that_is_expected_says_what_and_by_when(client, amina):
    place = call("Place", capacity=1)
    first = response(place, person())
    response(place, amina)
    verbs.withdraw(first, Act(NOW))
    asked = call("Asked", programme=programme())
    deadline(asked, "reconfirm", NOW + 5 * DAY)
    Response.objects.filter(pk=response(asked, amina).pk).update(asked_at=NOW)
    back = response(call("Back", kind="proposal"), amina)
    verbs.decide(back, Verb.RETURN, Act(NOW, actor=Actor.ORGANIZER, note="Shorten it."))
    poster = call("Deliver")
    deadline(poster, "deliver", NOW + 40 * DAY)
    response(poster, amina)
    found = {str(each.line.title): each.line for each in client.get(PAGE).context["expected"]}
    said = {title: (str(line.expected.words), line.by.first if line.by else "") for title, line in found.items()}
    assert said == {
        "Place": ("Take up the place that is held for you", "Wednesday, 14 January 2026, 09:00 (Lome time)"),
        "Asked": ("Say whether you are still coming", "Saturday, 17 January 2026, 09:00 (Lome time)"),
        "Back": ("Change what the organizer asks for, and send it again", ""),
        "Deliver": ("Deliver what you have promised", "Saturday, 21 February 2026, 09:00 (Lome time)"),
    }
    assert list(found) == ["Place", "Asked", "Deliver", "Back"]


def test_changes_that_were_not_sent_are_expected_to_be_sent_or_thrown_away(client, amina):
    to = call()
    response(to, amina)
    draft(to, amina)
    Response.objects.update(draft={"a": "b"})
    line = client.get(PAGE).context["expected"][0].line
    assert str(line.expected.words) == "Send your changes or throw them away: the organizer has your earlier answers"


def test_an_open_invitation_to_answer_together_stands_first(client, amina):
    joint = response(call("Session", together=True, kind="proposal"), person(name="Lead"))
    row = {"response": joint, "email": "amina@example.org", "invited_at": NOW, "invited_by": joint.person}
    CoRespondent.objects.create(**row)
    CoRespondent.objects.create(**{**row, "email": "other@example.org"})
    answer = client.get(PAGE)
    assert [str(each.title) for each in answer.context["invitations"]] == ["Session"]
    assert "Accept or decline an invitation to answer together Session , invited by Lead" in words(answer)
    CoRespondent.objects.filter(email="amina@example.org").update(declined_at=NOW)
    assert client.get(PAGE).context["invitations"] == []


def test_a_draft_is_past_once_its_call_has_closed_but_not_for_who_was_given_more_time(client, amina):
    missed, given = call("Missed"), call("Given")
    for each in (missed, given):
        draft(each, amina)
        each.deadlines.filter(kind="closes").update(at=NOW - 2 * DAY, until=NOW - 2 * DAY)
    Extension.objects.create(call=given, person=amina, kind="closes", until=NOW + DAY, made_at=NOW)
    assert groups(client.get(PAGE)) == [["Given"], [], ["Missed"]]


def test_who_was_registered_by_another_sees_it_also_by_his_address_alone(client, amina):
    head = person("head@example.org", name="Head")
    by_key, by_address, hidden = call("By key", delegation=True), call("By address", delegation=True), call("Hidden")
    sheet = Sheet(by_key.question_sets.get())
    verbs.submit(by_key, Subject(head, name="A", email="amina@example.org", known=amina.pk), sheet, Act(NOW, head))
    other = Subject(head, name="A", email="amina@example.org")
    verbs.submit(by_address, other, Sheet(by_address.question_sets.get()), Act(NOW, head))
    response(hidden, head)
    draft(call("Draft of another", delegation=True), head, name="A", email="amina@example.org")
    assert groups(client.get(PAGE)) == [[], ["By address", "By key"], []]


def test_who_speaks_for_a_school_sees_what_was_sent_for_it_and_a_teacher_does_not(client):
    where = school()
    answered = call("For the school", respondent="organization", kind="application")
    response(answered, with_role(person(), "teacher", organization=where), where)
    for kind, titles in (("principal", ["For the school"]), ("teacher", [])):
        client.force_login(with_role(person(), kind, organization=where))
        assert groups(client.get(PAGE))[1] == titles, kind


def test_dates_on_the_ribbon_are_those_that_concern_ones_answers_each_once(client, amina):
    conference = programme("Conference", begins=NOW.date() + 20 * DAY, ends=NOW.date() + 22 * DAY)
    to = call("Registration", programme=conference, delegation=True)
    deadline(to, "withdraw", NOW + 12 * DAY)
    response(to, amina)
    verbs.submit(to, Subject(amina, name="B", email="b@example.org"), Sheet(to.question_sets.get()), Act(NOW, amina))
    draft(call("Unfinished"), amina)
    response(call("Of somebody else"), person())
    ticks = [sign.tick for sign in client.get(PAGE).context["ribbon"].signs]
    assert [(tick.words, tick.kind) for tick in ticks] == [
        ("Closes: Unfinished", "deadline"),
        ("Withdraw by: Registration", "deadline"),
        ("Conference", "event"),
    ]


def test_a_page_takes_as_many_queries_for_three_answers_as_for_one(client, amina, django_assert_num_queries):
    def fill(count):
        for _each in range(count):
            response(call(), amina)
            draft(call(), amina)
            verbs.withdraw(response(call(), amina), Act(NOW, amina))
            joint = response(call(together=True, kind="proposal"))
            CoRespondent.objects.create(response=joint, email="amina@example.org", invited_at=NOW)

    fill(1)
    client.get(PAGE)
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)
    fill(2)
    with django_assert_num_queries(QUERIES):
        assert [len(each) for each in groups(client.get(PAGE))] == [3, 3, 3]


QUERIES = 16


def test_titles_come_in_the_readers_language_and_say_which_it_is(client, amina):
    response(call(title="x", kind="registration"), amina)
    Response.objects.get().call.__class__.objects.update(title=LazyI18nString({"fr": "Inscription", "en": "Register"}))
    page = client.get(f"{PAGE}?lang=fr").content.decode()
    assert 'lang="fr" dir="ltr">Inscription</a>' in page


def test_long_past_answers_are_paged(client, amina):
    for number in range(22):
        verbs.withdraw(response(call(f"Call {number}"), amina), Act(NOW, amina))
    first = client.get(PAGE)
    assert len(first.context["past"]) == 20
    rest = client.get(f"{PAGE}?after={first.context['over'].after}")
    assert groups(rest)[2] == ["Call 1", "Call 0"]
