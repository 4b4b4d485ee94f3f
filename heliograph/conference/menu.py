"""What conferences register when the site starts, beside what each room does."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.calls.questions.types.registry import register as register_type
from heliograph.calls.rules import may_organize
from heliograph.conference.held import register_held
from heliograph.frame.menu import Entry, register


def register_conferences() -> None:
    """For ``ready()``."""
    from heliograph.calls.programmes.parts import register as register_part  # noqa: PLC0415 (app registry: models are loaded by now)
    from heliograph.conference.part import part  # noqa: PLC0415 (as above)
    from heliograph.conference.theme_question import OfTheme  # noqa: PLC0415 (as above)

    register_held()
    register_type(OfTheme())
    register(Entry(_("Conferences"), "conference:desk_conferences", 33, may_organize))
    register_part("conference", part, 80)
