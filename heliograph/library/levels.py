"""The documents of a collection by school level, in the order of the levels."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.library.shown import DocumentLine
from heliograph.network.states import Level

#: A heading, and the documents under it.
Part = tuple[str | Promise, list[DocumentLine]]


def by_level(lines: Sequence[DocumentLine]) -> list[Part]:
    """Those for all levels first; one for several levels stands under each. One part without a heading where none is.

    The order within a part is that of the collection.
    """
    general = [line for line in lines if not line.document.levels]
    if len(general) == len(lines):
        return [("", general)] if general else []
    parts: list[Part] = [(_("For all levels"), general)]
    parts += [(level.label, [line for line in lines if level.value in line.document.levels]) for level in Level]
    return [(heading, found) for heading, found in parts if found]
