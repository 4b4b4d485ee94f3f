"""The letters of the desk: a call was cancelled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.calls.deadlines import concerned
from heliograph.calls.deadlines.letters import page_of, title_of
from heliograph.calls.lifecycle.verbs import contact_of
from heliograph.calls.models import Call, Follower
from heliograph.calls.topics import ANSWERS, CALLS
from heliograph.delivery import steering
from heliograph.delivery.letters import Letter, Mark
from heliograph.delivery.mailings import open_mailing
from heliograph.delivery.states import MailingState
from heliograph.delivery.topics import Topic
from heliograph.delivery.writing.plain import as_html
from heliograph.network.circulars import fill, kinds_of
from heliograph.network.models import Person
from heliograph.texts.colons import with_colon
from heliograph.texts.languages import is_right_to_left


def answering(call: Call) -> QuerySet[Any]:
    """The people who have an answer begun or standing, alone or with others, or more time for one.

    As ``fill_from`` reads them.
    """
    return concerned.readers(concerned.answering(call) | concerned.given_time(call))


def following(call: Call) -> QuerySet[Any]:
    """Those who only follow the call, in the same form."""
    return (
        concerned.readers(Q(pk__in=Follower.objects.filter(call=call).values("person")))
        .exclude(pk__in=answering(call).values("pk"))
        .distinct()
    )


def count_answering(call: Call) -> int:
    """To how many addresses of those who have answered a letter would go. Two queries."""
    return concerned.count_of(answering(call), concerned.delegates(call))


def tell_cancelled(call: Call, by: Person, at: datetime) -> None:
    """Write to who has answered a call that was cancelled, and to who follows it; the same call is told once.

    In the transaction of the change: the letters go once it is sure.
    """
    _send(call, ANSWERS, (answering(call), concerned.delegates(call)), by, at)
    _send(call, CALLS, (following(call),), by, at)


def _send(call: Call, topic: Topic, audiences: tuple[QuerySet[Any], ...], by: Person, at: datetime) -> None:
    kinds = kinds_of(*audiences)
    if not kinds:
        return
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Cancelled: %(title)s") % {"title": title_of(call, settings.LANGUAGE_CODE)}
    mailing = open_mailing(f"calls/cancelled/{call.pk}/{topic.slug}", topic.slug, title, at)
    if mailing.state != MailingState.FILLING:
        return
    fill(mailing, audiences, kinds, lambda language, _zone: cancelled(call, language, topic), at)
    steering.start(mailing.pk, at, str(by))


def cancelled(call: Call, language: str, topic: Topic) -> Letter:
    """The letter that a call was cancelled, for the readers of an interface language."""
    with translation.override(language):
        title, page = title_of(call, language), page_of(call)
        subject = _("Cancelled: %(title)s") % {"title": title}
        text = "\n\n".join(_cancelled(call, title, page, topic))
        html = as_html(subject, text, language)
        return Letter(subject, html, text, _("colleague"), contact_of(call), page)


def _cancelled(call: Call, title: str, page: str, topic: Topic) -> list[str]:
    name = f"\u2068{Mark.NAME}\u2069" if is_right_to_left(translation.get_language() or "") else str(Mark.NAME)
    lines = [
        _("Dear %(name)s,") % {"name": name},
        _("“%(title)s” was cancelled. The organizer says why:") % {"title": title},
        call.reason,
        _("Nothing more needs to be done. If you have a question, answer this letter: it goes to the organizer."),
        page,
    ]
    if topic is not ANSWERS:
        lines.append(f"{with_colon(_('Choose which letters you get'))}\n{Mark.PREFERENCES}")
    return lines
