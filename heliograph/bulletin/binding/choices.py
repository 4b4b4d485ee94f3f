"""What a person says who makes a call or an event of a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from heliograph.bulletin.models import Attachment
from heliograph.calls.deadlines.moments import Moment
from heliograph.calls.models import Programme
from heliograph.calls.states import DeadlineKind
from heliograph.events.models import Event
from heliograph.frame.translating import Reviewed
from heliograph.network.models import Audience

Texts = Mapping[str, str]


@dataclass(frozen=True)
class DateChoice:
    """A date of the call; ``uid`` is that of the item's date whose place it takes, empty where it is a new one."""

    kind: DeadlineKind
    moment: Moment
    uid: str = ""


@dataclass(frozen=True, kw_only=True)
class OfProgramme:
    """``programme`` None: a new one with this title, published where ``publish_programme`` says so."""

    programme: Programme | None = None
    programme_title: Texts = field(default_factory=dict)
    publish_programme: bool = False
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class EventChoices(OfProgramme):
    """``event``: the one of the item that has this time too; None: a new one. ``time`` are fields of an occurrence as
    ``events.scheduling.timing`` takes them; ``uid`` that of the item's date whose place it takes, empty for none.
    """

    event: Event | None = None
    kind: str
    title: Texts
    summary: Texts = field(default_factory=dict)
    text: Texts = field(default_factory=dict)
    reviewed: Reviewed = field(default_factory=Reviewed)
    time: Mapping[str, Any] = field(default_factory=dict)
    uid: str = ""


@dataclass(frozen=True, kw_only=True)
class Choices(OfProgramme):
    """``title``, ``summary`` and ``text`` are by language. ``audience`` None and ``start`` (a key of the ready-made
    rules) empty: everybody.
    """

    kind: str
    title: Texts
    summary: Texts = field(default_factory=dict)
    text: Texts = field(default_factory=dict)
    reviewed: Reviewed = field(default_factory=Reviewed)
    languages: Sequence[str] = ()
    audience: Audience | None = None
    start: str = ""
    dates: Sequence[DateChoice] = ()
    attachments: Sequence[Attachment] = ()
