"""Somebody has another address: the places that others have given him under the one before, and invitations, follow."""

from __future__ import annotations

from django.db.models import Q

from heliograph.calls.corresponding.members import LIVE
from heliograph.calls.lifecycle.owning import is_taken
from heliograph.calls.lifecycle.subjects import address_slot, draft_slot, sent_slot
from heliograph.calls.models import CoRespondent, Response
from heliograph.network.account.holdings import Moved


def readdress_responses(moved: Moved) -> None:
    """What others have answered for him is for his new address, and told apart by his key from now on.

    What stands under an address alone stays there where an earlier mailbox takes its account back: it may have been
    meant for who had that address. Where he has an answer of his own by now, the other stays as it was written.
    """
    for response, slot in places_of(moved):
        response.slot, response.email = slot, moved.after
        response.save(update_fields=["slot", "email"])


def places_of(moved: Moved) -> list[tuple[Response, str]]:
    """The responses that follow somebody, each with the slot that it has from now on. One query, and one for each that
    stood under the address alone.
    """
    rows = Response.objects.select_for_update(of=("self",)).select_related("call").filter(email=moved.before)
    known = [(each, _slot(each, moved)) for each in rows.exclude(email="").order_by("pk")]
    return [(each, slot) for each, slot in known if slot]


def _slot(response: Response, moved: Moved) -> str:
    """Where a response stands from now on; empty where it stays as it is."""
    sent, by_key, by_address = sent_slot(response.slot), f"p{moved.person.pk}", address_slot(moved.before)
    head, parted, rest = sent.partition(":")
    if head != by_address:
        return response.slot if head == by_key else ""
    slot = by_key + parted + rest
    if moved.back or is_taken(response, slot):
        return ""
    return slot if sent == response.slot else draft_slot(response.person_id, slot)


def readdress_invitations(moved: Moved) -> None:
    """Invitations to answer together, and his part in what he answers with others, are at his new address."""
    his = Q(person=moved.person) if moved.back else Q(person=moved.person) | Q(person=None)
    there = CoRespondent.objects.filter(LIVE, email=moved.after).values("response")
    found = CoRespondent.objects.filter(his, LIVE, email=moved.before).exclude(response__in=there)
    CoRespondent.objects.filter(pk__in=list(found.values_list("pk", flat=True))).update(email=moved.after)
