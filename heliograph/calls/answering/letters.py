"""The letter with the link by which a call is answered without signing in."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.utils.translation import gettext as _

from heliograph.calls.answering import links
from heliograph.calls.answering.eligible import Eligibility, judge
from heliograph.calls.deadlines.letters import page_of
from heliograph.calls.models import Call
from heliograph.calls.topics import ANSWERS
from heliograph.delivery.mailings import Recipient
from heliograph.network.letters import Written, address_of, send, to_person
from heliograph.network.models import Person
from heliograph.texts.multilingual import pick


def send_link(call: Call, email: str, language: str, zone: str, at: datetime) -> None:
    """Write to an address how the call is answered: by a link, or that it is not addressed. It tells nobody else."""
    found = Person.objects.get_queryset().at_address(email).filter(is_active=True, erased_at=None).first()
    person = found or Person(email=email, languages=[language], zone=zone)
    to = to_person(found) if found else Recipient(email, "", language, zone)
    signed = links.token(found, call) if found else links.token_for_address(email, call)
    allowed = judge(call, person, at)
    title = pick(call.title, [to.language, call.source_language])[0]

    def write() -> Written:
        if allowed.holds:
            return _link(call, title, signed)
        return _not_addressed(call, title, allowed)

    send(to, write, uuid4().hex, at, ANSWERS)


def _link(call: Call, title: str, signed: str) -> Written:
    text = _(
        "You asked for a link to answer “%(title)s”. Here it is; it works for you alone, also on another device:\n\n"
        "%(link)s\n\n"
        "If it was not you who asked, you need not do anything."
    )
    words = {"title": title, "link": address_of("calls:answer_signed", call.slug, signed)}
    return Written(_("Your link to answer: %(title)s") % words, text % words, reply_to=call.contact)


def _not_addressed(call: Call, title: str, found: Eligibility) -> Written:
    yet = _(
        "You asked for a link to answer “%(title)s”. You cannot answer as things stand:\n\n%(reasons)s\n\n"
        "If you have a question, write to %(contact)s.\n\n"
        "%(page)s"
    )
    others = _(
        "You asked for a link to answer “%(title)s”. This call is addressed to others:\n\n%(reasons)s\n\n"
        "If your school or your role is missing here, ask your National Coordinator, or write to %(contact)s.\n\n"
        "%(page)s"
    )
    words = {
        "title": title,
        "reasons": "\n".join(f"- {reason}" for reason in found.reasons),
        "contact": call.contact or call.programme.contact,
        "page": page_of(call),
    }
    text = (yet if found.addressed else others) % words
    return Written(_("You cannot answer yet: %(title)s") % words, text, reply_to=call.contact)
