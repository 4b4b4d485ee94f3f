"""Who answers together, what each has said, and what the reader may do about it: for the pages of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from heliograph.calls.corresponding.inviting import MOST, may_remove
from heliograph.calls.corresponding.links import member_url, with_token
from heliograph.calls.corresponding.members import is_open
from heliograph.calls.deadlines.dates import Dates
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle.verbs import dates_for
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.states import DeadlineKind
from heliograph.moments.wording import distance
from heliograph.network.models import Person

LEAD, JOINED, WAITING, DECLINED = "lead", "joined", "waiting", "declined"
WORDS: dict[str, Promise] = {
    LEAD: pgettext_lazy("who answers together", "leads the answer"),
    JOINED: pgettext_lazy("who answers together", "answers too"),
    WAITING: pgettext_lazy("who answers together", "invited, has not answered yet"),
    DECLINED: pgettext_lazy("who answers together", "has declined"),
}
#: What is done with one who was invited, in the order of the buttons.
TAKE_BACK, REMOVE, LEAVE, HAND_OVER = "take-back", "remove", "leave", "hand-over"
BUTTONS: dict[str, Promise] = {
    TAKE_BACK: pgettext_lazy("button", "Take the invitation back"),
    HAND_OVER: pgettext_lazy("button", "Hand over"),
    REMOVE: pgettext_lazy("button", "Take out"),
    LEAVE: pgettext_lazy("button", "Leave"),
}
#: Those that take the answer away from somebody.
GRAVE = frozenset({REMOVE, LEAVE})


@dataclass(frozen=True)
class Button:
    """A page on which something is done with a member; ``grave`` where it takes something away."""

    url: str
    label: Promise
    grave: bool


@dataclass(frozen=True)
class Member:
    """One line: ``name`` and ``address`` (empty where it would be the same), what stands, what the reader may do."""

    name: str
    address: str
    standing: str
    you: bool
    buttons: tuple[Button, ...] = ()

    @property
    def words(self) -> Promise:
        return WORDS[self.standing]


@dataclass(frozen=True)
class Box:
    """``shown``: there is something to say. ``url`` is the page of this room, for those who may open it.

    ``waiting`` says how many have not answered, and when the call closes; ``needed`` that it cannot be sent without.
    """

    members: tuple[Member, ...]
    url: str
    shown: bool
    may_invite: bool
    waiting: str = ""
    needed: str = ""


@dataclass(frozen=True)
class _Reader:
    """Who looks at a response: ``takes_part``, and the token of the link by which he came (or none)."""

    response: Response
    person: Person
    takes_part: bool
    signed: str


def box(response: Response, person: Person, at: datetime, signed: str = "") -> Box:
    """The box for one reader of a response, who may only look where he is none of those who answer it.

    ``signed`` is the token of the link by which he came without signing in. Two queries, and one for the dates.
    """
    rows = list(response.co_respondents.filter(removed_at=None).select_related("person"))
    for row in rows:
        row.response = response
    together = {response.person_id, *(row.person_id for row in rows if row.accepted_at is not None)}
    reader = _Reader(response, person, person.pk in together, signed)
    dates = dates_for(response.call, response.person)
    left = MOST - sum(row.declined_at is None for row in rows)
    open_now = response.call.together and is_open(response, dates, at)
    waiting = sum(_standing(row) == WAITING for row in rows)
    return Box(
        members=(_lead(reader), *(_member(row, reader) for row in rows)),
        url=with_token(reverse("calls:together", args=[response.public_id]), signed) if reader.takes_part else "",
        shown=bool(rows) or (response.call.together and reader.takes_part),
        may_invite=reader.takes_part and open_now and left > 0,
        waiting=_waiting(waiting, dates, person, at) if waiting and open_now else "",
        needed=_needed(response) if waiting and open_now else "",
    )


def _lead(reader: _Reader) -> Member:
    lead = reader.response.person
    return _line(str(lead), lead.email, LEAD, lead.pk == reader.person.pk)


def _member(row: CoRespondent, reader: _Reader) -> Member:
    name = str(row.person) if row.person is not None else row.name or row.email
    you = row.person_id == reader.person.pk
    return _line(name, row.email, _standing(row), you, tuple(_buttons(row, reader)))


def _line(name: str, address: str, standing: str, you: bool, buttons: tuple[Button, ...] = ()) -> Member:
    return Member(name, "" if address == name else address, standing, you, buttons)


def _standing(row: CoRespondent) -> str:
    if row.declined_at is not None:
        return DECLINED
    return JOINED if row.accepted_at is not None else WAITING


def _buttons(row: CoRespondent, reader: _Reader) -> Iterator[Button]:
    for do in choices(row, reader.response, reader.person, takes_part=reader.takes_part):
        yield Button(member_url(row, do, reader.signed), BUTTONS[do], do in GRAVE)


def choices(row: CoRespondent, response: Response, person: Person, *, takes_part: bool) -> list[str]:
    """What a person may do with one who was invited to a response, of ``BUTTONS``."""
    standing, leads = _standing(row), response.person_id == person.pk
    if row.removed_at is not None or standing == DECLINED:
        return []
    if standing == WAITING:
        return [TAKE_BACK] if may_remove(response, row, person, takes_part=takes_part) else []
    if leads:
        return [HAND_OVER, REMOVE]
    return [LEAVE] if row.person_id == person.pk else []


def _waiting(count: int, dates: Dates, person: Person, at: datetime) -> str:
    until = dates.own_until(DeadlineKind.CLOSES)
    if until is None or until <= at:
        said = ngettext("%(count)s has not answered yet.", "%(count)s have not answered yet.", count)
        return said % {"count": count}
    away = distance(until - timedelta(minutes=1), at, get_language() or "en", person.zone)
    said = ngettext(
        "%(count)s has not answered yet; the call closes %(distance)s.",
        "%(count)s have not answered yet; the call closes %(distance)s.",
        count,
    )
    return said % {"count": count, "distance": away}


def _needed(response: Response) -> str:
    if not kind_of(response.call).needs_all:
        return ""
    return _("This can be sent once all who were invited have accepted or declined, or their invitation is taken back.")
