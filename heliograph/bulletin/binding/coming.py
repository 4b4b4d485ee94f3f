"""The coming international days of a new issue: an item that fills itself, and is edited and removed like any other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.binding.tying import tie
from heliograph.bulletin.editing import add_item, start_issue
from heliograph.bulletin.models import Issue, Item, Label
from heliograph.events.observances.dates import next_of
from heliograph.events.observances.models import Observance
from heliograph.events.observances.shown import is_core
from heliograph.events.observances.states import ObservanceKind
from heliograph.network.models import Person

#: How far an issue looks ahead: to the issue after the next one. No more days than these, the soonest.
AHEAD = timedelta(days=28)
MOST = 4
LABEL = "international-day"
_LONG = frozenset({ObservanceKind.YEAR, ObservanceKind.DECADE})


@transaction.atomic
def begin_issue(fields: Mapping[str, Any], actor: Person | None, at: datetime) -> Issue:
    """A new issue with nothing in it but the coming days; raises Refused where its number is taken."""
    issue = start_issue(fields, actor, at)
    add_coming_days(issue, actor, at)
    return issue


@transaction.atomic
def add_coming_days(issue: Issue, actor: Person | None, at: datetime) -> Item | None:
    """An item bound to the main days that come within four weeks of the issue; None where none does."""
    days = coming_days(issue)
    if not days:
        return None
    titles = _titles()
    item = add_item(issue, titles.get(issue.source_language) or titles["en"], actor, at)
    item.title = LazyI18nString({**titles, **{issue.source_language: str(item.title)}})
    item.label = Label.objects.filter(key=LABEL).first()
    item.save(update_fields=["title", "label"])
    for day in days:
        tie(item, day, at)
    return item


def coming_days(issue: Issue) -> list[Observance]:
    """The main days and weeks that begin on the day of an issue or within four weeks of it. One query."""
    rows = Observance.objects.filter(hidden_at=None).exclude(kind__in=_LONG)
    found = [(days[0], each.key, each) for each in rows if is_core(each) and (days := next_of(each, issue.date))]
    last = issue.date + AHEAD
    return [each for first, _key, each in sorted(found, key=lambda one: one[:2]) if issue.date <= first <= last][:MOST]


def _titles() -> dict[str, str]:
    """The title in each language of texts in which it is known."""
    titles = {}
    for language in settings.CONTENT_LANGUAGES:
        with translation.override(language):
            titles[language] = _("Coming international days")
    return {language: words for language, words in titles.items() if language == "en" or words != titles["en"]}
