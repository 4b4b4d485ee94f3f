"""What the letter about an accepted poster says besides: its number, and where it hangs or why it does not."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from heliograph.calls.kinds import Enclosed
from heliograph.calls.models import Response
from heliograph.calls.states import ResponseState, Verb
from heliograph.conference.posters.keeping import agreed
from heliograph.conference.posters.models import Poster
from heliograph.network.letters import address_of


def enclosed(response: Response, verb: Verb) -> Enclosed:
    """For a poster that was accepted and still is; nothing otherwise. One query."""
    if verb != Verb.ACCEPT or response.state != ResponseState.ACCEPTED:
        return Enclosed()
    found = Poster.objects.filter(response=response).select_related("conference__programme").first()
    return Enclosed(list(_paragraphs(found))) if found is not None else Enclosed()


def _paragraphs(poster: Poster) -> Iterator[str]:
    yield _("Your poster has the number %(number)s.") % {"number": poster.number}
    if poster.shown:
        slug = poster.conference.programme.slug
        yield _("It hangs here: %(address)s") % {"address": address_of("conference:poster", slug, poster.number)}
    else:
        yield _("You have not agreed that it is shown, so it hangs nowhere. Write to the organizer if it should.")


def awaits(response: Response) -> Iterator[str]:
    """What comes after a poster was sent."""
    if response.state != ResponseState.SUBMITTED:
        return
    yield _(
        "Somebody looks at each poster before it hangs. You get a letter when yours does, or when it needs mending."
    )
    if not agreed(response.answers):
        yield _("You have not agreed that it is shown: it may be accepted, but hangs nowhere as long as that is so.")
