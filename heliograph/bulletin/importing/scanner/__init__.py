"""From Markdown-like text to the blocks that a reader sees, each knowing where its characters stand."""

from heliograph.bulletin.importing.scanner.blocks import scan

__all__ = ["scan"]
