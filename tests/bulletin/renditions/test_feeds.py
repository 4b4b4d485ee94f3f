"""The feeds: well-formed, whole, in one language."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from heliograph.bulletin.renditions import feeds
from tests.bulletin.renditions.editions import correction, edition, item

CHANNEL = feeds.Channel(
    "The bulletin",
    "Every issue.",
    "en",
    "https://bulletin.example.org/issues/",
    "https://bulletin.example.org/issues/atom.xml",
)
ATOM = "{http://www.w3.org/2005/Atom}"


def test_atom_has_one_entry_an_issue_with_its_whole_text():
    root = ElementTree.fromstring(feeds.atom([edition([item(1), item(2, title="Posters & <more>")])], CHANNEL))
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == "https://bulletin.example.org/issues/22/"
    assert entry.findtext(f"{ATOM}title") == "N°22: Info Flash"
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert "Posters &amp; &lt;more&gt;" in content.text
    assert "<script" not in content.text
    assert entry.findtext(f"{ATOM}summary") == "What the network asks of you."
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == CHANNEL.feed_url


def test_atom_says_when_an_issue_was_corrected():
    from datetime import UTC, datetime

    corrected = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)
    given = edition(corrected_at=corrected, corrections=(correction(),))
    root = ElementTree.fromstring(feeds.atom([given], CHANNEL))
    entry = root.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated") == "2026-01-14T10:00:00+00:00"
    assert entry.findtext(f"{ATOM}published") == "2026-01-12T08:00:00+00:00"
    assert "The time was wrong." in entry.findtext(f"{ATOM}content")


def test_an_empty_archive_is_a_valid_feed():
    assert ElementTree.fromstring(feeds.atom([], CHANNEL)).findall(f"{ATOM}entry") == []
    assert json.loads(feeds.json_feed([], CHANNEL))["items"] == []


def test_json_feed_has_what_version_one_point_one_asks_for():
    document = json.loads(feeds.json_feed([edition(language="fr", title="Bulletin d’été")], CHANNEL))
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    (entry,) = document["items"]
    assert entry["id"] == entry["url"] == "https://bulletin.example.org/issues/22/"
    assert entry["title"] == "N°22: Bulletin d’été"
    assert entry["language"] == "fr"
    assert entry["attachments"] == [
        {"url": "https://bulletin.example.org/issues/22/bulletin.pdf", "mime_type": "application/pdf"}
    ]
    assert "<h2" in entry["content_html"]
