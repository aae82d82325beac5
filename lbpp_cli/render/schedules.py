"""Schedules A, B and C as workbooks with live formulas and as documents to sign."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import squeezed
from lbpp_cli.formula import Formula, Range, least, literal, total
from lbpp_cli.formula_tables import column_letters
from lbpp_cli.money import ZERO, share_against, show_exact, show_money
from lbpp_cli.outreach_schedules import A, B, C
from lbpp_cli.render.document import Document, Facts, Heading, Items, Paragraph, Signatures, Table, text
from lbpp_cli.render.sheets import Sheet
from lbpp_cli.render.words import ended

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.outreach_schedules import Row, Schedule
    from lbpp_cli.render.document import Block

_TITLES = {
    A: "Subcontractors Information Form",
    B: "Utilization Profile",
    C: "Final Subcontracting Report",
}
_MONEY = {
    A: ("Dollar value of subcontract",),
    B: ("Original amount", "This invoice", "Invoiced to date", "Scheduled to date"),
    C: ("Original dollar value", "Actual dollar value"),
}
_BASES = {A: "Base bid amount", B: "Invoiced to date, in all", C: "Paid to date, in all"}
_HUNDRED = Decimal(100)


class Filled(NamedTuple):
    """What the two forms share: the title, facts, what differs, what was not counted and why."""

    title: str
    facts: list[tuple[str, str]]
    differences: list[str]
    rules: list[str]
    left: list[str]


def filled(schedule: Schedule, groups: Sequence[str]) -> Filled:
    """The texts of a schedule."""
    rfp, one = schedule.rfp, schedule.proposer
    facts = [("Project title", rfp.title or ""), ("RFP number", rfp.number or "")]
    facts += [("Contract number", "")] if schedule.letter != A else []
    facts += [("Consultant" if schedule.letter != A else "Proposer", one.name), ("Address", ""), ("Contact person", "")]
    facts += [("Phone and fax", ""), *([("Invoice", schedule.invoice)] if schedule.invoice else [])]
    base = "not stated" if schedule.base is None else show_money(schedule.base)
    facts.append((_BASES[schedule.letter], base))
    differences = [
        ended(f"{one.firm} {one.text}" + (f" ({one.clause})" if one.clause else "")) for one in schedule.differences
    ]
    rules = []
    for row in schedule.rows:
        notes = [f"{row.credit.note} ({row.credit.clause})"] if row.credit.note else []
        notes += [
            f"not as {line.toward}: {line.note} ({line.clause})"
            for line in row.lines
            if not line.counted and line.note and line.note != row.credit.note
        ]
        rules += [ended(f"{row.firm.firm}: {'; '.join(notes)}")] if notes else []
    left = [f"{row.firm.firm}: its {name} is blank." for row in schedule.rows for name in _blanks(row)]
    title = f"SCHEDULE {schedule.letter}: {'/'.join(groups)} {_TITLES[schedule.letter]}"
    return Filled(title, [(label, value or "") for label, value in facts], differences, rules, left)


def _blanks(row: Row) -> list[str]:
    return [name for name, value in (("amount", row.firm.amount), ("description of work", row.firm.work)) if not value]


def _named(row: Row) -> str:
    return "\n".join(filter(None, [row.firm.firm, row.firm.address]))


def _certificate(row: Row) -> str:
    return ", ".join(one for one in (row.firm.agency, row.firm.certificate) if one and squeezed(one) != "none")


def _group(row: Row, groups: Sequence[str]) -> str:
    return "/".join(one for one in groups if one in (row.firm.groups or ()))


def dollars(schedule: Schedule, group: str) -> Decimal:
    """The dollars of a schedule that count toward a group."""
    return sum((line.counted for row in schedule.rows for line in row.lines if line.toward == group), ZERO)


def _percent(schedule: Schedule, group: str) -> str:
    base = schedule.base
    return "" if base is None or base <= 0 else f"{share_against(dollars(schedule, group), base, None)}%"


def document(schedule: Schedule, groups: Sequence[str]) -> Document:
    """A schedule as a document; the signature is left blank."""
    form = filled(schedule, groups)
    money = _MONEY[schedule.letter]
    headings = ("Name, address, telephone", "Work or supply", "Group", "Certified by, number", *money)
    headings += ("Explanation",) if schedule.letter == C else ()
    rows = tuple(
        (
            _named(row),
            row.firm.work or "",
            _group(row, groups),
            _certificate(row),
            *("" if one is None else show_money(one) for one in row.money),
            *((row.text or "",) if schedule.letter == C else ()),
        )
        for row in schedule.rows
    )
    blocks: list[Block] = [
        Facts(tuple((label, text(value)) for label, value in form.facts)),
        Heading("All subconsultants, service providers and suppliers"),
        Table(headings, rows, frozenset(range(4, 4 + len(money)))),
        Heading("Participation"),
        _participation(schedule, groups),
    ]
    for heading, lines in (
        ("Differences from Schedule A", form.differences),
        ("What counts, and what does not", form.rules),
        ("Left to fill in", form.left),
    ):
        if lines:
            blocks += [Heading(heading, 2), Items(tuple(map(text, lines)))]
    if schedule.base is None:
        blocks.append(Paragraph(text(f"{_BASES[schedule.letter]} is not stated, so no percentages are given.")))
    blocks.append(Signatures((("Signature of person completing this form", text("Printed name and title:")),)))
    due = schedule.rfp.due.day
    return Document(
        form.title, form.title, f"Schedule {schedule.letter} – {schedule.proposer.name}", due, tuple(blocks)
    )


def _participation(schedule: Schedule, groups: Sequence[str]) -> Table:
    if schedule.letter != C or schedule.pledged is None:
        rows = tuple((f"Total {one}", show_exact(dollars(schedule, one)), _percent(schedule, one)) for one in groups)
        return Table(("Group", "Dollars", "Percent"), rows, frozenset({1, 2}))
    first = schedule.pledged
    compared = tuple(
        (
            f"{one} participation",
            show_exact(dollars(first, one)),
            _percent(first, one),
            show_exact(dollars(schedule, one)),
            _percent(schedule, one),
        )
        for one in groups
    )
    return Table(
        ("Group", "Pledged dollars", "Pledged level", "Achieved dollars", "Achieved level"),
        compared,
        frozenset({1, 2, 3, 4}),
    )


def workbook(schedule: Schedule, groups: Sequence[str]) -> Sheet:
    """A schedule as a sheet whose totals follow the dollars above them."""
    form = filled(schedule, groups)
    money = _MONEY[schedule.letter]
    first_money = 4
    share, counts = first_money + len(money), first_money + len(money) + 1
    last, first_group = counts + 1, counts + 2  # the groups stand beside the form and are not printed
    sheet = Sheet(f"Schedule {schedule.letter}")
    sheet.set_widths(26, 18, 13, 20, *(13 for _ in money), 9, 13, 26, *(12.5 for _ in groups))
    sheet.printed = first_group
    sheet.write(0, 0, form.title, "title")
    top = 2
    base = literal(ZERO)
    for label, value in form.facts[:-1]:
        sheet.line(top, (label, value), ("label", "text"))
        top += 1
    sheet.write(top, 0, form.facts[-1][0], "label")
    base = sheet.write(top, 1, "not stated" if schedule.base is None else schedule.base, "money live")
    top += 2
    headings = ["Name, address, telephone", "Work or supply", "Group", "Certified by, number"]
    sheet.line_from(top, 0, headings, "head")
    sheet.line_from(top, first_money, [*money, "Share that counts", "Counts"], "head right")
    sheet.line_from(top, first_group, groups, "working head")
    sheet.write(top, last, "Explanation" if schedule.letter == C else "Notes", "head")
    columns: dict[str, list[Formula]] = {group: [] for group in groups}
    totals: list[list[Formula]] = [[] for _ in money]
    for number, row in enumerate(schedule.rows, start=top + 1):
        sheet.line_from(number, 0, [_named(row), row.firm.work or "", _group(row, groups), _certificate(row)], "text")
        cells = [sheet.write(number, first_money + at, one, "money live") for at, one in enumerate(row.money)]
        for at, cell in enumerate(cells):
            totals[at].append(cell)
        amount = Formula(cells[row.counts].text, row.money[row.counts] or ZERO)
        counted = _counted(sheet, row, amount, (number, share))
        counted = sheet.write(number, counts, counted, "money")
        for at, group in enumerate(groups):
            line = next((one for one in row.lines if one.toward == group), None)
            content = literal(0) if line is None or not line.counted else amount + 0 if group == "OBE" else counted + 0
            columns[group].append(sheet.write(number, first_group + at, content, "money"))
        notes = [one.note for one in row.lines if one.note and not one.counted]
        sheet.write(
            number, last, row.text if schedule.letter == C else "; ".join(dict.fromkeys(map(str, notes))), "text"
        )
    end = top + len(schedule.rows)
    sheet.line_from(end + 1, 0, ["Total", "", "", ""], "total")
    for at in range(len(money)):
        sheet.write(end + 1, first_money + at, _sum(first_money + at, top + 1, end, sheet, totals[at]), "total money")
    sheet.line_from(end + 1, share, ["", ""], "total")
    sums = {}
    for at, group in enumerate(groups):
        formula = _sum(first_group + at, top + 1, end, sheet, columns[group])
        sums[group] = sheet.write(end + 1, first_group + at, formula, "total money")
    sheet.write(end + 1, last, "", "total")
    _totals(sheet, schedule, groups, (end + 3, sums, base))
    _texts(sheet, form, end + 3 + len(groups) + 2)
    sheet.repeat, sheet.freeze = (top, top), (top + 1, 1)
    return sheet


def _counted(sheet: Sheet, row: Row, amount: Formula, place: tuple[int, int]) -> Formula:
    """B.15's share of the dollars, live; of a broker its fee; nothing where nothing counts."""
    given = row.credit.share
    if given is None:
        sheet.write(*place, "fee", "text")
        return least(amount, literal(row.firm.fee or ZERO))
    whole = amount.number * given == row.credit.counted * _HUNDRED
    share = sheet.write(*place, given if whole else Decimal(0), "percent")
    return amount * share / 100


def _sum(column: int, first: int, last: int, sheet: Sheet, cells: Sequence[Formula]) -> Formula:
    letters = column_letters(column)
    values = tuple(one.value if isinstance(one.value, Decimal) else ZERO for one in cells)
    return total(Range(f"'{sheet.name}'!${letters}${first + 1}:${letters}${last + 1}", values))


def _totals(
    sheet: Sheet, schedule: Schedule, groups: Sequence[str], at: tuple[int, dict[str, Formula], Formula]
) -> None:
    """Dollars and percent of each group; of Schedule C beside what was pledged."""
    top, sums, base = at
    compared = schedule.pledged if schedule.letter == C else None
    headings = ["Participation", "Dollars", "Percent", *(["Pledged", "Pledged percent"] if compared else [])]
    sheet.line_from(top, 0, headings[:1], "head")
    sheet.line_from(top, 1, headings[1:], "head right")
    known = schedule.base is not None and schedule.base > 0
    for number, group in enumerate(groups, start=top + 1):
        sheet.write(number, 0, f"Total {group} amount", "label")
        amount = sheet.write(number, 1, sums[group] + 0, "money")
        sheet.write(number, 2, amount / base if known else "not stated", "rounded share" if known else "text")
        if compared:
            sheet.write(number, 3, dollars(compared, group), "money")
            whole = compared.base
            stated = whole is not None and whole > 0
            share = dollars(compared, group) / whole if stated and whole else "not stated"
            sheet.write(number, 4, share, "rounded share" if stated else "text")


def _texts(sheet: Sheet, form: Filled, top: int) -> None:
    for heading, lines in (
        ("Differences from Schedule A", form.differences),
        ("What counts, and what does not", form.rules),
        ("Left to fill in", form.left),
    ):
        if lines:
            sheet.write(top, 0, heading, "section")
            for number, line in enumerate(lines, start=top + 1):
                sheet.write(number, 0, line, "note")
                sheet.spans[number, 0] = 5
            top += len(lines) + 2
    for label in ("Signature of person completing this form", "Printed name", "Title", "Date"):
        sheet.line(top, (label, ""), ("label", "text"))
        top += 1
