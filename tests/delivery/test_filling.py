"""A mailing filled from an audience's query: one message an address, by what each reader has chosen."""

from __future__ import annotations

import pytest
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, Concat

from heliograph.delivery import filling
from heliograph.delivery.letters import Letter
from heliograph.delivery.links import Subscription
from heliograph.delivery.mailings import add_body, fill_from, open_mailing
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Cause, Choice, Incomplete
from heliograph.delivery.steering import start
from heliograph.delivery.suppressing import suppress
from heliograph.delivery.topics import Topic, register
from heliograph.network.models import Person
from tests.delivery.conftest import LETTER, NOW, states

pytestmark = pytest.mark.django_db
KINDS = {'["en"] UTC': ("en", "UTC"), '["fr", "en"] Africa/Lome': ("fr", "Africa/Lome")}


def person(name: str, **fields) -> Person:
    return Person.objects.create(email=f"{name}@example.org", name=name.title(), zone="UTC", **fields)


def audience():
    kind = Concat(Cast("languages", TextField()), Value(" "), "zone", output_field=TextField())
    return Person.objects.annotate(address=F("email"), country=Value("TG"), reading=kind)


def opened(topic: str = "bulletin"):
    mailing = open_mailing(f"{topic}-1", topic, "Issue 22", NOW)
    for language, zone in KINDS.values():
        add_body(mailing, language, zone, LETTER, NOW)
    return mailing


def test_each_reader_gets_the_letter_of_his_kind():
    person("ama")
    Person.objects.create(email="Koffi@example.org", languages=["fr", "en"], zone="Africa/Lome")
    mailing = opened()
    assert fill_from(mailing, audience(), KINDS) == 2
    found = mailing.messages.order_by("pk").values_list("address", "name", "country", "body__language", "key")
    assert list(found) == [
        ("ama@example.org", "Ama", "TG", "en", "ama@example.org"),
        ("Koffi@example.org", "", "TG", "fr", "koffi@example.org"),
    ]


def test_filling_again_adds_only_what_is_missing_and_nothing_once_started():
    person("ama")
    mailing = opened()
    assert (fill_from(mailing, audience(), KINDS), fill_from(mailing, audience(), KINDS)) == (1, 0)
    person("bea")
    assert fill_from(mailing, audience(), KINDS) == 1
    start(mailing.pk, NOW, "")
    person("can")
    assert fill_from(mailing, audience(), KINDS) == 0


def test_choices_and_suppressions_are_kept_as_states():
    register(Topic("calls", "Calls", "New calls.", digest=True))
    for name in ("ama", "bea", "can", "dao"):
        person(name)
    choose(Subscription("bea@example.org", "calls"), Choice.NEVER, NOW)
    choose(Subscription("CAN@example.org", "calls"), Choice.DIGEST, NOW)
    suppress("Dao@example.org", Cause.BOUNCE, "550 5.1.1", NOW)
    mailing = opened("calls")
    fill_from(mailing, audience(), KINDS)
    assert dict(mailing.messages.values_list("address", "state")) == {
        "ama@example.org": "queued",
        "bea@example.org": "skipped",
        "can@example.org": "held",
        "dao@example.org": "skipped",
    }
    assert list(mailing.messages.exclude(answer="").order_by("pk").values_list("answer", flat=True)) == [
        "its reader wants no letters of this kind",
        "the address is suppressed",
    ]


def test_a_transactional_topic_asks_for_no_choice():
    register(Topic("receipts", "Receipts", "What you sent us.", transactional=True))
    person("ama")
    suppress("ama@example.org", Cause.COMPLAINT, "", NOW)
    mailing = opened("receipts")
    fill_from(mailing, audience(), KINDS)
    assert states(mailing) == {"ama@example.org": "queued"}


def test_a_large_audience_is_filled_in_parts(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(filling, "PART", 4)
    for number in range(10):
        person(f"p{number}")
    mailing = opened()
    assert fill_from(mailing, audience(), KINDS) == 10
    assert [m.address[:2] for m in mailing.messages.order_by("pk")] == [f"p{n}" for n in range(10)]


def test_a_mailing_without_letter_cannot_be_filled():
    with pytest.raises(Incomplete):
        fill_from(open_mailing("x", "bulletin", "x", NOW), audience(), KINDS)


@pytest.mark.parametrize(
    "letter", [Letter("", "x", "y"), Letter("s", "", "y"), Letter("s", "<p>no way out</p>", "no way out")]
)
def test_an_incomplete_letter_is_refused(letter):
    with pytest.raises(Incomplete):
        add_body(open_mailing("x", "bulletin", "x", NOW), "en", "UTC", letter, NOW)
