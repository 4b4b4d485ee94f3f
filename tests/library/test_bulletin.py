"""Items of the bulletin that lead to documents of the library."""

from __future__ import annotations

from datetime import timedelta

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.checklist import checklist
from heliograph.bulletin.importing.saving import save_draft
from heliograph.bulletin.models import Item
from heliograph.library import publishing
from tests.bulletin.drafts import DRAFT
from tests.library.factories import DAY, document, keeper, upload
from tests.network.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def item() -> Item:
    """An item of a published issue that leads to the guidelines."""
    issue = save_draft(DRAFT, {}, "news.txt", None, NOW)
    issue.state, issue.published_at = "published", NOW
    issue.save()
    found: Item = issue.items.get(slug="spring-meeting")
    found.body = LazyI18nString({"en": "See [the guidelines](https://heliograph.example.org/library/guidelines/)."})
    found.save()
    return found


def test_it_stands_on_the_page_of_the_document(client, item) -> None:
    document()
    document("Guidelines of others")
    pages = [client.get(f"/library/{slug}/").content.decode() for slug in ("guidelines", "guidelines-of-others")]
    address = f"/issues/{item.issue.number}/spring-meeting/"
    assert [address in page for page in pages] == [True, False]


def test_the_checklist_says_that_the_document_has_changed(item) -> None:
    one, by = document(), keeper()
    assert "documents" not in [check.key for check in checklist(item.issue, [item])]
    version = publishing.new_version(one, DAY, {}, by, NOW)
    publishing.add_upload(version, upload("new.pdf"), "en", by, NOW)
    publishing.release(version, by, NOW + timedelta(days=1))
    (found,) = [check for check in checklist(item.issue, [item]) if check.key == "documents"]
    assert found.items == (item,)
