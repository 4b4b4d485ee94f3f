"""The letters of this room: how one comes, nobody from a country yet, what was decided on an invitation letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.deadlines.letters import page_of
from heliograph.calls.deadlines.written import View, plain
from heliograph.calls.lifecycle.taking_back import gave_away
from heliograph.calls.lifecycle.verbs import contact_of
from heliograph.calls.mine.holders import Holder
from heliograph.calls.models import Call
from heliograph.calls.states import DeadlineKind
from heliograph.conference.models import Conference
from heliograph.conference.registering.models import InvitationLetter
from heliograph.conference.registering.stay_links import link_with, stay_link
from heliograph.conference.registering.taking_part import holder_of
from heliograph.conference.shown import days_of
from heliograph.conference.states import LetterState
from heliograph.delivery.letters import Letter, Mark
from heliograph.delivery.mailings import Recipient
from heliograph.moments.locales import isolate, write_days
from heliograph.network.circulars import as_text
from heliograph.network.letters import Written, send, to_person
from heliograph.texts.languages import direction, is_right_to_left
from heliograph.texts.multilingual import pick


def about_stay(conference: Conference, call: Call, language: str, zone: str, at: datetime) -> Letter:
    """To who comes and has not said how: the follow-up call waits. ``call`` is the follow-up call with its dates."""
    with translation.override(language):
        words = {**_about(conference, language), "day": _closes(call, language, zone, at)}
        until = [_("Please answer by %(day)s.") % words] if words["day"] else []
        reasons = [
            _("You have a confirmed place at “%(title)s” (%(days)s).") % words,
            _(
                "So that all is ready for you, please say how you come, what you need, and whether a visa must be "
                "asked for. You need no account."
            ),
            *until,
        ]
        subject = _("Say how you come by %(day)s: %(title)s") if words["day"] else _("Say how you come: %(title)s")
        link = link_with(conference, str(Mark.TOKEN))
        return _finished(subject % words, reasons, (_("Say how you come"), link), call, language)


def about_silence(conference: Conference, call: Call, language: str, zone: str, at: datetime) -> Letter:
    """To the coordinator of a country from which nobody is registered. ``call`` is the registration with its dates."""
    with translation.override(language):
        words = {**_about(conference, language), "day": _closes(call, language, zone, at)}
        until = [_("Registration is open until %(day)s.") % words] if words["day"] else []
        reasons = [
            _("Nobody from your country is registered for “%(title)s” (%(days)s) yet.") % words,
            *until,
            _("You can register yourself, and others of your delegation, on one page."),
            _("If nobody from your country comes, you need not do anything."),
        ]
        subject = _("Register by %(day)s: %(title)s") if words["day"] else _("Nobody is registered yet: %(title)s")
        link = f"{page_of(call)}{'&' if '?' in page_of(call) else '?'}{urlencode({'lang': language})}"
        return _finished(subject % words, reasons, (_("Register"), link), call, language)


def about_days(conference: Conference, first: date, last: date, language: str) -> Letter:
    """To who is registered: the conference has other days than those (``first`` to ``last``) of which he knows."""
    with translation.override(language):
        words = {**_about(conference, language), "before": write_days(first, last, language)}
        reasons = [
            _("“%(title)s” has other days: %(days)s. It was to be on %(before)s.") % words,
            _("Your registration stands; you need not register again. If you cannot come then, please say so."),
            _(
                "If you have said how you come, look at it again. An invitation letter for a visa says the new days "
                "when you save it anew."
            ),
        ]
        subject = _("Other days: %(title)s (%(days)s)") % words
        button = _("Your registration"), link_with(conference, str(Mark.TOKEN))
        return _letter(subject, reasons, button, conference.programme.contact, language)


def _about(conference: Conference, language: str) -> dict[str, str]:
    title = pick(conference.programme.title, [language, conference.programme.source_language])[0]
    return {"title": isolate(title, language), "days": days_of(conference, language)}


def _closes(call: Call, language: str, zone: str, at: datetime) -> str:
    """Until when a call is answered, as the reader's time has it; empty where that is not known."""
    row = dates_of(call).get(DeadlineKind.CLOSES)
    return plain(row, View(zone, language, at)) if row is not None and row.until is not None else ""


def _finished(subject: str, reasons: Sequence[str], button: tuple[str, str], call: Call, language: str) -> Letter:
    """A letter that is of use while a call is open."""
    until = dates_of(call).until(DeadlineKind.CLOSES)
    return _letter(subject, reasons, button, contact_of(call), language, until)


def _letter(
    subject: str,
    reasons: Sequence[str],
    button: tuple[str, str],
    contact: str,
    language: str,
    until: datetime | None = None,
) -> Letter:
    name = f"\u2068{Mark.NAME}\u2069" if is_right_to_left(language) else str(Mark.NAME)
    parts = {
        "subject": subject,
        "greeting": _("Dear %(name)s,") % {"name": name},
        "reasons": list(reasons),
        "button": button[0],
        "link": button[1],
        "otherwise": _("If you have a question, write to %(contact)s.") % {"contact": contact},
        "choose": _("Choose which letters you get"),
        "choose_link": str(Mark.PREFERENCES),
        "language": language,
        "direction": direction(language),
    }
    html = render_to_string("network/confirming/letter.html", parts)
    return Letter(subject, html, as_text(parts), _("colleague"), reply_to=contact, good_until=until)


def tell_decided(conference: Conference, letter: InvitationLetter, at: datetime) -> int:
    """What was decided on an invitation letter, to whom it is for and to who has registered him; returns how many."""
    readers = _readers(letter)
    for to in readers:
        write = partial(_decided, conference, letter, to, at)
        send(to, write, f"invitation-letter-{letter.public_id}-{letter.state}-{to.address.lower()}", at)
    return len(readers)


def _readers(letter: InvitationLetter) -> list[Recipient]:
    response, holder = letter.response, holder_of(letter.response)
    found = {}
    if not gave_away(response, response.person):
        found[response.person.email.lower()] = to_person(response.person)
    if holder.email:
        person = holder.person or Holder.at(holder.email).person
        other = Recipient(holder.email, holder.name, response.language, response.person.zone)
        found[holder.email.lower()] = to_person(person) if person is not None else other
    return list(found.values())


def _decided(conference: Conference, letter: InvitationLetter, to: Recipient, at: datetime) -> Written:
    said = {**_about(conference, get_language() or "en"), "name": letter.name, "reason": letter.reason}
    subject, first = _words_of(LetterState(letter.state))
    parts = [first % said]
    if letter.reason:
        parts.append(_("The reason: %(reason)s") % said)
    elif letter.state == LetterState.REVOKED:
        parts.append(
            _(
                "What was answered for it has changed. A letter that says the new is asked for already; you get it "
                "once it is signed off."
            )
        )
    parts.append(f"{_('The page with the letter, without an account:')}\n{stay_link(conference, to.address, at)}")
    contact = conference.programme.contact
    parts.append(_("Questions: %(contact)s") % {"contact": contact})
    return Written(subject % said, "\n\n".join(parts), reply_to=contact)


def _words_of(state: LetterState) -> tuple[str, str]:
    """Subject and first sentence about a decision."""
    match state:
        case LetterState.SIGNED:
            return (
                _("Your invitation letter is ready: %(title)s"),
                _("The invitation letter for %(name)s to “%(title)s” is signed off. You can save it and print it."),
            )
        case LetterState.REFUSED:
            return (
                _("No invitation letter: %(title)s"),
                _("The invitation letter for %(name)s to “%(title)s” was not signed off."),
            )
    return (
        _("Your invitation letter does not stand any more: %(title)s"),
        _("The invitation letter for %(name)s to “%(title)s” was revoked. Do not use it any more."),
    )
