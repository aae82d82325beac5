"""A tabulation that is evaluated as it is: imported on the way, where nothing about it is in doubt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lbpp_cli.columns import BIDS, SOLICITATION, SUBCONTRACTORS
from lbpp_cli.findings import ERROR, Finding, finding, in_order
from lbpp_cli.model import Bid, Source, Subcontractor, Tabulation
from lbpp_cli.read.importing.run import import_files
from lbpp_cli.read.importing.tables import as_tables, origins_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lbpp_cli.imported import Imported
    from lbpp_cli.read.tabulation import Tables

# The sheets that an import makes. What reading the file as a bid workbook found: it is none.
_MADE = {BIDS, SOLICITATION, SUBCONTRACTORS}
_NO_WORKBOOK = {"sheet-missing", "sheet-misspelt", "sheet-not-read"}


def raw_tables(tables: Tables, certifications: tuple[str, ...]) -> Tables | None:
    """The tables of a file that is no bid workbook but a tabulation of a known layout; None where it is neither.

    ``tables``: what reading it as a bid workbook gave; files that options named stay. An import that stops leaves
    errors among the findings and no bids.

    Raises:
        UnreadableFileError: a sheet cannot be read.

    """
    imported = import_files(tables.files[:1], certifications)
    if not imported.used and not any(one.code == "form-blank" for one in imported.findings):
        return None
    others = tuple(one for one in tables.findings if one.code not in _NO_WORKBOOK)
    notes = (_note(imported), *imported.findings, *others)
    if any(one.severity == ERROR for one in imported.findings):
        return tables._replace(bids=None, findings=in_order(imported.findings))
    made = as_tables(imported, certifications, notes)
    return made._replace(
        files=tables.files,
        subcontractors=tables.subcontractors or made.subcontractors,
        register=tables.register,
        origins=origins_of(imported, certifications),
    )


def _note(imported: Imported) -> Finding:
    file = imported.files[0].file
    layouts = "; ".join(f"{one.title} ({', '.join(one.places)})" for one in imported.used)
    certified = "" if imported.marked else " It does not say who is certified: nobody is counted as certified."
    amounts = "Each total is what its prices come to." if imported.lines else "Each amount is the total that it states."
    return finding(
        "imported",
        f"This is a bid tabulation and was imported first: {layouts}. {amounts}{certified}",
        f"lbpp import {file} -o bids.xlsx writes the workbook to fill in.",
        file,
    )


def relocated(
    tabulation: Tabulation, findings: Iterable[Finding], origins: Mapping[str, tuple[str, str]]
) -> tuple[Tabulation, list[Finding]]:
    """A tabulation and findings whose cells are those of the raw file; what has none there has no cell."""
    bids = tuple(_moved(bid, origins) for bid in tabulation.bids)
    solicitation = replace(tabulation.solicitation, source=_source(tabulation.solicitation.source, origins))
    found = [
        replace(one, cell=origins.get(one.cell, ("", ""))[1]) if one.cell.partition("!")[0] in _MADE else one
        for one in findings
    ]
    return replace(tabulation, bids=bids, solicitation=solicitation), found


def _moved(bid: Bid, origins: Mapping[str, tuple[str, str]]) -> Bid:
    subcontractors = tuple(_moved_subcontractor(one, origins) for one in bid.subcontractors)
    return bid._replace(source=_source(bid.source, origins), subcontractors=subcontractors)


def _moved_subcontractor(one: Subcontractor, origins: Mapping[str, tuple[str, str]]) -> Subcontractor:
    return one._replace(source=_source(one.source, origins))


def _source(source: Source, origins: Mapping[str, tuple[str, str]]) -> Source:
    cells = {field: origins[cell][1] for field, cell in source.cells.items() if cell in origins}
    known = any(cell.partition("!")[0] in _MADE for cell in source.cells.values())
    return Source(source.file, cells) if known else source
