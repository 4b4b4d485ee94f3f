"""What stands in rooms and what sessions need: keys, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: By key, in the order in which forms offer them. A key is never changed.
EQUIPMENT: Mapping[str, str | Promise] = {
    "projector": _("projector and screen"),
    "sound": _("microphones and loudspeakers"),
    "interpretation": _("booths for interpreters"),
    "online": _("a line and camera for participants online"),
    "computers": _("computers for participants"),
    "tables": _("tables that can be moved"),
    "boards": _("boards and flip charts"),
    "step-free": _("step-free access"),
    "hearing-loop": _("hearing loop"),
}


def names_of(keys: Iterable[str]) -> list[str]:
    """What equipment is called, in the order of ``EQUIPMENT``; keys that are none are left out."""
    wanted = set(keys)
    return [str(name) for key, name in EQUIPMENT.items() if key in wanted]
