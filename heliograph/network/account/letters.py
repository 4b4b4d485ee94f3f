"""Letters about an account: what has happened to it, and what is to be confirmed from the mailbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.delivery.mailings import Recipient
from heliograph.moments.wording import minutes
from heliograph.network.account.devices import device
from heliograph.network.account.links import Purpose, link, state_of
from heliograph.network.letters import Written, address_of, send, to_person
from heliograph.network.models import AddressChange, Person


def _send(to: Recipient, write: Callable[[], Written], what: str, at: datetime) -> None:
    send(to, write, f"{what}-{uuid4().hex}", at)


def _moment(at: datetime, zone: str) -> str:
    return minutes(at, None, zone, get_language() or settings.LANGUAGE_CODE)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _to_the_desk() -> str:
    return _("If you cannot get in any more, write to us: %(desk)s.") % {"desk": settings.MAIL_REPLY_TO}


def new_device(person: Person, agent: str, place: str, at: datetime) -> None:
    """Somebody has signed in from a browser that was not known; ``agent`` is what it says of itself."""

    def write() -> Written:
        words = {"device": device(agent), "when": _moment(at, person.zone), "place": place}
        return Written(
            _("You have signed in with a new browser; if it was not you, sign it out"),
            _paragraphs(
                _("Somebody, we hope you, has signed in to your account with a browser that we did not know yet:"),
                _("%(device)s\n%(when)s\nInternet address %(place)s") % words,
                _("If it was you, there is nothing to do."),
                _("If not, sign that browser out on this page, and look after your mailbox: the code came there.")
                + "\n"
                + address_of("network:me_sessions"),
                _to_the_desk(),
            ),
        )

    _send(to_person(person), write, "new-device", at)


def _about_factor(what: str) -> str:
    told = {
        "totp_activated": _("An app that shows codes was set up as your second factor."),
        "totp_deactivated": _("The app that shows codes is no longer your second factor."),
        "webauthn_added": _("A passkey was added as your second factor."),
        "webauthn_removed": _("A passkey was taken away from your account."),
        "recovery_codes_generated": _("You have new codes to recover with; the old ones do not work any more."),
    }
    return told.get(what, _("Your second factor has changed."))


def factor_changed(person: Person, what: str, at: datetime) -> None:
    """A second factor came or went; ``what`` is allauth's name for it."""

    def write() -> Written:
        return Written(
            _("Your second factor has changed; if it was not you, tell us"),
            _paragraphs(
                _about_factor(what),
                _moment(at, person.zone),
                _("If it was you, there is nothing to do. If not, sign out all browsers on this page and write to us:")
                + "\n"
                + address_of("network:me_sessions"),
                _to_the_desk(),
            ),
        )

    _send(to_person(person), write, "factor", at)


def factor_reset(person: Person, by: Person | None, at: datetime) -> None:
    """Somebody of the secretariat, or the operator, has taken the second factor off an account."""

    def write() -> Written:
        who = str(by) if by else _("whoever runs this site")
        return Written(
            _("Your second factor was taken off; set up a new one when you sign in"),
            _paragraphs(
                _("%(who)s has taken the second factor off your account, and you are signed out everywhere.")
                % {"who": who},
                _("Sign in with a code as always, and then set up an app or a passkey again:")
                + "\n"
                + address_of("mfa_index"),
                _("If you have not asked for this, write to us: %(desk)s.") % {"desk": settings.MAIL_REPLY_TO},
            ),
        )

    _send(to_person(person), write, "factor-reset", at)


def _to_new(person: Person, address: str) -> Recipient:
    known = to_person(person)
    return Recipient(address, known.name, known.language, known.zone)


def confirm_address(change: AddressChange, at: datetime) -> None:
    """To the new address: one press, and it is the account's."""
    person = change.person

    def write() -> Written:
        words = {"site": settings.SITE_NAME, "before": change.before, "after": change.after}
        until = _moment(at + Purpose.TAKE.lasting, person.zone)
        return Written(
            _("Confirm your new e-mail address by %(until)s") % {"until": until},
            _paragraphs(
                _("You have asked to use %(after)s at %(site)s instead of %(before)s.") % words,
                _("Open this page and press the button; nothing changes before that:")
                + "\n"
                + link(Purpose.TAKE, change.public_id),
                _("If it was not you, do nothing."),
            ),
        )

    send(_to_new(person, change.after), write, f"address-new-{change.public_id.hex}", at)


def address_in_use(change: AddressChange, at: datetime) -> None:
    """To the new address where somebody has it already: said to its reader alone."""
    person = change.person

    def write() -> Written:
        return Written(
            _("This address has an account already; there is nothing to confirm"),
            _paragraphs(
                _("Somebody wants to use %(after)s for another account, but there is one with this address already.")
                % {"after": change.after},
                _("If both accounts are yours, write to us and we join them: %(desk)s.")
                % {"desk": settings.MAIL_REPLY_TO},
                _("If it was not you, do nothing: nothing has changed."),
            ),
        )

    send(_to_new(person, change.after), write, f"address-new-{change.public_id.hex}", at)


def address_asked(change: AddressChange, at: datetime) -> None:
    """To the old address: what was asked, and how to object."""
    person = change.person

    def write() -> Written:
        until = _moment(at + Purpose.OBJECT.lasting, person.zone)
        return Written(
            _("Your e-mail address is to change; object by %(until)s if it was not you") % {"until": until},
            _paragraphs(
                _("Somebody, we hope you, wants to use %(after)s for your account instead of this address.")
                % {"after": change.after},
                _("If it was you, there is nothing to do here: confirm it from the new mailbox."),
                _("If not, open this page and press the button. Your account keeps this address, or gets it back:")
                + "\n"
                + link(Purpose.OBJECT, change.public_id),
            ),
        )

    send(to_person(person), write, f"address-old-{change.public_id.hex}", at)


def address_given_back(person: Person, at: datetime) -> None:
    """To the old address, after an objection: what was undone, and what to look at."""

    def write() -> Written:
        return Written(
            _("Your account has its address back; sign in and look at it"),
            _paragraphs(
                _("Your account belongs to %(address)s again, as was asked from this mailbox.")
                % {"address": person.email},
                _("Everybody is signed out. A second factor set up since the change was asked for is gone too."),
                _("Sign in, and look where you are signed in; a second factor keeps others out.")
                + "\n"
                + address_of("network:me"),
                _to_the_desk(),
            ),
        )

    _send(to_person(person), write, "address-back", at)


def address_gone(person: Person, address: str, at: datetime) -> None:
    """To an address that had an account, after an objection; the one that has it now is not named."""

    def write() -> Written:
        words = {"address": address, "site": settings.SITE_NAME}
        return Written(
            _("An account has gone from this address"),
            _paragraphs(
                _("An account at %(site)s had the address %(address)s. It has gone back to the one before.") % words,
                _("If this is wrong, write to us: %(desk)s.") % {"desk": settings.MAIL_REPLY_TO},
            ),
        )

    _send(_to_new(person, address), write, "address-gone", at)


def confirm_erasing(person: Person, at: datetime) -> None:
    """The second step of erasing oneself: from the mailbox."""

    def write() -> Written:
        until = _moment(at + Purpose.ERASE.lasting, person.zone)
        return Written(
            _("Confirm by %(until)s that your data are to be erased") % {"until": until},
            _paragraphs(
                _("You have asked us to erase your account and what we know about you. It cannot be taken back."),
                _("Open this page, read what happens, and press the button; nothing is erased before that:")
                + "\n"
                + link(Purpose.ERASE, person.public_id, state_of(person)),
                _("If it was not you, do nothing, and sign out the browsers that are not yours:")
                + "\n"
                + address_of("network:me_sessions"),
            ),
        )

    _send(to_person(person), write, "erase", at)
