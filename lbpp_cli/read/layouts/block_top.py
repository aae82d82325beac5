"""What stands above the prices of a block beside the names: questions to the bidders with their answers, and ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.imported import Question
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.imported import Figure
    from lbpp_cli.read.layouts.block import Block


def ranks_of(block: Block) -> tuple[Figure | None, ...]:
    """The rank that stands above each bidder in a row that says so."""
    grid, starts = block.grid, [_first_column(block, number) for number in range(len(block.groups))]
    for row in block.above:
        if any(terms.item_role(grid.text(row, column)) == "rank" for column in range(block.left)):
            ends = [*starts[1:], grid.width(row)]
            spans = [range(*span) for span in zip(starts, ends, strict=True)]
            return tuple(next(filter(None, (grid.figure(row, column) for column in span)), None) for span in spans)
    return (None,) * len(block.groups)


def questions_of(block: Block) -> Iterator[Question]:
    """What is asked of bidders above their prices; the answer stands in the first column of each that is filled."""
    grid = block.grid
    starts = [_first_column(block, number) for number in range(len(block.groups))]
    for row in block.questions:
        text = next((grid.text(row, column) for column in grid.filled(row) if column < block.left), "")
        if not text or terms.item_role(text) == "rank":
            continue
        ends = [*starts[1:], grid.width(row)]
        answers = []
        for start, end in zip(starts, ends, strict=True):
            found = next(
                (grid.shown(row, column) for column in range(start, end) if not grid.is_blank(row, column)), ""
            )
            answers.append(found)
        # A line of the title has no answers beside it.
        if not any(answers):
            continue
        yield Question(text, grid.cell(row, min(grid.filled(row))), tuple(answers))


def _first_column(block: Block, number: int) -> int:
    if number == 0:
        return block.left
    before = block.groups[number - 1]
    known = [column for column in (before.unit, before.extension) if column is not None]
    return max(known, default=block.left) + 1
