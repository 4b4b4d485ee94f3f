"""How much of a document is read: a bulletin is far below all of these, a hostile file is above one."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 25 * MEGABYTE
MAX_TEXT_CHARACTERS = 8 * MEGABYTE

MAX_ARCHIVE_ENTRIES = 2_000
MAX_ARCHIVE_BYTES = 200 * MEGABYTE
MAX_ARCHIVE_XML_BYTES = 40 * MEGABYTE
#: Deflate reaches about 1,000 to 1; the XML of a word processor stays below 60 to 1.
MAX_ARCHIVE_RATIO = 150
#: Below this size a high ratio harms nobody.
RATIO_APPLIES_FROM = 2 * MEGABYTE

MAX_PAGES = 400
MAX_PAGE_CHARACTERS = 60_000
#: Lines and shapes of one page that are looked at for tables.
MAX_PAGE_PATHS = 20_000
#: Figures put into one page, those inside others counted each time.
MAX_PAGE_FIGURES = 10_000
#: What the streams of one PDF unpack to, and again what of it is drawn; pictures are not read and do not count.
MAX_UNPACKED_BYTES = 96 * MEGABYTE

MAX_HTML_DEPTH = 180
MAX_MAIL_PARTS = 200
MAX_MAIL_DEPTH = 5
