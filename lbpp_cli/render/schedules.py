"""The texts of a schedule, and the schedule as a document to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import squeezed
from lbpp_cli.money import ZERO, share_against, show_exact
from lbpp_cli.outreach.decisions import SCHEDULE_A, SCHEDULE_B, SCHEDULE_C
from lbpp_cli.outreach.schedules import blanks, dollars, shown
from lbpp_cli.participation import PRIME
from lbpp_cli.render.document import Document, Facts, Heading, Items, Paragraph, Signatures, Table, text
from lbpp_cli.render.words import ended

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from lbpp_cli.outreach.changes import Difference
    from lbpp_cli.outreach.decisions import Forms
    from lbpp_cli.outreach.schedules import Row, Schedule
    from lbpp_cli.render.document import Block

SIGNED = "Signature of person completing this form"
TO_SIGN = ("Printed name", "Title")


class Filled(NamedTuple):
    """What the two forms share: the title, facts, dollars in all, and the lists below the participation."""

    title: str
    facts: list[tuple[str, str]]
    amounts: list[tuple[str, Decimal | None]]
    lists: list[tuple[str, list[str]]]
    note: str


def filled(schedule: Schedule, forms: Forms) -> Filled:
    """The texts of a schedule. The last of the ``amounts`` is what percentages are of."""
    rfp, one, contract = schedule.rfp, schedule.proposer, schedule.contract
    facts = [("Project title", rfp.title), ("RFP number", rfp.number)]
    if schedule.letter != SCHEDULE_A:
        facts += [("Contract no.", contract.number if contract else None)]
    facts += [("Proposer" if schedule.letter == SCHEDULE_A else "Consultant", one.name), ("Address", one.address)]
    facts += [("Contact person", one.contact), ("Phone/fax", one.telephone)]
    amounts: list[tuple[str, Decimal | None]] = []
    if schedule.letter == SCHEDULE_B:
        facts += [("Invoice", schedule.invoice)]
        amounts += [("Contract amount (with amendments)", contract.amount if contract else None)]
        amounts += [("This invoice amount", schedule.this)]
    if schedule.letter == SCHEDULE_C:
        amounts += [(forms.bases[SCHEDULE_A], one.base_bid)]
    amounts.append((forms.bases[schedule.letter], schedule.base))
    lists = [
        ("Differences from Schedule A", [difference(one) for one in schedule.differences]),
        ("What counts, and what does not", [ended(line) for row in schedule.rows for line in _rules(row)]),
        ("Taken for granted", list(schedule.assumed)),
        ("Left to fill in", [ended(line.partition(" [")[0]) for line in blanks(schedule)]),
    ]
    note = (
        forms.notes[schedule.letter]
        if schedule.report is None
        else ended(f"Schedule {schedule.letter} {schedule.report}")
    )
    title = forms.titles[schedule.letter]
    return Filled(title, [(label, value or "") for label, value in facts], amounts, lists, note)


def difference(one: Difference, *, cells: bool = False) -> str:
    """A difference as a sentence; ``cells``: with the cells that it came from."""
    clause = f" ({one.clause})" if one.clause else ""
    where = f" [{', '.join(one.cells)}]" if cells and one.cells else ""
    return ended(f"{one.firm} {one.text}{clause}{where}")


def _rules(row: Row) -> Iterator[str]:
    """Why not all of a firm's dollars count, or not toward each of its groups."""
    notes = []
    if row.credit.note and not all(row.toward.values()):
        notes.append(f"{row.credit.note} ({row.credit.clause})")
    notes += [
        f"not as {line.toward}: {line.note} ({line.clause})"
        for line in row.lines
        if line.toward not in row.toward and line.note and line.note != row.credit.note
    ]
    notes += [
        f"{line.note}: as {line.toward} ({line.clause})"
        for line in row.lines
        if line.role == PRIME and line.toward in row.toward and line.note and line.note != row.credit.note
    ]
    if notes:
        yield f"{row.firm.firm}: {'; '.join(notes)}"


def cells_of(row: Row, fields: Sequence[tuple[str, str]], groups: Sequence[str]) -> list[str]:
    """What a form shows of a firm."""
    firm = row.firm
    certificate = ", ".join(one for one in (firm.agency, firm.certificate) if one and squeezed(one) != "none")
    texts = {
        "firm": firm.firm,
        "name": "\n".join(filter(None, [firm.firm, firm.address])),
        "work": firm.work or "",
        "groups": "/".join(one for one in groups if one in (firm.groups or row.toward)),
        "certificate": certificate,
    }
    return [texts[field] for field, _ in fields]


def _percent(schedule: Schedule, group: str) -> str:
    base = schedule.base
    return "" if base is None or base <= 0 else f"{share_against(dollars(schedule, group), base, None)}%"


def document(schedule: Schedule, forms: Forms, groups: Sequence[str]) -> Document:
    """A schedule as a document; the signature is left blank."""
    form = filled(schedule, forms)
    letter = schedule.letter
    fields, money = forms.columns[letter], forms.money[letter]
    headings = (*(heading for _, heading in fields), *money, *(("Explanation",) if letter == SCHEDULE_C else ()))
    rows = [
        (
            *cells_of(row, fields, groups),
            *map(shown, row.money),
            *((row.text or "",) if letter == SCHEDULE_C else ()),
        )
        for row in schedule.rows
    ]
    sums = [sum((row.money[at] or ZERO for row in schedule.rows), ZERO) for at in range(len(money))]
    rows.append(("Total", *("" for _ in fields[1:]), *map(shown, sums), *(("",) if letter == SCHEDULE_C else ())))
    facts = [*form.facts, *((label, shown(amount) or "not stated") for label, amount in form.amounts)]
    blocks: list[Block] = [
        Facts(tuple((label, text(value)) for label, value in facts)),
        Heading("All subconsultants (service providers, suppliers, etc.)"),
        Table(headings, tuple(rows), frozenset(range(len(fields), len(fields) + len(money)))),
        Heading("Participation"),
        _participation(schedule, groups),
    ]
    if schedule.base is None:
        blocks.append(Paragraph(text(f"{forms.bases[letter]} is not stated, so no percentages are given.")))
    blocks.append(Paragraph(text(form.note), keep=True))
    blocks.append(Signatures(((SIGNED, text(*(f"{one}:\n" for one in TO_SIGN))),)))
    for heading, lines in form.lists:
        if lines:
            blocks += [Heading(heading, 2), Items(tuple(map(text, lines)))]
    due = schedule.rfp.due.day
    return Document(form.title, form.title, f"Schedule {letter} – {schedule.proposer.name}", due, tuple(blocks))


def _participation(schedule: Schedule, groups: Sequence[str]) -> Table:
    if schedule.letter != SCHEDULE_C or schedule.pledged is None:
        rows = tuple((f"Total {one}", show_exact(dollars(schedule, one)), _percent(schedule, one)) for one in groups)
        return Table(("Group", "Dollars", "Percent"), rows, frozenset({1, 2}))
    first = schedule.pledged
    compared = tuple(
        (
            f"{one} participation",
            show_exact(dollars(schedule, one)),
            _percent(schedule, one),
            show_exact(dollars(first, one)),
            _percent(first, one),
        )
        for one in groups
    )
    return Table(
        ("Group", "Achieved dollars", "Achieved level", "Pledged dollars", "Pledged level"),
        compared,
        frozenset({1, 2, 3, 4}),
    )
