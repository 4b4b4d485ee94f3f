"""What becomes of responses when a person is erased: what is about him goes, what is others' stays without him."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Concat

from heliograph.calls.concerning import (
    GONE,
    about,
    addresses_of,
    for_another,
    joined_beside,
    lost_with,
    personal,
    shared_by,
)
from heliograph.calls.corresponding.handing_over import hand_over
from heliograph.calls.lifecycle.acting import Act, hold, record
from heliograph.calls.lifecycle.passing_on import drop_personal
from heliograph.calls.models import AnswerFile, CallEntry, CoRespondent, Response, ResponseEntry
from heliograph.calls.noted import COMMENTS, NOTES
from heliograph.calls.states import MOVING, ResponseState, Verb
from heliograph.network.account.holdings import Erasing
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: What the log of a call says of time that was given to one person; ``data`` has his key.
_EXTENSIONS = ("extension", "extension-back")
_SLOT = Concat(Value(GONE), Cast("public_id", TextField()), output_field=TextField())


def forget_responses(erasing: Erasing) -> None:
    """What several answer together goes to the first who has joined; drafts go, and all that is about the person.

    What was sent for an organization, a country, or somebody else who has an address stays theirs.
    """
    person, addresses = erasing.person, addresses_of(erasing)
    ResponseEntry.objects.filter(verb=Verb.EXTEND, response__person=person).exclude(note="").update(note="")
    for response in shared_by(person).select_related("call").order_by("pk"):
        _hand_on(response, erasing, addresses)
    others = personal() & about(person, addresses)
    Response.objects.filter(Q(person=person) | others, state=ResponseState.DRAFT).delete()
    _empty(list(lost_with(person, addresses).values_list("pk", flat=True)))
    _make_nameless(person, addresses)


def _hand_on(response: Response, erasing: Erasing, addresses: Collection[str]) -> None:
    """Let the first who has joined lead a response, without the personal answers of who led it."""
    co = joined_beside(erasing.person).filter(response=response).select_related("response__call", "person")[0]
    try:
        hand_over(response, co, erasing.person, erasing.at)
    except Refused:
        _force(response, co, erasing)
    held = hold(response)
    if held.organization_id is None and (not held.email or held.email in addresses):
        held.save(update_fields=drop_personal(held))


def _force(response: Response, co: CoRespondent, erasing: Erasing) -> None:
    """The same where handing over is refused: the other has an answer of his own, or nothing is done with it now."""
    held = hold(response)
    assert co.person is not None
    held.person, held.slot = co.person, held.slot if held.organization_id else f"{GONE}{held.public_id.hex}"
    held.save(update_fields=["person", "slot"])
    co.removed_at = erasing.at
    co.save(update_fields=["removed_at"])
    record(held, Verb.HAND_OVER, Act(erasing.at, erasing.person, data={"to": str(co.person.public_id)}), held.state)


def _empty(keys: list[int]) -> None:
    """Take out of responses whatever they say: what is left is that there was one, and its steps."""
    lost = Response.objects.filter(pk__in=keys)
    lost.update(name="", email="", answers={}, draft={}, slot=_SLOT)
    AnswerFile.objects.filter(response__in=keys).delete()
    entries = ResponseEntry.objects.filter(response__in=keys)
    entries.exclude(note="").update(note="")
    for entry in entries.filter(data__has_any_keys=[NOTES, COMMENTS]):
        _save_data(entry, {key: value for key, value in entry.data.items() if key not in {NOTES, COMMENTS}})
    for entry in entries.filter(verb__in=MOVING):
        _save_data(entry, {key: value for key, value in entry.data.items() if key not in _NAMING})


def _make_nameless(person: Person, addresses: Collection[str]) -> None:
    """Take the person out of what stays: of an organization or a country, which he led or in which he is named."""
    for response in Response.objects.filter(about(person, addresses)).select_related("question_set"):
        response.name, response.email = "", ""
        response.save(update_fields=["name", "email", *drop_personal(response)])
    led = Response.objects.filter(person=person).exclude(for_another(addresses))
    led.update(name="", email="", draft={})


_NAMING = ("name", "email", "before")


def forget_in_log(erasing: Erasing) -> None:
    """Take a person out of the steps by which a place was passed on to him, or by him."""
    addresses = addresses_of(erasing)
    for entry in _passed_on(addresses):
        data = dict(entry.data)
        if _is_his(data, addresses):
            data |= {"name": "", "email": ""}
        if _is_his(data.get("before", {}), addresses):
            data["before"] = {"name": "", "email": ""}
        _save_data(entry, data)


def _passed_on(addresses: Collection[str]) -> Iterator[ResponseEntry]:
    named = Q(pk__in=[])
    for address in addresses:
        named |= Q(data__email__iexact=address) | Q(data__before__email__iexact=address)
    yield from ResponseEntry.objects.filter(named, verb__in=MOVING)


def _is_his(named: Mapping[str, Any], addresses: Collection[str]) -> bool:
    return str(named.get("email", "")).strip().lower() in addresses


def _save_data(entry: ResponseEntry, data: Mapping[str, Any]) -> None:
    entry.data = data
    entry.save(update_fields=["data"])


def forget_reasons(erasing: Erasing) -> None:
    """Take out of the logs of calls why a person was given more time."""
    entries = CallEntry.objects.filter(verb__in=_EXTENSIONS, data__person=erasing.person.pk)
    entries.exclude(note="").update(note="")


def forget_joint(erasing: Erasing) -> None:
    """Invitations of a person go, those that he has accepted and those to his addresses."""
    CoRespondent.objects.filter(Q(person=erasing.person) | Q(email__in=addresses_of(erasing))).delete()
