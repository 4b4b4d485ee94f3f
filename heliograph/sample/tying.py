"""The sample's items are bound to the documents that they name, as somebody at the desk does it.

The importer binds international days by itself.
"""

from __future__ import annotations

from datetime import datetime

from heliograph.bulletin.binding.tying import bind
from heliograph.bulletin.models import Item
from heliograph.network.models import Person
from heliograph.sample.library import documents_of_items


def tie_documents(by: Person, at: datetime) -> None:
    """Bind what the library has to the items that name it. Twice is once."""
    items = {(item.issue.number, item.position): item for item in Item.objects.select_related("issue")}
    for place, document in documents_of_items():
        if place in items:
            bind(items[place], document, by, at)
