"""Expressions of time in running text, in several languages: where they stand and what they say."""

from heliograph.moments.recognise.found import Clock, DateFound, Day, Findings, OpenFound, TimeFound, ZoneFound
from heliograph.moments.recognise.scan import find

__all__ = ["Clock", "DateFound", "Day", "Findings", "OpenFound", "TimeFound", "ZoneFound", "find"]
