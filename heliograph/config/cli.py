"""The ``heliograph`` command.

``import``, ``run`` and ``sample`` are Heliograph's own; every other word is handed to Django's management commands.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

import django
from django.core.management import execute_from_command_line
from django.utils import translation

from heliograph import __version__


def _parser() -> argparse.ArgumentParser:
    from heliograph.bulletin import commands as bulletin  # noqa: PLC0415 (start-up: other commands need none of it)

    parser = argparse.ArgumentParser(prog="heliograph", description="Run and feed a Heliograph.")
    parser.add_argument("--version", action="version", version=f"heliograph {__version__}")
    words = parser.add_subparsers(dest="word", required=True)
    importing = words.add_parser("import", help="read a bulletin from a document")
    bulletin.add_arguments(importing)
    return parser


def _import(arguments: Sequence[str]) -> int:
    from heliograph.bulletin import commands as bulletin  # noqa: PLC0415 (start-up: other commands need none of it)

    options = _parser().parse_args(["import", *arguments])
    if options.save:
        django.setup()
    else:
        translation.deactivate_all()
    return bulletin.run(options)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heliograph.config.settings")
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] == "import":
        return _import(words[1:])
    if not words or words[0] in {"-h", "--help", "--version"}:
        _parser().parse_args(words or ["--help"])
    execute_from_command_line(["heliograph", *words])
    return 0
