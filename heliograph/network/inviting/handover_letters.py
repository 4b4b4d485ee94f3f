"""The letters of a handover: to the successor, to who hands over, to the secretariat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from heliograph.delivery.mailings import Recipient
from heliograph.moments.locales import write_day
from heliograph.network.countries import country, country_name
from heliograph.network.desk.letters import dear, paragraphs
from heliograph.network.forms import reading
from heliograph.network.inviting.links import Purpose, link
from heliograph.network.letters import Written, address_of, send, to_person
from heliograph.network.models import Handover, Person
from heliograph.network.states import RoleKind


def _words(handover: Handover) -> dict[str, object]:
    return {
        "country": country_name(handover.country, reading()),
        "day": write_day(handover.on, reading()),
        "giver": handover.giver or "",
        "successor": handover.name or handover.email,
        "by": handover.asked_by or "",
    }


def _key(handover: Handover, what: str, number: int = 0) -> str:
    return f"handover-{what}-{handover.public_id.hex}-{number}"


def _to_successor(handover: Handover) -> Recipient:
    zone = country(handover.country).zone
    return Recipient(handover.email, handover.name, handover.language, zone, handover.country)


def asked(handover: Handover, at: datetime) -> None:
    """To the successor: accept by one press. To who hands over, where somebody else has asked for it."""
    by = handover.asked_by

    def write() -> Written:
        words = _words(handover)
        return Written(
            _("Please answer: National Coordinator of %(country)s from %(day)s?") % words,
            paragraphs(
                dear(handover.name),
                _("%(giver)s hands the office of National Coordinator of %(country)s over to you, from %(day)s on.")
                % words,
                handover.note,
                _("Open this page and press the button to accept. Until then nothing changes; you can also decline:")
                + "\n"
                + link(Purpose.HANDOVER, handover.public_id, handover.language),
                _("All that is open in the country goes on with you: schools, applications, confirmations, people."),
            ),
            by.email if by else "",
        )

    send(_to_successor(handover), write, _key(handover, "asked"), at)
    if handover.giver is not None and handover.giver != by:
        _tell_giver_asked(handover, handover.giver, at)


def _tell_giver_asked(handover: Handover, giver: Person, at: datetime) -> None:
    def write() -> Written:
        words = _words(handover)
        return Written(
            _("Your office for %(country)s is to be handed over on %(day)s; nothing is asked of you") % words,
            paragraphs(
                dear(giver.name),
                _("%(by)s has asked %(successor)s to be National Coordinator of %(country)s from %(day)s on.") % words,
                _("Nothing changes before the answer. If this is not right, answer this letter."),
            ),
            handover.asked_by.email if handover.asked_by else "",
        )

    send(to_person(giver), write, _key(handover, "asked-giver"), at)


def _secretariat(at: datetime) -> Iterator[Person]:
    yield from Person.objects.with_role(RoleKind.SECRETARIAT, at.date()).order_by("pk")


def _both(handover: Handover, at: datetime) -> list[Recipient]:
    """Who hands over, the successor, the secretariat; each address once."""
    giver = [to_person(handover.giver)] if handover.giver is not None else []
    every = [*giver, _to_successor(handover), *map(to_person, _secretariat(at))]
    return list({to.address.lower(): to for to in reversed(every)}.values())[::-1]


def accepted(handover: Handover, at: datetime) -> None:
    """To both and to the secretariat."""

    def write() -> Written:
        words = _words(handover)
        return Written(
            _("%(successor)s is National Coordinator of %(country)s from %(day)s on") % words,
            paragraphs(
                _("%(successor)s has accepted the office of National Coordinator of %(country)s from %(giver)s.")
                % words,
                _("It begins on %(day)s. Until then it can be taken back.") % words,
                _("To sign in, by a code and without a password:") + "\n" + address_of("account_request_login_code"),
            ),
        )

    for number, to in enumerate(_both(handover, at)):
        send(to, write, _key(handover, "accepted", number), at)


def declined(handover: Handover, at: datetime) -> None:
    """To whoever asked, and to who hands over."""

    def write() -> Written:
        words = _words(handover)
        return Written(
            _("%(successor)s has declined: please choose somebody else for %(country)s") % words,
            paragraphs(
                _("%(successor)s will not be National Coordinator of %(country)s. Nothing has changed.") % words,
                _("Choose somebody else here:") + "\n" + address_of("network_desk:handover"),
            ),
        )

    told = {person.pk: person for person in (handover.giver, handover.asked_by) if person is not None}
    for number, person in enumerate(told.values()):
        send(to_person(person), write, _key(handover, "declined", number), at)


def taken_back(handover: Handover, by: Person, at: datetime) -> None:
    """To both; to the secretariat where it had been accepted."""

    def write() -> Written:
        words = {**_words(handover), "by": by}
        return Written(
            _("Taken back: the office of National Coordinator of %(country)s stays where it is") % words,
            paragraphs(
                _("%(by)s has taken back that the office of National Coordinator of %(country)s goes to %(successor)s.")
                % words,
                _("Nothing changes; you need not do anything."),
            ),
            by.email,
        )

    every = _both(handover, at) if handover.accepted_at is not None else [_to_successor(handover)]
    for number, to in enumerate(every):
        send(to, write, _key(handover, "taken-back", number), at)
