"""What an import says at the terminal: what was recognised, the bids, what does not add up, and what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import ERROR
from lbpp_cli.imported import STATED_TOTAL, UNIT_PRICE
from lbpp_cli.money import as_shown, round_cents, show_exact, show_money
from lbpp_cli.render import console
from lbpp_cli.render.layout import Column, Page, safe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from lbpp_cli.imported import Imported, ImportedBid

_GOVERNS = {UNIT_PRICE: "the unit prices govern", STATED_TOTAL: "the stated totals govern"}


def render(imported: Imported, certifications: Sequence[str], page: Page, *, written: str | None) -> str:
    """The account of an import. ``written``: the workbook that was written, None where none was."""
    blocks = [_recognised(imported, page), _bids(imported, page), _schedules(imported, page)]
    blocks.append(console.findings(imported.findings, page))
    errors = sum(found.severity == ERROR for found in imported.findings)
    if errors:
        blocks.append(_stopped(imported, errors, page))
    else:
        blocks += [_left(imported, certifications, page), _next(written, page)]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _recognised(imported: Imported, page: Page) -> list[str]:
    lines = []
    for one in imported.used:
        places = ", ".join(one.places)
        lines += page.paragraph(safe(f"{one.title[:1].upper()}{one.title[1:]} ({one.layout}): {places}."), 2, 2)
    for schedule in imported.schedules:
        if schedule.items:
            count = "1 item" if len(schedule.items) == 1 else f"{len(schedule.items)} items"
            lines += page.paragraph(safe(f"{schedule.label}: {count}, from {schedule.cell} on."), 2, 2)
    return [page.paint("RECOGNISED", "bold"), *lines] if lines else []


def _ranked(imported: Imported) -> list[tuple[str, ImportedBid]]:
    """The bids by their amounts, each with its rank; then those without."""
    known = [(bid, value) for bid in imported.bids if (value := _value(bid)) is not None]
    ranked = [(str(1 + sum(other < value for _, other in known)), bid) for bid, value in known]
    ranked.sort(key=lambda one: int(one[0]))
    return ranked + [("–", bid) for bid in imported.bids if _value(bid) is None]


def _value(bid: ImportedBid) -> Decimal | None:
    return None if not bid.responsive else bid.amount if bid.amount is not None else bid.corrected


def _bids(imported: Imported, page: Page) -> list[str]:
    rows = []
    for rank, bid in _ranked(imported):
        read = "–" if bid.stated is None else _read(bid.stated)
        corrected = "–" if bid.corrected is None else show_money(bid.corrected)
        amount = show_money(bid.amount) if bid.amount is not None else bid.reason or "not decided"
        rows.append([rank, safe(bid.bidder), read, corrected, amount, safe(bid.cell)])
    columns = [
        Column("Rank", right=True),
        Column("Bidder", least=12, style="bold"),
        Column("As read", right=True),
        Column("Corrected", right=True),
        Column("Bid", right=True, least=10),
        Column("Cell", least=8),
    ]
    if not rows:
        return []
    lines = [page.paint("BIDS", "bold"), *page.table(columns, rows, title="Bidder")]
    if len(imported.schedules) > 1 and imported.basis:
        lines += page.paragraph(safe(f"A bid is the sum of {' and '.join(imported.basis)}."))
    if imported.governs:
        lines += page.paragraph(f"Where the two differ, {_GOVERNS[imported.governs]}.")
    if imported.estimate is not None:
        one = imported.estimate
        value = "no figure" if one.corrected is None else show_money(one.corrected)
        use = "taken as the contract value" if imported.contract_value is not None else "no bid"
        lines += page.paragraph(safe(f"{one.bidder}: {value} [{one.cell}], {use}."))
    return lines


def _read(stated: Decimal) -> str:
    """A total as a spreadsheet shows it; where that has more than two decimals, exactly as it is stored."""
    shown = as_shown(stated)
    return show_exact(shown if shown == round_cents(shown) else stated)


def _schedules(imported: Imported, page: Page) -> list[str]:
    """What each bidder asks in each schedule, where it is not said which of them are the bid."""
    if len(imported.schedules) <= 1 or imported.basis:
        return []
    lines = [page.paint("SCHEDULES", "bold")]
    for one in imported.schedules:
        totals = [f"{column.name} {column.stated.shown}" for column in one.columns.values() if column.stated]
        lines += page.paragraph(safe(f"{one.label} [{one.cell}]: {'; '.join(totals) or 'no stated totals'}."), 2, 2)
    return lines


def _stopped(imported: Imported, errors: int, page: Page) -> list[str]:
    count = "1 thing" if errors == 1 else f"{errors} things"
    names = ", ".join(file.file for file in imported.files)
    return page.paragraph(safe(f"{names} was not imported: {count} to decide or correct first."), style="bold")


def _left(imported: Imported, certifications: Sequence[str], page: Page) -> list[str]:
    """What the tabulation does not say and an evaluation needs."""
    stated = {fact.field for fact in imported.facts}
    names = {"number": "solicitation number", "title": "title", "department": "department", "due": "bid due date"}
    missing = [name for field, name in names.items() if field not in stated]
    if imported.contract_value is None:
        missing.append("contract value")
    lines = [f"Solicitation: {', '.join(missing)}."] if missing else []
    if not imported.marked:
        lines.append(f"Bids: an x under {', '.join(certifications)} for each bidder that is certified.")
    if any(bid.amount is None and bid.responsive for bid in imported.bids):
        lines.append("Bids: an amount, or no under Responsive, for each bidder without prices.")
    listed = any(bid.subcontracts for bid in imported.bids)
    if listed and not any(one.work for bid in imported.bids for one in bid.subcontracts):
        lines.append("Subcontractors: a column Work, with the work of each; the rules ask for it.")
    elif not listed:
        lines.append("Subcontractors: each that a bid names, with its work, amount and certifications.")
    return [page.paint("STILL TO BE FILLED IN", "bold"), *(one for line in lines for one in page.paragraph(line, 2, 2))]


def _next(written: str | None, page: Page) -> list[str]:
    if written is None:
        return page.paragraph("Nothing was written: give -o bids.xlsx to write the bid workbook.", style="bold")
    lines = page.paragraph(safe(f"{written} was written. Fill it in, then: lbpp evaluate {written}"), style="bold")
    return [page.paint("NEXT", "bold"), *lines]
