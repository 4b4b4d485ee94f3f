"""The letters of the confirmation to those who look after a country; ``school_letter`` is the one to the schools."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from heliograph.delivery.models import Message
from heliograph.moments.locales import write_day
from heliograph.network.confirming.speakers import Speaker
from heliograph.network.confirming.standing import Standing
from heliograph.network.confirming.states import Trouble
from heliograph.network.countries import country_name
from heliograph.network.joining.offices import in_charge_of
from heliograph.network.letters import RECORDS, Written, address_of, send, to_person
from heliograph.network.models import ConfirmationRound, Organization, Person
from heliograph.network.states import Refused

#: So many letters about what is wrong with a school go out on a day.
MOST_A_DAY = 3


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _digest(*words: str) -> str:
    return blake2b("|".join(words).encode(), digest_size=8).hexdigest()


def _key(about: str, school: Organization, at: datetime) -> str:
    """How the keys of a school's letters of one kind begin on a day."""
    return f"confirming-{about}-{school.pk}-{at:%Y%m%d}-"


def _to_office(school: Organization, write: Callable[[], Written], key: str, at: datetime) -> None:
    """One letter to each of those who look after the school's country; the same ``key`` is the same letter."""
    for person in in_charge_of(school.country, at.date()):
        send(to_person(person), write, f"{key}-{person.pk}", at)


def _from(speaker: Speaker) -> str:
    return _("This was written by the reader of %(address)s. Answer this letter to reach them.") % {
        "address": speaker.address
    }


def tell_name(school: Organization, before: str, speaker: Speaker, at: datetime) -> None:
    """A member has corrected its name: what stands on its certificate may be wrong now."""

    def write() -> Written:
        words = {"before": before, "after": school.name, "page": _record(school)}
        return Written(
            _("Name changed: please look at %(after)s") % words,
            "\n\n".join(
                [
                    _("When it confirmed its record, a member school changed its name.")
                    + "\n"
                    + _("Before: %(before)s") % words
                    + "\n"
                    + _("Now: %(after)s") % words,
                    _("If the school needs a new certificate, or if this is a mistake, you can put it right here:")
                    + "\n"
                    + words["page"],
                    _from(speaker),
                ]
            ),
            reply_to=speaker.address,
        )

    _to_office(school, write, _key("name", school, at) + _digest(before, school.name), at)


def _check_told(begins: str, key: str) -> None:
    """Raises Refused where letters enough with such keys have gone; the same once more is none."""
    sent = Message.objects.filter(mailing__topic=RECORDS.slug, key__startswith=begins).values_list("key", flat=True)
    told = {each.rpartition("-")[0] for each in sent}
    if key not in told and len(told) >= MOST_A_DAY:
        sentence = _(
            "Those who look after the schools of your country have been told already: several letters from this page "
            "went to them today. This one was not sent. Send it tomorrow if it is still needed."
        )
        raise Refused("told-enough", sentence)


def tell_trouble(school: Organization, trouble: Trouble, word: str, speaker: Speaker, at: datetime) -> None:
    """A reader says that something else than the record is wrong. Nothing has been changed.

    Raises Refused where ``MOST_A_DAY`` letters about the school have gone; the caller holds the lock of its row.
    """
    begins = _key("trouble", school, at)
    key = begins + _digest(trouble, word, speaker.address)
    _check_told(begins, key)

    def write() -> Written:
        words = {"trouble": trouble.label, "school": school.name, "city": school.city or school.country}
        return Written(
            _("Please look into it: “%(trouble)s”, %(school)s") % words,
            "\n\n".join(
                part
                for part in [
                    _("Asked to confirm the record of %(school)s, %(city)s, its reader answered:") % words
                    + "\n"
                    + _("“%(trouble)s”") % words,
                    word,
                    _("Nothing has been changed. The record is here:") + "\n" + _record(school),
                    _from(speaker),
                ]
                if part
            ),
            reply_to=speaker.address,
        )

    _to_office(school, write, key, at)


def tell_result(person: Person, country: str, standing: Standing, term: ConfirmationRound, at: datetime) -> None:
    """To a coordinator, once a round is over: how many schools of the country have confirmed."""

    def write() -> Written:
        words = {
            "share": standing.share,
            "country": country_name(country, _language()),
            "day": write_day(term.closes_on, _language()),
            "confirmed": standing.confirmed,
            "members": standing.members,
        }
        figures = ngettext(
            "%(confirmed)s of %(members)s member school has confirmed its record.",
            "%(confirmed)s of %(members)s member schools have confirmed their records.",
            standing.members,
        )
        return Written(
            _("Yearly confirmation: %(share)s %% confirmed in %(country)s") % words,
            "\n\n".join(
                [
                    _("The yearly confirmation was open until %(day)s and is now over.") % words,
                    figures % words,
                    _rest(standing.rest),
                ]
            ),
        )

    send(to_person(person), write, f"confirming-result-{term.pk}-{country}-{person.pk}", at)


def _rest(count: int) -> str:
    if not count:
        return _("No record is left over. Thank you for your work.")
    words = ngettext(
        "%(count)s record shows as out of date from now on. Who it is, and how to reach them:",
        "%(count)s records show as out of date from now on. Who they are, and how to reach them:",
        count,
    )
    return words % {"count": count} + "\n" + address_of("network_desk:confirmation")


def _record(school: Organization) -> str:
    return address_of("network_desk:organization", school.public_id)
