"""``heliograph observances``: load the international days, or bring them up to date; what staff wrote stays."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    del options
    django.setup()
    from heliograph.events.observances.loading import load_observances  # noqa: PLC0415 (app registry)

    loaded = load_observances(datetime.now(UTC))
    print(f"International days: {loaded.added} added, {loaded.changed} changed.")
    return 0
