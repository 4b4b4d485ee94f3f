"""One of everything of the library that has an address, on the side of Togo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.library import publishing
from heliograph.network.models import Organization
from tests.library.factories import DAY, collection, document, file_of, upload
from tests.network.factories import NOW
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def library_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are. The document is kept by the organizer of Togo."""
    organizer = world.people["organizer", RIGHT]
    at = Organization.objects.get(roles__person=organizer)
    kit = collection("Sample kit", organizer, organizer=at)
    one = document("Sample guide", by=organizer, organizer=at, collection=kit)
    draft = document("Sample draft", by=organizer, organizer=at, published=False)
    prepared = publishing.new_version(one, DAY, {}, organizer, NOW)
    file = publishing.add_upload(prepared, upload(), "en", organizer, NOW)
    of_document, of_collection = {"slug": one.slug}, {"slug": kit.slug}
    of_version = {**of_document, "number": prepared.number}
    given = {"public_id": file_of(one).public_id}
    return {
        "library:document": of_document,
        "library:read": of_document,
        "library:collection": of_collection,
        "library:file": given,
        "library:cover": given,
        **{f"library_desk:{name}": of_document for name in ("document", "edit_document", "new_version")},
        "library_desk:delete_document": {"slug": draft.slug},
        "library_desk:step": {**of_document, "name": "publish"},
        **{f"library_desk:{name}": of_version for name in ("edit_version", "release", "add_file")},
        "library_desk:change_file": {**of_version, "public_id": file.public_id},
        **{f"library_desk:{name}": of_collection for name in ("collection", "delete_collection")},
        "library_desk:move": {**of_collection, "document": one.slug},
    }
