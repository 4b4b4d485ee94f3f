"""Names of files are harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.network.files.names import cleaned


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\report.pdf", "report.pdf"),
        ("report", "report.pdf"),
        ("report.docx", "report.pdf"),
        ("report.PDF", "report.pdf"),
        ("report.pdf.pdf.docx", "report.pdf"),
        ("version 1.2 final.pdf", "version 1.2 final.pdf"),
        ("re\r\nSet-Cookie: a=b.pdf", "re Set-Cookie a=b.pdf"),
        ("photo\u202egnp.exe.pdf", "photognp.exe.pdf"),
        ("a\u200b\u2066b\0c.pdf", "ab c.pdf"),
        ("تقرير.pdf", "تقرير.pdf"),
        ("नि\u200dयम.pdf", "नि\u200dयम.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("...", "file.pdf"),
        ("\u200d.pdf", "file.pdf"),
        ("", "file.pdf"),
        ("con.pdf", "_con.pdf"),
        ("a<b>:c?.pdf", "a b c.pdf"),
    ],
)
def test_a_name_is_cleaned(name, kept):
    assert cleaned(name, ("pdf",)) == kept


@given(st.text(max_size=400), st.sampled_from([("pdf",), ("jpg", "jpeg")]))
def test_any_name_is_short_on_one_line_and_has_the_right_suffix(name, suffixes):
    kept = cleaned(name, suffixes)
    assert len(kept) <= 200
    assert len(kept.encode()) <= 255
    assert kept.rsplit(".", 1)[1] in suffixes
    assert not set(kept) & set('\r\n\0/\\<>:"|?*\u202e\u2066')
    assert kept == cleaned(kept, suffixes)
