"""The lines of a school's page: what is known of it and may be shown, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from heliograph.moments.locales import write_day
from heliograph.network.directory.cards import Card
from heliograph.network.figures import fresh_since
from heliograph.network.states import Membership


@dataclass(frozen=True)
class Line:
    label: str
    words: str | Promise


def confirmation(confirmed: date | None, on: date, language: str) -> str:
    """When the record was confirmed last, and whether that is too long ago."""
    if confirmed is None:
        return _("not confirmed yet")
    day = write_day(confirmed, language)
    if confirmed >= fresh_since(on):
        return _("confirmed on %(day)s") % {"day": day}
    return _("last confirmed on %(day)s, not since") % {"day": day}


def _membership(card: Card) -> str | Promise:
    one = card.organization
    if one.membership == Membership.MEMBER and one.member_since:
        return _("member since %(year)s") % {"year": one.member_since}
    return Membership(one.membership).label


def lines(card: Card, on: date) -> list[Line]:
    """What stands under the name, in order; only what this reader may see, and nothing that is empty."""
    one = card.organization
    found: list[tuple[str, str | Promise]] = [(_("Town"), one.city), (_("Country"), card.country)]
    if card.whole:
        found += [
            (_("Levels"), card.levels),
            (_("Teaching languages"), card.languages),
            (_("Themes"), card.themes),
            (_("Membership"), _membership(card)),
            (_("Record"), confirmation(one.confirmed_on, on, card.language)),
        ]
    return [Line(label, words) for label, words in found if words]
