"""How wide a text is in a drawing, and names that are cut to fit into one."""

from __future__ import annotations

from itertools import accumulate
from unicodedata import category, combining, east_asian_width

# Thousandths of the height of the type, of a wide sans-serif face; those of other faces are narrower.
_WIDTHS = dict.fromkeys("ijl.,:;'|!’", 330) | dict.fromkeys('ftr ()[]-“”"', 430)
_WIDTHS |= dict.fromkeys("mwMW@%", 950) | dict.fromkeys("0123456789$", 640)
_SMALL, _CAPITAL, _WIDE = 600, 730, 1000
_JOINER = "\u200d"
ELLIPSIS = "…"


def width(text: str, size: int) -> int:
    """About how wide a text is in type of a size, rather too wide than too narrow."""
    return -(-sum(map(_width, text)) * size // 1000)


def shortened(text: str, room: int, size: int) -> str:
    """A text that fits into the room; one that does not ends in an ellipsis, and no character is cut in two."""
    if width(text, size) <= room:
        return text
    widths = accumulate(map(_width, text), initial=_width(ELLIPSIS))
    end = sum(so_far * size <= room * 1000 for so_far in widths) - 1
    while end > 0 and _holds_on(text, end):
        end -= 1
    end = max(end, 0)
    return text[:end].rstrip() + ELLIPSIS


def _holds_on(text: str, end: int) -> bool:
    """Whether a cut would part a character from what belongs to it."""
    return _is_joined(text[end : end + 1]) or text[end - 1] == _JOINER


def _width(character: str) -> int:
    if _is_joined(character):
        return 0
    if east_asian_width(character) in "WF":
        return _WIDE
    return _WIDTHS.get(character) or (_CAPITAL if character.isupper() else _SMALL)


def _is_joined(character: str) -> bool:
    """Whether a character belongs to the one before it."""
    return bool(character) and (combining(character) > 0 or category(character) in {"Mn", "Me", "Cf"})
