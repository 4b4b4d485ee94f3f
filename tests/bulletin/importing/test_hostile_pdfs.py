"""PDFs that would take all memory or all time are refused before they do."""

from __future__ import annotations

import zlib

import pytest
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from heliograph.bulletin.importing.formats.pdf import convert_pdf
from heliograph.bulletin.importing.formats.pdf.inflating import bounded, carried_out, forgotten
from heliograph.bulletin.importing.refusal import Refused


def packed(filter_, data):
    return PDFStream({"Filter": LIT(filter_)}, data)


def lzw(*codes):
    """Codes of nine bits."""
    bits = "".join(f"{code:09b}" for code in codes)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


def numbered(*objects):
    """A PDF of these objects without a table of where they stand, as damaged files come."""
    bodies = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, body) for number, body in enumerate(objects, 1))
    return b"%PDF-1.4\n" + bodies + b"trailer <</Root 1 0 R>>\n%%EOF"


def stream(content, extra=b""):
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(content), extra, content)


def page(content, resources, *more):
    return numbered(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%b>>>>" % resources,
        stream(content),
        *more,
    )


@pytest.mark.parametrize(
    ("filter_", "data"),
    [
        ("FlateDecode", zlib.compress(b" " * 10_000)),
        ("FlateDecode", zlib.compress(b" " * 10_000)[:-6]),
        ("RunLengthDecode", b"\x81 " * 100),
        ("LZWDecode", lzw(256, 97, *range(258, 300))),
    ],
)
def test_what_unpacks_to_more_than_is_left_is_refused(filter_, data):
    with bounded(300), pytest.raises(Refused) as refused:
        packed(filter_, data).get_data()
    assert refused.value.code == "archive-bomb"


def test_the_bound_is_for_all_streams_together():
    first, second = (packed("FlateDecode", zlib.compress(b"a" * 1_000)) for _ in range(2))
    with bounded(1_500):
        first.get_data()
        with pytest.raises(Refused):
            second.get_data()


def test_what_is_drawn_again_counts_again():
    small = packed("FlateDecode", zlib.compress(b"q Q " * 100))
    with bounded(1_300):
        carried_out([small, small])
        with pytest.raises(Refused):
            carried_out([small])


@pytest.mark.parametrize(("cut", "left"), [(0, b"abc" * 99), (-2, b"abc" * 99), (None, b"")])
def test_a_cut_stream_gives_what_is_whole(cut, left):
    data = zlib.compress(b"abc" * 99)
    data = b"\x00\x00" + data if cut is None else data[: cut or None]
    with bounded(10_000):
        assert packed("FlateDecode", data).get_data() == left


def test_a_page_of_text_is_packed_again_after_reading():
    one = packed("FlateDecode", zlib.compress(b"abc"))
    with forgotten([one]):
        assert one.get_data() == b"abc"
    assert one.data is None
    assert one.get_data() == b"abc"


def test_a_page_with_far_too_many_letters_is_refused():
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    with pytest.raises(Refused) as refused:
        convert_pdf(page(b"BT /F 9 Tf (" + b"a" * 60_001 + b") Tj ET", b"/Font<</F 5 0 R>>", font))
    assert refused.value.code == "too-long"


def test_figures_that_double_and_double_are_refused():
    forms = [
        stream(
            b"/X Do /X Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X %d 0 R>>>>" % (number + 1),
        )
        for number in range(5, 24)
    ]
    with pytest.raises(Refused) as refused:
        convert_pdf(
            page(b"/X Do", b"/XObject<</X 5 0 R>>", *forms, stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]"))
        )
    assert refused.value.code == "too-long"
