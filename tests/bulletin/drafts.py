"""A draft as the importer gives it, small and with one of everything."""

from __future__ import annotations

from heliograph.bulletin.importing.draft import (
    Draft,
    DraftItem,
    DraftLink,
    DraftMoment,
    Kind,
    Proposal,
    Warned,
    Warning,
)

SOURCE = """Network News 22

INVITATION
Spring meeting
Please register by 1 February 2026. We meet on 31 March at 9:30 CEST (Paris time).
Write to meeting@secretariat.example.org or [register here](https://forms.example.org/meeting).

NEW PUBLICATION
A guide for teachers
Download and share it with your network. The annex is attached.
"""


def moment(text: str, start: str | None, **fields) -> DraftMoment:
    given = {
        "kind": Kind.DEADLINE,
        "what": "register",
        "end": None,
        "zone": None,
        "date_only": True,
        "precision": "day",
        **fields,
    }
    return DraftMoment(start=start, text=text, offset=SOURCE.index(text), **given)


MEETING = DraftItem(
    label="INVITATION",
    title="Spring meeting",
    body="Please register by 1 February 2026. We meet on 31 March at 9:30 CEST (Paris time).",
    moments=(
        moment("1 February 2026", "2026-02-01"),
        moment(
            "31 March at 9:30 CEST (Paris time)",
            "2026-03-31T09:30",
            kind=Kind.EVENT,
            what="meeting",
            zone="Europe/Paris",
            date_only=False,
            precision="minute",
        ),
    ),
    emails=("meeting@secretariat.example.org",),
    links=(DraftLink("register here", "https://forms.example.org/meeting"),),
    audiences=("National Coordinators",),
    warnings=(Warning(Warned.YEAR_MISSING, "No year is given; 2026 was taken.", "31 March"),),
    proposals=(Proposal("event", "Spring meeting", {"what": "meeting"}),),
)

GUIDE = DraftItem(
    label="NEW PUBLICATION",
    title="A guide for teachers",
    body="Download and share it with your network. The annex is attached.",
    attachments=("annex",),
    pictures=("cover.png",),
)

DRAFT = Draft(number="22", title="Network News 22", language="en", items=(MEETING, GUIDE))
