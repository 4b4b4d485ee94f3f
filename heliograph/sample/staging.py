"""The sample put on stage: two issues in the archive, and the present one, read from its document and published.

Each step finds what is there and does nothing twice, so a first start that was broken off is simply started again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from heliograph.bulletin.importing import Draft, convert_file, draft_from, read_text
from heliograph.bulletin.importing.saving import save_draft
from heliograph.bulletin.models import Issue, Item
from heliograph.bulletin.publishing import publish, shelve
from heliograph.bulletin.review import Data, as_data
from heliograph.calls.models import Response
from heliograph.network.models import Person
from heliograph.sample.bulletins import NUMBER, as_markdown, build_document, document_name, earlier_issues, translations
from heliograph.sample.calls import confirm_calls, sample_calls, secretariat
from heliograph.sample.coming import expect_events
from heliograph.sample.events import events_named, hold_events
from heliograph.sample.holding import follow, hold_conference
from heliograph.sample.leading import lead_to_calls
from heliograph.sample.library import documents_named, load_library
from heliograph.sample.moving import bulletin_monday
from heliograph.sample.responses import load_responses
from heliograph.sample.reviews import load_reviews
from heliograph.sample.sources import SampleEdition, edition
from heliograph.sample.translating import translate
from heliograph.sample.tying import tie_documents
from heliograph.sample.webinar import attend_webinar, hold_webinar

_MORNING = time(9, 0)


@dataclass(frozen=True)
class Staged:
    """The present issue of the sample, and whether this call published it."""

    issue: Issue
    items: int
    fresh: bool


def sample_day(at: datetime) -> date:
    """The Monday of the week to which the sample's dates are moved."""
    today = at.astimezone(ZoneInfo(settings.ORGANIZER_ZONE)).date()
    return bulletin_monday(today, as_printed=settings.SAMPLE_DATES_AS_PRINTED)


def document_path() -> Path:
    """Where the sample bulletin's document is kept, to be looked at and imported again by hand."""
    return Path(settings.VAR) / "sample" / document_name()


def _dated(draft: Draft, written: SampleEdition) -> Data:
    """The draft with the day that the edition bears, as an editor would confirm it."""
    return {**as_data(draft), "date": written.date.isoformat()}


def stage_archive(at: datetime) -> None:
    """The numbers before the present one, on the shelf."""
    for editions in earlier_issues(sample_day(at)):
        english = editions["en"]
        if Issue.objects.filter(number=english.number).exists():
            continue
        with transaction.atomic():
            morning = datetime.combine(english.date, _MORNING, ZoneInfo(settings.ORGANIZER_ZONE)).astimezone(UTC)
            draft = read_text(as_markdown(english), now=min(morning, at))
            issue = save_draft(_dated(draft, english), {}, f"info-flash-{english.number}.md", None, at)
            translate(issue, editions)
            shelve(issue.pk, min(morning, at), None, at)


def stage_bulletin(at: datetime) -> Staged:
    """The present number, read from its document, translated, and published, which sends it."""
    there = Issue.objects.filter(number=NUMBER).first()
    if there is not None:
        return Staged(there, there.items.count(), fresh=False)
    day = sample_day(at)
    english, document = edition(NUMBER, "en", day), build_document(day)
    document_path().parent.mkdir(parents=True, exist_ok=True)
    document_path().write_bytes(document)
    source = convert_file(BytesIO(document), document_name())
    pictures = {picture.name: picture.data for picture in source.pictures}
    with transaction.atomic():
        draft = _dated(draft_from(source, now=at), english)
        issue = save_draft(draft, {}, document_name(), None, at, pictures)
        translate(issue, {"en": english, **translations(day)})
        if (by := secretariat()) is not None:
            confirm_calls(issue, by, at)
            _open_calls(issue, by, at)
        publish(issue.pk, None, at)
    return Staged(issue, issue.items.count(), fresh=True)


def _open_calls(issue: Issue, by: Person, at: datetime) -> None:
    """Beside the calls that were confirmed the library, a webinar that was held and the events to come; all items lead
    to theirs.
    """
    calls = sample_calls(issue.number)
    load_library(calls, by, at)
    if "speak" in calls:
        hold_webinar(issue, calls["speak"].programme, by, at)
    tie_documents(by, at)
    hold_events(issue, calls, by, at)
    lead_sample(issue.number)


def lead_sample(number: int = NUMBER) -> None:
    """Let the items of the sample lead to its calls, events and documents, at the address that the site has now."""
    items = Item.objects.filter(issue__number__lte=number).select_related("issue")
    lead_to_calls(items, sample_calls(number), {**documents_named(), **events_named()})


def stage_answers(at: datetime) -> int:
    """Answers to the calls of the present number, where nobody has answered them, reviews of those to the exchange, who
    takes part in webinars, and what the conference makes of those to its calls; returns how many answers were added.
    """
    by, before = secretariat(), Response.objects.count()
    added = load_responses(NUMBER, at)
    load_reviews(NUMBER, at)
    if by is None or not added:
        return added
    follow(sample_calls(NUMBER).get("speak"), at)
    with transaction.atomic():
        attend_webinar(at)
        expect_events(at)
    hold_conference(by, at)
    return Response.objects.count() - before
