"""Letters to somebody about whom the desk has changed something."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from heliograph.delivery.mailings import Recipient
from heliograph.moments.locales import write_day
from heliograph.network.desk.wording import place_of, role_name
from heliograph.network.forms import reading
from heliograph.network.letters import Written, address_of, send, to_person
from heliograph.network.models import Person, PersonEntry, Role


def paragraphs(*parts: str) -> str:
    """A letter's text; empty parts are left out."""
    return "\n\n".join(part.strip() for part in parts if part.strip())


def dear(name: str) -> str:
    """How a letter begins."""
    return _("Dear %(name)s,") % {"name": name} if name else _("Good day,")


def role_given(role: Role, by: Person, at: datetime) -> None:
    """Somebody has got a role."""
    person = role.person

    def write() -> Written:
        words = {
            "role": role_name(role.kind),
            "place": place_of(role),
            "by": by,
            "day": write_day(role.begins, reading()),
        }
        return Written(
            _("You are now %(role)s: %(place)s") % words,
            paragraphs(
                dear(person.name),
                _("%(by)s has put on record that from %(day)s on you are %(role)s for %(place)s.") % words,
                _("You need not do anything. With this address you can sign in, by a code, here:")
                + "\n"
                + address_of("account_request_login_code"),
                _("If this is not right, answer this letter."),
            ),
            by.email,
        )

    send(to_person(person), write, f"role-given-{role.public_id.hex}", at)


def role_ended(role: Role, by: Person, at: datetime) -> None:
    """Somebody's role ends, or has ended."""
    person, last = role.person, role.ends

    def write() -> Written:
        words: dict[str, object] = {"role": role_name(role.kind), "place": place_of(role), "by": by}
        words |= {"day": write_day(last, reading()) if last else ""}
        return Written(
            _("Your role as %(role)s ends on %(day)s: %(place)s") % words,
            paragraphs(
                dear(person.name),
                _("%(by)s has put on record that your role as %(role)s for %(place)s ends on %(day)s.") % words,
                _("Thank you for all you have done. You need not do anything."),
                _("If this is not right, answer this letter."),
            ),
            by.email,
        )

    send(to_person(person), write, f"role-ended-{role.public_id.hex}-{last:%Y%m%d}-{at:%Y%m%d%H%M}", at)


def address_changed(person: Person, entry: PersonEntry, before: str, after: str) -> None:
    """To the old address and to the new one: the secretariat has changed it."""
    known = to_person(person)

    def write() -> Written:
        words = {"site": settings.SITE_NAME, "before": before, "after": after, "reason": entry.note}
        return Written(
            _("Your e-mail address at %(site)s has been changed") % words,
            paragraphs(
                dear(person.name),
                _("The secretariat has changed the address of your account at %(site)s from %(before)s to %(after)s.")
                % words,
                _("The reason: %(reason)s") % words,
                _("From now on sign in with %(after)s; letters go there too.") % words,
                _("If this is not right, write to us at once: %(desk)s.") % {"desk": settings.MAIL_REPLY_TO},
            ),
        )

    for number, address in enumerate((before, after)):
        to = Recipient(address, known.name, known.language, known.zone)
        send(to, write, f"address-changed-{entry.pk}-{number}", entry.at)
