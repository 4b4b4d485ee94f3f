"""The keys by which responses are found and sorted, and their words in the search: made anew when they are old.

Sending an answer writes none, so that a rush before a deadline costs what it did. A response whose ``keyed`` is not its
``version`` has old keys; the table makes some anew before it looks, the clock the others (``tend``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from hashlib import blake2b
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import override

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.files.named import named_in
from heliograph.calls.kinds import kind_of
from heliograph.calls.models import Call, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types import is_empty, type_named
from heliograph.calls.questions.types.finding import LONGEST_KEY, Way, key_of, key_of_number
from heliograph.calls.responses.extras import extras_registered
from heliograph.calls.responses.models import AnswerKey
from heliograph.calls.states import ResponseState
from heliograph.frame import fulltext
from heliograph.network.countries import country_name
from heliograph.network.models import OrganizationEntry, PersonEntry

#: Keys of what every response has, beside the keys of questions.
WHO, ORGANIZATION, KIND, COUNTRY = "@who", "@organization", "@kind", "@country"
LANGUAGE, LATE, FILES = "@language", "@late", "@files"
#: Before the key of a question that a response was asked and has not answered.
NOT = "-"
#: So many are made anew while somebody waits for his page, and so many by the clock at a time.
AT_ONCE, BATCH = 200, 500
#: Names that were corrected within so long are looked at again.
LATELY = timedelta(hours=1)
#: Response, call, question, place, value.
_Row = tuple[int, int, str, int, str]
_INSERT = "INSERT INTO calls_answerkey (response_id, call_id, question, place, value) VALUES (%s, %s, %s, %s, %s)"
OLD = ~Q(state=ResponseState.DRAFT) & ~Q(keyed=F("version"))


def topic_of(call_id: int) -> str:
    """The topic under which the words of a call's responses are in the search."""
    return f"answers:{call_id}"


def topic_of_question(call_id: int, question: str) -> str:
    """The topic of the answers to one question of long texts."""
    return f"answer:{call_id}:{blake2b(question.encode(), digest_size=6).hexdigest()}"


def refresh(call: Call) -> int:
    """Make the old keys of a call's responses anew, some now; returns how many are left. One query where none are."""
    old = list(Response.objects.filter(OLD, call=call).order_by("pk").values_list("pk", flat=True)[: AT_ONCE + 1])
    if not old:
        return 0
    write_keys(old[:AT_ONCE])
    return Response.objects.filter(OLD, call=call).count() if len(old) > AT_ONCE else 0


def tend(at: datetime) -> int:
    """Make all old keys anew, and those of names that were corrected lately; returns how many. For the clock."""
    _age_renamed(at - LATELY, at)
    done = call = last = 0
    while old := _old_behind(call, last):
        done, (call, last) = done + write_keys([pk for _call, pk in old]), old[-1]
    return done


def _old_behind(call: int, last: int) -> list[tuple[int, int]]:
    """Some responses with old keys, as call and primary key, behind one of them: in the order of their index, so that
    none is looked for among all.
    """
    rows = Response.objects.filter(OLD, call__gte=call).exclude(call=call, pk__lte=last)
    return list(rows.order_by("call_id", "pk").values_list("call_id", "pk")[:BATCH])


def age(responses: ResponseQuerySet) -> None:
    """Say that the keys of responses are old, where something else than their own row has changed."""
    responses.update(keyed=0)


def _age_renamed(since: datetime, at: datetime) -> None:
    schools = OrganizationEntry.objects.filter(at__gt=since, at__lte=at).values("organization")
    people = PersonEntry.objects.filter(at__gt=since, at__lte=at).values("person")
    Response.objects.filter(Q(organization__in=schools) | Q(person__in=people)).update(keyed=0)


@transaction.atomic
def write_keys(keys: Sequence[int]) -> int:
    """Make the keys of these responses (by primary key) anew; returns how many there were."""
    held = Response.objects.filter(pk__in=keys).select_for_update(of=("self",), skip_locked=True)
    found = list(held.select_related("call", "question_set", "person", "organization"))
    taken = [each.pk for each in found]
    AnswerKey.objects.filter(response__in=taken).delete()
    _insert(_rows(found))
    with override("en"):
        _index(found)
    for version, group in groupby(sorted(found, key=lambda each: each.version), key=lambda each: each.version):
        Response.objects.filter(pk__in=[each.pk for each in group], version=version).update(keyed=version)
    return len(found)


def drop_keys(responses: ResponseQuerySet) -> None:
    """Take away all keys and words of responses, within the transaction that empties them. In batches."""
    last = 0
    rows = responses.order_by("pk").values_list("pk", "call_id")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        taken, last = [pk for pk, _call in batch], batch[-1][0]
        AnswerKey.objects.filter(response__in=taken).delete()
        Response.objects.filter(pk__in=taken).update(keyed=0)
        for call_id, group in groupby(sorted(batch, key=lambda row: row[1]), key=lambda row: row[1]):
            _forget_words(call_id, [pk for pk, _call in group])


def _forget_words(call_id: int, keys: list[int]) -> None:
    fulltext.forget(topic_of(call_id), keys)
    for question in long_questions(call_id):
        fulltext.forget(topic_of_question(call_id, question), keys)


def long_questions(call_id: int) -> list[str]:
    """The keys of a call's questions whose answers are looked for by words, of all versions. One query."""
    sets = Call(pk=call_id).question_sets.all()
    found = {each.key for one in sets for each in questions_of(one) if way_of(each) is Way.WORDS}
    return sorted(found)


def way_of(question: Question) -> Way | None:
    """How answers to a question are looked for; None for what asks nothing, or is of a type that is gone."""
    type_ = type_named(question.type)
    return type_.way(question) if type_ is not None and type_.asks else None


def _insert(rows: Iterable[_Row]) -> None:
    """Write keys, as many as there are: SQL, since objects for some forty rows of each response take long to make."""
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, list(rows))


def _rows(found: Sequence[Response]) -> Iterator[_Row]:
    read = cache(lambda of: of(found))
    extras = [(each, read(each.read)) for each in extras_registered()]
    for one in found:
        more = {extra.stored: [extra.key_of(values[one.pk])] for extra, values in extras if one.pk in values}
        keys = {**dict(_standing(one)), **dict(_of_kind(one)), **dict(_answered(one)), **more}
        for question, values in keys.items():
            for place, value in enumerate(values):
                yield one.pk, one.call_id, question, place, value[:LONGEST_KEY]
        for asked in questions_of(one.question_set):
            if asked.key not in keys and way_of(asked) is not None:
                yield one.pk, one.call_id, NOT + asked.key, 0, ""


def _standing(response: Response) -> Iterator[tuple[str, list[str]]]:
    with override("en"):
        yield WHO, [key_of(subject_words(response))]
    if school := school_of(response):
        yield ORGANIZATION, [key_of(school)]
    if response.organization is not None:
        yield KIND, [response.organization.kind]
    if response.country:
        yield COUNTRY, [key_of(country_name(response.country, "en"))]
    yield LANGUAGE, [response.language]
    yield LATE, ["1" if response.late else "0"]
    yield FILES, [key_of_number(len(named_in(response.answers)))]


def of_kind(column: str) -> str:
    """The key of a column that a kind of call has."""
    return f"@.{column}"[:40]


def _of_kind(response: Response) -> Iterator[tuple[str, list[str]]]:
    for column in kind_of(response.call).columns(response.call):
        cell = column.of(response)
        if cell is not None and cell != "":
            is_number = isinstance(cell, int | float)
            yield of_kind(column.key), [key_of_number(cell) if is_number else key_of(str(cell))]


def school_of(response: Response) -> str:
    """The name of the organization that a response is for; empty where it is for none."""
    return response.organization.name if response.organization is not None else response.organization_name


def _answered(response: Response) -> Iterator[tuple[str, list[str]]]:
    for question in questions_of(response.question_set):
        stored, type_ = response.answers.get(question.key), type_named(question.type)
        if type_ is not None and type_.asks and not is_empty(stored) and type_.fits(stored):
            yield question.key, type_.keys(question, stored)


def _index(found: Iterable[Response]) -> None:
    """Put the words of responses into the search."""
    rows: dict[str, list[fulltext.Row]] = {}
    for each in found:
        texts = dict(_texts(each))
        named = [subject_words(each), school_of(each), each.name, each.email, each.person.name, each.person.email]
        whole = _once([*named, *(text for text, _long in texts.values())])
        rows.setdefault(topic_of(each.call_id), []).append((each.pk, "", whole, each.pk))
        for question, (text, long) in texts.items():
            if long:
                row = (each.pk, "", _once([text]), each.pk)
                rows.setdefault(topic_of_question(each.call_id, question), []).append(row)
    for topic, batch in rows.items():
        fulltext.index_many(topic, batch)


def _once(texts: Iterable[str]) -> str:
    """Each word of some texts once: their order is nothing to the search, and cutting them into tokens takes long."""
    return " ".join(dict.fromkeys(word for text in texts for word in text.split()))


def _texts(response: Response) -> Iterator[tuple[str, tuple[str, bool]]]:
    """By question what is written in words of one's own, and whether it is looked for by words."""
    for question in questions_of(response.question_set):
        way = way_of(question)
        if way not in {Way.WORDS, Way.CONTAINS}:
            continue
        type_: Any = type_named(question.type)
        stored = response.answers.get(question.key)
        if way is Way.WORDS or not is_empty(stored):
            fits = not is_empty(stored) and type_.fits(stored)
            yield question.key, ("\n".join(type_.words(question, stored, ["en"])) if fits else "", way is Way.WORDS)
