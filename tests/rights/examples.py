"""One of everything that has an address, and with what each address is reached."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from heliograph.bulletin import review
from heliograph.bulletin.importing.saving import save_draft
from heliograph.bulletin.models import ImportedDraft
from heliograph.delivery.catching.caught import Box
from heliograph.delivery.links import Subscription, token
from heliograph.delivery.models import Attachment
from heliograph.frame import sheet
from tests.bulletin.drafts import DRAFT, SOURCE
from tests.calls.factories import call
from tests.delivery.desk.factories import full_mailing
from tests.network.factories import NOW
from tests.rights.afterwards_examples import afterwards_examples
from tests.rights.agenda_examples import agenda_examples
from tests.rights.calls_examples import calls_examples
from tests.rights.conference_attending_examples import conference_attending_examples
from tests.rights.conference_examples import conference_examples
from tests.rights.conference_posters_examples import conference_posters_examples
from tests.rights.conference_published_examples import conference_published_examples
from tests.rights.conference_registering_examples import conference_registering_examples
from tests.rights.conference_report_examples import conference_report_examples
from tests.rights.conference_sessions_examples import conference_sessions_examples
from tests.rights.conference_timetable_examples import conference_timetable_examples
from tests.rights.events_examples import events_examples
from tests.rights.library_examples import library_examples
from tests.rights.network_examples import network_examples
from tests.rights.observances_examples import observances_examples
from tests.rights.registering_examples import registering_examples
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]
_CAUGHT = b"""From: desk@example.org\r\nTo: a@example.org\r\nSubject: Hello\r\nMIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>\r
--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nA\r\n--b--\r\n"""


def examples(world: World, media: Path) -> dict[str, Arguments]:
    """By the name of an address what its parts are; an address without parts needs no line."""
    own = {**_frame(media), **_bulletin(world), **_delivery()}
    rooms = {**network_examples(world), **library_examples(world), **calls_examples(world)}
    return {
        **own,
        **rooms,
        **observances_examples(world),
        **events_examples(world),
        **agenda_examples(world),
        **registering_examples(world),
        **afterwards_examples(world),
        **conference_examples(world),
        **conference_timetable_examples(world),
        **conference_registering_examples(world),
        **conference_attending_examples(world),
        **conference_posters_examples(world),
        **conference_published_examples(world),
        **conference_report_examples(world),
        **conference_sessions_examples(world),
    }


def caught_letter(catcher: Path) -> dict[str, Arguments]:
    """A letter in the catcher, which any visitor may empty."""
    name = Box(catcher).keep(_CAUGHT, NOW)
    pages = ("caught_message", "caught_html", "caught_source")
    return {
        **{f"delivery:{page}": {"name": name} for page in pages},
        "delivery:caught_part": {"name": name, "number": 1},
    }


def _frame(media: Path) -> dict[str, Arguments]:
    (media / "bulletin").mkdir(parents=True, exist_ok=True)
    (media / "bulletin" / "a.pdf").write_bytes(b"%PDF-1.4")
    name, digest, _css = sheet.address("site").rsplit("/", 1)[1].split(".")
    return {
        "frame:sheet": {"name": name, "digest": digest},
        "frame:media": {"name": "bulletin/a.pdf"},
    }


def _bulletin(world: World) -> dict[str, Arguments]:
    published = save_draft(DRAFT, {}, "news.txt", None, NOW)
    published.state, published.published_at = "published", NOW
    published.save()
    item = published.items.get(slug="spring-meeting")
    file = item.attachments.create(title="Guidelines", file="bulletin/a.pdf")
    proposal = item.proposals.create(kind="call", title="Spring meeting", prefill={"call": "registration"})
    meeting = item.proposals.create(kind="event", title="Spring meeting", prefill={})
    binding = item.bindings.create(call=call("Bound"), bound_at=NOW)
    data = {**review.as_data(DRAFT), "date": "2026-01-12", "files": {}}
    owner = world.people["secretariat", RIGHT]
    draft = ImportedDraft.objects.create(owner=owner, created_at=NOW, name="news.txt", source=SOURCE, data=data)
    issue, one = {"number": published.number}, {"number": published.number, "slug": item.slug}
    of_issue = (
        "desk_issue", "desk_edit_issue", "desk_add_item", "desk_preview", "desk_proof", "desk_reach", "desk_readers",
        "desk_publish", "desk_schedule", "desk_unschedule", "desk_progress", "issue", "issue_pdf", "issue_ics",
    )  # fmt: skip
    of_item = ("desk_item", "desk_move_item", "desk_remove_item", "desk_settle", "desk_add_file", "desk_bind", "item")
    of_proposal = ("desk_make_call", "desk_unmake", "desk_set_aside")
    return {
        **{f"bulletin:{name}": issue for name in of_issue},
        **{f"bulletin:{name}": one for name in of_item},
        "bulletin:desk_review": {"public_id": draft.public_id},
        "bulletin:desk_discard": {"public_id": draft.public_id},
        **{f"bulletin:{name}": {**one, "pk": proposal.pk} for name in of_proposal},
        "bulletin:desk_make_event": {**one, "pk": meeting.pk},
        "bulletin:desk_unbind": {**one, "pk": binding.pk},
        "bulletin:desk_change_file": {**one, "kind": "file", "pk": file.pk},
        "bulletin:desk_preview_kind": {**issue, "kind": "web"},
        "bulletin:desk_rendition": {**issue, "kind": "web"},
    }


def _delivery() -> dict[str, Arguments]:
    mailing = full_mailing()
    body = mailing.bodies.get()
    file = Attachment.objects.create(body=body, name="a.txt", content_type="text/plain", content=b"A")
    signed = {"signed": token(Subscription("ama@example.org", "bulletin"))}
    of_mailing = (
        "mailing", "progress", "schedule", "cancel", "recipients", "recipients_csv",
    )  # fmt: skip
    letter = {"public_id": mailing.public_id, "pk": body.pk}
    return {
        **{f"delivery_desk:{name}": {"public_id": mailing.public_id} for name in of_mailing},
        **{f"delivery_desk:{name}": letter for name in ("letter", "letter_html", "prove")},
        "delivery_desk:choose_letter": {"public_id": mailing.public_id, "?": f"?letter={body.pk}"},
        "delivery_desk:step": {"public_id": mailing.public_id, "step": "start"},
        "delivery_desk:attachment": {**letter, "number": file.pk},
        "delivery:unsubscribe": signed,
        "delivery:preferences": signed,
    }
