"""The report as PDF: tagged, with a table of contents; every poster with its picture."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from heliograph.conference.models import Conference
from heliograph.conference.posters.shown import PosterLine
from heliograph.conference.published.lines import Block, Day, Line
from heliograph.conference.report.gathering import Report, Shot, Summary, gather
from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.frame.typesetting import Unprintable, typeset
from heliograph.moments.locales import write_day
from heliograph.moments.stored import day_in
from heliograph.network.joining.certificate_pdf import printable
from heliograph.network.letters import address_of
from heliograph.texts.commas import with_commas
from heliograph.texts.languages import base, direction
from heliograph.texts.markdown import parse
from heliograph.texts.render_plain import render_plain

TEMPLATE = Path(__file__).with_name("report.typ")
Data = dict[str, Any]


class _Words:
    """Texts for the template; what no font has letters for is left out where ``careful``."""

    def __init__(self, *, careful: bool) -> None:
        self._fits: Callable[[str], bool] = printable if careful else lambda _text: True

    def line(self, text: object) -> str:
        words = str(text or "")
        return words if self._fits(words) else ""

    def told(self, words: str, language: str) -> Data:
        """A text with its language and direction."""
        return {"words": self.line(words), "language": base(language), "direction": direction(language)}

    def picked(self, picked: Picked) -> Data:
        return self.told(picked.words, picked.language)


def report_pdf(conference: Conference, reader: Reader, at: datetime) -> bytes:
    """The report as things stand now, for a reader of one language. Raises MissingFont and Unprintable.

    Only where some letter has no font is each text looked at, and left out where it cannot be printed.
    """
    report = gather(conference, reader)
    try:
        return _typeset(report, reader, at, _Words(careful=False))
    except Unprintable:
        return _typeset(report, reader, at, _Words(careful=True))


def _typeset(report: Report, reader: Reader, at: datetime, words: _Words) -> bytes:
    def prepare(place: Path) -> Data:
        (place / "map.svg").write_text(_map(report), encoding="utf-8")
        return _data(report, reader, at, words, place)

    return typeset(TEMPLATE, prepare, at)


def _map(report: Report) -> str:
    return render_to_string("conference/report/map.svg", {"drawing": report.drawing})


def _data(report: Report, reader: Reader, at: datetime, words: _Words, place: Path) -> Data:
    day = write_day(day_in(at, report.conference.zone), reader.language)
    return {
        "network": words.line(settings.NETWORK_NAME),
        "language": base(reader.language),
        "direction": direction(reader.language),
        "title": words.picked(report.title),
        "kind": _("Report"),
        "days": report.days,
        "place": words.picked(report.place),
        "as_of": _("As of %(day)s") % {"day": day},
        "address": address_of("conference:report", report.conference.programme.slug),
        "contents": _("Contents"),
        "opening": words.told(_plain(report.opening.words), report.opening.language),
        "figures": _figures(report, words),
        "programme": _part(_("The programme"), [_day(each, words) for each in report.programme]),
        "summaries": _part(_("What came of the sessions"), [_summary(each, words) for each in report.summaries]),
        "posters": _part(_("Posters"), [_poster(each, words, place) for each in report.posters]),
        "photographs": _part(_("Photographs"), [_shot(each, words, place) for each in report.shots]),
        "documents": _part(
            _("Documents"), [{**words.picked(each.title), "form": each.form} for each in report.documents]
        ),
    }


def _plain(markdown: str) -> str:
    """Markdown as paragraphs, each on one line."""
    return "\n\n".join(" ".join(each.split()) for each in render_plain(parse(markdown)).split("\n\n"))


def _part(title: str, entries: Iterable[Data]) -> Data:
    return {"title": title, "entries": list(entries)}


def _figures(report: Report, words: _Words) -> Data:
    heads = [_("Region"), *(label for _name, label in report.columns)]
    rows = [[words.line(name), *map(str, numbers)] for name, numbers in report.rows]
    return {
        "title": _("Who took part"),
        "numbers": [{"number": each.number, "words": each.words} for each in report.figures],
        "heads": heads,
        "rows": rows,
        "map": bool(report.countries),
        "map_words": _(
            "Map with a dot for each country from which somebody was registered; the list below says the same"
        ),
        "countries": [{"name": words.line(name), "count": str(count)} for name, count in report.countries],
    }


def _day(day: Day, words: _Words) -> Data:
    return {"title": day.words, "blocks": [_block(each, words) for each in day.blocks]}


def _block(block: Block, words: _Words) -> Data:
    return {
        "clock": block.clock,
        "title": None if block.parallel else words.picked(block.title),
        "room": words.picked(block.room) if block.room is not None else None,
        "sessions": [_session(each, words) for each in block.lines],
    }


def _session(line: Line, words: _Words) -> Data:
    return {
        "title": words.told(line.session.title, line.session.language),
        "people": words.line(with_commas(line.people)),
        "about": " · ".join(filter(None, [words.line(line.format), words.line(line.theme), words.line(line.room)])),
        "cancelled": _("cancelled") if line.cancelled else "",
    }


def _summary(summary: Summary, words: _Words) -> Data:
    return {
        "title": words.told(summary.line.session.title, summary.line.session.language),
        "people": " · ".join(filter(None, [words.line(with_commas(summary.line.people)), summary.took_part])),
        "text": words.told(summary.words, summary.language),
    }


def _poster(line: PosterLine, words: _Words, place: Path) -> Data:
    poster = line.poster
    told = {name: words.told(getattr(poster, name), poster.language) for name in ("title", "summary", "credit")}
    return {
        **told,
        "number": str(poster.number),
        "whose": words.line(with_commas([poster.organization_name, line.place])),
        "picture": _copied(Path(poster.preview.path), place, f"poster-{poster.number}"),
        "alt": words.line(poster.alt) or words.line(poster.title) or str(poster.number),
        "language": base(poster.language),
    }


def _shot(shot: Shot, words: _Words, place: Path) -> Data:
    photograph = shot.photograph
    return {
        "picture": _copied(Path(photograph.file.path), place, f"photograph-{photograph.pk}"),
        "alt": words.line(shot.alt) or words.line(photograph.credit),
        "credit": words.line(photograph.credit),
    }


def _copied(path: Path, place: Path, name: str) -> str:
    """The name under which a picture lies beside the template; empty where its file is gone."""
    there = place / f"{name}{path.suffix}"
    try:
        there.hardlink_to(path)
    except FileNotFoundError:
        return ""
    except OSError:
        shutil.copyfile(path, there)
    return there.name
