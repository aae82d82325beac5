"""When no preference applies: Procedure 6.B."""

from __future__ import annotations

GROUNDS = {
    "restricted funds": ("6.B.1", "the contract spends funds that are not entirely within the City's control"),
    "conflict of law": ("6.B.2", "a preference would conflict with federal or state law"),
    "best interest": ("6.B.3", "a written determination says that a preference is not in the City's best interest"),
}


def waiver_text(waiver: str, document: str | None) -> str:
    """The ground of a waiver with its clause, and the document that states it."""
    clause, ground = GROUNDS[waiver]
    return (
        f"No preference applies: the tabulation states that {ground} ({clause}). Document: {document or 'not named'}."
    )
