"""What is asked before readers lose something; who answers the page posts the same once more, with ``sure``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.frame.reader import reader_of
from heliograph.library import shown, uses
from heliograph.library.models import Document, DocumentFile, DocumentVersion
from heliograph.library.states import DocumentState
from heliograph.library.uses import Use
from heliograph.network.countries import language_name
from heliograph.texts.languages import base


@dataclass(frozen=True)
class Question:
    """What the page says: its heading, its sentences, the button; ``name`` is the field that is posted once more."""

    heading: str
    sentences: Sequence[str]
    button: str
    name: str = ""
    used_by: list[Use] = field(default_factory=list)


def page(request: HttpRequest, document: Document, question: Question) -> HttpResponse:
    """The page that asks; it posts to the address that it stands at."""
    return render(request, "library/desk/ask.html", {"document": document, "question": question})


def of_release(request: HttpRequest, version: DocumentVersion) -> Question | None:
    """Which languages readers lose when a version takes the place of the current one; None where none."""
    names = [] if "sure" in request.POST else _lost(version, reader_of(request).language)
    if not names:
        return None
    said = {"languages": shown.listed(names, reader_of(request).language)}
    words = _("The new version is not there in these languages, in which readers get the present one: %(languages)s.")
    kept = _("The present version stays below it, and readers of these languages are told that it is there.")
    return Question(_("Release it in fewer languages?"), [words % said, kept], _("Release it"))


def _lost(version: DocumentVersion, language: str) -> list[str]:
    given = {base(each) for each in version.files.standing().values_list("language", flat=True)}
    current = DocumentFile.objects.standing().filter(version__document=version.document_id, version__current=True)
    if not given or version.released_at is not None:
        return []
    lost = [each for each in current.values_list("language", flat=True) if base(each) not in given]
    return sorted(language_name(each, language) for each in lost)


def of_unpublishing(request: HttpRequest, document: Document) -> Question | None:
    """What uses a document that is to be a draft again; None where nothing does."""
    count = uses.count(document)
    if "sure" in request.POST or document.state != DocumentState.PUBLISHED or not count:
        return None
    own = uses.kept_by(document, request.user)
    words = [_("It is in use. Nobody finds it there any more, nor its files, until it is published again.")]
    if (others := count - len(own)) > 0:
        more = ngettext("%(n)s page of others uses it.", "%(n)s pages of others use it.", others)
        words.append(more % {"n": others})
    return Question(_("Make it a draft again?"), words, _("Make it a draft again"), used_by=own)


def of_file(request: HttpRequest, version: DocumentVersion, file: DocumentFile) -> Question | None:
    """What becomes of a file that readers have, and that is to be held back or taken away; else None."""
    reached = version.released_at is not None and version.document.state == DocumentState.PUBLISHED
    if "sure" in request.POST or not reached:
        return None
    language = {"language": language_name(file.language, reader_of(request).language)}
    if "hold" in request.POST:
        words = _("Nobody can fetch this file (%(language)s) any more, wherever it stands.") % language
        again = _("Only the secretariat can give it out again.")
        return Question(_("Hold this file back?"), [words, again], _("Hold it back: it is harmful"), "hold")
    if "remove" in request.POST and file.replaced_at is None:
        words = _("Readers do not find this any more: %(language)s.") % language
        return Question(_("Take this away?"), [words], _("Take away"), "remove")
    return None
