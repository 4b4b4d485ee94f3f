"""By what sessions of the public programme are found; the words and filters are those of the list of sessions."""

from __future__ import annotations

from collections.abc import Mapping

from heliograph.conference.published.lines import Line
from heliograph.conference.sessions import finding
from heliograph.conference.sessions.finding import Facts, Options, Wanted
from heliograph.library.finding import Select
from heliograph.texts.multilingual import texts_of


def wanted_lines(wanted: Wanted, lines: Mapping[int, Line]) -> dict[int, Line]:
    """Those of the sessions that are wanted."""
    return {key: line for key, line in lines.items() if wanted.holds(_facts(line))}


def _facts(line: Line) -> Facts:
    session, theme = line.session, line.session.theme
    themes = texts_of(theme.name).values() if theme is not None else ()
    keys = {
        "format": [session.format.key],
        "theme": [theme.key] if theme is not None else [],
        "language": [session.language],
        "region": [session.region],
    }
    return Facts(" ".join([session.title, session.summary, *line.people, *themes]), keys)


def selects(wanted: Wanted, lines: Mapping[int, Line]) -> list[Select]:
    """The filters beside the words that have something to choose among in the programme. No query."""
    every = list(lines.values())
    options: dict[str, Options] = {
        "theme": _sorted({each.session.theme.key: str(each.theme) for each in every if each.session.theme}),
        "format": _sorted({each.session.format.key: str(each.format) for each in every}),
        "language": _sorted({each.session.language: each.language for each in every}),
        "region": finding.regions({each.session.region for each in every}),
    }
    return finding.selects(wanted, {name: some for name, some in options.items() if len(some) > 1})


def _sorted(options: Mapping[str, str]) -> Options:
    return sorted(options.items(), key=lambda pair: pair[1])
