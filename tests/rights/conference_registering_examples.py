"""A conference that the organizer of Togo runs, for which the teacher of Togo is registered and invited by letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from heliograph.conference.doors import log
from heliograph.conference.registering import inviting
from heliograph.conference.registering.holding import SENT
from heliograph.conference.registering.inviting import Wish
from heliograph.conference.registering.stay_links import stay_key
from heliograph.delivery.links import letter_token
from heliograph.delivery.mailings import open_mailing
from heliograph.network.models import Organization
from tests.conference.registering.making import meeting, register
from tests.network.factories import NOW
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def conference_registering_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are."""
    organizer, teacher = world.people["organizer", RIGHT], world.people["teacher", RIGHT]
    to = meeting()
    to.programme.organizer = Organization.objects.get(roles__person=organizer)
    to.programme.save()
    letter = inviting.sign(to, inviting.ask(to, register(to, teacher), Wish("A Teacher"), teacher, NOW), organizer, NOW)
    mailing = open_mailing(stay_key(to, "sample"), "calls", "Sample", NOW)
    log(to, SENT, organizer, NOW, mailing=mailing.key, about="stay", countries=[], letters=0, before=[])
    mine = {"slug": to.programme.slug}
    one = {**mine, "public_id": letter.public_id}
    link = {**mine, "token": letter_token(teacher.email, stay_key(to, "page"), timezone.now())}
    return {
        **{
            f"conference:{name}": mine
            for name in ("desk_board", "desk_remind", "desk_silent", "desk_letters", "my_stay")
        },
        **{f"conference:{name}": one for name in ("desk_letter", "desk_letter_pdf", "my_letter")},
        "conference:desk_board_table": {**mine, "form": "csv"},
        "conference:desk_take_back": {**mine, "number": to.entries.get(verb=SENT).pk},
        "conference:stay_by_link": link,
        "conference:letter_by_link": {**link, "public_id": letter.public_id},
        "conference:invitation_letter": {**mine, "code": letter.code},
    }
