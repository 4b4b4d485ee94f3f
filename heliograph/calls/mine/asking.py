"""Those who have a place are asked, shortly before, whether they are still coming: one letter for each mailbox.

Its link shows all answers to the call that the mailbox looks after (``by_link.reconfirm``).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.deadlines.letters import title_of
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle.table import leads
from heliograph.calls.mine.asking_letter import write
from heliograph.calls.mine.ways import asking_key
from heliograph.calls.models import Call, CallEntry, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.states import CallStatus, DeadlineKind, ResponseState, Verb
from heliograph.calls.topics import ANSWERS
from heliograph.delivery import steering
from heliograph.delivery.mailings import open_mailing
from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState
from heliograph.network.circulars import fill, kinds_of, reads
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: Nobody is asked again sooner.
PAUSE = timedelta(days=3)
UNSURE = (ResponseState.CONFIRMED, ResponseState.ACCEPTED)


def unsure(call: Call) -> ResponseQuerySet:
    """The answers to a call that stand, and of which nobody has said once more that they do."""
    return Response.objects.filter(call=call, state__in=UNSURE)


def due(call: Call, at: datetime) -> ResponseQuerySet:
    """Those of them about which somebody would be asked now: who was asked in the last days is left in peace."""
    return unsure(call).filter(Q(asked_at=None) | Q(asked_at__lte=at - PAUSE))


def check_kind(call: Call) -> None:
    """Raise Refused where answers to this kind of call are never reconfirmed."""
    if not leads(Verb.RECONFIRM, ResponseState.CONFIRMED, kind_of(call).states):
        raise Refused("no-such-step", _("Answers to this kind of call are not reconfirmed."))


def check_asking(call: Call, at: datetime) -> None:
    """Raise Refused, with what helps, where nobody can be asked to reconfirm."""
    check_kind(call)
    if call.status != CallStatus.PUBLISHED:
        raise Refused("not-published", _("Only for a call that is published can people be asked to reconfirm."))
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
        address=F("email"), country=Subquery(country), reading=reads("languages", "zone")
    )
    known = people.filter(email=OuterRef("email")).annotate(reads=reads("languages", "zone")).values("reads")[:1]
    named = responses.exclude(email="").annotate(
        address=F("email"), reading=Coalesce(Subquery(known), reads("language", "call__zone"))
    )
    return leaders, named


@transaction.atomic
def ask_to_reconfirm(call: Call, by: Person, at: datetime) -> Mailing | None:
    """Ask everybody who is due whether he is still coming, and by when to say so; once a day, however often called.

    None, and no mailing, where nobody is due. Raises Refused (``check_asking``).
    """
    held: Call = Call.objects.select_for_update(of=("self",)).select_related("programme").get(pk=call.pk)
    check_asking(held, at)
    key = asking_key(held, at.date().isoformat())
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
    written = fill(mailing, every, kinds_of(*every), lambda language, zone: write(call, language, zone, at), at)
    asked.update(asked_at=at)
    return written
