"""What this room holds about a person: what he can take away, and what stays when he is erased."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from heliograph.conference.registering import inviting
from heliograph.conference.registering.forgetting import KEPT, forget_old
from heliograph.conference.registering.inviting import Wish
from heliograph.conference.registering.models import InvitationLetter
from heliograph.network.account.holdings import Erasing, holdings
from tests.conference.registering.making import meeting, register
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MINE = [each for each in holdings() if each.slug.startswith("invitation-letter")]


def exported(who):
    return json.dumps({each.slug: list(each.export(who)) for each in MINE}, cls=DjangoJSONEncoder)


def erase(who):
    for each in MINE:
        each.erase(Erasing(who, {who.email: "gone@example.org"}, NOW))


def test_a_letter_is_in_the_export_of_whose_it_is_and_of_nobody_else(organizer):
    to, who = meeting(), person()
    inviting.ask(to, register(to, who), Wish("Ama Mensah"), who, NOW)
    assert "Ama Mensah" in exported(who)
    assert "Ama Mensah" not in exported(person())


def test_of_who_is_erased_the_code_alone_stays_and_stands_for_nothing(organizer, client):
    to, who = meeting(), person()
    code = inviting.sign(to, inviting.ask(to, register(to, who), Wish("Ama"), who, NOW), organizer, NOW).code
    inviting.ask(to, register(to), Wish("Kofi"), who, NOW)
    erase(who)
    rows = InvitationLetter.objects.order_by("pk").values_list("name", "state", "asked_by", "code")
    assert list(rows) == [("", "revoked", None, code), ("Kofi", "asked", None, None)]
    assert "does not stand" in client.get(f"/conferences/world/letters/{code}/").content.decode()


def test_who_decided_and_is_erased_leaves_the_decision(organizer):
    to = meeting()
    inviting.sign(to, inviting.ask(to, register(to), Wish("Kofi"), None, NOW), organizer, NOW)
    assert "decided" in exported(organizer)
    erase(organizer)
    assert list(InvitationLetter.objects.values_list("name", "state", "decided_by")) == [("Kofi", "signed", None)]


def test_a_month_after_the_conference_letters_say_no_more_whose_they_were(organizer):
    to = meeting()
    inviting.sign(to, inviting.ask(to, register(to), Wish("Ama"), None, NOW), organizer, NOW)
    inviting.ask(to, register(to), Wish("Kofi"), None, NOW)
    over = datetime.combine(to.last_day, time(12), UTC) + KEPT
    assert forget_old(over) == 0
    assert (forget_old(over + timedelta(days=1)), forget_old(over + timedelta(days=2))) == (2, 0)
    assert list(InvitationLetter.objects.values_list("name", "state")) == [("", "revoked")]
