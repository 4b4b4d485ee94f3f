"""An audience's clause: who has answered calls, himself or together with others, for whomever."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from heliograph.calls.models import Call, CoRespondent, Response
from heliograph.calls.states import ResponseState
from heliograph.network.audiences import words
from heliograph.network.audiences.clauses import Clause, Options, Phrase, register
from heliograph.network.audiences.parsing import readable
from heliograph.network.audiences.standings import Standing
from heliograph.network.audiences.trees import Leaf, leaves
from heliograph.network.models import Audience
from heliograph.texts.multilingual import pick

#: The state of a response that was sent and not withdrawn, whatever has been decided since.
ANY = "any"
#: As many calls are offered, the newest ones; a rule keeps those that are older.
MOST_OFFERED = 300
#: Never NULL where it is asked for people: who has joined is one.
_JOINED = Q(removed_at=None, declined_at=None, accepted_at__isnull=False, person__isnull=False)


class AnsweredClause(Clause):
    """Who has a response to one of the calls (by ``public_id``), as its lead or as a co-respondent."""

    slug = "answered"
    label = gettext_lazy("Answer to a call")
    order = 95
    of_person = True
    more = {"state": pgettext_lazy("state of an answer", "State of the answer")}

    def options(self) -> Options:
        newest = Call.objects.published().order_by("-created_at", "-pk")[:MOST_OFFERED]
        return sorted(_titles(newest), key=lambda option: str(option[1]).casefold())

    def clean(self, value: str) -> str | None:
        try:
            return str(UUID(value))
        except ValueError:
            return None

    def options_of(self, key: str) -> Options:
        states = [(value, capfirst(name)) for value, name in ResponseState.choices if value != ResponseState.DRAFT]
        return [(ANY, _("Sent, and not withdrawn")), *states]

    def condition(self, leaf: Leaf) -> Q:
        responses = _responses(leaf)
        together = CoRespondent.objects.filter(_JOINED, response__in=responses)
        return Q(pk__in=responses.values("person")) | Q(pk__in=together.values("person"))

    def known(self, person: int, leaf: Leaf) -> object:
        together = CoRespondent.objects.filter(_JOINED, person=person)
        return _responses(leaf).filter(Q(person=person) | Q(pk__in=together.values("response"))).exists()

    def holds(self, leaf: Leaf, standing: Standing, known: object) -> bool:
        return bool(known)

    def reason(self, leaf: Leaf, standing: Standing, holds: bool) -> str:
        said = {"call": _named(leaf), "state": _state(leaf)}
        if _is_any(leaf):
            return (_("You have answered %(call)s.") if holds else _("You have not answered %(call)s.")) % said
        if holds:
            return _("Your answer to %(call)s is: %(state)s.") % said
        return _("You have no answer to %(call)s that is: %(state)s.") % said

    def phrase(self, leaf: Leaf) -> Phrase:
        said = {"call": _named(leaf), "state": _state(leaf)}
        if _is_any(leaf):
            return Phrase(that=_("who have answered %(call)s") % said)
        return Phrase(that=_("whose answer to %(call)s is: %(state)s") % said)


def _is_any(leaf: Leaf) -> bool:
    return dict(leaf.more)["state"] == ANY


def _state(leaf: Leaf) -> str:
    return "" if _is_any(leaf) else str(ResponseState(dict(leaf.more)["state"]).label)


def _calls(leaf: Leaf) -> list[UUID]:
    return [UUID(value) for value in leaf.values]


def _responses(leaf: Leaf) -> QuerySet[Response]:
    found = Response.objects.filter(call__public_id__in=_calls(leaf))
    return found.sent() if _is_any(leaf) else found.filter(state=dict(leaf.more)["state"])


def _titles(calls: Iterable[Call]) -> list[tuple[str, str]]:
    reading = words.language()
    return [(str(call.public_id), pick(call.title, [reading, call.source_language])[0]) for call in calls]


def _named(leaf: Leaf) -> str:
    """The titles of a clause's calls. One query."""
    titles = dict(_titles(Call.objects.filter(public_id__in=_calls(leaf))))
    gone = _("a call that is no more")
    named = [_("“%(title)s”") % {"title": titles[value]} if value in titles else gone for value in leaf.values]
    return words.any_of(named)


def calls_named(audience: Audience) -> list[str]:
    """The titles of the calls of which an audience asks who has answered them. One query at most."""
    found = [
        leaf for rule in readable([audience]).values() for leaf in leaves(rule) if leaf.clause == AnsweredClause.slug
    ]
    calls = Call.objects.filter(public_id__in={each for leaf in found for each in _calls(leaf)}).order_by("pk")
    return [title for _value, title in _titles(calls)] if found else []


def register_answered() -> None:
    """For ``ready()``."""
    register(AnsweredClause())
