"""The ``heliograph`` command.

The words of ``COMMANDS`` are Heliograph's own; every other word is handed to Django's management commands.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from heliograph import __version__
from heliograph.config.messages import compile_catalogs


@dataclass(frozen=True)
class Command:
    """A word of the command line: the module with its ``add_arguments`` and ``run``, loaded only when asked for.

    ``compiles``: it sees to the catalogs itself; for every other word they are compiled before it begins.
    """

    module: str
    help: str
    compiles: bool = False


COMMANDS: dict[str, Command] = {
    "import": Command("heliograph.config.import_bulletin", "read a bulletin from a document"),
    "run": Command(
        "heliograph.config.run", "serve pages, work, send, schedule; in development catch mail and load the sample"
    ),
    "work": Command("heliograph.config.work", "do background work until stopped"),
    "send": Command("heliograph.config.send", "send mail until stopped"),
    "schedule": Command("heliograph.config.schedule", "do what is due by the clock until stopped"),
    "sample": Command("heliograph.config.load_sample", "load the sample network and bulletin"),
    "observances": Command(
        "heliograph.config.load_observances", "load the international days, or bring them up to date"
    ),
    "reset-second-factor": Command(
        "heliograph.config.reset_second_factor", "let somebody sign in who has lost the second factor"
    ),
    "messages": Command(
        "heliograph.config.collect_messages", "collect and compile the texts to translate", compiles=True
    ),
}


_DESCRIPTION = (
    "Run and feed a Heliograph. Mail is looked after by mail_progress, steer_mailing and read_bounces; "
    "all other words are Django's management commands."
)


def _parser(word: str | None) -> argparse.ArgumentParser:
    """The parser of all words; only ``word`` loads its module and gets its options."""
    parser = argparse.ArgumentParser(prog="heliograph", description=_DESCRIPTION)
    parser.add_argument("--version", action="version", version=f"heliograph {__version__}")
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    for name, command in COMMANDS.items():
        own = words.add_parser(name, help=command.help, description=command.help)
        if name == word:
            importlib.import_module(command.module).add_arguments(own)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heliograph.config.settings")
    words = list(sys.argv[1:] if arguments is None else arguments)
    word = words[0] if words else "--help"
    if word in COMMANDS or word in {"-h", "--help", "--version"}:
        options = _parser(word).parse_args(words or ["--help"])
        command = COMMANDS[options.word]
        if not command.compiles:
            compile_catalogs()
        return int(importlib.import_module(command.module).run(options))
    compile_catalogs()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (start-up: not needed above)

    execute_from_command_line(["heliograph", *words])
    return 0
