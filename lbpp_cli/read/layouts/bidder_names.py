"""Finds the names of bidders over, or just under, the headings of their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.findings import Finding, finding
from lbpp_cli.money import quoted
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lbpp_cli.read.layouts.grid import Grid
    from lbpp_cli.read.layouts.price_headings import Heading


class Names(NamedTuple):
    """The name of each group with its cell, the row they stand in if there is one, and what is doubtful.

    ``said``: what stands over each group that a bid is out; ``below``: the first line under each name, such as a city.
    """

    names: tuple[tuple[str, str], ...]
    row: int | None = None
    findings: tuple[Finding, ...] = ()
    said: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def spans_of(heading: Heading) -> list[range]:
    """The columns above which the name of each group may stand: from behind the one before it to its own last."""
    spans, start = [], heading.left
    for pair in heading.pairs:
        end = max(column for column in pair if column is not None)
        spans.append(range(start, end + 1))
        start = end + 1
    return spans


def names_of(grid: Grid, heading: Heading, priced: Sequence[bool], above: int) -> Names:
    """The names of the groups under a heading. ``above``: the row from which the table may begin."""
    if heading.owners:
        pairs = zip(heading.owners, heading.pairs, strict=True)
        return Names(
            tuple(
                (owner, grid.cell(heading.row, min(column for column in pair if column is not None)))
                for owner, pair in pairs
            )
        )
    spans = spans_of(heading)
    row = _name_row(grid, heading, spans, priced, above)
    if row is None and len(spans) == 1:
        return Names((_labelled(grid, above, heading.row),))
    if row is None:
        return Names(tuple(("", "") for _ in spans))
    found = [_texts(grid, row, span) for span in spans]
    names = tuple((texts[0][0], grid.cell(row, texts[0][1])) if texts else ("", "") for texts in found)
    doubtful = [_doubtful(grid, row, texts) for texts in found if _several(texts)]
    rows = [at for at in range(above, heading.top) if at != row]
    said = tuple(_said(grid, rows, span) for span in spans)
    below = tuple(_below(grid, range(row + 1, heading.top), heading, span) for span in spans)
    return Names(names, row, tuple(doubtful), said, below)


def _said(grid: Grid, rows: Iterable[int], span: range) -> str:
    """The words over a group that say that its bid is out."""
    texts = (grid.text(row, column) for row in rows for column in span)
    return next((text for text in texts if terms.is_out(text)), "")


def _below(grid: Grid, rows: Iterable[int], heading: Heading, span: range) -> str:
    """The lines between a name and its headings that answer no question and say nothing of the bid."""
    lines = []
    for row in rows:
        asked = any(grid.text(row, column) for column in range(heading.left))
        texts = [] if asked else [text for text, _ in _texts(grid, row, span) if not terms.is_out(text)]
        lines += [" ".join(text.split()) for text in texts]
    return ", ".join(lines)


def _name_row(grid: Grid, heading: Heading, spans: list[range], priced: Sequence[bool], above: int) -> int | None:
    """The topmost row in which every group has a text; one that merely numbers the bidders gives way to the next.

    A row whose label says that it names bidders goes before all. Where no group has a price, all must be named. The
    names may stand under the headings, where nothing stands above.
    """
    needed = [span for span, has in zip(spans, priced, strict=True) if has] or spans
    candidates = []
    most: tuple[int, int | None] = (len(needed) // 2, None)
    for row in range(above, heading.row):
        count = _named(grid, row, needed)
        if count == len(needed):
            label = next((grid.raw(row, column) for column in grid.filled(row) if column < heading.left), "")
            if terms.bidder_role(str(label).strip(" :")):
                return row
            texts = [_texts(grid, row, span)[0][0] for span in needed]
            is_other = all(map(terms.is_ordinal, texts)) or any(map(terms.is_title, texts))
            candidates.append((row, is_other))
        most = (count, row) if count > most[0] else most
    named = [row for row, is_other in candidates if not is_other]
    below = heading.row + 1
    if not named and below < grid.height and _names_alone(grid, below, spans, needed):
        return below
    # Where one name is missing it is an error in any case; it is better said of that one than of all.
    return named[0] if named else candidates[0][0] if candidates else most[1]


def _named(grid: Grid, row: int, spans: Iterable[range]) -> int:
    """Over how many of the groups a text stands in a row."""
    return sum(bool(_texts(grid, row, span)) for span in spans)


def _names_alone(grid: Grid, row: int, spans: Sequence[range], needed: Sequence[range]) -> bool:
    """Whether a row holds the names of all groups, and no figure or price in words."""
    texts = [_texts(grid, row, span) for span in needed]
    if not all(texts) or any(grid.filled(row)[0] < span.start for span in spans[:1]):
        return False
    figures = [grid.figure(row, column) for column in grid.filled(row)]
    return not any(figure is not None and figure.kind != "unreadable" for figure in figures)


def _texts(grid: Grid, row: int, span: range) -> list[tuple[str, int]]:
    """The texts that may be names in some columns of a row, with their lines, and their columns."""
    found = []
    for column in span:
        value = grid.raw(row, column)
        if not isinstance(value, str) or not any(map(str.isalpha, value)):
            continue
        if not terms.bidder_role(value.strip(" :")) and not terms.item_role(value):
            found.append((value, column))
    return found


def _several(texts: Sequence[tuple[str, int]]) -> bool:
    """Whether more than one text over a group may be its name: neither a number of a bidder nor an address is."""
    return sum(not terms.is_ordinal(text) and not terms.is_address(text) for text, _ in texts) > 1


def _doubtful(grid: Grid, row: int, texts: Sequence[tuple[str, int]]) -> Finding:
    named = " or ".join(f"{quoted(text)} in {grid.cell(row, column)}" for text, column in texts)
    return finding(
        "layout-ambiguous",
        f"More than one text stands over the same prices, and may name their bidder: {named}.",
        "If each is a bidder, write Unit price and Total price over the columns of each; else leave the name alone "
        "over them. Or describe the table: lbpp import --map FILE.toml --ask.",
        grid.file,
        grid.cell(row, texts[1][1]),
    )


def _labelled(grid: Grid, above: int, end: int) -> tuple[str, str]:
    """The name beside a label, such as “Bidder:”, over the only prices of a table."""
    for row in range(above, end):
        filled = grid.filled(row)
        for number, column in enumerate(filled):
            text = grid.text(row, column)
            if terms.bidder_role(text.strip(" :")) == "bidder" and number + 1 < len(filled):
                name = grid.text(row, filled[number + 1])
                return (name, grid.cell(row, filled[number + 1])) if name else ("", "")
            label, colon, name = text.partition(":")
            if colon and name.strip() and terms.bidder_role(label.strip()) == "bidder":
                return name.strip(), grid.cell(row, column)
    return "", ""
