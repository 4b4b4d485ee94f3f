"""The letter that asks whether one is still coming: one for each language and zone, with the reader's own link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.deadlines.letters import title_of
from heliograph.calls.deadlines.written import View, plain
from heliograph.calls.lifecycle.verbs import contact_of
from heliograph.calls.models import Call
from heliograph.calls.states import DeadlineKind
from heliograph.delivery.letters import Letter, Mark
from heliograph.moments.precision import Precision
from heliograph.moments.wording import minutes
from heliograph.network.circulars import as_text
from heliograph.network.letters import address_of
from heliograph.texts.languages import direction

_MINUTE = timedelta(minutes=1)


def write(call: Call, language: str, zone: str, at: datetime) -> Letter:
    """The letter for the readers of an interface language and a zone. The call has a date to reconfirm by."""
    with translation.override(language):
        words = _words(call, language, zone, at)
        subject = _("Reconfirm by %(day)s: %(title)s") % words
        parts = {
            "subject": subject,
            "greeting": _("Dear %(name)s,") % words,
            "reasons": [part % words for part in _reasons(words)],
            "button": _("Say whether you are coming"),
            "link": f"{address_of('calls:reconfirm', call.slug, str(Mark.TOKEN))}?{urlencode({'lang': language})}",
            "otherwise": _("If you have a question, write to %(contact)s.") % words,
            "choose": _("Choose which letters you get"),
            "choose_link": str(Mark.PREFERENCES),
            "language": language,
            "direction": direction(language),
        }
        html = render_to_string("network/confirming/letter.html", parts)
        until = dates_of(call).until(DeadlineKind.RECONFIRM)
        return Letter(subject, html, as_text(parts), _("colleague"), reply_to=contact_of(call), good_until=until)


def _words(call: Call, language: str, zone: str, at: datetime) -> dict[str, str]:
    row = dates_of(call).by_kind[DeadlineKind.RECONFIRM]
    view = View(zone, language, at)
    assert row.until is not None
    exact = "" if row.precision == Precision.MINUTE else minutes(row.until - _MINUTE, None, zone, language)
    return {
        "title": title_of(call, language),
        "day": plain(row, view),
        "instant": exact,
        "contact": contact_of(call),
        "name": str(Mark.NAME),
    }


def _reasons(words: Mapping[str, str]) -> list[str]:
    exact = [_("To be exact, that is possible until %(instant)s.")] if words["instant"] else []
    return [
        _("You have a place for “%(title)s”, or somebody has answered it for you. Are you still coming?"),
        _("Please say so by %(day)s. Somebody may be waiting for a place that stays empty."),
        *exact,
        _(
            "The page shows what you can say: that you are coming, that you are not, or that somebody else comes "
            "instead. One press is enough; you need no account."
        ),
    ]
