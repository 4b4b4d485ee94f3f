"""How an address wants the letters of each topic, and what that means for letters that wait."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from heliograph.delivery.addresses import key
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import AddressEntry, Message, Preference, Suppression
from heliograph.delivery.states import AddressVerb, Choice, MailingState, MessageState
from heliograph.delivery.topics import Topic, topic

#: What becomes of a message that waits, by its reader's choice.
STATE_OF_CHOICE = {
    Choice.INSTANT: MessageState.QUEUED,
    Choice.DIGEST: MessageState.HELD,
    Choice.NEVER: MessageState.SKIPPED,
}
UNWANTED = gettext_noop("its reader wants no letters of this kind")


def choices(about: Topic) -> tuple[Choice, ...]:
    """What a reader can choose for a topic; nothing for a transactional one."""
    if about.transactional:
        return ()
    return (Choice.INSTANT, Choice.DIGEST, Choice.NEVER) if about.digest else (Choice.INSTANT, Choice.NEVER)


def choice_of(subscription: Subscription) -> Choice:
    """How an address wants the letters of a topic: at once where it has not said otherwise."""
    return chosen(subscription.address, [subscription.topic])[subscription.topic]


def chosen(address: str, slugs: Iterable[str]) -> dict[str, Choice]:
    """How an address wants the letters of several topics; one query."""
    said = Preference.objects.filter(address=key(address), topic__in=list(slugs)).values_list("topic", "choice")
    return dict.fromkeys(slugs, Choice.INSTANT) | {slug: Choice(choice) for slug, choice in said}


@transaction.atomic
def choose(subscription: Subscription, choice: Choice, at: datetime, actor: str = "") -> bool:
    """Let an address have the letters of a topic so from now on, those that wait in a queue included.

    Twice is the same as once; returns whether anything changed. Raises ValueError for a choice that the topic does not
    offer.
    """
    about = topic(subscription.topic)
    if choice not in choices(about):
        raise ValueError(f"{choice} cannot be chosen for {about.slug}")
    address = key(subscription.address)
    row, made = Preference.objects.select_for_update().get_or_create(
        address=address, topic=about.slug, defaults={"choice": choice, "at": at}
    )
    changed = row.choice != choice or (made and choice != Choice.INSTANT)
    if row.choice != choice:
        row.choice, row.at = choice, at
        row.save(update_fields=["choice", "at"])
    if changed:
        detail = f"{about.slug}: {choice}"
        AddressEntry.objects.create(address=address, at=at, verb=AddressVerb.CHOSE, detail=detail, actor=actor)
        _apply(address, about, choice)
    return changed


def _apply(address: str, about: Topic, choice: Choice) -> None:
    """Give what waits the state that the choice means; what is sent, in a sender's hands or over stays."""
    letters = Message.objects.to_address(address).filter(mailing__topic=about.slug)
    going = letters.exclude(mailing__state__in=[MailingState.SENT, MailingState.CANCELLED])
    held, queued = Q(state=MessageState.HELD), Q(state=MessageState.QUEUED)
    if choice == Choice.NEVER:
        found = letters.filter(held | queued)
    elif choice == Choice.DIGEST:
        found = going.filter(queued | Q(state=MessageState.SKIPPED, answer=UNWANTED))
    else:
        found = going.filter(held | Q(state=MessageState.SKIPPED, answer=UNWANTED))
    rows = list(found.select_for_update(of=("self",)).values_list("pk", flat=True))
    answer = UNWANTED if choice == Choice.NEVER else ""
    Message.objects.filter(pk__in=rows).update(state=STATE_OF_CHOICE[choice], answer=answer)


def unreached(slug: str) -> set[str]:
    """The addresses, in small letters, to which letters of a topic do not go; two queries."""
    never = Preference.objects.filter(topic=slug, choice=Choice.NEVER).values_list("address", flat=True)
    return set(never) | set(Suppression.objects.filter(lifted_at=None).values_list("address", flat=True))
