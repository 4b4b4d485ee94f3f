"""Issues on the desk: the list, one issue at a glance, its own texts, the order of its items."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from i18nfield.strings import LazyI18nString

from heliograph.bulletin import editing
from heliograph.bulletin.binding.coming import begin_issue
from heliograph.bulletin.checklist import checklist, language_states, open_notes
from heliograph.bulletin.dates import View, moment
from heliograph.bulletin.desk.conflict import conflict
from heliograph.bulletin.desk.doors import editor, editors_only, issue_or_404, item_or_404, posted
from heliograph.bulletin.desk.lists import datalists
from heliograph.bulletin.forms import IssueForm
from heliograph.bulletin.models import Issue, Item
from heliograph.bulletin.states import Refused, Stale
from heliograph.frame.paging import page_of

#: What the log says of each change.
VERBS = {
    "create": pgettext_lazy("log", "begun"),
    "import": pgettext_lazy("log", "imported"),
    "edit": pgettext_lazy("log", "title and introduction saved"),
    "item": pgettext_lazy("log", "item saved"),
    "add": pgettext_lazy("log", "item added"),
    "remove": pgettext_lazy("log", "item removed"),
    "move": pgettext_lazy("log", "item moved"),
    "settle": pgettext_lazy("log", "warning settled"),
    "picture": pgettext_lazy("log", "picture saved"),
    "attachment": pgettext_lazy("log", "file added"),
    "take-away": pgettext_lazy("log", "picture or file taken away"),
    "schedule": pgettext_lazy("log", "scheduled"),
    "unschedule": pgettext_lazy("log", "no longer scheduled"),
    "publish": pgettext_lazy("log", "published"),
    "resend": pgettext_lazy("log", "letters taken up again"),
    "letter-failed": pgettext_lazy("log", "a letter could not be written"),
    "correct": pgettext_lazy("log", "corrected"),
    "make-call": pgettext_lazy("log", "call made"),
    "unmake-call": pgettext_lazy("log", "draft of a call deleted"),
    "make-event": pgettext_lazy("log", "event made"),
    "unmake-event": pgettext_lazy("log", "draft of an event deleted"),
    "bind": pgettext_lazy("log", "item bound"),
    "unbind": pgettext_lazy("log", "binding taken off an item"),
    "set-aside": pgettext_lazy("log", "proposal set aside"),
    "take-up": pgettext_lazy("log", "proposal taken up again"),
}
ISSUES_A_PAGE = 50
_READ = ["GET", "HEAD", "POST"]


@editors_only
def issue_list(request: HttpRequest) -> HttpResponseBase:
    """The issues, the newest number first, a page at a time."""
    notes = Prefetch("items", Item.objects.only("issue", "notes"))
    issues = Issue.objects.annotate(count=Count("items")).defer("introduction").prefetch_related(notes)
    page = page_of(request, Paginator(issues.order_by("-number"), ISSUES_A_PAGE))
    lines = [(issue, sum(len(open_notes(item)) for item in issue.items.all())) for issue in page.object_list]
    return render(request, "bulletin/desk/issues.html", {"lines": lines, "page": page})


@editors_only
@require_http_methods(_READ)
def new_issue(request: HttpRequest) -> HttpResponseBase:
    """An issue begun without a document."""
    last = Issue.objects.order_by("-number").values_list("number", flat=True).first() or 0
    source = request.POST.get("source_language", "en")
    source = source if source in settings.CONTENT_LANGUAGES else "en"
    today = timezone.localdate()
    initial = {"number": last + 1, "date": today, "zone": settings.ORGANIZER_ZONE, "source_language": source}
    nothing = {"title": LazyI18nString({}), "introduction": LazyI18nString({})}
    form = IssueForm(posted(request), initial=initial, values=nothing, marks={}, source=source)
    if request.method == "POST" and form.is_valid():
        try:
            issue = begin_issue(_begun(form), editor(request), timezone.now())
            return redirect("bulletin:desk_issue", issue.number)
        except Refused as refused:
            form.add_error("number", str(refused))
    return render(request, "bulletin/desk/issue_form.html", {"form": form, **datalists()})


def _begun(form: IssueForm) -> dict[str, Any]:
    texts = {
        name: LazyI18nString({code: words for code, words in said.items() if words})
        for name, said in form.texts().items()
    }
    return {**_plain(form), **texts}


def _plain(form: IssueForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("number", "date", "zone", "source_language")}


@editors_only
def overview(request: HttpRequest, number: int) -> HttpResponseBase:
    """One issue at a glance: its items in order, what is left to do, what comes next."""
    return _overview(request, number)


def _overview(request: HttpRequest, number: int, refusal: str = "", title: str = "") -> HttpResponse:
    issue = issue_or_404(number)
    items = list(
        issue.items.select_related("label").prefetch_related("moments", "pictures", "attachments", "proposals")
    )
    view = View(request.LANGUAGE_CODE, None, timezone.now())
    context = {
        "issue": issue,
        "entries": [_entry(item, issue, view) for item in items],
        "checks": checklist(issue, items),
        "log": [
            (line, VERBS.get(line.verb, line.verb))
            for line in issue.log.select_related("actor").order_by("-at", "-pk")[:20]
        ],
        "refusal": refusal,
        "new_title": title,
    }
    return render(request, "bulletin/desk/issue.html", context, status=422 if refusal else 200)


def _entry(item: Item, issue: Issue, view: View) -> dict[str, Any]:
    return {
        "item": item,
        "notes": open_notes(item),
        "moments": [moment(row, view) for row in item.moments.all()],
        "states": language_states(item, issue.source_language),
    }


@editors_only
@require_http_methods(_READ)
def edit_issue(request: HttpRequest, number: int) -> HttpResponseBase:
    """Number, date, zone, title and introduction."""
    issue = issue_or_404(number)
    form = issue_form(issue, posted(request))
    context: dict[str, Any] = {"issue": issue, "form": form, **datalists()}
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, issue, form)
            messages.success(request, _("Saved."))
            return redirect("bulletin:desk_issue", saved.number)
        except Refused as refused:
            form.add_error("note" if refused.code == "note-missing" else "number", str(refused))
        except Stale:
            context |= _stale(request, number, form)
    return render(request, "bulletin/desk/issue_form.html", context, status=409 if "conflict" in context else 200)


def issue_form(issue: Issue, post: Any = None) -> IssueForm:
    values = {"title": issue.title, "introduction": issue.introduction}
    initial = {name: getattr(issue, name) for name in ("number", "date", "zone", "source_language")}
    initial["seen"] = editing.mark_of(issue)
    return IssueForm(post, initial=initial, values=values, marks=issue.marks, source=issue.source_language)


def _save(request: HttpRequest, issue: Issue, form: IssueForm) -> Issue:
    fields = {**_plain(form), **form.texts()}
    said = form.cleaned_data
    return editing.save_issue(
        issue, fields, form.reviewed(), said["seen"], editor(request), timezone.now(), said["note"]
    )


def _stale(request: HttpRequest, number: int, mine: IssueForm) -> dict[str, Any]:
    """The same form once more, now over the record as it stands, with the editor's words in it."""
    issue = issue_or_404(number)
    post = request.POST.copy()
    post["seen"] = editing.mark_of(issue)
    return {"issue": issue, "form": issue_form(issue, post), "conflict": conflict(issue, mine, issue_form(issue))}


@editors_only
@require_POST
def move(request: HttpRequest, number: int, slug: str) -> HttpResponseBase:
    """Put an item one place up or down, or where ``to`` says."""
    item = item_or_404(number, slug)
    words = request.POST.get("to", "")
    step = -1 if "up" in request.POST else 1
    to = int(words) if words.isdecimal() else item.position + step
    editing.move_item(item, max(1, to), editor(request), timezone.now())
    return redirect(f"{_address(number)}#item-{slug}")


def _address(number: int) -> str:
    return str(redirect("bulletin:desk_issue", number)["Location"])


@editors_only
@require_POST
def add_item(request: HttpRequest, number: int) -> HttpResponseBase:
    """A new item at the end."""
    title = request.POST.get("title", "").strip()
    if not title:
        return _overview(request, number, _("Write a title for the new item."))
    try:
        item = editing.add_item(
            issue_or_404(number), title, editor(request), timezone.now(), request.POST.get("note", "")
        )
    except Refused as refused:
        return _overview(request, number, str(refused), title)
    return redirect("bulletin:desk_item", number, item.slug)


@editors_only
@require_http_methods(_READ)
def remove_item(request: HttpRequest, number: int, slug: str) -> HttpResponseBase:
    """Ask first, then take the item out."""
    item = item_or_404(number, slug)
    refusal = ""
    if request.method == "POST":
        try:
            editing.remove_item(item, editor(request), timezone.now(), request.POST.get("note", ""))
            messages.success(request, _("“%(title)s” was removed.") % {"title": item.title})
            return redirect("bulletin:desk_issue", number)
        except Refused as refused:
            refusal = str(refused)
    context = {"item": item, "issue": item.issue, "refusal": refusal}
    return render(request, "bulletin/desk/remove.html", context, status=422 if refusal else 200)


@editors_only
@require_POST
def settle(request: HttpRequest, number: int, slug: str) -> HttpResponseBase:
    """Take a warning off an item."""
    item = item_or_404(number, slug)
    editing.settle_note(item, request.POST.get("note", ""), editor(request), timezone.now())
    back = "bulletin:desk_item" if "stay" in request.POST else "bulletin:desk_issue"
    return redirect(back, *([number, slug] if "stay" in request.POST else [number]))
