"""The documents of an item as a reader of the bulletin sees them: a button each, and the languages that there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from heliograph.bulletin.addresses import absolute
from heliograph.bulletin.binding.bound import Bound, name_of
from heliograph.bulletin.enclosures import Button
from heliograph.bulletin.models import Item
from heliograph.library.models import Document
from heliograph.library.shown import given_files, listed
from heliograph.network.countries import language_name
from heliograph.texts.languages import direction


def bound_documents(item: Item, wanted: Sequence[str]) -> Iterator[Bound]:
    """The documents that the item is bound to. No query where ``BindingQuerySet.shown`` has fetched them."""
    for binding in item.bindings.all():
        if binding.document is not None:
            yield _bound(binding.document, item, wanted)


def _bound(document: Document, item: Item, wanted: Sequence[str]) -> Bound:
    name, language = name_of(document.title, document.source_language, item, wanted)
    words = pgettext("button", "Read the document")
    label = _("%(what)s: %(title)s") % {"what": words, "title": name}
    button = Button(words, absolute(reverse("library:document", args=[document.slug])))
    return Bound(document.slug, name, language, direction(language), button, label, "", _languages(document), True)


def _languages(document: Document) -> str:
    active = get_language() or "en"
    names = dict.fromkeys(language_name(each.language, active) for each in given_files(document))
    return listed(sorted(names), active) if names else ""
