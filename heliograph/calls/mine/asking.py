"""Those who have a place are asked, shortly before, whether they are still coming: one letter for each mailbox.

Its link shows all answers to the call that the mailbox looks after (``by_link.reconfirm``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle.table import leads
from heliograph.calls.mine.asking_letter import title_of, write
from heliograph.calls.models import Call, CallEntry, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.states import CallStatus, DeadlineKind, ResponseState, Verb
from heliograph.calls.topics import ANSWERS
from heliograph.delivery import steering
from heliograph.delivery.mailings import add_body, fill_from, open_mailing
from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState
from heliograph.frame.reader import valid_zone
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.languages import choose

#: Nobody is asked again sooner.
PAUSE = timedelta(days=3)
UNSURE = (ResponseState.CONFIRMED, ResponseState.ACCEPTED)
#: Language and zone of a letter.
Reading = tuple[str, str]


def unsure(call: Call) -> ResponseQuerySet:
    """The answers to a call that stand, and of which nobody has said once more that they do."""
    return Response.objects.filter(call=call, state__in=UNSURE)


def due(call: Call, at: datetime) -> ResponseQuerySet:
    """Those of them about which somebody would be asked now: who was asked in the last days is left in peace."""
    return unsure(call).filter(Q(asked_at=None) | Q(asked_at__lte=at - PAUSE))


def check_asking(call: Call, at: datetime) -> None:
    """Raise Refused, with what helps, where nobody can be asked to reconfirm."""
    if call.status != CallStatus.PUBLISHED:
        raise Refused("not-published", _("Only for a call that is published can people be asked to reconfirm."))
    if not leads(Verb.RECONFIRM, ResponseState.CONFIRMED, kind_of(call).states):
        raise Refused("no-such-step", _("Answers to this kind of call are not reconfirmed."))
    dates = dates_of(call)
    if dates.until(DeadlineKind.RECONFIRM) is None:
        raise Refused("no-date", _("Set the date by which people reconfirm first: the letter names it."))
    if dates.is_over(DeadlineKind.RECONFIRM, at):
        raise Refused("too-late", _("The date by which people could reconfirm is past. Move it first."))


def letters(responses: ResponseQuerySet) -> int:
    """How many letters asking about these answers takes. One query."""
    leaders, named = (asked.order_by().values_list("address") for asked in audiences(responses))
    return leaders.union(named).count()


def audiences(responses: ResponseQuerySet) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Who is asked about answers: those who gave them, and those for whom they were given by their address.

    Each row has ``address``, ``name``, ``country`` and ``reading``, as ``mailings.fill_from`` takes them.
    """
    people = Person.objects.get_queryset().filter(is_active=True, erased_at=None)
    country = responses.filter(person=OuterRef("pk")).order_by("pk").values("country")[:1]
    leaders = people.filter(pk__in=responses.values("person")).annotate(
        address=F("email"), country=Subquery(country), reading=_reads("languages", "zone")
    )
    known = people.filter(email=OuterRef("email")).annotate(reads=_reads("languages", "zone")).values("reads")[:1]
    named = responses.exclude(email="").annotate(
        address=F("email"), reading=Coalesce(Subquery(known), _reads("language", "call__zone"))
    )
    return leaders, named


def _reads(languages: str, zone: str) -> Concat:
    return Concat(Cast(languages, TextField()), Value(" "), zone, output_field=TextField())


def reader_of(reading: str) -> Reading:
    """The letter for readers of a kind: in the first of their languages that the interface has, in their zone."""
    spoken, _space, zone = reading.rpartition(" ")
    languages = json.loads(spoken) if spoken.startswith("[") else [spoken]
    offered = [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)]
    return choose(languages, offered), valid_zone(zone) or settings.ORGANIZER_ZONE


@transaction.atomic
def ask_to_reconfirm(call: Call, by: Person, at: datetime) -> Mailing | None:
    """Ask everybody who is due whether he is still coming, and by when to say so; once a day, however often called.

    None, and no mailing, where nobody is due. Raises Refused (``check_asking``).
    """
    held: Call = Call.objects.select_for_update(of=("self",)).select_related("programme").get(pk=call.pk)
    check_asking(held, at)
    key = f"calls/{held.public_id}/reconfirm/{at.date().isoformat()}"
    before = Mailing.objects.filter(key=key).exclude(state=MailingState.FILLING).first()
    if before is not None or not due(held, at).exists():
        return before
    mailing = open_mailing(key, ANSWERS.slug, _title(held), at)
    count = _fill(mailing, held, at)
    steering.start(mailing.pk, at, str(by))
    CallEntry.objects.create(call=held, at=at, by=by, verb="ask-reconfirm", data={"letters": count})
    mailing.refresh_from_db()
    return mailing


def _title(call: Call) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("Reconfirm: %(title)s") % {"title": title_of(call, settings.LANGUAGE_CODE)}


def _fill(mailing: Mailing, call: Call, at: datetime) -> int:
    """Write the letters, and note that these answers were asked about; returns how many letters."""
    asked = due(call, at)
    every = audiences(asked)
    kinds: Mapping[str, Reading] = {reading: reader_of(reading) for each in every for reading in _readings(each)}
    for language, zone in sorted(set(kinds.values())):
        add_body(mailing, language, zone, write(call, language, zone, at), at)
    written = sum(fill_from(mailing, each, kinds) for each in every)
    asked.update(asked_at=at)
    return written


def _readings(audience: QuerySet[Any]) -> set[str]:
    return set(audience.order_by().values_list("reading", flat=True).distinct())
