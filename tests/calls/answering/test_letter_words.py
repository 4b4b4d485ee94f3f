"""What the letter about an answer says of what was answered and of the dates."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from heliograph.calls.deadlines.moments import on_day
from heliograph.calls.letters import Told, about
from heliograph.calls.models import Extension
from heliograph.calls.said import Role
from heliograph.delivery.mailings import Recipient
from heliograph.network.letters import to_person
from tests.calls.factories import DAY, call, deadline, response
from tests.calls.questions.asking import ask
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db

QUESTIONS = [
    ask("multiple", "trains", options=["Red", "Green"]),
    ask("short", "school"),
    ask("consent", "pictures", settings={"text": {"en": "You may show them."}}),
]
AGREED = {
    "agreed": True,
    "text": "You may\n\nshow them.",
    "language": "en",
    "digest": "x",
    "at": "2026-01-12T16:30:00Z",
}


def letter(zone: str) -> list[str]:
    """The lines of the letter to who has answered, in English."""
    one = call(questions=QUESTIONS, opens=NOW - DAY, closes=None, zone="Europe/Paris")
    for kind, day in (("closes", date(2026, 2, 1)), ("reconfirm", date(2026, 2, 7))):
        moment = on_day(day, "Europe/Paris")
        deadline(one, kind, moment.at, until=moment.until, precision="day")
    who = person("ama@example.org", name="Ama Mensah", zone=zone)
    sent = response(one, who, trains=["red", "green"], pictures=AGREED)
    with translation.override("en"):
        return about(sent.entries.get(), Told(to_person(who), who), NOW).text.splitlines()


def after(heading: str, lines: list[str]) -> list[str]:
    begin = lines.index(heading) + 2
    return lines[begin : lines.index("", begin)]


def test_each_question_stands_on_one_line_with_its_answer():
    assert after("What you have sent:", letter("Asia/Seoul")) == [
        "- For: Ama Mensah",
        "- Trains: Red; Green",
        "- School: not answered",
        "- Pictures: Agreed on Tuesday, 13 January 2026 to this text: You may show them.",
    ]


def test_each_date_stands_once_in_both_zones():
    assert after("What comes next:", letter("Africa/Lome")) == [
        "- Closes: Sunday, 1 February 2026, 22:59 (Lome time), that is 23:59 (Paris time)",
        "- Reconfirm by: Saturday, 7 February 2026, 22:59 (Lome time), that is 23:59 (Paris time)",
    ]


def test_who_is_in_the_organizers_zone_reads_it_once():
    assert (
        after("What comes next:", letter("Europe/Paris"))[0] == "- Closes: Sunday, 1 February 2026, 23:59 (Paris time)"
    )


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Why?", "- Why? Peace"),
        ("Pourquoi\u202f?", "- Pourquoi\u202f? Peace"),
        ("Name:", "- Name: Peace"),
        ("لماذا؟", "- لماذا؟ Peace"),
        ("لماذا؟\u200f", "- لماذا؟\u200f Peace"),
        ("为什么？", "- 为什么？ Peace"),
        ("Reason", "- Reason: Peace"),
        ("What? And when", "- What? And when: Peace"),
    ],
)
def test_no_colon_follows_a_question_mark(label, said):
    one, who = call(questions=[{"key": "why", "type": "short", "label": {"en": label}}]), person()
    sent = response(one, who, why="Peace")
    with translation.override("en"):
        assert said in about(sent.entries.get(), Told(to_person(who), who), NOW).text.splitlines()


def test_each_reads_his_own_dates():
    """Who has answered was given more time, and who answers with him has as much, whatever time he has for an answer
    of his own; who is answered for reads when it closes for everybody.
    """
    one, lead, guest, other = call(), person(), person("guest@example.org"), person("other@example.org")
    Extension.objects.create(call=one, person=lead, until=NOW + 20 * DAY, made_at=NOW)
    for each in (guest, other):
        Extension.objects.create(call=one, person=each, until=NOW + 30 * DAY, made_at=NOW)
    entry = response(one, lead).entries.get()
    own, others = ("Sunday, 1 February 2026", "Thursday, 22 January 2026")
    address = Recipient("new@example.org", "", "en", "UTC")
    readers = [
        (Told(to_person(lead), lead), own),
        (Told(to_person(other), other, Role.ANOTHERS), own),
        (Told(to_person(guest), guest, Role.FOR_HIM), others),
        (Told(address, None, Role.FOR_HIM), others),
    ]
    with translation.override("en"):
        for reader, day in readers:
            letter = about(entry, reader, NOW)
            assert f"- Closes: {day}" in letter.text
            compact = "20260201" if day == own else "20260122"
            assert compact in letter.attachments[0].content.decode()
