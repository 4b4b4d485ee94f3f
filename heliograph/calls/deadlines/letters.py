"""The letters about dates: one to all whom a changed date concerns, one to who was given more time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.calls.answering import links
from heliograph.calls.deadlines.written import View, label_of, more_of, plain, write_given, write_one
from heliograph.calls.lifecycle.table import STANDING
from heliograph.calls.mine import links as response_links
from heliograph.calls.models import Call, Deadline, Extension, Response
from heliograph.calls.states import DeadlineKind, Visibility
from heliograph.calls.topics import ANSWERS
from heliograph.delivery.letters import Letter, Mark
from heliograph.delivery.mailings import Recipient
from heliograph.delivery.models import Message
from heliograph.moments.locales import isolate
from heliograph.network.letters import Written, address_of, send
from heliograph.texts.colons import with_colon
from heliograph.texts.languages import direction, is_right_to_left
from heliograph.texts.multilingual import pick


@dataclass(frozen=True)
class News:
    """A date that has changed: the row that counts now, and the one before; None where there is none."""

    call: Call
    kind: DeadlineKind
    before: Deadline | None
    after: Deadline | None
    at: datetime
    reason: str = ""


def write(news: News, language: str, zone: str) -> Letter:
    """The letter for the readers of an interface language and a zone."""
    with translation.override(language):
        view = View(zone, language, news.at)
        title = title_of(news.call, language)
        parts = {
            "subject": _subject(news, title, view),
            "greeting": _("Dear %(name)s,") % {"name": _name(language)},
            "opening": _opening(news) % {"title": isolate(title, language)},
            "label": label_of(news.kind),
            "lines": _lines(news, view),
            "before": _before(news, view),
            "reason": news.reason,
            "button": _("Look at the call"),
            "link": page_of(news.call),
            "why": _(
                "You get this letter because you have an answer to this call, were given more time for it, "
                "or asked to be told of it."
            ),
            "choose": _("Choose which letters you get"),
            "choose_link": str(Mark.PREFERENCES),
            "language": language,
            "direction": direction(language),
        }
        html = render_to_string("calls/deadlines/letter.html", parts)
        text = render_to_string("calls/deadlines/letter.txt", parts)
        contact = news.call.contact or news.call.programme.contact
        return Letter(str(parts["subject"]), html, text, _("colleague"), contact, str(parts["link"]))


def title_of(call: Call, language: str) -> str:
    """The title of a call for a reader of a language."""
    return pick(call.title, [language, call.source_language])[0]


def page_of(call: Call) -> str:
    """The whole address of a call's page, with the secret of one that is found by link only."""
    return address_of("calls:call", call.slug) + query_of(call)


def query_of(call: Call) -> str:
    """What an address has to carry to lead to a call; empty unless only its link does."""
    return f"?{urlencode({'key': call.link})}" if call.visibility == Visibility.LINK else ""


def _name(language: str) -> str:
    return f"\u2068{Mark.NAME}\u2069" if is_right_to_left(language) else str(Mark.NAME)


def _subject(news: News, title: str, view: View) -> str:
    """What has become of which date, and when it is now."""
    words = {"title": title, "what": news.kind.label, "when": plain(news.after, view) if news.after else ""}
    return _subject_words(news.before, news.after) % words


def _subject_words(before: Deadline | None, after: Deadline | None) -> str:
    if after is None:
        return _("No longer a date: %(title)s (%(what)s)")
    if after.until is None:
        return _("Not certain any more: %(title)s (%(what)s: %(when)s)")
    if before is None or before.until is None:
        return _("Date set: %(title)s (%(what)s: %(when)s)")
    if after.until > before.until:
        return _("More time: %(title)s (%(what)s: %(when)s)")
    return _("Earlier than before: %(title)s (%(what)s: %(when)s)")


def _opening(news: News) -> str:
    before, after = news.before, news.after
    if after is None:
        return _("“%(title)s” has no such date any more:")
    if after.until is None:
        return _("A date of “%(title)s” is not certain any more. You will be told as soon as it is:")
    if before is None or before.until is None:
        return _("A date of “%(title)s” has been set:")
    return _("A date of “%(title)s” has been changed. It is now:")


def _lines(news: News, view: View) -> list[str]:
    """The date in the reader's zone first, then what else is to be said of it."""
    if news.after is None:
        return [pgettext("date", "none any more")]
    when = write_one(news.after, view)
    return [when.first, *more_of(when)]


def _before(news: News, view: View) -> str:
    if news.before is None:
        return ""
    return _("Before: %(date)s") % {"date": plain(news.before, view)}


def tell_extension(extension: Extension, general: Deadline, at: datetime) -> Message:
    """Tell somebody that he alone has more time, with a link by which he can answer without an account."""
    call, person = extension.call, extension.person
    to = Recipient(person.email, person.name, person.languages[0] if person.languages else "en", person.zone)
    key = f"extension-{extension.pk}-{extension.until:%Y%m%d%H%M}"
    return send(to, lambda: _extension_words(extension, general, call, at), key, at, ANSWERS)


def _extension_words(extension: Extension, general: Deadline, call: Call, at: datetime) -> Written:
    language, person = translation.get_language() or settings.LANGUAGE_CODE, extension.person
    view = View(person.zone or None, language, at)
    when = write_given(extension.until, general, view)
    words = {
        "title": title_of(call, language),
        "what": label_of(DeadlineKind(extension.kind)),
        "when": when.first,
        "general": plain(general, view),
        "link": _own_link(extension),
    }
    text = [
        _("You alone have been given more time for “%(title)s”.") % words,
        "\n".join([f"{with_colon(words['what'])} {when.first}", *more_of(when)]),
        _("For everybody else it stays: %(general)s") % words,
        extension.reason,
        _("Your own link; you need no account, and it works for nobody else:\n%(link)s") % words,
    ]
    subject = _("More time for you: %(title)s (%(when)s)") % words
    return Written(subject, "\n\n".join(filter(None, text)), call.contact or call.programme.contact)


def _own_link(extension: Extension) -> str:
    """Where he does what he has more time for: the form, or the page of the answer that is to be kept up."""
    call, person = extension.call, extension.person
    if extension.kind != DeadlineKind.CLOSES:
        standing = Response.objects.filter(call=call, person=person, state__in=STANDING).order_by("pk").first()
        if standing is not None:
            return response_links.link_for(standing, person)
    return address_of("calls:answer_signed", call.slug, links.token(person, call))


def tell_taken_back(extension: Extension, general: Deadline | None, at: datetime) -> Message:
    """Tell somebody that the date of everybody counts for him again."""
    call, person = extension.call, extension.person
    to = Recipient(person.email, person.name, person.languages[0] if person.languages else "en", person.zone)
    key = f"extension-back-{extension.pk}-{extension.until:%Y%m%d%H%M}"
    return send(to, lambda: _taken_back_words(extension, general, call, at), key, at, ANSWERS)


def _taken_back_words(extension: Extension, general: Deadline | None, call: Call, at: datetime) -> Written:
    language = translation.get_language() or settings.LANGUAGE_CODE
    view = View(extension.person.zone or None, language, at)
    words = {
        "title": title_of(call, language),
        "what": label_of(DeadlineKind(extension.kind)),
        "when": plain(general, view) if general else pgettext("date", "none any more"),
        "page": page_of(call),
    }
    text = _(
        "The time that you alone had been given for “%(title)s” was taken back. For you, too, it is now:\n\n"
        "%(what)s: %(when)s\n\n"
        "If you need more time, answer this letter: it goes to the organizer.\n\n%(page)s"
    )
    subject = _("Your extra time was taken back: %(title)s (%(what)s: %(when)s)")
    return Written(subject % words, text % words, call.contact or call.programme.contact)
