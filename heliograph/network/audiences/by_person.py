"""Clauses about the person, whatever the role: languages, people chosen by name, everybody."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heliograph.network.audiences import words
from heliograph.network.audiences.clauses import Clause, Condition, Options, Phrase
from heliograph.network.audiences.standings import Standing
from heliograph.network.audiences.trees import Leaf
from heliograph.network.countries import language_choices, language_name

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")
LONGEST_TAG = 20


def is_tag(value: str) -> bool:
    """Whether it looks like the tag of a language (BCP 47); that somebody uses it is not asked."""
    return len(value) <= LONGEST_TAG and _TAG.match(value) is not None


class LanguageClause(Clause):
    """The languages that people read, as their profiles have them, the first one or a later one."""

    slug = "language"
    label = gettext_lazy("Language that people read")
    order = 80
    of_person = True

    def options(self) -> Options:
        return language_choices(words.language())

    def clean(self, value: str) -> str | None:
        return value if is_tag(value) else None

    def condition(self, leaf: Leaf) -> Q:
        return reduce(or_, (Q(languages__includes=value) for value in leaf.values))

    def holds(self, leaf: Leaf, standing: Standing, known: object) -> bool:
        return not set(standing.who.languages).isdisjoint(leaf.values)

    def reason(self, leaf: Leaf, standing: Standing, holds: bool) -> str:
        asked = [value for value in leaf.values if not holds or value in standing.who.languages]
        said = {"languages": words.any_of([language_name(value, words.language()) for value in asked])}
        if holds:
            return _("You read %(languages)s.") % said
        return _("You do not read %(languages)s, as far as your profile says.") % said

    def phrase(self, leaf: Leaf) -> Phrase:
        names = words.any_of([language_name(value, words.language()) for value in leaf.values])
        return Phrase(that=_("who read %(languages)s") % {"languages": names})


class PersonClause(Clause):
    """People one by one; the values are their ``public_id``."""

    slug = "person"
    label = gettext_lazy("People chosen by name")
    order = 90
    picker = "people"
    of_person = True

    def clean(self, value: str) -> str | None:
        try:
            return str(UUID(value))
        except ValueError:
            return None

    def condition(self, leaf: Leaf) -> Q:
        return Q(public_id__in=[UUID(value) for value in leaf.values])

    def holds(self, leaf: Leaf, standing: Standing, known: object) -> bool:
        return str(standing.who.public_id) in leaf.values

    def reason(self, leaf: Leaf, standing: Standing, holds: bool) -> str:
        if holds:
            return _("You are one of the people chosen by name.")
        return _("You are none of the people chosen by name.")

    def phrase(self, leaf: Leaf) -> Phrase:
        count = len(leaf.values)
        noun = ngettext("%(count)s person chosen by name", "%(count)s people chosen by name", count)
        return Phrase(noun=noun % {"count": count})


class EverybodyClause(Clause):
    slug = "everybody"
    label = gettext_lazy("Everybody")
    order = 100
    picker = "none"
    of_person = True

    def condition(self, leaf: Leaf) -> Condition:
        return True

    def holds(self, leaf: Leaf, standing: Standing, known: object) -> bool:
        return True

    def reason(self, leaf: Leaf, standing: Standing, holds: bool) -> str:
        return _("Everybody is addressed.")

    def phrase(self, leaf: Leaf) -> Phrase:
        return Phrase()
