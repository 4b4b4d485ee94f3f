"""Answers that are given together: a lead, somebody invited, somebody who has joined."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from heliograph.calls.corresponding import links
from heliograph.calls.corresponding.inviting import accept_from_mailbox, invite
from heliograph.calls.models import CoRespondent, Response
from heliograph.delivery.models import Message
from heliograph.network.models import Person
from heliograph.network.rules import forget_remit
from tests.calls.factories import call, response
from tests.network.factories import NOW, person


def joint_answer(by: Person | None = None, **fields: Any) -> Response:
    """An answer that was sent to a call that may be answered together."""
    first = {"kind": "proposal", "together": True}
    return response(call(**{**first, **fields}), by or person(name="Ama Lead"))


def invited(to: Response, email: str = "kofi@example.org", name: str = "Kofi Guest", **more: Any) -> CoRespondent:
    by = more.pop("by", to.person)
    return invite(to, email, name, "en", by, more.pop("at", NOW), **more)


def joined(to: Response, who: Person | None = None, **more: Any) -> CoRespondent:
    """Somebody who was invited and has accepted from the mailbox."""
    email = who.email if who else more.pop("email", "kofi@example.org")
    co = invited(to, email, **more)
    return accept_from_mailbox(co, NOW, zone="UTC").co


def page_of(co: CoRespondent) -> str:
    return reverse("calls:joint", args=[links.token(co)])


def together_of(one: Response) -> str:
    return reverse("calls:together", args=[one.public_id])


def change_of(co: CoRespondent, do: str) -> str:
    return reverse("calls:together_change", args=[co.response.public_id, co.public_id, do])


def browser_of(who: Person, client: Any) -> Any:
    """The client, signed in as somebody whose roles are read anew."""
    forget_remit(who)
    client.force_login(who)
    return client


def trail(one: Response) -> list[tuple[str, str]]:
    """The verbs of this room in the log, with how somebody parted."""
    rows = one.entries.filter(verb__in=["invite", "join", "part", "hand-over"])
    return [(row.verb, row.data.get("how", "")) for row in rows]


def letters_to(address: str) -> list[str]:
    """The subjects of the letters to an address, as they were written."""
    rows = Message.objects.filter(address=address).order_by("pk").select_related("body")
    return [row.body.subject for row in rows if row.body is not None]
