"""The page that the letter after an event leads to: what a mailbox was registered for, certificates, feedback."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from heliograph.calls.mine.holders import Holder
from heliograph.delivery.links import BadToken, letter_token, read_letter_token
from heliograph.events.afterwards import opinions
from heliograph.events.afterwards.attending import name_of, with_place
from heliograph.events.afterwards.models import AttendanceCertificate, FeedbackGiven
from heliograph.events.afterwards.telling import key_of, occurrence_of_key
from heliograph.events.models import Occurrence
from heliograph.events.registering.models import Registration

#: How long the link of the letter opens the page.
LASTING = timedelta(days=400)
#: Registrations of one mailbox for one time that a page shows.
MOST = 100


@dataclass(frozen=True)
class Mine:
    """A registration of a mailbox: whose it is, and what can be had for it."""

    registration: Registration
    name: str
    attended: bool
    certificate: AttendanceCertificate | None
    may_say: bool
    has_said: bool


@dataclass(frozen=True)
class Mailbox:
    """Who reads a mailbox, the time that he was written about, and when."""

    holder: Holder
    occurrence: Occurrence
    at: datetime

    def lines(self) -> Sequence[Mine]:
        """Its registrations that had a place at this time. Four queries."""
        rows = with_place(self.occurrence).filter(response__in=self.holder.responses().values("pk"))
        found = list(rows.select_related("response__person").order_by("pk")[:MOST])
        certificates = {
            one.registration_id: one for one in AttendanceCertificate.objects.filter(registration__in=found)
        }
        given = set(FeedbackGiven.objects.filter(registration__in=found).values_list("registration", flat=True))
        return [self._line(each, certificates.get(each.pk), given) for each in found]

    def _line(
        self, registration: Registration, certificate: AttendanceCertificate | None, given: Collection[int]
    ) -> Mine:
        registration.occurrence = self.occurrence
        has_said = registration.pk in given
        return Mine(
            registration, name_of(registration), registration.attended, certificate,
            opinions.may_give(registration, self.at) and not has_said, has_said,
        )  # fmt: skip


def opened(token: str, at: datetime) -> Mailbox:
    """The mailbox of a letter's link. Raises BadToken, Expired among them."""
    sent = read_letter_token(token, LASTING, at)
    occurrence = occurrence_of_key(sent.key)
    if occurrence is None:
        raise BadToken(token)
    return Mailbox(Holder.at(sent.address), occurrence, at)


def token_for(address: str, occurrence: Occurrence, at: datetime) -> str:
    """What the letter's link would have for who is signed in with this address."""
    return letter_token(address, key_of(occurrence), at)
