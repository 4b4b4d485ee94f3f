"""Not this one and the way to the form, from a letter and from the call's page; the rules on the desk; the letters."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.desk.publishing import publish_call
from heliograph.calls.editions import Wish, new_edition_of_call
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import decide
from heliograph.calls.models import Call, CallEntry, CoRespondent
from heliograph.calls.reminders import ruling
from heliograph.calls.reminders.forms import RulesForm
from heliograph.calls.reminders.labels import is_reminder
from heliograph.calls.reminders.letters import Asked, write
from heliograph.calls.reminders.models import NotThisOne, Reminded, ReminderRule
from heliograph.calls.reminders.sending import key_of, remind
from heliograph.calls.states import Actor, Verb
from heliograph.delivery.letters import Mark
from heliograph.delivery.links import Subscription, letter_token, token
from heliograph.delivery.models import Body, Message
from heliograph.network.states import Refused
from tests.calls.factories import call
from tests.calls.mine.conftest import words
from tests.calls.reminders.scenes import PARIS, PUBLISHED, answered, begun, closing, teachers
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 2, 9, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MORNING, tick=False) as travel:
        yield travel


@pytest.fixture
def posters(db):
    return closing("Posters", "2026-02-12", audience=teachers())


@pytest.fixture
def ada(db):
    return with_role(person("ada@example.org", name="Ada", zone=PARIS), "teacher", organization=school())


@pytest.fixture
def told(posters, ada):
    """Ada, who was reminded this morning, three days before the call closes."""
    facts = {"days": 3, "day": MORNING.date(), "closes": dates_of(posters).until("closes")}
    Reminded.objects.create(call=posters, person=ada, slot=MORNING, **facts)
    return ada


def signed(one, who, key=None, name="not-this-one"):
    """A page as the letter of this morning, or of the mailing of another key, leads to it."""
    return f"/calls/{one.slug}/{name}/{letter_token(who.email, key or key_of(MORNING), MORNING)}/"


# -- from the letter


def test_a_look_at_the_page_changes_nothing_and_a_press_does(client, posters, told):
    page = signed(posters, told)
    assert "Not this one?" in words(client.get(page))
    assert not NotThisOne.objects.exists()
    answer = client.post(page, follow=True)
    assert "you will not be reminded of this call any more" in words(answer)
    assert NotThisOne.objects.get().person == told
    assert answer["Referrer-Policy"] == "no-referrer"
    client.post(page)
    assert NotThisOne.objects.count() == 1


def test_it_is_taken_back_on_the_same_page(client, posters, told):
    page = signed(posters, told)
    client.post(page)
    assert "Taken back" in words(client.post(page, {"undo": "1"}, follow=True))
    assert not NotThisOne.objects.exists()


@pytest.mark.parametrize("made", ["asking", "another morning", "foot", "broken"])
@pytest.mark.parametrize("name", ["not-this-one", "answer/reminded"])
def test_a_link_of_another_letter_or_of_its_foot_or_a_broken_one_opens_nothing(client, posters, told, made, name):
    page = {
        "asking": signed(posters, told, f"calls/{posters.public_id}/reconfirm/2026-02-09", name),
        "another morning": signed(posters, told, key_of(MORNING - DAY), name),
        "foot": f"/calls/{posters.slug}/{name}/{token(Subscription(told.email, 'reminders'))}/",
        "broken": f"/calls/{posters.slug}/{name}/broken/",
    }[made]
    answer = client.post(page) if name == "not-this-one" else client.get(page)
    assert answer.status_code == 404
    assert "This link does not work" in words(answer)
    assert not NotThisOne.objects.exists()


def test_a_link_opens_no_call_of_which_its_letter_did_not_speak(client, told):
    other = closing("Essays", "2026-02-12", audience=teachers())
    assert client.get(signed(other, told, name="answer/reminded")).status_code == 404
    assert client.post(signed(other, told)).status_code == 404


def test_some_time_after_closing_the_link_is_no_good_any_more_and_says_how_to_go_on(client, posters, told, clock):
    page = signed(posters, told, name="answer/reminded")
    clock.shift(14 * DAY)
    assert client.get(page).status_code == 302
    clock.shift(4 * DAY)
    answer = client.get(page)
    assert answer.status_code == 404
    assert "the links of a letter open them for some weeks only" in words(answer)
    assert f'href="/calls/{posters.slug}/"' in answer.content.decode()


def test_however_late_a_call_closes_a_link_is_good_for_sixty_days(client, posters, told, clock):
    page = signed(posters, told, name="answer/reminded")
    Reminded.objects.update(closes=MORNING + 200 * DAY)
    clock.shift(60 * DAY)
    assert client.get(page).status_code == 302
    clock.shift(DAY)
    assert client.get(page).status_code == 404


def test_a_link_of_an_address_that_nobody_has_any_more(client, posters, told):
    page = signed(posters, told)
    type(told).objects.filter(pk=told.pk).update(email="new@example.org")
    assert client.get(page).status_code == 404


def test_a_draft_has_no_such_page(client, posters, told):
    Call.objects.filter(pk=posters.pk).update(status="draft")
    assert client.get(signed(posters, told)).status_code == 404


def test_from_the_letter_to_the_form_and_to_what_was_begun(client, posters, told):
    begun(posters, told)
    answer = client.get(signed(posters, told, name="answer/reminded"))
    assert answer.status_code == 302
    assert answer.url.startswith(f"/calls/{posters.slug}/answer/with/")
    assert client.get(answer.url).status_code == 200
    assert client.post(signed(posters, told, name="answer/reminded")).status_code == 405


# -- on the call's page


def test_the_button_on_the_page_of_a_call(client, posters, ada):
    client.force_login(ada)
    assert "Not this one" in words(client.get(f"/calls/{posters.slug}/"))
    answer = client.post(f"/calls/{posters.slug}/not-this-one/", follow=True)
    assert NotThisOne.objects.filter(person=ada).exists()
    assert "You are not reminded of this call" in words(answer)
    client.post(f"/calls/{posters.slug}/not-this-one/", {"undo": "1"})
    assert not NotThisOne.objects.exists()
    answered(posters, ada, MORNING)
    assert "Not this one" not in words(client.get(f"/calls/{posters.slug}/"))


def test_who_is_signed_out_signs_in_first_and_a_look_does_nothing(client, posters, ada):
    address = f"/calls/{posters.slug}/not-this-one/"
    assert client.post(address).status_code == 302
    client.force_login(ada)
    assert client.get(address).status_code == 303
    assert not NotThisOne.objects.exists()


# -- the rules


def test_a_call_that_is_published_begins_with_the_default_set(organizer):
    draft = call(status="draft", published_at=None)
    publish_call(draft, organizer, MORNING)
    assert ruling.rules_of(draft) == {14: True, 3: True, 1: True}


def test_what_was_set_before_is_kept(organizer):
    draft = call(status="draft", published_at=None)
    ruling.set_rules(draft, {14: False, 3: False, 1: False}, organizer, MORNING)
    publish_call(draft, organizer, MORNING)
    assert not any(ruling.rules_of(draft).values())


def test_a_new_edition_reminds_as_the_one_before(organizer, posters):
    ruling.set_rules(posters, {21: True, 2: False}, organizer, MORNING)
    edition = new_edition_of_call(posters, Wish("posters-2027"), organizer, MORNING)
    publish_call(edition, organizer, MORNING)
    assert ruling.rules_of(edition) == {21: True, 2: False}


def test_rules_are_set_once_and_written_into_the_log(organizer, posters):
    wanted = {10: True, 3: False}
    assert ruling.set_rules(posters, wanted, organizer, MORNING)
    assert not ruling.set_rules(posters, wanted, organizer, MORNING)
    entry = CallEntry.objects.get(verb="reminders")
    assert entry.data == {"before": [14, 3, 1], "after": [10]}
    Call.objects.filter(pk=posters.pk).update(status="cancelled")
    with pytest.raises(Refused):
        ruling.set_rules(posters, {1: True}, organizer, MORNING)


@pytest.mark.parametrize(
    ("post", "rules"),
    [
        ({"on": ["14", "1"]}, {14: True, 3: False, 1: True}),
        ({"on": ["30", "3"], "more": "21, 10"}, {30: True, 21: True, 14: False, 10: True, 3: True, 1: False}),
        ({"more": "٢١"}, {21: True, 14: False, 3: False, 1: False}),
        ({}, {14: False, 3: False, 1: False}),
    ],
)
def test_the_form_reads_rules(posters, post, rules):
    form = RulesForm(post or {"more": ""}, posters)
    assert form.is_valid()
    assert form.rules == rules


@pytest.mark.parametrize("more", ["0", "91", "3.5", "soon", "-1", "2,4,5,6,8,9,10,11,12", "1" * 50])
def test_the_form_refuses_what_is_no_rule(posters, more):
    assert not RulesForm({"on": ["3"], "more": more}, posters).is_valid()


# -- the desk


def desk(client, one, organizer, **post):
    client.force_login(organizer)
    address = f"/desk/calls/{one.slug}/reminders/"
    return client.post(address, post) if post else client.get(address)


def test_the_desk_shows_who_would_get_what_when(client, organizer, posters, ada):
    begun(posters, with_role(person("draft@example.org", languages=["fr"]), "teacher", organization=school()))
    page = words(desk(client, posters, organizer))
    assert "As things stand 2 people would be reminded. 1 of them has begun to answer" in page
    assert "Togo 2" in page
    assert "English 1" in page
    assert "French 1" in page
    assert "14 days before it closes Thursday, 29 January 2026 (past)" in page
    assert "3 days before it closes Monday, 9 February 2026 (under way)" in page
    assert "Answer by Thursday, 12 February 2026: Posters" in page
    assert "Finish your answer by" in page
    assert "Nobody has been reminded yet." in page


def test_what_was_sent_is_counted_by_day_and_rule(client, organizer, posters, ada):
    remind(MORNING)
    page = words(desk(client, posters, organizer))
    assert "Monday, 9 February 2026 3 days before it closes 1 0" in page
    answer = answered(posters, ada, MORNING)
    client.force_login(organizer)
    from heliograph.calls.reminders.panel import of_response

    assert [row.days for row in of_response(None, answer)["reminded"]] == [3]


def test_rules_are_looked_at_first_and_saved_then(client, organizer, posters):
    page = words(desk(client, posters, organizer, on=["7"], preview="1"))
    assert "Nothing is saved yet" in page
    assert "7 days before it closes Thursday, 5 February 2026" in page
    assert ruling.rules_of(posters) == {14: True, 3: True, 1: True}
    assert desk(client, posters, organizer, on=["7"]).status_code == 302
    assert ruling.rules_of(Call.objects.get(pk=posters.pk)) == {14: False, 7: True, 3: False, 1: False}


def test_wrong_days_are_refused_with_the_reason(client, organizer, posters):
    answer = desk(client, posters, organizer, more="soon")
    assert answer.status_code == 422
    assert "Write whole numbers from 1 to 90" in words(answer)


def test_empty_states(client, organizer, posters):
    ReminderRule.objects.all().delete()
    assert "No day is chosen" not in words(desk(client, posters, organizer))
    ruling.set_rules(posters, {3: False}, organizer, MORNING)
    assert "No day is chosen: nobody is reminded." in words(desk(client, posters, organizer))
    assert "This call has no closing date" in words(desk(client, call(closes=None), organizer))
    over = call(status="cancelled")
    assert "This call is over" in words(desk(client, over, organizer))
    assert desk(client, over, organizer, on=["3"]).status_code == 409


@pytest.mark.parametrize("count", [1, 12])
def test_the_desk_asks_as_much_however_many_there_are(client, organizer, posters, django_assert_max_num_queries, count):
    for number in range(count):
        with_role(person(f"t{number}@example.org"), "teacher", organization=school())
    client.force_login(organizer)
    with django_assert_max_num_queries(22):
        client.get(f"/desk/calls/{posters.slug}/reminders/")


# -- the letters


def letter(asked, language="en", zone=PARIS):
    rows = [(Call.objects.dated().get(pk=one.call), one) for one in asked]
    return write(rows, language, zone, MORNING, MORNING + DAY)


def closes(one):
    return dates_of(one).until("closes")


def test_a_letter_says_what_is_asked_by_when_and_how_to_have_peace(posters):
    found = letter([Asked(closes(posters), posters.pk, draft=False)])
    assert found.subject == "Answer by Thursday, 12 February 2026: Posters"
    for part in (found.text, unescape(found.html)):
        assert f"/calls/{posters.slug}/not-this-one/{Mark.TOKEN}/?lang=en" in part
        assert f"/calls/{posters.slug}/answer/reminded/{Mark.TOKEN}/?lang=en" in part
        assert f"/calls/{posters.slug}/" in part
        assert Mark.PREFERENCES in part
        assert "Answer" in part
        assert "You have begun" not in part
    assert found.reply_to == "desk@secretariat.example.org"
    assert found.good_until == MORNING + DAY


def test_who_has_begun_gets_another_text(posters):
    found = letter([Asked(closes(posters), posters.pk, draft=True)])
    assert found.subject == "Finish your answer by Thursday, 12 February 2026: Posters"
    for part in (found.text, found.html):
        assert "Go on with your answer" in part
        assert "You have begun to answer and not sent it" in part


def test_whose_answer_was_returned_for_changes_is_told_that(posters):
    found = letter([Asked(closes(posters), posters.pk, draft=True, returned=True)])
    assert found.subject == "Finish your answer by Thursday, 12 February 2026: Posters"
    for part in (found.text, found.html):
        assert "Your answer to a call was returned to you for changes, and the call closes soon." in part
        assert "The organizer has returned your answer for changes. Change it and send it again." in part
        assert "You have begun" not in part
        assert "have not answered" not in part


def test_one_that_was_returned_among_others_has_its_own_sentence(posters):
    soon = closing("Sessions", "2026-02-10")
    found = letter([Asked(closes(posters), posters.pk, draft=True, returned=True), Asked(closes(soon), soon.pk, True)])
    assert "2 calls that wait for an answer of yours close soon." in found.text
    first, second = found.text.split("* Posters")
    assert "You have begun to answer" in first
    assert "returned your answer for changes" in second


@pytest.mark.parametrize("joined", [False, True])
def test_from_the_organizers_return_to_the_letter(ada, joined):
    posters = closing("Papers", "2026-02-12", kind="proposal", audience=teachers(), together=True)
    lead = with_role(person("lead@example.org", zone=PARIS), "teacher", organization=school())
    sent = answered(posters, lead if joined else ada)
    if joined:
        CoRespondent.objects.create(
            response=sent, email=ada.email, person=ada, invited_at=PUBLISHED, accepted_at=PUBLISHED
        )
    decide(sent, Verb.RETURN, Act(PUBLISHED, lead, Actor.ORGANIZER))
    remind(MORNING)
    assert (Reminded.objects.get(person=ada).draft, Reminded.objects.get(person=ada).returned) == (True, True)
    going = Message.objects.get(mailing__topic="reminders", address=ada.email)
    assert "returned to you for changes" in going.body.text


def test_by_when_is_in_the_readers_time(posters):
    found = letter([Asked(closes(posters), posters.pk, draft=False)], zone="Asia/Tokyo")
    assert re.match(r"Answer by Friday, 13 February 2026, 07:59 \(.*Tokyo.*\): Posters", found.subject)


def test_several_calls_come_in_one_letter_the_first_to_close_first(posters):
    soon = closing("Sessions", "2026-02-10")
    found = letter([Asked(closes(posters), posters.pk, draft=False), Asked(closes(soon), soon.pk, draft=True)])
    assert found.subject == "2 calls close soon, the first on Tuesday, 10 February 2026: Sessions"
    assert found.text.index("Sessions") < found.text.index("Posters")
    assert found.reply_to == ""


def test_an_own_date_is_the_one_that_the_letter_names(posters):
    own = closes(posters) + 2 * DAY
    found = letter([Asked(own, posters.pk, draft=False)])
    assert found.subject == "Answer by Saturday, 14 February 2026: Posters"
    assert "12 February" not in found.text


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_letters_can_be_written_in_every_language(posters, language):
    found = letter([Asked(closes(posters), posters.pk, draft=True)], language)
    found.check()
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in found.html


def test_a_letter_is_of_no_use_after_the_evening(posters, ada):
    remind(MORNING)
    assert Body.objects.get(mailing__topic="reminders").good_until == MORNING + timedelta(hours=11)


# -- the bulletin's label


@pytest.mark.parametrize(
    ("day", "is_one"),
    [("2026-01-29", True), ("2026-01-28", False), ("2026-02-12", True), ("2026-02-13", False), ("2026-01-12", False)],
)
def test_a_call_is_told_of_as_a_reminder_from_its_first_rule_on(posters, day, is_one):
    at = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=UTC)
    assert is_reminder(posters, dates_of(posters), at) is is_one


def test_not_where_it_was_announced_that_day_or_reminds_nobody(posters):
    posters.published_at = MORNING
    assert not is_reminder(posters, dates_of(posters), MORNING)
    posters.published_at = PUBLISHED
    assert is_reminder(posters, dates_of(posters), MORNING)
    ReminderRule.objects.filter(call=posters).update(on=False)
    assert not is_reminder(Call.objects.get(pk=posters.pk), dates_of(posters), MORNING)
