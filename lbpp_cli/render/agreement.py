"""What a report says against what its input gives: line by line what agrees, and each place that does not."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Context, Decimal
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.formula_tables import column_letters
from lbpp_cli.money import plain, quoted, show_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lbpp_cli.render.sheets import Cell, Sheet
    from lbpp_cli.report_layout import FiledCell, Piece

    Place = tuple[int, int]

AGREES, DIFFERS, UNVERIFIED, NOTE = "agrees", "differs", "unverified", "note"
# A spreadsheet shows and stores 15 digits of a number.
_SPREADSHEET = Context(prec=15)
# A report leaves blank results out, and zeros that a program stores may be those of a calculation to come.
_UNSTORED = {"", Decimal(0)}
_BEFORE = 20  # characters that are shown before a difference
_FEW = 20  # additions by hand that are listed one by one
_LONG = 2_000  # texts of a page; what stands often in a longer one is not what its parts are found again by


class Line(NamedTuple):
    """One thing that was compared: whether it agrees, where it is, and what was found."""

    verdict: str
    place: str
    text: str


def compare_sheets(planned: Sequence[Sheet], filed: Mapping[str, Mapping[Place, FiledCell]]) -> Iterator[Line]:
    """The cells of a workbook against those that its input gives."""
    for sheet in planned:
        found = filed.get(sheet.name)
        if found is None:
            yield Line(DIFFERS, sheet.name, "the sheet is missing")
            continue
        differing, typed, uncalculated = 0, 0, 0
        for place, cell in sorted(sheet.cells.items()):
            actual = found.get(place)
            difference = _difference(cell, actual, own=f"{sheet.name}!")
            if difference:
                differing += 1
                yield Line(DIFFERS, _name(sheet.name, place), difference)
            elif actual is not None and cell.formula is not None:
                typed += actual.formula is None
                uncalculated += not actual.calculated and cell.value not in _UNSTORED
        yield Line(AGREES, sheet.name, f"{len(sheet.cells) - differing} of {len(sheet.cells)} cells")
        if typed:
            yield Line(NOTE, sheet.name, f"{typed} cells hold a value where the report has a formula; the values agree")
        if uncalculated:
            yield Line(NOTE, sheet.name, f"{uncalculated} formulas are as written but hold no calculated value")
        yield from _added(sheet, found)
    for name in sorted(filed.keys() - {sheet.name for sheet in planned}):
        yield Line(NOTE, name, "the sheet is not part of the report")


def _difference(cell: Cell, actual: FiledCell | None, own: str) -> str:
    """What is different in a cell, if anything is."""
    if actual is None:
        return "" if _plain(cell.value) == "" else f"is blank; the input gives {_shown(cell.value, cell.style)}"
    if isinstance(cell.value, str) and isinstance(actual.value, str):
        holds, expected = _apart(actual.value, cell.value)
    else:
        holds, expected = _shown(actual.value, cell.style), _shown(cell.value, cell.style)
    if cell.formula is None:
        # A constant of logic is spelt as a formula by some programs.
        if actual.formula is not None and _spelt(actual.formula) not in {"true", "false"}:
            return f"holds a formula; the input gives {expected}"
    elif actual.formula is None:
        return "" if _plain(actual.value) == _plain(cell.value) else f"holds {holds}, typed; the input gives {expected}"
    elif actual.formula and _spelt(actual.formula) != _spelt(cell.formula.replace(own, "")):
        return f"holds another formula, {quoted('=' + actual.formula)}; the report has ={cell.formula.replace(own, '')}"
    if not actual.calculated or _plain(actual.value) == _plain(cell.value):
        return ""
    return f"holds {holds}; the input gives {expected}"


def _added(sheet: Sheet, found: Mapping[Place, FiledCell]) -> Iterator[Line]:
    """Cells that hold something, but not by the report."""
    added = sorted(found.keys() - sheet.cells.keys())
    for place in added[:_FEW]:
        yield Line(NOTE, _name(sheet.name, place), f"is not part of the report: {quoted(found[place].value)}")
    if len(added) > _FEW:
        yield Line(NOTE, sheet.name, f"{len(added) - _FEW} more cells are not part of the report")


def _name(sheet: str, place: Place) -> str:
    return f"{sheet}!{column_letters(place[1])}{place[0] + 1}"


def _spelt(formula: str) -> str:
    """A formula but for how programs spell it."""
    spelt = formula.replace(" ", "").casefold()
    return spelt.replace("true()", "true").replace("false()", "false")


def _plain(value: object) -> object:
    """A value as it compares: numbers with the digits of a spreadsheet, days as their midnight."""
    if value is None or isinstance(value, (bool, str)):
        return "" if value is None else value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
    if isinstance(value, (int, float, Decimal)):
        return _SPREADSHEET.plus(Decimal(repr(value)) if isinstance(value, float) else Decimal(value))
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001  a cell has no time zone
    return value


def _shown(value: object, style: str) -> str:
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        number = _SPREADSHEET.plus(Decimal(repr(value)) if isinstance(value, float) else Decimal(value))
        return show_money(number) if style.startswith("money") else plain(number)
    return "nothing" if value is None or value == "" else quoted(value)


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two texts as a message shows them, from shortly before the place where they part."""
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = one.rfind(" ", 0, max(0, same - _BEFORE)) + 1 if same > 2 * _BEFORE else 0
    cut = "…" if start else ""
    return quoted(cut + one[start:]), quoted(cut + other[start:])


def compare_objects(expected: Any, actual: Any, place: str = "") -> Iterator[Line]:
    """The values of JSON against those that the input gives; ``place`` is a path, such as ``bids[2].score``."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key in dict.fromkeys((*expected, *actual)):
            where = f"{place}.{key}" if place else str(key)
            if key not in actual:
                yield Line(DIFFERS, where, "is missing")
            elif key not in expected:
                yield Line(NOTE, where, "is not part of the result")
            else:
                yield from compare_objects(expected[key], actual[key], where)
    elif isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            yield Line(DIFFERS, place, f"has {len(actual)} entries; the input gives {len(expected)}")
        for number, (one, other) in enumerate(zip(expected, actual, strict=False)):
            yield from compare_objects(one, other, f"{place}[{number}]")
    elif expected != actual or type(expected) is not type(actual):
        yield Line(DIFFERS, place, f"is {quoted(actual)}; the input gives {quoted(expected)}")


def compare_pieces(expected: Sequence[Piece], actual: Sequence[Piece]) -> Iterator[Line]:
    """The texts of a page, and its tags, against those that the input gives."""
    start = _same(expected, actual)
    end = _same(expected[:start:-1], actual[:start:-1])
    one, other = expected[start : len(expected) - end], actual[start : len(actual) - end]
    for first, last, from_, to in _stretches([piece.text for piece in one], [piece.text for piece in other]):
        at = one[first] if first < len(one) else (one or expected)[-1]
        holds = " ".join(piece.text for piece in other[from_:to])
        gives = " ".join(piece.text for piece in one[first:last])
        if not gives:
            yield Line(DIFFERS, at.place, f"holds {quoted(holds)}, which is not part of the page")
        elif not holds:
            yield Line(DIFFERS, at.place, f"is missing; the input gives {quoted(gives)}")
        else:
            says, given = _apart(holds, gives)
            yield Line(DIFFERS, at.place, f"says {says}; the input gives {given}")


def _same(one: Sequence[Piece], other: Sequence[Piece]) -> int:
    """How many pieces are the same from the start on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _stretches(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches of texts that are not the same in both: from and to in the one, from and to in the other.

    Where texts were only typed over, as they mostly are, they stand side by side. To look for what was added and taken
    away would take minutes there if the page is long.
    """
    if len(one) == len(other):
        places = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
        if len(places) <= max(_FEW, len(one) // _FEW):
            for place in places:
                yield place, place + 1, place, place + 1
            return
    matcher = SequenceMatcher(None, one, other, autojunk=len(one) > _LONG)
    for kind, first, last, from_, to in matcher.get_opcodes():
        if kind != "equal":
            yield first, last, from_, to
