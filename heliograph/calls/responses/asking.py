"""What the table of responses is asked for, as it stands in its address: filters, order, columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.http import QueryDict

from heliograph.calls.models import Call, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.questions.types.finding import Way, key_of, key_of_number
from heliograph.calls.responses import keys
from heliograph.calls.responses.fields import ANSWER, FIRST, Fields, TableField, fields_of
from heliograph.calls.responses.models import AnswerKey
from heliograph.calls.states import ResponseState
from heliograph.frame.among import among
from heliograph.network.countries import all_countries, countries_of
from heliograph.network.filtering import LONGEST_QUESTION, region_of_slug
from heliograph.network.models import Person
from heliograph.network.states import OrganizationKind

#: The order of the table where its address says none.
NEWEST = "-arrived"
YES, NO = "yes", "no"
_FURTHEST = 10**10
#: What the address has beside the filters.
SORT, COLUMN, PLACE = "sort", "col", ("after", "before")
#: The filters of all tables: those that can have several values, and those that have one.
_SEVERAL = frozenset({"state", "country", "kind", "region", "language"})
_SINGLE = frozenset({"late", "files", "since", "until"})


@dataclass(frozen=True)
class Sought:
    """What is sought in one field; what is empty asks for nothing. ``there``: yes, that it has an answer; no, none."""

    values: tuple[str, ...] = ()
    least: str = ""
    most: str = ""
    there: str = ""

    def __bool__(self) -> bool:
        return bool(self.values or self.least or self.most or self.there)


@dataclass(frozen=True)
class Wanted:
    """What a table shows. ``standing`` has the filters by what all responses have, ``sought`` those by fields.

    ``unread`` has what was asked for and is not understood, by its name in the address: nothing is filtered by it.
    """

    call: Call
    fields: Fields
    standing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sought: dict[str, Sought] = field(default_factory=dict)
    sort: str = NEWEST
    columns: tuple[str, ...] = FIRST
    unread: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def filtered(self) -> bool:
        return bool(self.standing or self.sought)

    def apply(self, responses: ResponseQuerySet) -> ResponseQuerySet:
        """Those of the call's responses that are wanted, in no order. One or two queries where words are sought."""
        for topic, words in self.words():
            found = among(topic, words)
            responses = responses.filter(found) if found is not None else responses.none()
        responses = responses.filter(*self.conditions())
        for rows in self.having():
            responses = responses.filter(pk__in=rows.values("response"))
        for rows, sets in self.unanswered():
            responses = responses.filter(Q(pk__in=rows.values("response")) | Q(question_set__in=sets))
        for rows in self.lacking():
            responses = responses.exclude(pk__in=rows.values("response"))
        return responses

    def words(self) -> list[tuple[str, str]]:
        """The words that are sought, each with the topic of the search in which a response that is wanted has them."""
        whole = [(keys.topic_of(self.call.pk), words) for words in self.standing.get("q", ())]
        return [*whole, *((keys.topic_of_question(self.call.pk, one), words) for one, words in self._worded())]

    def conditions(self) -> list[Q]:
        """What is asked of responses themselves."""
        asked = [(name, values) for name, values in self.standing.items() if name not in {"q", *_KEYED}]
        return [_standing(self.call, name, values) for name, values in asked]

    def having(self) -> list[QuerySet[AnswerKey]]:
        """The keys of what is asked besides: a response is wanted that has one of each."""
        asked = [name for name in self.standing if name in _KEYED and name not in self._rare()]
        found = [_KEYED[name](self.call, self.standing[name]) for name in asked]
        for name, sought in self.sought.items():
            found.extend(_sought(self.call, self.fields.by_name[name], sought))
        return found

    def unanswered(self) -> list[tuple[QuerySet[AnswerKey], list[int]]]:
        """For each question that is to have no answer the keys that say so, and the versions that do not ask it."""
        keys_of = [one.stored for one in self._none() if one.question is not None and one.stored is not None]
        return [(_rows(self.call, keys.NOT + key, place=0), self.fields.sets_without(key)) for key in keys_of]

    def lacking(self) -> list[QuerySet[AnswerKey]]:
        """The keys, but those of questions, of which a response that is wanted has none."""
        found = [_of_field(self.call, one, place=0) for one in self._none() if one.question is None and one.stored]
        return [*found, *(_KEYED[name](self.call, (YES,)) for name in self._rare())]

    def _rare(self) -> list[str]:
        """The filters that want what nearly all have: not late, without files. The few others are looked for."""
        return [name for name in ("late", "files") if self.standing.get(name) == (NO,)]

    def _none(self) -> list[TableField]:
        """The fields in which nothing is to stand."""
        return [self.fields.by_name[name] for name, sought in self.sought.items() if sought.there == NO]

    def _worded(self) -> Iterator[tuple[str, str]]:
        """The questions of which words are sought, and the words."""
        for name, sought in self.sought.items():
            one = self.fields.by_name[name]
            if sought.values and one.stored and one.finder and one.finder.way is Way.WORDS:
                yield one.stored, sought.values[0]

    def query(self) -> QueryDict:
        """The same as an address has it: what the table knows and what is not understood, without a place in it."""
        found = QueryDict(mutable=True)
        for name, values in self.standing.items():
            found.setlist(name, list(values))
        for name, sought in self.sought.items():
            parts = {name: sought.values, f"{name}.from": (sought.least,), f"{name}.to": (sought.most,)}
            for part, given in {**parts, f"{name}.is": (sought.there,)}.items():
                if any(given):
                    found.setlist(part, list(given))
        for name, values in self.unread.items():
            found.setlist(name, [*found.getlist(name), *values])
        if self.sort != NEWEST:
            found[SORT] = self.sort
        if self.columns != FIRST:
            found.setlist(COLUMN, list(self.columns))
        return found


def sent_to(call: Call) -> ResponseQuerySet:
    """The responses to a call that were sent, withdrawn ones included; drafts are nobody's to read."""
    return Response.objects.filter(call=call).exclude(state=ResponseState.DRAFT)


def asked_of(call: Call, given: QueryDict, reader: Person, languages: Sequence[str] = ("en",)) -> Wanted:
    """What a reader's query asks for; filters that are not understood are ``unread``. The queries of ``fields_of``."""
    known = fields_of(call, reader, languages)
    columns = tuple(dict.fromkeys(each for each in given.getlist(COLUMN) if each in known.by_name))
    sort = given.get(SORT, "")
    wanted = Wanted(
        call,
        known,
        dict(_read_standing(given)),
        {each.name: sought for each in known.every if (sought := _read(each, given))},
        sort if sort.removeprefix("-") in known.by_name else NEWEST,
        columns or FIRST,
    )
    return replace(wanted, unread=dict(_unread(given, wanted.query(), known)))


def _unread(given: QueryDict, read: QueryDict, known: Fields) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The filters of an address, by name, that are not in what was ``read`` of it."""
    for name, values in given.lists():
        one = known.by_name.get(name_of_field(name))
        if not (name in _SEVERAL | _SINGLE or name.startswith(ANSWER) or (one and one.finder)):
            continue
        there = read.getlist(name)
        several = name in _SEVERAL or (one and one.name == name and one.finder and one.finder.way is Way.ONE_OF)
        typed = dict.fromkeys(each[:LONGEST_QUESTION] for each in values if each.strip())
        if left := tuple(each for each in typed if each not in there and (several or not there)):
            yield name, left


def name_of_field(name: str) -> str:
    """The name of the field that a filter in an address is about."""
    return name.removesuffix(".from").removesuffix(".to").removesuffix(".is")


def _read_standing(given: QueryDict) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The filters that all tables have, as far as they can be read."""
    if words := given.get("q", "").strip()[:LONGEST_QUESTION]:
        yield "q", (words,)
    sent = [value for value in ResponseState.values if value != ResponseState.DRAFT]
    countries = {each.code for each in all_countries()}
    for name, known in (("state", sent), ("country", countries), ("kind", OrganizationKind.values)):
        if values := tuple(dict.fromkeys(each for each in given.getlist(name) if each in known)):
            yield name, values
    if regions := tuple(each for each in given.getlist("region") if region_of_slug(each)):
        yield "region", regions
    if languages := tuple(each for each in given.getlist("language") if each and len(each) <= 20):
        yield "language", languages
    for name in ("late", "files"):
        if (said := given.get(name)) in {YES, NO}:
            yield name, (said,)
    for name in ("since", "until"):
        if (day := _day(given.get(name, ""))) is not None:
            yield name, (day.isoformat(),)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 <= found.year < 2200 else None


def _read(one: TableField, given: QueryDict) -> Sought | None:
    """What is sought in a field that has a finder of its own."""
    if one.finder is None:
        return None
    there = given.get(f"{one.name}.is", "")
    there = there if there in {YES, NO} else ""
    least, most = (given.get(f"{one.name}.{end}", "").strip()[:40] for end in ("from", "to"))
    match one.finder.way:
        case Way.ONE_OF:
            offered = {key for key, _words in one.finder.offered}
            return Sought(tuple(each for each in given.getlist(one.name) if each in offered), there=there)
        case Way.CONTAINS | Way.WORDS:
            words = given.get(one.name, "").strip()[:LONGEST_QUESTION]
            return Sought((words,) if words else (), there=there)
        case Way.NUMBERS:
            kept = [each if _number(each) is not None else "" for each in (least, most)]
            return Sought((), kept[0], kept[1], there)
        case Way.DAYS:
            kept = [each if _day(each) is not None else "" for each in (least, most)]
            return Sought((), kept[0], kept[1], there)
    return Sought(there=there)


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < _FURTHEST else None


def _standing(call: Call, name: str, values: tuple[str, ...]) -> Q:
    """The condition of a filter that all tables have."""
    (first, *_more) = values
    match name:
        case "region":
            regions = [region for each in values if (region := region_of_slug(each))]
            return Q(country__in=sorted(code for region in regions for code in countries_of(region)))
        case "since":
            return Q(arrived_at__gte=_begin(date.fromisoformat(first), call.zone))
        case "until":
            return Q(arrived_at__lt=_begin(date.fromisoformat(first) + timedelta(days=1), call.zone))
    return Q(**{f"{name}__in": values})


def _begin(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))


def _rows(call: Call, stored: str, **value: object) -> QuerySet[AnswerKey]:
    return AnswerKey.objects.filter(call=call, question=stored, **value)


def _of_field(call: Call, one: TableField, **value: object) -> QuerySet[AnswerKey]:
    """The keys of a field, but of those responses whose value the reader may not know."""
    assert one.stored is not None
    rows = _rows(call, one.stored, **value)
    return rows.exclude(response__in=one.hidden) if one.hidden else rows


#: Filters of all tables that are asked of keys: what of rows is large is not read for them.
_KEYED: Mapping[str, Callable[[Call, tuple[str, ...]], QuerySet[AnswerKey]]] = {
    "kind": lambda call, values: _rows(call, keys.KIND, value__in=values),
    "language": lambda call, values: _rows(call, keys.LANGUAGE, value__in=values),
    "late": lambda call, _yes: _rows(call, keys.LATE, value="1"),
    "files": lambda call, _yes: _rows(call, keys.FILES, value__gt=key_of_number(0)),
}


def _sought(call: Call, one: TableField, sought: Sought) -> Iterator[QuerySet[AnswerKey]]:
    """The keys of what is sought in a field; words of long texts are left to ``Wanted.words``."""
    assert one.finder is not None
    if sought.there == YES:
        yield _of_field(call, one, place=0)
    if sought.values and one.finder.way is Way.ONE_OF:
        yield _of_field(call, one, value__in=sought.values)
    elif sought.values and one.finder.way is Way.CONTAINS:
        yield _of_field(call, one, value__contains=key_of(sought.values[0]))
    limits = {"value__gte": sought.least, "value__lte": sought.most}
    if given := {name: _limit(one.finder.way, value) for name, value in limits.items() if value}:
        yield _of_field(call, one, place=0, **given)


def _limit(way: Way, value: str) -> str:
    return key_of_number(_number(value) or 0) if way is Way.NUMBERS else value
