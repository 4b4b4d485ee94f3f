"""The form of a call: shown, kept as it is filled in, sent."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from heliograph.calls.answering import by_script, probing, sending
from heliograph.calls.answering.eligible import NAMED, OTHER, RESPONSE, Choice, choice_of
from heliograph.calls.answering.facts import Facts, facts
from heliograph.calls.answering.finding import Visitor
from heliograph.calls.answering.parts import dates, full
from heliograph.calls.answering.receipt import receipt
from heliograph.calls.answering.subject_forms import OwnName, SomebodyElse, UnlistedSchool, own_name_form, subject_form
from heliograph.calls.corresponding.box import Box, box
from heliograph.calls.deadlines.written import written
from heliograph.calls.files import keeping
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act, done_before
from heliograph.calls.lifecycle.owning import NameTaken
from heliograph.calls.lifecycle.seen import Stale, mark
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Invalid, Sheet
from heliograph.calls.mine import links as response_links
from heliograph.calls.mine.holders import Holder
from heliograph.calls.models import Call, QuestionSet, Response
from heliograph.calls.questions import versions
from heliograph.calls.questions.filling import AnswerForm
from heliograph.calls.questions.telling import in_one_line, told
from heliograph.calls.states import DeadlineKind, Limit, ResponseState
from heliograph.frame.arrival import arrived_at
from heliograph.frame.reader import Reader, reader_of
from heliograph.network.models import Person
from heliograph.network.people import correct_person
from heliograph.network.states import Refused

#: What a form that is not to be shown again as it was answers with.
WRONG = 422
#: So many drafts of one person are offered to go on with.
MOST_DRAFTS = 20


@dataclass
class Filling:
    """One visitor at the form of one call, for one subject.

    ``version`` and ``kept`` say over what the form was opened: the version of the answer, and the mark of what stood
    in it (``lifecycle/seen.py``).
    """

    request: HttpRequest
    call: Call
    visitor: Visitor
    shown: Facts
    choice: Choice
    at: datetime
    version: str = ""
    kept: str = ""

    def __post_init__(self) -> None:
        self.look(self.response)
        self.version = self.request.POST.get("version") or self.version
        self.kept = self.request.POST.get("kept") or self.kept

    def look(self, response: Response | None) -> None:
        """Go on over an answer as it is now: it was kept just now, or is shown to the visitor."""
        self.version, self.kept = str(response.version if response is not None else 0), mark(response)

    @property
    def reader(self) -> Reader:
        return reader_of(self.request)

    @property
    def response(self) -> Response | None:
        return self.choice.response

    @cached_property
    def question_set(self) -> QuestionSet:
        """A returned or sent answer keeps its questions, a new one and a draft get the newest."""
        response = self.response
        if response is not None and response.state != ResponseState.DRAFT:
            return response.question_set
        return versions.current(self.call)

    @property
    def asked(self) -> str:
        """What tells the questions, as they are, from what they were or will be."""
        return f"{self.question_set.pk}-{self.question_set.saved_at.timestamp():.6f}"

    @property
    def initial(self) -> dict[str, Any] | None:
        """What was filled in before: what was saved last, else what was sent."""
        response = self.response
        return (response.draft or response.answers) if response is not None else None

    @property
    def token(self) -> str:
        return self.request.POST.get("token", "")[:32] or uuid.uuid4().hex

    def form(self, *, bound: bool) -> AnswerForm:
        languages = [*self.reader.languages, self.call.source_language]
        data, files = (self.request.POST, self.request.FILES) if bound else (None, None)
        return AnswerForm(
            self.question_set,
            language=self.reader.language,
            languages=languages,
            data=data,
            files=files,
            initial=self.initial,
            response=self.response,
            person=self.visitor.person,
            at=self.at,
            zone=self.reader.zone,
        )

    def about(self, *, bound: bool) -> SomebodyElse | UnlistedSchool | None:
        """The form that says for whom the answer is, where that is open."""
        assert self.visitor.person is not None
        return subject_form(self.choice, self.visitor.person, self.request.POST if bound else None)

    def own_name(self, *, bound: bool) -> OwnName | None:
        assert self.visitor.person is not None
        return own_name_form(self.visitor.person, self.request.POST if bound else None)

    def sheet(self, answers: dict[str, Any]) -> Sheet:
        return Sheet(self.question_set, answers, self.reader.language, self.kept)

    def act(self, person: Person) -> Act:
        return Act(self.at, person, token=self.token)


def answer_page(request: HttpRequest, call: Call, visitor: Visitor) -> HttpResponse:
    """The form for who may answer; else why not, and what helps."""
    at = arrived_at(request)
    reader = reader_of(request)
    if visitor.person is None:
        visitor_person = Person(email=visitor.email, languages=list(reader.languages), zone=reader.zone or call.zone)
        visitor = Visitor(visitor_person, visitor.signed, visitor.email, visitor.key)
    shown = facts(call, visitor, at)
    choice = _choice(request, call, visitor, shown)
    named = {"response", "for"} & {*request.GET, *request.POST}
    if not named and request.method != "POST" and _drafts(call, visitor, shown):
        return _choose(request, call, visitor, shown)
    if choice is not None and _takes(shown, choice) and not choice.is_taken:
        filling = Filling(request, call, visitor, shown, choice, at)
        return _act(filling) if request.method == "POST" else _show(filling, filling.form(bound=False))
    if request.method == "POST" and choice is not None and not choice.is_taken:
        return _refused_late(request, call, visitor, shown, choice)
    return _choose(request, call, visitor, shown)


def _choose(request: HttpRequest, call: Call, visitor: Visitor, shown: Facts) -> HttpResponse:
    """For whom one answers, and what was begun already; or why one cannot answer."""
    at = arrived_at(request)
    reader = reader_of(request)
    context = {
        "call": call,
        "facts": shown,
        "visitor": visitor,
        "dates": dates(call, shown, reader, at),
        "choices": [(each, _way(call, visitor, each)) for each in _offered(shown)],
        "drafts": [
            (choice_of(each), _form_of(call, visitor, each), _opening(each, reader))
            for each in _drafts(call, visitor, shown)
        ],
    }
    return render(request, "calls/choose.html", context)


def _opening(response: Response, reader: Reader) -> str:
    """What a draft says first: it tells several for one school from each other."""
    languages = [*reader.languages, response.call.source_language]
    said = (in_one_line(each.lines) for each in told(response.question_set, response.draft, languages, reader.zone))
    return next(filter(None, said), "")


def _way(call: Call, visitor: Visitor, choice: Choice) -> str:
    """Where a choice leads: to the form, or to what was sent already."""
    response, person = choice.response, visitor.person
    if response is None:
        return visitor.url(call, **{"for": choice.key})
    if response.state == ResponseState.DRAFT:
        return _form_of(call, visitor, response)
    if visitor.signed and person is not None:
        return reverse("calls:response_signed", args=[response_links.token(response, _holder(person))])
    return reverse("calls:response", args=[response.public_id])


def _holder(person: Person) -> Holder:
    """The visitor as one who looks after answers; who is not on record yet reads his mailbox alone."""
    return Holder(person if person.pk is not None else None, person.email.lower())


def _form_of(call: Call, visitor: Visitor, response: Response) -> str:
    return visitor.url(call, response=str(response.public_id))


def _drafts(call: Call, visitor: Visitor, shown: Facts) -> list[Response]:
    """What the visitor has begun that none of the choices shows: where he may answer more than once."""
    person = visitor.person
    several = call.limit == Limit.MANY or any(each.key in {OTHER, NAMED} for each in _offered(shown))
    if person is None or person.pk is None or not several:
        return []
    shown_already = [each.response.pk for each in _offered(shown) if each.response is not None]
    found = Response.objects.filter(call=call, person=person, state=ResponseState.DRAFT).exclude(pk__in=shown_already)
    rows = list(found.select_related("person", "organization", "question_set").order_by("-saved_at")[:MOST_DRAFTS])
    for row in rows:
        row.call = call
    return rows


def _takes(shown: Facts, choice: Choice) -> bool:
    """Whether the form can be sent: the call takes answers from the visitor now, or his was returned to him."""
    if choice.key != RESPONSE or choice.response is None:
        return shown.may_answer
    return shown.is_open or choice.response.state == ResponseState.RETURNED


def _offered(shown: Facts) -> list[Choice]:
    return list(shown.eligibility.choices) if shown.eligibility and shown.may_answer else []


def _choice(request: HttpRequest, call: Call, visitor: Visitor, shown: Facts) -> Choice | None:
    """For whom the visitor answers: a response of his that he names, or one of his choices. Raises Http404."""
    named = request.POST.get("response") or request.GET.get("response")
    if named:
        return choice_of(_own_response(call, visitor, named))
    key = request.POST.get("for") or request.GET.get("for") or ""
    return shown.eligibility.choice(key) if shown.eligibility else None


def _own_response(call: Call, visitor: Visitor, named: str) -> Response:
    try:
        public_id = uuid.UUID(named)
    except ValueError as error:
        raise Http404 from error
    if visitor.person is None:
        raise Http404
    own = _holder(visitor.person).responses().filter(call=call, public_id=public_id)
    found = own.select_related("person", "organization", "question_set").first()
    if found is None:
        raise Http404
    found.call = call
    return found


def _show(filling: Filling, form: AnswerForm, refusal: str = "", **more: Any) -> HttpResponse:
    """The form; after something went wrong with what was filled in, and why."""
    bound = form.is_bound
    context = {
        "call": filling.call,
        "facts": filling.shown,
        "choice": filling.choice,
        "response": filling.response,
        "form": form,
        "subject_form": more.get("subject_form") or filling.about(bound=bound),
        "own_name": filling.own_name(bound=bound),
        "refusal": refusal,
        "token": filling.token,
        "asked": filling.asked,
        "version": filling.version,
        "kept": filling.kept,
        "address": filling.visitor.url(filling.call),
        "visitor": filling.visitor,
        "box": _box(filling),
        "saved": more.get("saved", not bound and "saved" in filling.request.GET),
        "stale": more.get("stale"),
        "dates": dates(filling.call, filling.shown, filling.reader, filling.at, short=True),
        "notes": list(filter(None, _notes(filling))),
    }
    return render(filling.request, "calls/answer.html", context, status=WRONG if bound else 200)


def _notes(filling: Filling) -> Iterator[str]:
    """What is to be known before sending: that places are taken, that it is late."""
    state = filling.response.state if filling.response is not None else ResponseState.DRAFT
    if state == ResponseState.DRAFT and filling.shown.may_answer:
        yield full(filling.call, filling.shown, filling.reader, filling.at)
    if filling.shown.in_grace and state != ResponseState.RETURNED:
        yield _("This call has closed. What you send now arrives after closing, within the grace period.")


def _box(filling: Filling) -> Box | None:
    """Who answers along, once there is an answer to give together."""
    response, person = filling.response, filling.visitor.person
    if response is None or person is None or person.pk is None:
        return None
    return box(response, person, filling.at, signed=filling.visitor.signed)


def _act(filling: Filling) -> HttpResponse:
    form, about = filling.form(bound=True), filling.about(bound=True)
    if filling.request.POST.get("asked", filling.asked) != filling.asked and not _repeated(filling):
        return _asked_anew(filling, form, about)
    if "save" in filling.request.POST:
        return _save(filling, form, about)
    if not form.is_valid() or (about is not None and not about.is_valid()):
        return _show(filling, form, subject_form=about)
    if filling.response is not None and sending.is_stale(filling.response, filling.version) and not _repeated(filling):
        return _shown_stale(filling, form, about, Stale(filling.response))
    return _send(filling, form, about)


def _shown_stale(filling: Filling, form: AnswerForm, about: Any, stale: Stale) -> HttpResponse:
    """The form with what was typed, and a way to the answer as it is now: the next press puts it in its place."""
    link = _as_it_is(filling, stale.response, kept=stale.kept)
    if by_script.is_by_script(filling.request):
        return by_script.kept_elsewhere(link)
    filling.look(stale.response)
    return _show(filling, form, stale.sentence, subject_form=about, stale=link)


def _shown_taken(filling: Filling, form: AnswerForm, about: Any, taken: NameTaken) -> HttpResponse:
    """The form with what was typed, and a way to the answer for somebody of the same name; it is never replaced."""
    link = _as_it_is(filling, taken.response, kept=taken.response.state == ResponseState.DRAFT)
    if by_script.is_by_script(filling.request):
        return by_script.not_kept(taken.sentence, link)
    return _show(filling, form, taken.sentence, subject_form=about, stale=link)


def _as_it_is(filling: Filling, response: Response, *, kept: bool) -> tuple[str, str]:
    """The address of an answer as it is now, and the words for it."""
    words = _("What was kept") if kept else _("The answer as it is now")
    if kept or filling.visitor.signed:
        return _form_of(filling.call, filling.visitor, response), words
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
    return _show(filling, form, sentence, subject_form=about)


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
        return _show(filling, form, subject_form=about)
    except Refused as refused:
        return _show(filling, form, refused.sentence, subject_form=about)
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

    What is taken out goes once an answer without it was sent (``sending.send``).
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
        return _without_subject() if scripted else _show(filling, form, subject_form=about)
    person = _known(filling)
    subject, act = _for(_subject(filling, about), person, filling), filling.act(person)
    try:
        _keep_files(filling, form, subject, act)
        response = sending.save(filling.call, filling.choice, subject, filling.sheet(form.unchecked()), act)
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
        return _show(filling, form, saved=True)
    return redirect(filling.visitor.url(filling.call, response=str(response.public_id), saved="1"))


def _without_subject() -> HttpResponse:
    return by_script.not_kept(_("It is kept once you have written for whom you answer."))


def _refused(filling: Filling, form: AnswerForm, sentence: str, about: Any = None) -> HttpResponse:
    """What cannot be done now, with what was typed; a script gets the sentence alone."""
    if by_script.is_by_script(filling.request):
        return by_script.not_kept(sentence)
    return _show(filling, form, sentence, subject_form=about)


def _until(filling: Filling) -> Iterator[str]:
    """Until when answers were taken, in the reader's time and the organizer's."""
    reader = filling.reader
    for each in written(filling.call, filling.shown.dates, zone=reader.zone, language=reader.language, now=filling.at):
        if each.kind == DeadlineKind.CLOSES and not each.is_gone:
            yield _("Answers were taken until %(when)s.") % {"when": each.line}


def _refused_late(request: HttpRequest, call: Call, visitor: Visitor, shown: Facts, choice: Choice) -> HttpResponse:
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
