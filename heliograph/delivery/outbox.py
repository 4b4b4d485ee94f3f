"""One letter for one person, handed over inside the caller's transaction: it goes if that commits, and only then.

The letters of a topic stand in a stream, a mailing that never ends.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from heliograph.delivery import filling
from heliograph.delivery.letters import Letter
from heliograph.delivery.mailings import Recipient, check_topic, keep_body, message_for
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.states import MailingState
from heliograph.delivery.topics import topic as topic_of

LONGEST_KEY = 120


@transaction.atomic
def post(letter: Letter, to: Recipient, topic: str, key: str, at: datetime) -> Message:
    """Put a letter into the queue; the same ``key`` on the same topic is the same letter, whatever it says.

    Who has chosen the digest gets it there, who wants nothing on the topic not at all, unless the topic is
    transactional. Raises Incomplete for a letter that must not be sent, ValueError for a topic or key that is none.
    """
    if not 0 < len(key) <= LONGEST_KEY:
        raise ValueError(f"{key!r} is no key: 1 to {LONGEST_KEY} characters")
    mailing = stream(topic, at)
    body, made = keep_body(mailing, key, (to.language, to.zone), letter, at)
    if not made:
        found: Message = Message.objects.select_related("mailing").get(mailing=mailing, key=key)
        return found
    message = message_for(mailing, body.pk, to)
    message.key = key
    filling.settle(mailing, [message])
    message.save()
    return message


def stream(topic: str, at: datetime) -> Mailing:
    """The mailing that takes the single letters of a topic, made where there is none yet. Raises ValueError."""
    check_topic(topic)
    about = topic_of(topic)
    first = {
        "topic": topic,
        "title": str(about.label)[:250],
        "created_at": at,
        "started_at": at,
        "domain": settings.MAIL_DOMAIN,
        "automatic": True,
        "stream": True,
        "urgent": about.transactional,
        "state": MailingState.SENDING,
    }
    return Mailing.objects.get_or_create(key=f"letters/{topic}", defaults=first)[0]
