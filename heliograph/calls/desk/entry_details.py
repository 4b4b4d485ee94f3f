"""What a line of a call's log is about: which date, from what to what; which fields; which version of the questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.written import View, label_of, plain, write_given
from heliograph.calls.models import Call, CallEntry, Deadline
from heliograph.calls.programmes.asks import listed
from heliograph.calls.questions.telling import in_one_line
from heliograph.calls.states import DeadlineKind, Verb
from heliograph.moments.locales import write_day
from heliograph.network.models import Person
from heliograph.texts.commas import with_commas

Names = Mapping[int, str]


def details(entries: Iterable[CallEntry], view: View) -> list[str]:
    """For each entry, in words of the active language; empty where there is nothing to add. One query for the names."""
    rows = list(entries)
    persons = {row.data["person"] for row in rows if isinstance(row.data.get("person"), int)}
    found = Person.objects.get_queryset().filter(pk__in=persons) if persons else ()
    names = {each.pk: str(each) for each in found}
    return [_WAYS.get(row.verb, _nothing)(row, view, names) for row in rows]


def _nothing(_row: CallEntry, _view: View, _names: Names) -> str:
    return ""


def _date(row: CallEntry, view: View, _names: Names) -> str:
    """Which date, what it was and is; entries of before have only the instants, or only words."""
    if row.data.get("kind") not in DeadlineKind:
        return ""
    kind = DeadlineKind(row.data["kind"])
    before, after = (_said(kind, row.data.get(name), row, view) for name in ("before", "after"))
    said = {"what": label_of(kind), "before": before, "after": after}
    if before and after:
        return _("%(what)s: %(after)s (before: %(before)s)") % said
    return _("%(what)s: %(date)s") % {**said, "date": after or before or pgettext("date", "to be announced")}


def _said(kind: DeadlineKind, kept: Any, row: CallEntry, view: View) -> str:
    if not isinstance(kept, Mapping):
        return _of_old(kind, kept, row, view) if kept else ""
    if not kept:
        return ""
    at, until = (_instant(kept.get(name)) for name in ("at", "until"))
    fields = {name: kept[name] for name in ("zone", "precision", "words")}
    return plain(Deadline(kind=kind, at=at, until=until, made_at=row.at, **fields), view)


def _of_old(kind: DeadlineKind, kept: Any, row: CallEntry, view: View) -> str:
    at = _instant(kept)
    return plain(Deadline(kind=kind, at=at, until=at, zone=row.call.zone, made_at=row.at), view) if at else str(kept)


def _instant(kept: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None


def _extension(row: CallEntry, view: View, names: Names) -> str:
    until, kind = _instant(row.data.get("until")), row.data.get("kind")
    if until is None or kind not in DeadlineKind:
        return ""
    general = Deadline(kind=kind, zone=row.call.zone, made_at=row.at)
    when = write_given(until, general, view).first
    said = {"what": label_of(DeadlineKind(kind)), "when": when, "who": names.get(row.data.get("person") or 0, "")}
    return (_("%(who)s, %(what)s: %(when)s") if said["who"] else _("%(what)s: %(when)s")) % said


def _edit(row: CallEntry, _view: View, _names: Names) -> str:
    labels = [label for name in row.data.get("fields") or () if (label := _label(str(name)))]
    said = [listed(labels, get_language() or "en")] if labels else []
    if offered := int(row.data.get("offered") or 0):
        words = ngettext("%(count)s place offered", "%(count)s places offered", offered)
        said.append(words % {"count": number_format(offered)})
    return in_one_line(said)


def _label(name: str) -> str:
    if name == "options":
        return _("options of its kind")
    try:
        return str(getattr(Call._meta.get_field(name), "verbose_name", ""))
    except FieldDoesNotExist:
        return ""


def _questions(row: CallEntry, _view: View, _names: Names) -> str:
    said = _("version %(number)s, begun") if row.data.get("new") else _("version %(number)s")
    return said % {"number": row.data["version"]} if row.data.get("version") else ""


def _title(row: CallEntry, _view: View, _names: Names) -> str:
    return str(row.data.get("title") or "")


def _letters(row: CallEntry, _view: View, _names: Names) -> str:
    count = int(row.data.get("letters") or 0)
    return ngettext("%(count)s letter", "%(count)s letters", count) % {"count": number_format(count)}


def _decisions(row: CallEntry, _view: View, _names: Names) -> str:
    done, refused = int(row.data.get("done") or 0), int(row.data.get("refused") or 0)
    said = ngettext("%(count)s answer", "%(count)s answers", done) % {"count": number_format(done)}
    if row.data.get("what") in Verb:
        said = f"{Verb(row.data['what']).label}: {said}"
    if not refused:
        return said
    return f"{said}; " + ngettext("%(count)s refused", "%(count)s refused", refused) % {"count": number_format(refused)}


def _message(row: CallEntry, view: View, names: Names) -> str:
    return f"{_title(row, view, names)} ({_letters(row, view, names)})"


def _export(row: CallEntry, _view: View, _names: Names) -> str:
    count = int(row.data.get("count") or 0)
    said = {"count": number_format(count), "format": str(row.data.get("format", "")).upper()}
    words = ngettext("%(format)s, %(count)s answer", "%(format)s, %(count)s answers", count) % said
    return words if row.data.get("personal", True) else _("%(what)s, without personal data") % {"what": words}


def _kept_until(row: CallEntry, view: View, _names: Names) -> str:
    day = str(row.data.get("after") or "")
    return write_day(date.fromisoformat(day), view.language) if day else _("as usual")


def _anonymous(row: CallEntry, _view: View, _names: Names) -> str:
    count = int(row.data.get("count") or 0)
    return ngettext("%(count)s answer", "%(count)s answers", count) % {"count": number_format(count)}


def _reminders(row: CallEntry, _view: View, _names: Names) -> str:
    days = row.data.get("after") or []
    if not days:
        return pgettext("reminders", "none")
    last = days[-1]
    words = ngettext("%(days)s day before it closes", "%(days)s days before it closes", last)
    return words % {"days": with_commas(days)}


_WAYS: Mapping[str, Callable[[CallEntry, View, Names], str]] = {
    "edit": _edit,
    "questions": _questions,
    "date-set": _date,
    "date-replaced": _date,
    "date-taken": _date,
    "extension": _extension,
    "extension-back": _extension,
    "file": _title,
    "file-edit": _title,
    "file-remove": _title,
    "ask-reconfirm": _letters,
    "decide": _decisions,
    "message": _message,
    "reminders": _reminders,
    "export": _export,
    "retention": _kept_until,
    "anonymise": _anonymous,
    "file-held": _title,
    "file-again": _title,
    "file-settled": _title,
    "file-unsettled": _title,
}
