"""One of everything of programmes and calls that has an address, on the side of Togo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from i18nfield.strings import LazyI18nString

from heliograph.calls.answering import links
from heliograph.calls.corresponding import links as joint_links
from heliograph.calls.corresponding.inviting import invite
from heliograph.calls.deciding.models import DecisionBatch
from heliograph.calls.mine import links as response_links
from heliograph.calls.mine.holders import holder_of
from heliograph.calls.mine.ways import asking_key
from heliograph.calls.models import Attachment, Call, Extension, Response
from heliograph.calls.reminders.models import Reminded
from heliograph.calls.reminders.sending import key_of
from heliograph.calls.responses.models import ResponseNote, SavedView
from heliograph.calls.reviewing.models import Review, Reviewer, ReviewPlan
from heliograph.calls.writing.models import CallMessage
from heliograph.delivery.links import letter_token
from heliograph.network.models import Organization, Person
from tests.calls.factories import call, programme, response
from tests.calls.files.making import kept
from tests.network.factories import NOW
from tests.rights.world import RIGHT, World

Arguments = Mapping[str, Any]


def calls_examples(world: World) -> dict[str, Arguments]:
    """By the name of an address what its parts are. The programme is run by the organizer of Togo."""
    organizer = world.people["organizer", RIGHT]
    at = Organization.objects.get(roles__person=organizer)
    one = call(programme=programme(organizer=at), slug="sample-call", respondent="organization", kind="application")
    answer = response(one, world.people["teacher", RIGHT], world.school)
    of_programme, of_call = {"slug": one.programme.slug}, {"slug": one.slug}
    of_response = {"public_id": answer.public_id}
    return {
        **_each("programme desk_programme", of_programme),
        **_each("call answer send_link link_sent follow desk_call desk_dates desk_questions", of_call),
        **_each("response", of_response),
        "calls:answer_signed": {**of_call, "signed": links.token(answer.person, one)},
        **_together(answer),
        **_reviews(answer, world),
        **_mine(answer),
        **_desk(one),
        **_decided(one, organizer),
        **_dates(one, world),
        **_reminders(one, world),
        **_questions(one),
        **_table(answer, organizer),
        **_taken_away(one, _sent_file(answer)),
    }


def _decided(one: Call, by: Person) -> dict[str, Arguments]:
    """A decision and a message that wait to be looked at, and the pages around them."""
    waits: dict[str, Any] = {"call": one, "token": "sample", "by": by, "made_at": NOW}
    batch = DecisionBatch.objects.create(**waits, verb="accept")
    message = CallMessage.objects.create(**waits, subject=LazyI18nString({"en": "Hello"}), text=LazyI18nString("Hello"))
    of_call = {"slug": one.slug}
    of_batch, of_message = ({**of_call, "public_id": each.public_id} for each in (batch, message))
    return {
        **_each("desk_decide desk_decision_texts desk_decisions desk_late desk_message", of_call),
        **_each("desk_decision_batch desk_undo_decisions", of_batch),
        "calls:desk_decision_sheet": {**of_call, "form": "csv"},
        "calls:desk_call_message": of_message,
        "calls:desk_message_letter": {**of_message, "language": "en"},
    }


def _taken_away(one: Call, file: Any) -> dict[str, Arguments]:
    """What is taken out of the answers, how long they are kept, and a file of theirs."""
    of_call = {"slug": one.slug}
    return {
        "calls:file": {"public_id": file},
        "calls:desk_hold_file": {**of_call, "public_id": file},
        "calls:desk_export": {**of_call, "format": "csv"},
        "calls:desk_figure": {**of_call, "key": "state"},
        **_each("desk_figures desk_retention desk_anonymise", of_call),
    }


def _sent_file(answer: Response) -> Any:
    """A file that the answer names as it was sent."""
    file = kept(answer)
    answer.answers = {file.question: [{"name": file.name, "size": 1, "file": str(file.public_id)}]}
    answer.save(update_fields=["answers"])
    return file.public_id


def _desk(one: Call) -> dict[str, Arguments]:
    """The steps of the desk on a call and its programme, and a link beside each."""
    title = LazyI18nString({"en": "Concept note"})
    programme_link = Attachment.objects.create(programme=one.programme, title=title, url="https://example.org/note")
    call_link = Attachment.objects.create(call=one, title=title, url="https://example.org/note")
    of_programme, of_call = {"slug": one.programme.slug}, {"slug": one.slug}
    programme_pages = (
        "desk_edit_programme desk_delete_programme desk_programme_picture desk_add_programme_file desk_new_call"
    )
    return {
        **_each(programme_pages, of_programme),
        **_each("desk_edit_call desk_move_call desk_publish_call desk_cancel_call desk_delete_call", of_call),
        **_each("desk_add_call_file", of_call),
        "calls:desk_programme_step": {**of_programme, "step": "publish"},
        "calls:desk_call_step": {**of_call, "name": "complete"},
        "calls:desk_change_programme_file": {**of_programme, "public_id": programme_link.public_id},
        "calls:desk_change_call_file": {**of_call, "public_id": call_link.public_id},
    }


def _mine(answer: Response) -> dict[str, Arguments]:
    """What is done with an answer, signed in and by the links of letters."""
    person, slug = answer.person, answer.call.slug
    by_link = {"token": response_links.token(answer, holder_of(person))}
    return {
        "calls:response_step": {"public_id": answer.public_id, "name": "withdraw"},
        "calls:response_signed": by_link,
        "calls:response_signed_step": {**by_link, "name": "withdraw"},
        "calls:reconfirm": {"slug": slug, "token": letter_token(person.email, asking_key(answer.call), NOW)},
        "calls:desk_reconfirm": {"slug": slug},
    }


def _dates(one: Call, world: World) -> dict[str, Arguments]:
    """The dates of the call, and more time that the teacher was given."""
    who = world.people["teacher", RIGHT]
    until = NOW + timedelta(days=30)
    Extension.objects.create(call=one, person=who, until=until, made_at=NOW)
    of_call, of_programme = {"slug": one.slug}, {"slug": one.programme.slug}
    return {
        **_each("call_ics desk_dates_checked desk_extension desk_call_edition", of_call),
        **_each("desk_programme_edition desk_programme_dates", of_programme),
        **_each("desk_date desk_take_date", {**of_call, "kind": "closes"}),
        "calls:desk_take_extension": {**of_call, "person": who.public_id, "kind": "closes"},
    }


def _reminders(one: Call, world: World) -> dict[str, Arguments]:
    """The call as a reminder's links name it."""
    who = world.people["teacher", RIGHT]
    Reminded.objects.create(call=one, person=who, days=3, day=NOW.date(), slot=NOW, closes=NOW + timedelta(days=3))
    signed = {"slug": one.slug, "token": letter_token(who.email, key_of(NOW), NOW)}
    return {
        **_each("not_this_one desk_reminders", {"slug": one.slug}),
        **_each("not_this_one_signed answer_reminded", signed),
    }


def _table(answer: Response, organizer: Person) -> dict[str, Arguments]:
    """The table of the call's answers, one of them with a note, and a view that its organizer has saved."""
    of_call = {"slug": answer.call.slug}
    of_one = {**of_call, "public_id": answer.public_id}
    note = ResponseNote.objects.create(response=answer, by=organizer, at=NOW, text="Ask again.")
    view = SavedView.objects.create(
        call=answer.call, person=organizer, name="Late ones", query="late=yes", saved_at=NOW
    )
    return {
        **_each("desk_responses desk_save_view", of_call),
        **_each("desk_response desk_add_note", of_one),
        "calls:desk_delete_note": {**of_one, "note": note.public_id},
        "calls:desk_change_view": {**of_call, "public_id": view.public_id},
    }


def _questions(one: Call) -> dict[str, Arguments]:
    """A question of the call, and its one version."""
    question = {"key": "wish", "type": "short", "label": {"en": "Your wish"}}
    one.question_sets.update(questions=[question])
    of_call = {"slug": one.slug}
    pages = "desk_choose_question desk_begin_questions desk_question_versions desk_preview_call"
    of_question = "desk_question desk_move_question desk_copy_question desk_remove_question"
    return {
        **_each(pages, of_call),
        **_each(of_question, {**of_call, "key": "wish"}),
        "calls:desk_add_question": {**of_call, "type_key": "short"},
        "calls:desk_question_version": {**of_call, "version": 1},
    }


def _together(answer: Response) -> dict[str, Arguments]:
    """An invitation to answer together, which has no answer yet."""
    Call.objects.filter(pk=answer.call_id).update(together=True)
    answer.call.refresh_from_db()
    co = invite(answer, "guest@example.org", "A guest", "en", answer.person, NOW)
    page = {"public_id": answer.public_id}
    return {
        "calls:joint": {"token": joint_links.token(co)},
        "calls:together": page,
        "calls:together_change": {**page, "member": co.public_id, "do": "take-back"},
    }


def _reviews(answer: Response, world: World) -> dict[str, Arguments]:
    """The answer is reviewed by the deputy."""
    call = answer.call
    ReviewPlan.objects.create(call=call, made_at=NOW, saved_at=NOW)
    reviewer = Reviewer.objects.create(call=call, person=world.people["deputy", RIGHT], added_at=NOW)
    review = Review.objects.create(response=answer, person=reviewer.person, assigned_at=NOW)
    of_call = {"slug": call.slug}
    return {
        "calls:review": {"public_id": review.public_id},
        "calls:desk_reviewer": {**of_call, "public_id": reviewer.public_id},
        "calls:desk_reviews_step": {**of_call, "name": "close"},
        **_each("desk_reviews desk_review_plan desk_add_reviewer desk_assign_by_rule desk_scores desk_assign", of_call),
    }


def _each(names: str, arguments: Arguments) -> dict[str, Arguments]:
    return {f"calls:{name}": arguments for name in names.split()}
