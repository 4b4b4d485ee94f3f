"""The dates on the desk: set, looked at before they are told, left alone where somebody else was faster."""

from __future__ import annotations

from datetime import date

import pytest

from heliograph.calls.deadlines.following import follow
from heliograph.calls.deadlines.moments import later, moment_of, on_day, sometime
from heliograph.calls.deadlines.setting import current, set_date, stamp
from heliograph.calls.models import Call, Extension, Programme
from heliograph.calls.states import DeadlineKind as D
from heliograph.delivery.models import Mailing, Message
from tests.calls.factories import DAY, call, deadline, programme, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PARIS = "Europe/Paris"
DAY_15 = {"day": "2026-02-15", "clock": "", "zone": PARIS, "loose": "", "reason": "Many asked"}


@pytest.fixture
def desk(client, organizer):
    """The secretariat's browser."""
    client.force_login(organizer)
    return client


def address(of, *more):
    return "/".join(["/desk/calls", of.slug, "dates", *more, ""])


def text(found):
    return " ".join(found.content.decode().split())


def test_a_page_shows_all_dates_with_their_history_and_what_is_odd(desk, organizer):
    one = call(closes=NOW + 10 * DAY)
    set_date(one, D.CLOSES, on_day(date(2026, 2, 15), PARIS), organizer, NOW, "Many asked")
    deadline(one, "withdraw", NOW + 5 * DAY)
    page = text(desk.get(address(one)))
    assert "extended on Monday, 12 January 2026" in page
    assert "Many asked" in page
    assert "who answers in between can never withdraw" in page


def test_a_call_without_dates_says_how_to_begin(desk, draft):
    assert "Begin with the day on which it closes" in text(desk.get(address(draft)))


def test_a_date_of_a_draft_is_set_at_once(desk, draft):
    found = desk.post(address(draft, "closes"), {**DAY_15, "seen": ""})
    assert (found.status_code, found["Location"]) == (302, address(draft))
    assert current(draft, D.CLOSES).until == on_day(date(2026, 2, 15), PARIS).until


def test_a_published_date_is_looked_at_first_and_set_with_its_letters_then(desk, django_capture_on_commit_callbacks):
    one = call()
    response(one, person("a@example.org"))
    follow(one, person("b@example.org"), NOW)
    asked = {**DAY_15, "seen": stamp(current(one, D.CLOSES))}
    page = text(desk.post(address(one, "closes"), asked))
    assert "Set it and send 2 letters" in page
    assert (one.deadlines.filter(kind="closes").count(), Mailing.objects.count()) == (1, 0)
    with django_capture_on_commit_callbacks(execute=True):
        found = desk.post(address(one, "closes"), {**asked, "confirmed": "1"}, follow=True)
    assert "The date is set. 2 letters are on their way." in text(found)
    assert sorted(Message.objects.values_list("address", flat=True)) == ["a@example.org", "b@example.org"]
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address(one, "closes"), {**asked, "confirmed": "1"})
    assert (one.deadlines.filter(kind="closes").count(), Message.objects.count()) == (2, 2)


def test_what_is_odd_is_told_before_it_is_set_and_what_contradicts_cannot_be(desk):
    one = call(opens=NOW + DAY, closes=NOW + 10 * DAY)
    seen = stamp(current(one, D.CLOSES))
    page = text(desk.post(address(one, "closes"), {**DAY_15, "day": "2026-01-15", "seen": seen}))
    assert "comes earlier than was announced" in page
    assert 'name="confirmed"' in page
    page = text(desk.post(address(one, "closes"), {**DAY_15, "day": "2026-01-12", "seen": seen}))
    assert "before it opens" in page
    assert 'name="confirmed"' not in page


def test_of_two_who_replace_the_same_date_the_second_looks_once_more(desk, client, organizer):
    one, seen = call(), None
    seen = stamp(current(one, D.CLOSES))
    first = desk.post(address(one, "closes"), {**DAY_15, "seen": seen, "confirmed": "1"})
    second = desk.post(address(one, "closes"), {**DAY_15, "day": "2026-02-20", "seen": seen, "confirmed": "1"})
    assert (first.status_code, second.status_code) == (302, 409)
    assert "Somebody else has changed this date" in text(second)
    assert one.deadlines.filter(kind="closes").count() == 2


def test_it_is_possible_to_go_back_and_choose_another(desk):
    one = call()
    page = text(desk.post(address(one, "closes"), {**DAY_15, "seen": "", "back": "1"}))
    assert 'value="2026-02-15"' in page
    assert "Show what this means" in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"day": ""}, "Choose a day, or say that it is to be announced."),
        ({"day": "2026-02-30"}, "Enter a valid date."),
        ({"zone": "Mars/Olympus"}, "Choose a time zone from the list."),
        ({"day": "2026-03-29", "clock": "02:30"}, "it does not exist that day. Choose an hour later."),
        ({"day": "2026-10-25", "clock": "02:30"}, "Which of the two?"),
    ],
)
def test_what_is_no_date_is_refused_at_its_field(desk, draft, given, sentence):
    found = desk.post(address(draft, "closes"), {**DAY_15, **given})
    assert found.status_code == 422
    assert sentence in text(found)
    assert not draft.deadlines.exists()


def test_a_date_is_to_be_announced_for_about_when_it_will_be_in_every_language(desk, draft):
    desk.post(address(draft, "decide"), {**DAY_15, "clock": "10:00", "loose": "half-month"})
    row = current(draft, D.DECIDE)
    assert (row.at, row.until, row.precision, row.words) == (None, None, "half-month", "2026-02-01")
    page = text(desk.get(address(draft, "decide")))
    assert "to be announced: 1–15 Feb 2026" in page
    assert 'value="2026-02-01"' in page
    assert '<option value="half-month" selected>' in page
    assert "1er–15 févr. 2026" in text(desk.get(address(draft, "decide"), {"lang": "fr"}))


def test_a_date_known_loosely_becomes_exact_or_quite_unknown(desk, draft):
    desk.post(address(draft, "decide"), {**DAY_15, "loose": "month"})
    seen = stamp(current(draft, D.DECIDE))
    desk.post(address(draft, "decide"), {**DAY_15, "day": "2026-02-01", "announce": "on", "seen": seen})
    row = current(draft, D.DECIDE)
    assert (row.at, row.precision, row.words) == (None, "day", "")
    desk.post(address(draft, "decide"), {**DAY_15, "seen": stamp(row)})
    assert moment_of(current(draft, D.DECIDE)) == on_day(date(2026, 2, 15), PARIS)


def test_words_of_before_are_shown_until_more_is_known(desk, draft):
    row = set_date(draft, D.DECIDE, later("in May", PARIS), person(), NOW)
    assert "to be announced: in May" in text(desk.get(address(draft, "decide")))
    desk.post(address(draft, "decide"), {**DAY_15, "day": "2026-05-04", "loose": "month", "seen": stamp(row)})
    assert moment_of(current(draft, D.DECIDE)) == sometime(date(2026, 5, 4), "month", PARIS)


def test_a_day_that_is_typed_counts_although_it_was_to_be_announced(desk, draft):
    desk.post(address(draft, "decide"), {**DAY_15, "day": "", "announce": "on"})
    seen = stamp(current(draft, D.DECIDE))
    desk.post(address(draft, "decide"), {**DAY_15, "announce": "on", "seen": seen})
    row = current(draft, D.DECIDE)
    assert (row.until, row.words) == (on_day(date(2026, 2, 15), PARIS).until, "")


def test_a_date_becomes_open_again_although_its_day_still_stands_in_the_field(desk, draft):
    desk.post(address(draft, "decide"), DAY_15)
    seen = stamp(current(draft, D.DECIDE))
    desk.post(address(draft, "decide"), {**DAY_15, "announce": "on", "seen": seen})
    assert (current(draft, D.DECIDE).at, current(draft, D.DECIDE).words) == (None, "")


def test_who_looks_at_a_change_is_told_at_once_that_somebody_else_was_faster(desk):
    one = call()
    seen = stamp(current(one, D.CLOSES))
    desk.post(address(one, "closes"), {**DAY_15, "seen": seen, "confirmed": "1"})
    late = desk.post(address(one, "closes"), {**DAY_15, "day": "2026-02-20", "seen": seen})
    page = text(late)
    assert late.status_code == 409
    assert "Somebody else has changed this date" in page
    assert 'value="2026-02-20"' in page
    assert "15 February 2026" in page
    again = stamp(current(one, D.CLOSES))
    assert again in page
    assert desk.post(address(one, "closes"), {**DAY_15, "day": "2026-02-20", "seen": again}).status_code == 200


def test_a_date_is_taken_away_after_a_question(desk):
    one = call()
    assert "Take “Closes” away?" in text(desk.get(address(one, "closes", "take-away")))
    assert current(one, D.CLOSES) is not None
    desk.post(address(one, "closes", "take-away"), {"seen": stamp(current(one, D.CLOSES)), "reason": "Open"})
    assert current(one, D.CLOSES) is None
    assert desk.get(address(one, "closes", "take-away")).status_code == 302
    assert desk.get(address(one, "nonsense")).status_code == 404


def test_more_time_is_given_and_taken_back(desk):
    one, who = call(closes=NOW + 10 * DAY), person("late@example.org", name="Late")
    wish = {"email": "LATE@example.org", "kind": "closes", "day": "2026-02-06", "zone": PARIS, "reason": "Ill"}
    assert desk.post(address(one, "more-time"), wish).status_code == 302
    extension = Extension.objects.get(person=who)
    assert extension.until == on_day(date(2026, 2, 6), PARIS).until
    page = text(desk.get(address(one)))
    assert "Late" in page
    assert "Friday, 6 February 2026" in page
    again = address(one, "more-time", str(who.public_id), "closes")
    assert desk.get(again).status_code == 200
    assert Extension.objects.exists()
    desk.post(again)
    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"email": "nobody@example.org"}, "Nobody who has to do with this call has this address."),
        ({"day": "2026-01-20"}, "That is not later than the date of everybody."),
        ({"day": ""}, "This field is required."),
        ({"kind": "decide"}, "Select a valid choice."),
    ],
)
def test_more_time_that_cannot_be_given_is_refused_at_its_field(desk, given, sentence):
    one = call(closes=NOW + 10 * DAY)
    person("late@example.org")
    wish = {"email": "late@example.org", "kind": "closes", "day": "2026-02-06", "zone": PARIS, **given}
    found = desk.post(address(one, "more-time"), wish)
    assert found.status_code == 422
    assert sentence in text(found)
    assert not Extension.objects.exists()


def test_an_edition_is_shown_made_and_looked_at(desk):
    one = call("Registration", slug="registration-2026", closes=NOW + 10 * DAY)
    page = text(desk.get("/desk/calls/registration-2026/new-edition/"))
    assert 'value="registration-2027"' in page
    assert "Thursday, 21 January 2027" in page
    assert "Friday, 22 January 2027" in page
    found = desk.post("/desk/calls/registration-2026/new-edition/", {"slug": "registration-2027", "moving": "date"})
    assert found["Location"] == "/desk/calls/registration-2027/dates/"
    page = text(desk.get(found["Location"]))
    assert "Carried over from the edition before" in page
    assert "Thursday, 22 January 2026" in page
    desk.post("/desk/calls/registration-2027/dates/checked/")
    made = Call.objects.get(edition_of=one)
    assert (made.to_check, "Carried over" in text(desk.get(address(made)))) == (False, False)
    found = desk.post("/desk/calls/registration-2026/new-edition/", {"slug": "registration-2027", "moving": "date"})
    assert (found.status_code, Call.objects.count()) == (422, 2)


def test_a_programme_and_its_calls_are_carried_over(desk):
    fair = programme("Fair", slug="fair-2026")
    call("Sessions", slug="sessions-2026", programme=fair)
    assert "Sessions" in text(desk.get("/desk/programmes/fair-2026/new-edition/"))
    found = desk.post("/desk/programmes/fair-2026/new-edition/", {"slug": "fair-2027", "moving": "weekday"})
    assert found["Location"] == "/desk/programmes/fair-2027/dates/"
    page = text(desk.get(found["Location"]))
    assert "to be looked at" in page
    assert "Thursday, 21 January 2027" in page
    assert Programme.objects.get(slug="fair-2027").calls.count() == 1


def test_the_dates_of_all_calls_take_the_same_queries_at_any_number(desk, django_assert_num_queries):
    fair = programme(slug="fair")
    for number in (1, 2, 3):
        call(f"Call {number}", programme=fair)
        if number != 2:
            desk.get("/desk/programmes/fair/dates/")
            with django_assert_num_queries(6):
                desk.get("/desk/programmes/fair/dates/")


def test_the_page_takes_the_same_queries_at_any_number_of_extensions(desk, django_assert_num_queries):
    one = call()
    desk.get(address(one))
    for number in (1, 2, 3):
        Extension.objects.create(call=one, person=person(), until=NOW + 20 * DAY, made_at=NOW)
        if number != 2:
            with django_assert_num_queries(9):
                desk.get(address(one))


def test_an_organizer_finds_only_the_dates_of_his_own_calls(client):
    own, other = school(), school()
    who = with_role(person(), "organizer", organization=own)
    mine, theirs = call(programme=programme(organizer=own)), call(programme=programme(organizer=other))
    client.force_login(who)
    assert [client.get(address(each)).status_code for each in (mine, theirs)] == [200, 404]
    for more in (("closes",), ("closes", "take-away"), ("more-time",), ("checked",)):
        assert client.post(address(theirs, *more), DAY_15).status_code == 404
    assert client.get(f"/desk/calls/{theirs.slug}/new-edition/").status_code == 404
    assert client.get(f"/desk/programmes/{theirs.programme.slug}/new-edition/").status_code == 404
    assert client.get(f"/desk/programmes/{theirs.programme.slug}/dates/").status_code == 404
    foreign = Extension.objects.create(call=theirs, person=who, until=NOW, made_at=NOW)
    assert client.post(address(mine, "more-time", str(foreign.person.public_id), "closes")).status_code == 404
    assert Extension.objects.exists()
