"""Responses are given to reviewers: by rule, by hand, and taken back while a review is not done.

What a run would do is worked out first and shown (``propose``, ``propose_for``); it is done where it would still come
to the same (``mark``). All that changes reviews of a call holds the row of its plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from heliograph.calls.desk.doors import held_call
from heliograph.calls.desk.entries import log
from heliograph.calls.kinds import kind_of
from heliograph.calls.models import Call, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.reviewing import letters
from heliograph.calls.reviewing.able import Able
from heliograph.calls.reviewing.balancing import Need, share
from heliograph.calls.reviewing.conflicts import Facts, Ties, Why, facts_of, ties_of, why_not
from heliograph.calls.reviewing.figures import own_of
from heliograph.calls.reviewing.models import Review, Reviewer, ReviewPlan
from heliograph.calls.reviewing.plans import open_plan
from heliograph.calls.reviewing.reviewers import reviewers_of
from heliograph.calls.reviewing.states import REVIEWED, UNDECIDED, ReviewState
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: For so many responses that get too few reviewers it is said why.
MOST_NAMED = 100


class Changed(Exception):
    """What was shown is not what would come out now; nothing was done."""


@dataclass(frozen=True)
class Short:
    """A response that gets fewer reviewers than it needs: how many it lacks; why others are none, and how often.

    The first MOST_NAMED of a run have reasons.
    """

    response: int
    lacks: int
    reasons: Mapping[Why, int]


@dataclass(frozen=True)
class Proposal:
    """What a run would do. ``pairs`` are responses (primary keys) and reviewers, in the order of the responses.

    ``loads`` is how many unfinished and done reviews each reviewer (primary key) has today; ``refused``, for a run by
    hand, which pairs are not made, and why. ``decided`` is how many responses that lack reviews are decided already.
    """

    reviewers: Sequence[Reviewer]
    pairs: Sequence[tuple[int, int]]
    loads: Mapping[int, int]
    short: Sequence[Short] = ()
    refused: Sequence[tuple[int, int, Why]] = ()
    decided: int = 0

    @cached_property
    def gets(self) -> Counter[int]:
        """How many each reviewer (primary key) gets."""
        return Counter(reviewer for _response, reviewer in self.pairs)

    @property
    def mark(self) -> str:
        """Equal marks mean the same pairs."""
        return blake2b(repr(sorted(self.pairs)).encode(), digest_size=10).hexdigest()


@dataclass(frozen=True)
class _Board:
    """All that a run is worked out from."""

    plan: ReviewPlan
    ties: Sequence[Ties]
    facts: Sequence[Facts]
    has: Mapping[int, int] = field(default_factory=dict)
    states: Mapping[int, str] = field(default_factory=dict)

    @property
    def reviewers(self) -> list[Reviewer]:
        return [each.reviewer for each in self.ties]

    @property
    def loads(self) -> dict[int, int]:
        return {each.pk: sum(state != ReviewState.ASIDE for state in each.had.values()) for each in self.ties}


def to_review(call: Call) -> ResponseQuerySet:
    """The responses to a call that are reviewed: those that were sent and stand."""
    return Response.objects.filter(call=call, state__in=REVIEWED)


def _board(plan: ReviewPlan, reviewers: Sequence[Reviewer], responses: ResponseQuerySet, at: datetime) -> _Board:
    ties = ties_of((each for each in reviewers if each.person.is_active), at.date())
    found = responses.filter(call=plan.call_id, state__in=REVIEWED)
    standing = Count("reviews", filter=~Q(reviews__state=ReviewState.ASIDE))
    has, states = {}, {}
    for key, count, state in found.annotate(n=standing).values_list("pk", "n", "state").iterator(chunk_size=2000):
        has[key], states[key] = count, state
    return _Board(plan, ties, facts_of(found), has, states)


def _undecided(call: Call) -> frozenset[str]:
    """The states of a response of which the organizer of a call still decides."""
    return UNDECIDED | {kind_of(call).settled}


def only_undecided(call: Call, responses: ResponseQuerySet) -> ResponseQuerySet:
    """Those of the responses to a call of which its organizer still decides."""
    return responses.filter(state__in=_undecided(call))


def propose(plan: ReviewPlan, at: datetime, *, also_decided: bool = False) -> Proposal:
    """By rule: every response gets the reviews that it lacks, loads as even as can be. At most seven queries.

    Only those of which the organizer still decides, unless ``also_decided``.
    """
    board = _board(plan, list(reviewers_of(plan.call)), to_review(plan.call), at)
    undecided = _undecided(plan.call)
    able, needs, short, decided = Able(board.ties, plan), list[Need](), list[Short](), 0
    for facts in board.facts:
        if (lacks := plan.wanted - board.has.get(facts.pk, 0)) <= 0:
            continue
        if board.states.get(facts.pk) not in undecided:
            decided += 1
            if not also_decided:
                continue
        may = able.to_review(facts)
        needs.append(Need(facts.pk, lacks, may))
        if len(may) < lacks:
            reasons = _reasons(facts, board, plan) if len(short) < MOST_NAMED else {}
            short.append(Short(facts.pk, lacks - len(may), reasons))
    shared = share(needs, board.loads)
    pairs = [(each.response, reviewer) for each in needs for reviewer in shared[each.response]]
    return Proposal(board.reviewers, pairs, board.loads, short, decided=decided)


def _reasons(facts: Facts, board: _Board, plan: ReviewPlan) -> Counter[Why]:
    return Counter(why for each in board.ties if (why := why_not(facts, each, plan)) is not None)


def propose_for(
    plan: ReviewPlan, responses: ResponseQuerySet, chosen: Collection[Reviewer], by: Person, at: datetime
) -> Proposal:
    """By hand: each of the responses to each of the chosen reviewers, but where somebody may not have it.

    Nobody gives his own answers out: he would know who reviews them.
    """
    board, own = _board(plan, list(chosen), responses, at), own_of(plan.call, by)
    pairs, refused = [], []
    for facts in board.facts:
        for each in board.ties:
            why = Why.GIVERS_OWN if facts.pk in own else why_not(facts, each, plan)
            if why is None:
                pairs.append((facts.pk, each.pk))
            else:
                refused.append((facts.pk, each.pk, why))
    return Proposal(board.reviewers, pairs, board.loads, refused=refused)


@transaction.atomic
def assign(call: Call, seen: str, by: Person, at: datetime, *, also_decided: bool = False) -> Proposal:
    """Do a run by rule, if it still comes to what was seen; one letter to each reviewer. Raises Changed, Refused."""
    held_call(call, by)
    return _do(propose(open_plan(call), at, also_decided=also_decided), call, seen, by, at)


@transaction.atomic
def assign_by_hand(
    call: Call, responses: ResponseQuerySet, chosen: Collection[Reviewer], by: Person, at: datetime
) -> Proposal:
    """Give picked responses to chosen reviewers; what somebody may not have is left out. Raises Refused."""
    held_call(call, by)
    proposal = propose_for(open_plan(call), responses, chosen, by, at)
    return _do(proposal, call, proposal.mark, by, at)


def _do(proposal: Proposal, call: Call, seen: str, by: Person, at: datetime) -> Proposal:
    if proposal.mark != seen:
        raise Changed
    if not proposal.pairs:
        raise Refused("nothing", _("There is nothing to assign."))
    people = {each.pk: each.person_id for each in proposal.reviewers}
    _insert([(response, people[reviewer]) for response, reviewer in proposal.pairs], by, at)
    log(call, "review-assign", by, at, count=len(proposal.pairs))
    letters.assigned(call, [each for each in proposal.reviewers if proposal.gets[each.pk]], proposal.gets, by, at)
    return proposal


def _insert(pairs: Sequence[tuple[int, int]], by: Person, at: datetime) -> None:
    """Write reviews of responses by people: SQL, since tens of thousands of objects take long to make."""
    fields = [each for each in Review._meta.concrete_fields if not each.primary_key]
    like = Review(assigned_at=at, assigned_by=by)
    values = [each.get_db_prep_save(getattr(like, each.attname), connection) for each in fields]
    places = [[each.name for each in fields].index(name) for name in ("public_id", "response", "person")]
    rows = []
    for response, person in pairs:
        row = values.copy()
        row[places[0]], row[places[1]], row[places[2]] = uuid4().hex, response, person
        rows.append(row)
    columns = ", ".join(connection.ops.quote_name(str(each.column)) for each in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {Review._meta.db_table} ({columns}) VALUES ({marks})", rows)


@transaction.atomic
def take_back(call: Call, by: Person, at: datetime, reviewer: Reviewer | None = None) -> int:
    """Undo the assignments that are not done, of one reviewer or of all. Returns how many. Raises Refused."""
    held_call(call, by)
    open_plan(call)
    rows = Review.objects.filter(response__call=call, state=ReviewState.ASSIGNED)
    if reviewer is not None:
        rows = rows.filter(person=reviewer.person_id)
    count, _each = rows.delete()
    if count:
        log(call, "review-take-back", by, at, count=count)
    return count


@transaction.atomic
def remind(call: Call, by: Person, at: datetime) -> int:
    """Write to those who have reviews left to do, each at most once a day. Returns how many. Raises Refused."""
    held_call(call, by)
    plan = open_plan(call)
    left = Review.objects.filter(response__call=call, state=ReviewState.ASSIGNED, response__state__in=REVIEWED)
    counts = dict(left.order_by().values_list("person").annotate(n=Count("pk")))
    due = [each for each in reviewers_of(call) if counts.get(each.person_id) and _may_remind(each, at)]
    letters.reminded(plan, due, {each.pk: counts[each.person_id] for each in due}, by, at)
    Reviewer.objects.filter(pk__in=[each.pk for each in due]).update(reminded_at=at)
    if due:
        log(call, "review-remind", by, at, letters=len(due))
    return len(due)


def _may_remind(reviewer: Reviewer, at: datetime) -> bool:
    return reviewer.reminded_at is None or (at - reviewer.reminded_at).total_seconds() >= 20 * 3600
