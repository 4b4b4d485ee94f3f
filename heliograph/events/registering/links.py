"""The personal link by which a registrant joins: its address, and how it is renewed when it got into wrong hands."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.calls.topics import ANSWERS
from heliograph.delivery.mailings import Recipient
from heliograph.events.registering.models import Registration, ReplacedLink, new_token
from heliograph.events.registering.people import COMING
from heliograph.events.rules import may_run_event
from heliograph.network.letters import Written, address_of, send, to_person
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import pick


def link(registration: Registration) -> str:
    """The whole address, for a letter, in the language that is active."""
    page = address_of("events:join", registration.token)
    return f"{page}?{urlencode({'lang': get_language() or 'en'})}"


def replace_token(registration: Registration, by: Person | None, at: datetime) -> None:
    """Give a registration another secret; the old link says so from now on. In a transaction, with the row held."""
    ReplacedLink.objects.create(registration=registration, token=registration.token, at=at, by=by)
    registration.token, registration.token_renewed_at = new_token(), at
    registration.save(update_fields=["token", "token_renewed_at"])


@transaction.atomic
def renew(registration: Registration, by: Person | None, at: datetime, seen: str = "") -> Registration:
    """Renew a link, and send the new one to the registrant: whoever holds the old one is not shown it.

    ``by`` is who runs the event, or None for the registrant himself by his link. ``seen`` is the token that is to be
    renewed: where it is another by now, that was done already. Raises Refused: ``not-yours``, ``not-coming``.
    """
    rows = Registration.objects.select_for_update(of=("self",)).select_related(
        "response__call__programme", "response__person", "occurrence__event__programme"
    )
    held = rows.get(pk=registration.pk)
    if by is not None and not may_run_event(by, held.occurrence.event):
        raise Refused("not-yours", _("This programme is run by somebody else. Ask the secretariat."))
    if seen and seen != held.token:
        return held
    if held.response.state not in COMING:
        raise Refused("not-coming", _("There is no place any more to which this link could lead."))
    replace_token(held, by, at)
    to = reader_of(held)
    send(to, lambda: _renewed(held), f"join-link-{held.token}", at, ANSWERS)
    return held


def reader_of(registration: Registration) -> Recipient:
    """How the registrant is written to: who was registered by somebody else under his own address, there."""
    response = registration.response
    if response.email and response.email != response.person.email.lower():
        return Recipient(response.email, response.name, response.language, registration.occurrence.zone)
    return to_person(response.person)


def _renewed(registration: Registration) -> Written:
    event = registration.occurrence.event
    words = {
        "title": pick(event.title, [get_language() or "en", event.source_language])[0],
        "link": link(registration),
    }
    text = _(
        "Your link to join “%(title)s” was renewed. The one that you had before opens nothing any more.\n\n"
        "Your new link is for you alone; please do not pass it on:\n%(link)s"
    )
    contact = event.contact or registration.response.call.contact or registration.response.call.programme.contact
    return Written(_("Your new link to join: %(title)s") % words, text % words, reply_to=contact)
