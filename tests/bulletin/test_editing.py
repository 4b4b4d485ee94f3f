"""Changes to issues and items by editors."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from heliograph.bulletin import editing
from heliograph.bulletin.importing.saving import save_draft
from heliograph.bulletin.instants import stored_fields
from heliograph.bulletin.models import Issue
from heliograph.bulletin.states import Refused, Stale
from heliograph.frame.translating import Reviewed
from heliograph.texts.multilingual import LanguageState, state, texts_of
from tests.bulletin.drafts import DRAFT

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(now):
    return save_draft(DRAFT, {}, "news.txt", None, now)


@pytest.fixture
def item(issue):
    return issue.items.get(slug="spring-meeting")


def publish(issue, now):
    Issue.objects.filter(pk=issue.pk).update(state="published", published_at=now)
    issue.refresh_from_db()


def issue_fields(**changes):
    return {
        "number": 22,
        "date": date(2026, 1, 12),
        "zone": "Europe/Paris",
        "source_language": "en",
        "title": {"en": "Network News 22"},
        "introduction": {},
        **changes,
    }


def item_fields(item, **changes):
    return {
        "label": item.label,
        "contact": item.contact,
        "action_url": item.action_url,
        "title": {},
        "body": {},
        "action_label": {},
        **changes,
    }


def moments_of(item):
    return [
        {"pk": one.pk, **{name: getattr(one, name) for name in editing.MOMENT_FIELDS}} for one in item.moments.all()
    ]


def save(item, actor, now, seen=None, moments=None, reviewed=None, note="", **changes):
    moments = moments_of(item) if moments is None else moments
    seen = seen or editing.mark_of(item)
    return editing.save_item(
        item, item_fields(item, **changes), reviewed or Reviewed(), moments, seen, actor, now, note
    )


def test_new_issue_is_a_draft_with_a_log(secretary, now):
    issue = editing.start_issue(issue_fields(number=30), secretary, now)
    assert (issue.number, issue.state, list(issue.log.values_list("verb", "actor"))) == (
        30,
        "draft",
        [("create", secretary.pk)],
    )


def test_new_issue_with_a_number_in_use_is_refused(issue, secretary, now):
    with pytest.raises(Refused) as refused:
        editing.start_issue(issue_fields(), secretary, now)
    assert (refused.value.code, Issue.objects.count()) == ("number-taken", 1)


def test_saving_grows_the_version_and_the_log(issue, secretary, now):
    later = now + timedelta(hours=1)
    fields = issue_fields(title={"fr": "Nouvelles 22"})
    saved = editing.save_issue(issue, fields, Reviewed(), editing.mark_of(issue), secretary, later)
    assert (saved.version, saved.saved_at, texts_of(saved.title)) == (
        2,
        later,
        {"en": "Network News 22", "fr": "Nouvelles 22"},
    )
    assert editing.last_saved(issue).actor == secretary


def test_second_editor_of_an_issue_is_told_and_nothing_is_written(issue, secretary, now):
    seen = editing.mark_of(issue)
    editing.save_issue(issue, issue_fields(title={"en": "First"}), Reviewed(), seen, secretary, now)
    with pytest.raises(Stale):
        editing.save_issue(issue, issue_fields(title={"en": "Second"}), Reviewed(), seen, secretary, now)
    issue.refresh_from_db()
    assert (texts_of(issue.title), issue.version) == ({"en": "First"}, 2)


def test_second_editor_of_an_item_is_told_about_a_moment_too(item, secretary, now):
    seen = editing.mark_of(item)
    save(item, secretary, now, moments=moments_of(item)[:1])
    with pytest.raises(Stale):
        save(item, secretary, now, seen=seen, title={"en": "Mine"})


def test_two_editors_of_different_items_do_not_hinder_one_another(issue, item, secretary, now):
    other = issue.items.get(slug="a-guide-for-teachers")
    seen, other_seen = editing.mark_of(item), editing.mark_of(other)
    save(item, secretary, now, seen=seen, title={"en": "One"})
    save(other, secretary, now, seen=other_seen, title={"en": "Two"})
    assert [texts_of(one.title) for one in issue.items.all()] == [{"en": "One"}, {"en": "Two"}]


def test_languages_not_named_keep_their_texts(item, secretary, now):
    save(item, secretary, now, title={"fr": "Réunion", "ar": "اجتماع"})
    saved = save(item, secretary, now, seen=editing.mark_of(reload(item)), title={"en": "Meeting"})
    assert texts_of(saved.title) == {"en": "Meeting", "fr": "Réunion", "ar": "اجتماع"}


def reload(item):
    return type(item).objects.get(pk=item.pk)


def language_state(item, language):
    return state(item.title, item.marks["title"], "en", language)


def test_translation_is_a_draft_then_reviewed_then_outdated(item, secretary, now):
    saved = save(item, secretary, now, title={"fr": "Réunion"})
    assert (language_state(saved, "fr"), language_state(saved, "es")) == (LanguageState.DRAFT, LanguageState.MISSING)
    saved = save(
        reload(item),
        secretary,
        now,
        title={"fr": "Réunion"},
        reviewed=Reviewed(frozenset({"fr"}), frozenset({"fr"})),
    )
    assert language_state(saved, "fr") == LanguageState.REVIEWED
    saved = save(reload(item), secretary, now, title={"en": "New meeting", "fr": "Réunion"})
    assert language_state(saved, "fr") == LanguageState.OUTDATED


def test_text_of_a_language_can_be_emptied(item, secretary, now):
    save(item, secretary, now, title={"fr": "Réunion"})
    saved = save(reload(item), secretary, now, title={"fr": ""})
    assert texts_of(saved.title) == {"en": "Spring meeting"}


def test_changed_moment_keeps_its_uid_and_grows_its_sequence(item, secretary, now):
    before = list(item.moments.values_list("uid", "sequence"))
    moments = moments_of(item)
    fields, _troubles = stored_fields({"kind": "deadline", "start": "2026-02-08", "date_only": True}, "Europe/Paris")
    saved = save(item, secretary, now, moments=[{"pk": moments[0]["pk"], **fields}, moments[1]])
    assert list(saved.moments.values_list("uid", "sequence")) == [(before[0][0], 1), before[1]]
    assert saved.moments.first().start == datetime(2026, 2, 7, 23, tzinfo=UTC)


def test_moment_left_out_goes_and_a_new_one_comes(item, secretary, now):
    fields, _troubles = stored_fields({"kind": "event", "start": "2026-05-01"}, "Europe/Paris")
    saved = save(item, secretary, now, moments=[moments_of(item)[1], fields])
    assert list(saved.moments.values_list("kind", "position")) == [("event", 0), ("event", 1)]


def test_published_issue_wants_a_note_and_shows_when_it_was_corrected(issue, item, secretary, now):
    publish(issue, now)
    item.refresh_from_db()
    with pytest.raises(Refused) as refused:
        save(item, secretary, now, title={"en": "Corrected"})
    later = now + timedelta(days=1)
    save(item, secretary, later, title={"en": "Corrected"}, note="The title was wrong.")
    issue.refresh_from_db()
    assert (refused.value.code, issue.corrected_at) == ("note-missing", later)
    assert list(issue.log.values_list("verb", "note"))[-1] == ("correct", "The title was wrong.")


def test_published_issue_keeps_its_number(issue, secretary, now):
    publish(issue, now)
    with pytest.raises(Refused) as refused:
        editing.save_issue(
            issue,
            issue_fields(number=99),
            Reviewed(),
            editing.mark_of(issue),
            secretary,
            now,
            "Another number.",
        )
    assert refused.value.code == "number-public"


def test_items_are_added_moved_and_removed(issue, item, secretary, now):
    added = editing.add_item(issue, "Spring meeting", secretary, now)
    editing.move_item(added, 1, secretary, now)
    editing.remove_item(item, secretary, now)
    assert list(issue.items.values_list("position", "slug")) == [(1, "spring-meeting-2"), (2, "a-guide-for-teachers")]
    assert list(issue.log.values_list("verb", flat=True)) == ["import", "add", "move", "remove"]


def test_moving_beyond_the_end_stays_at_the_end(issue, item, secretary, now):
    editing.move_item(item, 99, secretary, now)
    editing.move_item(item, 99, secretary, now)
    assert list(issue.items.values_list("slug", flat=True)) == ["a-guide-for-teachers", "spring-meeting"]


def test_warning_is_settled_once(item, secretary, now):
    key = editing.note_key(item.notes[0])
    editing.settle_note(item, key, secretary, now)
    editing.settle_note(item, key, secretary, now)
    assert [note["kind"] for note in reload(item).notes] == ["facts"]
