"""``heliograph messages``: collect the texts to translate into the catalogs, and compile those."""

from __future__ import annotations

import argparse
import os
import shutil
import sys

import django
from django.conf import settings
from django.core.management import call_command

from heliograph.config.messages import compile_catalogs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--compile-only", action="store_true", help="only compile what the catalogs hold")


def run(options: argparse.Namespace) -> int:
    """Exit status 1 where the GNU gettext tools, which read the sources, are missing."""
    if not options.compile_only:
        if shutil.which("xgettext") is None:
            print("Collecting texts needs GNU gettext (on Debian: apt-get install gettext).", file=sys.stderr)
            return 1
        django.setup()
        os.chdir(settings.PACKAGE)
        languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        call_command(
            "makemessages",
            locale=languages,
            extensions=["html", "txt", "mjml", "py"],
            no_location=False,
            add_location="file",
            no_wrap=True,
            no_obsolete=True,
        )
    for written in compile_catalogs():
        print(written.relative_to(settings.PACKAGE))
    return 0
