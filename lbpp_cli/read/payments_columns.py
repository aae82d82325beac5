"""The sheets, columns and fields of a workbook of payments under a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import CERTIFICATIONS, DATE, MONEY, PERCENT, REGISTER_COLUMNS, TEXT, Column, mark_columns
from lbpp_cli.payments.records import ADDED, AMOUNT, GOAL, REMOVED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.payments.account import PaymentRules

CONTRACT, PAYMENTS, WORK = "Contract", "Payments", "Work"
CHANGE_ORDERS, CHANGES = "Change orders", "Changes to the plan"
SHEETS: dict[str, tuple[str, ...]] = {
    CONTRACT: ("Contract information",),
    PAYMENTS: ("Payment", "Vouchers", "Invoices"),
    WORK: ("Work completed", "Completion"),
    CHANGE_ORDERS: ("Change order", "Contract changes"),
    CHANGES: ("Plan changes", "Changes of the plan", "Modifications", "Substitutions"),
    CERTIFICATIONS: ("Certification", "Certification register"),
}
_FIRM = (
    "Firm name",
    "Subcontractor",
    "Subconsultant",
    "Vendor",
    "Vendor name",
    "Company",
    "Payee",
    "Payee name",
    "Paid to",
)

_CONTRACT = (
    Column("number", "Contract number", also=("Contract no", "Number", "Contract"), about="Its number."),
    Column("contractor", "Contractor", also=("Prime", "Prime contractor", "Bidder"),
           about="Whose plan it is. Blank: the bidder to whom the plan's bids award it."),
    Column("amount", "Contract amount", MONEY, ("Amount", "Contract value", "Award amount"),
           about="The contract as awarded, without change orders. Blank: the bid."),
    Column("started", "Started", DATE, ("Start date", "Notice to proceed"), about="When work under it began."),
    Column("completed", "Completed", DATE, ("Completion date", "Completed on"),
           about="When all of it was completed. Blank while it is not."),
)  # fmt: skip
_PAYMENTS = (
    Column("firm", "Firm", also=_FIRM, required=True, about="Who was paid: the contractor, or a subcontractor."),
    Column("paid_on", "Paid on", DATE, ("Date", "Payment date", "Date paid", "Paid date", "Check date"), required=True,
           about="The day on which it was paid."),
    Column("amount", "Amount", MONEY, ("Amount paid", "Paid", "Payment", "Payment amount", "Check amount"),
           required=True, about="What was paid, in dollars; what was paid back is negative."),
    Column("invoice", "Invoice", also=("Invoice number", "Invoice no", "Voucher", "Voucher number", "Voucher no"),
           about="What it was paid for."),
    Column("paid_by", "Paid by", also=("Payer", "Paid by whom"),
           about="Of an indirect subcontractor, the one that paid it. Blank: the contractor, and what the contractor "
           "itself was paid comes from the contracting agency."),
    Column("commission", "Commission", MONEY, about="Of a firm that is paid by commission, how much of it is that."),
)  # fmt: skip
_WORK = (
    Column("firm", "Firm", also=_FIRM, required=True, about="Whose work it is."),
    Column("work", "Work", also=("Scope", "Description of work"), about="What it is."),
    Column("completed", "Work completed on", DATE, ("Completed on", "Completed", "Date completed"), required=True,
           about="When the firm completed it. Blank while it has not."),
    Column("owed", "Still owed", MONEY, ("Owed", "Retainage"),
           about="What it is still to be paid for work that it has done, such as retainage. Blank: nothing stated."),
)  # fmt: skip
_ORDERS = (
    Column("number", "Number", also=("Change order", "Change order number", "No"), required=True,
           about="The number of the change order."),
    Column("amount", "Amount", MONEY, ("Value",), required=True, about="Its value; a deduction is negative."),
    Column("requested", "Requested on", DATE, ("Date", "Requested"), about="When it was asked for."),
    Column("approved", "Approved on", DATE, ("Approved",), about="When it was approved. Blank while it is not."),
    Column("reviewed", "Goals reviewed on", DATE, ("Goals reviewed",),
           about="When it was decided whether it changes the goals. Blank while that is not done."),
)  # fmt: skip
_KINDS = {"Amount": AMOUNT, "Added": ADDED, "Removed": REMOVED, "Goal": GOAL}


class Declared(NamedTuple):
    """What the tables may have: the fields of the Contract sheet, and the columns of the others."""

    fields: tuple[Column, ...]
    columns: Mapping[str, tuple[Column, ...]]

    def of(self, sheet: str) -> tuple[Column, ...]:
        """The columns of a sheet; of Contract its fields."""
        return self.fields if sheet == CONTRACT else self.columns[sheet]


def declared(part: PaymentRules) -> Declared:
    """The tables with the program's own columns."""
    changes = (
        Column("kind", "Change", _KINDS, required=True,
               about="Amount: a firm gets another amount. Added, Removed: a firm more or less; a substitution is both. "
               "Goal: a goal is another."),
        Column("firm", "Firm", also=_FIRM, about="The firm that it is about. Blank where a goal is changed."),
        Column("amount", "New amount", MONEY, ("Amount",), about="What the firm gets in all after the change."),
        *mark_columns(part.certifications),
        Column("goal", "Goal", {name: name for name in part.goals} or TEXT, about="The goal that is changed."),
        Column("percent", "New goal %", PERCENT, ("New goal",), about="The goal after the change."),
        Column("requested", "Requested on", DATE, ("Requested",), about="When the change was asked for."),
        Column("approved", "Approved on", DATE, ("Approved",), about="When it was approved. Blank while it is not."),
        Column("denied", "Denied on", DATE, ("Denied",), about="When it was denied. Blank while it is not."),
        Column("approved_by", "Approved by", about="Who approved it."),
        Column("reason", "Reason", about="Why it was asked for."),
    )  # fmt: skip
    common = {PAYMENTS: _PAYMENTS, WORK: _WORK, CHANGE_ORDERS: _ORDERS, CHANGES: changes}
    tables = {name: (*columns, *part.columns.get(name, ())) for name, columns in common.items()}
    return Declared(_CONTRACT, {**tables, CERTIFICATIONS: REGISTER_COLUMNS})
