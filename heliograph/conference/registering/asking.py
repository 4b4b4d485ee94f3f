"""What is still asked of who is registered: how he comes, once the organizer counts on him. For "My answers"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse

from heliograph.calls.deadlines.dates import Dates, dates_of
from heliograph.calls.kinds import Asked, Asking
from heliograph.calls.mine.possible import takes_answers
from heliograph.calls.models import Call, Extension, Response
from heliograph.conference.models import Conference
from heliograph.conference.registering.models import Stay
from heliograph.conference.registering.stay_links import stay_path
from heliograph.conference.registering.taking_part import counts_on


def asked(registrations: Sequence[Response], asking: Asking) -> Mapping[int, Asked]:
    """The follow-up call, for each registration (by primary key) about which it waits. Five queries at most."""
    rows = Conference.objects.with_programme().filter(
        registration__in={each.call_id for each in registrations},
        follow_up__isnull=False,
        last_day__gte=asking.at.date(),
    )
    held = {each.registration_id: each for each in rows}
    waiting = _unsaid([each for each in registrations if each.call_id in held and counts_on(each)])
    keys = {key for each in waiting if (key := held[each.call_id].follow_up_id) is not None}
    calls = _open(keys, asking) if keys else {}
    return {
        each.pk: Asked(*calls[follow_up], _page(held[each.call_id], asking))
        for each in waiting
        if (follow_up := held[each.call_id].follow_up_id) in calls
    }


def _unsaid(registrations: Sequence[Response]) -> list[Response]:
    """Those of whom nobody has said yet how they come."""
    if not registrations:
        return []
    stays = Stay.objects.filter(registration__in=registrations, response__isnull=False)
    said = set(stays.values_list("registration", flat=True))
    return [each for each in registrations if each.pk not in said]


def _open(keys: Iterable[int], asking: Asking) -> dict[int, tuple[Call, Dates]]:
    """Of these calls those that take an answer from the person now, with their dates as they are for him."""
    found = list(Call.objects.dated().select_related("programme").filter(pk__in=keys))
    given: dict[int, list[Extension]] = {}
    if asking.person is not None:
        for row in Extension.objects.filter(call__in=found, person=asking.person):
            given.setdefault(row.call_id, []).append(row)
    every = ((call, dates_of(call).given_more(given.get(call.pk, ()))) for call in found)
    return {call.pk: (call, dates) for call, dates in every if takes_answers(call, dates, asking.at)}


def _page(conference: Conference, asking: Asking) -> str:
    """The page on which he says it of all whom he looks after: signed in, or by a link for the same mailbox."""
    if asking.by_link:
        return stay_path(conference, asking.address, asking.at)
    return reverse("conference:my_stay", args=[conference.programme.slug])
