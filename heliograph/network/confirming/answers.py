"""What a school answers when it is asked about its record: it is right, is to be corrected, something else is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.network import records
from heliograph.network.confirming import letters
from heliograph.network.confirming.meanwhile import check, own_changes
from heliograph.network.confirming.speakers import Speaker
from heliograph.network.confirming.states import Trouble
from heliograph.network.models import Organization, Person
from heliograph.network.queries import WITHIN
from heliograph.network.records import CORRECTABLE
from heliograph.network.states import Refused


@transaction.atomic
def confirm(school: Organization, by: Person | None, at: datetime, note: str = "") -> bool:
    """The record is right today; False where that was said today already, and nothing is written."""
    held = records.locked(school)
    if held.confirmed_on is not None and held.confirmed_on >= at.date():
        school.confirmed_on = held.confirmed_on
        return False
    records.confirm(school, by, at, note)
    return True


@transaction.atomic
def confirm_by_hand(school: Organization, by: Person, at: datetime, note: str) -> bool:
    """As ``confirm``, by who looks after the country, for a school that said so by another way than the letter.

    Raises Refused where nothing tells how it did.
    """
    if not note.strip():
        raise Refused("no-note", _("Say how the school told you: the log keeps it."))
    return confirm(school, by, at, note.strip())


@transaction.atomic
def correct(
    school: Organization, said: Mapping[str, Any], seen: Mapping[str, Any], speaker: Speaker, at: datetime
) -> bool:
    """Let the record say what the speaker has changed against what he saw, which confirms it; whether that is any.

    What he left alone stays as it stands, whoever changed it meanwhile. Raises Stale, and nothing is written, where
    both have changed the same. Where a member's name is another, those who look after the country are told: it stands
    on certificates. The object handed in is brought up to date.
    """
    held, mine = records.locked(school), own_changes(said, seen)
    check(mine, seen, held)
    before = held.name
    changed = records.correct(held, mine, speaker.person, at, note=speaker.note)
    confirm(held, speaker.person, at, speaker.note)
    if held.name != before and held.membership in WITHIN:
        letters.tell_name(held, before, speaker, at)
    school.refresh_from_db(fields=[*CORRECTABLE, "confirmed_on"])
    return changed


@transaction.atomic
def tell(school: Organization, trouble: Trouble, word: str, speaker: Speaker, at: datetime) -> None:
    """Tell those who look after the country what is wrong; the record stays as it is. Twice a day is once.

    Raises Refused where the trouble cannot be understood without a word, and where they were told often enough today.
    """
    if trouble == Trouble.OTHER and not word.strip():
        raise Refused("no-word", _("Say in a few words what is wrong."))
    held = records.locked(school)
    letters.tell_trouble(held, trouble, word.strip(), speaker, at)
