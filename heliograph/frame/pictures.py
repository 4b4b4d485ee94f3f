"""Pictures for pages, taken in only as what Pillow opens and writes anew (``bare``), no larger than they are shown."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _
from PIL import Image

from heliograph.frame import bare

MAX_SIDE = 1600
MAX_BYTES = 12 * 1024 * 1024
MAX_PIXELS = 40_000_000


class NoPicture(Exception):
    """Data that is not taken as a picture. ``code`` is for programs, ``sentence`` tells a person why and what helps."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def reencode(data: bytes) -> tuple[bytes, str]:
    """The picture anew, at most ``MAX_SIDE`` pixels wide or high, and its suffix: ``jpg``, or ``png`` if see-through.

    Raises NoPicture where it is too large or no picture.
    """
    if len(data) > MAX_BYTES:
        raise NoPicture("picture-too-large", _("This picture is larger than 12 MB. Save it smaller and try again."))
    try:
        with bare.opened(io.BytesIO(data), MAX_PIXELS) as picture:
            picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
            return _written(bare.bare(picture))
    except bare.TooManyPixels:
        sentence = _("This picture has more than 40 million pixels. Save it smaller and try again.")
        raise NoPicture("picture-too-large", sentence) from None
    except bare.Unreadable:
        sentence = _("This file cannot be read as a picture. Use a JPEG, PNG, WebP or GIF file.")
        raise NoPicture("not-a-picture", sentence) from None


def _written(picture: Image.Image) -> tuple[bytes, str]:
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    picture.info = {}
    out = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(out, "PNG", optimize=True)
        return out.getvalue(), "png"
    picture.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue(), "jpg"
