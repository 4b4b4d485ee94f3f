"""Which responses were picked on the table: some by their boxes, or all that its filter finds."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.models import Call
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.responses.asking import asked_of, sent_to
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.commas import with_commas

#: So many can be picked by their boxes at once.
MOST = 500
#: An address has so many characters at most.
LONGEST = 8000


@dataclass(frozen=True)
class Selection:
    """Responses that were picked, in no order; ``words`` say how many they are, for a heading.

    ``hidden`` are the fields, name and value, that carry the selection on through a further form.
    """

    responses: ResponseQuerySet
    words: str
    hidden: list[tuple[str, str]]


def selection_of(given: QueryDict, call: Call, reader: Person) -> Selection:
    """What a form of the table has picked: ``r`` (public ids), or ``every=1`` with ``filter`` (the table's query).

    Raises Refused where nothing was, and where the filter is not understood. One query. Who may see the call's
    responses is asked before, of the call.
    """
    found = _every(given, call, reader) if given.get("every") else _picked(given, call)
    count = found[0].count()
    if not count:
        raise Refused("nothing-picked", _("Nothing was picked. Tick answers in the table first."))
    words = ngettext("%(count)s answer", "%(count)s answers", count) % {"count": count}
    return Selection(found[0], words, found[1])


def _every(given: QueryDict, call: Call, reader: Person) -> tuple[ResponseQuerySet, list[tuple[str, str]]]:
    wanted = asked_of(call, QueryDict(given.get("filter", "")[:LONGEST]), reader)
    if wanted.unread:
        parts = with_commas(value for values in wanted.unread.values() for value in values)
        sentence = _("A part of the filter is not understood: %(parts)s. Correct it in the table first.")
        raise Refused("bad-filter", sentence % {"parts": parts})
    return wanted.apply(sent_to(call)), [("every", "1"), ("filter", wanted.query().urlencode())]


def _picked(given: QueryDict, call: Call) -> tuple[ResponseQuerySet, list[tuple[str, str]]]:
    ids = picked_ids(given.getlist("r"))
    return sent_to(call).filter(public_id__in=ids), [("r", str(each)) for each in ids]


def picked_ids(values: list[str]) -> list[UUID]:
    """The ids that were picked, each once, MOST of them at most; what is no id is left out."""
    found: dict[UUID, None] = {}
    for text in values[:MOST]:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)
