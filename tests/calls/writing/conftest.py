"""A call with answers, its organizer, and a clock: as decisions have them."""

from tests.calls.deciding.conftest import (  # noqa: F401 (fixtures of this folder, too)
    answers,
    applications,
    clock,
    decided,
    office,
    organizer,
    picked,
)
