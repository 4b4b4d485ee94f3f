"""What comes, in a new issue: items that fill themselves from the agenda, and are edited and removed like any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.binding.tying import tie
from heliograph.bulletin.editing import add_item, start_issue
from heliograph.bulletin.models import Issue, Item, Label, Thing
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.models import Call
from heliograph.calls.states import DeadlineKind
from heliograph.events.agenda.days import days_of, midnight
from heliograph.events.agenda.sources import Entry, Wanted, gather
from heliograph.events.models import Event
from heliograph.events.observances.models import Observance
from heliograph.frame.reader import Reader
from heliograph.network.models import Person

#: How far an issue looks ahead: to the issue after the next one.
AHEAD = timedelta(days=28)


@dataclass(frozen=True)
class Block:
    """An item that fills itself: with what of the agenda, the soonest, and how many at most."""

    title: Promise
    label: str
    holds: Callable[[Entry], bool]
    most: int


def _closes(entry: Entry) -> bool:
    """Whether it is the date by which a call is to be answered."""
    call = entry.subject
    return isinstance(call, Call) and entry.over == dates_of(call).until(DeadlineKind.CLOSES)


def _takes_place(entry: Entry) -> bool:
    return isinstance(entry.subject, Event)


def _is_marked(entry: Entry) -> bool:
    return isinstance(entry.subject, Observance)


BLOCKS = (
    Block(_("Closing soon"), "", _closes, 6),
    Block(_("Takes place next"), "event", _takes_place, 6),
    Block(_("Coming international days"), "international-day", _is_marked, 4),
)


@transaction.atomic
def begin_issue(fields: Mapping[str, Any], actor: Person | None, at: datetime) -> Issue:
    """A new issue with nothing in it but what comes; raises Refused where its number is taken."""
    issue = start_issue(fields, actor, at)
    entries = coming(issue, at)
    for block in BLOCKS:
        _add(issue, block, [each for each in entries if block.holds(each)], actor, at)
    return issue


def coming(issue: Issue, at: datetime) -> list[Entry]:
    """What the agenda has for everybody that begins or closes on the day of an issue or within four weeks of it."""
    reader, last = Reader((issue.source_language,), issue.zone), issue.date + AHEAD
    first, over = midnight(issue.date, issue.zone), midnight(last + timedelta(days=1), issue.zone)
    found = gather(Wanted(AnonymousUser(), reader, at, first, over))
    return [each for each in found if not each.stored.withdrawn and _begins(each, issue)]


def _begins(entry: Entry, issue: Issue) -> bool:
    days = days_of(entry, issue.zone)
    return days is not None and issue.date <= days[0] <= issue.date + AHEAD


def _add(issue: Issue, block: Block, entries: Sequence[Entry], actor: Person | None, at: datetime) -> Item | None:
    """An item bound to what a block holds, each thing once; None where that is nothing."""
    found = (each.subject for each in entries)
    things = list(dict.fromkeys(each for each in found if isinstance(each, Thing)))[: block.most]
    if not things:
        return None
    titles = _titles(block.title)
    item = add_item(issue, titles.get(issue.source_language) or titles["en"], actor, at)
    item.title = LazyI18nString({**titles, **{issue.source_language: str(item.title)}})
    item.label = Label.objects.filter(key=block.label).first()
    item.save(update_fields=["title", "label"])
    for thing in things:
        tie(item, thing, at)
    return item


def _titles(title: Promise) -> dict[str, str]:
    """A title in each language of texts in which it is known."""
    titles = {}
    for language in settings.CONTENT_LANGUAGES:
        with translation.override(language):
            titles[language] = str(title)
    return {language: words for language, words in titles.items() if language == "en" or words != titles["en"]}
