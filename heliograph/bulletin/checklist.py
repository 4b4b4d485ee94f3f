"""What a careful editor looks at before an issue goes out; nothing here forbids, ``publishing.check_ready`` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.documents import changed_since
from heliograph.bulletin.editing import ITEM_TEXTS, note_key
from heliograph.bulletin.importing.saving import FACTS
from heliograph.bulletin.models import Issue, Item
from heliograph.bulletin.states import MomentKind, MomentStatus
from heliograph.texts.languages import NATIVE_NAMES
from heliograph.texts.markdown import parse
from heliograph.texts.multilingual import LanguageState, state, texts_of
from heliograph.texts.tree import Image, walk


@dataclass(frozen=True)
class Check:
    """One line of the list; ``slugs`` are the items concerned, with their titles."""

    key: str
    words: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Note:
    """A warning that is left on an item; ``key`` names it for settling."""

    key: str
    kind: str
    message: str
    text: str


def open_notes(item: Item) -> list[Note]:
    """The warnings left on an item."""
    left = [one for one in item.notes if one.get("kind") != FACTS]
    return [Note(note_key(one), one.get("kind", ""), one.get("message", ""), one.get("text", "")) for one in left]


def told(item: Item) -> dict[str, Any]:
    """What else was read of an item: languages, audiences, places, links …"""
    return next((one for one in item.notes if one.get("kind") == FACTS), {})


def language_states(item: Item, source: str) -> list[tuple[str, str, LanguageState]]:
    """For each content language but the original: code, name, and the least finished state of the item's texts."""
    codes = [code for code in settings.CONTENT_LANGUAGES if code != source]
    return [(code, NATIVE_NAMES.get(code, code), item_state(item, source, code)) for code in codes]


def item_state(item: Item, source: str, language: str) -> LanguageState:
    """The state of an item in a language: missing only where nothing is written in it."""
    written = [name for name in ITEM_TEXTS if texts_of(getattr(item, name)).get(source)]
    states = {state(getattr(item, name), item.marks.get(name, {}), source, language) for name in written}
    if states <= {LanguageState.MISSING}:
        return LanguageState.MISSING
    order = (LanguageState.OUTDATED, LanguageState.DRAFT, LanguageState.MISSING)
    found = next((one for one in order if one in states), LanguageState.REVIEWED)
    return LanguageState.DRAFT if found == LanguageState.MISSING else found


def checklist(issue: Issue, items: Sequence[Item]) -> list[Check]:
    """What is left to look at, the gravest first; ``items`` come with moments, pictures and attachments."""
    found = [
        _warnings(items),
        _tentative(items),
        _targets(items),
        _pictures(items),
        *_languages(issue, items),
        _assumed(items),
        _documents(issue, items),
    ]
    return [check for check in found if check]


def _check(key: str, words: str, concerned: Sequence[Item], count: int) -> Check | None:
    return Check(key, words % {"count": count}, tuple(concerned)) if count else None


def _documents(issue: Issue, items: Sequence[Item]) -> Check | None:
    changed = changed_since(items, issue.saved_at)
    words = ngettext(
        "%(count)d item leads to a document that has a new version since the issue was saved",
        "%(count)d items lead to documents that have a new version since the issue was saved",
        len(changed),
    )
    return _check("documents", words, changed, len(changed))


def _warnings(items: Sequence[Item]) -> Check | None:
    left = [item for item in items if open_notes(item)]
    count = sum(len(open_notes(item)) for item in left)
    return _check(
        "warnings", ngettext("%(count)d warning is left.", "%(count)d warnings are left.", count), left, count
    )


def _tentative(items: Sequence[Item]) -> Check | None:
    left = [item for item in items if any(one.kind == MomentKind.TENTATIVE for one in item.moments.all())]
    count = len(left)
    words = ngettext("%(count)d item has a date to be confirmed.", "%(count)d items have dates to be confirmed.", count)
    return _check("tentative", words, left, count)


def _targets(items: Sequence[Item]) -> Check | None:
    left = [item for item in items if has_dead_link(item)]
    count = len(left)
    words = ngettext(
        "%(count)d item has a link that leads nowhere.", "%(count)d items have links that lead nowhere.", count
    )
    return _check("targets", words, left, count)


def has_dead_link(item: Item) -> bool:
    """Whether a button has words and no address, or the text a link without one."""
    if texts_of(item.action_label) and not item.action_url:
        return True
    return any("]()" in text.replace(" ", "") or "](#)" in text for text in texts_of(item.body).values())


def _pictures(items: Sequence[Item]) -> Check | None:
    left = [item for item in items if any(not str(one.alt) for one in item.pictures.all()) or _has_bare_image(item)]
    count = len(left)
    words = ngettext(
        "%(count)d item has a picture that no words describe.",
        "%(count)d items have pictures that no words describe.",
        count,
    )
    return _check("pictures", words, left, count)


def _has_bare_image(item: Item) -> bool:
    trees = [parse(text) for text in texts_of(item.body).values() if "![" in text]
    return any(isinstance(node, Image) and not node.alt for tree in trees for node in walk(tree))


def _assumed(items: Sequence[Item]) -> Check | None:
    left = [item for item in items if any(_is_assumed(one) for one in item.moments.all())]
    count = len(left)
    words = ngettext(
        "%(count)d item gives a clock time without a zone; the organizer's is taken.",
        "%(count)d items give clock times without a zone; the organizer's is taken.",
        count,
    )
    return _check("assumed", words, left, count)


def _is_assumed(row: Any) -> bool:
    return bool(row.zone_assumed and row.precision == "minute" and row.start and row.status == MomentStatus.CURRENT)


def _languages(issue: Issue, items: Sequence[Item]) -> list[Check | None]:
    """One line for each language in which the issue is begun and not finished."""
    begun = [
        code for code in settings.CONTENT_LANGUAGES if code != issue.source_language and _is_begun(issue, items, code)
    ]
    return [_language(issue, items, code) for code in begun]


def _is_begun(issue: Issue, items: Sequence[Item], code: str) -> bool:
    values: list[LazyI18nString] = [issue.title, issue.introduction, *(item.title for item in items)]
    return any(code in texts_of(value) for value in values)


def _language(issue: Issue, items: Sequence[Item], code: str) -> Check | None:
    states = [(item, item_state(item, issue.source_language, code)) for item in items]
    left = tuple(item for item, known in states if known != LanguageState.REVIEWED)
    missing = sum(known == LanguageState.MISSING for _item, known in states)
    words = _("%(language)s: %(left)d of %(all)d items are not reviewed, of which %(missing)d have no text.")
    said = {"language": NATIVE_NAMES.get(code, code), "left": len(left), "all": len(items), "missing": missing}
    return Check(f"language-{code}", words % said, left) if left else None
