"""Lists of words inside a sentence, as the active language joins them, and nouns in the forms that sentences need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from babel import Locale
from babel.core import UnknownLocaleError
from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy

from heliograph.network.countries import Region
from heliograph.network.states import Membership, OrganizationKind, RoleKind

#: More words than this in a row are counted instead.
MOST_WORDS = 6

#: Somebody with a role: "You are …", "You are not …".
ROLE_ONE: dict[str, Promise] = {
    RoleKind.SECRETARIAT: pgettext_lazy("you are …", "a member of the secretariat"),
    RoleKind.REGIONAL_OFFICE: pgettext_lazy("you are …", "a member of a regional office"),
    RoleKind.COORDINATOR: pgettext_lazy("you are …", "a National Coordinator"),
    RoleKind.DEPUTY: pgettext_lazy("you are …", "a deputy coordinator"),
    RoleKind.ORGANIZER: pgettext_lazy("you are …", "an organizer"),
    RoleKind.FOCAL_POINT: pgettext_lazy("you are …", "a focal point"),
    RoleKind.PRINCIPAL: pgettext_lazy("you are …", "a principal"),
    RoleKind.TEACHER: pgettext_lazy("you are …", "a teacher"),
}
#: All who have a role.
ROLE_MANY: dict[str, Promise] = {
    RoleKind.SECRETARIAT: pgettext_lazy("people addressed", "members of the secretariat"),
    RoleKind.REGIONAL_OFFICE: pgettext_lazy("people addressed", "members of regional offices"),
    RoleKind.COORDINATOR: pgettext_lazy("people addressed", "National Coordinators"),
    RoleKind.DEPUTY: pgettext_lazy("people addressed", "deputy coordinators"),
    RoleKind.ORGANIZER: pgettext_lazy("people addressed", "organizers"),
    RoleKind.FOCAL_POINT: pgettext_lazy("people addressed", "focal points"),
    RoleKind.PRINCIPAL: pgettext_lazy("people addressed", "principals"),
    RoleKind.TEACHER: pgettext_lazy("people addressed", "teachers"),
}
#: "Your organization is …"
KIND_ONE: dict[str, Promise] = {
    OrganizationKind.SCHOOL: pgettext_lazy("your organization is …", "a school"),
    OrganizationKind.COMMISSION: pgettext_lazy("your organization is …", "a National Commission"),
    OrganizationKind.MINISTRY: pgettext_lazy("your organization is …", "a ministry"),
    OrganizationKind.TRAINING: pgettext_lazy("your organization is …", "a teacher-training institution"),
    OrganizationKind.REGIONAL_OFFICE: pgettext_lazy("your organization is …", "a regional office"),
    OrganizationKind.PARTNER: pgettext_lazy("your organization is …", "a partner"),
    OrganizationKind.OTHER: pgettext_lazy("your organization is …", "of another kind"),
}
#: "people at …"
KIND_MANY: dict[str, Promise] = {
    OrganizationKind.SCHOOL: pgettext_lazy("people at …", "schools"),
    OrganizationKind.COMMISSION: pgettext_lazy("people at …", "National Commissions"),
    OrganizationKind.MINISTRY: pgettext_lazy("people at …", "ministries"),
    OrganizationKind.TRAINING: pgettext_lazy("people at …", "teacher-training institutions"),
    OrganizationKind.REGIONAL_OFFICE: pgettext_lazy("people at …", "regional offices"),
    OrganizationKind.PARTNER: pgettext_lazy("people at …", "partners"),
    OrganizationKind.OTHER: pgettext_lazy("people at …", "organizations of another kind"),
}
#: "Your school is …", "whose organization is …"
MEMBERSHIP: dict[str, Promise] = {
    Membership.NONE: pgettext_lazy("your school is …", "outside the network"),
    Membership.CANDIDATE: pgettext_lazy("your school is …", "a candidate"),
    Membership.MEMBER: pgettext_lazy("your school is …", "a member"),
    Membership.SUSPENDED: pgettext_lazy("your school is …", "suspended"),
    Membership.LEFT: pgettext_lazy("your school is …", "a former member"),
}
#: "people in …"
REGION: dict[str, Promise] = {
    Region.AFRICA: pgettext_lazy("people in …", "Africa"),
    Region.ARAB_STATES: pgettext_lazy("people in …", "the Arab States"),
    Region.ASIA_PACIFIC: pgettext_lazy("people in …", "Asia and the Pacific"),
    Region.EUROPE_NORTH_AMERICA: pgettext_lazy("people in …", "Europe and North America"),
    Region.LATIN_AMERICA_CARIBBEAN: pgettext_lazy("people in …", "Latin America and the Caribbean"),
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
