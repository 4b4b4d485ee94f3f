"""``heliograph sample``: load the sample network and bulletin into an empty database; a second time does nothing."""

from __future__ import annotations

import argparse

import django

from heliograph.config.messages import compile_catalogs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    del options
    # Some words of the interface are kept on rows in all its languages, so there must be such.
    compile_catalogs()
    django.setup()
    from heliograph.config.report import load_sample  # noqa: PLC0415 (the app registry must be ready first)

    load_sample()
    return 0
