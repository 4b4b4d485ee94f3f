"""Applications of the sample: each school that is not yet a member has one, somewhere on its way; a few certificates.

What a school has already is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from heliograph.network.joining.codes import new_code
from heliograph.network.models import (
    Application,
    ApplicationEntry,
    Certificate,
    MembershipChange,
    Organization,
    Person,
)
from heliograph.network.states import ApplicationState, Membership, RoleKind
from heliograph.sample.draws import draw
from heliograph.sample.network import SampleSchool
from heliograph.sample.people import SECRETARIAT

_A = ApplicationState
_FIRST = (_A.UNCONFIRMED, _A.APPLIED)
_RECOMMENDED = (*_FIRST, _A.RECOMMENDED)
#: Up to which draw a school has come this way; the first two were never recommended, and are no candidates.
_WAYS: tuple[tuple[float, tuple[ApplicationState, ...]], ...] = (
    (0.04, _FIRST),
    (0.06, (*_FIRST, _A.RETURNED)),
    (0.80, _RECOMMENDED),
    (0.93, (*_RECOMMENDED, _A.APPLIED)),
    (1.00, (*_RECOMMENDED, _A.APPLIED, _A.RETURNED)),
)
_MOTIVATION = {
    "en": "Our teachers would like to work with schools of other countries, on the river that runs past our windows.",
    "fr": "Nous aimerions travailler avec des écoles d’autres pays, à commencer par la mémoire de notre quartier.",
    "es": "Queremos trabajar con escuelas de otros países sobre el agua y los bosques que nos rodean.",
    "ar": "نود أن نعمل مع مدارس من بلدان أخرى، بدءًا بحكايات أجدادنا.",
    "ru": "Мы хотели бы работать со школами других стран и начать с истории нашего города.",
    "zh": "我们希望与其他国家的学校合作，从家乡的河流开始。",
}
_NOTES = {
    _A.RETURNED: "Please give the name in English as well.",
    _A.APPLIED: "Is this the same school as last year’s?",
}
#: Every so many-th school of a country that is a member has a certificate.
CERTIFIED_EVERY = 50
#: Languages whose letters no font of the certificate has.
_NOT_PRINTED = frozenset({"th", "bn"})


def way(identifier: str) -> tuple[ApplicationState, ...]:
    """The states through which an applicant has come, the present one last."""
    at = draw(identifier, "application")
    return next(states for limit, states in _WAYS if at < limit)


def membership_of(identifier: str) -> Membership:
    """What an applicant is: a candidate once it was recommended."""
    return Membership.CANDIDATE if _A.RECOMMENDED in way(identifier) else Membership.NONE


def _moments(identifier: str, at: datetime, count: int) -> list[datetime]:
    """When each step was taken: the first up to two months ago, the others between it and now."""
    days = 3 + 57 * draw(identifier, "applied")
    first = at - timedelta(days=days)
    return [first + (at - first) * (step / count) * 0.9 for step in range(count)]


@dataclass(frozen=True)
class Loader:
    """Puts applications into the database; ``coordinators`` are primary keys by country."""

    at: datetime
    coordinators: dict[str, int]
    secretariat: int | None

    @classmethod
    def at_moment(cls, at: datetime) -> Loader:
        found = Person.objects.filter(email__startswith="coordinator@", email__endswith=".natcom.example.org")
        by_country = {email.split("@")[1].split(".")[0].upper(): pk for email, pk in found.values_list("email", "pk")}
        desk = Person.objects.filter(email=SECRETARIAT).values_list("pk", flat=True).first()
        return cls(at, by_country, desk)

    def application(self, school: SampleSchool, organization: int) -> Application:
        states, moments = way(school.identifier), _moments(school.identifier, self.at, len(way(school.identifier)))
        read = states[-1] == _A.RECOMMENDED and draw(school.identifier, "proofread") < 0.6
        return Application(
            organization_id=organization,
            state=states[-1],
            applicant_name=f"Focal point {school.identifier.removeprefix('SMP-')}",
            applicant_email=f"focal@{school.email.split('@')[1]}",
            applicant_role=RoleKind.FOCAL_POINT,
            language=school.correspondence,
            motivation=_MOTIVATION[school.correspondence],
            applied_at=moments[1],
            name_approved_at=moments[-1] + timedelta(hours=20) if read else None,
            approved_name=school.name if read else "",
        )

    def entries(self, school: SampleSchool, application: Application) -> Iterator[ApplicationEntry]:
        states = way(school.identifier)
        for number, moment in enumerate(_moments(school.identifier, self.at, len(states))):
            yield ApplicationEntry(
                application=application,
                at=moment,
                by_id=self._actor(school, states, number),
                state=states[number],
                note=_NOTES.get(states[number], "") if number > 1 else "",
            )

    def _actor(self, school: SampleSchool, states: tuple[ApplicationState, ...], number: int) -> int | None:
        if number < len(_FIRST):
            return None
        sent_back = states[number] == _A.APPLIED
        return self.secretariat if sent_back else self.coordinators.get(school.country)

    def candidacy(self, school: SampleSchool, organization: int) -> MembershipChange:
        moment = _moments(school.identifier, self.at, len(way(school.identifier)))[2]
        return MembershipChange(
            organization_id=organization,
            before=Membership.NONE,
            after=Membership.CANDIDATE,
            on=moment.date(),
            reason="recommended",
            by_id=self.coordinators.get(school.country),
            at=moment,
        )


def load_applications(schools: list[SampleSchool], at: datetime) -> int:
    """An application for each applicant that has none; returns how many were added. A few statements."""
    applicants = [school for school in schools if school.status == "applicant"]
    ids = _without_application([school.identifier for school in applicants])
    new, loader = [school for school in applicants if school.identifier in ids], Loader.at_moment(at)
    made = Application.objects.bulk_create([loader.application(each, ids[each.identifier]) for each in new])
    pairs = list(zip(new, made, strict=True))
    ApplicationEntry.objects.bulk_create([entry for each, one in pairs for entry in loader.entries(each, one)])
    candidates = [each for each in new if membership_of(each.identifier) == Membership.CANDIDATE]
    MembershipChange.objects.bulk_create([loader.candidacy(each, ids[each.identifier]) for each in candidates])
    return len(made)


def _without_application(identifiers: list[str]) -> dict[str, int]:
    found = Organization.objects.filter(identifier__in=identifiers, application=None)
    still = found.exclude(membership__in=[Membership.MEMBER, Membership.SUSPENDED, Membership.LEFT])
    return dict(still.values_list("identifier", "pk"))


def load_certificates(schools: list[SampleSchool], at: datetime) -> int:
    """A certificate for every fiftieth school of a country, where it is a member and has none."""
    chosen = [each for each in schools if each.joined and int(each.identifier[-4:]) % CERTIFIED_EVERY == 1]
    members = Organization.objects.filter(identifier__in=[each.identifier for each in chosen], certificates=None)
    members = members.filter(membership=Membership.MEMBER, member_since__isnull=False)
    made = [
        Certificate(
            code=new_code(),
            organization=member,
            name=member.name_en if member.name_language in _NOT_PRINTED else member.name,
            member_since=member.member_since or at.year,
            language=member.correspondence,
            issued_at=at - timedelta(days=30 + 300 * draw(member.identifier, "certified")),
        )
        for member in members.order_by("pk")
    ]
    return len(Certificate.objects.bulk_create(made))
