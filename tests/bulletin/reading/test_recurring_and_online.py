"""What comes back every week, what is held online under a town's heading, and what is only announced."""

from __future__ import annotations

import pytest

from tests.bulletin.reading.reading_of import facts, kinds, read

WEEKLY = [
    ("en", "Workshops every Tuesday in March 2026 at 4 pm.", "2026-03-03T16:00", None),
    ("fr", "Les mardis de mars 2026, à 16 h.", "2026-03-03T16:00", None),
    ("es", "Todos los martes de marzo de 2026, a las 16:00.", "2026-03-03T16:00", None),
    ("en", "Every Tuesday from 2 March to 26 May 2026, 16:00-17:00", "2026-03-03T16:00", "2026-03-03T17:00"),
    ("fr", "Tous les jeudis du 8 janvier au 26 mars 2026.", "2026-01-08", None),
]


@pytest.mark.parametrize(("language", "text", "start", "end"), WEEKLY)
def test_the_first_of_a_weekly_row_stands_for_it(language: str, text: str, start: str, end: str | None) -> None:
    assert facts(read(text, language)) == [("event", start, end, None)]


HEAD = "## {title}\n31 March – 2 April 2026, Hainan, China\n- {meeting}"


@pytest.mark.parametrize(
    ("language", "meeting", "start"),
    [
        ("en", "Arab States: Monday 2 February 2026. The Zoom link will be shared shortly.", "2026-02-02"),
        ("en", "Online meeting of Africa: 2 February 2026, 10:00", "2026-02-02T10:00"),
    ],
)
def test_an_online_meeting_is_not_held_in_the_town_of_the_head(language: str, meeting: str, start: str) -> None:
    moments = read(HEAD.format(title="Conference", meeting=meeting), language).moments
    assert [(each.start, each.place, each.zone) for each in moments] == [
        ("2026-03-31", "Hainan, China", "Asia/Shanghai"),
        (start, None, None),
    ]


def test_what_will_be_published_leaves_no_moment_open() -> None:
    reading = read("More than 44 schools answered, and what they said will be published soon.")
    assert (facts(reading), kinds(reading)) == ([], ["to-confirm"])


def test_the_first_verb_after_a_day_says_whether_it_is_past() -> None:
    text = "On 3 March the forum was held and will meet again on 5 June."
    assert [each.start for each in read(text).moments] == ["2025-03-03", "2026-06-05"]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Results: June"), ("fr", "Résultats : juin"), ("es", "Resultados: junio")]
)
def test_a_month_beside_its_label_is_a_date(language: str, text: str) -> None:
    (moment,) = read(text, language).moments
    assert (str(moment.kind), moment.what, moment.start, moment.precision) == (
        "tentative",
        "announce",
        "2026-06-01",
        "month",
    )


def test_a_zone_that_heads_a_column_holds_for_its_times() -> None:
    text = "| Date | Time (Bratislava)\n| 5 May 2026 | 16.00–17.30"
    assert facts(read(text)) == [("event", "2026-05-05T16:00", "2026-05-05T17:30", "Europe/Bratislava")]


def test_one_event_starts_and_ends_in_the_zone_between() -> None:
    text = "26 March 2026 starts at 8.30am sharp (Wellington time) and ends at 1pm."
    assert facts(read(text)) == [("event", "2026-03-26T08:30", "2026-03-26T13:00", "Pacific/Auckland")]
