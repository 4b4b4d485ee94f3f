"""What letters are about: the topics that a reader chooses among, registered by the apps that send."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Topic:
    """``slug`` stands in List-Id; ``label`` and ``about`` (one sentence: which letters these are) on the reader's page.

    A ``transactional`` topic answers what the reader has just done (a receipt, a code to sign in): it cannot be
    unsubscribed from and goes even to a suppressed address. ``digest`` says that its letters may come together every
    two weeks. The text of a ``secret`` letter is erased as soon as it is sent. An ``internal`` topic is not
    shown to readers.
    """

    slug: str
    label: str | Promise
    about: str | Promise
    order: int = 100
    transactional: bool = False
    digest: bool = False
    secret: bool = False
    internal: bool = False


_topics: dict[str, Topic] = {}


def register(topic: Topic) -> None:
    """Add a topic; registering the same slug again replaces it."""
    _topics[topic.slug] = topic


def topic(slug: str) -> Topic:
    """The topic of a slug; one that nobody has registered can be unsubscribed from and has no digest."""
    return _topics.get(slug) or Topic(slug, slug, "")


def topics() -> list[Topic]:
    """All topics, in the order in which a reader sees them."""
    return sorted(_topics.values(), key=lambda each: (each.transactional, each.order, each.slug))
