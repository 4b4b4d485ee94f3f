"""What this room registers when the site starts."""

from __future__ import annotations

from heliograph.calls.kinds import register as register_kind
from heliograph.network.joining.codes import register_page


def register_afterwards() -> None:
    """For ``ready()``."""
    from heliograph.events.afterwards.certifying import page_of_code  # noqa: PLC0415 (app registry: models are loaded by now)
    from heliograph.events.afterwards.floor_kind import Floor  # noqa: PLC0415 (as above)
    from heliograph.events.afterwards.held import register_held  # noqa: PLC0415 (as above)

    register_kind(Floor())
    register_page("attendance", page_of_code)
    register_held()
