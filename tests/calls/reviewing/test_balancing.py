"""Responses are shared out evenly among those who may review them, whatever the conflicts are."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from heliograph.calls.reviewing.balancing import Need, share

REVIEWERS = st.integers(min_value=1, max_value=7)


@st.composite
def boards(draw, most_responses=14, most_wanted=3):
    """Needs, and what reviewers have already."""
    people = list(range(1, draw(REVIEWERS) + 1))
    able = st.lists(st.sampled_from(people), unique=True).map(lambda keys: tuple(sorted(keys)))
    wanted = draw(st.integers(min_value=1, max_value=most_wanted))
    needs = [
        Need(100 + number, wanted, each) for number, each in enumerate(draw(st.lists(able, max_size=most_responses)))
    ]
    loads = {key: draw(st.integers(min_value=0, max_value=3)) for key in people}
    return needs, loads


def loads_after(needs, loads, shared):
    return Counter(loads) + Counter(who for each in needs for who in shared[each.response])


@given(boards())
def test_nobody_gets_what_he_may_not_and_each_response_gets_as_many_as_can_be(board):
    needs, loads = board
    shared = share(needs, loads)
    for each in needs:
        got = shared[each.response]
        assert set(got) <= set(each.able)
        assert len(set(got)) == len(got) == min(each.count, len(each.able))


@given(boards(most_responses=5, most_wanted=2))
def test_no_other_sharing_is_more_even(board):
    needs, loads = board
    ways = [combinations(each.able, min(each.count, len(each.able))) for each in needs]
    best = min(
        sum(load**2 for load in (Counter(loads) + Counter(who for got in way for who in got)).values())
        for way in product(*map(list, ways))
    )
    assert sum(load**2 for load in loads_after(needs, loads, share(needs, loads)).values()) == best


@given(
    st.integers(min_value=1, max_value=9), st.integers(min_value=0, max_value=40), st.integers(min_value=1, max_value=4)
)
def test_loads_differ_by_one_at_most_where_nobody_has_a_conflict(people, responses, wanted):
    everybody = tuple(range(people))
    shared = share([Need(number, wanted, everybody) for number in range(responses)], {})
    counts = Counter(dict.fromkeys(everybody, 0)) | Counter(who for got in shared.values() for who in got)
    loads = [counts[each] for each in everybody]
    assert max(loads) - min(loads) <= 1


@given(boards())
def test_the_same_board_is_shared_in_the_same_way(board):
    needs, loads = board
    assert share(needs, loads) == share(list(needs), dict(loads))


def test_a_chain_of_reviewers_is_found_where_no_single_one_can_take_over():
    needs = [Need(1, 1, (1,)), Need(2, 1, (1,)), Need(3, 1, (1, 2)), Need(4, 1, (2, 3)), Need(5, 1, (2, 3))]
    assert loads_after(needs, {}, share(needs, {})) == {1: 2, 2: 2, 3: 1}


def test_reviewers_do_not_always_meet_the_same_other():
    shared = share([Need(number, 2, (1, 2, 3, 4)) for number in range(6)], {})
    assert len(set(shared.values())) > 2
