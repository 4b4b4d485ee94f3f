"""The letters of invitations."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from heliograph.delivery.mailings import Recipient
from heliograph.moments.locales import write_day
from heliograph.network.desk.letters import dear, paragraphs
from heliograph.network.desk.wording import place_of, role_name
from heliograph.network.forms import reading
from heliograph.network.inviting.links import Purpose, link
from heliograph.network.letters import Written, send
from heliograph.network.models import Invitation


def last_day(invitation: Invitation, zone: str) -> date:
    """The last day on which an invitation can be taken up, in the zone of that for which it is."""
    return (invitation.expires_at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date()


def invited(invitation: Invitation, zone: str, at: datetime) -> None:
    """A role is offered; one press on the page of the link takes it up."""
    to = Recipient(invitation.email, invitation.name, invitation.language, zone, invitation.country)

    def write() -> Written:
        by = invitation.invited_by
        words = {
            "by": by or settings.SITE_NAME,
            "role": role_name(invitation.kind),
            "place": place_of(invitation),
            "network": settings.NETWORK_NAME,
            "day": write_day(last_day(invitation, zone), reading()),
        }
        return Written(
            _("Please answer by %(day)s: %(role)s for %(place)s?") % words,
            paragraphs(
                dear(invitation.name),
                _("%(by)s invites you to %(network)s: to be %(role)s for %(place)s.") % words,
                invitation.note,
                _("Open this page by %(day)s and press the button. You need no password and no account:") % words
                + "\n"
                + link(Purpose.INVITATION, invitation.public_id, invitation.language),
                _("On the same page you can decline. If you do not know what this is about, do nothing."),
            ),
            by.email if by else "",
        )

    send(to, write, f"invitation-{invitation.public_id.hex}-{at:%Y%m%d%H%M}", at)
