"""Posters of the sample conference: one that hangs, with its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from heliograph.conference.models import Conference
from tests.calls.factories import call
from tests.conference.posters.factories import row
from tests.rights.world import World

Arguments = Mapping[str, Any]


def conference_posters_examples(_world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are."""
    one = Conference.objects.get(programme__slug="sample-conference")
    one.posters = call("Posters", kind="poster", programme=one.programme, respondent="organization")
    one.save()
    poster = row(one)
    assert poster.file is not None
    for file in (poster.preview, poster.thumbnail, poster.file.file):
        path = Path(file.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"a picture")
    mine = {"slug": one.programme.slug}
    of_poster = {**mine, "number": poster.number}
    pages = ("posters", "poster_show", "poster_show_worker", "desk_posters", "desk_draw_posters", "desk_poster_labels")
    parts = ("poster", "appreciate", "poster_preview", "poster_thumbnail", "poster_file", "poster_qr")
    return {
        **{f"conference:{page}": mine for page in pages},
        **{f"conference:{part}": of_poster for part in parts},
    }
