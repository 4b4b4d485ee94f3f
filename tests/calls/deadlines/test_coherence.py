# ruff: noqa: DTZ001 (wall times are naive by nature)
"""What is odd about dates is said with what to do; only what contradicts itself cannot be published."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from i18nfield.strings import LazyI18nString

from heliograph.calls.deadlines.coherence import check_call, check_dates
from heliograph.calls.deadlines.moments import Moment, at_minute, later, on_day
from heliograph.calls.models import Call, Programme
from heliograph.calls.states import DeadlineKind as D
from tests.calls.factories import call, deadline, programme
from tests.network.factories import NOW

PARIS = "Europe/Paris"
BEGIN = date(2026, 1, 20)


def on(days, zone=PARIS):
    return on_day(BEGIN + timedelta(days=days), zone)


def codes(dates, of=None, at=NOW):
    return [each.code for each in check_dates(dates, of, at)]


@pytest.fixture
def one(db):
    """A draft that stands alone in its programme."""
    return call(status="draft", published_at=None, opens=None, closes=None, zone=PARIS)


IN_ORDER = (D.OPENS, D.CLOSES, D.WITHDRAW, D.RECONFIRM, D.DECIDE, D.CONTACT, D.DELIVER)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    days=st.lists(st.integers(0, 400), min_size=7, max_size=7, unique=True), taken=st.sets(st.sampled_from(IN_ORDER))
)
def test_dates_in_their_order_are_never_odd(one, days, taken):
    dates = {kind: on(day) for kind, day in zip(IN_ORDER, sorted(days), strict=True) if kind in taken}
    assert codes(dates, one) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    days=st.dictionaries(st.sampled_from(list(D)), st.integers(0, 60), min_size=1),
    shift=st.integers(1, 300),
    zone=st.sampled_from([PARIS, "Pacific/Apia", "America/Santiago"]),
)
def test_what_is_odd_among_days_is_as_odd_later_and_blocks_only_what_closes_before_it_opens(one, days, shift, zone):
    dates = {kind: on(day, zone) for kind, day in days.items()}
    moved = {kind: on(day + shift, zone) for kind, day in days.items()}
    assert codes(dates, one) == codes(moved, one)
    found = check_dates(dates, one, NOW)
    contradicts = D.OPENS in days and D.CLOSES in days and days[D.CLOSES] < days[D.OPENS]
    assert [each.code for each in found if each.blocks] == (["closes-before-opens"] if contradicts else [])
    assert all(set(each.kinds) <= days.keys() and each.sentence for each in found)


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (D.WITHDRAW, D.CLOSES, "withdraw-before-closes"),
        (D.RECONFIRM, D.WITHDRAW, "withdraw-after-reconfirm"),
        (D.RECONFIRM, D.CLOSES, "reconfirm-before-closes"),
        (D.DECIDE, D.CLOSES, "decide-before-closes"),
        (D.CONTACT, D.DECIDE, "contact-before-decide"),
        (D.DELIVER, D.CLOSES, "deliver-before-closes"),
        (D.CLOSES, D.OPENS, "closes-before-opens"),
    ],
)
def test_dates_the_wrong_way_round_are_told(one, first, second, code):
    assert codes({first: on(1), second: on(2)}, one) == [code]
    assert codes({first: on(1), second: on(1)}, one) == []


def test_the_bulletin_whose_withdrawal_ends_before_its_registration_is_told_what_to_do(one):
    (found,) = check_dates({D.CLOSES: on(12), D.WITHDRAW: on(5)}, one, NOW)
    assert found.sentence == (
        "Withdrawing ends on 25 Jan 2026, before answers close on 1 Feb 2026: who answers in between can never "
        "withdraw. Let it end later."
    )
    assert (found.kinds, found.blocks) == ((D.WITHDRAW, D.CLOSES), False)


def test_a_call_that_closes_at_the_minute_at_which_it_opens_contradicts_itself(one):
    at = at_minute(datetime(2026, 2, 1, 12), PARIS)
    assert codes({D.OPENS: at, D.CLOSES: at}, one) == ["closes-before-opens"]


def test_dates_to_be_announced_are_not_odd(one):
    assert codes({kind: later("in spring", PARIS) for kind in D}, one) == []


def test_dates_after_the_programme_has_begun_or_is_over_are_told(db):
    fair = programme(begins=BEGIN, ends=BEGIN + timedelta(days=2))
    one = call(status="draft", published_at=None, opens=None, closes=None, programme=fair)
    assert codes({D.RECONFIRM: on(0)}, one) == ["reconfirm-after-event"]
    assert codes({D.RECONFIRM: on(-1)}, one) == []
    assert codes({D.CLOSES: on(3)}, one) == ["closes-after-event"]
    assert codes({D.CLOSES: on(2)}, one) == []


@pytest.fixture
def fair(db):
    """A registration that closes in ten days, and session proposals beside it."""
    at = programme()
    registration = call("Registration", programme=at, closes=on(10).until)
    proposals = call("Sessions", programme=at, kind="proposal", status="draft", opens=None, closes=None)
    return registration, proposals


def test_proposals_due_while_registration_is_still_open_are_told(fair):
    registration, proposals = fair
    (found,) = check_dates({D.CLOSES: on(5)}, proposals, NOW)
    assert found.code == "neighbour-open"
    assert "while “Registration” is still open" in found.sentence
    assert codes({D.CLOSES: on(10)}, proposals) == []
    deadline(proposals, "closes", on(5).until)
    assert codes({D.CLOSES: on(9)}, registration) == ["neighbour-closed", "shorter"]


def test_proposals_decided_after_registration_has_closed_are_told(fair):
    assert codes({D.CLOSES: on(10), D.DECIDE: on(11)}, fair[1]) == ["decide-after-neighbour"]


def test_neighbours_that_were_cancelled_or_belong_to_another_programme_do_not_count(fair):
    registration, proposals = fair
    call("Elsewhere", closes=on(90).until)
    Call.objects.filter(pk=registration.pk).update(status="cancelled")
    assert codes({D.CLOSES: on(5)}, proposals) == []


@pytest.mark.parametrize(
    ("clock", "found"), [((0, 0), ["hour"]), ((3, 30), ["hour"]), ((5, 59), ["hour"]), ((6, 0), []), ((23, 59), [])]
)
def test_a_closing_time_in_the_night_is_told(one, clock, found):
    assert codes({D.CLOSES: at_minute(datetime(2026, 2, 1, *clock), PARIS)}, one) == found
    assert codes({D.OPENS: at_minute(datetime(2026, 2, 1, *clock), PARIS)}, one) == []


def test_a_date_that_is_past_is_told_and_an_opening_may_be(one):
    past = on_day(date(2026, 1, 11), PARIS)
    assert codes({D.CLOSES: past}, one) == ["past"]
    assert codes({D.OPENS: past}, one) == []


def test_a_published_date_that_passed_long_ago_is_no_news(db):
    one = call(closes=NOW - timedelta(hours=1))
    assert [each.code for each in check_call(one, NOW)] == []


def test_an_announced_date_that_comes_earlier_now_is_told(db):
    one = call(opens=None, closes=on(10).until)
    assert codes({D.CLOSES: on(9)}, one) == ["shorter"]
    assert codes({D.CLOSES: on(11)}, one) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Join at 16:00 CEST.", ["CEST"]),
        ("Join at 16h00 (CEST), or 4 pm CEST.", ["CEST"]),
        ("Join at 16:00 CET.", []),
        ("Ask the CEST office, room 4.", []),
        ("Join at 9:00 EDT.", []),
        ("À 16 h HAEC.", ["HAEC"]),
    ],
)
def test_a_zone_label_in_the_text_that_is_not_in_force_is_told(one, text, found):
    one.text = LazyI18nString({"fr": text})
    warnings = check_dates({D.CLOSES: on(1)}, one, NOW)
    assert [each.sentence.split("“")[1].split("”")[0] for each in warnings] == found


def test_a_zone_label_counts_by_any_of_the_dates(one):
    one.text = LazyI18nString({"en": "Send it by 16:00 CEST."})
    assert codes({D.CLOSES: on(1), D.DELIVER: on(160)}, one) == []


def test_a_zone_label_in_the_words_of_a_date_is_told_with_its_date(one):
    (found,) = check_dates({D.CLOSES: on(1), D.DECIDE: later("about noon CEST", PARIS)}, one, NOW)
    assert (found.code, found.kinds) == ("zone-label", (D.DECIDE,))


def test_dates_carried_over_are_told_until_somebody_has_looked(one):
    one.to_check = True
    assert [each.code for each in check_call(one, NOW)] == ["unchecked"]


def test_checking_takes_the_same_few_queries_for_any_number_of_neighbours(fair, django_assert_num_queries):
    _registration, proposals = fair
    for number in range(1, 4):
        call(f"Call {number}", programme=Programme.objects.get(pk=proposals.programme_id))
        found = Call.objects.dated().select_related("programme").get(pk=proposals.pk)
        with django_assert_num_queries(2):
            check_call(found, NOW)


def test_moments_compare_by_what_they_say():
    assert on(1) == Moment(on(1).at, on(1).until, PARIS, "day")
