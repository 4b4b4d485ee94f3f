"""Letters to reviewers: somebody is asked to review, has got responses to review, has some left to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from heliograph.calls.models import Call
from heliograph.calls.reviewing.models import Reviewer, ReviewPlan
from heliograph.calls.reviewing.plans import due_words, plan_of
from heliograph.calls.topics import REVIEWS
from heliograph.delivery.letters import Mark
from heliograph.moments.wording import When
from heliograph.network.desk.letters import dear, paragraphs
from heliograph.network.letters import Written, address_of, send, to_person
from heliograph.network.models import Person
from heliograph.texts.colons import with_colon
from heliograph.texts.multilingual import pick


def _title(call: Call) -> str:
    return pick(call.title, [get_language() or "en", call.source_language])[0]


def _key(reviewer: Reviewer, what: str, at: datetime) -> str:
    return f"review-{reviewer.public_id.hex}-{what}-{at:%Y%m%d%H%M%S%f}"


def _way_out() -> str:
    return f"{with_colon(_('Choose which letters you get'))}\n{Mark.PREFERENCES}"


def _page() -> str:
    return (
        _("Your reviews stand here. With this address you can sign in, by a code:") + "\n" + address_of("calls:reviews")
    )


def _by_when(when: When | None) -> str:
    if when is None:
        return ""
    return _("They are due: %(when)s") % {"when": f"{when.first} ({when.second})" if when.second else when.first}


def invited(reviewer: Reviewer, by: Person, at: datetime) -> None:
    """Somebody was put among the reviewers of a call."""
    person, call = reviewer.person, reviewer.call

    def write() -> Written:
        words = {"by": by, "title": _title(call)}
        return Written(
            _("You are asked to review answers to “%(title)s”") % words,
            paragraphs(
                dear(person.name),
                _("%(by)s asks you to review answers to the call “%(title)s”.") % words,
                _("You need not do anything yet: a letter comes when there are answers for you to review."),
                _page(),
                _("If you cannot do that, or do not know what this is about, answer this letter."),
                _way_out(),
            ),
            by.email,
        )

    send(to_person(person), write, _key(reviewer, "invited", at), at, REVIEWS)


def assigned(call: Call, reviewers: Sequence[Reviewer], counts: Mapping[int, int], by: Person, at: datetime) -> None:
    """One letter to each reviewer who got something, however much; ``counts`` by his row's primary key."""
    plan = plan_of(call)
    assert plan is not None
    for each in reviewers:
        _send_count(plan, each, counts[each.pk], "assigned", _new, by, at)


def reminded(
    plan: ReviewPlan, reviewers: Sequence[Reviewer], counts: Mapping[int, int], by: Person, at: datetime
) -> None:
    """One letter to each who has reviews left to do; ``counts`` by his row's primary key."""
    for each in reviewers:
        _send_count(plan, each, counts[each.pk], "left", _left, by, at)


def _new(count: int, when: When | None) -> tuple[str, str]:
    """The subject and the first sentence where there is something new; both with ``count``, ``title`` and ``when``."""
    subject = (
        ngettext(
            "Please review %(count)s answer by %(when)s: “%(title)s”",
            "Please review %(count)s answers by %(when)s: “%(title)s”",
            count,
        )
        if when is not None
        else ngettext(
            "Please review %(count)s answer: “%(title)s”", "Please review %(count)s answers: “%(title)s”", count
        )
    )
    return subject, ngettext(
        "%(count)s answer to the call “%(title)s” was given to you to review.",
        "%(count)s answers to the call “%(title)s” were given to you to review.",
        count,
    )


def _left(count: int, when: When | None) -> tuple[str, str]:
    """The same where something is left to do."""
    subject = (
        ngettext(
            "Reminder: %(count)s review is left to do by %(when)s: “%(title)s”",
            "Reminder: %(count)s reviews are left to do by %(when)s: “%(title)s”",
            count,
        )
        if when is not None
        else ngettext(
            "Reminder: %(count)s review is left to do: “%(title)s”",
            "Reminder: %(count)s reviews are left to do: “%(title)s”",
            count,
        )
    )
    return subject, ngettext(
        "You have %(count)s review left to do for the call “%(title)s”.",
        "You have %(count)s reviews left to do for the call “%(title)s”.",
        count,
    )


def _send_count(
    plan: ReviewPlan,
    reviewer: Reviewer,
    count: int,
    what: str,
    said: Callable[[int, When | None], tuple[str, str]],
    by: Person,
    at: datetime,
) -> None:
    person = reviewer.person

    def write() -> Written:
        when = due_words(plan, person.zone or None, get_language() or "en", at)
        subject, sentence = said(count, when)
        words = {"count": count, "title": _title(plan.call), "when": when.first if when else ""}
        return Written(
            subject % words,
            paragraphs(
                dear(person.name),
                sentence % words,
                _by_when(when),
                _page(),
                _("Where you know who answers, or cannot judge freely, step aside: on the page of the answer."),
                _way_out(),
            ),
            by.email,
        )

    send(to_person(person), write, _key(reviewer, what, at), at, REVIEWS)
