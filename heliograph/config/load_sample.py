"""``heliograph sample``: load the sample network and bulletin into an empty database; a second time does nothing."""

from __future__ import annotations

import argparse

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    del options
    django.setup()
    from heliograph.config.report import load_sample  # noqa: PLC0415 (the app registry must be ready first)

    load_sample()
    return 0
