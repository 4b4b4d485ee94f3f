"""One response as its reviewer may see it; where he does not see who answers, nothing on it says who that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.files.named import named_in
from heliograph.calls.models import AnswerFile, Response
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.telling import Told, told
from heliograph.calls.questions.types import type_named
from heliograph.calls.reviewing.models import ReviewPlan
from heliograph.calls.reviewing.rules import plain_name
from heliograph.network.countries import country_name, language_name
from heliograph.texts.commas import with_commas

#: Types of question whose answers say who answers, or where from, whether they are marked as personal or not.
TELLING = frozenset({"organization", "email", "country", "url", "consent"})
#: What stands in place of a name that was written into an answer.
LEFT_OUT = "[…]"
_SHORTEST = 4


@dataclass(frozen=True)
class ShownFile:
    """A file under the name that the reviewer may see."""

    file: AnswerFile
    name: str


@dataclass(frozen=True)
class Shown:
    """What a reviewer sees of a response. ``facts`` are pairs of what and who, none where he does not see who answers.

    ``hidden``: how many of the questions that were asked are kept from him.
    """

    title: str
    language: str
    facts: Sequence[tuple[str, str]]
    told: Sequence[Told]
    files: Sequence[ShownFile]
    hidden: int = 0


def code_of(response: Response) -> str:
    """The name of a response that says nothing of who answers; the same for reviewers and organizers."""
    return response.public_id.hex[:6].upper()


def label_of(response: Response, *, blind: bool) -> str:
    """What a response is called for its reviewers."""
    return _("Answer %(code)s") % {"code": code_of(response)} if blind else subject_words(response)


def shown(response: Response, plan: ReviewPlan, languages: Sequence[str], zone: str | None) -> Shown:
    """For the reviewer's page. Queries for co-respondents and files, where they were not fetched before."""
    wanted = [*languages, response.call.source_language]
    every = told(response.question_set, response.answers, wanted, zone)
    spoken = language_name(response.language, get_language() or "en")
    named = named_in(response.answers)
    files = [each for each in response.files.all() if str(each.public_id) in named]
    if not plan.blind:
        named_files = [ShownFile(each, each.name) for each in files]
        return Shown(label_of(response, blind=False), spoken, _facts(response), every, named_files)
    asked = {each.key: each for each in questions_of(response.question_set)}
    kept = {key for key, question in asked.items() if is_hidden(question)}
    lines = [_without_names(each, asked[each.key], files, response) for each in every if each.key not in kept]
    plain = [ShownFile(each, plain_name(each)) for each in files if each.question not in kept]
    return Shown(label_of(response, blind=True), spoken, (), lines, plain, len(every) - len(lines))


def is_hidden(question: Question) -> bool:
    """Whether an answer is kept from a reviewer who does not see who answers."""
    return question.personal or question.type in TELLING


def _facts(response: Response) -> list[tuple[str, str]]:
    language = get_language() or "en"
    country = response.country or (response.organization.country if response.organization is not None else "")
    pairs = [
        (_("For"), subject_words(response)),
        (_("Answered by"), str(response.person)),
        (_("Together with"), with_commas(_together(response))),
        (_("Country"), country_name(country, language) if country else ""),
    ]
    return [(what, who) for what, who in pairs if who]


def _together(response: Response) -> Iterator[str]:
    for co in response.co_respondents.all():
        if co.declined_at is None and co.removed_at is None:
            yield str(co.person) if co.person is not None else co.name or co.email


def _without_names(line: Told, question: Question, files: Iterable[AnswerFile], response: Response) -> Told:
    """An answer in which files have plain names, and the known names of who answers are left out."""
    type_ = type_named(question.type)
    if type_ is not None and type_.takes_files:
        return replace(line, lines=[plain_name(each) for each in files if each.question == question.key])
    pattern = re.compile("|".join(map(re.escape, _names(response))) or r"(?!)", re.IGNORECASE)
    return replace(line, lines=[pattern.sub(LEFT_OUT, each) for each in line.lines])


def _names(response: Response) -> list[str]:
    """Names and addresses of who answers and for whom, the longest first."""
    found = {*_of_people(response), response.name, response.email, response.organization_name}
    if response.organization is not None:
        found |= {response.organization.name, response.organization.name_en, response.organization.email}
    return sorted((each for each in found if len(each) >= _SHORTEST), key=lambda each: (-len(each), each))


def _of_people(response: Response) -> Iterator[str]:
    yield from (response.person.name, response.person.email)
    for co in response.co_respondents.all():
        yield from (co.name, co.email)
        if co.person is not None:
            yield from (co.person.name, co.person.email)
