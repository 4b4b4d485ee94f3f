"""Columns that other rooms add to the table of responses: each registers its own in ``ready()``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from heliograph.calls.models import Call, Response
from heliograph.calls.questions.types.finding import Finder
from heliograph.network.models import Person


@dataclass(frozen=True)
class Extra:
    """A column by which the table can also be sorted and filtered.

    ``read`` gives the values of all responses that it is asked for at once, by primary key; a response that it leaves
    out has none. Columns that have it in common ask once. ``key_of`` makes of a value what stands for it in sorting
    (``questions/types/finding.py`` makes keys), ``words_of`` what is shown. Whoever changes what values are made from
    calls ``keys.age`` in the same transaction. ``applies`` says whether a call has the column; ``with_value`` and
    ``without`` are the words of its filter for those that have a value and those that have none. ``hidden`` gives the
    responses of a call, by primary key, whose values a reader may not know: for him they have none, in cells, filters
    and order alike.
    """

    key: str
    label: str | Promise
    finder: Finder
    read: Callable[[Sequence[Response]], Mapping[int, Any]]
    key_of: Callable[[Any], str]
    words_of: Callable[[Any], str]
    with_value: str | Promise
    without: str | Promise
    applies: Callable[[Call], bool] = lambda _call: True
    order: int = 500
    hidden: Callable[[Call, Person], frozenset[int]] = lambda _call, _reader: frozenset()

    @property
    def stored(self) -> str:
        """As ``AnswerKey.question`` has it."""
        return f"@{self.key}"


_extras: dict[str, Extra] = {}


def register(extra: Extra) -> None:
    """Add a column; registering the same key again replaces it. Its key is a slug of 30 characters at most."""
    _extras[extra.key] = extra


def unregister(key: str) -> None:
    """Take a column away."""
    _extras.pop(key, None)


def extras_registered() -> list[Extra]:
    """All columns, in order."""
    return sorted(_extras.values(), key=lambda each: (each.order, each.key))
