"""Pictures, taken in only as what Pillow opens and writes anew: no EXIF, no comment, no more pixels than are shown."""

from __future__ import annotations

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from heliograph.bulletin.states import Refused

MAX_SIDE = 1600
MAX_BYTES = 12 * 1024 * 1024
MAX_PIXELS = 40_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def reencode(data: bytes) -> tuple[bytes, str]:
    """The picture anew, at most ``MAX_SIDE`` pixels wide or high, and its suffix: ``jpg``, or ``png`` if see-through.

    Raises Refused where it is too large or no picture.
    """
    if len(data) > MAX_BYTES:
        raise Refused("picture-too-large", _("This picture is larger than 12 MB. Save it smaller and try again."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _rewritten(data)
    except _UNREADABLE:
        sentence = _("This file cannot be read as a picture. Use a JPEG, PNG, WebP or GIF file.")
        raise Refused("not-a-picture", sentence) from None


def _rewritten(data: bytes) -> tuple[bytes, str]:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            sentence = _("This picture has more than 40 million pixels. Save it smaller and try again.")
            raise Refused("picture-too-large", sentence)
        opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
        upright = ImageOps.exif_transpose(opened)
    clear = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    bare = upright.convert("RGBA" if clear else "RGB")
    bare.thumbnail((MAX_SIDE, MAX_SIDE))
    bare.info = {}
    out = io.BytesIO()
    if clear:
        bare.save(out, "PNG", optimize=True)
        return out.getvalue(), "png"
    bare.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue(), "jpg"
