"""Text to blocks: kinds, levels, links, and where each character stands in the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from heliograph.bulletin.importing.scanner import scan
from heliograph.bulletin.importing.source import Span


def shapes(text):
    return [(str(block.kind), block.level, block.text) for block in scan(text)]


def test_emphasis_is_taken_out_and_positions_stay():
    text = "Send it by **1 February 2026** or *never*."
    block = scan(text)[0]
    assert block.text == "Send it by 1 February 2026 or never."
    start = block.text.index("1 Feb")
    span = block.in_source(Span(start, start + len("1 February 2026")))
    assert text[span.start : span.end] == "1 February 2026"
    assert [block.text[one.start : one.end] for one in block.strong] == ["1 February 2026"]
    assert [block.text[one.start : one.end] for one in block.emphasis] == ["never"]


def test_bold_in_the_middle_of_a_word_counts():
    assert scan("10**:**00 and **Deadline:**5 May")[0].text == "10:00 and Deadline:5 May"


def test_underscores_in_addresses_are_no_emphasis():
    assert scan("Write to a_b_c@example.org or x_y")[0].text == "Write to a_b_c@example.org or x_y"


def test_links_with_and_without_target():
    block = scan("See [the form](https://example.org/a_(b)?x=1&amp;y=2 'title') and [nothing](#) or [empty]().")[0]
    assert block.text == "See the form and nothing or empty."
    assert [(link.text, link.url) for link in block.links] == [
        ("the form", "https://example.org/a_(b)?x=1&y=2"), ("nothing", None), ("empty", None),
    ]  # fmt: skip


def test_bare_addresses_end_before_the_sentence_does():
    block = scan("Go to https://example.org/a(b). Or (www.example.org/c), <https://example.org/d>, <a@example.org>.")[0]
    assert [link.url for link in block.links] == [
        "https://example.org/a(b)", "https://www.example.org/c", "https://example.org/d", "mailto:a@example.org",
    ]  # fmt: skip


def test_reference_links():
    assert [(link.text, link.url) for link in scan("See [the page][p].\n\n[p]: https://example.org/p\n")[0].links] == [
        ("the page", "https://example.org/p")
    ]


def test_entities_escapes_and_special_spaces():
    block = scan("Caf&eacute;\u00a0\\*12\u00ad:30 &amp; more&nbsp;")[0]
    assert block.text == "Café *12:30 & more"
    assert len(block.origins) == len(block.text)


def test_lists_nest_by_a_single_space_and_take_any_bullet():
    assert shapes("- One\n - Two\n • Three\n- Four\n\n1. First\n   goes on\n2) Second") == [
        ("list-item", 1, "One"),
        ("list-item", 2, "Two"),
        ("list-item", 2, "Three"),
        ("list-item", 1, "Four"),
        ("list-item", 1, "First goes on"),
        ("list-item", 1, "Second"),
    ]


def test_a_german_date_is_no_list():
    assert shapes("12. Mai 2026 in Bonn") == [("paragraph", 0, "12. Mai 2026 in Bonn")]


def test_headings_of_all_forms():
    assert shapes("# One #\n\nTwo\n===\n\nThree\n---\n\n== Four ==\n\n*** Five ***") == [
        ("heading", 1, "One"),
        ("heading", 1, "Two"),
        ("heading", 2, "Three"),
        ("heading", 2, "Four"),
        ("heading", 2, "Five"),
    ]


def test_a_number_sign_without_space_is_no_heading():
    assert shapes("#22 is out") == [("paragraph", 0, "#22 is out")]


def test_table_rows_join_their_cells():
    assert shapes("| Region | Date |\n|---|:--|\n| Africa | **3 May** |  |") == [
        ("table-row", 0, "Region | Date"),
        ("table-row", 0, "Africa | 3 May"),
    ]


def test_wrapped_lines_join_and_broken_ones_stay_apart():
    wrapped = (
        "The meeting of all coordinators of the region is held on\n12 March 2026 at ten in the morning, as every\nyear."
    )
    assert "held on 12 March 2026" in scan(wrapped)[0].text
    assert scan("Date: 12 March\nTime: 10:00\nand a far longer line that tells how wide the lines of this text can be")[
        0
    ].text.startswith("Date: 12 March\nTime: 10:00")


def test_images_are_blocks_of_their_own():
    assert [(str(block.kind), block.text, block.target) for block in scan("![The cover](cover.png)\n\nUnder it")] == [
        ("image", "The cover", "cover.png"),
        ("paragraph", "Under it", ""),
    ]


@given(st.text(alphabet="ab 1.*_`[]()<>#|-\n\\!&;:@/~=•", max_size=80))
def test_origins_always_point_at_the_same_characters(text):
    for block in scan(text):
        assert len(block.text) == len(block.origins)
        assert list(block.origins) == sorted(block.origins)
        for sign, origin in zip(block.text, block.origins, strict=True):
            assert 0 <= origin < len(text)
            assert sign in (text[origin], " ", "\n", "|") or text[origin] in "&<"
