"""PDF is opened in a process apart."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from heliograph.frame.apart import Bounds
from heliograph.network.files.opening_pdf import run
from tests.calls.files.making import checked, pdf
from tests.calls.files.refusing import refusal


def told(data: bytes, tmp_path, most: int = 5) -> dict[str, object]:
    """What the process would tell."""
    path = tmp_path / "it.pdf"
    path.write_bytes(data)
    with path.open("rb") as file:
        return next(run([file.fileno(), most]))


def with_script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = made.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def with_a_file(made: pikepdf.Pdf) -> None:
    made.attachments["a.exe"] = b"MZ"


def test_a_pdf_is_kept_as_it_was():
    given = pdf(pages=3)
    assert checked("a.pdf", given).content.read() == given


HARM = [
    ("JavaScript", "active"),
    ("Launch", "active"),
    ("ImportData", "active"),
    ("SubmitForm", "active"),
    ("GoToE", "within"),
    ("GoToR", "active"),
]


@pytest.mark.parametrize(("kind", "code"), HARM)
def test_an_action_that_does_harm_is_found_wherever_it_stands(kind, code, tmp_path):
    def action():
        return Dictionary(S=Name(f"/{kind}"), F=String("file"))

    def opening(made):
        made.Root.OpenAction = action()

    def of_page(made):
        made.pages[0].AA = Dictionary(O=made.make_indirect(action()))

    def of_link(made):
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action())
        made.pages[0].Annots = made.make_indirect(pikepdf.Array([made.make_indirect(link)]))

    packed = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
    for fill in (opening, of_page, of_link):
        assert told(pdf(fill), tmp_path) == {"refused": code}
        assert told(pdf(fill, **packed), tmp_path) == {"refused": code}


def test_what_leads_to_a_page_or_an_address_is_taken(tmp_path):
    def fill(made):
        made.Root.OpenAction = Dictionary(S=Name.GoTo, D=[made.pages[0].obj, Name.Fit])
        to = Dictionary(S=Name.URI, URI=String("https://example.org/JavaScript"))
        made.pages[0].Annots = pikepdf.Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=to)])
        made.Root.AcroForm = Dictionary(Fields=pikepdf.Array())

    assert told(pdf(fill), tmp_path) == {"pages": 1}


def test_what_leads_to_an_address_by_itself_is_refused(tmp_path):
    def action(kind="URI", **more):
        return Dictionary(S=Name(f"/{kind}"), URI=String("https://example.org/"), **more)

    def opening(made):
        made.Root.OpenAction = made.make_indirect(action())

    def turning(made):
        made.pages[0].AA = made.make_indirect(Dictionary(O=made.make_indirect(action())))

    def following(made):
        made.Root.OpenAction = action("GoTo", Next=action())

    for fill in (opening, turning, following):
        assert told(pdf(fill), tmp_path) == {"refused": "active"}


def test_a_file_within_is_found(tmp_path):
    def pinned(made):
        made.pages[0].Annots = pikepdf.Array([Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment)])

    assert told(pdf(with_a_file), tmp_path) == {"refused": "within"}
    assert told(pdf(pinned), tmp_path) == {"refused": "within"}


def test_a_dynamic_form_is_refused(tmp_path):
    def fill(made):
        made.Root.AcroForm = Dictionary(XFA=made.make_stream(b"<xdp/>"))

    assert told(pdf(fill), tmp_path) == {"refused": "active"}


def test_a_script_under_another_spelling_is_found(tmp_path):
    given = pdf(with_script).replace(b"/JavaScript", b"/J#61vaScript", 1)
    assert b"/J#61vaScript" in given
    assert told(given, tmp_path) == {"refused": "active"}


def test_a_script_that_a_later_table_hides_is_found(tmp_path):
    given = pdf(with_script)
    with pikepdf.open(io.BytesIO(given)) as made:
        number = made.Root.OpenAction.objgen[0]
        start = given.rindex(b"startxref")
        before = int(given[start:].split()[1])
    hidden = f"{number} 0 obj\n<< /Hidden true >>\nendobj\n".encode()
    entry, trailer = f"{len(given):010d} 00000 n ", f"<< /Size 9 /Root 1 0 R /Prev {before} >>"
    table = f"xref\n{number} 1\n{entry}\ntrailer\n{trailer}\nstartxref\n{len(given) + len(hidden)}\n%%EOF\n"
    whole = given + hidden + table.encode()
    assert told(whole.replace(b"/JavaScript", b"/J#61vaScript"), tmp_path)["refused"] == "active"


def test_a_script_that_no_table_names_is_found(tmp_path):
    stray = b"90 0 obj\n<< /S /J#61vaScript /JS (x) >>\nendobj\n%%EOF\n"
    assert told(pdf() + stray, tmp_path) == {"refused": "active"}


def test_pages_are_counted_up_to_the_limit(tmp_path, settings):
    assert told(pdf(pages=5), tmp_path) == {"pages": 5}
    assert told(pdf(pages=6), tmp_path) == {"refused": "pages"}
    settings.PDF_PAGES = 2
    assert refusal("long.pdf", pdf(pages=3)) == "too-many-pages"


@pytest.mark.parametrize("user", ["secret", ""])
def test_a_locked_pdf_is_refused(user):
    assert refusal("locked.pdf", pdf(encryption=pikepdf.Encryption(owner="owner", user=user))) == "locked"


def test_what_is_found_is_said_in_a_sentence():
    assert refusal("form.pdf", pdf(with_script)) == "active"
    assert refusal("form.pdf", pdf(with_a_file)) == "within"


def test_a_pdf_that_is_cut_off_or_only_looks_like_one_is_refused():
    assert refusal("cut.pdf", pdf()[:-30]) == "damaged"
    assert refusal("odd.pdf", b"%PDF-1.7\nnothing\n%%EOF") == "damaged"
    assert refusal("no-pages.pdf", pdf(pages=0)) == "damaged"
    assert refusal("more.pdf", pdf() + b"and more") == "two-in-one"


def test_a_pdf_that_unpacks_to_far_too_much_ends_only_its_own_process(monkeypatch):
    monkeypatch.setattr("heliograph.network.files.pdf._APART", Bounds(memory=160 * 1024 * 1024, seconds=20))
    packed = zlib.compress(bytes(160 * 1024 * 1024), 1)
    stream = f"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(packed)} >>".encode()
    bomb = b"80 0 obj\n" + stream + b"\nstream\n" + packed + b"\nendstream\nendobj\n%%EOF\n"
    assert refusal("bomb.pdf", pdf() + bomb) == "damaged"


def test_white_space_may_follow_the_end():
    assert checked("a.pdf", pdf() + b"\r\n\0\0").content_type == "application/pdf"
