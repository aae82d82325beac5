"""What is missing, odd or wrong in an input, and the catalogue of codes that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ERROR, WARNING, NOTE = "error", "warning", "note"


@dataclass(frozen=True)
class Finding:
    """One thing that a buyer should know about the input.

    ``file`` and ``cell`` are the place (``cell`` as ``Bids!C4``, or empty), ``message`` says what is there and what is
    wrong with it, ``hint`` what to do.
    """

    code: str
    severity: str
    message: str
    hint: str
    file: str = ""
    cell: str = ""

    @property
    def place(self) -> str:
        """The place as a person reads it: ``bids.xlsx: Bids!C4``."""
        return f"{self.file}: {self.cell}" if self.file and self.cell else self.file or self.cell


class UnreadableFileError(Exception):
    """A file that cannot be read at all; ``finding`` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


# Every code: its severity, and what it means to a buyer.
CATALOGUE: dict[str, tuple[str, str]] = {
    # files
    "file-missing": (ERROR, "There is no file of that name."),
    "file-not-regular": (ERROR, "The name is a folder or a device, not a file."),
    "file-unreadable": (ERROR, "The file cannot be opened, or is too large."),
    "file-empty": (ERROR, "The file has no content."),
    "file-damaged": (ERROR, "The file starts like a spreadsheet but cannot be read."),
    "file-harmful": (
        ERROR,
        "The file is built so that reading it would do harm: a zip bomb, XML entities, endless sheets.",
    ),
    "tabulation-not-imported": (ERROR, "A bid tabulation is given where a bid workbook is needed."),
    "template-without-fields": (WARNING, "A template of a memo has nothing of the evaluation in it."),
    "not-a-report": (ERROR, "The file is no report, or was changed so that it cannot be read as one."),
    "not-results": (
        ERROR,
        "The file holds no results of lbpp batch, or was changed so that it cannot be read as such.",
    ),
    "results-contradictory": (ERROR, "The tables of results contradict one another."),
    "results-disagree": (ERROR, "Results say different things of the same file."),
    "not-a-spreadsheet": (ERROR, "The content is neither a workbook nor CSV text."),
    "file-changing": (ERROR, "The file was changed while it was read."),
    "timed-out": (ERROR, "The evaluation of a file of a batch took longer than it may."),
    "figure-too-fine": (
        ERROR,
        "A figure has more decimals, or a text more letters, than the form of the results holds.",
    ),
    "findings-left-off": (NOTE, "A cell of a workbook does not hold all findings of a file."),
    "broke-off": (ERROR, "The process that evaluated a file of a batch ended before it was done."),
    "password": (ERROR, "The workbook is protected by a password."),
    "range-absurd": (ERROR, "A stray value far outside the table makes the sheet absurdly large."),
    # sheets and columns
    "sheet-missing": (ERROR, "A sheet that is needed is not there."),
    "sheet-misspelt": (ERROR, "A sheet's name is nearly, but not quite, a known one."),
    "sheet-not-read": (NOTE, "A sheet that the program does not know was left unread."),
    "column-missing": (ERROR, "A column that is needed is not there."),
    "column-misspelt": (ERROR, "A heading is nearly, but not quite, a known one that is missing."),
    "column-not-read": (WARNING, "A heading is not known, so its column was not used."),
    "marks-not-read": (ERROR, "A column holds marks, but its heading is not known."),
    "value-without-heading": (ERROR, "A value stands where no heading says what it is."),
    "row-not-read": (WARNING, "A row has values in columns alone that are not used."),
    "column-twice": (ERROR, "Two columns have the same meaning."),
    "certification-not-recorded": (
        NOTE,
        "A sheet has no column for a certification, so nobody in it is counted as holding it.",
    ),
    "field-unknown": (ERROR, "A field of the Solicitation sheet is not known."),
    "field-twice": (ERROR, "A field of the Solicitation sheet is given twice."),
    "encoding-assumed": (WARNING, "A text file is not UTF-8 and was read as Windows-1252."),
    "option-overrides": (NOTE, "An option replaces what the sheet says."),
    "program-unknown": (ERROR, "The Solicitation sheet names a program that there is not."),
    "program-differs": (ERROR, "The Solicitation sheet names another program than --program."),
    "option-not-of-program": (ERROR, "An option means nothing under the program that the sheet names."),
    "not-of-the-program": (WARNING, "A column or field is filled in that has no meaning under the program."),
    # cells
    "cell-error": (ERROR, "The cell holds a spreadsheet error such as #REF!."),
    "formula-uncalculated": (ERROR, "The cell holds a formula that was never calculated, so it has no value."),
    "amount-missing": (ERROR, "An amount is blank. A blank is never taken as zero."),
    "amount-unreadable": (ERROR, "What stands there is no amount, has too many decimals, or can be read in two ways."),
    "amount-not-positive": (ERROR, "An amount is zero or negative."),
    "percent-unreadable": (ERROR, "What stands there is no percent, or can be read in two ways."),
    "number-unreadable": (ERROR, "What stands there is no plain number."),
    "mark-unreadable": (ERROR, "What stands there is no mark."),
    "date-unreadable": (ERROR, "What stands there is no date."),
    "choice-unknown": (ERROR, "What stands there is none of the choices of this field."),
    "text-unreadable": (ERROR, "A date or a logical value stands where a text belongs."),
    # rows
    "no-bids": (ERROR, "There are no bids."),
    "not-bids": (ERROR, "A table of subcontractors, of results, an outreach or payments are given where bids belong."),
    "bidder-missing": (ERROR, "A row has values but names no bidder."),
    "no-bidder": (ERROR, "What stands as a bidder is a total or an estimate, not a firm."),
    "example-left": (WARNING, "Part of a template's example stands beside a buyer's own entries."),
    "subcontractor-is-bidder": (ERROR, "A bid names its own bidder as a subcontractor."),
    "bidder-twice": (ERROR, "Two bids have the same bidder."),
    "bidder-unknown": (ERROR, "A subcontractor's row names a bidder that has no bid."),
    "subcontractor-missing": (ERROR, "A row of the Subcontractors sheet names no subcontractor."),
    "subcontractor-twice": (WARNING, "A bid names the same subcontractor in two rows; each is counted by itself."),
    "subcontractors-exceed-bid": (ERROR, "A bid's subcontractors cost more than the bid."),
    "work-missing": (WARNING, "A subcontractor's work is not stated, so its credit is withheld."),
    "work-not-recorded": (NOTE, "There is no column for the work of subcontractors."),
    "reason-missing": (WARNING, "A bid is not responsive, but no reason is given."),
    "reason-without-answer": (ERROR, "A reason is given, but not whether the bid is responsive."),
    "score-missing": (ERROR, "A proposal has no score."),
    "score-above-total": (ERROR, "A score is higher than the total possible points."),
    "score-not-used": (WARNING, "Bids have scores, but bids are compared by price."),
    "total-points-missing": (ERROR, "The total possible points of a request for proposals are not stated."),
    # the spreadsheet itself
    "bid-hidden": (ERROR, "A bid or subcontract stands in a hidden row, column or sheet."),
    "sheet-hidden": (WARNING, "A sheet is hidden."),
    "row-hidden": (WARNING, "Rows with content are hidden, or kept out of sight by a filter."),
    "column-hidden": (WARNING, "Columns with content are hidden."),
    "value-invisible": (WARNING, "A cell holds a value that its format or a merged cell keeps from being seen."),
    "sign-hidden": (WARNING, "A number below zero is shown without a sign."),
    "format-may-hide": (WARNING, "A conditional format can keep values from being seen."),
    "tabs-hidden": (WARNING, "The tabs of the sheets or the window of the workbook are hidden."),
    "zeros-not-shown": (NOTE, "A sheet is set not to show zeros."),
    "print-leaves-out": (NOTE, "The print area of a sheet leaves out rows with content."),
    "result-stale": (ERROR, "A formula's stored result is not what its cells give now."),
    "formula-circular": (ERROR, "A formula depends on its own result."),
    "calculation-manual": (WARNING, "The workbook does not calculate by itself."),
    "calculation-iterative": (WARNING, "The workbook is set to calculate circular references in rounds."),
    "dates-from-1904": (NOTE, "The workbook counts its dates from 1904."),
    "precision-as-shown": (WARNING, "The workbook calculates with figures as shown."),
    "sum-misses-rows": (WARNING, "A sum ends before the figures beside its range do."),
    "sum-counts-twice": (WARNING, "A sum adds a subtotal and what it consists of, or adds itself."),
    "sum-adds-number": (WARNING, "A sum adds a number that stands in its formula alone."),
    "formula-typed-over": (WARNING, "A number stands where the neighbours have a formula."),
    "formula-inconsistent": (WARNING, "A formula differs from those on both sides, which agree."),
    "number-as-text": (WARNING, "A number is kept as text, which sums pass over."),
    "date-as-text": (NOTE, "A date is kept as text."),
    "cells-merged": (WARNING, "A merged cell lies over several rows or columns of figures."),
    "titles-merged": (NOTE, "Cells are merged in titles and headings."),
    "amount-rounded-by-format": (WARNING, "An amount is more precise than its format shows."),
    "figure-rounded-by-format": (NOTE, "A share or average is more precise than its format shows."),
    "shown-total-differs": (WARNING, "The figures shown do not add up to the total shown."),
    "link-external": (WARNING, "A formula or a name draws on another file or on the network."),
    "data-connection": (WARNING, "The workbook brings in data from outside."),
    "macros": (WARNING, "The workbook holds macros."),
    "name-broken": (NOTE, "A name of the workbook stands for cells that were deleted."),
    "hyperlink": (NOTE, "A cell can be clicked and leads out of the workbook."),
    "protection": (NOTE, "A sheet or the workbook is protected."),
    "note-on-cell": (NOTE, "A cell has a comment or note."),
    "amount-is-formula": (NOTE, "The amount of a bid is a formula."),
    "sheet-duplicated": (NOTE, "Two sheets hold the same."),
    "formula-in-text": (WARNING, "A text file has a cell that a spreadsheet program would carry out."),
    "rows-ragged": (WARNING, "The rows of a text file do not have the same number of cells."),
    "encoding-mixed": (WARNING, "A text file is partly UTF-8 and partly not."),
    # rules
    "cbe-without-lbe": (WARNING, "A firm is marked as a City Business but not as a Local Business."),
    "claim-without-evidence": (WARNING, "A firm is marked as certified, but the register does not prove it."),
    "certified-but-not-marked": (WARNING, "The register proves a certification that the tabulation does not mark."),
    "certification-unknown": (NOTE, "The register names a certification that the program does not know."),
    "certification-undated": (WARNING, "A row of the register says neither when it was applied for nor when granted."),
    "expiry-missing": (WARNING, "A row of the register does not say when the certification expires."),
    "dates-contradict": (WARNING, "A certification of the register expires before it is granted."),
    "account-of-another": (WARNING, "The account of a bid is that of another firm in the register."),
    "role-not-used": (NOTE, "A role is given, but the contract is not for goods, so it decides nothing."),
    "submitted-late": (WARNING, "A bid was submitted after it was due, but is ranked."),
    "due-date-needed": (ERROR, "A register is given, but no bid due date by which to judge it."),
    "discount-not-counted": (NOTE, "A discount is offered that the solicitation does not count."),
    "cash-discount-days-missing": (ERROR, "A cash discount is offered, but not for how many days."),
    "category-needed": (ERROR, "No category is stated, and which part of the rules applies depends on it."),
    "availability-missing": (WARNING, "A participation requirement was lowered or waived, but no document is named."),
    "parts-not-stated": (WARNING, "A participation requirement is stated without its parts."),
    "parts-do-not-add-up": (WARNING, "The parts of a participation requirement are not the whole."),
    "requirement-not-used": (WARNING, "What belongs to a participation requirement is stated where there is none."),
    "part-exceeds-bid": (ERROR, "An amount that is part of a bid is as much as the bid or more."),
    "venture-not-marked": (
        WARNING,
        "A partner or a fact of a joint venture stands with a bid that is none.",
    ),
    "partners-missing": (WARNING, "A joint venture lists none of its partners."),
    "mentor-date-missing": (WARNING, "The day on which a mentor-protégé agreement was submitted is not stated."),
    "banked-not-counted": (WARNING, "Banked credit cannot be applied."),
    "too-few-solicited": (WARNING, "Fewer local firms were solicited than the rules ask for, or it is not said."),
    "local-work-below": (NOTE, "Less of the work goes to local firms than the rules ask of the buyer."),
    "very-small-as-small": (NOTE, "A very small business is counted as a small one."),
    "goals-and-exemption": (ERROR, "A contract is marked exempt from participation goals, but states some."),
    "goals-not-stated": (WARNING, "No participation goal of the contract is stated, and no ground why it has none."),
    "goals-exceed-contract": (WARNING, "The participation goals are more than the contract in all."),
    "goals-beyond-law": (NOTE, "Participation goals are stated for a kind of contract that the rules set none for."),
    "goals-as-citywide": (
        NOTE,
        "The goals of the contract are the citywide ones, which are not to be taken as they are.",
    ),
    "waiver-goals-unreadable": (ERROR, "The goals after a waiver cannot be read."),
    "waiver-goals-missing": (ERROR, "A partial waiver does not say what the goals then are."),
    "waiver-contradicts": (ERROR, "The goals after a waiver do not fit the waiver or the goals of the contract."),
    "waiver-approval-missing": (WARNING, "By whom or when a waiver was approved is not stated."),
    "tier-contradicts": (ERROR, "A firm is listed under another, but not as its subcontractor."),
    "direct-unknown": (
        ERROR,
        "For which direct subcontractor an indirect one works is not stated, or it is not listed.",
    ),
    "indirect-exceeds-direct": (ERROR, "The subcontractors of a subcontractor get more than it gets itself."),
    "share-missing": (ERROR, "The share of profit of a joint venture partner is not stated."),
    "shares-exceed-whole": (ERROR, "The partners of a joint venture share more than the whole profit."),
    "venture-marks-not-used": (WARNING, "A joint venture is marked as certified, but its partners are what counts."),
    "commission-exceeds-amount": (ERROR, "A commission is more than the amount that it is earned on."),
    "commission-exceeded": (WARNING, "Direct subcontractors get more than the commission."),
    "direct-work-differs": (WARNING, "A plan lists more direct subcontracts than the share that it states."),
    "firm-rows-differ": (ERROR, "The rows of one firm say different things of the company."),
    "firm-names-near": (WARNING, "Two firms of nearly one name count toward two goals; a firm counts toward one."),
    "two-goals": (ERROR, "A plan means a firm for two goals; it counts toward one."),
    "goal-not-of-contract": (ERROR, "A plan means a firm for a goal that the contract does not have."),
    "goal-not-possible": (WARNING, "A plan means a firm for a goal that it is not certified for."),
    "group-missing": (WARNING, "The contract has goals for groups, and the group of a firm is not stated."),
    "plan-incomplete": (WARNING, "A plan does not say what the work of a certified firm is, or when."),
    "work-days-contradict": (ERROR, "The work of a firm ends before it begins."),
    "assignment-not-found": (ERROR, "Too many firms could count toward several goals to find the best way."),
    "work-shares-contradict": (ERROR, "The share of work in the City is larger than that in the County."),
    "percent-out-of-range": (ERROR, "A percentage lies below 0 or above 100."),
    "waiver-document-missing": (WARNING, "The preference is waived, but the document that says why is not named."),
    "contract-value-needed": (ERROR, "The bids lie on both sides of the line between two procedures."),
    "due-date-missing": (NOTE, "No bid due date is stated, so the rules in force today are used."),
    "rules-unknown": (ERROR, "The due date lies before the first rules that are known."),
    # during and after a contract
    "yearly-goal-incomplete": (ERROR, "A row of the goals of a year lacks its agency, industry, firms or percentage."),
    "yearly-goal-twice": (ERROR, "Two rows give the same goal of a year."),
    "row-unnamed": (ERROR, "A row of a table names no contract, or no firm."),
    "contract-twice": (WARNING, "Two rows of a table have the same contract; each is computed by itself."),
    "facts-contradict": (ERROR, "Two facts of a contract cannot both be true, or one says what the other lacks."),
    # rotation of contractors
    "no-firms": (ERROR, "A prequalified list has no firms."),
    "firm-twice": (ERROR, "A firm stands twice on the list of a trade."),
    "order-unclear": (ERROR, "A list has a column for the order of its firms, but a place is missing or given twice."),
    "list-changed": (ERROR, "A list is not the one that its history started from."),
    "history-broken": (ERROR, "A line of a history is not as it was written."),
    "history-contradicts": (ERROR, "An entry of a history contradicts the list or another entry."),
    "invitation-differs": (WARNING, "Others were invited than the list and the history give."),
    "entry-late": (NOTE, "An entry of a history was recorded after others that are dated later."),
    # the import of a tabulation
    "basis-needed": (ERROR, "A tabulation has several schedules, and nobody said which add up to the bid."),
    "basis-unknown": (ERROR, "A schedule that was named is none of the tabulation's, or fits several."),
    "governs-needed": (ERROR, "A stated total is not what its prices come to, and nobody said which governs."),
    "layout-ambiguous": (ERROR, "A table can be read in two ways."),
    "bidder-unnamed": (ERROR, "Prices stand in columns that no bidder's name stands above."),
    "figure-unreadable": (ERROR, "What stands where a figure of a tabulation belongs is no figure and no known words."),
    "item-twice": (ERROR, "A bidder has two prices for the same item."),
    "tables-differ": (ERROR, "Two tables of a tabulation say different things of the same price."),
    "schedule-missing": (ERROR, "A bidder has no prices in a schedule that adds up to the bid."),
    "estimate-missing": (ERROR, "The estimate was to be the contract value, but there is none."),
    "map-unreadable": (ERROR, "A map of a tabulation says something that is missing, not known, or not in the file."),
    "extension-differs": (WARNING, "An extension is not quantity times unit price."),
    "sum-differs": (WARNING, "A stated total is not the sum of what it adds up."),
    "total-unrounded": (WARNING, "A stated total has more than two decimals and cannot be a bid."),
    "summary-differs": (WARNING, "The summary of a tabulation says something else than its tables."),
    "rank-differs": (WARNING, "A stated rank is not the one that the prices give."),
    "quantity-differs": (WARNING, "An item has different quantities for different bidders."),
    "item-not-priced": (WARNING, "A bidder has no price for an item."),
    "bidder-without-prices": (WARNING, "A bidder stands in a tabulation without any price."),
    "bidder-by-number": (WARNING, "A bidder stands in a tabulation by a number alone."),
    "row-unclear": (WARNING, "A row of a tabulation has prices but names no item or no bidder."),
    "name-carried-down": (WARNING, "Rows of a tabulation name no bidder or no item; those named above were taken."),
    "fact-differs": (WARNING, "A tabulation states two numbers, titles or dates for the solicitation."),
    "extension-unrounded": (NOTE, "An extension has more than two decimals; it is corrected to the cent."),
    "binary-digits": (NOTE, "Figures are stored with binary digits beyond those that a spreadsheet shows."),
    "price-in-words": (NOTE, "Words such as “no charge” stand where a price belongs; it is counted as zero."),
    "item-deleted": (NOTE, "An item was deleted and is not counted."),
    "bid-out": (NOTE, "A tabulation says that a bid is withdrawn, not responsive, or no bid."),
    "bid-far-out": (NOTE, "A bid is many times the others, or a small part of them."),
    "unit-price-far-out": (NOTE, "A unit price is many times the others, or a small part of them."),
    "prices-identical": (NOTE, "Two bidders ask the same price for every item."),
    "footnote": (NOTE, "A footnote mark stands beside a name or a figure; it is kept and not interpreted."),
    "discount-asked": (NOTE, "Bidders were asked whether they offer a discount; the answers are not interpreted."),
    "columns-not-used": (NOTE, "Columns of a tabulation hold something that an import does not use."),
    "questions-not-used": (NOTE, "Questions to the bidders stand above the prices; the answers are not used."),
    "name-shortened": (NOTE, "An address stands under a bidder's name and was left off."),
    "form-blank": (NOTE, "A table lists items but holds no prices: a blank form, which holds no bids."),
    "list-of-other-basis": (NOTE, "A list of totals adds up other schedules than those that are the bid."),
    "sheet-not-used": (NOTE, "A sheet of a tabulation holds no table that is known."),
    "imported": (NOTE, "The file is a bid tabulation of a known layout and was imported before it was evaluated."),
    # outreach
    "proposer-missing": (ERROR, "A row has values but names no proposer."),
    "proposer-twice": (ERROR, "Two rows of the Proposers sheet have the same proposer."),
    "proposer-unknown": (ERROR, "A row names a proposer that is nearly, but not quite, a known one."),
    "proposer-not-listed": (WARNING, "Rows name somebody who is not among the proposers; nothing is decided on it."),
    "no-proposers": (ERROR, "There are no proposers."),
    "no-work-areas": (ERROR, "There are no work areas."),
    "no-notices": (ERROR, "There are no notices at all."),
    "due-missing": (ERROR, "The day on which proposals are due is not stated."),
    "area-missing": (ERROR, "A row names no work area."),
    "area-twice": (ERROR, "Two rows are about the same work area."),
    "area-unclear": (ERROR, "A row names a work area by a description that several work areas have."),
    "area-unknown": (WARNING, "Rows name a work area that is none of the request's; they do not count."),
    "firm-missing": (ERROR, "A row names no firm."),
    "group-unknown": (ERROR, "What stands there is none of the groups of firms."),
    "registered-missing": (WARNING, "How many firms are registered in a work area is blank."),
    "registered-contradict": (ERROR, "A group has more registered firms than the work area has in all."),
    "none-registered": (WARNING, "No firm is registered in a work area."),
    "more-than-registered": (WARNING, "More firms were notified than are registered in a work area."),
    "group-left-out": (WARNING, "A group with registered firms is not known to be among those notified."),
    "names-alike": (WARNING, "Names that differ in punctuation or legal form alone were taken for one firm."),
    "lower-bid-rejected": (WARNING, "A lower bid was rejected without a reason."),
    "schedule-a-differs": (WARNING, "Schedule A and the bids that were taken do not name the same firms or amounts."),
    "area-without-firm": (WARNING, "Neither a subconsultant nor own forces are named for a work area."),
    "holidays-unknown": (NOTE, "A summary sheet is late, and it is not known whether the day was a holiday."),
    "table-twice": (ERROR, "Two files hold the same table of an outreach."),
    "table-not-given": (NOTE, "A table of the records is not there; what it would show needs a person."),
    "outreach-differs": (ERROR, "An outreach and a tabulation are not of one request, or not due on one day."),
    "outreach-name-differs": (ERROR, "A bid has no records of outreach, but a name that is nearly the same has."),
    "outreach-missing": (WARNING, "A bid has no records of outreach; it stays ranked, and a person must decide."),
    "outreach-without-bid": (WARNING, "A proposer has records of outreach but no bid."),
    "outreach-open": (WARNING, "The outreach of a bidder needs a person, or hangs on a reading."),
    "pledged-differs": (WARNING, "A level of participation is stated otherwise than Schedule A gives it."),
    "listed-above-base": (WARNING, "The firms on a Schedule A have more together than the base bid."),
    "group-not-counted": (WARNING, "A firm on Schedule A does not count toward a group that it is listed with."),
    "headings-unreadable": (ERROR, "A file of headings says something that is missing or not known."),
    # what is recorded during a contract
    "payment-undated": (ERROR, "A payment has no date, so nobody can tell when it was made."),
    "payment-is-total": (ERROR, "What stands as a payment is a sum of payments."),
    "payer-unknown": (ERROR, "It cannot be told whose subcontractor a firm was when it was paid."),
    "paid-below-zero": (ERROR, "The payments to a firm come to less than nothing."),
    "payments-fit-no-row": (ERROR, "A firm stands in a plan twice and not alike: what it is paid fits neither row."),
    "contractor-differs": (ERROR, "The payments name another contractor than the plan is of."),
    "change-incomplete": (ERROR, "A change of a plan does not say what is changed, or to what."),
    "change-contradicts": (ERROR, "A change of a plan contradicts itself or the plan."),
    "change-of-unknown-firm": (ERROR, "A change is of a firm that the plan does not have."),
    "days-out-of-order": (WARNING, "Something ended before it began, or was decided before it was asked for."),
    "payment-before-start": (WARNING, "A payment was made before the contract was started."),
    "payment-twice": (WARNING, "The same payment stands there twice; both count."),
    "payment-negative": (WARNING, "A payment is negative; it is taken off."),
    "change-order-twice": (WARNING, "The number of a change order stands there twice; both count."),
    "firm-not-in-plan": (WARNING, "A firm was paid or works that is not in the plan."),
    "work-unpaid": (WARNING, "A firm completed its work, and no payment to it is recorded."),
    "subcontractors-paid-more": (WARNING, "A contractor paid its subcontractors more than it was paid itself."),
    "plan-of-another": (WARNING, "The plan is not that of the bidder to whom its bids award the contract."),
    "contract-amount-differs": (NOTE, "The contract was awarded at another amount than was bid."),
    "payment-after-date": (NOTE, "Payments are dated after the day of the account, and left out."),
    "firm-never-paid": (NOTE, "A firm of the plan was never paid."),
    "paid-above-plan": (NOTE, "A firm was paid more than the plan gives it."),
}

# The file itself cannot be read.
UNREADABLE = frozenset(
    {
        *("file-missing", "file-not-regular", "file-unreadable", "file-empty", "file-damaged", "file-harmful"),
        *("not-a-spreadsheet", "not-a-report", "not-results", "password", "range-absurd"),
        *("file-changing", "timed-out", "broke-off", "figure-too-fine"),
    }
)


def finding(code: str, message: str, hint: str, file: str = "", cell: str = "") -> Finding:
    """A finding with the severity that its code has in the catalogue."""
    return Finding(code, CATALOGUE[code][0], message, hint, file, cell)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then warnings, then notes; each by file and sheet as they came, then by row and column."""
    found = list(findings)
    sheets = list(dict.fromkeys((one.file, one.cell.rpartition("!")[0]) for one in found))

    def order(one: Finding) -> tuple[int, int, int, int, str]:
        sheet, _, cells = one.cell.rpartition("!")
        cell = cells.partition(",")[0].partition(":")[0]
        letters = cell.rstrip("0123456789")
        row = cell[len(letters) :]
        severity = (ERROR, WARNING, NOTE).index(one.severity)
        return severity, sheets.index((one.file, sheet)), int(row or 0), len(letters), letters

    return tuple(sorted(found, key=order))
