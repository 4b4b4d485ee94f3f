"""Texts of programmes and calls in a template: what ``frame`` offers for all texts."""

from __future__ import annotations

from heliograph.frame.templatetags.multilingual import Picked, markdown, picked, register

__all__ = ["Picked", "markdown", "picked", "register"]
