"""What this room registers when the site starts."""

from __future__ import annotations


def register_report() -> None:
    """For ``ready()``."""
    from heliograph.conference import faces  # noqa: PLC0415 (app registry: models are loaded by now)
    from heliograph.conference.report.face import desk_face, public_face  # noqa: PLC0415 (as above)
    from heliograph.conference.report.held import register_held  # noqa: PLC0415 (as above)

    register_held()
    faces.public.register("report", public_face, 900)
    faces.desk.register("report", desk_face, 900)
