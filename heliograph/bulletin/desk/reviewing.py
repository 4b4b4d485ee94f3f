"""The review page: one small form per fact, bound to what the reviewer says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heliograph.bulletin import passages, review
from heliograph.bulletin.desk.dates import moment_words
from heliograph.bulletin.forms import MomentForm, read_day
from heliograph.bulletin.models import ImportedDraft
from heliograph.frame.fields import Prose
from heliograph.frame.translating import content_languages

#: So many items are reviewed on one page.
PAGE = 12

KINDS: dict[str, str | Promise] = {
    "issue": _("The issue"),
    "item": _("Title, label and text"),
    "moments": _("Date"),
    "links": _("Link"),
    "emails": _("E-mail address"),
    "attachments": _("Attachment"),
    "languages": _("Language offered"),
    "audiences": _("Addressed to"),
    "places": _("Place"),
    "pictures": _("Picture"),
    "proposals": _("Could become"),
    "warnings": _("Please check"),
}
_PROPOSED = {"call": _("a call"), "event": _("an event"), "document": _("a document")}


class WholeForm(forms.Form):
    number = forms.CharField(label=_("Number"), required=False, max_length=12)
    title = forms.CharField(label=_("Title"), required=False, max_length=250)
    date = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    language = forms.ChoiceField(label=_("Written in"), choices=content_languages)
    introduction = Prose(label=_("Introduction"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class EntryForm(forms.Form):
    label = forms.CharField(
        label=_("Label"), required=False, max_length=100, widget=forms.TextInput(attrs={"list": "labels"})
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    body = Prose(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 10}))


class LinkForm(forms.Form):
    text = forms.CharField(label=_("Words"), required=False, max_length=500)
    url = forms.CharField(label=_("Address"), required=False, max_length=2000)


class WordForm(forms.Form):
    value = forms.CharField(label=_("Words"), max_length=500)


_FORMS: dict[str, type[forms.Form]] = {
    "issue": WholeForm,
    "item": EntryForm,
    "moments": MomentForm,
    "links": LinkForm,
    **dict.fromkeys(("emails", "attachments", "languages", "audiences", "places"), WordForm),
}


@dataclass
class Row:
    """A fact with its form (None where there is nothing to correct) and the verdict as it stands."""

    fact: review.Fact
    form: forms.Form | None
    verdict: str
    marked: bool
    said: Mapping[str, Any]

    @property
    def anchor(self) -> str:
        return anchor(self.fact.key)

    @property
    def name(self) -> str | Promise:
        return KINDS[self.fact.kind]

    @property
    def choices(self) -> list[tuple[str, str | Promise, bool]]:
        """The radio buttons: value, words, whether chosen."""
        words = _words(self.fact.kind)
        return [(value, text, value == self.verdict) for value, text in words if value != review.CORRECT or self.form]

    @property
    def folds(self) -> bool:
        """Whether the fields stand behind a fold: for all but the issue and the items themselves."""
        return self.form is not None and self.fact.item is not None and self.fact.kind != "item"

    @property
    def open(self) -> bool:
        """Whether the fold stands open: where something was corrected or cannot be read."""
        return self.verdict == review.CORRECT or bool(self.form and self.form.errors)

    @property
    def classes(self) -> str:
        """The names by which the style sheet and the keys know it."""
        names = [
            "fact",
            f"fact-{self.fact.kind}",
            "fact-odd" if self.fact.remarkable else "",
            f"is-{self.verdict or 'open'}",
        ]
        return " ".join(filter(None, names))

    @property
    def quote(self) -> str:
        """The passage it was read from; nothing for the issue and the items, which stand in their fields."""
        return "" if self.fact.kind in {"issue", "item"} else self.fact.text

    @property
    def summary(self) -> str:
        """The fact in one line."""
        values = self.fact.values
        match self.fact.kind:
            case "moments":
                return moment_words(self.said)
            case "proposals":
                return f"{_PROPOSED.get(values.get('kind', ''), '')}: {values.get('title', '')}"
            case "links":
                return str(self.said.get("url") or _("leads nowhere"))
            case _:
                return str(values.get("message") or "")


def _words(kind: str) -> Sequence[tuple[str, str | Promise]]:
    if kind == "warnings":
        return [(review.ACCEPT, _("keep as a note")), (review.DROP, _("it is settled"))]
    return [
        (review.ACCEPT, pgettext_lazy("fact", "accept")),
        (review.CORRECT, pgettext_lazy("fact", "correct")),
        (review.DROP, pgettext_lazy("fact", "drop")),
    ][: 2 if kind == "issue" else 3]


def anchor(key: str) -> str:
    """The key of a fact as part of an element's id."""
    return key.replace(".", "-")


def pages(draft: ImportedDraft) -> int:
    return max(1, -(-len(draft.data.get("items", [])) // PAGE))


def _shown(fact: review.Fact, page: int) -> bool:
    return page == 1 if fact.item is None else fact.item // PAGE + 1 == page


def rows(draft: ImportedDraft, page: int, marked: frozenset[str], post: Mapping[str, Any] | None = None) -> list[Row]:
    """The facts of one page; with ``post`` bound to what was sent."""
    shown = [fact for fact in review.facts(draft.data) if _shown(fact, page)]
    sent = {name.rpartition("-")[0] for name in post or () if not name.endswith("-verdict")}
    return [_row(fact, draft.verdicts, fact.key in marked, post, bound=fact.key in sent) for fact in shown]


def _row(
    fact: review.Fact, verdicts: review.Verdicts, marked: bool, post: Mapping[str, Any] | None, *, bound: bool
) -> Row:
    """``bound`` says that the fields of this fact were sent; a program may send verdicts alone."""
    verdict = review.verdict_of(verdicts, fact.key) if post is None else str(post.get(f"{fact.key}-verdict", ""))
    said = {**fact.values, **verdicts.get(fact.key, {}).get("values", {})}
    kind = _FORMS.get(fact.kind)
    form = None
    if kind and bound:
        form = kind(post, prefix=fact.key, initial=_initial(fact.kind, fact.values))
    elif kind:
        form = kind(prefix=fact.key, initial=_initial(fact.kind, said))
    return Row(fact, form, verdict, marked, said)


def _initial(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    if kind == "moments":
        return MomentForm.initial_of(values)
    shown = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    return {**shown, "date": read_day(shown["date"])} if kind == "issue" else shown


def verdicts_of(found: Sequence[Row]) -> tuple[dict[str, Any], list[Row]]:
    """What the reviewer said on one page, and the rows whose corrections cannot be read.

    Changed fields are a correction whichever button is chosen, unless the fact is dropped.
    """
    said: dict[str, Any] = {}
    wrong = []
    for row in found:
        if row.verdict == review.DROP:
            said[row.fact.key] = {"verdict": review.DROP}
        elif row.form is not None and row.form.is_bound and row.form.has_changed():
            if row.form.is_valid():
                said[row.fact.key] = {"verdict": review.CORRECT, "values": _values(row.form)}
            else:
                wrong.append(row)
        elif row.verdict:
            said[row.fact.key] = {"verdict": review.ACCEPT}
    return said, wrong


def _values(form: forms.Form) -> dict[str, Any]:
    if isinstance(form, MomentForm):
        return form.wall()
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in form.cleaned_data.items()
    }


def marked_source(draft: ImportedDraft, page: int) -> tuple[SafeString, frozenset[str]]:
    """The source of one page with every passage marked and linked to its fact, and the keys of those that are."""
    starts = passages.item_starts(draft.source, draft.data)
    found = passages.locate(draft.source, review.facts(draft.data), starts)
    last = page * PAGE
    begin = starts[(page - 1) * PAGE] if page > 1 else len(draft.source) - len(draft.source.lstrip())
    end = starts[last] if last < len(starts) else len(draft.source)
    pieces = passages.cut(draft.source, found, begin, max(begin, end))
    return mark_safe("".join(map(_piece, pieces))), frozenset(one.key for one in found)


def _piece(piece: passages.Piece) -> str:
    if not piece.key:
        return escape(piece.text)
    own = piece.key if piece.key in piece.begins else ""
    others = "".join(format_html('<span id="s-{}"></span>', anchor(key)) for key in piece.begins if key != own)
    name = format_html(' id="s-{}"', anchor(own)) if own else ""
    mark = format_html('<mark{}><a href="#f-{}">{}</a></mark>', name, anchor(piece.key), piece.text)
    return others + mark
