"""What this room registers when the site starts."""

from __future__ import annotations

from heliograph.calls.kinds import register as register_kind
from heliograph.calls.questions.types.registry import register as register_type


def register_posters() -> None:
    """For ``ready()``."""
    from heliograph.conference import faces  # noqa: PLC0415 (app registry: models are loaded by now)
    from heliograph.conference.posters.file_question import PosterFile  # noqa: PLC0415 (as above)
    from heliograph.conference.posters.held import register_held  # noqa: PLC0415 (as above)
    from heliograph.conference.posters.kind import PosterCall  # noqa: PLC0415 (as above)
    from heliograph.conference.posters.overview import desk_face, public_face  # noqa: PLC0415 (as above)

    register_type(PosterFile())
    register_kind(PosterCall())
    faces.public.register("posters", public_face, 300)
    faces.desk.register("posters", desk_face, 300)
    register_held()
