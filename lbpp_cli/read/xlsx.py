"""Reads xlsx and xlsm workbooks: finds the part of each sheet, checks it, and only then lets the parser have it."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache, cached_property
from typing import TYPE_CHECKING

from lbpp_cli.findings import UnreadableFileError
from lbpp_cli.read.archive import WORTH_PACKING, member, package
from lbpp_cli.read.guard import (
    MAX_ODD,
    MAX_SHARED_TEXTS,
    MAX_SHEETS,
    MAX_TEXT,
    MAX_WIDE_TEXT,
    damaged,
    harmful,
    values_of,
)
from lbpp_cli.read.markup import as_plain, attributes, remembering_small
from lbpp_cli.read.workbook import Sheet, settled
from lbpp_cli.read.worksheet import read_worksheet

if TYPE_CHECKING:
    from lbpp_cli.read.archive import Archive, Member
    from lbpp_cli.read.worksheet import Worksheet

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHARED = {"styles": "xl/styles.xml", "sharedStrings": "xl/sharedStrings.xml"}
# The parser goes through a sheet once more for merged cells, unless it comes upon them first.
_HEAD, _TAIL = f'<worksheet xmlns="{_MAIN}"><mergeCells/><sheetData>'.encode(), b"</sheetData></worksheet>"
# The ends of the kinds of relations that matter here.
_RELATED = (b'sheet"', b'/officeDocument"', b'/styles"', b'/sharedStrings"')
# Sheets of so many bytes together are read together.
_COUNT = rb"""\s(?:uniqueC|c)ount\s*=\s*["']([^"'<>]*)["']"""
# The same, but what is looked for begins with letters, which is many times faster.
_ANY_COUNT = rb"""ount(?:(?<=\scount)|(?<=\suniqueCount))\s*=\s*["']([^"'<>]*)["']"""
_TOGETHER = 256 * 1024
_PERCENT_FORMATS = {"9", "10"}
# What stands in quotes or brackets, or is escaped, is shown as it is or not at all, and scales nothing.
_LITERAL = r'"[^"]*"|\\.|_.|\[[^\]]*\]'


def main_part(archive: Archive, file: str) -> str:
    """The part that holds the list of sheets: ``xl/workbook.xml`` in most workbooks.

    Raises:
        UnreadableFileError: the part that should say so is damaged or harmful.

    """
    related = related_parts(archive, "", file) if "_rels/.rels" in archive else {}
    return next((part for kind, part in related.values() if kind == "officeDocument"), "xl/workbook.xml")


class _PercentRows:
    """A search for the percent cells of the columns of a sheet, which does not hold what was read of other sheets."""

    __slots__ = ("_known", "_place")

    def __init__(self, archive: Archive, part: str, styles: str | None, name: str, file: str) -> None:
        self._place = archive, part, styles, name, file
        self._known: dict[int, frozenset[int]] = {}

    def __call__(self, column: int) -> frozenset[int]:
        if column not in self._known:
            self._known[column] = self._found(column)
        return self._known[column]

    def _found(self, column: int) -> frozenset[int]:
        archive, part, styles, name, file = self._place
        formats = percent_styles(as_plain(archive.read(styles), styles, file)) if styles else set()
        if not formats:
            return frozenset()
        return read_worksheet(archive.read(part), name, file)[0].styled(formats, column)


class Xlsx:
    """The sheets of a workbook, each read when it is asked for.

    Raises:
        UnreadableFileError: the list of sheets is damaged or harmful.

    """

    def __init__(self, archive: Archive, main: str, file: str) -> None:
        self._archive, self._file = archive, file
        workbook = as_plain(archive.read(main), main, file)
        related = related_parts(archive, main, file)
        listed, count, self._date1904, self._stale = _contents(workbook)
        if count > MAX_SHEETS:
            raise harmful(f"it has {count:,} sheets; at most {MAX_SHEETS} are read.", file)
        self._sheets: dict[str, str] = {}
        for name, relation in listed:
            kind, part = related.get(relation, ("", ""))
            if not part or name in self._sheets:
                raise damaged(f"its sheet “{name}” is missing, or is there twice.", file)
            # A chart on a sheet of its own has no cells.
            if kind == "worksheet":
                self._sheets[name] = part
        if not self._sheets:
            raise damaged("it has no sheet with cells.", file)
        self._parts = {kind: part for kind, part in related.values() if kind in _SHARED and part in archive}
        self._read: dict[str, Sheet] = {}
        self.names = tuple(self._sheets)

    def read(self, name: str) -> Sheet:
        """One sheet.

        Raises:
            UnreadableFileError: the sheet, or a part that it uses, is damaged or harmful.

        """
        if name not in self._read and name in self._small:
            # To open the parser once for each costs more than to read them all; but one must not spoil another.
            with suppress(UnreadableFileError):
                self._read = self._together(self._small)
        return self._read.get(name) or self._together([name])[name]

    def formulas(self, name: str) -> dict[tuple[int, int], str]:
        """The text of each formula of a sheet, by row and column from 0.

        Raises:
            UnreadableFileError: the sheet is damaged or harmful.

        """
        return read_worksheet(self._archive.read(self._sheets[name]), name, self._file)[0].formulas()

    @cached_property
    def _small(self) -> list[str]:
        small: list[str] = []
        room = _TOGETHER
        for name, part in self._sheets.items():
            size = self._archive.size(part) if part in self._archive else room + 1
            if size <= room:
                small.append(name)
                room -= size
        return small

    def _together(self, names: list[str]) -> dict[str, Sheet]:
        """Sheets of which the parser gets a workbook, made of nothing but what was checked."""
        members: list[Member] = []
        facts: list[tuple[dict[tuple[int, int], str], bool]] = []
        shared = [self._styles]
        for number, name in enumerate(names):
            worksheet, errors = read_worksheet(self._archive.read(self._sheets[name]), name, self._file)
            if self._texts and worksheet.has_shared_texts:
                self._refuse_repetition(worksheet, name)
                shared[1:] = [self._texts]
            if worksheet.size_of_wide_texts() > MAX_WIDE_TEXT:
                raise self._too_much_text(name)
            odd = worksheet.odd(stale=self._stale) | errors
            if len(odd) > MAX_ODD:
                raise harmful(f"the sheet “{name}” has more than {MAX_ODD:,} errors.", self._file, name)
            facts.append((odd, not worksheet.has_words))
            members.append(member(f"xl/worksheets/{number}.xml", _HEAD, worksheet.rows, _TAIL))
            del worksheet
        members += [part for part in shared if part]
        content = package((*_frame(len(names), date1904=self._date1904), *members))
        del members
        values, styles = values_of(content, self._file), self._parts.get("styles")
        return {
            name: settled(
                name,
                rows,
                odd,
                _PercentRows(self._archive, self._sheets[name], styles, name, self._file),
                is_finite=is_finite,
            )
            for name, (_, rows), (odd, is_finite) in zip(names, values, facts, strict=True)
        }

    @cached_property
    def _styles(self) -> Member | None:
        return self._shared("styles")

    @cached_property
    def _texts(self) -> Member | None:
        return self._shared("sharedStrings")

    def _shared(self, kind: str) -> Member | None:
        """A part that sheets share; a large one as it is packed, unless it has to be written anew."""
        if kind not in self._parts:
            return None
        part, name = self._parts[kind], _SHARED[kind]
        content = self._archive.read(part)
        plain = as_plain(content, part, self._file)
        if kind == "sharedStrings" and len(plain) > MAX_SHARED_TEXTS and plain.count(b"<si") > MAX_SHARED_TEXTS:
            raise harmful(f"it has more than {MAX_SHARED_TEXTS:,} texts.", self._file)
        honest = without_false_counts(plain)
        packed = honest is content and len(content) >= WORTH_PACKING
        return self._archive.member(part, name) if packed else member(name, honest)

    def _refuse_repetition(self, worksheet: Worksheet, name: str) -> None:
        """Refuse texts that the parser would copy into so many cells that they fill the memory."""
        part = self._parts["sharedStrings"]
        most = self._archive.size(part) * 4
        if worksheet.most_cells * most <= MAX_TEXT or (cells := worksheet.count_shared_texts()) * most <= MAX_TEXT:
            return
        content = as_plain(self._archive.read(part), part, self._file)
        sizes = [len(text) * (4 if b"\xf0" in text else 1) for text in re.split(rb"</si>|<si ?/>", content)]
        if (
            cells * max(sizes) > MAX_TEXT
            and sum(sizes[text] for text in worksheet.shared_texts() if text < len(sizes)) > MAX_TEXT
        ):
            raise self._too_much_text(name)

    def _too_much_text(self, name: str) -> UnreadableFileError:
        return harmful(f"the texts of the sheet “{name}” would fill the memory.", self._file, name)


@remembering_small
def without_false_counts(xml: bytes) -> bytes:
    """A part without the numbers of its elements, where one is larger than the part has bytes.

    The parser makes room for as many texts as are announced, and ends the process where there is no such room.
    """
    counts = (count[1] for count in re.finditer(_ANY_COUNT, xml))
    if all(count.isdigit() and len(count) < 10 and int(count) <= len(xml) for count in counts):  # noqa: PLR2004
        return xml
    return re.sub(rb"<[^<>]*>", lambda tag: re.sub(_COUNT, b"", tag[0]), xml)


def percent_styles(styles: bytes) -> set[int]:
    """The cell styles, by number, whose number format shows a percentage."""
    custom: dict[str, bool] = {}
    for tag in re.findall(rb"<numFmt\s([^<>]*)>", styles):
        values = attributes(tag)
        custom[values.get("numFmtId", "")] = "%" in re.sub(_LITERAL, "", values.get("formatCode", ""))
    cells = styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0]
    formats = [attributes(tag).get("numFmtId", "0") for tag in re.findall(rb"<xf(?=[\s/>])([^<>]*)>", cells)]
    return {style for style, number in enumerate(formats) if custom.get(number, number in _PERCENT_FORMATS)}


@remembering_small
def _contents(workbook: bytes) -> tuple[list[tuple[str, str]], int, bool, bool]:
    """The name of each sheet with its relation, how many there are, and whether date1904 and fullCalcOnLoad are on."""
    tags = re.findall(rb"<sheet\s([^<>]*)>", workbook)
    listed = []
    for tag in tags[:MAX_SHEETS]:
        values = attributes(tag)
        relation = next((value for key, value in values.items() if key.endswith(":id")), "")
        listed.append((values.get("name", ""), relation))
    return (
        listed,
        len(tags),
        b"date1904" in workbook and _says(workbook, b"workbookPr", b"date1904"),
        b"fullCalcOnLoad" in workbook and _says(workbook, b"calcPr", b"fullCalcOnLoad"),
    )


def _says(workbook: bytes, element: bytes, attribute: bytes) -> bool:
    """Whether a setting of the workbook is on."""
    return bool(re.search(rb'<%b\s[^<>]*\b%b="(?:1|true)"' % (element, attribute), workbook))


def related_parts(archive: Archive, part: str, file: str) -> dict[str, tuple[str, str]]:
    """What a part relates to, by the name of the relation: the last word of its kind, and the other part."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".removeprefix("/")
    targets = _targets(as_plain(archive.read(relations), relations, file))
    return {name: (kind, resolved(folder, target)) for name, kind, target in targets}


@remembering_small
def _targets(relations: bytes) -> list[tuple[str, str, str]]:
    """The relations that matter here: their name, the last word of their kind, and the part as it is named."""
    found = []
    for tag in re.findall(rb"<Relationship\s([^<>]*)>", relations):
        if not any(kind in tag for kind in _RELATED):
            continue
        values = attributes(tag)
        if values.get("TargetMode") != "External":
            found.append((values.get("Id", ""), values.get("Type", "").rpartition("/")[2], values.get("Target", "")))
    return found


def resolved(folder: str, target: str) -> str:
    """The name of a part that is named from a folder, as ``../styles.xml`` is."""
    if ".." not in target and "\\" not in target:
        return target[1:] if target.startswith("/") else f"{folder}/{target}".removeprefix("/")
    steps = [] if target.startswith(("/", "\\")) else folder.split("/")
    for step in target.replace("\\", "/").split("/"):
        if step == "..":
            del steps[-1:]
        elif step != ".":
            steps.append(step)
    return "/".join(step for step in steps if step)


@cache
def _frame(sheets: int, *, date1904: bool) -> tuple[Member, ...]:
    """The parts that a package with so many sheets needs; that styles or texts may be missing does not matter."""
    listed = "".join(f'<sheet name="{number}" sheetId="{number + 1}" r:id="rId{number}"/>' for number in range(sheets))
    workbook = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{date1904:d}"/>'
        f"<sheets>{listed}</sheets></workbook>"
    )
    parts = [("worksheet", f"worksheets/{number}.xml") for number in range(sheets)]
    parts += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    return (
        member("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])),
        member("xl/workbook.xml", workbook.encode()),
        member("xl/_rels/workbook.xml.rels", _relations(parts)),
    )


def _relations(targets: list[tuple[str, str]]) -> bytes:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'.encode()
