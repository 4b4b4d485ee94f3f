"""What was understood, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from heliograph.bulletin.importing.draft import Draft, DraftItem, DraftMoment


def summary(draft: Draft) -> str:
    """A few lines for each item: moments, contacts, links, what to look at."""
    lines = [draft.title, *_head(draft)]
    for place, item in enumerate(draft.items, start=1):
        lines += ["", f"{place}. " + (f"[{item.label}] " if item.label else "") + item.title]
        lines += [f"   {line}" for line in _item(item)]
    return "\n".join(lines) + "\n"


def _head(draft: Draft) -> Iterator[str]:
    if draft.number:
        yield gettext("Number: %(number)s") % {"number": draft.number}
    if draft.period:
        yield gettext("Period: %(period)s") % {"period": draft.period}
    yield gettext("Language: %(language)s") % {"language": draft.language}
    count = len(draft.items)
    yield ngettext("%(count)d item", "%(count)d items", count) % {"count": count}


def _item(item: DraftItem) -> Iterator[str]:
    yield from map(_moment, item.moments)
    for name, values in _facts(item):
        if values:
            yield f"{name}: {', '.join(values)}"
    for warning in item.warnings:
        yield f"! {warning.kind}: {warning.message}"


def _facts(item: DraftItem) -> Iterator[tuple[str, list[str]]]:
    yield gettext("Contacts"), list(item.emails)
    yield gettext("Links"), [link.text if link.url is None else f"{link.text} <{link.url}>" for link in item.links]
    yield gettext("Languages"), list(item.languages)
    yield gettext("Places"), list(item.places)
    yield gettext("Mode"), [item.mode] if item.mode else []
    yield gettext("Audiences"), list(item.audiences)
    yield gettext("Attachments"), list(item.attachments)
    yield gettext("Proposals"), [f"{one.kind}: {one.title}" for one in item.proposals]


def _moment(moment: DraftMoment) -> str:
    span = " – ".join(value for value in (moment.start, moment.end) if value) or gettext("no date")
    zone = f" {moment.zone}" if moment.zone and not moment.date_only else ""
    status = f" ({moment.status})" if moment.status else ""
    return f"* {moment.kind} {span}{zone}{status}: {moment.what} “{moment.text}”"
