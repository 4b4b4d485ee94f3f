"""From a file to its converted source; one module for each format."""

from heliograph.bulletin.importing.formats.dispatch import convert

__all__ = ["convert"]
