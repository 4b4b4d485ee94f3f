"""``heliograph import FILE``: read a bulletin from a document, show what was understood, save it if asked."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext

from heliograph.bulletin.importing import Draft, Refused, Source, convert_file, draft_from, to_json
from heliograph.bulletin.importing.summary import summary

_STDIN = "-"
REFUSED = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "file", metavar="FILE", help="text, Markdown, HTML, .docx, .pdf or .eml; - reads standard input"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object (docs/import.md)")
    parser.add_argument("--text", action="store_true", help="print the converted source in which offsets count")
    parser.add_argument("--save", action="store_true", help="save the draft issue")
    parser.add_argument("--zone", default="Europe/Paris", help="the organizer's time zone (default: %(default)s)")


def run(options: argparse.Namespace) -> int:
    """Read the file and print; 0, or 2 with one sentence on standard error where the file is refused."""
    if not apps.ready:
        # Without the apps there are no catalogues: messages stay in English, and nothing is loaded for them.
        settings.USE_I18N = False
    now = datetime.now(UTC)
    try:
        source = _source(options.file)
        draft = draft_from(source, now=now, organizer_zone=options.zone)
    except Refused as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        return REFUSED
    if options.save and not _saved(draft, source, options, now):
        return REFUSED
    _print(draft, source, options)
    return 0


def _source(name: str) -> Source:
    if name == _STDIN:
        return convert_file(sys.stdin.buffer, "")
    return convert_file(Path(name), name)


def _saved(draft: Draft, source: Source, options: argparse.Namespace, now: datetime) -> bool:
    """Save a draft as it was read; what stops it is said in one sentence."""
    from heliograph.bulletin import states  # noqa: PLC0415 (start-up: reading needs no database)
    from heliograph.bulletin.importing.saving import save_draft  # noqa: PLC0415 (start-up: reading needs no database)

    pictures = {picture.name: picture.data for picture in source.pictures if picture.data}
    try:
        issue = save_draft(draft, {}, Path(options.file).name, None, now, pictures)
    except states.Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return False
    sys.stderr.write(gettext("Saved as draft issue %(number)s.") % {"number": issue.number} + "\n")
    return True


def _print(draft: Draft, source: Source, options: argparse.Namespace) -> None:
    if options.json:
        text = json.dumps(to_json(draft), ensure_ascii=False, indent=2)
    elif options.text:
        text = source.text
    else:
        text = summary(draft)
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    sys.stdout.buffer.write(b"" if text.endswith("\n") else b"\n")
    sys.stdout.buffer.flush()
