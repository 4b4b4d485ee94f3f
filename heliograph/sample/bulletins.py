"""The sample's bulletins as the rest of the program takes them: a document, its translations, two earlier numbers.

``today`` is any day of the week to which the dates are moved; ``moving.bulletin_monday`` gives the one that the
setting asks for.
"""

from __future__ import annotations

from datetime import date

from heliograph.sample.document import write_docx
from heliograph.sample.phrases import spell
from heliograph.sample.sources import SampleEdition, SampleItem, edition, languages_of
from heliograph.texts import tree
from heliograph.texts.markdown import parse

NUMBER = 22
EARLIER = (20, 21)


def document_name() -> str:
    return f"info-flash-{NUMBER}.docx"


def build_document(today: date) -> bytes:
    """The sample bulletin as the secretariat writes it: a docx in English, flaws included."""
    return write_docx(edition(NUMBER, "en", today))


def translations(today: date) -> dict[str, SampleEdition]:
    """The other editions of the sample bulletin by language; items stand in the order of the document."""
    return {language: edition(NUMBER, language, today) for language in languages_of(NUMBER) if language != "en"}


def earlier_issues(today: date) -> tuple[dict[str, SampleEdition], ...]:
    """The numbers before the sample bulletin, oldest first, each by language, English first."""
    return tuple(
        {language: edition(number, language, today) for language in languages_of(number)} for number in EARLIER
    )


def button_words(item: SampleItem) -> str:
    """What the item's one button says: the words of its first link to a page; empty where it has none."""
    found = (link for link in tree.links(parse(item.body)) if link.url.startswith("https:"))
    return next((tree.words(tree.Paragraph(link.children)) for link in found), "")


def as_markdown(one: SampleEdition) -> str:
    """An edition as a Markdown document that the importer reads; pictures are left out, their captions stay."""
    parts = [f"# {one.title}", spell(one.date, one.date, "day", one.language), one.introduction]
    for item in one.items:
        captions = [picture.caption for picture in item.pictures]
        parts += [f"## {item.title}", *([item.label] if item.label else []), item.body, *captions]
    return "\n\n".join(parts) + "\n"
