"""The editor of audiences on the desk. Nothing is saved until "Save": each answer carries the whole draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from heliograph.network.audiences import changing
from heliograph.network.audiences.checking import Faults, checked
from heliograph.network.audiences.doors import audience_or_404, sentence_of
from heliograph.network.audiences.drafts import Group, Path, draft_of
from heliograph.network.audiences.editor import Editor, new_lines
from heliograph.network.audiences.form import ending, one_line, stepped
from heliograph.network.audiences.outcome import outcome
from heliograph.network.audiences.parsing import Unreadable, rule_of
from heliograph.network.audiences.starts import STARTS
from heliograph.network.audiences.trees import Rule
from heliograph.network.doors import actor, secretariat_only
from heliograph.network.models import Audience, Person
from heliograph.network.rules import people_visible_to
from heliograph.network.states import Refused

LONGEST_NAME = 120
LONGEST_ADDRESS = 254


@dataclass
class Edit:
    """An audience in the editor: what is written, and what is wrong with it."""

    audience: Audience | None
    draft: Group
    name: str = ""
    seen: str = ""
    step: str = ""
    at: Path | None = None
    name_fault: str = ""
    refusal: str = ""
    judged: bool = False
    address: str = ""


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_audience(request: HttpRequest) -> HttpResponseBase:
    """A new audience, empty or from a rule to begin with (``?begin=``)."""
    if request.method == "POST":
        return _edited(request, None)
    start = STARTS.get(request.GET.get("begin", ""))
    edit = Edit(None, draft_of(start.rule), str(start.name)) if start else Edit(None, Group())
    return _show(request, edit)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def audience(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """One audience in the editor."""
    found = audience_or_404(public_id)
    if request.method == "POST":
        return _edited(request, found)
    edit = Edit(found, Group(), found.name, found.changed_at.isoformat())
    try:
        edit.draft = draft_of(rule_of(found))
    except Unreadable as refused:
        edit.refusal = _("The rule can no more be read. %(why)s") % {"why": refused.reason}
    return _show(request, edit)


def _posted(request: HttpRequest, found: Audience | None) -> Edit:
    draft, at = stepped(request.POST)
    return Edit(
        found,
        draft,
        _written(request, "name", LONGEST_NAME),
        _written(request, "seen", LONGEST_NAME),
        request.POST.get("do", "").partition("-")[0],
        at,
        address=_written(request, "address", LONGEST_ADDRESS),
    )


def _written(request: HttpRequest, name: str, longest: int) -> str:
    return one_line(request.POST.get(name, ""))[:longest]


def _edited(request: HttpRequest, found: Audience | None) -> HttpResponseBase:
    edit = _posted(request, found)
    if edit.step != "save":
        return _show(request, edit)
    edit.judged, edit.name_fault = True, "" if edit.name else _("Give the audience a name.")
    rule, _faults = checked(edit.draft)
    if rule is None or edit.name_fault:
        return _show(request, edit, 422)
    try:
        saved = _save(edit, rule, actor(request), timezone.now())
    except Refused as refused:
        return _refused(request, edit, refused)
    count = saved.people_count or 0
    said = ngettext("“%(name)s” is saved: %(count)s person.", "“%(name)s” is saved: %(count)s people.", count)
    messages.success(request, said % {"name": saved.name, "count": count})
    return redirect("network_desk:audiences")


def _save(edit: Edit, rule: Rule, by: Person, at: datetime) -> Audience:
    if edit.audience is None:
        return changing.add_audience(edit.name, rule, by, at)
    return changing.change_audience(edit.audience, edit.name, rule, _seen(edit.seen), by, at)


def _seen(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _refused(request: HttpRequest, edit: Edit, refused: Refused) -> HttpResponse:
    if refused.code == "name-taken":
        edit.name_fault = refused.sentence
    else:
        assert edit.audience is not None
        edit.seen = edit.audience.changed_at.isoformat()
        said = {"why": refused.sentence, "rule": sentence_of(edit.audience)}
        edit.refusal = _("%(why)s It says now: %(rule)s Save once more to put yours in its place.") % said
    return _show(request, edit, 422)


def _show(request: HttpRequest, edit: Edit, status: int = 200) -> HttpResponse:
    rule, faults = checked(edit.draft)
    visible = people_visible_to(request.user)
    shown = faults if edit.judged else {}
    editor = Editor(visible, shown, edit.step, edit.at)
    context = {
        "edit": edit,
        "group": editor.show(edit.draft),
        "new_lines": new_lines(),
        "faults": [(f"part{ending(path)}", fault) for path, fault in shown.items()],
        "outcome": outcome(rule, timezone.now().date(), visible, edit.address, _reasons(edit, faults)),
        "starts": STARTS,
    }
    return render(request, "network/audiences/audience.html", context, status=status)


def _reasons(edit: Edit, faults: Faults) -> tuple[str, ...]:
    """What is missing, each reason once, for who has asked what the rule comes to."""
    return tuple(dict.fromkeys(faults.values())) if edit.judged or edit.step in {"count", "try"} else ()


@secretariat_only
@require_POST
def audience_count(request: HttpRequest) -> HttpResponseBase:
    """What the posted rule comes to, for the editor's script; nothing is changed."""
    edit = _posted(request, None)
    rule, faults = checked(edit.draft)
    reasons = tuple(dict.fromkeys(faults.values()))
    found = outcome(rule, timezone.now().date(), people_visible_to(request.user), edit.address, reasons)
    return render(request, "network/audiences/counted.html", {"outcome": found})
