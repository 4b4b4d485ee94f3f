"""From a proposal to a call, and back."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.binding.guessing import guess, start_of
from heliograph.bulletin.binding.making import make_call
from heliograph.bulletin.binding.tying import bind, set_aside, unbind, unmake
from heliograph.bulletin.models import Attachment, Binding, ItemProposal
from heliograph.bulletin.states import Refused
from heliograph.calls.deadlines.moments import later, sometime
from heliograph.calls.models import Call, Programme
from heliograph.network.audiences.starts import STARTS
from heliograph.network.models import Audience
from heliograph.texts.multilingual import texts_of
from tests.bulletin.binding.scenes import choices, conference, proposal
from tests.calls import factories

pytestmark = pytest.mark.django_db


def test_a_guess_takes_what_the_item_says_now():
    one = proposal(conference())
    guessed = guess(one)
    assert (guessed.kind, guessed.contact, guessed.start) == (
        "registration",
        "conference@secretariat.example.org",
        "coordinators",
    )
    assert (guessed.title["en"], guessed.title["fr"]) == (
        "Conference: Registration",
        "Conférence\u00a0: Inscription",
    )
    assert guessed.summary == {"en": "Come to the conference.", "fr": "Venez à la conférence."}
    assert [(date.kind, str(date.moment.wall()), date.words) for date in guessed.dates] == [
        ("closes", "2026-01-18 00:00:00", "18 January"),
        ("withdraw", "2026-01-15 00:00:00", "15 January"),
        ("reconfirm", "None", "Please reconfirm by e-mail."),
    ]
    uids = [str(uid) for uid in one.item.moments.filter(kind="deadline").values_list("uid", flat=True)]
    assert [date.uid for date in guessed.dates] == [*uids, ""]


def test_a_date_that_the_editor_has_corrected_goes_before_what_was_read():
    item = conference()
    item.moments.filter(what="register").update(start="2026-01-19T23:00:00Z")
    closes = guess(proposal(item)).dates[0]
    assert str(closes.moment.wall()) == "2026-01-20 00:00:00"


def test_a_date_that_the_bulletin_gives_loosely_is_to_be_announced_for_about_then():
    item = conference()
    item.moments.filter(what="register").update(start="2026-02-02T23:00:00Z", precision="week")
    item.moments.filter(what="withdraw").update(start=None, text="bientôt")
    closes, withdraw = guess(proposal(item)).dates[:2]
    assert (closes.moment, closes.words) == (sometime(date(2026, 2, 3), "week", "Europe/Paris"), "18 January")
    assert (withdraw.moment, withdraw.words) == (later("", "Europe/Paris"), "bientôt")


def test_a_withdrawn_date_of_the_item_is_no_date_of_the_call():
    item = conference()
    item.moments.filter(what="withdraw").update(status="withdrawn")
    assert [date.uid for date in guess(proposal(item)).dates][1] == ""


def test_what_is_open_about_a_date_is_said_beside_it():
    item = conference(notes=[{"kind": "out-of-step", "message": "Too early.", "text": "15 January"}])
    assert [date.warnings for date in guess(proposal(item)).dates] == [(), ("Too early.",), ()]


@pytest.mark.parametrize(
    ("named", "start"),
    [
        (["national coordinators"], "coordinators"),
        (["schools", "students"], "schools"),
        (["teachers"], "teachers"),
        (["schools", "national coordinators"], "everybody"),
        (["everybody"], "everybody"),
        ([], "everybody"),
    ],
)
def test_whom_it_addresses_is_guessed_from_who_is_named(named, start):
    assert start_of(named) == start
    assert start in STARTS


def test_one_press_makes_programme_call_dates_and_questions_and_binds_the_item(secretary, now):
    one = proposal(conference())
    call = make_call(one, choices(one), secretary, now)
    one.refresh_from_db()
    assert (str(call.programme.title), call.programme.state, call.programme.calls.count()) == ("Conference", "draft", 1)
    assert (call.kind, call.status, call.slug, call.contact) == (
        "registration", "draft", "conference-registration", "conference@secretariat.example.org",
    )  # fmt: skip
    assert texts_of(call.text) == {"en": "Come to the conference.", "fr": "Venez à la conférence."}
    assert call.delegation is True
    assert call.audience.name == "National Coordinators and deputies"
    assert sorted(call.deadlines.values_list("kind", "precision", "at__day")) == [
        ("closes", "day", 17), ("reconfirm", "day", None), ("withdraw", "day", 14),
    ]  # fmt: skip
    assert call.question_sets.count() == 1
    assert (one.call, one.made, one.taken_at) == (call, True, now)
    binding = Binding.objects.get()
    assert (binding.item, binding.call, len(binding.moments)) == (one.item, call, 2)
    assert [entry.verb for entry in one.item.issue.log.all()] == ["create", "make-call"]
    assert "made" in call.entries.values_list("verb", flat=True)


def test_a_double_click_makes_one_call(secretary, now):
    one = proposal(conference())
    first = make_call(one, choices(one), secretary, now)
    assert make_call(one, choices(one), secretary, now) == first
    assert (Call.objects.count(), Programme.objects.count(), Binding.objects.count()) == (1, 1, 1)


def test_an_existing_programme_is_taken_and_a_new_one_may_be_published(secretary, now):
    there = factories.programme()
    one, other = proposal(conference()), proposal(conference(23))
    assert make_call(one, choices(one, programme=there), secretary, now).programme == there
    made = make_call(other, choices(other, publish_programme=True), secretary, now)
    assert (made.programme.state, made.status) == ("published", "draft")


def test_a_programme_that_the_actor_does_not_run_is_refused(now):
    one, stranger = proposal(conference()), factories.person()
    with pytest.raises(Refused) as refused:
        make_call(one, choices(one, programme=factories.programme()), stranger, now)
    assert refused.value.code == "no-programme"
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"title": {"en": " "}}, "no-title"), ({"kind": "toy"}, "no-kind"), ({"programme_title": {}}, "no-programme")],
)
def test_what_is_refused_leaves_nothing_behind(secretary, now, wrong, code):
    one = proposal(conference())
    with pytest.raises(Refused) as refused:
        make_call(one, choices(one, **wrong), secretary, now)
    assert refused.value.code == code
    one.refresh_from_db()
    assert (Call.objects.count(), Programme.objects.count(), Binding.objects.count(), one.call) == (0, 0, 0, None)


def test_a_date_of_one_kind_twice_is_refused(secretary, now):
    one = proposal(conference())
    dates = choices(one).dates
    with pytest.raises(Refused) as refused:
        make_call(one, choices(one, dates=[dates[0], dates[0]]), secretary, now)
    assert refused.value.code == "two-dates"


def test_a_proposal_of_an_event_is_no_call(secretary, now):
    one = proposal(conference())
    ItemProposal.objects.update(kind="event")
    with pytest.raises(Refused) as refused:
        make_call(one, choices(one), secretary, now)
    assert refused.value.code == "not-a-call"


def test_files_of_the_item_are_copied(secretary, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    item = conference()
    file = Attachment(item=item, title="Guidelines")
    file.file.save("guidelines.pdf", ContentFile(b"%PDF-1.4"))
    one = proposal(item)
    call = make_call(one, choices(one, attachments=[file]), secretary, now)
    file.file.delete()
    copied = call.attachments.get()
    with copied.file.open("rb") as kept:
        assert (str(copied.title), kept.read()) == ("Guidelines", b"%PDF-1.4")


def test_the_same_ready_made_audience_is_made_once(secretary, now):
    for number in (22, 23):
        one = proposal(conference(number))
        make_call(one, choices(one), secretary, now)
    assert Audience.objects.count() == 1


def test_an_item_is_bound_to_a_call_that_there_is_in_answer_to_a_proposal(secretary, now):
    one, call = proposal(conference()), factories.call()
    first = bind(one.item, call, secretary, now, one)
    assert bind(one.item, call, secretary, now, one) == first
    one.refresh_from_db()
    assert (one.call, one.made) == (call, False)
    unbind(first, secretary, now)
    unbind(first, secretary, now)
    one.refresh_from_db()
    assert (one.call, Binding.objects.count(), Call.objects.count()) == (None, 0, 1)
    assert [entry.verb for entry in one.item.issue.log.all()] == ["create", "bind", "unbind"]


def test_a_call_of_others_cannot_be_bound(now):
    item, call = conference(), factories.call()
    with pytest.raises(Refused) as refused:
        bind(item, call, factories.person(), now)
    assert refused.value.code == "no-call"


def test_a_draft_is_unmade_and_the_proposal_open_again(secretary, now):
    one = proposal(conference())
    make_call(one, choices(one), secretary, now)
    unmake(one, secretary, now)
    unmake(one, secretary, now)
    one.refresh_from_db()
    assert (one.call, one.made, one.taken_at) == (None, False, None)
    assert (Call.objects.count(), Programme.objects.count(), Binding.objects.count()) == (0, 0, 0)


def test_the_programme_stays_where_it_has_another_call_or_words(secretary, now):
    one, other = proposal(conference()), proposal(conference(23))
    there = make_call(one, choices(one), secretary, now).programme
    make_call(other, choices(other, programme=there), secretary, now)
    unmake(one, secretary, now)
    Programme.objects.update(text=LazyI18nString({"en": "More."}))
    unmake(other, secretary, now)
    assert (Programme.objects.get(), Call.objects.count()) == (there, 0)


def test_what_was_published_or_is_bound_elsewhere_is_not_unmade(secretary, now):
    one = proposal(conference())
    call = make_call(one, choices(one), secretary, now)
    second = bind(conference(23), call, secretary, now)
    for spoil in ({"status": "draft"}, {"status": "published", "published_at": now}):
        Call.objects.update(**spoil)
        with pytest.raises(Refused) as refused:
            unmake(one, secretary, now)
        assert refused.value.code == "not-unmade"
        Binding.objects.filter(pk=second.pk).delete()
    assert Call.objects.get() == call


def test_a_draft_deleted_on_its_own_page_opens_the_proposal(secretary, now):
    one = proposal(conference())
    make_call(one, choices(one), secretary, now).delete()
    assert ItemProposal.objects.open().get() == one
    assert not Binding.objects.exists()


def test_a_proposal_is_set_aside_and_taken_up_again(secretary, now):
    one = proposal(conference())
    set_aside(one, secretary, now)
    set_aside(one, secretary, now)
    assert not ItemProposal.objects.open().exists()
    set_aside(one, secretary, now, aside=False)
    assert ItemProposal.objects.open().get() == one
    make_call(one, choices(one), secretary, now)
    with pytest.raises(Refused) as refused:
        set_aside(one, secretary, now)
    assert refused.value.code == "taken"
