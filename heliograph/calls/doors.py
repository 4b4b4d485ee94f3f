"""Who gets in on the desk of programmes and calls."""

from __future__ import annotations

from heliograph.calls.rules import may_organize
from heliograph.frame.doors import guarded

#: A view for those who run programmes. What they see goes through ``rules.programmes_run_by`` and ``calls_run_by``.
organizers_only = guarded(may_organize)
