"""Who is asked to reconfirm, by which letter, and how often."""

from __future__ import annotations

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.mine.asking import ask_to_reconfirm, audiences, due, letters
from heliograph.calls.mine.asking_letter import write
from heliograph.calls.models import CallEntry, Response
from heliograph.delivery.links import letter_token
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.writing.composing import Script, To, whole
from heliograph.network.states import Refused
from tests.calls.factories import DAY, call, deadline, response
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
#: The beginning of the day in Paris.
MIDNIGHT = NOW.replace(hour=0) - DAY / 24


@pytest.fixture
def to():
    made = call("Conference", delegation=True)
    deadline(made, "reconfirm", NOW + 5 * DAY)
    return made


@pytest.fixture
def desk():
    return person("desk@secretariat.example.org", name="Desk")


def register(to, by, email, **fields):
    subject = Subject(by, name=email.split("@")[0].title(), email=email)
    sheet = Sheet(to.question_sets.get(), language=fields.get("language", "en"))
    return verbs.submit(to, subject, sheet, Act(NOW, by)).response


def ask(to, desk):
    """The mailing by which people are asked now."""
    mailing = ask_to_reconfirm(to, desk, NOW)
    assert mailing is not None
    return mailing


def asked(mailing):
    return sorted(mailing.messages.values_list("address", "body__language", "body__zone"))


def test_everybody_who_has_a_place_is_asked_in_his_language_and_zone(to, desk):
    response(to, person("a@example.org", languages=["ru", "fr"], zone="Africa/Lome"))
    response(to, person("b@example.org", languages=["ar"], zone="Asia/Beirut"))
    verbs.withdraw(response(to, person("gone@example.org")), Act(NOW))
    verbs.reconfirm(response(to, person("again@example.org")), Act(NOW))
    response(call("Another"), person("other@example.org"))
    mailing = ask(to, desk)
    assert asked(mailing) == [("a@example.org", "fr", "Africa/Lome"), ("b@example.org", "ar", "Asia/Beirut")]
    assert (mailing.state, mailing.topic, mailing.title) == ("sending", "answers", "Reconfirm: Conference")
    found = dict(Response.objects.values_list("person__email", "asked_at"))
    assert {email for email, at in found.items() if at == NOW} == {"a@example.org", "b@example.org"}
    assert [(entry.verb, entry.by, entry.data) for entry in CallEntry.objects.all()] == [
        ("ask-reconfirm", desk, {"letters": 2})
    ]


def test_who_has_answered_for_several_gets_one_letter_and_each_of_them_one_of_his_own(to, desk):
    head = person("head@example.org", zone="Africa/Lome")
    response(to, head)
    person("kofi@example.org", languages=["fr"], zone="Africa/Accra")
    for email in ("kofi@example.org", "edem@example.org"):
        register(to, head, email, language="es")
    mailing = ask(to, desk)
    assert asked(mailing) == [
        ("edem@example.org", "es", "Europe/Paris"),
        ("head@example.org", "en", "Africa/Lome"),
        ("kofi@example.org", "fr", "Africa/Accra"),
    ]


def test_what_is_counted_before_is_what_is_written(to, desk):
    head = person("head@example.org")
    for email in ("head@example.org", "kofi@example.org", "Kofi2@example.org"):
        register(to, head, email)
    response(to, person("gone@example.org", is_active=False))
    counted = letters(due(to, NOW))
    assert (counted, ask(to, desk).messages.count()) == (3, 3)


def test_twice_a_day_is_once_and_who_was_asked_lately_is_left_in_peace(to, desk):
    response(to, person("a@example.org"))
    first = ask_to_reconfirm(to, desk, NOW)
    assert ask_to_reconfirm(to, desk, NOW) == first
    late = response(to, person("late@example.org"))
    assert ask_to_reconfirm(to, desk, NOW) == first
    late.refresh_from_db()
    assert (late.asked_at, Message.objects.count()) == (None, 1)
    tomorrow = ask_to_reconfirm(to, desk, NOW + DAY)
    assert [address for address, *_how in asked(tomorrow)] == ["late@example.org"]
    assert ask_to_reconfirm(to, desk, NOW + 2 * DAY) is None
    again = ask_to_reconfirm(to, desk, NOW + 3 * DAY)
    assert [address for address, *_how in asked(again)] == ["a@example.org"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "cancelled"}, "not-published"),
        ({"kind": "interest"}, "no-such-step"),
    ],
)
def test_a_call_of_which_nothing_is_reconfirmed_is_refused(to, desk, change, code):
    response(to)
    type(to).objects.update(**change)
    with pytest.raises(Refused) as refused:
        ask_to_reconfirm(to, desk, NOW)
    assert (refused.value.code, Mailing.objects.count()) == (code, 0)


@pytest.mark.parametrize(("until", "code"), [(None, "no-date"), (NOW, "too-late")])
def test_nobody_is_asked_without_a_date_that_is_ahead(desk, until, code):
    to = call()
    deadline(to, "reconfirm", until)
    response(to)
    with pytest.raises(Refused) as refused:
        ask_to_reconfirm(to, desk, NOW)
    assert refused.value.code == code


def test_the_letter_says_what_is_asked_and_by_when_and_its_link_is_the_readers_own(to, desk):
    response(to, person("a@example.org", name="Amina", zone="Africa/Lome"))
    mailing = ask(to, desk)
    mail = whole(Script.of(mailing, mailing.bodies.get()), To(1, "a@example.org", "Amina"))
    own = letter_token("a@example.org", mailing.key, NOW)
    assert mail.subject == "Reconfirm by Saturday, 17 January 2026, 09:00 (Lome time): Conference"
    assert mail.body.splitlines()[:3] == [
        "Dear Amina,",
        "",
        "You have a place for “Conference”, or somebody has answered it for you. Are you still coming?",
    ]
    assert f"/calls/{to.slug}/reconfirm/{own}/?lang=en" in mail.body
    assert mail.reply_to == ["desk@secretariat.example.org"]
    assert mailing.bodies.get().good_until == NOW + 5 * DAY


def test_a_day_is_said_to_end_at_an_instant_of_the_readers(to):
    to.deadlines.filter(kind="reconfirm").update(precision="day", at=MIDNIGHT, until=MIDNIGHT + DAY)
    text = write(to, "en", "Africa/Lome", NOW).text
    assert "Please say so by Monday, 12 January 2026." in text
    assert "To be exact, that is possible until Monday, 12 January 2026, 22:59 (Lome time)." in text


def test_the_arabic_letter_runs_from_right_to_left_with_the_title_in_arabic(to):
    to.title = LazyI18nString({"en": "Conference", "ar": "مؤتمر"})
    letter = write(to, "ar", "Asia/Beirut", NOW)
    assert '<html lang="ar" dir="rtl">' in letter.html
    assert "مؤتمر" in letter.subject


def test_asking_takes_as_many_queries_for_many_as_for_few(to, desk, django_assert_max_num_queries):
    for number in range(30):
        response(to, person(f"p{number}@many.example.org"))
    with django_assert_max_num_queries(50):
        assert ask(to, desk).messages.count() == 30


def test_an_audience_gives_no_address_twice_to_count(to):
    head = person("head@example.org")
    register(to, head, "head2@example.org")
    leaders, named = audiences(due(to, NOW))
    assert [list(each.values_list("address", flat=True)) for each in (leaders, named)] == [
        ["head@example.org"],
        ["head2@example.org"],
    ]
