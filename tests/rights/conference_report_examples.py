"""The report of the sample conference, which readers see, with a photograph and its PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from heliograph.conference.models import Conference
from heliograph.conference.report.models import Photograph, ReportEdition, ReportState
from tests.network.factories import NOW
from tests.rights.world import World

Arguments = Mapping[str, Any]


def conference_report_examples(_world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are."""
    one = Conference.objects.get(programme__slug="sample-conference")
    ReportState.objects.create(conference=one, published_at=NOW)
    edition = ReportEdition(conference=one, language="en", as_of=NOW, made_at=NOW)
    edition.file.save("report.pdf", ContentFile(b"%PDF-1.7"))
    shot = Photograph(conference=one, credit="Us", agreed=True, added_at=NOW)
    shot.file.save("a.jpg", ContentFile(b"a picture"))
    mine = {"slug": one.programme.slug}
    pages = ("report", "report_pdf", "desk_report", "desk_make_report", "desk_publish_report", "desk_photographs")
    of_shot = {**mine, "public_id": shot.public_id}
    return {
        **{f"conference:{page}": mine for page in pages},
        **{f"conference:{page}": of_shot for page in ("photograph", "desk_photograph")},
    }
