"""What readers of a call are told of how long answers are kept."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.models import Call
from heliograph.calls.retaining.until import kept_until
from heliograph.frame.reader import Reader
from heliograph.moments.locales import write_day

register = template.Library()


@register.simple_tag
def kept_words(call: Call, reader: Reader) -> str:
    """Until when answers are kept as they are given; empty where no end is known. No query for a call with dates."""
    until = kept_until(call, dates_of(call))
    if until is None:
        return ""
    said = {"day": write_day(until, reader.language)}
    return _("Answers are kept until %(day)s, then made anonymous: who gave them, texts and files go.") % said
