"""The kind of call by which posters are sent; each that is accepted hangs in the gallery."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from heliograph.calls.kinds import Column, Defaults, Enclosed, LetterView, Outcome
from heliograph.calls.kinds.plain import Contribution
from heliograph.calls.models import Call, Response
from heliograph.calls.states import DeadlineKind, Limit, RespondentKind, Verb
from heliograph.conference.models import Conference
from heliograph.conference.posters.enclosing import awaits, enclosed
from heliograph.conference.posters.keeping import keep_poster
from heliograph.conference.posters.models import Poster
from heliograph.conference.posters.questions import QUESTIONS
from heliograph.conference.posters.shown import shown_posters


class PosterCall(Contribution):
    """A call that belongs to no conference is a plain contribution."""

    key = "poster"
    label = gettext_lazy("poster")
    about = gettext_lazy("Schools send posters. They are checked; those that are accepted hang in the gallery.")
    action = pgettext_lazy("button", "Send your poster")
    order = 440
    passes_on = False
    defaults = Defaults(
        respondent=RespondentKind.ORGANIZATION,
        limit=Limit.MANY,
        together=True,
        minutes=15,
        deadlines=(DeadlineKind.OPENS, DeadlineKind.CLOSES, DeadlineKind.DECIDE),
        questions=QUESTIONS,
    )

    def is_scarce(self, call: Call) -> bool:
        """Posters are accepted one after another: each gets the next number."""
        return True

    def after(self, response: Response, verb: Verb, at: datetime) -> None:
        super().after(response, verb, at)
        keep_poster(response, verb, at)

    def enclosed(self, response: Response, verb: Verb, view: LetterView) -> Enclosed:
        return enclosed(response, verb)

    def awaits(self, response: Response, view: LetterView) -> Sequence[str]:
        return list(awaits(response))

    def outcome(self, call: Call) -> Outcome | None:
        conference = Conference.objects.filter(posters=call).select_related("programme").first()
        count = shown_posters(conference).count() if conference is not None else 0
        if conference is None or not count:
            return None
        words = ngettext("%(count)s poster hangs in the gallery.", "%(count)s posters hang in the gallery.", count)
        return Outcome(words % {"count": count}, reverse("conference:posters", args=[conference.programme.slug]))

    def columns(self, call: Call) -> Sequence[Column]:
        return (Column("poster", gettext_lazy("Number of the poster"), _Numbers(call)),)


class _Numbers:
    """The numbers of the posters of a call, read once for a whole table."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._read: dict[int, int] | None = None

    def __call__(self, response: Response) -> int | str:
        if self._read is None:
            numbers = Poster.objects.filter(response__call=self._call).values_list("response", "number")
            self._read = dict(numbers)
        return self._read.get(response.pk, "")
