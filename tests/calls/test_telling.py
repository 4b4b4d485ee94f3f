"""Letters about answers that cannot be written: the others go, these are tried again, ever more seldom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.calls import telling
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import ResponseEntry
from heliograph.calls.telling import TRIES, given_up, write_letters
from heliograph.delivery.models import Message
from tests.calls.factories import call
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    """Of an answer that concerns two readers."""
    to, by = call(), person("lead@example.org")
    subject = Subject(by, name="Kofi", email="guest@example.org")
    return verbs.submit(to, subject, Sheet(to.question_sets.get(), {}), Act(NOW, by)).entry


def break_for(monkeypatch, *addresses):
    whole = telling.about

    def about(entry, reader, at):
        if reader.to.address in addresses:
            raise ValueError("broken")
        return whole(entry, reader, at)

    monkeypatch.setattr(telling, "about", about)


def test_one_reader_is_kept_back_by_no_other_and_nobody_is_told_twice(entry, monkeypatch):
    break_for(monkeypatch, "lead@example.org")
    assert write_letters(NOW) == 0
    assert list(Message.objects.values_list("address", flat=True)) == ["guest@example.org"]
    monkeypatch.undo()
    assert write_letters(NOW + timedelta(minutes=1)) == 1
    assert sorted(Message.objects.values_list("address", flat=True)) == ["guest@example.org", "lead@example.org"]


def test_the_pause_grows_and_at_last_it_is_left_to_people(entry, monkeypatch):
    break_for(monkeypatch, "lead@example.org", "guest@example.org")
    at, pauses = NOW, []
    for _number in range(TRIES):
        assert write_letters(at) == 0
        row = ResponseEntry.objects.get(pk=entry.pk)
        pauses.append((row.try_at - at) // timedelta(minutes=1))
        assert write_letters(row.try_at - timedelta(seconds=1)) == 0
        at = row.try_at
    assert pauses == [1, 5, 25, 125, 625, 1440, 1440, 1440]
    monkeypatch.undo()
    assert (write_letters(at + timedelta(days=9)), given_up(), Message.objects.count()) == (0, 1, 0)


def test_what_nobody_is_left_to_read_is_done(entry):
    entry.response.person.__class__.objects.update(is_active=False)
    ResponseEntry.objects.get().response.__class__.objects.update(email="", name="")
    assert (write_letters(NOW), Message.objects.count()) == (1, 0)
