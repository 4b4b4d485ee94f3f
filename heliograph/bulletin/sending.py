"""A published issue becomes a mailing: one letter for each language and zone, one message for each reader.

Every step is found done when it is done again, so a run that was killed at any point is simply run anew: the
mailing has a key, the first letter of a language and zone stays, an address has one message, a mailing starts
once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy
from django_tasks.base import Task

from heliograph.bulletin.edition import languages_of, prepare
from heliograph.bulletin.models import Issue, IssueEntry
from heliograph.bulletin.readership import Group, Grouping, readership
from heliograph.bulletin.renditions import letter
from heliograph.bulletin.states import IssueState, Unrenderable
from heliograph.delivery import proofs
from heliograph.delivery.letters import Letter
from heliograph.delivery.mailings import Recipient, add_body, fill_from, open_mailing
from heliograph.delivery.models import Mailing, MailingEntry
from heliograph.delivery.states import Incomplete, MailingState
from heliograph.delivery.steering import seal, start
from heliograph.delivery.topics import Topic
from heliograph.network.models import Person
from heliograph.texts.languages import base
from heliograph.texts.multilingual import pick

log = logging.getLogger(__name__)

#: What a reader unsubscribes from.
BULLETIN = Topic("bulletin", gettext_lazy("The bulletin"), gettext_lazy("News, calls and dates, every two weeks."), 10)
TOPIC = BULLETIN.slug
#: A letter that is not on its way so long after its issue was published, or last taken up, has lost its task.
LOST_AFTER = timedelta(minutes=10)
#: For how long after publication a lost letter is taken up again.
TAKEN_UP_FOR = timedelta(days=1)
_TASK = "heliograph.bulletin.tasks.send_issue"
_HANDED_OVER = ("publish", "resend")


def enqueue(issue_id: int) -> None:
    """Call the sending task by name (tasks stand above this module)."""
    task: Task[[int], None] = import_string(_TASK)
    task.enqueue(issue_id)


def offered_languages(issue: Issue) -> tuple[str, ...]:
    """The interface languages in which the issue has texts, the default one first; the default one where
    there is none.
    """
    written = {base(tag) for tag in languages_of(issue)}
    codes = [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)]
    return tuple(dict.fromkeys(code for code in codes if code in written)) or (settings.LANGUAGE_CODE,)


def send(issue_id: int, at: datetime) -> Mailing | None:
    """Write the letters of an issue, one message for each reader at ``at``, and start the mailing, unless it waits
    for somebody's approval.

    None where the issue is not published, or is one that is not mailed. Raises Incomplete where no letter at
    all could be made.
    """
    issue = Issue.objects.complete().get(pk=issue_id)
    if issue.state != IssueState.PUBLISHED or not issue.mailing_key:
        return None
    mailing = open_mailing(issue.mailing_key, TOPIC, pick(issue.title, [issue.source_language])[0], at)
    if mailing.state == MailingState.FILLING:
        _fill(mailing, issue, at)
        (seal if issue.letters_wait else start)(mailing.pk, at, "")
        mailing.refresh_from_db()
    return mailing


def _fill(mailing: Mailing, issue: Issue, at: datetime) -> None:
    parts = list(readership(issue.reach, at.date()))
    kinds = [readers.kinds(Grouping(offered_languages(issue))) for readers in parts]
    wanted = {group for found in kinds for group in found.values()}
    write_letters(mailing, issue, sorted(wanted, key=lambda group: (group.language, group.zone)), at)
    for readers, found in zip(parts, kinds, strict=True):
        fill_from(mailing, readers.records, {kind: (group.language, group.zone) for kind, group in found.items()})


def send_proof(issue: Issue, group: Group, reader: Person, at: datetime) -> None:
    """Send one person the letter of a group, marked as a test. Raises Unrenderable, Incomplete."""
    to = Recipient(reader.email, reader.name, group.language, group.zone)
    proofs.send(compose(issue, group, at), to, f"issue-{issue.pk}-{uuid4().hex}", at)


def write_letters(mailing: Mailing, issue: Issue, wanted: Iterable[Group], at: datetime) -> None:
    """The letter of each group. A group whose letter fails is noted in the issue's log; delivery then gives
    it the nearest.
    """
    there = set(mailing.bodies.values_list("language", "zone"))
    for group in wanted:
        if (group.language, group.zone) in there:
            continue
        try:
            add_body(mailing, group.language, group.zone, compose(issue, group, at), at)
        except (Unrenderable, Incomplete) as error:
            _note_failure(mailing, issue, group, error, at)


def compose(issue: Issue, group: Group, at: datetime) -> Letter:
    """The letter of a group. Raises Unrenderable."""
    return letter.render(prepare(issue, [group.language], group.zone, at))


def _note_failure(mailing: Mailing, issue: Issue, group: Group, error: Exception, at: datetime) -> None:
    """Once per language, in the logs of the issue and of its mailing: the same fault returns in every zone."""
    log.error("No letter of issue %s in %s for %s: %s", issue.number, group.language, group.zone, error)
    note = f"{group.language}: {error}"[:500]
    if not issue.log.filter(verb="letter-failed", note=note).exists():
        IssueEntry.objects.create(issue=issue, at=at, verb="letter-failed", note=note)
        MailingEntry.objects.create(mailing=mailing, at=at, verb="letter-failed", note=note)


def take_up(at: datetime) -> list[int]:
    """Call the task anew for issues published of late whose mailing is not on its way; returns their numbers.

    So neither a machine that stops between commit and queue nor a queue that was emptied loses an issue.
    """
    recent = Issue.objects.published().exclude(mailing_key="").filter(published_at__gt=at - TAKEN_UP_FOR)
    quiet = [issue for issue in recent.filter(published_at__lte=at - LOST_AFTER) if not _handed_over_since(issue, at)]
    keys = [issue.mailing_key for issue in quiet]
    on_its_way = Mailing.objects.filter(key__in=keys).exclude(state=MailingState.FILLING).values_list("key", flat=True)
    lost = [issue for issue in quiet if issue.mailing_key not in set(on_its_way)]
    for issue in lost:
        _hand_over_again(issue, at)
    return [issue.number for issue in lost]


def _handed_over_since(issue: Issue, at: datetime) -> bool:
    return issue.log.filter(verb__in=_HANDED_OVER, at__gt=at - LOST_AFTER).exists()


@transaction.atomic
def _hand_over_again(issue: Issue, at: datetime) -> None:
    IssueEntry.objects.create(issue=issue, at=at, verb="resend")
    transaction.on_commit(partial(enqueue, issue.pk))
