"""What the desk does with programmes and calls: each change with its rule, its log and its letters."""

from __future__ import annotations

from typing import Any

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.calls.desk import cancelling, editing, ordering, publishing, removing, starting
from heliograph.calls.kinds import kinds
from heliograph.calls.models import Call, Follower, Programme
from heliograph.delivery.models import Message
from heliograph.frame.finished import generation
from heliograph.frame.translating import Reviewed
from heliograph.network.models import Audience, Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of
from tests.calls.factories import DAY, call, programme, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db
LATER = NOW + DAY


@pytest.fixture
def secretary() -> Person:
    return with_role(person("desk@secretariat.example.org"), "secretariat")


def organizer(at=None) -> Person:
    return with_role(person(), "organizer", organization=at or school())


def fields_of(one: Call, **changes: Any) -> dict[str, Any]:
    """The fields of a call as an editor would send them back, but for the changes."""
    texts = {name: texts_of(getattr(one, name)) for name in editing.CALL_TEXTS}
    return {**{name: getattr(one, name) for name in editing.CALL_FIELDS}, **texts, **changes}


def save(one: Call, by: Person, **changes: Any) -> Call:
    return editing.save_call(one, fields_of(one, **changes), Reviewed(), editing.mark_of(one), by, NOW)


def refusal(do, *arguments: Any) -> str:
    with pytest.raises(Refused) as refused:
        do(*arguments)
    return refused.value.code


def verbs(one: Call) -> list[str]:
    return list(one.entries.values_list("verb", flat=True))


@pytest.mark.parametrize("kind", [kind.key for kind in kinds()])
def test_a_new_call_begins_as_its_kind_does(kind, secretary) -> None:
    found = starting.kind_named(kind)
    made = starting.start_call(programme(), found, "Register!", secretary, NOW)
    first = found.defaults
    assert (made.status, made.respondent, made.limit, made.delegation, made.together, made.minutes) == (
        "draft", first.respondent, first.limit, first.delegation, first.together, first.minutes,
    )  # fmt: skip
    assert made.question_sets.get().questions == [dict(question) for question in first.questions]
    assert (made.slug, verbs(made)) == ("register", ["create"])


def test_names_in_addresses_are_free_and_never_those_of_pages(secretary) -> None:
    one = programme()
    kind = kinds()[0]
    slugs = [starting.start_call(one, kind, title, secretary, NOW).slug for title in ("Talk", "Talk", "New", "نداء")]
    assert slugs == ["talk", "talk-2", "new-2", "call"]


def test_a_new_call_stands_last(secretary) -> None:
    one = programme()
    made = [starting.start_call(one, kinds()[0], title, secretary, NOW) for title in ("A", "B", "C")]
    assert [each.position for each in made] == [0, 1, 2]


def test_an_organizer_makes_programmes_for_his_own_organization_alone() -> None:
    own, other = school(), school()
    who = organizer(own)
    fields = {
        "title": {"en": "Exchange"}, "summary": {}, "text": {}, "source_language": "en", "contact": "", "zone": "UTC",
        "begins": None, "ends": None,
    }  # fmt: skip
    made = starting.start_programme({**fields, "organizer": own}, who, NOW)
    assert (made.organizer, made.state, made.slug) == (own, "draft", "exchange")
    assert refusal(starting.start_programme, {**fields, "organizer": other}, who, NOW) == "not-your-organization"
    assert refusal(starting.start_programme, {**fields, "organizer": None}, who, NOW) == "not-your-organization"


def test_nobody_changes_what_another_runs() -> None:
    mine, theirs = organizer(), call(programme=programme(organizer=school()))
    assert refusal(publishing.complete_call, theirs, mine, NOW) == "not-yours"
    assert refusal(publishing.end_programme, theirs.programme, mine, NOW) == "not-yours"
    assert refusal(cancelling.cancel_call, theirs, "Why", mine, NOW) == "not-yours"
    assert refusal(save, theirs, mine) == "not-yours"
    assert refusal(ordering.move_call, theirs, 1, mine, NOW) == "not-yours"
    theirs.refresh_from_db()
    assert theirs.status == "published"


def test_publishing_a_call_publishes_its_programme(secretary) -> None:
    one = call(status="draft", published_at=None, programme=programme(state="draft", published_at=None))
    before = generation()
    publishing.publish_call(one, secretary, LATER)
    one.refresh_from_db()
    assert (one.status, one.published_at, one.programme.state) == ("published", LATER, "published")
    assert verbs(one) == ["publish"]
    assert generation() != before


def test_publishing_twice_is_once(secretary) -> None:
    one = call(status="draft")
    publishing.publish_call(one, secretary, NOW)
    publishing.publish_call(one, secretary, LATER)
    assert verbs(one) == ["publish"]


def test_a_call_without_a_title_or_somebody_to_ask_is_not_published(secretary) -> None:
    nameless = call("", status="draft")
    assert refusal(publishing.publish_call, nameless, secretary, NOW) == "title-missing"
    mute = call(status="draft", contact="", programme=programme(contact=""))
    assert refusal(publishing.publish_call, mute, secretary, NOW) == "contact-missing"


def test_dates_that_contradict_one_another_are_not_published(secretary) -> None:
    odd = call(status="draft", opens=NOW + 5 * DAY, closes=NOW + DAY)
    assert refusal(publishing.publish_call, odd, secretary, NOW) == "dates"


def test_a_call_becomes_a_draft_again_only_while_nobody_has_answered(secretary) -> None:
    unanswered, answered = call(), call()
    response(answered)
    publishing.unpublish_call(unanswered, secretary, NOW)
    assert Call.objects.get(pk=unanswered.pk).status == "draft"
    assert refusal(publishing.unpublish_call, answered, secretary, NOW) == "answered"


def test_a_completion_is_taken_back(secretary) -> None:
    one = call()
    publishing.complete_call(one, secretary, NOW)
    assert Call.objects.get(pk=one.pk).status == "completed"
    publishing.reopen_call(one, secretary, NOW)
    assert Call.objects.get(pk=one.pk).status == "published"
    assert verbs(one) == ["complete", "reopen"]
    assert refusal(publishing.reopen_call, call(status="draft"), secretary, NOW) == "not-completed"


def test_a_new_link_makes_the_old_one_useless(secretary) -> None:
    one = call(visibility="link")
    old = one.link
    made = publishing.renew_link(one, secretary, NOW)
    assert (made.link != old, len(made.link) >= 20, verbs(one)) == (True, True, ["link"])


def test_cancelling_writes_to_who_has_answered_once_and_to_who_follows(secretary) -> None:
    one = call("Conference")
    response(one, person("ama@example.org", languages=["fr"]))
    begun = response(one, person("begun@example.org"))
    begun.state = "draft"
    begun.save()
    gone = response(one, person("gone@example.org"))
    gone.state = "withdrawn"
    gone.save()
    for address in ("ama@example.org", "follower@example.org"):
        who = Person.objects.filter(email=address).first() or person(address)
        Follower.objects.create(call=one, person=who, since=NOW)
    cancelling.cancel_call(one, "The hall is flooded.", secretary, NOW)
    cancelling.cancel_call(one, "Again.", secretary, NOW)
    written = Message.objects.filter(mailing__key__startswith="calls/cancelled").select_related("mailing", "body")
    assert sorted((each.address, each.mailing.topic, each.body.language) for each in written) == [
        ("ama@example.org", "answers", "fr"),
        ("begun@example.org", "answers", "en"),
        ("follower@example.org", "calls", "en"),
    ]
    letter = written.get(address="begun@example.org").body
    assert letter.subject == "Cancelled: Conference"
    assert "The hall is flooded." in letter.text
    assert letter.reply_to == "desk@secretariat.example.org"
    one.refresh_from_db()
    assert (one.status, one.reason, verbs(one)) == ("cancelled", "The hall is flooded.", ["cancel"])


def test_a_call_is_not_cancelled_without_a_reason_nor_as_a_draft(secretary) -> None:
    assert refusal(cancelling.cancel_call, call(), "  ", secretary, NOW) == "reason-missing"
    assert refusal(cancelling.cancel_call, call(status="draft"), "Why", secretary, NOW) == "draft"
    assert refusal(cancelling.cancel_call, call(status="completed"), "Why", secretary, NOW) == "completed"
    assert not Message.objects.exists()


def test_cancelling_what_nobody_has_answered_writes_to_nobody(secretary) -> None:
    cancelling.cancel_call(call(), "Why not", secretary, NOW)
    assert not Message.objects.exists()


def test_only_drafts_without_answers_are_deleted(secretary) -> None:
    draft, answered = call(status="draft"), call()
    response(answered)
    answered.status = "draft"
    answered.save()
    removing.remove_call(draft, secretary)
    assert refusal(removing.remove_call, answered, secretary) == "answered"
    assert refusal(removing.remove_call, call(), secretary) == "published"
    assert not Call.objects.filter(pk=draft.pk).exists()


def test_only_draft_programmes_without_calls_are_deleted(secretary) -> None:
    empty, full = programme(state="draft"), programme(state="draft")
    call(programme=full, status="draft")
    removing.remove_programme(empty, secretary)
    assert refusal(removing.remove_programme, full, secretary) == "has-calls"
    assert refusal(removing.remove_programme, programme(), secretary) == "published"
    assert not Programme.objects.filter(pk=empty.pk).exists()


def test_a_save_writes_fields_texts_and_the_log(secretary) -> None:
    one = call(capacity=None)
    made = save(one, secretary, minutes=12, title={"en": "New", "fr": "Nouveau"}, languages=["fr"])
    assert (made.minutes, str(made.title), made.languages, made.version) == (12, "New", ["fr"], 2)
    assert made.marks["title"]["fr"]["reviewed"] is False
    assert verbs(one) == ["edit"]


def test_who_saves_over_another_is_told_and_nothing_is_lost(secretary) -> None:
    one = call()
    seen = editing.mark_of(one)
    save(one, secretary, minutes=5)
    with pytest.raises(editing.Stale):
        editing.save_call(one, fields_of(one, minutes=9), Reviewed(), seen, secretary, NOW)
    assert Call.objects.get(pk=one.pk).minutes == 5


@pytest.mark.parametrize(("capacity", "states"), [(2, ["confirmed", "offered", "waitlisted"]), (None, None)])
def test_places_that_are_added_go_to_who_waits_longest(capacity, states, secretary) -> None:
    one = call(capacity=1)
    for _each in range(3):
        response(one)
    save(one, secretary, capacity=capacity)
    found = list(one.responses.order_by("pk").values_list("state", flat=True))
    assert found == (states or ["confirmed", "offered", "offered"])
    assert Call.objects.get(pk=one.pk).capacity == capacity


def test_there_are_never_fewer_places_than_are_taken(secretary) -> None:
    one = call(capacity=3)
    response(one)
    response(one)
    with pytest.raises(Refused) as refused:
        save(one, secretary, capacity=1)
    assert refused.value.sentence.startswith("2 places are taken already. Write at least 2")
    assert save(one, secretary, capacity=2).capacity == 2


def test_for_whom_one_answers_stays_once_somebody_has_answered(secretary) -> None:
    one = call(limit="many")
    assert save(one, secretary, respondent="country").respondent == "country"
    one = save(Call.objects.get(pk=one.pk), secretary, respondent="person")
    response(one)
    for changes in ({"respondent": "organization"}, {"limit": "one"}):
        with pytest.raises(Refused) as refused:
            save(one, secretary, **changes)
        assert refused.value.code == "answered"


def test_calls_move_in_their_programme_and_stop_at_its_ends(secretary) -> None:
    one = programme()
    made = [call(title, programme=one, position=0) for title in "ABC"]
    ordering.move_call(made[2], -1, secretary, NOW)
    ordering.move_call(made[0], -1, secretary, NOW)
    assert [str(each.title) for each in one.calls.order_by("position")] == ["A", "C", "B"]
    assert (verbs(made[2]), verbs(made[0])) == (["move"], [])


def test_what_an_audience_is_renamed_to_does_not_make_a_save_stale(secretary) -> None:
    audience = Audience.objects.create(name="All", rule={"all": []}, made_at=NOW, changed_at=NOW)
    one = call(audience=audience)
    seen = editing.mark_of(one)
    Audience.objects.update(name="Everybody")
    assert editing.mark_of(Call.objects.get(pk=one.pk)) == seen


def test_a_change_makes_the_pages_anew_also_that_of_a_draft_which_its_organizers_read(secretary) -> None:
    one = call(status="draft", published_at=None)
    before = generation()
    save(one, secretary, title={"en": "Other"})
    assert generation() != before


def test_a_programme_is_saved_and_its_organizer_chosen_by_the_secretariat_alone(secretary) -> None:
    own = school()
    one, who = programme(organizer=own), organizer(own)
    texts = {"title": {"en": "New"}, "summary": {}, "text": {}}
    fields = {name: getattr(one, name) for name in editing.PROGRAMME_FIELDS} | texts
    other = {**fields, "organizer": school()}
    assert refusal(editing.save_programme, one, other, Reviewed(), editing.mark_of(one), who, NOW) == (
        "not-your-organization"
    )
    made = editing.save_programme(one, other, Reviewed(), editing.mark_of(one), secretary, NOW)
    assert (made.organizer, str(made.title)) == (other["organizer"], "New")
    assert isinstance(made.title, LazyI18nString)
