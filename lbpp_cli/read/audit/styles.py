"""The cell styles of an xlsx workbook: how each shows numbers, and which let nothing be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.read.audit.follow import as_number, as_whole, follow
from lbpp_cli.read.audit.number_formats import built_in, look_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.spreadsheet import Look

    Path = tuple[str, ...]

_WHITE, _BLACK = "FFFFFF", "000000"
_SEEN = 24  # by how much, of 255, red, green or blue must differ for letters to be seen
_UNREADABLY_SMALL = 2
_SAME_COLOUR, _TINY = "letters in the colour of what is behind them", "letters too small to read"
_PATTERN = ("patternFill", "fgColor")


class Styles(NamedTuple):
    """How each cell style looks, and which of the formats of conditions hide what is in a cell."""

    looks: tuple[Look, ...]
    hiding: frozenset[int]


def colour_of(values: Mapping[str, str]) -> str:
    """A colour in a form in which equal ones are equal; blank for the usual one."""
    rgb = values.get("rgb", "").upper()
    if rgb:
        return rgb[-6:]
    tint = as_number(values.get("tint"), 0)
    if "theme" in values:
        plain = {"0": _WHITE, "1": _BLACK}.get(values["theme"]) if not tint else None
        return plain or f"theme {values['theme']} {tint}"
    if "indexed" in values:
        return {"0": _BLACK, "1": _WHITE, "8": _BLACK, "9": _WHITE, "64": "", "65": _WHITE}.get(
            values["indexed"], values["indexed"]
        )
    return ""


class _Font:
    colour, size = "", 11.0


class _Fill:
    solid, colour = False, ""


class _Reader:
    """Collects fonts, fills and formats, and makes a look of each style from them."""

    def __init__(self) -> None:
        self.formats: dict[int, Look] = {}
        self.fonts: list[_Font] = []
        self.fills: list[_Fill] = []
        self.cells: list[tuple[int, int, int]] = []
        self.conditions: list[tuple[_Font, _Fill, list[Look]]] = []

    def start(self, path: Path, values: Mapping[str, str]) -> None:
        inside = path[1:]
        if inside == ("numFmts", "numFmt"):
            self.formats[as_whole(values.get("numFmtId"), -1)] = look_of(values.get("formatCode", ""))
        elif inside == ("fonts", "font"):
            self.fonts.append(_Font())
        elif inside == ("fills", "fill"):
            self.fills.append(_Fill())
        elif inside[:2] == ("fonts", "font"):
            _read_font(self.fonts[-1], inside[2:], values)
        elif inside[:2] == ("fills", "fill"):
            _read_fill(self.fills[-1], inside[2:], values)
        elif inside == ("cellXfs", "xf"):
            number, font, fill = (as_whole(values.get(key), 0) for key in ("numFmtId", "fontId", "fillId"))
            self.cells.append((number, font, fill))
        elif inside[:2] == ("dxfs", "dxf"):
            self._read_condition(inside[2:], values)

    def _read_condition(self, inside: Path, values: Mapping[str, str]) -> None:
        if not inside:
            self.conditions.append((_Font(), _Fill(), []))
        elif inside[0] == "font":
            _read_font(self.conditions[-1][0], inside[1:], values)
        elif inside[0] == "fill":
            # Conditions name the colour of a plain fill as the one behind the pattern.
            inside = (*inside[1:-1], "fgColor" if inside[-1] == "bgColor" else inside[-1])
            _read_fill(self.conditions[-1][1], inside, {"patternType": "solid"} | dict(values))
        elif inside == ("numFmt",):
            self.conditions[-1][2].append(look_of(values.get("formatCode", "")))

    def styles(self) -> Styles:
        hiding = {
            number
            for number, (font, fill, looks) in enumerate(self.conditions)
            if _unseen(font, fill) or any(look.invisible for look in looks)
        }
        return Styles(tuple(self._look(*style) for style in self.cells), frozenset(hiding))

    def _look(self, number: int, font: int, fill: int) -> Look:
        look = self.formats.get(number) or built_in(number)
        if look.invisible or font >= len(self.fonts):
            return look
        return look._replace(
            invisible=_unseen(self.fonts[font], self.fills[fill] if fill < len(self.fills) else _Fill())
        )


def _read_font(font: _Font, inside: Path, values: Mapping[str, str]) -> None:
    if inside == ("color",):
        font.colour = colour_of(values)
    elif inside == ("sz",):
        font.size = as_number(values.get("val"), 11)


def _read_fill(fill: _Fill, inside: Path, values: Mapping[str, str]) -> None:
    if inside == _PATTERN[:1]:
        fill.solid = values.get("patternType") == "solid"
    elif inside == _PATTERN:
        fill.colour = colour_of(values)
    elif inside[:1] == ("gradientFill",):
        fill.solid, fill.colour = True, "gradient"


def _unseen(font: _Font, fill: _Fill) -> str:
    """Why letters cannot be seen, blank if they can."""
    if font.size < _UNREADABLY_SMALL:
        return _TINY
    behind = fill.colour if fill.solid else _WHITE
    return _SAME_COLOUR if _alike(font.colour or _BLACK, behind) else ""


def _alike(one: str, other: str) -> bool:
    """Whether two colours cannot be told apart."""
    try:
        both = bytes.fromhex(one), bytes.fromhex(other)
    except ValueError:
        return one == other  # of a theme
    return all(abs(a - b) < _SEEN for a, b in zip(*both, strict=False)) if len(one) == len(other) else False


def read_styles(xml: bytes, part: str, file: str) -> Styles:
    """The styles of a workbook.

    Raises:
        UnreadableFileError: the part is damaged or harmful.

    """
    reader = _Reader()
    follow(xml, part, file, reader.start)
    return reader.styles()
