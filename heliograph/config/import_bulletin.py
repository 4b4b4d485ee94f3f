"""``heliograph import``: reading needs neither database nor app registry, and so starts at once; saving needs both."""

from __future__ import annotations

import argparse

import django

from heliograph.bulletin import commands


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    if options.save:
        django.setup()
    return int(commands.run(options))
