"""The comments and notes on the cells of an xlsx sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.read.audit.follow import as_whole, follow
from lbpp_cli.read.headings import place_of
from lbpp_cli.spreadsheet import Remark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.read.archive import Archive
    from lbpp_cli.read.audit.relations import Relation

MAX_REMARKS = 10_000


class _Reader:
    def __init__(self) -> None:
        self.found: dict[str, tuple[str, list[str]]] = {}
        self.authors: list[str] = []
        self._cell = ""

    def start(self, path: tuple[str, ...], values: Mapping[str, str]) -> None:
        if path[-1] in ("comment", "threadedComment") and len(self.found) < MAX_REMARKS:
            self._cell = values.get("ref", "")
            self.found.setdefault(self._cell, (values.get("authorId", ""), []))

    def end(self, path: tuple[str, ...], text: str) -> None:
        if path[-1] == "author":
            self.authors.append(text)
        elif path[-1] in ("t", "text") and text.strip() and self._cell in self.found:
            self.found[self._cell][1].append(text)


def read_remarks(archive: Archive, related: Mapping[str, Relation], file: str) -> tuple[Remark, ...]:
    """The comments of a sheet, of both kinds; a comment of the newer kind also has a note of the older one.

    Raises:
        UnreadableFileError: a part is damaged or harmful.

    """
    reader = _Reader()
    for relation in related.values():
        if relation.kind == "comments" and relation.target in archive:
            follow(archive.read(relation.target), relation.target, file, reader.start, reader.end)
    remarks = []
    for cell, (author, texts) in reader.found.items():
        try:
            place = place_of(cell.upper())
        except ValueError:
            continue
        number = as_whole(author, -1)
        name = reader.authors[number] if 0 <= number < len(reader.authors) else ""
        remarks.append(Remark(place, name, " ".join("".join(texts).split())))
    return tuple(remarks)
