"""Letters about partners for sessions, and to who leads a session and comes no more."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.calls.corresponding.links import answer_url
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.topics import ANSWERS
from heliograph.conference.models import Conference
from heliograph.conference.sessions.idea_links import link
from heliograph.conference.sessions.models import PartnerOffer
from heliograph.moments.locales import isolate
from heliograph.network.desk.letters import dear, paragraphs
from heliograph.network.letters import Written, address_of, send, to_person
from heliograph.texts.multilingual import pick


def offered(offer: PartnerOffer, at: datetime) -> None:
    """To the lead: somebody would join, and one press takes him in or declines with thanks."""
    lead = offer.search.response.person
    to = to_person(lead)

    def write() -> Written:
        words = _words(offer)
        return Written(
            _("Please answer: %(name)s would join your session “%(title)s”") % words,
            paragraphs(
                dear(lead.name),
                _("%(name)s has read your idea “%(title)s” and would organize it with you:") % words,
                offer.words,
                _("Take the offer, or decline with thanks. You need no password and no account:")
                + "\n"
                + link(offer, lead, to.language),
                _("Whoever you take in sees the draft of your proposal and can change it, as you can."),
            ),
        )

    send(to, write, f"partner-{offer.public_id.hex}", at, ANSWERS)


def taken_in(offer: PartnerOffer, member: CoRespondent, at: datetime) -> None:
    """To who has offered: he is taken in, and the draft is open to him."""
    person = offer.person

    def write() -> Written:
        words = _words(offer)
        return Written(
            _("You are taken in: “%(title)s”") % words,
            paragraphs(
                dear(person.name),
                _("%(lead)s is glad of your offer. You organize the session “%(title)s” together now.") % words,
                _("The draft of the proposal, which you can change like the others:")
                + f"\n{settings.SITE_URL}{answer_url(member)}",
            ),
        )

    send(to_person(person), write, f"partner-{offer.public_id.hex}-taken", at, ANSWERS)


def declined(offer: PartnerOffer, at: datetime) -> None:
    """To who has offered: thanks, and where other ideas are."""
    person = offer.person

    def write() -> Written:
        words = _words(offer)
        board = address_of("conference:ideas", offer.search.conference.programme.slug)
        return Written(
            _("Thank you for your offer: “%(title)s”") % words,
            paragraphs(
                dear(person.name),
                _("Thank you for your offer to organize the session “%(title)s”. This time it goes on without you.")
                % words,
                _("Other ideas that look for partners:") + f"\n{board}",
            ),
        )

    send(to_person(person), write, f"partner-{offer.public_id.hex}-declined", at, ANSWERS)


def _words(offer: PartnerOffer) -> dict[str, str]:
    language = get_language() or "en"
    return {
        "title": isolate(offer.search.title, language),
        "name": isolate(str(offer.person), language),
        "lead": isolate(str(offer.search.response.person), language),
    }


def comes_no_more(conference: Conference, proposal: Response, title: str, key: str, at: datetime) -> None:
    """To the lead of a session who is not registered any more: it stands still, and what can be done."""
    lead = proposal.person

    def write() -> Written:
        language = get_language() or "en"
        named = pick(conference.programme.title, [language, conference.programme.source_language])[0]
        words = {"title": isolate(title, language), "conference": isolate(named, language)}
        return Written(
            _("You do not come any more: what becomes of your session “%(title)s”?") % words,
            paragraphs(
                dear(lead.name),
                _(
                    "You are not registered for “%(conference)s” any more, and lead the session “%(title)s”. It was "
                    "not withdrawn: the organizer sees that nobody leads it."
                )
                % words,
                _("You can hand it over to somebody who organizes it with you:")
                + "\n"
                + address_of("calls:together", proposal.public_id),
                _("Or withdraw it under “My answers”, or register again:") + "\n" + address_of("calls:my_answers"),
            ),
            reply_to=conference.programme.contact,
        )

    send(to_person(lead), write, key, at, ANSWERS)
