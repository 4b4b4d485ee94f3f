"""Who reviews the responses of a call: added, limited, taken out. One transaction each, by who runs the call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heliograph.calls.desk.doors import held_call
from heliograph.calls.desk.entries import log
from heliograph.calls.models import Call
from heliograph.calls.reviewing import letters
from heliograph.calls.reviewing.models import Review, Reviewer
from heliograph.calls.reviewing.plans import held_plan
from heliograph.calls.reviewing.states import ReviewState
from heliograph.network.inviting import offers
from heliograph.network.models import Person
from heliograph.network.rules import people_visible_to
from heliograph.network.search import people_among
from heliograph.network.states import Refused

#: So many may review one call.
MOST = 200
#: So many people that were found are offered.
MOST_OFFERED = 10


def reviewers_of(call: Call) -> QuerySet[Reviewer]:
    """Those who review a call today, with their people, in the order in which they were added."""
    return Reviewer.objects.filter(call=call, removed_at=None).select_related("person")


def offered(by: Person, call: Call, words: str) -> list[Person]:
    """The people whom ``by`` may see, who have all these words in name or address and do not review the call yet."""
    if not words.strip():
        return []
    there = reviewers_of(call).values("person")
    found = people_visible_to(by).filter(people_among(words), is_active=True).exclude(pk__in=there)
    return list(found.order_by("name", "pk")[:MOST_OFFERED])


@transaction.atomic
def add_address(call: Call, email: str, name: str, language: str, by: Person, at: datetime) -> Reviewer:
    """Let whoever has an address review a call; nobody on record has it: he is put on record. A letter invites him.

    Raises Refused for what is no address, for an account that is closed, and where too many review already.
    """
    held_call(call, by)
    to = offers.address(email)
    known = Person.objects.get_queryset().at_address(to)
    person = known.first() or _new(call, to, name, language, at)
    return _add(call, person, by, at)


def _new(call: Call, to: str, name: str, language: str, at: datetime) -> Person:
    try:
        with transaction.atomic():
            return offers.person_for(to, name.strip(), language, at, call.zone)
    except IntegrityError:
        found: Person = Person.objects.get_queryset().at_address(to).get()
        return found


@transaction.atomic
def add_person(call: Call, public_id: UUID, by: Person, at: datetime) -> Reviewer:
    """The same for somebody of the directory, whom ``by`` may see. Raises Refused."""
    held_call(call, by)
    person = people_visible_to(by).filter(public_id=public_id).first()
    if person is None:
        raise Refused("gone", _("This person is not on record any more. Search once more."))
    return _add(call, person, by, at)


def _add(call: Call, person: Person, by: Person, at: datetime) -> Reviewer:
    held_plan(call)
    if not person.is_active or person.erased_at is not None:
        raise Refused("closed-account", _("The account of this person is closed. The secretariat can open it again."))
    there = Reviewer.objects.filter(call=call, person=person).first()
    if there is not None and there.removed_at is None:
        raise Refused("there-already", _("%(name)s reviews this call already.") % {"name": person})
    if reviewers_of(call).count() >= MOST:
        raise Refused("full", _("At most %(most)s can review one call.") % {"most": MOST})
    made = there or Reviewer(call=call, person=person)
    made.added_at, made.added_by, made.removed_at = at, by, None
    made.save()
    log(call, "reviewer", by, at, person=person.pk)
    letters.invited(made, by, at)
    return made


@transaction.atomic
def limit(
    reviewer: Reviewer, languages: Sequence[str], not_countries: Sequence[str], by: Person, at: datetime
) -> Reviewer:
    """Say which languages somebody reads, and which countries he is not given; for assignments to come."""
    held_call(reviewer.call, by)
    held_plan(reviewer.call)
    reviewer.languages, reviewer.not_countries = list(languages), list(not_countries)
    reviewer.save(update_fields=["languages", "not_countries"])
    log(reviewer.call, "reviewer-limits", by, at, person=reviewer.person_id)
    return reviewer


@transaction.atomic
def remove(reviewer: Reviewer, by: Person, at: datetime) -> int:
    """Take somebody out: his reviews that are done stay, the others are taken back. Returns how many those are."""
    held_call(reviewer.call, by)
    held_plan(reviewer.call)
    open_ones = Review.objects.filter(person=reviewer.person_id, response__call=reviewer.call_id)
    count, _rows = open_ones.filter(state=ReviewState.ASSIGNED).delete()
    if reviewer.removed_at is None:
        reviewer.removed_at = at
        reviewer.save(update_fields=["removed_at"])
        log(reviewer.call, "reviewer-removed", by, at, person=reviewer.person_id)
    return count
