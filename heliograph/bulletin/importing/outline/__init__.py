"""From blocks to the shape of an issue: its head, and where each item begins and ends."""

from heliograph.bulletin.importing.outline.splitting import Entry, Outline, outline

__all__ = ["Entry", "Outline", "outline"]
