"""Which audience an address names, and its rule in words."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from heliograph.network.audiences.parsing import Unreadable, rule_of
from heliograph.network.audiences.wording import in_words
from heliograph.network.audiences.words import language
from heliograph.network.models import Audience


def audience_or_404(public_id: UUID) -> Audience:
    found: Audience = get_object_or_404(Audience, public_id=public_id)
    return found


def sentence_of(audience: Audience) -> str:
    """Whom an audience means; what is wrong with its rule where that can no more be read."""
    try:
        return in_words(rule_of(audience), language())
    except Unreadable as refused:
        return refused.reason
