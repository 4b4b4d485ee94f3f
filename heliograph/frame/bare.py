"""A picture opened within bounds and made bare: upright, without EXIF, comment or profile. Knows Pillow only."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_UNREADABLE = (UnidentifiedImageError, OSError, SyntaxError, ValueError)
#: Pillow's own bound is above any of ours.
_HUGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class Unreadable(Exception):
    """No picture in one of ``FORMATS``, or one that is cut off."""


class TooManyPixels(Exception):
    """More pixels than may be unpacked; nothing was."""


@contextmanager
def opened(source: IO[bytes], most_pixels: int) -> Iterator[Image.Image]:
    """A picture whose header was read. Raises TooManyPixels; and Unreadable, also for what is done with it inside."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=FORMATS) as picture:
                if picture.width * picture.height > most_pixels:
                    raise TooManyPixels
                yield picture
    except _HUGE as error:
        raise TooManyPixels from error
    except _UNREADABLE as error:
        raise Unreadable from error


def is_clear(picture: Image.Image) -> bool:
    """Whether parts of it may be seen through."""
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def bare(picture: Image.Image) -> Image.Image:
    """The picture upright and alone, in the colours of screens (sRGB), see-through where it was."""
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    mode = "RGBA" if is_clear(upright) else "RGB"
    found = _in_colours_of_screens(upright, profile, mode) if profile else upright.convert(mode)
    found.info = {}
    return found


def _in_colours_of_screens(picture: Image.Image, profile: bytes, mode: str) -> Image.Image:
    """By its own profile; one that is damaged is as none."""
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if picture.mode not in {"RGB", "CMYK"}:
            return picture.convert(mode)
        made = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        made = None
    return (made or picture).convert(mode)
