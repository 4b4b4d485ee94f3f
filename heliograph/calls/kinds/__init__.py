"""Kinds of call: what is the same in all calls of a sort. An app registers its own in ``ready()`` (``docs/kinds.md``).

The core asks the kind and never compares its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from heliograph.calls.kinds.options import Option, chosen
from heliograph.calls.states import DeadlineKind, Limit, RespondentKind, ResponseState, Verb

if TYPE_CHECKING:
    from heliograph.calls.deadlines.dates import Dates
    from heliograph.calls.models import Call, Response
    from heliograph.delivery.letters import Attached

Text = str | Promise
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column that a kind adds to tables and exports of responses; ``of`` gives a cell's words or number."""

    key: str
    label: Text
    of: Any


@dataclass(frozen=True)
class Card:
    """A call in a few words, as lists, programmes and bulletins show it: what its button says, what stands now."""

    button: Text
    standing: Text = ""


@dataclass(frozen=True)
class Outcome:
    """What came of a call that is over: words, and the address of a page (empty: none yet)."""

    words: Text
    url: str = ""


@dataclass(frozen=True)
class LetterView:
    """Who reads a letter or a receipt: the interface language, his zone (None: not known), the instant of writing.

    ``to`` is the address that it goes to.
    """

    language: str
    zone: str | None
    at: datetime
    to: str = ""


@dataclass(frozen=True)
class Enclosed:
    """What a kind adds to a letter: paragraphs after the answers, and files."""

    paragraphs: Sequence[str] = ()
    files: Sequence[Attached] = ()


@dataclass(frozen=True)
class Asking:
    """Who looks after answers: the person (None: nobody on record), his address, whether he came by a letter's link."""

    person: Any
    address: str
    by_link: bool
    at: datetime


@dataclass(frozen=True)
class Asked:
    """What another call asks of who has an answer: the call, its dates as they are for him, where he says it."""

    call: Call
    dates: Dates
    url: str


@dataclass(frozen=True)
class Defaults:
    """What a new call of a kind begins with."""

    respondent: RespondentKind = RespondentKind.PERSON
    limit: Limit = Limit.ONE
    delegation: bool = False
    together: bool = False
    minutes: int | None = None
    deadlines: Sequence[DeadlineKind] = (DeadlineKind.OPENS, DeadlineKind.CLOSES)
    questions: Sequence[Mapping[str, Any]] = ()


class Kind:
    """A kind of call. A plain one is data only: every method has a default.

    ``settled`` is the state to which sending leads: SUBMITTED where the organizer decides, CONFIRMED where it is enough
    to have answered (and there is a place). ``states`` are those that its responses can have.
    """

    key: ClassVar[str]
    label: ClassVar[Text]
    #: What a call of the kind is for, for who chooses one on the desk.
    about: ClassVar[Text] = ""
    #: What the button says that leads to the form.
    action: ClassVar[Text]
    order: ClassVar[int] = 500
    settled: ClassVar[ResponseState] = ResponseState.SUBMITTED
    states: ClassVar[frozenset[ResponseState]]
    defaults: ClassVar[Defaults] = Defaults()
    #: Whether all who were invited to answer together must have answered before it can be sent.
    needs_all: ClassVar[bool] = False
    #: Whether somebody else can come in the place of who has answered.
    passes_on: ClassVar[bool] = True
    #: The dates of which those concerned are told when they change; of the others the kind's app tells in its own way.
    told_dates: ClassVar[frozenset[DeadlineKind]] = frozenset(DeadlineKind)
    #: What an organizer chooses for a call of this kind, beside what all calls have.
    options: ClassVar[Sequence[Option]] = ()

    def chosen(self, call: Call) -> Mapping[str, Any]:
        """What was chosen of the kind's own options for a call, by key; the default where nothing was, or fits."""
        return chosen(self.options, call.options)

    def check(self, call: Call, answers: Answers, response: Response | None) -> Mapping[str, str]:
        """What is wrong with answers that are right one by one, by question (empty key: with the whole).

        Sentences to the respondent, in the active language. ``response`` is None for the first answer.
        """
        return {}

    def forbids(self, call: Call, person: Any, at: datetime) -> str:
        """Why a person of the audience may not answer all the same, as a sentence to him; empty where he may."""
        return ""

    def way(self, call: Call) -> tuple[str, str]:
        """Where somebody gets what ``forbids`` misses: an address and the words of its link; empty where nowhere."""
        return "", ""

    def share(self, call: Call, answers: Answers) -> str:
        """Which of the call's places an answer asks for, where the kind parts them; 64 characters at most."""
        return ""

    def room(self, call: Call, share: str) -> int | None:
        """How many places a share has, None for no limit. What lowers or raises it holds the call's row meanwhile."""
        return None

    def of_use_until(self, call: Call, share: str, at: datetime) -> datetime | None:
        """Until when somebody who waits can still make use of a place of a share; None: for as long as he likes.

        What is not after ``at``: of such a place nothing can be made any more, and nobody is offered it.
        """
        return None

    def is_scarce(self, call: Call) -> bool:
        """Whether places of a call are limited: its answers are then taken one after another."""
        return call.capacity is not None

    def after(self, response: Response, verb: Verb, at: datetime) -> None:
        """Called in the transaction in which a response was changed; what it raises undoes the change."""

    def enclosed(self, response: Response, verb: Verb, view: LetterView) -> Enclosed:
        """What the letter about a step says and brings besides, to who answers or has the place; in his language."""
        return Enclosed()

    def awaits(self, response: Response, view: LetterView) -> Sequence[str]:
        """What the page after sending says of what comes next, in sentences to its reader, in his language and zone."""
        return ()

    def asks(self, responses: Sequence[Response], asking: Asking) -> Mapping[int, Asked]:
        """What another call asks now of who looks after answers of this kind, by their primary key.

        Shown beside them as what is expected. A fixed number of queries, however many they are.
        """
        return {}

    def card(self, call: Call) -> Card:
        """How lists and bulletins show a call."""
        return Card(self.action)

    def outcome(self, call: Call) -> Outcome | None:
        """What came of a call that is closed or completed; None where there is nothing to show."""
        return None

    def columns(self, call: Call) -> Sequence[Column]:
        """Further columns of a table of responses."""
        return ()


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; registering the same key again replaces it."""
    _kinds[kind.key] = kind


def unregister(key: str) -> None:
    """Take a kind away: its calls are still shown, and take no answers."""
    _kinds.pop(key, None)


def kinds() -> list[Kind]:
    """All kinds, in the order in which the desk offers them."""
    return sorted(_kinds.values(), key=lambda each: (each.order, each.key))


def kind_of(call: Call) -> Kind:
    """The kind of a call; a closed one without any verbs where nobody has registered it (its app was taken away)."""
    return _kinds.get(call.kind, GONE)


class _Gone(Kind):
    key = "gone"
    label = "—"
    action = "—"
    states = frozenset(ResponseState)

    def forbids(self, call: Call, person: Any, at: datetime) -> str:
        return _("Answers to this call are not taken: its kind is not installed here.")


GONE = _Gone()
