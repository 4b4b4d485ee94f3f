"""Badges of the conference of Togo: the teacher of Togo was there on a day, and has a certificate."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from heliograph.calls.models import Response
from heliograph.conference.attending import door_keys
from heliograph.conference.attending.badge_links import badge_key
from heliograph.conference.attending.badges import make_badges
from heliograph.conference.attending.certifying import issue
from heliograph.conference.attending.checking_in import Gate, Scan, check_in
from heliograph.conference.attending.models import Badge
from heliograph.conference.models import Conference
from heliograph.delivery.links import letter_token
from tests.conference.attending.making import AFTER, MORNING
from tests.network.factories import NOW
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def conference_attending_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are; the conference is that of the registrations."""
    organizer, teacher = world.people["organizer", RIGHT], world.people["teacher", RIGHT]
    to = Conference.objects.with_programme().get(programme__slug="world")
    Response.objects.filter(call=to.registration_id).update(state="reconfirmed")
    make_badges(to, organizer, NOW)
    badge = Badge.objects.get(conference=to, response__person=teacher)
    mark = uuid.uuid4()
    check_in(to, Scan(badge.token, MORNING, mark), Gate(by=organizer), MORNING)
    code = issue(to, badge, "en", AFTER).code
    key = door_keys.token_of(door_keys.make_key(to, "Main entrance", organizer, NOW))
    mine = {"slug": to.programme.slug}
    link = {**mine, "token": letter_token(teacher.email, badge_key(to, "after"), timezone.now() - timedelta(days=1))}
    pages = (
        "desk_badges", "badges_pdf", "desk_door_keys", "desk_present", "desk_participation_certificates", "check_in",
        "check_in_send", "check_in_worker", "my_badge",
    )  # fmt: skip
    of_certificate = ("desk_participation_certificate", "my_certificate", "participation_certificate")
    return {
        **{f"conference:{page}": mine for page in pages},
        **{f"conference:{page}": {**mine, "code": code} for page in of_certificate},
        **{f"conference:{page}": {**mine, "token": key} for page in ("check_in_by_key", "check_in_send_by_key")},
        "conference:desk_present_table": {**mine, "form": "csv"},
        "conference:desk_undo_check_in": {**mine, "mark": mark},
        "conference:badge_by_link": link,
        "conference:certificate_by_link": {**link, "code": code},
    }
