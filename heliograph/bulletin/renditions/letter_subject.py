"""What a letter says before it is opened: its subject and the line that mail readers show beside it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.bulletin.dates import Moment, main_ask
from heliograph.bulletin.edition import Edition, ItemEdition
from heliograph.moments.locales import isolate, join, write_brief_day, write_clock
from heliograph.moments.precision import Precision
from heliograph.moments.stored import day_in
from heliograph.texts.render_plain import summary

LONGEST_TITLE = 40
LONGEST_PREHEADER = 160


def _name(edition: Edition) -> str:
    """What follows the last colon of the issue's title where that is short and says its number, else
    ``Bulletin 22``.
    """
    title = edition.title.words.replace("：", ":").rsplit(":", 1)[-1].strip()
    if len(title) <= LONGEST_TITLE and str(edition.number) in title:
        return isolate(title, edition.language)
    return _("Bulletin %(number)s") % {"number": edition.number}


def _brief(moment: Moment, edition: Edition) -> str:
    """The day of a deadline without its year; with the clock time, in the reader's zone, where it has one."""
    at = moment.stored.end or moment.stored.start
    if at is None:
        return moment.when.first
    if moment.stored.precision == Precision.MINUTE:
        local = at.astimezone(ZoneInfo(edition.zone or moment.stored.zone))
        day = write_brief_day(local.date(), edition.language)
        return join(day, write_clock(local, edition.language), edition.language)
    if moment.stored.precision == Precision.DAY:
        return write_brief_day(day_in(at, moment.stored.zone), edition.language)
    return moment.when.first


def _ask(moment: Moment, edition: Edition) -> str:
    words = f"{moment.what_words} {_brief(moment, edition)}"
    return words[:1].lower() + words[1:]


def _leading(edition: Edition) -> tuple[ItemEdition | None, str]:
    """The first item that asks something, and its ask; else the first item and its title."""
    for item in edition.items:
        ask = main_ask(item.moments)
        if ask:
            return item, _ask(ask, edition)
    if not edition.items:
        return None, edition.title.words
    return edition.items[0], isolate(edition.items[0].title, edition.language)


def subject(edition: Edition) -> str:
    """``Info Flash 22: register by Sunday 1 February; 7 more``, in the active language."""
    _item, leading = _leading(edition)
    more = len(edition.items) - 1
    line = _("%(bulletin)s: %(ask)s") % {"bulletin": _name(edition), "ask": leading}
    if more < 1:
        return line
    rest = ngettext("%(count)d more", "%(count)d more", more) % {"count": more}
    return _("%(first)s; %(rest)s") % {"first": line, "rest": rest}


def preheader(edition: Edition) -> str:
    """The titles of the items that the subject does not speak of, as many as fit; else the introduction's
    beginning.
    """
    leading, _words = _leading(edition)
    titles = [isolate(item.title, edition.language) for item in edition.items if item is not leading]
    line = ""
    for title in titles:
        longer = f"{line} · {title}" if line else title
        if len(longer) > LONGEST_PREHEADER:
            break
        line = longer
    return line or summary(edition.introduction, LONGEST_PREHEADER)
