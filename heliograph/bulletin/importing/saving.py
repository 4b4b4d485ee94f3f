"""From a reviewed draft to an issue, in one transaction; before that nothing of an issue exists.

``data`` is a draft as JSON (``review.as_data``); its ``pictures`` name files given as ``{name: bytes}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import URLValidator, validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from i18nfield.strings import LazyI18nString

from heliograph.bulletin import review
from heliograph.bulletin.binding.naming_days import bind_days
from heliograph.bulletin.importing.draft import Draft
from heliograph.bulletin.importing.figures import Figure, take_out
from heliograph.bulletin.instants import NoSuchTime, stored_fields
from heliograph.bulletin.labels import label_for
from heliograph.bulletin.models import Issue, IssueEntry, Item, ItemMoment, ItemProposal, Picture
from heliograph.bulletin.pictures import reencode
from heliograph.bulletin.states import Refused
from heliograph.network.models import Person
from heliograph.texts.languages import base
from heliograph.texts.slugs import slug_of

MAX_NUMBER = 100_000
#: What was read of an item that has no field of its own; kept among its notes for the editor.
FACTS = "facts"
_TOLD = ("languages", "audiences", "places", "emails", "links", "attachments", "mode")

_TROUBLES = {
    "dst-gap": gettext_lazy("This clock time is skipped when the clocks change; it was moved forward by the change."),
    "dst-fold": gettext_lazy("This clock time comes twice when the clocks change; the first was taken."),
}


def save_draft(
    draft: Draft | review.Data,
    verdicts: review.Verdicts,
    source_name: str,
    actor: Person | None,
    at: datetime,
    pictures: Mapping[str, bytes] | None = None,
) -> Issue:
    """Make the issue that a draft and the reviewer's verdicts describe; what is undecided counts as accepted.

    Items are bound to the international days that they name. ``at`` is aware. Raises Refused: ``number-missing``,
    ``number-taken``, ``date-wrong``, ``title-missing``, ``empty``.
    """
    data = review.settle(review.as_data(draft) if isinstance(draft, Draft) else draft, verdicts)
    if not data["items"]:
        raise Refused("empty", _("There is no item left to save. Keep at least one."))
    with _files_of_the_saved_only() as written, transaction.atomic():
        issue = _issue(data, source_name, at)
        for position, item in enumerate(_with_warnings_across(data), start=1):
            names = [name for name in item.get("pictures", []) if (pictures or {}).get(name)]
            body, figures = take_out(str(item.get("body") or ""), names)
            saved = _save_item(issue, position, {**item, "body": body})
            _save_pictures(saved, _shown(names, figures), pictures or {}, written)
        bind_days(issue, at)
        IssueEntry.objects.create(issue=issue, at=at, actor=actor, verb="import", note=source_name[:500])
    return issue


@contextmanager
def _files_of_the_saved_only() -> Iterator[list[Picture]]:
    """A list for pictures whose files are written; where saving fails (a full disk) their files are removed again."""
    written: list[Picture] = []
    saved = False
    try:
        yield written
        saved = True
    finally:
        for picture in () if saved else written:
            picture.file.delete(save=False)


def _with_warnings_across(data: review.Data) -> list[review.Data]:
    """The items, each warning about the whole put to the first item that holds its words, else to the first of all."""
    items = [{**item, "warnings": list(item.get("warnings", []))} for item in data["items"]]
    for warning in data.get("warnings", []):
        words = str(warning.get("text") or "")
        holders = [item for item in items if words and words in f"{item.get('title')}\n{item.get('body')}"]
        (holders or items)[0]["warnings"].append(dict(warning))
    return items


def _issue(data: review.Data, source_name: str, at: datetime) -> Issue:
    language = content_language(data.get("language") or "en")
    title = str(data.get("title") or "").strip()
    if not title:
        raise Refused("title-missing", _("The issue has no title. Write one."))
    return create_issue(
        number=free_number(data.get("number")),
        date=issue_date(data.get("date"), at),
        title=LazyI18nString({language: title[:250]}),
        introduction=LazyI18nString({language: str(data.get("introduction") or "")}),
        source_language=language,
        zone=data.get("zone") or settings.ORGANIZER_ZONE,
        created_at=at,
        saved_at=at,
        source_name=source_name[:250],
    )


def create_issue(**fields: Any) -> Issue:
    """A new row; raises Refused where another took the number in the same moment."""
    try:
        with transaction.atomic():
            return Issue.objects.create(**fields)
    except IntegrityError:
        raise taken(fields["number"]) from None


def taken(number: int) -> Refused:
    sentence = _("There is already an issue number %(number)s. Choose another number, or open that issue.")
    return Refused("number-taken", sentence % {"number": number})


def content_language(tag: str) -> str:
    """The language of texts that a tag means; English where texts are not written in it."""
    return base(tag) if base(tag) in settings.CONTENT_LANGUAGES else "en"


def free_number(words: str | int | None) -> int:
    """The number of an issue; raises Refused where it is none or another issue has it."""
    digits = str(words or "").strip()
    if not digits.isdecimal() or not 0 < int(digits[:9]) < MAX_NUMBER:
        raise Refused("number-missing", _("The document gives no number. Write the number of the issue."))
    if Issue.objects.filter(number=int(digits)).exists():
        raise taken(int(digits))
    return int(digits)


def issue_date(words: str | None, at: datetime) -> date:
    """The day of an issue; where the document gives none, the day of ``at`` with the organizer."""
    if not words:
        return at.astimezone(ZoneInfo(settings.ORGANIZER_ZONE)).date()
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Refused("date-wrong", _("The date of the issue is not a date.")) from None


def free_slug(title: str, taken: set[str], position: int) -> str:
    """A name for an item in addresses; adds itself to ``taken``."""
    stem = slug_of(title) or f"item-{position}"
    slug = stem if stem not in taken else next(name for n in range(2, 10_000) if (name := f"{stem}-{n}") not in taken)
    taken.add(slug)
    return slug


def _save_item(issue: Issue, position: int, data: review.Data) -> Item:
    language = issue.source_language
    url, label = _button(data.get("links", []))
    slugs = set(issue.items.values_list("slug", flat=True))
    title = str(data.get("title") or "").strip() or _("Item %(number)s") % {"number": position}
    item = Item.objects.create(
        issue=issue,
        slug=free_slug(title, slugs, position),
        position=position,
        label=label_for(str(data.get("label") or ""), language),
        title=LazyI18nString({language: title[:300]}),
        body=LazyI18nString({language: str(data.get("body") or "")}),
        contact=_contact(data.get("emails", [])),
        action_url=url,
        action_label=LazyI18nString({language: label[:80]} if label else {}),
    )
    item.notes = _notes(data, _save_moments(item, data.get("moments", []), issue.zone))
    item.save(update_fields=["notes"])
    _save_proposals(item, data)
    return item


def _button(links: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Where the item's one button leads, and what it says: the first link of the item that leads to a page."""
    check = URLValidator(schemes=["http", "https"])
    for link in links:
        url = str(link.get("url") or "")
        if _passes(check, url) and len(url) <= 1000:
            words = str(link.get("text") or "").strip()
            return url, "" if words == url or "://" in words else words
    return "", ""


def _contact(emails: Sequence[str]) -> str:
    return next((email for email in emails if _passes(validate_email, email)), "")


def _passes(check: Any, words: str) -> bool:
    try:
        check(words)
    except ValidationError:
        return False
    return True


def _save_moments(item: Item, moments: Sequence[review.Data], organizer_zone: str) -> list[dict[str, str]]:
    """Store the moments; returns notes about those whose clock time the clocks' change touches, or that are none."""
    notes = []
    for position, wall in enumerate(moments):
        words = str(wall.get("text") or "")
        try:
            fields, troubles = stored_fields(wall, organizer_zone)
        except NoSuchTime:
            message = _("This is not a date or a zone that exists.")
            notes.append({"kind": "impossible-date", "message": message, "text": words})
            continue
        ItemMoment.objects.create(item=item, position=position, **fields)
        notes += [{"kind": kind, "message": str(_TROUBLES[kind]), "text": words} for kind in troubles]
    return notes


def _notes(data: review.Data, troubles: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    warned = [dict(one) for one in data.get("warnings", [])]
    known = {(one.get("kind"), one.get("text")) for one in warned}
    warned += [one for one in troubles if (one["kind"], one["text"]) not in known]
    told = {name: data[name] for name in _TOLD if data.get(name)}
    return [*warned, {"kind": FACTS, **told}] if told else warned


def _save_proposals(item: Item, data: review.Data) -> None:
    for position, one in enumerate(data.get("proposals", [])):
        said = {"kind": str(one["kind"]), "title": str(one["title"])[:300], "prefill": one.get("prefill") or {}}
        ItemProposal.objects.create(item=item, position=position, **said)


def _words(figure: Figure) -> dict[str, str]:
    return {"alt": figure.alt, "caption": figure.caption}


def _shown(names: Sequence[str], figures: Sequence[Figure]) -> list[Figure]:
    """The pictures with the words that the text gives them, in the order of the text; others follow without words."""
    told = {figure.name for figure in figures}
    return [*figures, *(Figure(name, "", "") for name in names if name not in told)]


def _save_pictures(item: Item, shown: Sequence[Figure], files: Mapping[str, bytes], written: list[Picture]) -> None:
    """Store the pictures that came with the document, written anew; one that is no picture becomes a note."""
    language = item.issue.source_language
    for position, figure in enumerate(shown):
        try:
            data, suffix = reencode(files[figure.name])
        except Refused as refused:
            item.notes = [*item.notes, {"kind": "picture", "message": str(refused), "text": figure.name}]
            item.save(update_fields=["notes"])
            continue
        name = f"{item.issue.number}-{item.slug}-{position}.{suffix}"
        words = {key: LazyI18nString({language: text[:300]} if text else {}) for key, text in _words(figure).items()}
        picture = Picture(item=item, position=position, file=ContentFile(data, name=name), **words)
        written.append(picture)
        picture.save()
