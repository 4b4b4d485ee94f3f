"""Reports as they stand in ``expected.json``."""

from __future__ import annotations

from dataclasses import asdict

from heliograph.delivery.bounces.mime import Unreadable
from heliograph.delivery.bounces.reports import read_report
from heliograph.delivery.bounces.return_path import read_return_path


def read(content: bytes) -> dict | str | None:
    """What a mail reports; addresses that it came to only where they are a signed return path of ours."""
    try:
        report = read_report(content)
    except Unreadable:
        return "unreadable"
    if report is None:
        return None
    found = asdict(report)
    found["came_to"] = [key for each in found["came_to"] if (key := read_return_path(each)) is not None]
    found["recipients"] = list(found["recipients"])
    found["addressees"] = list(found["addressees"])
    return found
