"""What a person says who makes a call of a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from heliograph.bulletin.models import Attachment
from heliograph.calls.deadlines.moments import Moment
from heliograph.calls.models import Programme
from heliograph.calls.states import DeadlineKind
from heliograph.frame.translating import Reviewed
from heliograph.network.models import Audience

Texts = Mapping[str, str]


@dataclass(frozen=True)
class DateChoice:
    """A date of the call; ``uid`` is that of the item's date whose place it takes, empty where it is a new one."""

    kind: DeadlineKind
    moment: Moment
    uid: str = ""


@dataclass(frozen=True)
class Choices:
    """``programme`` None: a new one with this title, published where ``publish_programme`` says so.

    ``title``, ``summary`` and ``text`` are by language. ``audience`` None and ``start`` (a key of the ready-made rules)
    empty: everybody.
    """

    kind: str
    title: Texts
    summary: Texts = field(default_factory=dict)
    text: Texts = field(default_factory=dict)
    reviewed: Reviewed = field(default_factory=Reviewed)
    programme: Programme | None = None
    programme_title: Texts = field(default_factory=dict)
    publish_programme: bool = False
    contact: str = ""
    languages: Sequence[str] = ()
    audience: Audience | None = None
    start: str = ""
    dates: Sequence[DateChoice] = ()
    attachments: Sequence[Attachment] = ()
