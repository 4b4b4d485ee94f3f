"""A press of one of the form's buttons: what was filled in is kept or sent, or it is said why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heliograph.calls.answering import by_script, probing, sending
from heliograph.calls.answering.choosing import form_of
from heliograph.calls.answering.eligible import RESPONSE, Choice
from heliograph.calls.answering.facts import Facts
from heliograph.calls.answering.filling import Filling
from heliograph.calls.answering.finding import Visitor
from heliograph.calls.answering.receipt import receipt
from heliograph.calls.answering.showing import show
from heliograph.calls.deadlines.written import written
from heliograph.calls.files import keeping
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act, done_before
from heliograph.calls.lifecycle.owning import NameTaken
from heliograph.calls.lifecycle.seen import Stale
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Invalid
from heliograph.calls.models import Call, Response
from heliograph.calls.questions.filling import AnswerForm
from heliograph.calls.states import DeadlineKind, ResponseState
from heliograph.frame.arrival import arrived_at
from heliograph.network.models import Person
from heliograph.network.people import correct_person
from heliograph.network.states import Refused


def press(filling: Filling) -> HttpResponse:
    """Keep or send what a POST of the form holds; the receipt, or the form again with what was typed."""
    form, about = filling.form(bound=True), filling.about(bound=True)
    if filling.request.POST.get("asked", filling.asked) != filling.asked and not _repeated(filling):
        return _asked_anew(filling, form, about)
    if "save" in filling.request.POST:
        return _save(filling, form, about)
    if not form.is_valid() or (about is not None and not about.is_valid()):
        return show(filling, form, subject_form=about)
    if filling.response is not None and sending.is_stale(filling.response, filling.version) and not _repeated(filling):
        return _shown_stale(filling, form, about, Stale(filling.response))
    return _send(filling, form, about)


def _shown_stale(filling: Filling, form: AnswerForm, about: Any, stale: Stale) -> HttpResponse:
    """The form with what was typed, and a way to the answer as it is now: the next press puts it in its place."""
    link = _as_it_is(filling, stale.response, kept=stale.kept)
    if by_script.is_by_script(filling.request):
        return by_script.kept_elsewhere(link)
    filling.look(stale.response)
    return show(filling, form, stale.sentence, subject_form=about, stale=link)


def _shown_taken(filling: Filling, form: AnswerForm, about: Any, taken: NameTaken) -> HttpResponse:
    """The form with what was typed, and a way to the answer for somebody of the same name; it is never replaced."""
    link = _as_it_is(filling, taken.response, kept=taken.response.state == ResponseState.DRAFT)
    if by_script.is_by_script(filling.request):
        return by_script.not_kept(taken.sentence, link)
    return show(filling, form, taken.sentence, subject_form=about, stale=link)


def _as_it_is(filling: Filling, response: Response, *, kept: bool) -> tuple[str, str]:
    """The address of an answer as it is now, and the words for it."""
    words = _("What was kept") if kept else _("The answer as it is now")
    if kept or filling.visitor.signed:
        return form_of(filling.call, filling.visitor, response), words
    return reverse("calls:response", args=[response.public_id]), words


def _asked_anew(filling: Filling, form: AnswerForm, about: Any) -> HttpResponse:
    """The questions are not those that were answered: nobody agrees to a text that he has not seen."""
    sentence = _(
        "The questions were changed while you answered. What you wrote is still here: look through it once more, "
        "then send it."
    )
    if by_script.is_by_script(filling.request):
        return by_script.not_kept(sentence)
    if "save" in filling.request.POST:
        form.forgive()
    return show(filling, form, sentence, subject_form=about)


def _repeated(filling: Filling) -> bool:
    response = filling.response
    return response is not None and response.entries.filter(token=filling.token).exists()


def _subject(filling: Filling, about: Any) -> Subject:
    subject: Subject = about.subject(filling.choice) if about is not None else filling.choice.subject
    return subject


def _known(filling: Filling) -> Person:
    """The visitor as a person on record; who came by a link to an address becomes one with his first answer."""
    person, name = filling.visitor.person, _own_name(filling)
    assert person is not None
    if person.pk is None:
        reader, zone = filling.reader, filling.reader.zone or filling.call.zone
        name = name or _named(filling, person.email)
        return sending.person_of(person.email, reader.language, zone, filling.at, name)
    if name:
        correct_person(person, {"name": name}, person, filling.at)
    return person


def _own_name(filling: Filling) -> str:
    """What somebody without a name says he is called; half of it is not kept as his name while he still writes."""
    form = None if by_script.is_by_script(filling.request) else filling.own_name(bound=True)
    return form.given() if form is not None else ""


def _named(filling: Filling, email: str) -> str:
    """How somebody is called who answers for the first time: as who has answered for him, or passed a place on."""
    response = filling.response
    return response.name if response is not None and response.email == email.lower() else ""


def _send(filling: Filling, form: AnswerForm, about: Any) -> HttpResponse:
    person = _known(filling)
    subject, act = _for(_subject(filling, about), person, filling), filling.act(person)
    try:
        if not _repeated(filling):
            _keep_files(filling, form, subject, act)
        with probing.counted(filling.request, str(person.public_id), subject.email, filling.at):
            done = sending.send(filling.call, filling.choice, subject, filling.sheet(form.answers()), act)
    except (Stale, NameTaken) as there:
        # One of two presses at once finds what the other has just sent.
        if (before := done_before(there.response, act.token)) is None:
            if isinstance(there, NameTaken):
                return _shown_taken(filling, form, about, there)
            return _shown_stale(filling, form, about, there)
        done = before
    except Invalid as invalid:
        for key, sentence in invalid.by_question.items():
            form.add_error(f"q_{key}" if key else None, sentence)
        return show(filling, form, subject_form=about)
    except Refused as refused:
        return show(filling, form, refused.sentence, subject_form=about)
    return receipt(filling.request, filling.call, done, filling.visitor, filling.shown)


def _for(subject: Subject, person: Person, filling: Filling) -> Subject:
    """The subject, answered for by the person that the visitor has become."""
    if subject.person.pk is not None:
        return subject
    return Subject(
        person, subject.organization, subject.organization_name, subject.country, subject.name, subject.email
    )


def _keep_files(filling: Filling, form: AnswerForm, subject: Subject, act: Act) -> None:
    """Store what was uploaded beside the response, which is begun where there is none.

    What is taken out goes once an answer without it is kept or sent (``sending``).
    """
    if not form.uploads:
        return
    sheet = filling.sheet(form.unchecked())
    response = sending.save(filling.call, filling.choice, subject, sheet, act)
    _go_on_with(filling, subject, response)
    uploads = list(form.uploads)
    for (key, _checked), kept in zip(uploads, keeping.attach_all(response, uploads, act.by, act.at), strict=True):
        form.keep(key, kept)


def _go_on_with(filling: Filling, subject: Subject, response: Response) -> None:
    """From here on the form is that of a response that was kept just now."""
    response.call = filling.call
    filling.choice = Choice(RESPONSE, filling.choice.label, subject, response)
    filling.look(response)


def _save(filling: Filling, form: AnswerForm, about: Any) -> HttpResponse:
    """Keep what was filled in so far; a script is answered in JSON, a person by the form as it is now.

    A file that was refused is not kept, and the form says so.
    """
    form.forgive()
    scripted = by_script.is_by_script(filling.request)
    if about is not None and not about.is_valid():
        return _without_subject() if scripted else show(filling, form, subject_form=about)
    person = _known(filling)
    subject, act = _for(_subject(filling, about), person, filling), filling.act(person)
    try:
        _keep_files(filling, form, subject, act)
        # A script keeps what may be meant otherwise a moment later, and of what was refused nothing is done.
        removed = [] if scripted or form.errors else form.removed
        sheet = filling.sheet(form.unchecked())
        response = sending.save(filling.call, filling.choice, subject, sheet, act, removed)
    except Stale as stale:
        return _shown_stale(filling, form, about, stale)
    except NameTaken as taken:
        return _shown_taken(filling, form, about, taken)
    except Refused as refused:
        return _refused(filling, form, refused.sentence, about)
    if scripted:
        return by_script.kept(response)
    if form.errors:
        _go_on_with(filling, subject, response)
        return show(filling, form, saved=True)
    return redirect(filling.visitor.url(filling.call, response=str(response.public_id), saved="1"))


def _without_subject() -> HttpResponse:
    return by_script.not_kept(_("It is kept once you have written for whom you answer."))


def _refused(filling: Filling, form: AnswerForm, sentence: str, about: Any = None) -> HttpResponse:
    """What cannot be done now, with what was typed; a script gets the sentence alone."""
    if by_script.is_by_script(filling.request):
        return by_script.not_kept(sentence)
    return show(filling, form, sentence, subject_form=about)


def _until(filling: Filling) -> Iterator[str]:
    """Until when answers were taken, in the reader's time and the organizer's."""
    reader = filling.reader
    for each in written(filling.call, filling.shown.dates, zone=reader.zone, language=reader.language, now=filling.at):
        if each.kind == DeadlineKind.CLOSES and not each.is_gone:
            yield _("Answers were taken until %(when)s.") % {"when": each.line}


def refuse_late(request: HttpRequest, call: Call, visitor: Visitor, shown: Facts, choice: Choice) -> HttpResponse:
    """What is said to an answer that the call does not take (any more): nothing that was written is lost."""
    filling = Filling(request, call, visitor, shown, choice, arrived_at(request))
    form = filling.form(bound=True)
    form.is_valid()
    try:
        verbs.check_open(call, shown.dates, filling.at)
    except Refused as refused:
        until = _until(filling) if refused.code == "closed" else ()
        return _refused(filling, form, " ".join([refused.sentence, *until]))
    return _refused(filling, form, _("This call is addressed to others."))
