"""Whether a file that may be kept is a poster: one page, upright, sharp enough to be read on a screen."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from PIL import Image

from heliograph.frame.apart import Bounds, Ended, answer
from heliograph.network.files import refusals
from heliograph.network.files.checking import Checked

#: Pixels that a picture has across at least, so that the smaller letters of a poster can be read.
LEAST_ACROSS = 900
PDF = "application/pdf"
_APART = Bounds(memory=768 * 1024 * 1024, seconds=20, lasting=40)


def fault(checked: Checked) -> str:
    """Why a file is no poster, as a sentence to who hands it in; empty where it is one."""
    named = {"name": checked.name}
    if checked.pages > 1:
        sentence = ngettext(
            "“%(name)s” has %(pages)s page. A poster is one page: save that page alone, and choose that file.",
            "“%(name)s” has %(pages)s pages. A poster is one page: save that page alone, and choose that file.",
            checked.pages,
        )
        return sentence % {**named, "pages": checked.pages}
    size = _size_of_page(checked) if checked.content_type == PDF else _size_of_picture(checked)
    if size is None:
        return refusals.damaged(checked.name).sentence
    width, height = size
    if width >= height:
        sentence = _(
            "“%(name)s” is not upright: it is as wide as it is high, or wider. A poster is higher than it is wide. "
            "Change the format of the page in the program it was made with, and choose the file that you save then."
        )
        return sentence % named
    if checked.content_type != PDF and width < LEAST_ACROSS:
        sentence = _(
            "“%(name)s” has %(width)s × %(height)s pixels: too few to be read on a screen. Save it with %(least)s "
            "pixels across at least, or as PDF, and choose that file."
        )
        return sentence % {**named, "width": width, "height": height, "least": LEAST_ACROSS}
    return ""


def _size_of_page(checked: Checked) -> tuple[float, float] | None:
    """Across and down, in points; None where the page cannot be opened."""
    files = [checked.content.fileno()]
    try:
        told = answer("heliograph.conference.posters.measuring_pdf", files, _APART, files)
    except Ended:
        return None
    return told["width"], told["height"]


def _size_of_picture(checked: Checked) -> tuple[int, int]:
    """Across and down, in pixels. The picture was written anew by the site itself; only its header is read."""
    checked.content.seek(0)
    with Image.open(checked.content) as picture:
        size = picture.size
    checked.content.seek(0)
    return size
