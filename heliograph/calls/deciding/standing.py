"""What the letters about decisions on answers to a call always say: read and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.deciding.models import DecisionText
from heliograph.calls.desk.doors import held_call
from heliograph.calls.desk.entries import log
from heliograph.calls.models import Call
from heliograph.calls.states import Verb
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.commas import with_commas
from heliograph.texts.multilingual import texts_of


def texts_for(call: Call, verbs: Sequence[Verb]) -> dict[Verb, DecisionText]:
    """The texts of a call by step; those not written yet are empty and not saved. One query."""
    there = {row.verb: row for row in DecisionText.objects.filter(call=call)}
    return {verb: there.get(verb) or DecisionText(call=call, verb=verb, text=LazyI18nString({})) for verb in verbs}


def mark_of(texts: Mapping[Verb, DecisionText]) -> str:
    """What an editor has seen of the texts."""
    return "-".join(str(row.version if row.pk else 0) for row in texts.values())


@transaction.atomic
def save_texts(
    call: Call,
    said: Mapping[str, Mapping[str, str]],
    reviewed: Reviewed,
    seen: str,
    by: Person,
    at: datetime,
) -> bool:
    """Write the texts by step and language; False where nothing is new.

    Raises Refused, also where somebody else has saved them since they were ``seen``.
    """
    held = held_call(call, by)
    texts = texts_for(held, [Verb(name) for name in said])
    if seen != mark_of(texts):
        raise Refused("stale", _("Somebody else has saved these texts meanwhile. Open the page anew, then write."))
    changed = [verb for verb, row in texts.items() if _write(row, said[verb], reviewed, held.source_language, at)]
    if changed:
        log(held, "decision-texts", by, at, what=with_commas(changed))
    return bool(changed)


def _write(row: DecisionText, said: Mapping[str, str], reviewed: Reviewed, source: str, at: datetime) -> bool:
    before = (texts_of(row.text), dict(row.marks))
    write_texts(row, ["text"], {"text": dict(said)}, reviewed, source)
    if row.pk is None and not texts_of(row.text):
        return False
    if before == (texts_of(row.text), dict(row.marks)):
        return False
    row.saved_at, row.version = at, row.version + (row.pk is not None)
    row.save()
    return True
