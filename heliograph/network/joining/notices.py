"""The letters of joining to those who look after a country, and about a change of membership to both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.network.countries import country_name
from heliograph.network.joining.letters import day, key_of, of_school, paragraphs
from heliograph.network.joining.offices import in_charge_of, secretariat
from heliograph.network.letters import Written, address_of, send, to_person
from heliograph.network.models import Application, ApplicationEntry, MembershipChange, Organization, Person
from heliograph.network.states import Membership


def _words(application: Application) -> dict[str, str]:
    school = application.organization
    assert school is not None
    country = country_name(school.country, get_language() or settings.LANGUAGE_CODE)
    return {"school": school.name, "country": country, "city": school.city or country}


def _page(application: Application) -> str:
    return address_of("network_desk:application", application.public_id)


def _to_each(people: Iterable[Person], write: Callable[[], Written], entry: ApplicationEntry) -> None:
    """One letter to each, but for who took the step."""
    for person in people:
        if person.pk != entry.by_id:
            send(to_person(person), write, key_of(entry, person.pk), entry.at)


def _in_charge(application: Application, entry: ApplicationEntry) -> list[Person]:
    school = application.organization
    assert school is not None
    return in_charge_of(school.country, entry.at.date())


def tell_arrived(application: Application, entry: ApplicationEntry, *, again: bool) -> None:
    """To those who look after the country: an application, or a corrected one, waits for them."""

    def write() -> Written:
        words = _words(application)
        subject = (
            _("Corrected: the application of %(school)s waits for you")
            if again
            else _("%(school)s, %(city)s, applies to join: please look at it")
        )
        return Written(
            subject % words,
            paragraphs(
                _(
                    "The application of %(school)s, %(country)s, waits for you. You can recommend it, return it with a "
                    "word about what is to be corrected, or decline it:"
                )
                % words
                + "\n"
                + _page(application),
            ),
        )

    _to_each(_in_charge(application, entry), write, entry)


def tell_recommended(application: Application, entry: ApplicationEntry) -> None:
    """To the secretariat: recommended; it can be admitted once the school has proofread its name."""

    def write() -> Written:
        words = _words(application)
        return Written(
            _("Recommended for admission: %(school)s, %(country)s") % words,
            paragraphs(
                _(
                    "%(school)s, %(country)s, has been recommended. As soon as the school has proofread its name you "
                    "can admit it:"
                )
                % words
                + "\n"
                + _page(application),
                entry.note,
            ),
        )

    _to_each(secretariat(entry.at.date()), write, entry)


def tell_sent_back(application: Application, entry: ApplicationEntry) -> None:
    """To those who look after the country: the secretariat asks for a second look."""

    def write() -> Written:
        words = _words(application)
        return Written(
            _("Sent back to you: the application of %(school)s") % words,
            paragraphs(
                _("The secretariat has sent the application of %(school)s, %(country)s, back to you:") % words,
                entry.note,
                _("Look at it once more here:") + "\n" + _page(application),
            ),
            entry.by.email if entry.by else "",
        )

    _to_each(_in_charge(application, entry), write, entry)


def tell_decided(application: Application, entry: ApplicationEntry) -> None:
    """To those who look after the country: how it ended, where somebody else has ended it."""

    def write() -> Written:
        words = {**_words(application), "state": entry.get_state_display()}
        return Written(
            _("%(school)s: the application is now “%(state)s”") % words,
            paragraphs(
                _("The application of %(school)s, %(country)s, is now “%(state)s”. You need not do anything.") % words,
                entry.note,
                _page(application),
            ),
        )

    _to_each(_in_charge(application, entry), write, entry)


def _consequence(change: MembershipChange) -> str:
    if change.after == Membership.MEMBER:
        return _("It is a member again, with all that belongs to it.")
    if change.after == Membership.SUSPENDED:
        return _("While it is suspended it is not shown in the directory, and its certificate does not stand.")
    return _("Its page is no longer shown, and its certificate does not stand any more.")


def tell_membership(school: Organization, change: MembershipChange) -> None:
    """To the school, and to those who look after its country: what has changed, from which day, and why."""

    def write() -> Written:
        words = {"school": school.name, "state": change.get_after_display(), "day": day(change.on)}
        return Written(
            _("The membership of %(school)s is now “%(state)s”") % words,
            paragraphs(
                _("From %(day)s on, the membership of %(school)s is “%(state)s”.") % words,
                change.reason,
                _consequence(change),
                _("If you think that this is wrong, answer this letter."),
            ),
            change.by.email if change.by else "",
        )

    on, at = change.at.date(), change.at
    people = [to_person(each) for each in in_charge_of(school.country, on) if each.pk != change.by_id]
    for number, to in enumerate({each.address.lower(): each for each in [*of_school(school, on), *people]}.values()):
        send(to, write, f"membership-{change.pk}-{number}", at)
