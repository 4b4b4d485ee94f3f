"""Names of files, made harmless: no path, no sign that is not seen or turns the reading round, the right suffix."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from heliograph.network.forms import clean_line

#: Characters of a name with its suffix, and bytes that file systems take.
LONGEST, MOST_BYTES = 200, 240
#: What file systems do not take, or read as something else.
_ODD = re.compile(r'[<>:"|?*\\/\ud800-\udfff]')
_SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,8})$")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
#: Suffixes that some system opens as a program, whatever is in the file.
_PROGRAMS = (
    "exe com scr pif msi msp cpl dll sys bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta lnk reg inf url scf chm jar "
    "class apk ipa app dmg pkg deb rpm sh bash zsh csh ksh run bin elf py pyc pl rb php phtml asp aspx jsp cgi gadget "
    "application docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm desktop iso img vhd one"
)
PROGRAMS = frozenset(_PROGRAMS.split())
PAGES = frozenset(("html", "htm", "xhtml", "shtml", "mht", "mhtml", "svg", "svgz", "xml", "xsl", "xslt", "swf"))


def suffix_of(name: str) -> str:
    """In small letters, without the dot; empty where there is none."""
    found = _SUFFIX.search(name.rstrip(". "))
    return found[1].lower() if found else ""


def base_of(name: str) -> str:
    """The name without a path, on one line, in the order in which it is read."""
    last = re.split(r"[\\/]", name.replace("\0", " "))[-1]
    return clean_line(_ODD.sub(" ", last)).strip(". ")


def cleaned(name: str, suffixes: tuple[str, ...]) -> str:
    """The name under which a file is kept; it has one of the suffixes, the first where it had another."""
    base = base_of(name)
    given = suffix_of(base)
    suffix = given if given in suffixes else suffixes[0]
    stem = _SUFFIX.sub("", base)
    while suffix_of(stem) == suffix:
        stem = _SUFFIX.sub("", stem)
    stem = _cut(stem.strip(". "), len(suffix) + 1)
    if not clean_line(stem):
        stem = _("file")
    return f"_{stem}.{suffix}" if _DEVICES.match(stem) else f"{stem}.{suffix}"


def _cut(stem: str, more: int) -> str:
    """The stem, so short that it fits together with ``more`` signs and one before it."""
    short = stem[: LONGEST - more - 1].encode()[: MOST_BYTES - more - 1]
    return short.decode(errors="ignore").strip(". ")
