"""An issue on its way to its readers: scheduled, published, corrected. Each change holds lock, rule, write
and log entry.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import partial

from babel import Locale
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.bulletin.models import Issue, IssueEntry
from heliograph.bulletin.rules import may_edit
from heliograph.bulletin.search import index_issue
from heliograph.bulletin.sending import enqueue, take_up
from heliograph.bulletin.states import CORRECTED, IssueState, Reach, Refused
from heliograph.frame.finished import touch
from heliograph.moments.locales import locale_of
from heliograph.network.models import Person
from heliograph.texts.multilingual import texts_of

log = logging.getLogger(__name__)

#: A scheduled issue that is later than this asks a person.
LONG_PAST = timedelta(hours=6)


def _lock(issue_id: int) -> Issue:
    return Issue.objects.select_for_update().get(pk=issue_id)


def _check_actor(actor: Person | None) -> None:
    """``None`` is the scheduler, the importer or the sample."""
    if actor is not None and not may_edit(actor):
        raise Refused("not-allowed", _("Only the secretariat can publish an issue."))


def _write(issue: Issue, verb: str, note: str, actor: Person | None, at: datetime) -> Issue:
    issue.version += 1
    issue.saved_at = at
    issue.save()
    IssueEntry.objects.create(issue=issue, at=at, actor=actor, verb=verb, note=note[:500])
    if issue.state == IssueState.PUBLISHED:
        index_issue(issue)
        touch()
    return issue


def _language_name(tag: str) -> str:
    reader: Locale = locale_of(get_language() or "en")
    return str(reader.languages.get(tag, tag))


def check_ready(issue: Issue) -> None:
    """Raise Refused where an issue cannot be read as it is: no items, or a title missing in the language it
    is written in.
    """
    source = issue.source_language
    items = list(issue.items.all())
    if not items:
        raise Refused("no-items", _("This issue has no items yet. Add one, then publish it."))
    language = {"language": _language_name(source)}
    if not texts_of(issue.title).get(source, "").strip():
        raise Refused("title-missing", _("The issue has no title in %(language)s. Write one.") % language)
    for number, item in enumerate(items, 1):
        if not texts_of(item.title).get(source, "").strip():
            sentence = _("Item %(number)s has no title in %(language)s. Write one.")
            raise Refused("item-title-missing", sentence % {"number": number, **language})


@transaction.atomic
def schedule(issue_id: int, at_when: datetime, actor: Person | None, at: datetime) -> Issue:
    """Let an issue be published by itself at ``at_when`` (aware); one scheduled already gets the new time.

    Raises Refused: published already, not ready, or a time that is past.
    """
    issue = _lock(issue_id)
    _check_actor(actor)
    if issue.state == IssueState.PUBLISHED:
        raise Refused("published", _("This issue is published already."))
    if at_when <= at:
        raise Refused("past", _("This time is past. Choose a later one, or publish the issue now."))
    check_ready(issue)
    issue.state, issue.publish_at = IssueState.SCHEDULED, at_when
    return _write(issue, "schedule", at_when.isoformat(timespec="minutes"), actor, at)


@transaction.atomic
def unschedule(issue_id: int, actor: Person | None, at: datetime, note: str = "") -> Issue:
    """Make a scheduled issue a draft again. Raises Refused where it is not scheduled (any more)."""
    issue = _lock(issue_id)
    _check_actor(actor)
    if issue.state == IssueState.PUBLISHED:
        raise Refused("published", _("This issue is published already."))
    if issue.state != IssueState.SCHEDULED:
        raise Refused("not-scheduled", _("This issue is not scheduled."))
    issue.state, issue.publish_at = IssueState.DRAFT, None
    return _write(issue, "unschedule", note, actor, at)


@transaction.atomic
def address(issue_id: int, reach: str, actor: Person | None, at: datetime, *, wait: bool) -> Issue:
    """Choose to whom the letters of an issue go, and whether they wait for approval. Raises Refused once it is
    published.
    """
    issue = _lock(issue_id)
    _check_actor(actor)
    if issue.state == IssueState.PUBLISHED:
        raise Refused("published", _("This issue is published already."))
    if (issue.reach, issue.letters_wait) == (reach, wait):
        return issue
    issue.reach, issue.letters_wait = Reach(reach), wait
    return _write(issue, "address", f"{reach}{', wait' if wait else ''}", actor, at)


@transaction.atomic
def publish(issue_id: int, actor: Person | None, at: datetime) -> Issue:
    """Publish an issue and, after commit, hand it to the task that sends it; nothing more happens the second
    time.

    Raises Refused where it is not ready.
    """
    issue = _lock(issue_id)
    _check_actor(actor)
    if issue.state == IssueState.PUBLISHED:
        return issue
    check_ready(issue)
    issue.state, issue.published_at, issue.publish_at = IssueState.PUBLISHED, at, None
    issue.mailing_key = f"issue-{issue.number}-{issue.pk}"
    _write(issue, "publish", "", actor, at)
    transaction.on_commit(partial(enqueue, issue_id))
    return issue


@transaction.atomic
def shelve(issue_id: int, published_at: datetime, actor: Person | None, at: datetime) -> Issue:
    """Put an issue that reached its readers by other means into the archive, as published at
    ``published_at``; mails nothing.

    Raises Refused where it is not ready, or where ``published_at`` is still to come.
    """
    issue = _lock(issue_id)
    _check_actor(actor)
    if issue.state == IssueState.PUBLISHED:
        return issue
    if published_at > at:
        raise Refused("future", _("An issue of the archive cannot be from the future."))
    check_ready(issue)
    issue.state, issue.published_at, issue.publish_at, issue.mailing_key = IssueState.PUBLISHED, published_at, None, ""
    return _write(issue, "shelve", "", actor, at)


@transaction.atomic
def correct(issue_id: int, note: str, actor: Person | None, at: datetime) -> Issue:
    """Date a correction of a published issue and keep its note, which every rendition shows from now on.

    What was mailed stays as it was sent: the letters are kept by delivery. Raises Refused: not published, or
    no note.
    """
    issue = _lock(issue_id)
    _check_actor(actor)
    if issue.state != IssueState.PUBLISHED:
        raise Refused("not-published", _("This issue is not published yet: change it as you like."))
    if not note.strip():
        raise Refused("note-missing", _("Say in a few words what you corrected."))
    issue.corrected_at = at
    return _write(issue, CORRECTED, note.strip(), actor, at)


def publish_due(at: datetime) -> list[int]:
    """Publish the scheduled issues whose time has come and take up letters that lost their task; returns the
    issues' numbers.

    An issue that is not ready becomes a draft again, with the reason in its log.
    """
    published = [number for pk, number in Issue.objects.due(at).values_list("pk", "number") if _publish_one(pk, at)]
    take_up(at)
    return published


def _check_time(issue: Issue, at: datetime) -> None:
    """Raise Refused where its time is long past: after a restored backup or a long stop a person decides."""
    if issue.publish_at is not None and issue.publish_at < at - LONG_PAST:
        raise Refused(
            "long-past", _("Its time was long past when Heliograph ran again. Publish it if it should still go.")
        )


def _publish_one(issue_id: int, at: datetime) -> bool:
    try:
        _check_time(Issue.objects.get(pk=issue_id), at)
        publish(issue_id, None, at)
    except Refused as refusal:
        log.warning("A scheduled issue was not published: %s", refusal)
        unschedule(issue_id, None, at, str(refusal))
        return False
    return True
