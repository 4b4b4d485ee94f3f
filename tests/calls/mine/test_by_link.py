"""From the mailbox: a signed link shows the answer and does what is pressed, without an account and never by a GET."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from heliograph.calls.answering import links as answer_links
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.mine import links
from heliograph.calls.mine.holders import Holder, holder_of
from heliograph.calls.mine.ways import asking_key
from heliograph.calls.models import Response, ResponseEntry
from heliograph.delivery.links import Subscription, letter_token
from heliograph.delivery.links import token as subscription_token
from heliograph.network import signed
from heliograph.network.models import Person
from tests.calls.answering.forms import posted
from tests.calls.factories import DAY, call, deadline, programme, response
from tests.calls.mine.conftest import state, token_of, words
from tests.calls.mine.conftest import verbs as verbs_of
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def visitor():
    """A browser in which nobody is signed in, which keeps to the rules of CSRF."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def amina(db):
    return person("amina@example.org", name="Amina", zone="Africa/Lome")


@pytest.fixture
def asked(amina):
    to = call("Conference")
    deadline(to, "reconfirm", NOW + 5 * DAY)
    one = response(to, amina)
    Response.objects.update(asked_at=NOW)
    return one


def page(one, holder=None):
    return reverse("calls:response_signed", args=[links.token(one, holder or holder_of(one.person))])


def step(one, name, holder=None):
    return reverse("calls:response_signed_step", args=[links.token(one, holder or holder_of(one.person)), name])


def mailbox(to, address, key=None):
    """The page that a letter asking about a call, sent now, leads to; or one of the mailing of another key."""
    signed = letter_token(address, key or asking_key(to, "page"), timezone.now())
    return reverse("calls:reconfirm", args=[to.slug, signed])


def register(to, by, *addresses):
    """Answers that somebody has given for others."""
    sheet = Sheet(to.question_sets.get())
    subjects = [Subject(by, name=address.split("@")[0].title(), email=address) for address in addresses]
    return [verbs.submit(to, subject, sheet, Act(NOW, by)).response for subject in subjects]


def test_a_letters_link_is_in_the_letters_language_and_leads_to_the_page(asked, amina, settings):
    assert links.link_for(asked, amina) == f"{settings.SITE_URL}{page(asked)}?lang=en"


def test_the_page_shows_the_answer_and_its_buttons_and_changes_nothing(visitor, asked):
    answer = visitor.get(page(asked))
    assert words(answer).startswith(
        "Conference Conference Confirmed For: Amina This is confirmed. "
        "Say whether you are still coming Saturday, 17 January 2026, 09:00 (Lome time)"
    )
    assert [str(each.label) for each in answer.context["buttons"]] == [
        "Yes, coming", "Not coming: withdraw", "Somebody else comes instead", "Change it",
    ]  # fmt: skip
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "no-store" in answer["Cache-Control"]
    assert (ResponseEntry.objects.count(), Response.objects.get().version) == (1, asked.version)


def test_one_press_reconfirms_without_a_cookie(visitor, asked):
    pressed = {"token": token_of(visitor.get(page(asked)))}
    visitor.cookies.clear()
    answer = visitor.post(step(asked, "reconfirm"), pressed, follow=True)
    assert "Thank you: you are expected. Conference" in words(answer)
    assert (state(asked), asked.entries.latest("pk").by) == ("reconfirmed", asked.person)


@pytest.mark.parametrize("name", ["reconfirm", "withdraw", "replace"])
def test_pressed_twice_it_is_one_step(visitor, asked, name):
    said = {"token": "a" * 32, "name": "Kofi", "email": "kofi@example.org"}
    for _press in range(2):
        assert visitor.post(step(asked, name), said, follow=True).status_code in {200, 404}
    done = {"replace": "substitute"}.get(name, name)
    assert verbs_of(asked).count(done) == 1


def test_who_has_passed_his_place_on_keeps_the_link_as_the_one_who_registered(visitor, asked):
    visitor.post(step(asked, "replace"), {"token": "a" * 32, "name": "Kofi", "email": "kofi@example.org"})
    assert "For: Kofi" in words(visitor.get(page(asked)))
    holder = Holder.at("kofi@example.org")
    assert (holder.person, visitor.get(page(asked, holder)).status_code) == (None, 200)


def test_an_address_without_an_account_reconfirms_and_withdraws_what_was_given_for_it(visitor, amina):
    to = call(delegation=True)
    deadline(to, "reconfirm", NOW + DAY)
    (one,) = register(to, amina, "kofi@example.org")
    holder = Holder.at("kofi@example.org")
    visitor.post(step(one, "reconfirm", holder), {"token": "a" * 32})
    visitor.post(step(one, "withdraw", holder), {"token": "b" * 32})
    assert verbs_of(one) == ["submit", "reconfirm", "withdraw"]
    assert [entry.by for entry in one.entries.all()] == [amina, None, None]


def test_an_address_without_an_account_changes_its_answer_while_the_call_takes_changes(visitor, amina, clock):
    why = {"key": "why", "type": "short", "label": {"en": "Why?"}}
    to = call(delegation=True, questions=[why], grace=0)
    subject = Subject(amina, name="Kofi", email="kofi@example.org")
    one = verbs.submit(to, subject, Sheet(to.question_sets.get(), {"why": "Theirs"}), Act(NOW, amina)).response
    holder = Holder.at("kofi@example.org")
    shown = visitor.get(page(one, holder))
    (change,) = [each.url for each in shown.context["buttons"] if str(each.label) == "Change it"]
    assert change.startswith(f"/calls/{to.slug}/answer/with/")
    form = visitor.get(change)
    sent = {**posted(form), "q_why": "Mine", "send": "1"}
    assert ("Theirs" in form.content.decode(), visitor.post(change, sent).status_code) == (True, 200)
    kofi = Person.objects.get(email="kofi@example.org")
    one.refresh_from_db()
    assert (one.answers, one.person, kofi.name) == ({"why": "Mine"}, amina, "Kofi")
    assert one.entries.latest("pk").by == kofi
    clock.move_to(NOW + 11 * DAY)
    assert "Change it" not in words(visitor.get(page(one, holder)))


def test_the_link_to_change_opens_no_answer_of_another_address(visitor, amina):
    one, other = register(call(delegation=True), amina, "kofi@example.org", "esi@example.org")
    shown = visitor.get(page(one, Holder.at("kofi@example.org")))
    (change,) = [each.url for each in shown.context["buttons"] if str(each.label) == "Change it"]
    assert visitor.get(change.replace(str(one.public_id), str(other.public_id))).status_code == 404


def test_for_whom_one_answers_leads_an_address_without_an_account_to_what_was_sent(visitor, amina):
    """Where one may answer for others too, one chooses first."""
    (one,) = register(call(delegation=True), amina, "kofi@example.org")
    signed = answer_links.token_for_address("kofi@example.org", one.call)
    shown = visitor.get(reverse("calls:answer_signed", args=[one.call.slug, signed]))
    way = next(url for choice, url in shown.context["choices"] if choice.response == one)
    assert "For: Kofi" in words(visitor.get(way))


def test_a_link_cut_or_made_up_or_for_another_purpose_opens_nothing(visitor, asked, amina):
    good = links.token(asked, holder_of(amina))
    other = signed.sign("calls.answer", f"{asked.public_id} {amina.public_id}")
    nobody = signed.sign("calls.response", f"{asked.public_id} 00000000-0000-4000-8000-000000000000")
    for bad in (good[:-1], good[2:], "x", other, nobody):
        for name in ("response_signed", "response_signed_step"):
            parts = [bad] if name == "response_signed" else [bad, "withdraw"]
            answer = visitor.post(reverse(f"calls:{name}", args=parts), {"token": "a" * 32}, follow=True)
            assert answer.status_code == 404, (bad, name)
            assert "This link does not work" in words(answer)
            assert "Open the letter again" in words(answer)
    assert verbs_of(asked) == ["submit"]


def test_a_link_to_an_answer_of_somebody_else_opens_nothing(visitor, asked):
    answer = visitor.get(page(asked, holder_of(person())))
    assert answer.status_code == 404
    assert "This link is not good any more" in words(answer)
    assert "Amina" not in words(answer)


def test_a_link_lasts_until_ninety_days_after_the_last_date_of_the_call(visitor, asked, clock):
    clock.shift(10 * DAY + 90 * DAY - DAY / 24)
    assert visitor.get(page(asked)).status_code == 200
    clock.shift(DAY / 24)
    answer = visitor.get(page(asked))
    assert answer.status_code == 404
    assert "Sign in to see all your answers." in words(answer)
    assert visitor.post(step(asked, "withdraw"), {"token": "a" * 32}).status_code == 404
    assert state(asked) == "confirmed"


def test_a_link_lasts_as_long_as_the_programme_and_while_a_date_is_to_be_announced(asked, clock):
    asked.call.programme.ends = NOW.date() + 100 * DAY
    assert links.are_good(asked.call, NOW + 190 * DAY)
    assert not links.are_good(asked.call, NOW + 192 * DAY)
    open_ended = call()
    deadline(open_ended, "deliver", None)
    assert links.are_good(open_ended, NOW + 1000 * DAY)
    open_ended.status = "completed"
    assert not links.are_good(open_ended, NOW + 1000 * DAY)


def test_an_inactive_or_erased_person_has_no_link(visitor, asked, amina):
    amina.is_active = False
    amina.save()
    assert visitor.get(page(asked)).status_code == 404


def test_a_draft_is_not_shown_to_who_holds_a_link(visitor, amina):
    to = call()
    draft = verbs.start(to, Subject(amina), Sheet(to.question_sets.get()), Act(NOW, amina))
    assert visitor.get(page(draft)).status_code == 404


def test_what_was_not_done_is_not_said_to_be(visitor, asked):
    assert "Withdrawn." not in words(visitor.get(f"{page(asked)}?done=withdraw"))
    assert "nonsense" not in words(visitor.get(f"{page(asked)}?done=nonsense"))


def test_after_the_date_the_organizers_address_is_given(visitor, asked, clock):
    deadline(asked.call, "withdraw", NOW + DAY)
    clock.shift(2 * DAY)
    answer = visitor.post(step(asked, "withdraw"), {"token": "a" * 32})
    assert answer.status_code == 409
    assert "Ask the organizer: desk@secretariat.example.org" in words(answer)


@pytest.mark.parametrize("language", ["fr", "ar", "es"])
def test_in_every_language_the_link_opens_and_reconfirms(visitor, asked, language):
    answer = visitor.get(f"{page(asked)}?lang={language}")
    assert f'<html lang="{language}"' in answer.content.decode()
    visitor.post(step(asked, "reconfirm"), {"token": token_of(answer)})
    assert state(asked) == "reconfirmed"


# A mailbox with several answers to one call.


@pytest.fixture
def delegation(amina):
    """Amina's own answer, and those that she has given for two others."""
    to = call("Conference", delegation=True)
    deadline(to, "reconfirm", NOW + 5 * DAY)
    return [response(to, amina), *register(to, amina, "kofi@example.org", "edem@example.org")]


def test_one_page_shows_all_answers_that_a_mailbox_looks_after(visitor, delegation):
    to = delegation[0].call
    response(to)
    said = words(visitor.get(mailbox(to, "amina@example.org")))
    assert said.startswith("Are you still coming? Conference Reconfirm by Saturday, 17 January 2026")
    assert "Yes, all 3 are coming Amina Confirmed Yes, coming" in said
    assert [name in said for name in ("Amina", "Kofi", "Edem")] == [True] * 3
    assert [each["line"].subject for each in visitor.get(mailbox(to, "KOFI@example.org")).context["shown"]] == ["Kofi"]


def test_all_are_reconfirmed_by_one_press_and_a_second_press_does_nothing(visitor, delegation):
    where = mailbox(delegation[0].call, "amina@example.org")
    verbs.withdraw(delegation[2], Act(NOW))
    token = token_of(visitor.get(where))
    for _press in range(2):
        answer = visitor.post(where, {"token": token}, follow=True)
    assert [state(each) for each in delegation] == ["reconfirmed", "reconfirmed", "withdrawn"]
    assert ResponseEntry.objects.filter(verb="reconfirm").count() == 2
    assert answer.status_code == 200


def test_each_is_reconfirmed_by_itself_and_withdrawn_on_its_own_page(visitor, delegation):
    own, kofi, edem = delegation
    where = mailbox(own.call, "amina@example.org")
    shown = {each["line"].response.pk: each for each in visitor.get(where).context["shown"]}
    visitor.post(where, {"token": "a" * 32, "answer": str(kofi.public_id)})
    withdraw = next(each for each in shown[edem.pk]["buttons"] if each.grave)
    answer = visitor.post(withdraw.url, {"token": "b" * 32}, follow=True)
    assert [state(each) for each in delegation] == ["confirmed", "reconfirmed", "withdrawn"]
    assert f'href="{where}">All your answers to this call</a>' in answer.content.decode()


def test_an_answer_of_another_mailbox_is_not_reconfirmed(visitor, delegation):
    other = response(delegation[0].call)
    where = mailbox(other.call, "amina@example.org")
    visitor.post(where, {"token": "a" * 32, "answer": str(other.public_id)})
    assert state(other) == "confirmed"


def test_after_the_date_nothing_is_reconfirmed_and_the_page_says_whom_to_ask(visitor, delegation, clock):
    own, kofi, _edem = delegation
    where = mailbox(own.call, "amina@example.org")
    clock.shift(6 * DAY)
    answer = visitor.post(where, {"token": "a" * 32, "answer": str(kofi.public_id)})
    assert answer.status_code == 409
    assert "Ask the organizer: desk@secretariat.example.org" in words(answer)
    assert state(kofi) == "confirmed"


@pytest.mark.parametrize("how", ["bulletin", "another call", "foot", "forged"])
def test_a_link_of_another_letter_or_of_its_foot_or_a_forged_one_opens_no_answers(visitor, delegation, how):
    to, foot = delegation[0].call, subscription_token(Subscription("amina@example.org", "answers"))
    good = mailbox(to, "amina@example.org")
    bad = {
        "bulletin": mailbox(to, "amina@example.org", "bulletin/12"),
        "another call": mailbox(to, "amina@example.org", asking_key(call(), "2026-01-12")),
        "foot": reverse("calls:reconfirm", args=[to.slug, foot]),
        "forged": f"{good[:-3]}/",
    }[how]
    for answer in (visitor.get(bad), visitor.post(bad, {"token": "a" * 32})):
        assert answer.status_code == 404
        assert "Kofi" not in words(answer)
    assert ResponseEntry.objects.filter(verb="reconfirm").count() == 0


def test_after_ninety_days_the_link_opens_no_answers_and_says_how_to_go_on(visitor, delegation, clock):
    to = delegation[0].call
    deadline(to, "contact", NOW + 200 * DAY)
    where = mailbox(to, "amina@example.org")
    clock.shift(90 * DAY)
    assert visitor.get(where).status_code == 200
    clock.shift(DAY)
    answer = visitor.get(where)
    assert answer.status_code == 404
    assert "the links of a letter open them for some weeks only" in words(answer)
    assert f'href="/calls/{to.slug}/"' in answer.content.decode()
    assert "Kofi" not in words(answer)


def test_a_mailbox_without_an_answer_is_told_that_nothing_is_expected(visitor, delegation):
    said = words(visitor.get(mailbox(delegation[0].call, "stranger@example.org")))
    assert said.startswith("There is no answer here Conference The address stranger@example.org has no answer")
    assert "Kofi" not in said


def test_a_title_is_written_in_the_readers_language(visitor, delegation):
    to = delegation[0].call
    type(to).objects.update(title=LazyI18nString({"en": "Conference", "fr": "Congrès"}))
    assert "Congrès" in words(visitor.get(f"{mailbox(to, 'amina@example.org')}?lang=fr"))


def test_the_page_takes_as_many_queries_for_three_answers_as_for_one(visitor, amina, django_assert_num_queries):
    to = call(delegation=True, programme=programme())
    deadline(to, "reconfirm", NOW + DAY)
    where = mailbox(to, "amina@example.org")
    register(to, amina, "one@example.org")
    visitor.get(where)
    for more in ((), ("two@example.org", "three@example.org")):
        register(to, amina, *more)
        with django_assert_num_queries(9):
            visitor.get(where)
