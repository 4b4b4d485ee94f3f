"""Two editors at once: where a form that was posted differs from the record as another has saved it since.

``frame/differences.html`` shows them, so that the second loses nothing and overwrites nothing unknowingly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, Form
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from heliograph.texts.commas import with_commas
from heliograph.texts.languages import NATIVE_NAMES, direction

_UNSHOWN = frozenset({"seen", "note"})
#: How the ticks of ``frame.translating`` begin: they say nothing that a reader sees.
_TICKS = "reviewed_"


@dataclass(frozen=True)
class Difference:
    """A field that stands differently in the database and in the editor's form."""

    label: str | Promise
    language: str
    language_name: str
    direction: str
    theirs: str
    mine: str


def differences(mine: Form, theirs: Form) -> list[Difference]:
    """``mine`` is bound to what was posted, ``theirs`` is unbound over the record as it stands."""
    names = [name for name in theirs.fields if name in mine.fields and name not in _UNSHOWN]
    shown = [name for name in names if not name.startswith(_TICKS)]
    pairs = [(theirs[name], _words(theirs[name]), _words(mine[name])) for name in shown]
    return [_difference(field, now, said) for field, now, said in pairs if now != said]


def _words(field: BoundField) -> str:
    """What a field holds, as its reader sees it: of a choice its label."""
    value, choices = field.value(), getattr(field.field, "choices", None)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if choices:
        names = {str(key): str(label) for key, label in choices}
        chosen = value if isinstance(value, list | tuple) else [value]
        return with_commas(names.get(_plain(one), _plain(one)) for one in chosen)
    return _plain(value)


def _plain(value: Any) -> str:
    return str(value if value is not None else "").replace("\r\n", "\n").strip()


def _difference(field: BoundField, now: str, said: str) -> Difference:
    language = str(field.field.widget.attrs.get("lang", ""))
    return Difference(
        label=field.label,
        language=language,
        language_name=NATIVE_NAMES.get(language, language),
        direction=direction(language) if language else "",
        theirs=now,
        mine=said,
    )
