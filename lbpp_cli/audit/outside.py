"""What the workbook draws on or runs beside its own cells, what is protected, and what people noted on cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lbpp_cli.audit.places import Hit, cell, count_of, joined, place, reported
from lbpp_cli.findings import Finding, finding
from lbpp_cli.money import is_blank, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.audit.subject import Subject
    from lbpp_cli.spreadsheet import SheetFacts

_OTHER_BOOK = re.compile(r"\[[^\[\]]+\][^\[\]!']*'?!|'file:|https?://|\\\\", re.IGNORECASE)
_LOOKS_OUTSIDE = re.compile(
    r"\b(?:_xlfn\.)?(?:WEBSERVICE|IMPORT(?:DATA|XML|HTML|RANGE|FEED)|RTD|CALL|REGISTER\.ID|SQL\.REQUEST|DDE)\s*\(|\|[^|]*!",
    re.IGNORECASE,
)
_HYPERLINK = re.compile(r"\bHYPERLINK\s*\(", re.IGNORECASE)
_TEXTS = re.compile(r'"(?:[^"]|"")*+"')
_LINK_HINT = "Replace the link by its value (Data, Edit Links, Break Link), and say where the figure comes from."
_LONGEST, _LONGEST_READ = 60, 8_192
_FEWEST_CELLS, _FIRST_ROWS = 6, 100


def links(subject: Subject) -> Iterator[Finding]:
    """Figures that come from elsewhere, and may be others by the time somebody opens the workbook again."""
    facts = subject.facts
    for sheet in subject.sheets:
        hits = []
        for at, text in sheet.formulas.items():
            if _is_outside(text):
                hits.append(Hit(*at, f"The formula in {cell(*at)} draws on something outside: {quoted(text)}"))
        for ranges, text in sheet.links.items():
            if _is_outside(text):
                message = f"A condition or a list of what may be typed draws on another file: {quoted(text)}."
                yield finding("link-external", message, _LINK_HINT, subject.file, place(sheet.name, ranges))
        why = "The figure changes with what is not in the file."
        yield from reported("link-external", subject.file, sheet.name, hits, why, _LINK_HINT)
    books = list(dict.fromkeys(unquote(link.target) for link in facts.links if link.how == "workbook"))
    if books:
        named = joined([quoted(one) for one in books], 4)
        message = f"The workbook is linked to {count_of(len(books), 'other file')}: {named}."
        yield finding("link-external", message, _LINK_HINT, subject.file)


def _is_outside(formula: str) -> bool:
    """Whether a formula names another file or the network; what stands in quotes is only a text."""
    bare = _TEXTS.sub('""', formula[:_LONGEST_READ])
    return bool(_LOOKS_OUTSIDE.search(bare) or (_OTHER_BOOK.search(bare) and not _own_table(bare)))


def _own_table(formula: str) -> bool:
    """Whether what stands in brackets is a column of a table of the same workbook."""
    return "!" not in formula


def names(subject: Subject) -> Iterator[Finding]:
    """Names of the workbook that stand for another file, or for cells that are gone."""
    outside = [one.name for one in subject.facts.names if _OTHER_BOOK.search(_TEXTS.sub('""', one.text))]
    if outside:
        count = count_of(len(outside), "name")
        message = f"{count} of the workbook {_means(outside)} cells of another file: {joined(outside)}."
        hint = "Delete them (Formulas, Name Manager), or let them name cells of this workbook."
        yield finding("link-external", message, hint, subject.file)
    broken = [one.name for one in subject.facts.names if "#REF!" in one.text and one.name not in outside]
    if broken:
        count = count_of(len(broken), "name")
        message = f"{count} of the workbook {_means(broken)} cells that were deleted: {joined(broken)}."
        yield finding("name-broken", message, "Delete them (Formulas, Name Manager).", subject.file)


def _means(found: list[str]) -> str:
    return "mean" if len(found) > 1 else "means"


def hyperlinks(subject: Subject) -> Iterator[Finding]:
    """Links to click."""
    found = [link for link in subject.facts.links if link.how == "hyperlink"]
    for sheet in subject.sheets:
        own = [link for link in found if link.place.rpartition("!")[0] == sheet.name]
        cells = [cell(*at) for at, text in sheet.formulas.items() if _HYPERLINK.search(text)]
        targets = list(dict.fromkeys(link.target for link in own))
        if own or cells:
            named = f": {joined([quoted(target) for target in targets], 3)}" if targets else ""
            count = len(own) + len(cells)
            message = f"{count_of(count, 'cell')} can be clicked to leave the workbook{named}."
            at = own[0].place if own else place(sheet.name, cells[0])
            yield finding("hyperlink", message, "Do not follow a link that you do not know.", subject.file, at)


def connections(subject: Subject) -> Iterator[Finding]:
    """Queries that bring data in."""
    found = subject.facts.connections
    if found:
        count = count_of(len(found), "connection")
        message = f"The workbook brings in data through {count}: {joined(list(map(quoted, found)), 4)}."
        hint = "Keep the data as values, and delete the connection (Data, Queries & Connections)."
        yield finding("data-connection", message, hint, subject.file)


def macros(subject: Subject) -> Iterator[Finding]:
    """Programs in the workbook."""
    found = subject.facts.macros
    if found:
        message = f"The workbook holds programs that can change its figures: {joined(found, 4)}."
        hint = "Do not allow them to run. Ask for a copy without macros (.xlsx)."
        yield finding("macros", message, hint, subject.file)


def protection(subject: Subject) -> Iterator[Finding]:
    """Protection, which keeps a reader from unhiding or from seeing formulas."""
    found = [*subject.facts.protections, *(sheet.protection for sheet in subject.sheets if sheet.protection)]
    if found:
        several = len(found) > 1
        by = " by a password" if any(one.password for one in found) else ""
        what = joined([one.what for one in found])
        message = f"{what[0].upper()}{what[1:]} {'are' if several else 'is'} protected{by}."
        hint = "Ask for the password if you must unhide or correct something; lbpp reads what is there all the same."
        yield finding("protection", message, hint, subject.file)


def remarks(subject: Subject) -> Iterator[Finding]:
    """Comments and notes on cells: they are not printed, and may say what decides."""
    hint = "Read it; if it matters to the award, put it into a column of the table."
    for sheet in subject.sheets:
        hits = []
        for remark in sheet.remarks:
            text = remark.text if len(remark.text) <= _LONGEST else f"{remark.text[: _LONGEST - 1]}…"
            bid = subject.bids(sheet, [remark.place[0]])
            beside = f", beside {bid}" if bid else ""
            hits.append(Hit(*remark.place, f"A note on {cell(*remark.place)}{beside} says “{text}”"))
        yield from reported("note-on-cell", subject.file, sheet.name, hits, "", hint)


def formulas_in_bids(subject: Subject) -> Iterator[Finding]:
    """Amounts of bids that are worked out rather than written down."""
    hint = "Compare it with the bid as submitted, and write that amount as a number."
    for sheet in subject.sheets:
        table = subject.table(sheet)
        if table is None:
            continue
        hits = [
            Hit(*at, f"The amount of {subject.bids(sheet, [at[0]])} in {cell(*at)} is a formula, ={text}")
            for at, text in sheet.formulas.items()
            if at[1] in table.amounts and at[0] in table.bidders
        ]
        why = "It is no figure that the bidder wrote."
        yield from reported("amount-is-formula", subject.file, sheet.name, hits, why, hint)


def copies(subject: Subject) -> Iterator[Finding]:
    """Sheets that hold the same as another."""
    seen: list[SheetFacts] = []
    for sheet in subject.sheets:
        filled = sum(not is_blank(value) for cells in sheet.rows[:_FIRST_ROWS] for value in cells)
        if filled < _FEWEST_CELLS:
            continue
        same = next((other for other in seen if other.rows == sheet.rows), None)
        if same is None:
            seen.append(sheet)
        else:
            message = f"The sheet holds the same as “{same.name}”; a correction in the one will not reach the other."
            yield finding("sheet-duplicated", message, "Delete the copy.", subject.file, sheet.name)
