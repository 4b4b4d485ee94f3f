"""What a reader does on the pages behind the links of a letter: unsubscribe, choose topic by topic, mend an address.

Each function is one transaction. The signed token of the link is what authorises; who holds it reads the mailbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.delivery.addresses import key
from heliograph.delivery.digests.days import TOPIC as DIGEST
from heliograph.delivery.letters import one_line
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import AddressEntry
from heliograph.delivery.preferences import choices, choose, chosen
from heliograph.delivery.states import AddressVerb, Cause, Choice, Refused
from heliograph.delivery.suppressing import lift, suppression_of
from heliograph.delivery.topics import Topic, topic, topics

#: What a reader may take back without a person: he shows by the link that letters reach him.
LIFTABLE = frozenset({Cause.REFUSAL, Cause.BOUNCE, Cause.COMPLAINT})
READER = "reader"


class Unfit(Refused):
    """A choice that a topic does not offer, or a topic that there is not; ``topic`` is the slug as it was sent."""

    def __init__(self, code: str, sentence: str, topic: str) -> None:
        super().__init__(code, sentence)
        self.topic = topic


@dataclass(frozen=True)
class Change:
    """How the letters of a topic were wanted before, and how they are from now on."""

    topic: Topic
    before: Choice
    after: Choice


def offered() -> list[Topic]:
    """The topics that a reader chooses among, in the order in which he sees them."""
    return [each for each in topics() if choices(each) and each.slug != DIGEST]


def always() -> list[Topic]:
    """The topics whose letters always come, since they answer what a reader does."""
    return [each for each in topics() if each.transactional and not each.internal]


def coming_together(address: str) -> list[Topic]:
    """The topics whose letters an address gets in the digest."""
    listed = offered()
    said = chosen(address, [each.slug for each in listed])
    return [each for each in listed if said[each.slug] == Choice.DIGEST]


def concerned(subscription: Subscription) -> list[Topic]:
    """The topics that unsubscribing by a link stops: the link's own, none where that is transactional.

    The digest's link stops all whose letters come in the digest.
    """
    if subscription.topic == DIGEST:
        return coming_together(subscription.address)
    own = topic(subscription.topic)
    return [own] if choices(own) else []


def coming(subscription: Subscription) -> list[Topic]:
    """Those of the concerned topics whose letters come at present."""
    said = chosen(subscription.address, [each.slug for each in concerned(subscription)])
    return [topic(slug) for slug, choice in said.items() if choice != Choice.NEVER]


@transaction.atomic
def unsubscribe(subscription: Subscription, at: datetime) -> list[Change]:
    """No more letters of the topics that a link is about; twice is the same as once."""
    return _set(subscription.address, {each.slug: Choice.NEVER for each in concerned(subscription)}, at)


@transaction.atomic
def take_back(subscription: Subscription, at: datetime) -> list[Change]:
    """Let the letters of a link's own topic come again, as they came before they were stopped."""
    own = topic(subscription.topic)
    if own.slug == DIGEST or not choices(own):
        return []
    return _set(subscription.address, {own.slug: _before(subscription)}, at)


def _before(subscription: Subscription) -> Choice:
    """The latest choice but to have none, by the address's log; at once where it tells of none."""
    lead = f"{subscription.topic}: "
    log = AddressEntry.objects.filter(address=key(subscription.address), verb=AddressVerb.CHOSE)
    said = log.filter(detail__startswith=lead).exclude(detail=f"{lead}{Choice.NEVER}").order_by("-pk")
    choice = (said.values_list("detail", flat=True).first() or "").removeprefix(lead)
    return Choice(choice) if choice in choices(topic(subscription.topic)) else Choice.INSTANT


@transaction.atomic
def save(address: str, wanted: Mapping[str, str], at: datetime) -> list[Change]:
    """Let each of these topics be as chosen; topics that are not named stay as they are.

    Raises Unfit, and changes nothing, where one of them is not offered or not so.
    """
    listed = {each.slug: each for each in offered()}
    return _set(address, {slug: _fit(slug, choice, listed) for slug, choice in wanted.items()}, at)


def _fit(slug: str, choice: str, listed: Mapping[str, Topic]) -> Choice:
    if slug not in listed:
        sentence = _("There are no letters of the kind “%(topic)s” to choose. Nothing has been saved.")
        raise Unfit("unknown-topic", sentence % {"topic": one_line(slug, 40)}, slug)
    if choice not in choices(listed[slug]):
        sentence = _("“%(topic)s” cannot come in this way. Choose one of the ways shown; nothing has been saved.")
        raise Unfit("unknown-choice", sentence % {"topic": listed[slug].label}, slug)
    return Choice(choice)


@transaction.atomic
def refuse_all(address: str, at: datetime) -> list[Change]:
    """No more letters on any topic that can be chosen."""
    return _set(address, {each.slug: Choice.NEVER for each in offered()}, at)


def _set(address: str, wanted: Mapping[str, Choice], at: datetime) -> list[Change]:
    """Choose in the order of the slugs, so that two requests wait for one another and never cross."""
    before = chosen(address, wanted)
    changed = {slug for slug in sorted(wanted) if choose(Subscription(address, slug), wanted[slug], at, READER)}
    return [Change(topic(slug), before[slug], wanted[slug]) for slug in _in_order(changed)]


def _in_order(slugs: Iterable[str]) -> list[str]:
    return [each.slug for each in sorted(map(topic, slugs), key=lambda each: (each.order, each.slug))]


@transaction.atomic
def mend(address: str, at: datetime) -> bool:
    """Let letters go to a suppressed address again, since its reader says so; False where nothing stopped them.

    Raises Refused where a person at the desk has stopped them.
    """
    row = suppression_of(address)
    if row is not None and row.cause not in LIFTABLE:
        sentence = _(
            "A person at the desk has stopped letters to this address, and only the desk can allow them again."
        )
        raise Refused("stopped-by-desk", sentence)
    return lift(address, at, READER)
