"""Changes to an issue and its items by an editor: one function per change, with lock, rule, write and log entry.

A save takes ``seen``, the mark of what the editor had before his eyes (``mark_of``). Where the record differs from it
by now, because somebody else saved in between, nothing is written and ``Stale`` is raised. Every change grows the
issue's version. On a published issue a change of texts needs a note, which readers see beside "corrected on".
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.importing.saving import create_issue, free_number, free_slug, taken
from heliograph.bulletin.models import Issue, IssueEntry, Item, ItemMoment
from heliograph.bulletin.search import forget_items, index_issue
from heliograph.bulletin.states import CORRECTED, IssueState, Refused, Stale
from heliograph.frame.finished import touch
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.network.models import Person
from heliograph.texts.multilingual import digest, texts_of

Fields = Mapping[str, Any]

ISSUE_TEXTS = ("title", "introduction")
ITEM_TEXTS = ("title", "body", "action_label")
_ISSUE_OWN = ("number", "date", "zone", "source_language", *ISSUE_TEXTS)
_ITEM_OWN = ("label", "contact", "action_url", *ITEM_TEXTS)
MOMENT_FIELDS = (
    "kind",
    "what",
    "start",
    "end",
    "opens",
    "zone",
    "zone_assumed",
    "precision",
    "place",
    "language",
    "audience",
    "status",
)


def start_issue(fields: Fields, actor: Person | None, at: datetime) -> Issue:
    """A new empty issue; raises Refused where its number is taken."""
    free_number(fields["number"])
    with transaction.atomic():
        issue = create_issue(**fields, created_at=at, saved_at=at)
        IssueEntry.objects.create(issue=issue, at=at, actor=actor, verb="create")
    return issue


def mark_of(record: Issue | Item) -> str:
    """A short digest of what an editor of this record sees; equal marks mean that nothing he sees has changed."""
    own = _ISSUE_OWN if isinstance(record, Issue) else _ITEM_OWN
    seen: list[Any] = [_plain(getattr(record, name)) for name in own]
    if isinstance(record, Item):
        seen += [[_plain(getattr(moment, name)) for name in MOMENT_FIELDS] for moment in record.moments.all()]
        seen += [[picture.pk, _plain(picture.caption), _plain(picture.alt)] for picture in record.pictures.all()]
        seen += [[attachment.pk, attachment.title] for attachment in record.attachments.all()]
    return blake2b(json.dumps(seen, default=str).encode(), digest_size=10).hexdigest()


def _plain(value: Any) -> Any:
    return texts_of(value) if isinstance(value, LazyI18nString) else str(value)


def lock(issue: Issue) -> Issue:
    """The issue as it stands, its row held until the transaction ends."""
    return Issue.objects.select_for_update().get(pk=issue.pk)


def check_note(issue: Issue, note: str) -> None:
    """Raise Refused where a published issue would be changed without a word to its readers."""
    if issue.state == IssueState.PUBLISHED and not note.strip():
        raise Refused("note-missing", _("This issue is published. Say in a few words what you corrected."))


def log_change(issue: Issue, actor: Person | None, at: datetime, verb: str, note: str, *, correction: str = "") -> None:
    """Grow the version, write the log; a published issue's correction is dated, its search and its pages made anew."""
    corrected = issue.state == IssueState.PUBLISHED and bool(correction.strip())
    issue.version += 1
    issue.saved_at = at
    issue.corrected_at = at if corrected else issue.corrected_at
    issue.save()
    text = correction.strip() if corrected else note
    IssueEntry.objects.create(issue=issue, at=at, actor=actor, verb=CORRECTED if corrected else verb, note=text[:500])
    if issue.state == IssueState.PUBLISHED:
        index_issue(issue)
        touch()


def save_issue(
    issue: Issue, fields: Fields, reviewed: Reviewed, seen: str, actor: Person | None, at: datetime, note: str = ""
) -> Issue:
    """Save number, date, zone, title and introduction.

    Raises Stale, or Refused where the number is taken or the note missing.
    """
    with transaction.atomic():
        held = lock(issue)
        if mark_of(held) != seen:
            raise Stale
        check_note(held, note)
        if Issue.objects.exclude(pk=held.pk).filter(number=fields["number"]).exists():
            raise taken(fields["number"])
        _check_number(held, fields["number"])
        held.number, held.date, held.zone = fields["number"], fields["date"], fields["zone"]
        held.source_language = fields["source_language"]
        write_texts(held, ISSUE_TEXTS, fields, reviewed, held.source_language)
        log_change(held, actor, at, "edit", "", correction=note)
    return held


def _check_number(issue: Issue, number: int) -> None:
    if issue.state == IssueState.PUBLISHED and number != issue.number:
        raise Refused("number-public", _("A published issue keeps its number: the letters sent name it."))


def save_item(
    item: Item,
    fields: Fields,
    reviewed: Reviewed,
    moments: Sequence[Fields],
    seen: str,
    actor: Person | None,
    at: datetime,
    note: str = "",
) -> Item:
    """Save an item's label, texts, contact, button and moments. Raises Stale, or Refused where the note is missing.

    ``moments`` are fields of ``ItemMoment``, with ``pk`` where the row exists.
    """
    with transaction.atomic():
        issue = lock(item.issue)
        held = Item.objects.get(pk=item.pk)
        if mark_of(held) != seen:
            raise Stale
        check_note(issue, note)
        for name in ("label", "contact", "action_url"):
            setattr(held, name, fields[name])
        held.notes = fields.get("notes", held.notes)
        write_texts(held, ITEM_TEXTS, fields, reviewed, issue.source_language)
        held.save()
        _save_moments(held, moments)
        log_change(issue, actor, at, "item", held.slug, correction=note)
    return held


def _save_moments(item: Item, moments: Sequence[Fields]) -> None:
    """Make the item's moments these: changed ones keep ``uid`` and grow ``sequence`` (RFC 5545), others go."""
    known: dict[Any, ItemMoment] = {moment.pk: moment for moment in item.moments.all()}
    kept = {one.get("pk") for one in moments}
    item.moments.exclude(pk__in=[pk for pk in kept if pk]).delete()
    for position, one in enumerate(moments):
        fields = {name: value for name, value in one.items() if name != "pk"}
        moment = known.get(one.get("pk")) or ItemMoment(item=item)
        if moment.pk and any(getattr(moment, name) != value for name, value in fields.items()):
            moment.sequence += 1
        for name, value in {**fields, "position": position}.items():
            setattr(moment, name, value)
        moment.save()


def add_item(issue: Issue, title: str, actor: Person | None, at: datetime, note: str = "") -> Item:
    """A new item at the end, with its title in the issue's own language."""
    with transaction.atomic():
        held = lock(issue)
        check_note(held, note)
        last = max(held.items.values_list("position", flat=True), default=0)
        slug = free_slug(title, set(held.items.values_list("slug", flat=True)), last + 1)
        words = LazyI18nString({held.source_language: title[:300]})
        item = Item.objects.create(issue=held, slug=slug, position=last + 1, title=words)
        log_change(held, actor, at, "add", slug, correction=note)
    return item


def remove_item(item: Item, actor: Person | None, at: datetime, note: str = "") -> None:
    """Take an item out of its issue, with its moments and files."""
    with transaction.atomic():
        issue = lock(item.issue)
        check_note(issue, note)
        slug = item.slug
        forget_items([item.pk])
        item.delete()
        _renumber(issue, list(issue.items.order_by("position", "pk")))
        log_change(issue, actor, at, "remove", slug, correction=note)


def move_item(item: Item, to: int, actor: Person | None, at: datetime) -> None:
    """Put an item at a place, 1 being the first; on a published issue too, since no word changes."""
    with transaction.atomic():
        issue = lock(item.issue)
        others = list(issue.items.exclude(pk=item.pk).order_by("position", "pk"))
        held = issue.items.get(pk=item.pk)
        others.insert(max(0, to - 1), held)
        _renumber(issue, others)
        log_change(issue, actor, at, "move", held.slug)


def _renumber(issue: Issue, items: Sequence[Item]) -> None:
    for position, item in enumerate(items, start=1):
        if item.position != position:
            issue.items.filter(pk=item.pk).update(position=position)


def settle_note(item: Item, key: str, actor: Person | None, at: datetime) -> None:
    """Take a warning (``note_key``) off an item; a second click does nothing."""
    with transaction.atomic():
        issue = lock(item.issue)
        held = Item.objects.get(pk=item.pk)
        left = [one for one in held.notes if note_key(one) != key]
        if left == held.notes:
            return
        held.notes = left
        held.save(update_fields=["notes"])
        log_change(issue, actor, at, "settle", held.slug)


def note_key(note: Fields) -> str:
    """A short name for a note, from its words."""
    return digest(json.dumps(note, sort_keys=True, default=str))


def last_saved(issue: Issue) -> IssueEntry | None:
    """Who saved the issue last."""
    return issue.log.select_related("actor").order_by("-at", "-pk").first()
