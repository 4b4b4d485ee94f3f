"""What becomes of a session is told to who gives it and who would go to it, once, each in his language and time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar

from heliograph.conference.models import Conference
from heliograph.conference.published import telling
from heliograph.conference.published.models import Interest, ProgrammeChange
from heliograph.conference.published.owing import note_standing, owed
from heliograph.delivery.lastly import Going, look_of
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import Body, Mailing, Message
from heliograph.delivery.owed import write_owed
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Choice, MessageState
from tests.conference.published.factories import (
    at,
    gathering,
    made_public,
    moved,
    participant,
    reefs_and_trees,
    taken_off,
    withdrawn,
)
from tests.conference.timetable.factories import session
from tests.frame import strict_ics
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MINUTE = timedelta(minutes=1)
GIVER = "giver@example.org"


def letters(address: str) -> list[Body]:
    found = Message.objects.filter(mailing__topic="conference-programme", address=address).order_by("pk")
    return [message.body for message in found.select_related("body")]


def subjects(address: str) -> list[str]:
    return [body.subject for body in letters(address)]


def files(body: Body) -> dict[str, Calendar]:
    """By method the calendars that go with a letter."""
    found = {}
    for each in body.attachments.all():
        strict_ics.read(bytes(each.content))
        calendar = Calendar.from_ical(bytes(each.content))
        found[str(calendar["method"])] = calendar
    return found


@pytest.fixture
def programme():
    """A public programme of which everybody was told; Ama in Auckland would go to “Trees”."""
    of, reefs, trees, soils = reefs_and_trees()
    ama = participant(of, languages=["fr"], zone="Pacific/Auckland")
    Interest.objects.create(session=trees, person=ama, at=NOW)
    write_owed(NOW)
    return of, reefs, trees, soils


def test_who_gives_a_session_is_told_its_place_when_the_programme_is_published(programme):
    (body,) = letters(GIVER)
    assert body.subject == "In the programme: Reefs (Friday, 13 March 2026, 09:00–09:45 (Shanghai time))"
    for words in ("You give this session.", "01:00–01:45 (Accra time)", "Harbour", "is settled"):
        assert words in body.text
        assert words in body.html
    assert "Trees" not in body.text
    (event,) = files(body)["PUBLISH"].walk("VEVENT")
    assert str(event["summary"]) == "Reefs"
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"


def test_a_reader_afar_has_the_time_of_the_place_and_his_own(programme):
    (body,) = letters("ama@example.org")
    assert body.language == "fr"
    assert "09:00–09:45" in body.text
    assert "14:00–14:45" in body.text


def test_nobody_is_told_twice(programme):
    before = Message.objects.count()
    write_owed(NOW)
    write_owed(NOW + MINUTE)
    assert Message.objects.count() == before
    assert not owed().exists()


def test_a_move_is_told_to_those_concerned_alone_with_what_was_before(programme):
    of, reefs, _trees, _soils = programme
    (before,) = files(letters(GIVER)[0])["PUBLISH"].walk("VEVENT")
    moved(of, reefs, 1, 1, NOW + MINUTE)
    write_owed(NOW + MINUTE)
    first, second = letters(GIVER)
    assert second.subject.startswith("Moved: Reefs (Friday, 13 March 2026, 10:00–10:45")
    assert "Before: Friday, 13 March 2026, 09:00–09:45 (Shanghai time), Harbour" in second.text
    assert len(letters("ama@example.org")) == 1
    (event,) = files(second)["PUBLISH"].walk("VEVENT")
    assert str(event["uid"]) == str(before["uid"])
    assert int(event["sequence"]) > int(before["sequence"])
    assert first.pk != second.pk


def test_all_that_concerns_somebody_stands_in_one_letter(programme):
    of, reefs, trees, soils = programme
    giver = reefs.people.get().person
    participant(of, "second@example.org")
    Interest.objects.create(session=soils, person=giver, at=NOW)
    moved(of, reefs, 1, 1, NOW + MINUTE)
    moved(of, soils, 0, 0, NOW + 2 * MINUTE)
    write_owed(NOW + 2 * MINUTE)
    body = letters(GIVER)[-1]
    assert "2 changes that concern you" in body.subject
    assert body.text.index("Soils") < body.text.index("Reefs")
    assert "You would go to this session." in body.text
    assert trees.title not in body.text
    assert len(files(body)["PUBLISH"].walk("VEVENT")) == 2


def test_who_withdrew_from_the_conference_is_told_of_nothing_to_which_he_would_have_gone(programme):
    of, _reefs, trees, _soils = programme
    of.registration.responses.all().delete()
    moved(of, trees, 1, 1, NOW + MINUTE)
    write_owed(NOW + MINUTE)
    assert len(letters("ama@example.org")) == 1


def test_what_was_taken_back_before_anybody_was_told_is_told_to_nobody(programme):
    of, reefs, *_others = programme
    moved(of, reefs, 1, 1, NOW + MINUTE)
    moved(of, reefs, 0, 0, NOW + 2 * MINUTE)
    write_owed(NOW + 2 * MINUTE)
    assert len(letters(GIVER)) == 1
    assert not owed().exists()


def test_a_session_that_is_withdrawn_is_told_as_cancelled_and_taken_out_of_calendars(programme):
    _of, reefs, _trees, _soils = programme
    withdrawn(reefs, NOW + MINUTE)
    write_owed(NOW + MINUTE)
    body = letters(GIVER)[-1]
    assert body.subject.startswith("Cancelled: Reefs (Friday, 13 March 2026")
    (event,) = files(body)["CANCEL"].walk("VEVENT")
    assert (str(event["status"]), str(event["organizer"])) == ("CANCELLED", "mailto:world@example.org")
    write_owed(NOW + 2 * MINUTE)
    assert len(letters(GIVER)) == 2


def test_a_session_that_is_given_after_all_is_told_again(programme):
    _of, reefs, _trees, _soils = programme
    withdrawn(reefs, NOW + MINUTE)
    write_owed(NOW + MINUTE)
    reefs.stands = True
    reefs.save()
    write_owed(NOW + 2 * MINUTE)
    assert subjects(GIVER)[-1].startswith("In the programme: Reefs")
    assert len(letters(GIVER)) == 3


def test_a_withdrawal_that_was_taken_back_at_once_is_told_to_nobody(programme):
    _of, reefs, _trees, _soils = programme
    withdrawn(reefs, NOW + MINUTE)
    assert note_standing(NOW + MINUTE) == 1
    reefs.stands = True
    reefs.save()
    write_owed(NOW + 2 * MINUTE)
    assert len(letters(GIVER)) == 1


def test_a_session_without_a_place_any_more_is_told_of(programme):
    of, reefs, _trees, _soils = programme
    taken_off(of, reefs, NOW + MINUTE)
    write_owed(NOW + MINUTE)
    body = letters(GIVER)[-1]
    assert body.subject == "Without a place: Reefs"
    assert "It has no place in the programme any more." in body.text
    assert "CANCEL" in files(body)


def test_a_withdrawal_after_which_another_version_was_published_is_told_too(programme):
    of, reefs, _trees, soils = programme
    withdrawn(reefs, NOW + MINUTE)
    moved(of, soils, 0, 0, NOW + MINUTE)
    write_owed(NOW + MINUTE)
    assert subjects(GIVER)[-1].startswith("Cancelled: Reefs")


def test_a_speaker_without_an_account_is_told_at_his_address():
    of = gathering()
    one = at(of, session(of, "Reefs"), 0, 0)
    one.people.create(email="Speaker@example.org", shown="A Speaker", position=5)
    made_public(of)
    write_owed(NOW)
    (body,) = letters("speaker@example.org") or letters("Speaker@example.org")
    assert "/programme/mine/" not in body.text
    assert "/conferences/world/programme/" in body.text


def test_a_speaker_with_an_account_gets_one_letter_in_his_own_way():
    of = gathering()
    one = at(of, session(of, "Reefs"), 0, 0)
    person("speaker@example.org", languages=["es"], zone="America/Lima")
    one.people.create(email="Speaker@example.org", shown="A Speaker", position=5)
    made_public(of)
    write_owed(NOW)
    (body,) = letters("speaker@example.org")
    assert (body.language, body.zone) == ("es", "America/Lima")


def test_who_wants_no_such_letters_gets_none(programme):
    of, reefs, _trees, _soils = programme
    choose(Subscription(GIVER, "conference-programme"), Choice.NEVER, NOW)
    moved(of, reefs, 1, 1, NOW + MINUTE)
    write_owed(NOW + MINUTE)
    assert Message.objects.filter(address=GIVER).order_by("-pk")[0].state == MessageState.SKIPPED


def test_what_is_over_is_not_told_of(programme):
    of, reefs, _trees, _soils = programme
    late = NOW + timedelta(days=61)
    Conference.objects.update(last_day=late.date())
    moved(of, reefs, 1, 1, late)
    write_owed(late)
    assert len(letters(GIVER)) == 1
    assert not owed().exists()


def test_of_a_draft_nobody_is_told_until_it_is_public():
    of, *_sessions = reefs_and_trees()
    of.programme.state = "draft"
    of.programme.save()
    write_owed(NOW)
    assert not letters(GIVER)
    of.programme.state = "published"
    of.programme.save()
    write_owed(NOW)
    assert len(letters(GIVER)) == 1


def test_a_letter_that_cannot_be_written_is_tried_again(monkeypatch):
    reefs_and_trees()

    def failing(*_arguments):
        raise RuntimeError("no")

    with monkeypatch.context() as patched:
        patched.setattr(telling, "write", failing)
        assert telling.write_letters(NOW) == 0
    assert telling.write_letters(NOW) == 0
    assert telling.write_letters(NOW + 2 * MINUTE) == 1
    assert len(letters(GIVER)) == 1


def test_what_changes_while_letters_are_written_is_told_a_moment_later(programme, monkeypatch):
    of, reefs, _trees, _soils = programme
    moved(of, reefs, 1, 1, NOW + MINUTE)
    real = telling.coming

    def meanwhile(*arguments):
        monkeypatch.setattr(telling, "coming", real)
        moved(of, reefs, 1, 0, NOW + 2 * MINUTE)
        return real(*arguments)

    monkeypatch.setattr(telling, "coming", meanwhile)
    write_owed(NOW + MINUTE)
    assert len(letters(GIVER)) == 1
    write_owed(NOW + 2 * MINUTE)
    assert subjects(GIVER)[1].startswith("Moved: Reefs (Friday, 13 March 2026, 09:00")
    assert len(letters(GIVER)) == 2


class TestLastLook:
    def look(self, at_instant):
        mailing = Mailing.objects.filter(topic="conference-programme").order_by("pk").first()
        going = [Going(each.pk, each.body_id, each.address) for each in mailing.messages.order_by("pk")]
        found = look_of("conference-programme")(mailing.pk, going, at_instant)
        return {each.address: found.get(each.pk) for each in going}

    def test_what_is_still_so_goes_as_it_is(self, programme):
        assert set(self.look(NOW + MINUTE).values()) == {None}

    def test_what_was_changed_again_does_not_go(self, programme):
        of, reefs, *_others = programme
        moved(of, reefs, 1, 1, NOW + MINUTE)
        found = self.look(NOW + MINUTE)
        assert found.pop(GIVER).answer == telling.SUPERSEDED
        assert set(found.values()) == {None}

    def test_what_was_withdrawn_meanwhile_does_not_go(self, programme):
        withdrawn(programme[1], NOW + MINUTE)
        assert self.look(NOW + MINUTE)[GIVER].answer == telling.SUPERSEDED

    def test_of_several_what_was_changed_again_is_left_out(self):
        of, reefs, _trees, soils = reefs_and_trees()
        giver = reefs.people.get().person
        participant(of, "second@example.org")
        Interest.objects.create(session=soils, person=giver, at=NOW)
        write_owed(NOW)
        moved(of, soils, 1, 1, NOW + MINUTE)
        verdict = self.look(NOW + MINUTE)[GIVER]
        body = Body.objects.get(pk=verdict.body_id)
        assert body.subject.startswith("In the programme: Reefs")
        assert "Soils" not in body.text
        assert self.look(NOW + MINUTE)[GIVER].body_id == body.pk


def test_changes_of_a_session_are_kept_once_for_a_version(programme):
    of, reefs, *_others = programme
    moved(of, reefs, 1, 1, NOW + MINUTE)
    assert ProgrammeChange.objects.filter(session=reefs).count() == 2
