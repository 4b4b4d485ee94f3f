"""The letter that asks schools to confirm their records: one for each language and zone, with the reader's own link."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.delivery.letters import Letter, Mark
from heliograph.moments.locales import write_day
from heliograph.network.circulars import as_text
from heliograph.network.confirming.terms import last_minute
from heliograph.network.letters import address_of
from heliograph.network.models import ConfirmationRound
from heliograph.texts.languages import direction, is_right_to_left


@dataclass(frozen=True)
class Asking:
    """What tells one letter from another: the round whose term it names, and whether it asks ``again``."""

    term: ConfirmationRound
    again: bool = False


def write(asking: Asking, language: str, zone: str) -> Letter:
    """The letter for the readers of an interface language and a zone."""
    with translation.override(language):
        words = _words(asking, zone)
        subject = _subject(asking) % words
        parts = {
            "subject": subject,
            "greeting": _("Dear colleagues at %(name)s,") % words,
            "reasons": [part % words for part in _reasons(asking)],
            "button": _("Look at the record and confirm it"),
            "link": f"{address_of('network:confirm', str(Mark.TOKEN))}?{urlencode({'lang': language})}",
            "otherwise": _(
                "If this is no longer your school, or you are the wrong person to ask, you can say so on the same page."
            ),
            "choose": _("Choose which letters you get"),
            "choose_link": str(Mark.PREFERENCES),
            "language": language,
            "direction": direction(language),
        }
        html = render_to_string("network/confirming/letter.html", parts)
        return Letter(subject, html, as_text(parts), nameless=_("your school"))


def _words(asking: Asking, zone: str) -> dict[str, object]:
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "day": write_day(asking.term.closes_on, language),
        "instant": last_minute(asking.term.closes_on, zone, language),
        "network": settings.NETWORK_NAME,
        "name": f"\u2068{Mark.NAME}\u2069" if is_right_to_left(language) else str(Mark.NAME),
    }


def _subject(asking: Asking) -> str:
    if asking.again:
        return _("Reminder: confirm your school’s record by %(day)s")
    return _("Confirm your school’s record by %(day)s")


def _reasons(asking: Asking) -> list[str]:
    why = _(
        "Once a year every school of %(network)s is asked whether what is on record about it is still right. Please "
        "look at the record of your school by %(day)s. That is possible until %(instant)s."
    )
    once_more = _(
        "Nobody has confirmed the record of your school yet. Please look at it by %(day)s. That is possible until "
        "%(instant)s; afterwards the record shows as out of date."
    )
    how = _(
        "The page shows what is on record. If all of it is right, one press is enough; if not, correct it there. You "
        "need no account."
    )
    return [once_more if asking.again else why, how]
