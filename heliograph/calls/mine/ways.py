"""How the pages about an answer are reached: signed in, or by the link of a letter."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from heliograph.calls.answering import links as answer_links
from heliograph.calls.answering.finding import Visitor
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.mine.holders import Holder
from heliograph.calls.mine.steps import Step
from heliograph.calls.models import Call, Response
from heliograph.delivery.links import letter_token


@dataclass(frozen=True)
class Way:
    """``signed`` is the signed part of the link to one answer; empty for who is signed in."""

    holder: Holder
    signed: str = ""

    def page(self, response: Response) -> str:
        if self.signed:
            return reverse("calls:response_signed", args=[self.signed])
        return reverse("calls:response", args=[response.public_id])

    def step(self, response: Response, step: Step) -> str:
        """The page that asks before a step, and does it."""
        if self.signed:
            return reverse("calls:response_signed_step", args=[self.signed, step.value])
        return reverse("calls:response_step", args=[response.public_id, step.value])

    def change(self, response: Response) -> str:
        """The form with the answer; for who came by a link, by another of the same mailbox."""
        signed = self._signed(response.call) if self.signed else ""
        return Visitor(self.holder.person, signed).url(response.call, response=str(response.public_id))

    def _signed(self, call: Call) -> str:
        person = self.holder.person
        if person is None:
            return answer_links.token_for_address(self.holder.address, call)
        return answer_links.token(person, call)

    def act(self, token: str, at: datetime) -> Act:
        """What is done this way; ``token`` is what the form carried."""
        return Act(at, self.holder.person, token=token[:32])


def fresh_token() -> str:
    """What a form carries, so that sending it twice is doing it once."""
    return uuid.uuid4().hex


def asking_key(call: Call, name: str = "") -> str:
    """The key of a mailing that asks about the answers to a call; without a name, what all of them begin with."""
    return f"calls/{call.public_id}/reconfirm/{name}"


def mailbox_page(call: Call, address: str, at: datetime) -> str:
    """The path of the page with all answers to a call that a mailbox looks after, as a letter of ``at`` leads to it."""
    signed = letter_token(address, asking_key(call, "page"), at)
    return reverse("calls:reconfirm", args=[call.slug, signed])
