"""One of everything of the network that has an address, on the side of Togo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from heliograph.delivery.links import letter_token
from heliograph.network.account import links as account_links
from heliograph.network.confirming.states import CONFIRMATION
from heliograph.network.inviting import links as inviting_links
from heliograph.network.joining import certificates
from heliograph.network.joining.links import token_of
from heliograph.network.merging.merge import merge
from heliograph.network.models import (
    AddressChange,
    Audience,
    Certificate,
    ConfirmationRound,
    Handover,
    Invitation,
    Person,
    SheetImport,
)
from heliograph.network.records import correct
from heliograph.network.sheets.receiving import match, receive
from heliograph.network.sheets.running import check
from heliograph.network.states import SheetKind, Verb
from tests.network.factories import NOW, TODAY, school
from tests.network.joining.factories import applied, recommended
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def network_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are."""
    return {
        **_records(world),
        **_account(world),
        **_joining(world),
        **_inviting(world),
        **_confirming(world),
        **_merging(world),
        **_lists(world),
    }


def _each(names: str, arguments: Arguments, space: str = "network_desk") -> dict[str, Arguments]:
    return {f"{space}:{name}": arguments for name in names.split()}


def _records(world: World) -> dict[str, Arguments]:
    one = {"public_id": world.school.public_id}
    who = world.people["focal-point", RIGHT]
    role = who.roles.get()
    ended = who.roles.create(kind="teacher", organization=world.school, country="TG", begins=TODAY, ends=TODAY)
    of_person = {"public_id": who.public_id}
    correct(world.school, {"city": "Kara"}, world.people["coordinator", RIGHT], NOW)
    corrected = world.school.entries.get(verb=Verb.CORRECTED)
    return {
        **_each("organization edit_organization membership certify confirm_organization", one),
        **_each("person edit_person give_role close_account change_address reset_factor erase_person", of_person),
        "network_desk:take_back": {**one, "POST": {"entry": corrected.pk}},
        "network_desk:end_role": {**of_person, "role_id": role.public_id},
        "network_desk:reopen_role": {**of_person, "role_id": ended.public_id},
        **_each("school own_school own_correct own_tell certificate_pdf", one, "network"),
    }


def _account(world: World) -> dict[str, Arguments]:
    who = world.people["teacher", RIGHT]
    wish = AddressChange.objects.create(person=who, before=who.email, after="new@example.org", asked_at=NOW)
    purpose = account_links.Purpose
    return {
        "network:me_give_up": {"public_id": who.roles.get().public_id},
        "network:me_take_address": {"token": account_links.sign(purpose.TAKE, wish.public_id)},
        "network:me_object": {"token": account_links.sign(purpose.OBJECT, wish.public_id)},
        "network:me_erase_now": {
            "token": account_links.sign(purpose.ERASE, who.public_id, account_links.state_of(who))
        },
        "mfa_remove_webauthn": {"key": "none"},
    }


def _joining(world: World) -> dict[str, Arguments]:
    secretary = world.people["secretariat", RIGHT]
    waiting = applied(applicant_email="one@a.tg.schools.example.org", email="office@a.tg.schools.example.org")
    read = recommended(
        world.people["coordinator", RIGHT],
        applicant_email="two@b.tg.schools.example.org",
        email="office@b.tg.schools.example.org",
    )
    certificates.issue(world.school, secretary, NOW)
    certificate = Certificate.objects.get(organization=world.school)
    return {
        **_each("application application_edit", {"token": token_of(waiting)}, "network"),
        **_each("application_name application_picture", {"token": token_of(read)}, "network"),
        "network:application_step": {"token": token_of(waiting), "verb": "withdraw"},
        "network:certificate": {"code": certificate.code},
        "network_desk:application": {"public_id": waiting.public_id},
        "network_desk:application_step": {"public_id": waiting.public_id, "verb": "recommend"},
    }


def _inviting(world: World) -> dict[str, Arguments]:
    by, until = world.people["coordinator", RIGHT], NOW + timedelta(days=30)
    offer = Invitation.objects.create(
        email="invited@example.org",
        kind="teacher",
        organization=world.school,
        country="TG",
        invited_by=by,
        invited_at=NOW,
        expires_at=until,
    )
    handover = Handover.objects.create(
        country="TG", giver=by, email="next@example.org", on=TODAY + timedelta(days=9), asked_by=by, asked_at=NOW
    )
    purpose = inviting_links.Purpose
    return {
        "network:invitation": {"token": inviting_links.sign(purpose.INVITATION, offer.public_id)},
        "network:take_over": {"token": inviting_links.sign(purpose.HANDOVER, handover.public_id)},
        "network_desk:change_invitation": {"public_id": offer.public_id},
        "network_desk:change_handover": {"public_id": handover.public_id},
    }


def _confirming(world: World) -> dict[str, Arguments]:
    ConfirmationRound.objects.create(opens_on=TODAY, closes_on=TODAY + timedelta(days=60), opened_at=NOW)
    signed = {"signed": letter_token(world.school.email, f"{CONFIRMATION.slug}/{TODAY}", NOW)}
    one = {**signed, "public_id": world.school.public_id}
    return {"network:confirm": signed, **_each("correct tell", one, "network")}


def _merging(world: World) -> dict[str, Arguments]:
    done = merge(world.school, school("Twin", visibility="hidden"), {}, world.people["coordinator", RIGHT], NOW)
    twin, one = school("Another", visibility="hidden"), world.school
    return {
        "network_desk:undo_merge": {"public_id": done.public_id},
        "network_desk:merge": {"public_id": one.public_id, "?": f"?with={twin.public_id}"},
        "network_desk:tell_apart": {"POST": {"one": one.public_id, "other": twin.public_id}},
    }


def _lists(world: World) -> dict[str, Arguments]:
    audience = Audience.objects.create(name="Everybody", rule={"all": []}, made_at=NOW, changed_at=NOW)
    by = world.people["coordinator", RIGHT]
    sheet, other = _sheet(by), _sheet(by)
    return {
        **_each("audience recount_audience delete_audience audience_people", {"public_id": audience.public_id}),
        **_each(
            "sheet sheet_report sheet_reading sheet_match sheet_apply sheet_again sheet_reopen",
            {"public_id": sheet.public_id},
        ),
        "network_desk:sheet_discard": {"public_id": other.public_id},
        **_each("sheet_template sheet_export", {"kind": "organizations", "form": "csv"}),
    }


def _sheet(by: Person) -> SheetImport:
    """A spreadsheet that has been checked; discarding it takes its file away for good."""
    sheet = receive(SheetKind.ORGANIZATIONS, ContentFile(b"identifier,name\r\nX-1,One\r\n", "a.csv"), by, NOW)
    match(sheet, {"identifier": 0, "name": 1}, {"country": "TG"}, by, NOW, clears=False)
    check(sheet.pk, NOW)
    return sheet
