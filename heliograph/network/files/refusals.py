"""The words with which a file is refused: each names the file, the reason and the mend."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.network.states import Refused


def sized(size: int) -> str:
    """Bytes as people say them: ``12 MB``, ``350 kB``."""
    if size < 1024 * 1024:
        return _("%(number)s kB") % {"number": max(1, round(size / 1024))}
    return _("%(number)s MB") % {"number": f"{size / 1024 / 1024:.1f}".removesuffix(".0")}


def _refused(code: str, sentence: str, name: str, **more: object) -> Refused:
    return Refused(code, sentence % {"name": name, **more})


def empty(name: str) -> Refused:
    return _refused("empty", _("“%(name)s” is empty. Save it again, and choose that file."), name)


def too_large(name: str, largest: int) -> Refused:
    sentence = _("“%(name)s” is larger than %(limit)s. Make it smaller, and choose that file.")
    return _refused("too-large", sentence, name, limit=sized(largest))


def too_many(number: int) -> Refused:
    sentence = ngettext(
        "Only %(number)s file is taken here. Take one away before you add another.",
        "At most %(number)s files are taken here. Take one away before you add another.",
        number,
    )
    return Refused("too-many", sentence % {"number": number})


def unwanted(name: str, found: str, wanted: str) -> Refused:
    sentence = _(
        "“%(name)s” is of the kind “%(found)s”. This question takes: %(wanted)s. "
        "Save it as one of these, and choose that file."
    )
    return _refused("unwanted", sentence, name, found=found, wanted=wanted)


def unknown(name: str, wanted: str) -> Refused:
    sentence = _(
        "What kind of file “%(name)s” is cannot be told. This question takes: %(wanted)s. "
        "Save it as one of these, and choose that file."
    )
    return _refused("unknown", sentence, name, wanted=wanted)


def program(name: str) -> Refused:
    sentence = _("“%(name)s” is a program, or is named like one. Programs are not taken. Choose another file.")
    return _refused("program", sentence, name)


def page(name: str) -> Refused:
    sentence = _("“%(name)s” is a web page or an SVG drawing, which can do harm. Save it as PDF, and choose that file.")
    return _refused("page", sentence, name)


def archive(name: str) -> Refused:
    sentence = _("“%(name)s” is a packed folder. Unpack it, and choose the files in it one by one.")
    return _refused("archive", sentence, name)


def heic(name: str) -> Refused:
    sentence = _(
        "“%(name)s” is in the format HEIC or AVIF, which many computers cannot open. Save or export it as JPEG, and "
        "choose that file. On an iPhone: Settings, Camera, Formats, “Most Compatible”."
    )
    return _refused("heic", sentence, name)


def picture_format(name: str) -> Refused:
    sentence = _("“%(name)s” is a picture in a format that is not taken. Save it as JPEG or PNG, and choose that file.")
    return _refused("picture-format", sentence, name)


def too_many_pixels(name: str, millions: int) -> Refused:
    sentence = _(
        "“%(name)s” has more than %(millions)s million pixels. Save it with a smaller width and height, and choose "
        "that file."
    )
    return _refused("too-many-pixels", sentence, name, millions=millions)


def old_format(name: str) -> Refused:
    sentence = _(
        "“%(name)s” is in an older format, or locked by a password. Save it without a password as PDF or in the "
        "format of today (DOCX, XLSX, PPTX), and choose that file."
    )
    return _refused("old-format", sentence, name)


def macros(name: str) -> Refused:
    sentence = _(
        "“%(name)s” holds macros, which are programs. Save it without them, for example as DOCX, XLSX or PPTX, and "
        "choose that file."
    )
    return _refused("macros", sentence, name)


def within(name: str) -> Refused:
    sentence = _("“%(name)s” holds another file inside it. Take that out, and send it as a file of its own.")
    return _refused("within", sentence, name)


def bomb(name: str) -> Refused:
    sentence = _("“%(name)s” would unpack to far more than can be looked at. Save it anew, and choose that file.")
    return _refused("bomb", sentence, name)


def damaged(name: str) -> Refused:
    sentence = _(
        "“%(name)s” is damaged or not complete. Open it in the program it was made with, save it anew, and choose "
        "that file."
    )
    return _refused("damaged", sentence, name)


def two_in_one(name: str) -> Refused:
    sentence = _(
        "“%(name)s” is two kinds of file in one, as is done to hide one of them. Open it in the program it was made "
        "with, save it anew, and choose that file."
    )
    return _refused("two-in-one", sentence, name)


def locked(name: str) -> Refused:
    sentence = _("“%(name)s” is protected by a password. Save it without one, and choose that file.")
    return _refused("locked", sentence, name)


def too_many_pages(name: str, limit: int) -> Refused:
    sentence = _("“%(name)s” has more than %(limit)s pages. Save a part of it, and choose that file.")
    return _refused("too-many-pages", sentence, name, limit=limit)


def active(name: str) -> Refused:
    sentence = _(
        "“%(name)s” holds a program or starts one when it is opened. Print it to a new PDF file, and choose that file."
    )
    return _refused("active", sentence, name)


def infected(name: str) -> Refused:
    sentence = _(
        "“%(name)s” was not taken: the virus scanner found something harmful in it. Have your computer checked, and "
        "send another copy."
    )
    return _refused("infected", sentence, name)


def no_scanner(name: str) -> Refused:
    sentence = _(
        "“%(name)s” could not be looked at for viruses just now, so it was not kept. Try again in a few minutes."
    )
    return _refused("no-scanner", sentence, name)


def no_room(name: str) -> Refused:
    sentence = _("The server has no room left for “%(name)s”. Nothing of it was kept. Try again later.")
    return _refused("no-room", sentence, name)


def too_much(name: str, limit: int) -> Refused:
    sentence = _(
        "With “%(name)s” the files of this answer would be more than %(limit)s together. Take one away, or make "
        "them smaller."
    )
    return _refused("too-much", sentence, name, limit=sized(limit))
