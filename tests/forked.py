"""Real processes without waiting for each of them to begin: ``python -m tests.forked MODULE STAGES``.

A stage is a list of commands, and they run at once, each in a process forked from this one, which has loaded the house
and opened nothing; the next stage begins when all of them have ended well. ``MODULE`` has the commands as ``COMMANDS``;
``heliograph`` is the command line. STAGES is JSON: a list of stages of commands with their arguments.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module

import django

from heliograph.config.cli import main


def heliograph(*words):
    """The command line; in a forked process it finds the house loaded."""
    return main(words)


def _begin(command, given):
    process = os.fork()
    if process == 0:
        # It ends as any process does: what is cleared away at the end of one is cleared away.
        sys.exit(command(*given))
    return process


def run(commands, stages):
    """Exit status: 0 where all have ended well, 1 after the first stage in which one has not."""
    for stage in stages:
        begun = [_begin(commands[name], given) for name, *given in stage]
        ended = [os.waitpid(process, 0)[1] for process in begun]
        if any(ended):
            return 1
    return 0


if __name__ == "__main__":
    django.setup()
    module, said = sys.argv[1:]
    sys.exit(run({"heliograph": heliograph, **import_module(module).COMMANDS}, json.loads(said)))
