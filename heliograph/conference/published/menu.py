"""What this room registers when the site starts."""

from __future__ import annotations

from datetime import datetime

from heliograph.conference.published.topics import PROGRAMME
from heliograph.delivery import lastly, owed
from heliograph.delivery.topics import register as register_topic


def register_published() -> None:
    """For ``ready()``."""
    from heliograph.conference import faces  # noqa: PLC0415 (app registry: models are loaded by now)
    from heliograph.conference.published.agenda import register_source  # noqa: PLC0415 (as above)
    from heliograph.conference.published.face import desk_face, public_face  # noqa: PLC0415 (as above)
    from heliograph.conference.published.held import register_held  # noqa: PLC0415 (as above)
    from heliograph.conference.published.telling import look  # noqa: PLC0415 (as above)

    register_topic(PROGRAMME)
    owed.register("conference-programme", _write_letters)
    lastly.register(PROGRAMME.slug, look)
    register_source()
    register_held()
    faces.public.register("programme", public_face, 150)
    faces.desk.register("programme", desk_face, 550)


def _write_letters(at: datetime) -> int:
    from heliograph.conference.published.telling import write_letters  # noqa: PLC0415 (as above)

    return write_letters(at)
