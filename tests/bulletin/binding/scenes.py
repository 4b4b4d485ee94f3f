"""An issue whose first item proposes a registration with three dates, and the choices that a person makes of it."""

from __future__ import annotations

from typing import Any

from i18nfield.strings import LazyI18nString

from heliograph.bulletin.binding.choices import Choices, DateChoice
from heliograph.bulletin.binding.guessing import guess
from heliograph.bulletin.models import Item, ItemProposal
from heliograph.calls.states import DeadlineKind
from tests.bulletin.factories import make_issue, make_item, make_moment

CLOSES = {"of": "closes", "what": "register", "start": "2026-01-18", "text": "18 January"}
WITHDRAW = {"of": "withdraw", "what": "withdraw", "start": "2026-01-15", "text": "15 January"}
RECONFIRM = {"of": "reconfirm", "what": "reconfirm", "start": None, "text": "Please reconfirm by e-mail."}
PREFILL = {
    "call": "registration", "what": "register", "name": "Registration", "opens": None,
    "deadlines": [CLOSES, WITHDRAW, RECONFIRM], "form": "https://forms.example.org/a",
    "contact": ["conference@secretariat.example.org"], "languages": ["en"], "audiences": ["national coordinators"],
}  # fmt: skip


def conference(number: int = 22, state: str = "published", **fields: Any) -> Item:
    """An item with the dates of ``PREFILL``, an event, and no proposal yet."""
    issue = make_issue(number, items=0, state=state)
    title = LazyI18nString({"en": "Conference", "fr": "Conférence"})
    body = LazyI18nString({"en": "Come to the conference.", "fr": "Venez à la conférence."})
    item: Item = make_item(issue, 1, title=title, body=body, **fields)
    make_moment(item, "event", 30, precision="minute", position=0)
    make_moment(item, "deadline", 5, what="register", text="18 January", position=1)
    make_moment(item, "deadline", 2, what="withdraw", text="15 January", position=2)
    return item


def proposal(item: Item, **prefill: Any) -> ItemProposal:
    """A proposal of a call, as the importer makes it."""
    made: ItemProposal = ItemProposal.objects.create(
        item=item, kind="call", title="Conference: Registration", prefill={**PREFILL, **prefill}
    )
    return made


def choices(proposed: ItemProposal, **fields: Any) -> Choices:
    """What a person chooses who changes nothing."""
    guessed = guess(proposed)
    first = {
        "kind": guessed.kind,
        "title": guessed.title,
        "summary": guessed.summary,
        "text": guessed.text,
        "programme_title": {"en": "Conference", "fr": "Conférence"},
        "contact": guessed.contact,
        "languages": guessed.languages,
        "start": guessed.start,
        "dates": [DateChoice(DeadlineKind(one.kind), one.moment, one.uid) for one in guessed.dates if one.kind],
    }
    return Choices(**{**first, **fields})
