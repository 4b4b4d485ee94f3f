"""One response as its page on the desk shows it: answers, trail, notes, files, and its neighbours in the table."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.functional import Promise

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.deciding.possible import DOING, may_lead
from heliograph.calls.desk.doors import actor
from heliograph.calls.files.named import named_in
from heliograph.calls.mine.trail import trail
from heliograph.calls.models import AnswerFile, Call, CoRespondent, Extension, Response, ResponseEntry
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.questions.telling import told
from heliograph.calls.responses.asking import asked_of
from heliograph.calls.responses.cells import STANDS, TONES
from heliograph.calls.responses.keys import refresh, school_of
from heliograph.calls.responses.models import ResponseNote
from heliograph.calls.responses.paging import around, find
from heliograph.calls.responses.panels import panels_of
from heliograph.calls.states import Verb
from heliograph.frame.reader import reader_of
from heliograph.network.countries import country_name, language_name
from heliograph.network.files.refusals import sized


@dataclass(frozen=True)
class FileLine:
    """A file that came with a response; ``gone`` where it was found to be malicious, and is given to nobody."""

    file: AnswerFile
    size: str
    gone: bool


@dataclass(frozen=True)
class NoteLine:
    note: ResponseNote
    own: bool


def fetched(responses: ResponseQuerySet) -> ResponseQuerySet:
    """With all that the page tells; four queries more."""
    entries = Prefetch("entries", ResponseEntry.objects.select_related("by"))
    notes = Prefetch("notes", ResponseNote.objects.select_related("by"))
    files = Prefetch("files", AnswerFile.objects.select_related("content"))
    others = Prefetch("co_respondents", CoRespondent.objects.filter(removed_at=None).select_related("person"))
    found = responses.select_related("organization", "person", "question_set").defer("draft")
    return found.prefetch_related(entries, notes, files, others)


def page_of_one(
    request: HttpRequest, call: Call, response: Response, refusal: str = "", text: str = ""
) -> dict[str, Any]:
    """What the page shows; ``text`` is a note that was refused."""
    reader, person = reader_of(request), actor(request)
    response.call = call
    neighbours = _neighbours(request, call, response)
    return {
        "call": call,
        "response": response,
        "subject": subject_words(response),
        "organization": school_of(response),
        "country": country_name(response.country, reader.language) if response.country else "",
        "spoken": language_name(response.language, reader.language),
        "tone": TONES.get(response.state, STANDS),
        "told": told(response.question_set, response.answers, reader.languages, reader.zone),
        "files": _files(response),
        "trail": trail(response, person, by_name=True),
        "notes": [NoteLine(each, each.by_id == person.pk) for each in response.notes.all()],
        "others": response.co_respondents.all(),
        "more_time": Extension.objects.filter(call=call, person=response.person).order_by("kind"),
        "verbs": verbs_of(response),
        "panels": panels_of(request, response),
        "refusal": refusal,
        "text": text,
        "token": secrets.token_urlsafe(12),
        **neighbours,
    }


def verbs_of(response: Response) -> list[tuple[Verb, str | Promise]]:
    """What the organizer can do with a response now, by its state; places are looked at when he does it."""
    return [(verb, label) for verb, label in DOING.items() if may_lead(verb, response.state, response.call)]


def _files(response: Response) -> list[FileLine]:
    """The files that were sent; what was only saved since is the respondent's own."""
    sent = named_in(response.answers)
    found = [each for each in response.files.all() if str(each.public_id) in sent]
    return [FileLine(each, sized(each.content.size), each.content.quarantined_at is not None) for each in found]


def _neighbours(request: HttpRequest, call: Call, response: Response) -> dict[str, Any]:
    """The responses before and after it in the table that it was opened from, by public id, and the table's query."""
    refresh(call)
    wanted = asked_of(call, request.GET, actor(request), reader_of(request).languages)
    before, after = around(find(wanted), response.pk)
    rows = Response.objects.filter(pk__in=[key for key in (before, after) if key is not None])
    ids: dict[int | None, UUID] = dict(rows.values_list("pk", "public_id"))
    return {"previous": ids.get(before), "next": ids.get(after), "query": wanted.query().urlencode()}
