"""Tables and workbooks that are never bids, though figures stand beside bidders in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli import results
from lbpp_cli.columns import BID_COLUMNS, BIDS, SUBCONTRACTOR_COLUMNS, squeezed
from lbpp_cli.findings import UnreadableFileError, finding
from lbpp_cli.read.headings import has_headings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lbpp_cli.read.workbook import Sheet

# How the bids begin in results of this program.
_RESULTS = [column.name for column in results.BIDS[:4]]
# Sheets of which a workbook of another kind has at least two, what it is, and where it belongs.
_KINDS = (
    (
        ("Work areas", "Notices", "Responses", "Schedule A", "Invoices", "Final payments"),
        "is the workbook of an outreach, not of bids.",
        "Check it with lbpp bip check {file}; or name it beside the bids: lbpp evaluate BIDS --outreach {file}.",
    ),
    (
        ("Payments", "Change orders", "Changes to the plan"),
        "is the workbook of payments under a contract, not of bids.",
        "Hold them against the plan: lbpp participation BIDS {file}.",
    ),
)


def refuse_other_tables(file: str, sheet: Sheet) -> None:
    """Never take subcontractors with their costs, or results of this program, for bids.

    Raises:
        UnreadableFileError: the table is one of those.

    """
    if sheet.rows and sheet.rows[0][: len(_RESULTS)] == _RESULTS:
        what, hint = "holds results of lbpp, not bids.", "Name the workbooks or CSV files that they were made from."
    elif not has_headings(sheet, BID_COLUMNS) and has_headings(sheet, SUBCONTRACTOR_COLUMNS):
        what = "is a list of subcontractors, whose amounts are no bids."
        hint = f"Name the file of bids, with this one as --subcontractors {file}."
    else:
        return
    raise UnreadableFileError(finding("not-bids", f"This {what}", hint, file, sheet.name))


def refuse_other_workbooks(file: str, sheet_names: Iterable[str]) -> None:
    """Never look for bids in a workbook of another kind, whose every heading would be unknown.

    Raises:
        UnreadableFileError: the workbook is of such a kind, and has no sheet of bids.

    """
    names = {squeezed(name) for name in sheet_names}
    if squeezed(BIDS) in names:
        return
    for sheets, what, hint in _KINDS:
        if len(names & set(map(squeezed, sheets))) > 1:
            raise UnreadableFileError(finding("not-bids", f"This {what}", hint.format(file=file), file))
