"""Where items begin: labels, titles, the head of an issue."""

from __future__ import annotations

from datetime import date

import pytest

from heliograph.bulletin.importing.formats.text import source_of
from heliograph.bulletin.importing.labels import is_known_label
from heliograph.bulletin.importing.outline import outline
from heliograph.bulletin.importing.outline.calendar import dated, is_date_line
from heliograph.bulletin.importing.outline.numbers import issue_number

BODY = "Please tell your schools about it and write to us.\n\n"


def entries(text):
    return [(entry.label, entry.title) for entry in outline(source_of(text, "text")).entries]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("ASPnet Bi-weekly Info Flash N°22", "22"),
        ("Boletín Nº 22", "22"),
        ("Newsletter No. 22", "22"),
        ("Flash #22", "22"),
        ("Issue 22", "22"),
        ("Lettre, numéro 22", "22"),
        ("Boletín número 22", "22"),
        ("Boletín n.º 22", "22"),
        ("Bulletin 22/2026", "22"),
        ("22nd issue", "22"),
        ("№ 22", "22"),
        ("第22期", "22"),
        ("العدد 22", "22"),
        ("Bulletin of 12 January 2026", None),
        ("Conference 2026", None),
    ],
)
def test_number_of_an_issue(line, number):
    assert issue_number(line) == number


@pytest.mark.parametrize(
    "line",
    ["INVITATION", "Call for Partners", "REMINDER + CALL FOR PARTICIPATION", "APPEL À PARTENAIRES", "Rappel",
     "NUEVA PUBLICACIÓN",
     "Convocatoria abierta", "Actualités", "Event", "[NEWS]", "Last call!", "Invitation / Rappel"],
)  # fmt: skip
def test_known_labels(line):
    assert is_known_label(line)


@pytest.mark.parametrize(
    "line", ["Peace week", "Santo Domingo Roadmap", "We call for peace in all schools", "Eventful days", ""]
)
def test_titles_are_no_labels(line):
    assert not is_known_label(line)


def test_labels_under_titles():
    assert entries(f"Flash No. 3\n\nPeace week\n\nINVITATION\n\n{BODY}A new guide\n\nNEWS\n\n{BODY}") == [
        ("INVITATION", "Peace week"),
        ("NEWS", "A new guide"),
    ]


def test_labels_above_titles():
    assert entries(f"Flash No. 3\n\nINVITATION\n\nPeace week\n\n{BODY}NEWS\n\nA new guide\n\n{BODY}") == [
        ("INVITATION", "Peace week"),
        ("NEWS", "A new guide"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "[RAPPEL] Semaine de la paix",
        "RAPPEL : Semaine de la paix",
        "RAPPEL | Semaine de la paix",
        "Semaine de la paix (RAPPEL)",
    ],
)
def test_labels_on_the_line_of_the_title(line):
    assert entries(f"Bulletin n° 3\n\n{line}\n\n{BODY}[INFORMATION] Autre chose\n\n{BODY}")[0] == (
        "RAPPEL",
        "Semaine de la paix",
    )


def test_a_label_under_the_line_of_dates_keeps_the_dates_in_the_body():
    found = outline(
        source_of(f"Flash No. 3\n\nPeace week\n\n3 – 5 May 2026 | Lomé, Togo\n\nINVITATION\n\n{BODY}", "text")
    )
    assert [(entry.label, entry.title) for entry in found.entries] == [("INVITATION", "Peace week")]
    assert found.entries[0].blocks[0].text == "3 – 5 May 2026 | Lomé, Togo"


def test_an_unknown_label_is_told_by_its_capitals():
    assert entries(f"Flash No. 3\n\nPeace week\n\nSOLIDARITY CORNER\n\n{BODY}A new guide\n\nNEWS\n\n{BODY}")[0] == (
        "SOLIDARITY CORNER",
        "Peace week",
    )


def test_marked_headings_decide_and_lower_ones_stay_in_the_body():
    text = f"# Flash No. 3\n\n## Peace week\n\n{BODY}### Programme\n\n{BODY}## A new guide\n\n{BODY}"
    assert entries(text) == [(None, "Peace week"), (None, "A new guide")]


def test_sections_gather_items():
    text = f"# Flash No. 3\n\n## News\n\n### Peace week\n\n{BODY}### A new guide\n\n{BODY}"
    text += f"## Events\n\n### The fair\n\n{BODY}"
    assert entries(text) == [("News", "Peace week"), ("News", "A new guide"), ("Events", "The fair")]


def test_subheadings_and_captions_are_no_items():
    text = f"Flash No. 3\n\nPeace week\n\nNEWS\n\n{BODY}How to join?\n\n{BODY}Days\n\nNEWS\n\n{BODY}"
    text += "World Day\n\n5 June 2026\n\nOcean Day\n\n8 June"
    assert entries(text) == [("NEWS", "Peace week"), ("NEWS", "Days")]


def test_a_letter_without_titles_is_one_item():
    assert entries("please come to the meeting on 3 May 2026 at ten.") == [
        (None, "please come to the meeting on 3 May 2026 at…"),
    ]


def test_head_gives_period_and_day_of_issue():
    found = outline(source_of(f"Bulletin n° 3 – 1er–15 mars 2026\n\nPeace week\n\nNEWS\n\n{BODY}", "text"))
    assert (found.number, found.period, found.issued) == ("3", "1er–15 mars 2026", date(2026, 3, 1))


def test_the_contents_are_no_item_and_the_greeting_is_the_introduction():
    found = outline(
        source_of(
            "# Flash No. 3\n\nDear colleagues, here is the news of the fortnight.\n\n"
            f"In this issue:\n\n- Peace week\n\n## Peace week\n\n{BODY}",
            "text",
        )
    )
    assert [entry.title for entry in found.entries] == ["Peace week"]
    assert [block.text for block in found.introduction] == ["Dear colleagues, here is the news of the fortnight."]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("12 January 2026", date(2026, 1, 12)),
        ("January 2026", date(2026, 1, 1)),
        ("March 5, 2026", date(2026, 3, 5)),
        ("du 1er au 15 mars 2026", date(2026, 3, 1)),
        ("3 de mayo de 2026", date(2026, 5, 3)),
        ("05/06/2026", date(2026, 6, 5)),
        ("2026-02-03", date(2026, 2, 3)),
        ("2026年2月3日", date(2026, 2, 3)),
        ("31/02/2026", None),
    ],
)
def test_dates_of_a_head(line, day):
    assert dated(line) == day


@pytest.mark.parametrize("line", ["31 March – 2 April 2026 | Hainan, China", "Lundi 12 janvier 2026", "January 2026"])
def test_lines_of_dates(line):
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["Conference 2026", "Write by 12 May 2026 to the office of the network please", "May"])
def test_lines_of_words(line):
    assert not is_date_line(line)
