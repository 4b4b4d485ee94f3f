"""A call of the sample that is closed: the registration for the webinar of an earlier number."""

from __future__ import annotations

from datetime import date, datetime

from heliograph.bulletin.binding.tying import bind
from heliograph.bulletin.models import Binding, Issue, Item
from heliograph.calls.deadlines.moments import on_day
from heliograph.calls.deadlines.setting import set_date
from heliograph.calls.desk.editing import CALL_FIELDS, CALL_TEXTS, mark_of, save_call
from heliograph.calls.desk.publishing import publish_call
from heliograph.calls.desk.starting import kind_named, start_call
from heliograph.calls.models import Call, Programme
from heliograph.calls.questions.schema import read
from heliograph.calls.questions.versions import save_questions
from heliograph.calls.states import DeadlineKind
from heliograph.network.models import Person
from heliograph.sample.calls import backdate
from heliograph.sample.moving import calendar
from heliograph.sample.words import REVIEWED, words_in

WHAT = "webinar"
#: The number and the position of its item.
_ITEM = (20, 1)


def closed_call() -> Call | None:
    """The call, where it was made."""
    number, position = _ITEM
    bound = Binding.objects.filter(item__issue__number=number, item__position=position)
    found = bound.select_related("call__programme").first()
    return found.call if found is not None else None


def hold_webinar(issue: Issue, programme: Programme, by: Person, at: datetime) -> None:
    """Make the call in a programme, closed on its day before the present ``issue``; once, and not without its item."""
    number, position = _ITEM
    item = Item.objects.filter(issue__number=number, position=position).select_related("issue").first()
    if item is None or closed_call() is not None:
        return
    words = words_in(WHAT)
    call = start_call(programme, kind_named("registration"), words["title"][issue.source_language], by, at)
    own = {name: words[name] for name in (*CALL_TEXTS, "minutes", "capacity", "languages")}
    fields = {**{name: getattr(call, name) for name in CALL_FIELDS}, **own, "contact": programme.contact}
    call = save_call(call, fields, REVIEWED, mark_of(call), by, at)
    save_questions(call, read(words["questions"]), by, at)
    day = calendar(issue.date, "en").move(date.fromisoformat(words["closes"]))
    set_date(call, DeadlineKind.CLOSES, on_day(day, call.zone), by, at)
    publish_call(call, by, at)
    bind(item, call, by, at)
    backdate(call, at, words["days"])
