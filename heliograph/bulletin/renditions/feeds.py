"""The archive as Atom (RFC 4287) and as JSON Feed 1.1; one entry an issue, with its whole text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.xmlutils import SimplerXMLGenerator

from heliograph.bulletin.edition import Edition
from heliograph.texts.tree import words


@dataclass(frozen=True)
class Channel:
    """What the feed as a whole says; addresses are absolute."""

    title: str
    description: str
    language: str
    home_url: str
    feed_url: str


class _Atom(Atom1Feed):
    """Atom with the whole text in ``content`` and the summary as text."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        whole, item["description"] = item["description"], None
        super().add_item_elements(handler, item)
        handler.addQuickElement("summary", item["summary"], {"type": "text"})
        handler.addQuickElement("content", whole, {"type": "html"})


def entry_html(edition: Edition) -> str:
    """An issue as one piece of HTML that needs no style sheet."""
    return render_to_string("bulletin/feed_entry.html", {"edition": edition})


def summary(edition: Edition) -> str:
    """What is in an issue, in one line: its introduction, else the titles of its items."""
    return words(edition.introduction) or "; ".join(item.title for item in edition.items)


def _updated(edition: Edition) -> datetime:
    return (edition.corrected_at or edition.published_at or edition.prepared_at).astimezone(UTC)


def _published(edition: Edition) -> datetime:
    return (edition.published_at or edition.prepared_at).astimezone(UTC)


def atom(editions: Sequence[Edition], channel: Channel) -> str:
    """The Atom document, newest issue first."""
    feed = _Atom(
        title=channel.title,
        link=channel.home_url,
        description=channel.description,
        subtitle=channel.description,
        language=channel.language,
        feed_url=channel.feed_url,
        feed_guid=channel.home_url,
    )
    for edition in editions:
        feed.add_item(
            title=edition.full_title,
            link=edition.url,
            description=entry_html(edition),
            summary=summary(edition),
            unique_id=edition.url,
            pubdate=_published(edition),
            updateddate=_updated(edition),
            categories=tuple(dict.fromkeys(item.label for item in edition.items if item.label)),
            enclosures=[Enclosure(edition.pdf_url, "0", "application/pdf")],
        )
    out = StringIO()
    feed.write(out, "utf-8")
    return out.getvalue()


def _json_item(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.url,
        "url": edition.url,
        "title": edition.full_title,
        "summary": summary(edition),
        "content_html": entry_html(edition),
        "date_published": _published(edition).isoformat(),
        "date_modified": _updated(edition).isoformat(),
        "language": edition.title.language,
        "tags": list(dict.fromkeys(item.label for item in edition.items if item.label)),
        "attachments": [{"url": edition.pdf_url, "mime_type": "application/pdf"}],
    }


def json_feed(editions: Sequence[Edition], channel: Channel) -> str:
    """The JSON Feed document (version 1.1), newest issue first."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.home_url,
        "feed_url": channel.feed_url,
        "language": channel.language,
        "items": [_json_item(edition) for edition in editions],
    }
    return json.dumps(document, ensure_ascii=False)
