"""The letters that a sender has at hand, made ready once and kept while they are used; memory bounded by number."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from heliograph.delivery.letters import Attached, one_line
from heliograph.delivery.models import Body
from heliograph.delivery.sending.carriers import Carrier
from heliograph.delivery.topics import topic
from heliograph.delivery.writing.composing import Script

#: Characters of letters kept ready at most; what is kept of each takes about as many octets.
MOST = 6_000_000


class Unwritable(ValueError):
    """A letter that cannot be written as bytes, or is of no use any more; ``str()`` says why."""


@dataclass
class Shelf:
    """A letter made ready, or the reason why it cannot be."""

    prepared: object
    fault: str
    secret: bool
    good_until: datetime | None = None
    size: int = 0


class Scripts:
    """Letters by the key of their body, the longest unused forgotten first."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier
        self._kept: OrderedDict[int, Shelf] = OrderedDict()
        self._size = 0

    def load(self, bodies: Collection[int]) -> None:
        """Have these ready; two queries where one is missing, none else."""
        missing = [pk for pk in bodies if pk not in self._kept]
        if missing:
            found = Body.objects.filter(pk__in=missing).select_related("mailing").prefetch_related("attachments")
            for body in found:
                self._keep(body.pk, self._shelf(body))
        for pk in bodies:
            self._kept.move_to_end(pk)
        while self._size > MOST and len(self._kept) > len(bodies):
            self._size -= self._kept.popitem(last=False)[1].size

    def _keep(self, pk: int, shelf: Shelf) -> None:
        self._kept[pk] = shelf
        self._size += shelf.size

    def prepared(self, body_id: int, now: Callable[[], datetime]) -> object:
        """The letter as the carrier wants it. Raises Unwritable."""
        if body_id not in self._kept:
            self.load([body_id])
        shelf = self._kept[body_id]
        if shelf.fault:
            raise Unwritable(shelf.fault)
        if shelf.good_until is not None and shelf.good_until < now():
            raise Unwritable("too late to be of use")
        return shelf.prepared

    def forget_secrets(self, bodies: Sequence[int]) -> None:
        """Erase the texts of secret letters that have been sent."""
        secret = [pk for pk in bodies if pk in self._kept and self._kept[pk].secret]
        if secret:
            erase(secret)

    def _shelf(self, body: Body) -> Shelf:
        secret = topic(body.mailing.topic).secret
        if body.forgotten_at is not None:
            return Shelf(None, "its text has been erased", secret)
        try:
            script = Script.of(body.mailing, body, attached_to(body))
            size = len(body.html) + len(body.text) + sum(len(each.content) * 4 // 3 for each in script.attached)
            return Shelf(self._carrier.prepare(script), "", secret, body.good_until, size)
        except ValueError as error:
            fault = f"the letter in {body.language} cannot be written: {one_line(str(error), 300)}"
            Body.objects.filter(pk=body.pk).update(fault=fault)
            return Shelf(None, fault, secret)


def attached_to(body: Body) -> tuple[Attached, ...]:
    """The files that go with a letter."""
    return tuple(Attached(each.name, each.content_type, bytes(each.content)) for each in body.attachments.all())


def erase(bodies: Sequence[int]) -> None:
    """Forget what letters said; that they were sent stays known."""
    rows = Body.objects.filter(pk__in=bodies)
    rows.update(html="", text="", subject="", forgotten_at=timezone.now())
