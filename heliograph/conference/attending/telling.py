"""After a conference: one letter to who was there, that his certificate is ready; names that are kept no longer."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.calls.concerning import ANONYMOUS
from heliograph.calls.mine.asking import audiences
from heliograph.calls.models import Response
from heliograph.calls.topics import ANSWERS
from heliograph.conference.attending.badge_links import badge_key, link_with
from heliograph.conference.attending.certifying import is_over
from heliograph.conference.attending.counting import present
from heliograph.conference.attending.models import Badge
from heliograph.conference.doors import log as write_log
from heliograph.conference.models import Conference
from heliograph.conference.shown import days_of
from heliograph.delivery import steering
from heliograph.delivery.letters import Letter, Mark
from heliograph.delivery.mailings import open_mailing
from heliograph.delivery.states import MailingState
from heliograph.moments.locales import isolate
from heliograph.network.circulars import as_text, fill, kinds_of
from heliograph.texts.languages import direction, is_right_to_left
from heliograph.texts.multilingual import pick

log = logging.getLogger(__name__)

#: How long after the last day the letter goes, when phones have sent what they noted; how long it is made up for.
AFTER, CAUGHT_UP = timedelta(days=1), timedelta(days=14)
TOLD = "certificates-told"


def tend(at: datetime) -> int:
    """Write the letters whose time has come, and forget names; returns of how many conferences. For the clock."""
    forget_names()
    return sum(_tell_or_note(each, at) for each in list(_due(at)))


def _due(at: datetime) -> list[Conference]:
    day = (at - AFTER).date()
    lately = Conference.objects.over(day + timedelta(days=1)).filter(last_day__gt=day - CAUGHT_UP)
    owed = lately.exclude(entries__verb=TOLD).with_programme()
    return [each for each in owed if is_over(each, at - AFTER)]


def _tell_or_note(conference: Conference, at: datetime) -> bool:
    try:
        return tell(conference, at) > 0
    except Exception:
        log.exception("The letter after the conference %s could not be written; it is tried again.", conference.pk)
        return False


@transaction.atomic
def tell(conference: Conference, at: datetime) -> int:
    """Write to who was there, and to who has registered him; returns how many letters. Once: the log says so."""
    Conference.objects.select_for_update(of=("self",)).get(pk=conference.pk)
    if conference.entries.filter(verb=TOLD).exists():
        return 0
    there = Response.objects.filter(pk__in=present(conference).values("response"))
    readers = audiences(there)
    kinds = kinds_of(*readers)
    count = 0
    if kinds:
        mailing = open_mailing(badge_key(conference, "after"), ANSWERS.slug, _title(conference), at, automatic=True)
        if mailing.state == MailingState.FILLING:
            fill(mailing, readers, kinds, partial(write, conference), at)
            steering.start(mailing.pk, at, "")
        count = mailing.messages.count()
    write_log(conference, TOLD, None, at, letters=count)
    return count


def _title(conference: Conference) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("Certificates: %(title)s") % {"title": pick(conference.programme.title, [settings.LANGUAGE_CODE])[0]}


def write(conference: Conference, language: str, zone: str) -> Letter:
    """The letter for the readers of an interface language."""
    with translation.override(language):
        programme, contact = conference.programme, conference.programme.contact
        title = isolate(pick(programme.title, [language, programme.source_language])[0], language)
        words = {"title": title, "days": days_of(conference, language)}
        parts = {
            "subject": _("Your certificate: %(title)s") % words,
            "greeting": _("Dear %(name)s,") % {"name": _name(language)},
            "reasons": [
                _("Thank you for having been at “%(title)s” (%(days)s).") % words,
                _(
                    "The certificate of participation is ready for you, and for those of whom you registered who were "
                    "there. You need no account."
                ),
            ],
            "button": _("Your certificate"),
            "link": link_with(conference, str(Mark.TOKEN)),
            "otherwise": _("If you have a question, write to %(contact)s.") % {"contact": contact},
            "choose": _("Choose which letters you get"),
            "choose_link": str(Mark.PREFERENCES),
            "language": language,
            "direction": direction(language),
        }
        html = render_to_string("network/confirming/letter.html", parts)
        return Letter(str(parts["subject"]), html, as_text(parts), _("colleague"), reply_to=contact)


def _name(language: str) -> str:
    return f"\u2068{Mark.NAME}\u2069" if is_right_to_left(language) else str(Mark.NAME)


def forget_names() -> int:
    """Take the names off badges whose registrations were made anonymous; returns of how many. Figures stay."""
    nameless = Badge.objects.filter(response__slot__startswith=ANONYMOUS)
    lost = nameless.exclude(name="", organization="", role="", whose="")
    return Badge.objects.filter(pk__in=lost.values("pk")).update(name="", organization="", role="", whose="")
