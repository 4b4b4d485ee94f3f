"""The clauses of the network itself."""

from __future__ import annotations

from heliograph.network.audiences.by_organization import (
    KindClause,
    LevelClause,
    MembershipClause,
    TeachingLanguageClause,
    ThemeClause,
)
from heliograph.network.audiences.by_person import EverybodyClause, LanguageClause, PersonClause
from heliograph.network.audiences.by_role import CountryClause, RegionClause, RoleClause
from heliograph.network.audiences.clauses import register


def register_clauses() -> None:
    """Called once, when the app is ready."""
    for clause in (
        RoleClause(), CountryClause(), RegionClause(), KindClause(), LevelClause(), TeachingLanguageClause(),
        MembershipClause(), ThemeClause(), LanguageClause(), PersonClause(), EverybodyClause(),
    ):  # fmt: skip
        register(clause)
