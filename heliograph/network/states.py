"""Enumerations of the network, and the one way it refuses."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Refused(Exception):
    """What was asked for may not be done. ``code`` is for programs, ``sentence`` tells a person why and what helps."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class OrganizationKind(TextChoices):
    SCHOOL = "school", _("school")
    COMMISSION = "commission", _("National Commission")
    MINISTRY = "ministry", _("ministry")
    TRAINING = "training", _("teacher-training institution")
    REGIONAL_OFFICE = "regional-office", _("regional office")
    PARTNER = "partner", _("partner")
    OTHER = "other", pgettext_lazy("kind of organization", "other")


class Level(TextChoices):
    """Levels of education, in the order of ISCED 2011."""

    PRE_PRIMARY = "pre-primary", _("pre-primary")
    PRIMARY = "primary", pgettext_lazy("level of education", "primary")
    LOWER_SECONDARY = "lower-secondary", _("lower secondary")
    UPPER_SECONDARY = "upper-secondary", _("upper secondary")
    SPECIAL = "special", _("special education")
    TVET = "tvet", _("technical and vocational")
    TEACHER_TRAINING = "teacher-training", _("teacher training")


class Theme(TextChoices):
    """What a school works on with the network."""

    PEACE = "peace", _("peace and human rights")
    CITIZENSHIP = "citizenship", _("global citizenship")
    SUSTAINABILITY = "sustainability", _("sustainable development")
    CLIMATE = "climate", _("climate")
    HERITAGE = "heritage", _("culture and heritage")
    LANGUAGES = "languages", _("languages and intercultural learning")
    MEDIA = "media", _("media and digital skills")
    SCIENCE = "science", _("science")
    OCEAN = "ocean", _("ocean and water")
    HEALTH = "health", _("health and well-being")


class Learners(TextChoices):
    """How many learners a school has, as a range: exact numbers are out of date before they are written down."""

    TO_49 = "1-49", _("fewer than 50")
    TO_99 = "50-99", _("50 to 99")
    TO_249 = "100-249", _("100 to 249")
    TO_499 = "250-499", _("250 to 499")
    TO_999 = "500-999", _("500 to 999")
    TO_1999 = "1000-1999", _("1,000 to 1,999")
    FROM_2000 = "2000+", _("2,000 or more")

    @classmethod
    def of(cls, number: int) -> Learners:
        """The range in which a number of learners lies."""
        limits = {50: cls.TO_49, 100: cls.TO_99, 250: cls.TO_249, 500: cls.TO_499, 1000: cls.TO_999, 2000: cls.TO_1999}
        return next((band for limit, band in limits.items() if number < limit), cls.FROM_2000)


class Membership(TextChoices):
    NONE = "none", _("not a member")
    CANDIDATE = "candidate", _("candidate")
    MEMBER = "member", _("member")
    SUSPENDED = "suspended", _("suspended")
    LEFT = "left", pgettext_lazy("membership", "left")


class Visibility(TextChoices):
    """What of an organization everybody may see, as far as it has agreed."""

    HIDDEN = "hidden", _("nothing: it is only counted")
    NAME = "name", _("name, town and country")
    FULL = "full", _("the whole page, without addresses of people")


class RoleKind(TextChoices):
    SECRETARIAT = "secretariat", _("secretariat")
    REGIONAL_OFFICE = "regional-office", _("regional office")
    COORDINATOR = "coordinator", _("National Coordinator")
    DEPUTY = "deputy", _("deputy coordinator")
    ORGANIZER = "organizer", _("organizer")
    FOCAL_POINT = "focal-point", _("focal point")
    PRINCIPAL = "principal", _("principal")
    TEACHER = "teacher", _("teacher")


#: Roles that are held for a country, for a region, and for one organization.
NATIONAL = frozenset({RoleKind.COORDINATOR, RoleKind.DEPUTY})
REGIONAL = frozenset({RoleKind.REGIONAL_OFFICE})
LOCAL = frozenset({RoleKind.ORGANIZER, RoleKind.FOCAL_POINT, RoleKind.PRINCIPAL, RoleKind.TEACHER})


class Verb(TextChoices):
    """What happened to an organization's record."""

    ADDED = "added", _("added")
    CORRECTED = "corrected", _("corrected")
    CONFIRMED = "confirmed", _("confirmed")
    MEMBERSHIP = "membership", _("membership changed")
    IMPORTED = "imported", _("changed by an import")
    MERGED = "merged", _("merged with a duplicate")
    NAME_APPROVED = "name-approved", _("name proofread")
    CERTIFIED = "certified", _("certificate issued")
    ROLES = "roles", _("people changed")


class PersonVerb(TextChoices):
    """What the desk changed of a person's record."""

    CORRECTED = "corrected", _("corrected")
    ADDRESS = "address", pgettext_lazy("person", "address changed")
    CLOSED = "closed", pgettext_lazy("person", "account closed")
    OPENED = "opened", pgettext_lazy("person", "account opened again")


class ApplicationState(TextChoices):
    """The way of a school into the network; ``docs/network.md`` has it as a table."""

    UNCONFIRMED = "unconfirmed", _("address not yet confirmed")
    APPLIED = "applied", _("with the National Coordinator")
    RETURNED = "returned", _("returned to the school")
    RECOMMENDED = "recommended", _("with the secretariat")
    ADMITTED = "admitted", _("admitted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn by the school")


class SheetKind(TextChoices):
    ORGANIZATIONS = "organizations", _("organizations")
    PEOPLE = "people", _("people and roles")


class SheetState(TextChoices):
    """Where an import stands."""

    MAPPING = "mapping", _("columns to be matched")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked: nothing is changed yet")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    FAILED = "failed", _("failed")
