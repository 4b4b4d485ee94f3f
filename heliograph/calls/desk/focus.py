"""Where the cursor goes in a list whose lines were put in order: to the button that was pressed, or that stands in."""

from __future__ import annotations

from collections.abc import Sequence

_OTHER = {"up": "down", "down": "up"}


def focus_after(at: str, order: Sequence[str]) -> str:
    """``at`` is ``key:step``, as the address has it, ``order`` the keys as they stand now; empty for what is neither.

    At an end of the list the button that was pressed cannot be pressed again: the other one is meant.
    """
    key, _sep, step = at.partition(":")
    if key not in order or step not in _OTHER:
        return ""
    end = order[0 if step == "up" else -1]
    return f"{key}:{_OTHER[step] if key == end else step}"
