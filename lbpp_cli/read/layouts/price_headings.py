"""Finds the headings of a table of items with prices, in one row or over several, and what each column holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.imported import AMOUNT, UNREADABLE
from lbpp_cli.read.layouts import owned, price_words, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.read.layouts.grid import Grid

    Pair = tuple[int | None, int | None]

ITEM = ("number", "description", "quantity", "unit", "section")
_PRICES = {"unit_price", "extension"}
_MOST_ROWS = 3  # rows over which headings are spread
_LOOKED_AT = 5  # rows under a heading that show what stands there


class Heading(NamedTuple):
    """Headings: where what is said of items stands, and the columns of each group of prices.

    They stand in ``row``, and in the rows above it from ``top`` on. ``owners``: the bidders, where the headings name
    them. ``left``: the first column that is a bidder's. ``known``: every column whose heading has a meaning; ``words``:
    those by which it has it.
    """

    row: int
    top: int
    columns: dict[str, int]
    pairs: tuple[Pair, ...]
    owners: tuple[str, ...]
    ranks: tuple[int, ...]
    left: int
    known: frozenset[int]
    words: dict[int, str]


def headings(grid: Grid) -> list[Heading]:
    """All headings of a sheet, from the top down."""
    found: list[Heading] = []
    for row in range(grid.height):
        if found and row <= found[-1].row:
            continue  # the second row of headings
        one = _heading(grid, row, row)
        top = row
        while one is None and row - top < _MOST_ROWS - 1 and _may_go_on(grid, row, top, found):
            top -= 1
            one = _heading(grid, row, top)
        if one is not None:
            found.append(_longer(grid, one) or one)
    return found


def _longer(grid: Grid, heading: Heading) -> Heading | None:
    """The same headings with the row below, where that goes on with them: “UNIT” over “PRICE”."""
    below = heading.row + 1
    if below >= grid.height or not _may_go_on(grid, below, below, []):
        return None
    longer = _heading(grid, below, heading.top)
    whole = longer is not None and longer.known >= heading.known and len(longer.pairs) >= len(heading.pairs)
    return longer if whole else None


def _may_go_on(grid: Grid, row: int, top: int, found: Sequence[Heading]) -> bool:
    """Whether headings that end in a row may begin above ``top``: the row has several texts and no figure."""
    if top == 0 or (found and found[-1].row >= top - 1):
        return False
    filled = grid.filled(row)
    return len(filled) > 1 and all(any(map(str.isalpha, grid.text(row, column))) for column in filled)


def _roles(grid: Grid, row: int, top: int) -> dict[int, tuple[str, str]]:
    """What the heading of each column says, and its words: of all its rows, of the last, or of the one above."""
    if top == row:
        columns = grid.worded(row)
    else:
        columns = sorted({column for at in range(top, row + 1) for column in grid.worded(at)})
    roles: dict[int, tuple[str, str]] = {}
    for column in columns:
        texts = [text for at in range(top, row + 1) if (text := grid.text(at, column))]
        last = grid.text(row, column)
        for words in dict.fromkeys((" ".join(texts), last or (texts[-1] if texts else ""))):
            role = terms.item_role(words) or ("unit_price" if price_words.is_any(words) else None)
            if role:
                roles[column] = role, words
                break
    return roles


def _heading(grid: Grid, row: int, top: int) -> Heading | None:
    """The headings in some rows, if they are those of a table of items with groups of prices."""
    if len(grid.worded(row)) < 2:  # noqa: PLR2004  an item and a price
        return None
    if any(terms.bidder_role(grid.raw(row, column)) for column in grid.worded(row)):
        return None  # one row a bidder: another layout
    found = _roles(grid, row, top)
    if top < row and not any(column in found for column in grid.filled(row)):
        return None
    roles = _resolved(grid, row, found)
    columns: dict[str, int] = {}
    for column, role in roles.items():
        if role in ITEM:
            columns.setdefault(role, column)
    if not {"number", "description"} & columns.keys():
        return None
    owners = _owners(grid, row, found)
    pairs = _pairs(roles)
    names: list[str] = []
    if owners:
        # Prices beside those of named bidders are of one that nothing names.
        names = [*dict.fromkeys(owners[column].owner for column in sorted(owners)), *("" for _ in pairs)]
        pairs = [*owned.pairs_of(owners), *pairs]
        roles |= {column: one.role for column, one in owners.items()}
        found |= {column: (one.role, one.words) for column, one in owners.items()}
    if not _is_table(pairs):
        return None
    first = min(column for pair in pairs for column in pair if column is not None)
    parts = alternates_column(grid, row, [*_section(columns), *_without_role(grid, row, roles, first)])
    if parts is not None:
        columns["section"], roles[parts] = parts, "section"
    # What comes again among the prices stands in the columns of each bidder.
    again = {roles[column] for column in roles if column > first}
    alone = [column for role, column in columns.items() if column < first and role not in again]
    left = max(alone or [column for column in columns.values() if column < first], default=-1) + 1
    ranks = tuple(column for column, role in roles.items() if role == "rank")
    words = {column: text for column, (_, text) in found.items()}
    return Heading(row, top, columns, tuple(pairs), tuple(names), ranks, left, frozenset(roles), words)


def _section(columns: dict[str, int]) -> list[int]:
    return [columns["section"]] if "section" in columns else []


def _without_role(grid: Grid, row: int, roles: dict[int, str], end: int) -> list[int]:
    return [column for column in grid.worded(row) if column < end and column not in roles]


def alternates_column(grid: Grid, row: int, columns: Sequence[int]) -> int | None:
    """The first of some columns that says of which alternate the items are, by its heading or by what stands below."""
    below = range(row + 1, grid.height)
    for column in columns:
        marked = terms.OPTIONAL.search(grid.text(row, column)) and any(not grid.is_blank(at, column) for at in below)
        if marked or any(terms.is_alternate(grid.text(at, column)) for at in below):
            return column
    return None


def _is_table(pairs: Sequence[Pair]) -> bool:
    """Whether a column of unit prices has one of totals; or each of several bidders has one of the same kind."""
    if any(unit is not None and extension is not None for unit, extension in pairs):
        return True
    return len(pairs) > 1 and len({(unit is None, extension is None) for unit, extension in pairs}) == 1


def _resolved(grid: Grid, row: int, found: dict[int, tuple[str, str]]) -> dict[int, str]:
    """The role of each column, where a word alone has several: “Unit” over amounts is the unit price, and so on."""
    roles: dict[int, str] = {}
    waiting = ""  # what the unit price is called that has no total yet
    for column, (given, words) in sorted(found.items()):
        role = given
        if role == "unit" and _holds_amounts(grid, row, column):
            role = "unit_price"
        elif role == "unit_price" and waiting not in {"", words} and price_words.is_any(words):
            role = "extension"
        roles[column] = role
        waiting = words if role == "unit_price" else "" if role == "extension" else waiting
    return roles


def _holds_amounts(grid: Grid, row: int, column: int) -> bool:
    below = range(row + 1, min(row + 1 + _LOOKED_AT, grid.height))
    figures = [figure for at in below if (figure := grid.figure(at, column)) is not None]
    return bool(figures) and all(figure.kind == AMOUNT for figure in figures)


def _owners(grid: Grid, row: int, found: dict[int, tuple[str, str]]) -> dict[int, owned.Owned]:
    """The headings of a row that name bidders, unless those are words over one bidder's prices."""
    others = {
        column: str(grid.raw(row, column))
        for column in grid.worded(row)
        if column not in found and not _holds_texts(grid, row, column)
    }
    owners = owned.owners(others)
    alone = _pairs({column: role for column, (role, _) in found.items() if role in _PRICES})
    names = {one.owner for one in owners.values() if not terms.is_estimate(one.owner)}
    return {} if _is_table(alone) and len(names) < 2 else owners  # noqa: PLR2004  several bidders


def _holds_texts(grid: Grid, row: int, column: int) -> bool:
    """Whether what stands below a heading are words, and none in place of a price."""
    figures = [figure for at in range(row + 1, grid.height) if (figure := grid.figure(at, column)) is not None]
    return bool(figures) and all(figure.kind == UNREADABLE for figure in figures)


def _pairs(roles: dict[int, str]) -> list[Pair]:
    """Each column of unit prices with the column of totals that follows it before the next."""
    pairs: list[Pair] = []
    for column, role in roles.items():
        if role == "unit_price":
            pairs.append((column, None))
        elif role == "extension":
            if pairs and pairs[-1][1] is None:
                pairs[-1] = (pairs[-1][0], column)
            else:
                pairs.append((None, column))
    return pairs
