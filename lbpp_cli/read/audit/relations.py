"""What the parts of a package relate to, also what lies outside of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.read.audit.follow import follow
from lbpp_cli.read.xlsx import resolved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.read.archive import Archive


class Relation(NamedTuple):
    """What a part relates to: the last word of the kind, the other part, or what is outside."""

    kind: str
    target: str
    external: bool


def relations(archive: Archive, part: str, file: str) -> dict[str, Relation]:
    """What a part relates to, by the name of the relation.

    Raises:
        UnreadableFileError: the part that says so is damaged or harmful.

    """
    folder, _, name = part.rpartition("/")
    listed = f"{folder}/_rels/{name}.rels".removeprefix("/")
    found: dict[str, Relation] = {}
    if listed not in archive:
        return found

    def start(path: tuple[str, ...], values: Mapping[str, str]) -> None:
        if path[1:] == ("Relationship",):
            target, external = values.get("Target", ""), values.get("TargetMode") == "External"
            kind = values.get("Type", "").rpartition("/")[2]
            found[values.get("Id", "")] = Relation(kind, target if external else resolved(folder, target), external)

    follow(archive.read(listed), listed, file, start)
    return found
