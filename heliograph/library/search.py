"""What of documents is found by words: title and abstract by language; collection and organizer in each."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.expressions import RawSQL

from heliograph.frame import fulltext
from heliograph.library.models import Document
from heliograph.texts.markdown import parse
from heliograph.texts.multilingual import texts_of
from heliograph.texts.tree import words

TOPIC = "library-document"


def _texts(document: Document) -> dict[str, str]:
    titles, abstracts = texts_of(document.title), texts_of(document.abstract)
    everywhere = [*(texts_of(document.collection.title).values() if document.collection else ())]
    if document.organizer is not None:
        everywhere += [document.organizer.name, document.organizer.name_en]
    return {
        language: "\n".join([titles.get(language, ""), words(parse(abstracts.get(language, ""))), *everywhere])
        for language in dict.fromkeys([*titles, *abstracts])
    }


def index(documents: Iterable[Document]) -> None:
    """Put documents into the search, or anew. Drafts too: who may not see them does not find them either."""
    for document in documents:
        fulltext.index(TOPIC, document.pk, _texts(document), sort=document.year or 0)


def documents_with(question: str) -> RawSQL | None:
    """For ``filter(pk__in=…)``: documents that have all the words in a language; None where there are no words."""
    return fulltext.matching(TOPIC, question)


def forget(keys: Iterable[int]) -> None:
    """Take documents out of the search, by primary key."""
    fulltext.forget(TOPIC, keys)
