"""What is known of a sheet beside its values, for the kinds of workbooks that are read apart."""

from __future__ import annotations

ERROR_NAMES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


class Facts:
    """How far a sheet reaches, and what is special about its cells.

    ``reach`` gives the last used column of each used row, both counted from 1. ``odd`` has the cells whose value cannot
    be taken, and ``percent`` the rows of each column that are shown as percentages, all counted from 0.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.reach: dict[int, int] = {}
        self.odd: dict[tuple[int, int], str] = {}
        self.percent: dict[int, set[int]] = {}

    def use(self, row: int, column: int) -> None:
        """Note that a cell, counted from 0, is used."""
        if column >= self.reach.get(row + 1, 0):
            self.reach[row + 1] = column + 1
