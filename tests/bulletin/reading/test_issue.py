"""What does not fit together in an item or across the items of an issue."""

from __future__ import annotations

from datetime import date

from heliograph.bulletin.importing.draft import Warning
from heliograph.bulletin.importing.reading import ReadingContext, read_issue
from tests.bulletin.reading.reading_of import read

CONTEXT = ReadingContext("en", date(2026, 1, 5), "Europe/Paris")
CONFERENCE = """# World Conference 2026
31 March – 2 April 2026 | Kigali, Rwanda
- **Registration**
  - Fill in the registration form by **1 February 2026**.
  - Tell us by mail to reconfirm. To withdraw, write by **26 January 2026**.
- Posters:
  - The deadline for sending a poster is **1 February 2026**.
- Sessions:
  - Use the proposal form by **15 January 2026**.
- **Preparatory meetings**
  - **Asia:** Thursday 15 January 2026 from 9:30 to 10:30 (CEST, Paris Time).
  - **Arab States:** Monday 2 February 2026. Time and link will be shared shortly.
  - **Africa:** The second meeting is held in the first week of February. The exact date will be confirmed."""


def warned(*items: tuple[str, str]) -> list[tuple[str, str]]:
    readings = [(title, read(text)) for title, text in items]
    return [(str(each.kind), each.text) for each in read_issue(readings, CONTEXT)]


def messages(text: str) -> list[Warning]:
    return list(read_issue([("Conference", read(text))], CONTEXT))


def test_the_three_faults_of_a_conference_are_named() -> None:
    assert warned(("World Conference 2026", CONFERENCE)) == [
        ("out-of-step", "26 January 2026"),
        ("out-of-step", "15 January 2026"),
        ("out-of-step", "1 February 2026"),
    ]


def test_each_fault_names_both_its_sides() -> None:
    withdrawal, proposals, posters = (each.message for each in messages(CONFERENCE))
    assert "26 January 2026" in withdrawal
    assert "1 February 2026" in withdrawal
    assert "Monday 2 February 2026" in proposals
    assert "first week of February" in posters


def test_dates_in_good_order_are_not_warned_of() -> None:
    good = "Register by 1 February 2026. Withdraw by 3 February 2026. The forum is on 5 March 2026."
    assert messages(good) == []


def test_two_items_about_one_thing_must_agree() -> None:
    first = ("World Conference of Schools", "Register by 1 February 2026.")
    second = ("Reminder: World Conference registration", "Register by 31 January 2026.")
    other = ("School gardens in spring", "Register by 30 January 2026.")
    assert warned(first, second, other) == [("date-inconsistent", "31 January 2026")]


def test_a_deadline_after_the_event_of_another_item_is_warned_of() -> None:
    first = ("World Conference of Schools", "It takes place from 3 to 5 March 2026.")
    second = ("World Conference: last places", "Register by 6 March 2026.")
    assert warned(first, second) == [("deadline-after-event", "6 March 2026")]
