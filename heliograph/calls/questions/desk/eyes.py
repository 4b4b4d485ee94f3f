"""Through whose eyes a call is previewed: somebody of the network, or somebody who has a role in some country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from heliograph.calls.answering import eligible
from heliograph.calls.models import Call
from heliograph.calls.states import RespondentKind
from heliograph.network.audiences.judging import judge_in
from heliograph.network.audiences.naming import person_of_address
from heliograph.network.audiences.parsing import Unreadable, rule_of
from heliograph.network.audiences.standings import At, Standing, Who, region_of
from heliograph.network.audiences.trees import All
from heliograph.network.countries import country, country_choices, country_name
from heliograph.network.forms import reading
from heliograph.network.models import Person
from heliograph.network.rules import Reader, people_visible_to
from heliograph.network.states import LOCAL, NATIONAL, Level, Membership, OrganizationKind, RoleKind

NOBODY, SOMEBODY = "", "person"
_UNKNOWN = UUID(int=0)


class EyesForm(forms.Form):
    """Language, and who: a role in a country, or an address."""

    #: ``in`` leaves the editor's own language alone; it is no name that Python takes for a field.
    who = forms.ChoiceField(label=gettext_lazy("As whom"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("In which country"), required=False)
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )

    def __init__(self, given: Any, chosen: str) -> None:
        super().__init__(given)
        self.fields["in"] = forms.ChoiceField(
            label=_("In which language"), choices=settings.LANGUAGES, required=False, initial=chosen
        )
        roles = [(kind.value, capfirst(str(kind.label))) for kind in RoleKind]
        nobody = (NOBODY, _("Somebody without a role"))
        somebody = (SOMEBODY, _("Somebody of the network, by e-mail address"))
        self.fields["who"].choices = [nobody, *roles, somebody]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", "–"), *country_choices(reading())]  # type: ignore[attr-defined]
        self.order_fields(["in", "who", "country", "address"])


@dataclass(frozen=True)
class Eyes:
    """Who looks: how he is called, whether he is addressed and why, for whom he may answer, in which zone he lives.

    ``languages`` are those that he reads; None where that is not known.
    """

    name: str
    holds: bool
    reasons: tuple[str, ...]
    subjects: tuple[str, ...]
    zone: str | None
    person: Person | None = None


def eyes(call: Call, said: dict[str, Any], by: Reader, at: datetime) -> Eyes | str:
    """Who looks at a call, or why nobody is found, as a sentence."""
    try:
        if said.get("who") == SOMEBODY or (said.get("address") and said.get("who", NOBODY) == NOBODY):
            return _of_person(call, said.get("address", ""), by, at)
        return _of_role(call, said.get("who", ""), said.get("country", ""))
    except Unreadable as refused:
        return refused.reason


def _of_person(call: Call, address: str, by: Reader, at: datetime) -> Eyes | str:
    person = person_of_address(address, people_visible_to(by)) if address else None
    if person is None:
        return _("Write the address of somebody whom you may see. Nobody of those has the address you wrote.")
    found = eligible.judge(call, person, at)
    subjects = tuple(choice.label for choice in found.choices)
    return Eyes(str(person), found.holds, found.reasons, subjects, person.zone, person)


def _of_role(call: Call, kind: str, code: str) -> Eyes:
    standing = standing_of(kind, code)
    rule = rule_of(call.audience) if call.audience is not None else All()
    verdict = judge_in(rule, (standing,))
    holds, reasons = verdict.holds, verdict.reasons
    subjects = tuple(_subjects(call, kind, code)) if holds else ()
    name = str(RoleKind(kind).label) if kind else pgettext("previewed as", "somebody without a role")
    named = _("%(who)s, %(country)s") % {"who": name, "country": country_name(code, reading())} if code else name
    return Eyes(named, holds and bool(subjects), reasons, subjects, country(code).zone if code else None)


def standing_of(kind: str, code: str) -> Standing:
    """The standing of somebody who has such a role: at a member school of all levels, where it is held at one."""
    who = Who(0, _UNKNOWN, ())
    levels = frozenset(Level.values)
    at = At(0, "", OrganizationKind.SCHOOL, Membership.MEMBER, levels, frozenset(), frozenset())
    return Standing(who, None, kind, code, region_of(code), at if kind in LOCAL else None)


def _subjects(call: Call, kind: str, code: str) -> Sequence[str]:
    """For whom he may answer, in words."""
    if call.respondent == RespondentKind.PERSON:
        return [_("for himself"), *([_("for somebody else")] if call.delegation else [])]
    if call.respondent == RespondentKind.ORGANIZATION:
        if kind in LOCAL:
            return [_("for the school at which he has the role")]
        return [_("for a school that is not listed here")] if call.audience is None else []
    if kind not in NATIONAL:
        return []
    return [_("for %(country)s") % {"country": country_name(code, reading())} if code else _("for his country")]
