"""The register of certifications: tens of thousands of rows, of which those of a tabulation's firms are read."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from lbpp_cli.columns import REGISTER_COLUMNS, TEXT
from lbpp_cli.model import Certification, Register
from lbpp_cli.money import is_blank
from lbpp_cli.names import KnownNames, firm_key
from lbpp_cli.read.headings import address
from lbpp_cli.read.table import Fields, TableReader
from lbpp_cli.read.values import CellError, read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Bid
    from lbpp_cli.read.table import Record
    from lbpp_cli.read.workbook import Sheet


def read_register(
    file: str, sheet: Sheet, bids: Iterable[Bid], certifications: tuple[str, ...]
) -> tuple[Register, list[Finding]]:
    """The rows of a register that concern the bidders and subcontractors of some bids.

    A row concerns a firm that has its account, or its name but for case, punctuation and legal form. The other rows are
    not looked at any further.
    """
    reader = TableReader(file)
    index = _index(file, sheet)
    headings, at = index.headings, index.at
    reader.findings += index.findings
    if not headings.complete:
        return Register(file, (), {}), reader.findings
    firms = [(bid.bidder, bid.account) for bid in bids]
    firms += [(sub.name, sub.account) for bid in bids for sub in bid.subcontractors]
    keys = {firm_key(name) for name, _ in firms}
    accounts = {account for _, account in firms if account is not None}
    found = {row for key in keys for row in index.by_name.get(key, ())}
    found |= {row for account in accounts for row in index.by_account.get(account, ())}
    fields = Fields(sheet, headings.found)
    rows = [_row(record) for record in reader.records(sheet, sorted(found), fields)]
    if "expires" not in at:
        message = "The register has no column for the day on which a certification expires; all are taken as in force."
        place = address(sheet.name, headings.row, 0)
        reader.report("expiry-missing", message, "Add a column Expires.", place)
    for one in rows:
        _check(reader, one, certifications)
    held = {firm_key(one.firm) for one in rows}
    strangers = dict.fromkeys(name for name, _ in firms if firm_key(name) not in held)
    similar = {name: index.known.similar(name) for name in strangers}
    return Register(file, tuple(rows), similar), reader.findings


class _Index:
    """Where the rows of each firm and of each account stand in a register."""

    def __init__(self, file: str, sheet: Sheet) -> None:
        reader = TableReader(file)
        self._sheet = sheet
        self.headings = reader.headings(sheet, REGISTER_COLUMNS)
        self.findings = reader.findings
        self.at = {column.field: index for index, column in self.headings.found.items()}
        self.by_name: dict[str, list[int]] = {}
        self._names: dict[object, str] = {}
        if not self.headings.complete:
            return
        at = self.at["firm"]
        for row in range(self.headings.row + 1, len(sheet.rows)):
            cells = sheet.rows[row]
            firm = cells[at] if at < len(cells) else ""
            key = self._names.get(firm)
            if key is None:
                key = self._names.setdefault(firm, "" if is_blank(firm) else firm_key(str(firm)))
            self.by_name.setdefault(key, []).append(row)

    @cached_property
    def by_account(self) -> dict[object, list[int]]:
        """The rows of each account."""
        found: dict[object, list[int]] = {}
        for row in range(self.headings.row + 1, len(self._sheet.rows)):
            found.setdefault(_account(self._sheet.rows[row], self.at), []).append(row)
        return found

    @cached_property
    def known(self) -> KnownNames:
        """The names of all firms, to look for one that might have been meant."""
        return KnownNames(str(name) for name, key in self._names.items() if key)


# A batch judges many tabulations by one register.
@lru_cache(maxsize=1)
def _index(file: str, sheet: Sheet) -> _Index:
    return _Index(file, sheet)


def _check(reader: TableReader, row: Certification, certifications: tuple[str, ...]) -> None:
    """Say what is odd in a row that concerns a firm of the tabulation; none of it makes a certification count."""
    cells = row.source.cells
    if row.certification not in certifications:
        reader.report(
            "certification-unknown",
            f"“{row.certification}” of {row.firm} is none of {', '.join(certifications)}; the row proves nothing here.",
            "Write one certification a row, by its letters.",
            cells["certification"],
        )
    elif row.granted is None and row.applied is None:
        reader.report(
            "certification-undated",
            f"{row.certification} of {row.firm} has neither a day of application nor one of grant; it does not count.",
            "Fill in when it was granted.",
            cells["granted"],
        )
    elif row.granted is not None and row.expires is None and "expires" in cells:
        reader.report(
            "expiry-missing",
            f"{row.certification} of {row.firm} has no day on which it expires; it is taken as in force.",
            "Fill in when it expires.",
            cells["expires"],
        )
    elif row.granted is not None and row.expires is not None and row.expires < row.granted:
        reader.report(
            "dates-contradict",
            f"{row.certification} of {row.firm} expires on {row.expires}, before it was granted on {row.granted}.",
            "Correct the dates; as they stand it does not count.",
            cells["expires"],
        )


def _account(cells: list[object], at: Mapping[str, int]) -> object:
    index = at.get("account")
    if index is None or index >= len(cells):
        return None
    try:
        return read_value(cells[index], TEXT)
    except CellError:
        return None


def _row(record: Record) -> Certification:
    values: dict[str, Any] = dict(record.values)
    firm, name = str(values.pop("firm") or ""), str(values.pop("certification") or "").upper()
    return Certification(record.source, firm, name, **values)
