"""What a respondent does with an answer, whichever way he came in: one press is one step, however often it arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.calls.answering.sending import person_of
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act, Done, hold
from heliograph.calls.lifecycle.table import leads
from heliograph.calls.lifecycle.taking_back import take_back
from heliograph.calls.mine.holders import Holder
from heliograph.calls.mine.possible import ENDING
from heliograph.calls.mine.steps import Step
from heliograph.calls.models import Response
from heliograph.calls.states import DeadlineKind, ResponseState, Verb
from heliograph.network.models import Person
from heliograph.network.states import Refused

S = ResponseState
#: Where a step leads: who asks for it again in another tab is told that it is so already.
_REACHED = {
    Step.WITHDRAW: frozenset({S.WITHDRAWN}),
    Step.RECONFIRM: frozenset({S.RECONFIRMED}),
    Step.TAKE_UP: frozenset({S.CONFIRMED, S.RECONFIRMED}),
}


def do(step: Step, response: Response, holder: Holder, act: Act, name: str = "", email: str = "") -> bool:
    """Do a step; False where it was so already, and nothing is written. Raises Refused.

    ``name`` and ``email`` are those of who comes instead.
    """
    if step in ENDING and not holder.may_end(response):
        raise Refused("not-yours", _("You answer this together with others. Only who leads the answer can do that."))
    try:
        return _done(step, response, holder, act, name, email)
    except Refused as refused:
        now = Response.objects.filter(pk=response.pk).values_list("state", flat=True).first()
        if refused.code == "wrong-state" and now in _REACHED.get(step, frozenset()):
            return False
        raise


def _done(step: Step, response: Response, holder: Holder, act: Act, name: str, email: str) -> bool:
    match step:
        case Step.WITHDRAW:
            return not verbs.withdraw(response, act).repeated
        case Step.RECONFIRM:
            return _reconfirm(response, holder, act)
        case Step.REPLACE:
            return not send_another(response, name, email, act).repeated
        case Step.TAKE_BACK:
            return not take_back(response, act).repeated
        case Step.TAKE_UP:
            return not verbs.take_up(response, act).repeated
    verbs.discard(response, act)
    return True


@transaction.atomic
def _reconfirm(response: Response, holder: Holder, act: Act) -> bool:
    """Say that one comes; who has said so since he was asked need not say it again.

    Who passes his place on has said that somebody comes; whoever he named has said nothing yet. By saying it he takes
    the place (``owning.take_place``), for which he is on record from now on.
    """
    held = hold(response)
    named = holder.was_named(held)
    if held.state == S.RECONFIRMED and not named:
        return False
    if named and act.by is None:
        act = replace(act, by=_on_record(held, act))
    return not verbs.reconfirm(response, act).repeated


def _on_record(response: Response, act: Act) -> Person:
    language = get_language() or response.language
    return person_of(response.email, language, response.call.zone, act.at, response.name)


@transaction.atomic
def send_another(response: Response, name: str, email: str, act: Act) -> Done:
    """Let somebody else come in one's place, which also answers whether one comes where that is asked.

    Raises Refused, and nothing is written, also where a name or an address is missing.
    """
    if not name.strip() or not email.strip():
        raise Refused("no-name", _("Write the name and the e-mail address of who comes instead."))
    done = verbs.substitute(response, name.strip(), email.strip(), act)
    if not done.repeated and _is_to_reconfirm(done.response, act):
        _reconfirm_untold(done.response, act)
    return done


def _is_to_reconfirm(response: Response, act: Act) -> bool:
    if response.state == S.RECONFIRMED or not leads(Verb.RECONFIRM, S(response.state), kind_of(response.call).states):
        return False
    dates = verbs.dates_for(response.call, response.person)
    asked = response.asked_at is not None or dates.get(DeadlineKind.RECONFIRM) is not None
    return asked and not dates.is_over(DeadlineKind.RECONFIRM, act.at)


def _reconfirm_untold(response: Response, act: Act) -> None:
    """Reconfirm without a letter of its own: that about the substitution says it."""
    entry = verbs.reconfirm(response, Act(act.at, act.by, act.actor)).entry
    entry.told_at = act.at
    entry.save(update_fields=["told_at"])


def reconfirm_all(responses: Sequence[Response], holder: Holder, act: Act) -> int:
    """Say of several answers at once that they stand; returns of how many that was said now. Raises Refused."""
    return sum(do(Step.RECONFIRM, each, holder, act) for each in responses)
