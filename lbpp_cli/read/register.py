"""The register of certifications: tens of thousands of rows, of which those of a tabulation's firms are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lbpp_cli.model import Certification, Register
from lbpp_cli.money import is_blank
from lbpp_cli.names import KnownNames, firm_key
from lbpp_cli.read.columns import REGISTER_COLUMNS
from lbpp_cli.read.table import TableReader
from lbpp_cli.read.values import CellError, read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Bid
    from lbpp_cli.read.columns import Column
    from lbpp_cli.read.workbook import Sheet


def read_register(file: str, sheet: Sheet, bids: Iterable[Bid]) -> tuple[Register, list[Finding]]:
    """The rows of a register that concern the bidders and subcontractors of some bids.

    A row concerns a firm that has its account, or its name but for case, punctuation and legal form. The other rows are
    not looked at any further.
    """
    reader = TableReader(file)
    headings = reader.headings(sheet, REGISTER_COLUMNS)
    if not headings.complete:
        return Register(file, (), {}), reader.findings
    firms = [(bid.bidder, bid.account) for bid in bids]
    firms += [(sub.name, sub.account) for bid in bids for sub in bid.subcontractors]
    keys = {firm_key(name) for name, _ in firms}
    accounts = {account for _, account in firms if account is not None}
    at = {column.field: index for index, column in headings.found.items()}
    names: dict[object, str] = {}
    rows = []
    for row in range(headings.row + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        firm = cells[at["firm"]] if at["firm"] < len(cells) else ""
        key = names.get(firm)
        if key is None:
            key = names.setdefault(firm, "" if is_blank(firm) else firm_key(str(firm)))
        if key in keys or (accounts and _account(cells, at) in accounts):
            rows.append(_row(reader, sheet, row, headings.found))
    held = {firm_key(one.firm) for one in rows}
    strangers = dict.fromkeys(name for name, _ in firms if firm_key(name) not in held)
    known = KnownNames(str(name) for name, key in names.items() if key) if strangers else None
    similar = {name: known.similar(name) for name in strangers} if known else {}
    return Register(file, tuple(one for one in rows if one.certification), similar), reader.findings


def _account(cells: list[object], at: Mapping[str, int]) -> object:
    index = at.get("account")
    if index is None or index >= len(cells):
        return None
    try:
        return read_value(cells[index], "text")
    except CellError:
        return None


def _row(reader: TableReader, sheet: Sheet, row: int, found: Mapping[int, Column]) -> Certification:
    record = reader.record(sheet, row, found)
    values: dict[str, Any] = dict(record.values)
    firm, name = str(values.pop("firm") or ""), str(values.pop("certification") or "").upper()
    return Certification(record.source, firm, name, **values)
