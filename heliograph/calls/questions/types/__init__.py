"""The types of question. Each is a small class in a module of its own family; ``docs/questions.md`` lists them."""

from __future__ import annotations

from heliograph.calls.questions.types.address import Mailbox, Website
from heliograph.calls.questions.types.choice import Multiple, Single
from heliograph.calls.questions.types.consent import Consent
from heliograph.calls.questions.types.counts import TableOfCounts
from heliograph.calls.questions.types.explanation import Explanation
from heliograph.calls.questions.types.file import Files
from heliograph.calls.questions.types.number import Figure, OnDay
from heliograph.calls.questions.types.organization import InNetwork
from heliograph.calls.questions.types.place import Country, Tongue
from heliograph.calls.questions.types.ranked import Ranked
from heliograph.calls.questions.types.registry import register, type_named, types, unregister
from heliograph.calls.questions.types.settings import Setting
from heliograph.calls.questions.types.text import Long, Short
from heliograph.calls.questions.types.type import Asked, Cell, Type, is_empty

__all__ = ["Asked", "Cell", "Setting", "Type", "is_empty", "register", "type_named", "types", "unregister"]

for built_in in (
    Short, Long, Single, Multiple, Ranked, Figure, OnDay, Mailbox, Website, Country, Tongue, InNetwork, Files,
    TableOfCounts, Consent, Explanation,
):  # fmt: skip
    register(built_in())
