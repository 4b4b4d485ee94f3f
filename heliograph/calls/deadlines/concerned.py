"""Whom a date of a call concerns: who answers it alone or with others, was given more time for it, or follows it."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower

from heliograph.calls.lifecycle.table import STANDING
from heliograph.calls.models import Call, CoRespondent, Extension, Follower, Response
from heliograph.calls.states import ResponseState
from heliograph.network.circulars import reads
from heliograph.network.models import Person

#: States of an answer that is of interest to its respondent still.
BEGUN = [ResponseState.DRAFT, *STANDING]


def answering(call: Call) -> Q:
    """The people who have an answer to this call begun or standing, or give one jointly."""
    own = Response.objects.filter(call=call, state__in=BEGUN).values("person")
    joint = CoRespondent.objects.filter(
        response__call=call, response__state__in=BEGUN, removed_at=None, declined_at=None, person__isnull=False
    ).values("person")
    return Q(pk__in=own) | Q(pk__in=joint)


def given_time(call: Call) -> Q:
    """The people who were given more time, whether they have begun to answer or not."""
    return Q(pk__in=Extension.objects.filter(call=call).values("person"))


def people(call: Call) -> QuerySet[Any]:
    """The people with an account, as ``delivery.mailings.fill_from`` reads them."""
    following = Follower.objects.filter(call=call).values("person")
    return readers(answering(call) | given_time(call) | Q(pk__in=following))


def readers(whom: Q) -> QuerySet[Any]:
    """The active people for whom a condition holds, in the same form."""
    found = Person.objects.get_queryset().filter(whom, is_active=True)
    return found.annotate(address=F("email"), country=Value(""), reading=reads("languages", "zone")).order_by("pk")


def delegates(call: Call) -> QuerySet[Any]:
    """Those for whom somebody else has answered under their own address, in the same form."""
    read = Concat("language", Value(" "), Value(call.zone), output_field=TextField())
    sent = Response.objects.filter(call=call, state__in=list(STANDING)).exclude(email="")
    return sent.annotate(address=F("email"), reading=read).order_by("pk")


def count(call: Call) -> int:
    """How many addresses a letter about this call would go to. Two queries."""
    return count_of(people(call), delegates(call))


def count_of(people: QuerySet[Any], delegates: QuerySet[Any]) -> int:
    """How many addresses people and delegates have together. Two queries."""
    known = people.annotate(small=Lower("email"))
    others = delegates.annotate(small=Lower("email")).exclude(small__in=known.values("small"))
    total: int = known.count() + others.values("small").distinct().order_by().count()
    return total
