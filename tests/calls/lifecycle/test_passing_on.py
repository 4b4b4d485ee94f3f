"""What goes with a place that is passed on: not what the first has said of himself."""

from __future__ import annotations

import pytest

from heliograph.calls.files.keeping import attach
from heliograph.calls.lifecycle import bounds, verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.bounds import PASSED_ON_A_DAY
from heliograph.calls.lifecycle.passing_on import without_personal
from heliograph.calls.lifecycle.subjects import Subject, address_slot
from heliograph.calls.lifecycle.taking_back import take_back
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.mine.unanswered import unanswered
from heliograph.calls.models import AnswerFile, Response
from heliograph.calls.questions.types.consent import digest
from heliograph.network.states import Refused
from tests.calls.factories import DAY, call, response
from tests.calls.files.making import checked
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db

WHY = {"en": "For the kitchen."}
YES = [{"key": "yes", "label": {"en": "Yes"}}, {"key": "no", "label": {"en": "No"}}]
QUESTIONS = [
    {"key": "diet", "type": "single", "label": {"en": "Diet"}, "why": WHY, "personal": True, "options": YES},
    {"key": "which", "type": "short", "label": {"en": "Which"}, "shown": {"question": "diet", "values": ["yes"]}},
    {"key": "topic", "type": "short", "label": {"en": "Topic"}},
    {"key": "visa", "type": "file", "label": {"en": "Visa"}, "why": WHY, "personal": True},
    {"key": "paper", "type": "file", "label": {"en": "Paper"}},
]
ANSWERS = {"diet": "yes", "which": "nuts", "topic": "water", "old": "kept"}


def test_personal_answers_and_what_hangs_on_them_are_dropped_and_the_others_stay():
    one = response(call(questions=QUESTIONS), **ANSWERS)
    assert without_personal(one) == {"topic": "water", "old": "kept"}
    assert one.answers == ANSWERS


def test_who_comes_instead_has_nothing_personal_of_the_first():
    one = response(call(questions=QUESTIONS), **ANSWERS)
    Response.objects.update(draft={"diet": "no", "topic": "air"})
    for key in ("visa", "paper"):
        attach(one, key, checked(f"{key}.txt", key.encode()), one.person, NOW)
    for _twice in range(2):
        verbs.substitute(one, "Abla", "abla@example.org", Act(NOW, one.person, token="a"))
    one.refresh_from_db()
    assert (one.answers, one.draft) == ({"topic": "water", "old": "kept"}, {"topic": "air"})
    assert [each.name for each in AnswerFile.objects.all()] == ["paper.txt"]


def test_who_comes_instead_is_asked_anew_for_his_consent():
    consent = {"key": "ok", "type": "consent", "label": {"en": "Agree"}, "required": True}
    agreed = {"agreed": True, "text": "Yes", "language": "en", "digest": digest("Yes"), "at": NOW.isoformat()}
    one = response(call(questions=[{**consent, "settings": {"text": {"en": "Yes"}}}]), ok=agreed)
    done = verbs.substitute(one, "Abla", "abla@example.org", Act(NOW, one.person))
    assert (done.response.answers, [each.key for each in unanswered(done.response)]) == ({}, ["ok"])


@pytest.mark.parametrize("address", ["Lead@example.org", " kofi@example.org"])
def test_a_place_is_not_passed_on_to_who_has_it(address):
    to, lead = call(), person("lead@example.org")
    subject = Subject(lead, name="Kofi", email="kofi@example.org")
    one = verbs.submit(to, subject, Sheet(to.question_sets.get(), {}), Act(NOW, lead)).response
    with pytest.raises(Refused) as refused:
        verbs.substitute(one, "Kofi", address, Act(NOW, lead))
    assert refused.value.code == "same-person"


def test_a_place_that_goes_round_and_round_writes_to_so_many_strangers_a_day_and_no_more():
    to, lead = call(), person("lead@example.org")
    one = response(to, lead)
    for number in range(PASSED_ON_A_DAY):
        verbs.substitute(one, "Kofi", f"k{number}@example.org", Act(NOW, lead, token=f"s{number}"))
        take_back(one, Act(NOW, lead, token=f"b{number}"))
    with pytest.raises(Refused) as refused:
        verbs.substitute(one, "Kofi", "more@example.org", Act(NOW, lead))
    assert refused.value.code == "often"
    assert verbs.substitute(one, "Kofi", "k4@example.org", Act(NOW, lead, token="s4")).repeated
    assert not verbs.substitute(one, "Kofi", "more@example.org", Act(NOW + DAY, lead)).repeated


@pytest.mark.parametrize("begun", [True, False])
def test_who_answers_for_others_writes_to_so_many_strangers_a_day_and_no_more(monkeypatch, begun):
    monkeypatch.setattr(bounds, "ANSWERED_FOR_A_DAY", 2)
    to, lead = call(), person("lead@example.org")
    sheet = Sheet(to.question_sets.get(), {})

    def send(email, at=NOW):
        subject, act = Subject(lead, name="Kofi", email=email), Act(at, lead, token=email)
        if not begun:
            return verbs.submit(to, subject, sheet, act)
        return verbs.resend(verbs.start(to, subject, sheet, Act(at, lead)), sheet, act)

    send("k1@example.org")
    send("k2@example.org")
    with pytest.raises(Refused) as refused:
        send("k3@example.org")
    assert refused.value.code == "enough"
    assert verbs.submit(to, Subject(lead), sheet, Act(NOW, lead)).response.state == "confirmed"
    assert send("k3@example.org", NOW + DAY).response.state == "confirmed"


def test_long_addresses_have_slots_of_their_own():
    slots = {address_slot(f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{end}.example.org") for end in ("one", "two")}
    assert {len(each) for each in slots} == {140}
    assert len(slots) == 2
    assert address_slot("Ama@example.org ") == "eama@example.org"
