"""Lists of words inside a sentence, as the active language joins them, and nouns in the forms that sentences need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from babel import Locale
from babel.core import UnknownLocaleError
from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import pgettext_lazy as _p

from heliograph.network.countries import Region
from heliograph.network.states import Membership, OrganizationKind, RoleKind

#: More words than this in a row are counted instead.
MOST_WORDS = 6

#: Somebody with a role: "You are …", "You are not …".
ROLE_ONE: dict[str, Promise] = {
    RoleKind.SECRETARIAT: _p("you are …", "a member of the secretariat"),
    RoleKind.REGIONAL_OFFICE: _p("you are …", "a member of a regional office"),
    RoleKind.COORDINATOR: _p("you are …", "a National Coordinator"),
    RoleKind.DEPUTY: _p("you are …", "a deputy coordinator"),
    RoleKind.ORGANIZER: _p("you are …", "an organizer"),
    RoleKind.FOCAL_POINT: _p("you are …", "a focal point"),
    RoleKind.PRINCIPAL: _p("you are …", "a principal"),
    RoleKind.TEACHER: _p("you are …", "a teacher"),
}
#: All who have a role.
ROLE_MANY: dict[str, Promise] = {
    RoleKind.SECRETARIAT: _p("people addressed", "members of the secretariat"),
    RoleKind.REGIONAL_OFFICE: _p("people addressed", "members of regional offices"),
    RoleKind.COORDINATOR: _p("people addressed", "National Coordinators"),
    RoleKind.DEPUTY: _p("people addressed", "deputy coordinators"),
    RoleKind.ORGANIZER: _p("people addressed", "organizers"),
    RoleKind.FOCAL_POINT: _p("people addressed", "focal points"),
    RoleKind.PRINCIPAL: _p("people addressed", "principals"),
    RoleKind.TEACHER: _p("people addressed", "teachers"),
}
#: "Your organization is …"
KIND_ONE: dict[str, Promise] = {
    OrganizationKind.SCHOOL: _p("your organization is …", "a school"),
    OrganizationKind.COMMISSION: _p("your organization is …", "a National Commission"),
    OrganizationKind.MINISTRY: _p("your organization is …", "a ministry"),
    OrganizationKind.TRAINING: _p("your organization is …", "a teacher-training institution"),
    OrganizationKind.REGIONAL_OFFICE: _p("your organization is …", "a regional office"),
    OrganizationKind.PARTNER: _p("your organization is …", "a partner"),
    OrganizationKind.OTHER: _p("your organization is …", "of another kind"),
}
#: "people at …"
KIND_MANY: dict[str, Promise] = {
    OrganizationKind.SCHOOL: _p("people at …", "schools"),
    OrganizationKind.COMMISSION: _p("people at …", "National Commissions"),
    OrganizationKind.MINISTRY: _p("people at …", "ministries"),
    OrganizationKind.TRAINING: _p("people at …", "teacher-training institutions"),
    OrganizationKind.REGIONAL_OFFICE: _p("people at …", "regional offices"),
    OrganizationKind.PARTNER: _p("people at …", "partners"),
    OrganizationKind.OTHER: _p("people at …", "organizations of another kind"),
}
#: "Your school is …", "whose organization is …"
MEMBERSHIP: dict[str, Promise] = {
    Membership.NONE: _p("your school is …", "outside the network"),
    Membership.CANDIDATE: _p("your school is …", "a candidate"),
    Membership.MEMBER: _p("your school is …", "a member"),
    Membership.SUSPENDED: _p("your school is …", "suspended"),
    Membership.LEFT: _p("your school is …", "a former member"),
}
#: "people in …"
REGION: dict[str, Promise] = {
    Region.AFRICA: _p("people in …", "Africa"),
    Region.ARAB_STATES: _p("people in …", "the Arab States"),
    Region.ASIA_PACIFIC: _p("people in …", "Asia and the Pacific"),
    Region.EUROPE_NORTH_AMERICA: _p("people in …", "Europe and North America"),
    Region.LATIN_AMERICA_CARIBBEAN: _p("people in …", "Latin America and the Caribbean"),
}


def language() -> str:
    """The active language."""
    return get_language() or "en"


def _locale() -> Locale:
    active = language()
    try:
        return Locale("en", "GB") if active == "en" else Locale.parse(active, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def any_of(words: Sequence[str | Promise]) -> str:
    """ "Kenya or Togo"; of many the first few, and how many more."""
    told = [str(word) for word in words]
    if len(told) > MOST_WORDS + 1:
        rest = len(told) - MOST_WORDS
        told = [*told[:MOST_WORDS], ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}]
    return format_list(told, "or", locale=_locale())


def all_of(words: Iterable[str]) -> str:
    """ "who read French and whose organization is a member"."""
    return format_list(list(words), "standard", locale=_locale())


def bracketed(words: str) -> str:
    """The words as one, inside a longer sentence."""
    return gettext("(%(words)s)") % {"words": words}
