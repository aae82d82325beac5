"""XML as plain as spreadsheet programs write it, so that simple patterns and every parser see the same in it.

Comments, CDATA sections, processing instructions, prefixes and other encodings are legal, but parsers of workbooks
skip some of them silently: the number ``9<!-- -->99`` was read as 9. A part with any of these is written anew, with
the same meaning and without them. A document type, the one place that can declare entities, is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from lbpp_cli.read.guard import damaged, harmful

if TYPE_CHECKING:
    from collections.abc import Callable

    Start = Callable[[str, dict[str, str]], object]
    End = Callable[[str], object]
    Text = Callable[[str], object]

_T = TypeVar("_T")
_SMALL = 8192  # bytes
_BOM16 = (b"\xff\xfe", b"\xfe\xff")
# One byte as its number is found far faster than as a text of one, and that faster than two where it is frequent.
_BANG, _QUESTION, _QUOTE = b"!?'"
_PLAIN_ROOT = re.compile(rb"\s*+<[^\s:>]*+(?!:)")
_REFERENCE = r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(\w+));"
_ESCAPES = {ord(special): f"&#{ord(special)};" for special in '&<>"\r\n\t'}
_SPECIAL = frozenset(map(chr, _ESCAPES))
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# What XML allows as a character; a lone surrogate could not even be printed.
_CONTROLS = (9, 10, 13)
_CHARACTERS = ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
_XML, _RELATIONSHIPS = "http://www.w3.org/XML/1998/namespace", "/relationships"


def remembering_small(read: Callable[[bytes], _T]) -> Callable[[bytes], _T]:
    """Remember what was read in a few small parts: a program writes the same ones into all its workbooks."""
    known = lru_cache(maxsize=64)(read)
    return lambda xml: known(xml) if len(xml) <= _SMALL else read(xml)


@remembering_small
def is_plain(xml: bytes) -> bool:
    """Whether a document, or the start of one, is UTF-8 made of unprefixed elements and double-quoted attributes."""
    rest = xml.removeprefix(b"\xef\xbb\xbf")
    if rest.startswith(b"<?xml "):
        declaration, _, rest = rest.partition(b"?>")
        if not _is_utf8(declaration.lower()):
            return False
    return _PLAIN_ROOT.match(rest) is not None and not (
        (_BANG in rest and b"<!" in rest)
        or (_QUESTION in rest and b"<?" in rest)
        or (_QUOTE in rest and (b"='" in rest or b"= '" in rest))
    )


def _is_utf8(declaration: bytes) -> bool:
    """Whether a declaration, in lower case, leaves it at UTF-8."""
    find = declaration.find
    return find(b"utf-8") >= 0 or find(b"us-ascii") >= 0 or find(b"encoding") < 0


def refuse_wide(xml: bytes, part: str, file: str) -> None:
    """Refuse a part in UTF-16 or with NUL bytes, which would hide markup from a check of bytes.

    Raises:
        UnreadableFileError: the part is such.

    """
    if 0 in xml or xml.startswith(_BOM16):
        raise harmful(f"its part {part} is not in the encoding that spreadsheet programs write.", file)


def as_plain(xml: bytes, part: str, file: str) -> bytes:
    """The document of a part in plain form: as it is, or written anew.

    Raises:
        UnreadableFileError: the part has a document type or is in UTF-16, or is no well-formed XML.

    """
    refuse_wide(xml, part, file)
    return xml if is_plain(xml) else _rewritten(xml, part, file)


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a start tag in plain form."""
    names_and_values = tag.decode("utf-8", "replace").split('"')
    names = [name.strip(" =\t\r\n") for name in names_and_values[:-1:2]]
    values = names_and_values[1::2]
    return dict(zip(names, map(unescaped, values) if b"&" in tag else values, strict=False))


def unescaped(text: str) -> str:
    """Text with its character references resolved."""
    return re.sub(_REFERENCE, _character, text)


def _character(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name:
        return _NAMED.get(name, reference[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code in _CONTROLS or any(first <= code <= last for first, last in _CHARACTERS) else reference[0]


def escaped(text: str) -> str:
    """Text as it stands between tags or in double quotes."""
    return text if _SPECIAL.isdisjoint(text) else text.translate(_ESCAPES)


def parse(xml: bytes, part: str, file: str, *, start: Start, end: End, text: Text) -> None:
    """Parse a document; names of elements and attributes come as ``namespace local`` or ``local``.

    Raises:
        UnreadableFileError: the document has a document type, or is not well-formed.

    """
    from pyexpat import ExpatError, ParserCreate

    def refuse_document_type(*_: object) -> None:
        raise harmful(f"its part {part} declares a document type, with which entities could be planted.", file)

    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_document_type
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)  # noqa: FBT003  the parameter has no name
    except (ExpatError, LookupError, ValueError) as error:
        raise damaged(f"its part {part} is no well-formed XML ({error}).", file) from None


def _rewritten(xml: bytes, part: str, file: str) -> bytes:
    """The elements of the root's own namespace; those of extensions are left out with all they hold."""
    written = bytearray()
    namespace: list[str] = []
    skipping = 0

    def start(name: str, values: dict[str, str]) -> None:
        nonlocal skipping
        space, _, local = name.rpartition(" ")
        namespace[:] = namespace or [space]
        if skipping or space != namespace[0]:
            skipping += 1
            return
        kept = "".join(
            f' {known}="{escaped(value)}"' for key, value in values.items() if (known := _attribute_name(key))
        )
        written.extend(f"<{local}{kept}>".encode())

    def end(name: str) -> None:
        nonlocal skipping
        if skipping:
            skipping -= 1
        else:
            written.extend(f"</{name.rpartition(' ')[2]}>".encode())

    def text(characters: str) -> None:
        if not skipping:
            written.extend(escaped(characters).encode())

    parse(xml, part, file, start=start, end=end, text=text)
    return bytes(written)


def _attribute_name(name: str) -> str:
    space, _, local = name.rpartition(" ")
    if space.endswith(_RELATIONSHIPS):
        return f"r:{local}"
    return f"xml:{local}" if space == _XML else "" if space else local
