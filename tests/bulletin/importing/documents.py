"""Documents made for a test: Word, PDF, messages."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import docx
import pikepdf
import typst
from PIL import Image


def word(build):
    """The bytes of a Word document that ``build`` fills."""
    document = docx.Document()
    build(document)
    return saved(document)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "PNG")
    return out.getvalue()


def pdf(markup):
    """The bytes of a PDF from Typst markup."""
    return typst.compile(('#set page(paper: "a4")\n#set text(lang: "en")\n' + markup).encode())


def protected(data):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="one", user="two"))
    return out.getvalue()


def archive(**files):
    """A zip archive of texts; ``__`` in a name stands for a slash, a last ``_`` for a full stop before ``xml``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def message(subject, text=None, page=None, date="Mon, 12 Jan 2026 09:00:00 +0100"):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Date"] = "desk@example.org", "all@example.org", subject, date
    if text is not None:
        mail.set_content(text)
    if page is not None:
        (mail.add_alternative if text is not None else mail.set_content)(page, subtype="html")
    return mail
