"""A letter that was written as plain text only, as a small HTML document that says the same."""

from __future__ import annotations

from django.template.loader import render_to_string

from heliograph.texts.languages import direction


def as_html(subject: str, text: str, language: str) -> str:
    """A whole HTML document of the text's paragraphs, in the direction of its language."""
    paragraphs = [part.split("\n") for part in text.strip().split("\n\n") if part.strip()]
    context = {"subject": subject, "paragraphs": paragraphs, "language": language, "direction": direction(language)}
    return render_to_string("delivery/letter/plain.html", context)
