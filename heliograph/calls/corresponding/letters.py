"""Letters to those who answer together, and to who leads the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from heliograph.calls.corresponding.closing import closing, in_one_line
from heliograph.calls.corresponding.links import link
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.topics import ANSWERS
from heliograph.delivery.mailings import Recipient
from heliograph.moments.wording import When
from heliograph.network.desk.letters import dear, paragraphs
from heliograph.network.letters import Written, address_of, send, to_person
from heliograph.network.models import Person
from heliograph.texts.multilingual import pick


def title_of(response: Response) -> str:
    """The title of the call, in the active language where it has one."""
    call = response.call
    return pick(call.title, [get_language() or "en", call.source_language])[0]


def _called(co: CoRespondent) -> str:
    return str(co.person) if co.person is not None else co.name or co.email


def invited(co: CoRespondent, known: Person | None, at: datetime) -> None:
    """Somebody asks to answer together; ``known`` is who has the address."""
    _ask(co, known, f"joint-{co.public_id.hex}", at, again=False)


def reminded(co: CoRespondent, known: Person | None, key: str, at: datetime) -> None:
    """The invitation has no answer yet, and the call closes soon."""
    _ask(co, known, key, at, again=True)


def _ask(co: CoRespondent, known: Person | None, key: str, at: datetime, *, again: bool) -> None:
    """An address that nobody has yet is written to in the organizer's time."""
    zone = known.zone if known is not None else co.response.call.zone
    to = Recipient(co.email, (known.name if known else "") or co.name, co.language, zone)
    by = co.invited_by or co.response.person

    def write() -> Written:
        when = closing(co.response, zone, at)
        words = {"by": by, "title": title_of(co.response), "when": when.first if when else ""}
        return Written(
            _subject(when, again) % words,
            paragraphs(
                dear(to.name),
                _("%(by)s invites you to answer the call “%(title)s” together.") % words,
                _("You have not said yes or no yet.") if again else "",
                _("Answers are taken until: %(when)s") % {"when": in_one_line(when)} if when else "",
                _("Open this page and press the button. You need no password and no account:")
                + "\n"
                + link(co, to.language),
                _("On the same page you can decline. If you do not know what this is about, do nothing."),
            ),
            by.email,
        )

    send(to, write, key, at, ANSWERS)


def _subject(when: When | None, again: bool) -> str:
    if when is None or not when.machine:
        return _("Please answer: “%(title)s” together with %(by)s?")
    if again:
        return _("Reminder: please answer by %(when)s: “%(title)s” together with %(by)s?")
    return _("Please answer by %(when)s: “%(title)s” together with %(by)s?")


@dataclass(frozen=True)
class _News:
    """What has happened to one who was invited: a subject and a sentence about ``name`` and ``title``."""

    subject: Promise
    sentence: Promise


_JOINED = _News(
    gettext_lazy("%(name)s answers with you: “%(title)s”"),
    gettext_lazy(
        "%(name)s has accepted to answer the call “%(title)s” together with you, and can see and change the answer."
    ),
)
_DECLINED = _News(
    gettext_lazy("%(name)s has declined: “%(title)s”"),
    gettext_lazy(
        "%(name)s has declined to answer the call “%(title)s” together with you. You can invite somebody else."
    ),
)
_LEFT = _News(
    gettext_lazy("%(name)s has left: “%(title)s”"),
    gettext_lazy(
        "%(name)s no longer answers the call “%(title)s” together with you. What was written stays in the answer."
    ),
)


def joined(co: CoRespondent, at: datetime) -> None:
    """To the lead: somebody has accepted."""
    _tell_lead(co, "joined", _JOINED, at)


def declined(co: CoRespondent, at: datetime) -> None:
    """To the lead: somebody has declined."""
    _tell_lead(co, "declined", _DECLINED, at)


def left(co: CoRespondent, at: datetime) -> None:
    """To the lead: somebody has left."""
    _tell_lead(co, "left", _LEFT, at)


def _tell_lead(co: CoRespondent, what: str, news: _News, at: datetime) -> None:
    lead = co.response.person

    def write() -> Written:
        words = {"name": _called(co), "title": title_of(co.response)}
        text = paragraphs(dear(lead.name), str(news.sentence) % words, _page(co.response))
        return Written(str(news.subject) % words, text, co.email)

    send(to_person(lead), write, f"joint-{co.public_id.hex}-{what}", at, ANSWERS)


def _page(response: Response) -> str:
    page = address_of("calls:together", response.public_id)
    return _("Who answers together, and what you can do, stands here:") + "\n" + page


def removed(co: CoRespondent, by: Person, at: datetime) -> None:
    """To one who had joined: he was taken out."""
    assert co.person is not None
    person = co.person

    def write() -> Written:
        words = {"by": by, "title": title_of(co.response)}
        return Written(
            _("You no longer answer together: “%(title)s”") % words,
            paragraphs(
                dear(person.name),
                _("%(by)s has taken you out of those who answer the call “%(title)s” together.") % words,
                _("You cannot see or change that answer any more. If that surprises you, answer this letter."),
            ),
            by.email,
        )

    send(to_person(person), write, f"joint-{co.public_id.hex}-removed", at, ANSWERS)


def unfinished(response: Response, count: int, key: str, at: datetime) -> None:
    """To the lead: so many invitations have no answer, and the call closes soon."""
    lead = response.person

    def write() -> Written:
        when = closing(response, lead.zone, at)
        words = {"count": count, "title": title_of(response), "day": when.first if when else ""}
        words["when"] = in_one_line(when) if when else ""
        waiting = ngettext(
            "%(count)s person whom you invited to answer the call “%(title)s” together has not said yes or no yet.",
            "%(count)s people whom you invited to answer the call “%(title)s” together have not said yes or no yet.",
            count,
        )
        subject = ngettext(
            "%(count)s invitation waits for an answer by %(day)s: “%(title)s”",
            "%(count)s invitations wait for an answer by %(day)s: “%(title)s”",
            count,
        )
        return Written(
            subject % words,
            paragraphs(
                dear(lead.name),
                waiting % words,
                _("They were reminded today. Answers are taken until: %(when)s") % words,
                _page(response),
            ),
        )

    send(to_person(lead), write, key, at, ANSWERS)
