"""The page that the letter after an event leads to: what a mailbox was registered for, certificates, feedback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from heliograph.calls.mine.holders import Holder
from heliograph.calls.models import CoRespondent
from heliograph.delivery.links import BadToken, letter_token, read_letter_token
from heliograph.events.afterwards import opinions
from heliograph.events.afterwards.attending import name_of, with_place
from heliograph.events.afterwards.certifying import asks_name
from heliograph.events.afterwards.models import AttendanceCertificate, FeedbackGiven
from heliograph.events.afterwards.telling import key_of, occurrence_of_key
from heliograph.events.models import Occurrence
from heliograph.events.registering.models import Companion, Registration

#: How long the link of the letter opens the page.
LASTING = timedelta(days=400)
#: Registrations of one mailbox for one time that a page shows.
MOST = 100


@dataclass(frozen=True)
class Mine:
    """A registration of a mailbox: whose it is, and what can be had for it.

    ``along`` is who answers along with the registrant, where the mailbox is his. ``asks_name``: before a certificate is
    made the name on it is asked for.
    """

    registration: Registration
    along: CoRespondent | None
    name: str
    attended: bool
    asks_name: bool
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
        """Its registrations that had a place at this time. Six queries."""
        rows = with_place(self.occurrence).filter(response__in=self.holder.responses().values("pk"))
        found = list(rows.select_related("response__person").order_by("pk")[:MOST])
        along = self._along(found)
        companions = {
            each.co_respondent_id: each for each in Companion.objects.filter(co_respondent__in=along.values())
        }
        issued = AttendanceCertificate.objects.filter(Q(registration__in=found) | Q(companion__in=companions.values()))
        certificates = {(one.registration_id, one.companion_id): one for one in issued}
        given = set(FeedbackGiven.objects.filter(registration__in=found).values_list("registration", flat=True))
        lines = []
        for each in found:
            who = along.get(each.response_id)
            companion = companions.get(who.pk) if who is not None else None
            key = (each.pk, None) if who is None else (None, companion.pk if companion else 0)
            lines.append(self._line(each, who, companion, certificates.get(key), has_said=each.pk in given))
        return lines

    def _along(self, rows: Sequence[Registration]) -> dict[int, CoRespondent]:
        """Where the mailbox is that of who answers along with a registrant, he, by primary key of the response."""
        person = self.holder.person
        theirs = [row.response_id for row in rows if person is not None and row.response.person_id != person.pk]
        who = CoRespondent.objects.filter(response__in=theirs, person=person, removed_at=None, declined_at=None)
        return {each.response_id: each for each in who.filter(accepted_at__isnull=False).select_related("person")}

    def _line(
        self,
        registration: Registration,
        who: CoRespondent | None,
        companion: Companion | None,
        certificate: AttendanceCertificate | None,
        *,
        has_said: bool,
    ) -> Mine:
        registration.occurrence = self.occurrence
        name = name_of(registration) if who is None else str(who.person)
        attended = registration.attended if who is None else companion is not None and companion.attended
        asks = attended and certificate is None and asks_name(name)
        may_say = opinions.may_give(registration, self.at) and not has_said
        return Mine(registration, who, name, attended, asks, certificate, may_say, has_said)


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
