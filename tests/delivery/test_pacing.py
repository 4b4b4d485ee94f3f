"""Limits: so many letters a second in all, so many to one domain, and nobody behind them waits for it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from heliograph.delivery.models import AT_ONCE, Pace
from heliograph.delivery.progress import progress
from heliograph.delivery.sending import ledger, pacing
from heliograph.delivery.sending.ledger import Leased
from heliograph.delivery.sending.pacing import Limits
from tests.delivery.conftest import NOW, reader, started

pytestmark = pytest.mark.django_db
SLOW = Limits(domains={"slow.example.org": 2.0})


def leased(*addresses, slot_at=None):
    return [Leased(n, 1, address, "", 0, AT_ONCE, slot_at) for n, address in enumerate(addresses)]


def test_without_limits_all_go_at_once(django_assert_num_queries):
    some = leased("a@x.example.org", "b@x.example.org")
    with django_assert_num_queries(0):
        assert pacing.spread(some, Limits(), NOW) == (some, [])
        assert pacing.allowed(Limits(), 50, NOW) == 50


def test_messages_to_a_slow_domain_get_slots_and_others_go():
    some = leased("a@slow.example.org", "b@x.example.org", "c@slow.example.org", "d@SLOW.example.org")
    now, later = pacing.spread(some, SLOW, NOW)
    assert [each.pk for each in now] == [0, 1]
    assert [(each.pk, each.due_at - NOW) for each in later] == [
        (2, timedelta(seconds=0.5)),
        (3, timedelta(seconds=1)),
    ]


def test_slots_of_two_senders_do_not_meet():
    first = pacing.spread(leased("a@slow.example.org", "b@slow.example.org"), SLOW, NOW)[1]
    second = pacing.spread(leased("c@slow.example.org"), SLOW, NOW)[1]
    assert [each.due_at - NOW for each in first + second] == [timedelta(seconds=0.5), timedelta(seconds=1)]


def test_message_takes_the_slot_that_it_was_given_and_loses_one_that_it_missed():
    slot = NOW + timedelta(seconds=0.5)
    pacing.spread(leased("a@slow.example.org", "b@slow.example.org"), SLOW, NOW)
    (mine,) = leased("b@slow.example.org", slot_at=slot)
    assert pacing.spread([mine], SLOW, slot)[0] == [mine]
    late = slot + timedelta(minutes=1)
    missed = leased("b@slow.example.org", "c@slow.example.org", slot_at=slot)
    now, later = pacing.spread(missed, SLOW, late)
    assert ([each.pk for each in now], [each.due_at - late for each in later]) == ([0], [timedelta(seconds=0.5)])


def test_star_is_every_domain_without_a_limit_of_its_own():
    limits = Limits(domains={"*": 1.0, "fast.example.org": 1000.0})
    some = leased("a@fast.example.org", "b@fast.example.org", "c@x.example.org", "d@x.example.org")
    now, later = pacing.spread(some, limits, NOW)
    assert ([each.pk for each in now], [each.pk for each in later]) == ([0, 1, 2], [3])


def test_limit_in_all_lets_through_what_a_burst_allows_and_no_more():
    limits = Limits(total=100.0)
    first = pacing.allowed(limits, 500, NOW)
    pacing.note_taken(limits, first, NOW)
    assert (first, pacing.allowed(limits, 500, NOW)) == (50, 0)
    assert pacing.allowed(limits, 500, NOW + timedelta(seconds=0.1)) == 10


def test_limit_left_by_a_clock_that_was_set_back_holds_nobody():
    Pace.objects.create(domain="slow.example.org", free_at=NOW + timedelta(days=3))
    assert pacing.spread(leased("a@slow.example.org"), SLOW, NOW)[1] == []


def test_limits_that_hold_nobody_back_are_forgotten():
    pacing.spread(leased("a@slow.example.org"), SLOW, NOW)
    assert (pacing.forget(NOW), pacing.forget(NOW + timedelta(hours=2))) == (0, 1)


class Rates(TestCase):
    """However the messages come, no window of time holds more of them than the limit allows."""

    @given(
        st.lists(st.tuples(st.integers(1, 40), st.integers(0, 3000)), min_size=1, max_size=12),
        st.sampled_from([1.0, 5.0, 50.0]),
    )
    def test_a_domain_never_gets_more_than_its_limit(self, calls, rate):
        limits = Limits(domains={"x.example.org": rate})
        at, slots = NOW, []
        for count, pause in calls:
            now, later = pacing.spread(leased(*["a@x.example.org"] * count), limits, at)
            slots += [at] * len(now) + [each.due_at for each in later]
            at += timedelta(milliseconds=pause)
        gaps = [(b - a).total_seconds() for a, b in zip(sorted(slots), sorted(slots)[1:], strict=False)]
        assert all(gap >= 1 / rate - pacing.NEAR.total_seconds() - 1e-5 for gap in gaps)


def test_sender_keeps_the_limit_of_a_domain_while_the_others_go(clock, post_office):
    mailing = started([reader(f"a{n}@{'slow' if n % 2 else 'x'}.example.org") for n in range(40)])
    post_office(SLOW)
    assert sorted({m.to[0].split("@")[1] for m in mail.outbox}) == ["slow.example.org", "x.example.org"]
    assert progress(mailing).sent == 21
    clock.forward(seconds=0.5)
    post_office(SLOW)
    assert progress(mailing).sent == 22
    for _ in range(20):
        clock.forward(seconds=0.5)
        post_office(SLOW)
    assert progress(mailing).sent == 40


def test_retry_forgets_its_slot():
    mailing = started([reader("a@slow.example.org")])
    one = uuid4()
    (message,) = ledger.take(mailing.pk, one, NOW, 1)
    ledger.give_back(one, [ledger.Again(message.pk, NOW, slot_at=NOW)])
    assert mailing.messages.get().slot_at == NOW
    (message,) = ledger.take(mailing.pk, one, NOW, 1)
    ledger.give_back(one, [ledger.Again(message.pk, NOW, "450", attempt=True)])
    assert mailing.messages.get().slot_at is None
