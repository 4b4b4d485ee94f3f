"""A round is opened once a year, extended, reminded of, closed; whatever is done twice is done once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from heliograph.delivery.models import Mailing, Message
from heliograph.network.confirming.reminding import Scope, remind
from heliograph.network.confirming.rounds import ask_all, close_over, extend, open_round
from heliograph.network.confirming.tending import tend
from heliograph.network.models import ConfirmationRound
from heliograph.network.states import Refused
from tests.network.confirming.conftest import CLOSES, NOW, OPENED
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def letters():
    """Who has got letters about the confirmation, by the key of the mailing."""
    found: dict[str, set[str]] = {}
    rows = Message.objects.filter(mailing__topic="confirmation").values_list("mailing__key", "address")
    for key, address in rows:
        found.setdefault(key, set()).add(address)
    return found


def results():
    """The letters about the result: to whom, with which subject."""
    rows = Message.objects.filter(key__startswith="confirming-result").values_list("address", "body__subject")
    return set(rows)


def refusal(call, *args):
    with pytest.raises(Refused) as refused:
        call(*args)
    return refused.value.code


def test_opening_asks_every_member_that_has_not_confirmed_today(secretary, django_capture_on_commit_callbacks):
    school(email="asked@example.org", confirmed_on=date(2026, 1, 11))
    school(email="suspended@example.org", membership="suspended")
    school(email="today@example.org", confirmed_on=NOW.date())
    school(email="candidate@example.org", membership="candidate")
    school(email="left@example.org", membership="left")
    with django_capture_on_commit_callbacks(execute=True):
        term = open_round(date(2026, 3, 31), secretary, NOW)
    assert letters() == {"confirmation/2026-01-12": {"asked@example.org", "suspended@example.org"}}
    assert (term.opens_on, term.closes_on, term.opened_by) == (NOW.date(), date(2026, 3, 31), secretary)


def test_a_second_round_while_one_runs_or_in_the_same_year_is_refused(secretary, term):
    assert refusal(open_round, date(2026, 4, 30), secretary, NOW) == "running"
    later = datetime(2026, 6, 1, tzinfo=UTC)
    assert refusal(open_round, date(2026, 7, 1), secretary, later) == "second"
    assert open_round(date(2027, 3, 1), secretary, datetime(2027, 1, 4, tzinfo=UTC)).pk != term.pk
    assert ConfirmationRound.objects.count() == 2


@pytest.mark.parametrize(("until", "code"), [(date(2026, 1, 25), "too-short"), (date(2026, 7, 12), "too-long")])
def test_a_term_that_does_not_fit_is_refused(secretary, until, code):
    assert refusal(open_round, until, secretary, NOW) == code
    assert not ConfirmationRound.objects.exists()


def test_extending_keeps_the_end_that_the_round_had(secretary, term):
    assert refusal(extend, term, CLOSES, secretary, NOW) == "not-later"
    extend(term, date(2026, 4, 30), secretary, NOW)
    term.refresh_from_db()
    assert term.closes_on == date(2026, 4, 30)
    assert term.extensions == [{"closes_on": "2026-03-31", "by": secretary.pk, "at": NOW.isoformat()}]
    assert refusal(extend, term, date(2026, 5, 30), secretary, datetime(2026, 5, 1, tzinfo=UTC)) == "over"


def test_a_reminder_goes_to_those_of_the_country_that_are_left_and_not_twice_within_three_days(coordinator, term):
    school(email="left@example.org")
    school(email="done@example.org", confirmed_on=OPENED)
    school(email="kenya@example.org", country="KE")
    remind(term, Scope.of(["TG"]), coordinator, NOW)
    assert refusal(remind, term, Scope.of(["TG"]), coordinator, NOW + 2 * DAY) == "too-soon"
    remind(term, Scope.of(["TG"]), coordinator, NOW + 4 * DAY)
    assert letters() == {
        "confirmation/2026-01-05/TG/reminder-1": {"left@example.org"},
        "confirmation/2026-01-05/TG/reminder-2": {"left@example.org"},
    }


def test_who_reminds_several_countries_leaves_those_in_peace_that_were_asked_of_late(coordinator, secretary, term):
    school(email="togo@example.org")
    school(email="kenya@example.org", country="KE")
    remind(term, Scope.of(["TG"]), coordinator, NOW)
    remind(term, Scope.of(None), secretary, NOW + DAY)
    assert letters()["confirmation/2026-01-05/all/reminder-1"] == {"kenya@example.org"}


def test_nobody_is_reminded_where_all_have_confirmed_or_the_round_is_over(coordinator, term):
    school(confirmed_on=OPENED)
    assert refusal(remind, term, Scope.of(["TG"]), coordinator, NOW) == "nobody"
    assert refusal(remind, term, Scope.of(["TG"]), coordinator, datetime(2026, 4, 1, tzinfo=UTC)) == "over"


def test_the_clock_reminds_once_two_weeks_before_each_end(secretary, term):
    school(email="left@example.org")
    ask_all(term, datetime(2026, 1, 5, 9, tzinfo=UTC))
    tend(datetime(2026, 3, 16, tzinfo=UTC))
    assert list(letters()) == ["confirmation/2026-01-05"]
    for hour in (0, 1):
        tend(datetime(2026, 3, 17, hour, tzinfo=UTC))
    extend(term, date(2026, 4, 30), secretary, datetime(2026, 3, 20, tzinfo=UTC))
    tend(datetime(2026, 4, 16, tzinfo=UTC))
    assert list(letters()) == [
        "confirmation/2026-01-05",
        "confirmation/2026-01-05/last-2026-03-31",
        "confirmation/2026-01-05/last-2026-04-30",
    ]
    assert Mailing.objects.get(key="confirmation/2026-01-05/last-2026-03-31").automatic


def test_letters_whose_task_was_lost_are_written_after_all(term):
    school(email="left@example.org")
    tend(NOW + timedelta(minutes=5))
    assert letters() == {}
    tend(NOW + timedelta(minutes=11))
    assert letters() == {"confirmation/2026-01-05": {"left@example.org"}}


def test_the_result_is_told_once_the_last_day_is_over_to_each_coordinator_and_once(coordinator, term):
    with_role(person("deputy@example.org", languages=["fr"]), "deputy", country="TG")
    with_role(person("kenya@example.org"), "coordinator", country="KE")
    school(confirmed_on=OPENED)
    school(confirmed_on=date(2026, 1, 4))
    school(confirmed_on=None)
    tend(datetime(2026, 3, 31, 23, 30, tzinfo=UTC))
    assert results() == set()
    for hour in (0, 1):
        tend(datetime(2026, 4, 1, hour, 5, tzinfo=UTC))
    subjects = dict(results())
    assert subjects[coordinator.email] == "Yearly confirmation: 33 % confirmed in Togo"
    assert subjects["kenya@example.org"] == "Yearly confirmation: 0 % confirmed in Kenya"
    assert len(subjects) == 3


def test_of_a_round_that_is_long_over_nobody_is_told(coordinator, term):
    closed = close_over(datetime(2026, 9, 1, tzinfo=UTC))
    assert closed == [term]
    assert results() == set()
    assert close_over(datetime(2026, 9, 1, tzinfo=UTC)) == []
