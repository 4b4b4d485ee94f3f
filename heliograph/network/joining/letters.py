"""The letters of joining to the school, each in its language of correspondence; ``notices`` are those to offices."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.delivery.letters import Attached
from heliograph.delivery.mailings import Recipient
from heliograph.moments.locales import write_day
from heliograph.network.joining.links import link_of
from heliograph.network.letters import Written, address_of, send
from heliograph.network.models import Application, ApplicationEntry, Certificate, Organization, Person
from heliograph.network.remits import SPEAKING

#: What is not confirmed after this is forgotten.
UNCONFIRMED_FOR = timedelta(days=7)


def day(on: date) -> str:
    """A day in words, in the language in which is being written."""
    return write_day(on, get_language() or settings.LANGUAGE_CODE)


def paragraphs(*parts: str) -> str:
    """A letter's text; empty parts are left out."""
    return "\n\n".join(part.strip() for part in parts if part.strip())


def applicant(application: Application) -> Recipient:
    """How the applicant is written to."""
    school, draft = application.organization, application.draft
    zone = school.zone if school else draft.get("zone", "UTC")
    country = school.country if school else draft.get("country", "")
    return Recipient(application.applicant_email, application.applicant_name, application.language, zone, country)


def key_of(entry: ApplicationEntry, *more: object) -> str:
    """One step, one letter to each."""
    return "-".join(("joining", str(entry.pk), *map(str, more)))


def _dear(application: Application) -> str:
    return _("Dear %(name)s,") % {"name": application.applicant_name}


def _to_school(application: Application, subject: str, *parts: str, reply_to: str = "") -> Written:
    return Written(subject, paragraphs(_dear(application), *parts), reply_to)


def _reply_to(by: Person | None) -> str:
    return by.email if by else ""


def confirm_by(at: datetime, zone: str) -> date:
    """The last day, where the applicant is, that ends before an application sent at ``at`` is forgotten."""
    return (at + UNCONFIRMED_FOR - timedelta(days=1)).astimezone(ZoneInfo(zone)).date()


def ask_to_confirm(application: Application, at: datetime, *, known: bool) -> None:
    """Ask the applicant to confirm the address; the same application and address get one letter.

    ``known``: the address is that of an organization in the network, which its owner may be told.
    """
    to = applicant(application)

    def write() -> Written:
        until = day(confirm_by(application.applied_at, to.zone))
        words = {"school": application.draft["name"], "day": until, "network": settings.NETWORK_NAME}
        return Written(
            _("Confirm by %(day)s that %(school)s applies to join") % words,
            paragraphs(
                _dear(application),
                _("Somebody, most likely you, has written to us that %(school)s would like to join %(network)s.")
                % words,
                _("Please open this page and confirm it by %(day)s:") % words + "\n" + link_of(application),
                _(
                    "A school with your e-mail address is in the network already. If it is the same school, you need "
                    "not apply: sign in with this address instead."
                )
                if known
                else "",
                _(
                    "If you have not asked for this, you need not do anything: "
                    "what was written is deleted after that day."
                ),
            ),
        )

    said = blake2b(f"{to.address}|{to.language}|{application.draft['name']}".encode(), digest_size=8).hexdigest()
    send(to, write, f"joining-confirm-{application.public_id.hex}-{said}", at)


def tell_received(application: Application, entry: ApplicationEntry) -> None:
    """The application is with the coordinator; how to follow it."""

    def write() -> Written:
        return _to_school(
            application,
            _("Your application has arrived: you need not do anything now"),
            _("Thank you. The National Coordinator of your country now looks at the application of %(school)s.")
            % {"school": application.organization},
            _("See at any time where it stands, or withdraw it:") + "\n" + link_of(application),
            _("Keep this letter: its link is the way to your application."),
        )

    send(applicant(application), write, key_of(entry, "school"), entry.at)


def tell_returned(application: Application, entry: ApplicationEntry) -> None:
    """Something is to be corrected before the coordinator goes on."""

    def write() -> Written:
        return _to_school(
            application,
            _("Your application: please correct it and send it again"),
            _("The National Coordinator has looked at the application of %(school)s and asks you to correct something:")
            % {"school": application.organization},
            entry.note,
            _("Correct it and send it again on this page:") + "\n" + link_of(application),
            reply_to=_reply_to(entry.by),
        )

    send(applicant(application), write, key_of(entry, "school"), entry.at)


def ask_to_proofread(application: Application, entry: ApplicationEntry) -> None:
    """Recommended: the school reads its name as it will be printed."""

    def write() -> Written:
        return _to_school(
            application,
            _("Proofread the name of your school: its admission waits for it"),
            _("Good news: your National Coordinator has recommended %(school)s for admission.")
            % {"school": application.organization},
            _(
                "Before the secretariat can admit it, please read its name as it will be printed on the certificate, "
                "and say that it is right, or correct it:"
            )
            + "\n"
            + link_of(application, "application_name"),
            reply_to=_reply_to(entry.by),
        )

    send(applicant(application), write, key_of(entry, "school"), entry.at)


def tell_declined(application: Application, entry: ApplicationEntry) -> None:
    """It is not admitted, and why."""

    def write() -> Written:
        return _to_school(
            application,
            _("Your application was not accepted"),
            _("The application of %(school)s to join %(network)s was not accepted, for this reason:")
            % {"school": application.organization, "network": settings.NETWORK_NAME},
            entry.note,
            _("If you have questions, answer this letter. Your school may apply again later."),
            reply_to=_reply_to(entry.by),
        )

    send(applicant(application), write, key_of(entry, "school"), entry.at)


def tell_reopened(application: Application, entry: ApplicationEntry) -> None:
    """It was declined, and is looked at again."""

    def write() -> Written:
        return _to_school(
            application,
            _("Your application is being looked at again"),
            _("The application of %(school)s had been declined and is now looked at again:")
            % {"school": application.organization},
            entry.note,
            _("You need not do anything now. See where it stands:") + "\n" + link_of(application),
            reply_to=_reply_to(entry.by),
        )

    send(applicant(application), write, key_of(entry, "school"), entry.at)


def tell_withdrawn(application: Application, entry: ApplicationEntry) -> None:
    """A receipt of the withdrawal."""

    def write() -> Written:
        return _to_school(
            application,
            _("You have withdrawn your application"),
            _("The application of %(school)s is withdrawn. Nobody works on it any more.")
            % {"school": application.organization},
            _("Your school may apply again at any time:") + "\n" + address_of("network:join"),
        )

    send(applicant(application), write, key_of(entry, "school"), entry.at)


def send_link(application: Application, at: datetime) -> None:
    """The link to an application once more; one letter an hour."""

    def write() -> Written:
        name = application.organization or application.draft.get("name", "")
        return Written(
            _("The link to your application"),
            paragraphs(
                _dear(application),
                _("You have asked for the link to the application of %(school)s. Here it is:") % {"school": name}
                + "\n"
                + link_of(application),
            ),
        )

    send(applicant(application), write, f"joining-link-{application.public_id.hex}-{at:%Y%m%d%H}", at)


def of_school(school: Organization, on: date) -> list[Recipient]:
    """The addresses of a school: those who speak for it on a day, and its own; each once."""
    held = school.roles.held(on).filter(kind__in=SPEAKING, person__is_active=True)
    found: dict[str, Recipient] = {}
    for role in held.select_related("person").order_by("pk"):
        person = role.person
        spoken = (person.languages or [school.correspondence])[0]
        found.setdefault(person.email.lower(), Recipient(person.email, person.name, spoken, person.zone))
    if school.email:
        own = Recipient(school.email, school.name, school.correspondence, school.zone, school.country)
        found.setdefault(school.email.lower(), own)
    return list(found.values())


def attached(certificate: Certificate, content: bytes) -> Attached:
    """A certificate as it goes with a letter."""
    return Attached(f"certificate-{certificate.code}.pdf", "application/pdf", content)


def _certificate_lines(certificate: Certificate) -> str:
    asked = _("Anybody can see that it stands, under its code %(code)s:") % {"code": certificate.code}
    return f"{asked}\n{address_of('network:certificate', certificate.code)}"


def tell_admitted(school: Organization, certificate: Certificate, pdf: bytes, key: str, at: datetime) -> None:
    """Welcome, with the certificate."""

    def write() -> Written:
        words = {"school": school, "network": settings.NETWORK_NAME}
        return Written(
            _("Welcome: %(school)s is now a member") % words,
            paragraphs(
                _("The secretariat has admitted %(school)s to %(network)s. Welcome!") % words,
                _("The certificate of membership goes with this letter.") + " " + _certificate_lines(certificate),
                _(
                    "Whoever applied can now sign in with the e-mail address of the application, and look after the "
                    "school’s page:"
                )
                + "\n"
                + address_of("account_request_login_code"),
            ),
            attachments=(attached(certificate, pdf),),
        )

    for number, to in enumerate(of_school(school, at.date())):
        send(to, write, f"{key}-{number}", at)


def send_certificate(school: Organization, certificate: Certificate, pdf: bytes, at: datetime) -> None:
    """A certificate that was issued anew."""

    def write() -> Written:
        return Written(
            _("The new certificate of %(school)s") % {"school": school},
            paragraphs(
                _(
                    "The certificate of membership of %(school)s has been issued anew and goes with this letter. "
                    "An older one does not stand any more."
                )
                % {"school": school},
                _certificate_lines(certificate),
            ),
            attachments=(attached(certificate, pdf),),
        )

    for number, to in enumerate(of_school(school, at.date())):
        send(to, write, f"certificate-{certificate.code}-{number}", at)
