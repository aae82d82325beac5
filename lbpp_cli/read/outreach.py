"""From the tables of an outreach to its records, with all that is wrong or odd on the way."""

from __future__ import annotations

import re
from collections import Counter
from datetime import time
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.columns import squeezed
from lbpp_cli.findings import Finding, finding
from lbpp_cli.model import Source
from lbpp_cli.money import quoted
from lbpp_cli.names import firm_key, same_bidder_key
from lbpp_cli.outreach.records import (
    Attendance,
    Contract,
    Invoice,
    Listed,
    Moment,
    Notice,
    Payment,
    Proposer,
    Records,
    Response,
    Rfp,
    WorkArea,
)
from lbpp_cli.read.field_sheets import read_fields
from lbpp_cli.read.headings import nearest
from lbpp_cli.read.outreach_columns import (
    AREAS,
    CONTRACTS,
    INVOICES,
    MEETING,
    NOTICES,
    PAYMENTS,
    PROPOSERS,
    RESPONSES,
    RFP,
    SCHEDULE_A,
)
from lbpp_cli.read.outreach_values import NO_EVENT
from lbpp_cli.read.table import Record, TableReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lbpp_cli.read.outreach_columns import Declared
    from lbpp_cli.read.outreach_files import Tables

_CODE = re.compile(r"\d+(?!\w)", re.ASCII)  # a NAICS code with words after it
_SHOWN = 3  # names in a finding that is about many
MOST_ALIKE = 10  # findings of one code about one column; the others are counted in one more


class Read(NamedTuple):
    """The records, None where there is no due date to judge them by; and what was found."""

    records: Records | None
    findings: tuple[Finding, ...]


def read_outreach(tables: Tables, declared: Declared, groups: tuple[str, ...], levels: tuple[str, ...]) -> Read:
    """Read the records from their tables. Nothing of them is to be judged where an error is among the findings."""
    reading = _Reading(tables, declared)
    rfp = reading.rfp(levels)
    areas = reading.areas(groups)
    proposers = reading.proposers(levels, areas)
    of = _Names(proposers, areas)
    notices = reading.rows(NOTICES, of)
    responses = reading.rows(RESPONSES, of)
    meeting = reading.rows(MEETING, of)
    listed = reading.rows(SCHEDULE_A, of)
    contracts, invoices, payments = (reading.rows(table, of) for table in (CONTRACTS, INVOICES, PAYMENTS))
    reading.strangers(proposers)
    records = None
    if rfp is not None:
        records = Records(
            tables.files,
            rfp,
            areas,
            proposers,
            tuple(Notice(**row) for row in notices or ()),
            None if responses is None else tuple(_response(row) for row in responses),
            None if meeting is None else tuple(_attendance(row, rfp) for row in meeting),
            None if listed is None else tuple(Listed(**row) for row in listed),
            any(row.get("network") is not None for row in notices or ()),
            None if invoices is None else tuple(Invoice(**row) for row in invoices),
            None if payments is None else tuple(Payment(**row) for row in payments),
            None if contracts is None else tuple(Contract(**row) for row in contracts),
        )
    return Read(records, tuple(folded(reading.findings)))


class _Names:
    """How a work area that a row names is found: by its code, whatever words follow it, or by its description alone."""

    def __init__(self, proposers: Sequence[Proposer], areas: Sequence[WorkArea]) -> None:
        self.proposers = {same_bidder_key(one.name): one.name for one in proposers}
        described: dict[str, list[str]] = {}
        for one in areas:
            if one.description:
                described.setdefault(squeezed(one.description), []).append(one.code)
        self._unclear = {name: codes for name, codes in described.items() if len(codes) > 1}
        self._areas = {name: codes[0] for name, codes in described.items()}
        self._areas |= {squeezed(one.name): one.code for one in areas} | {squeezed(one.code): one.code for one in areas}

    def area(self, text: str) -> str:
        """The code of an area; what is none of them stays as it is."""
        code = _CODE.match(text)
        return self._areas.get(squeezed(text)) or (self._areas.get(code[0], text) if code else text)

    def unclear(self, text: str) -> list[str]:
        """The codes of the areas that a text may mean, where it is the description of several."""
        return self._unclear.get(squeezed(text), [])


class _Reading:
    def __init__(self, tables: Tables, declared: Declared) -> None:
        self._tables, self._declared = tables.tables, declared
        self.findings: list[Finding] = [*tables.findings]
        self._unknown: dict[str, list[tuple[str, str, str]]] = {}
        self._unread: set[str] = set()  # the tables without a column that is needed

    def _report(self, code: str, message: str, hint: str, source: Source, field: str) -> None:
        self.findings.append(finding(code, message, hint, source.file, source.cell(field)))

    def rfp(self, levels: tuple[str, ...]) -> Rfp | None:
        """The fields of the RFP sheet."""
        if RFP not in self._tables:
            return None
        file, sheet = self._tables[RFP]
        reader = TableReader(file)
        values, cells = read_fields(reader, sheet, self._declared.fields)
        self.findings += reader.findings
        source = Source(file, {"": sheet.name, **cells})
        given: dict[str, Any] = {field: value for field, value in values.items() if value is not None}
        if "due" not in given:
            if not any(one.cell == cells.get("due") for one in reader.findings):
                message = "The day on which proposals are due is not stated: no notice can be judged without it."
                self._report("due-missing", message, "Fill in Due, such as 2026-03-30 14:00.", source, "due")
            return None
        expected = {group: given.pop(f"level {group}") for group in levels if f"level {group}" in given}
        return Rfp(source, levels=expected, **given)

    def areas(self, groups: tuple[str, ...]) -> tuple[WorkArea, ...]:
        """The work areas."""
        found: dict[str, WorkArea] = {}
        for record in self._records(AREAS):
            values, source = record.values, record.source
            code = values["code"]
            if code is None:
                self._missing("area-missing", "The row names no work area.", "Write its NAICS code.", record, "code")
                continue
            counts: dict[str, Any] = {group: values.get(f"registered {group}") for group in groups}
            registered: Any = values["registered"]
            area = WorkArea(source, str(code), values.get("description"), registered, counts)  # type: ignore[arg-type]
            if squeezed(code) in found:
                other = found[squeezed(code)].source.cell("code")
                message = f"{quoted(code)} stands in {other} already."
                self._report("area-twice", message, "Keep one of the rows.", source, "code")
            for group, number in counts.items():
                if number is not None and registered is not None and number > registered:
                    message = f"{number} {group} are registered in {code}, but {registered} firms in all."
                    self._report(
                        "registered-contradict", message, "Correct one of them.", source, f"registered {group}"
                    )
            found.setdefault(squeezed(code), area)
        if not found and self._is_empty(AREAS):
            self.findings.append(
                finding("no-work-areas", "There are no work areas.", "Fill in the sheet.", *self._place(AREAS))
            )
        return tuple(found.values())

    def proposers(self, levels: tuple[str, ...], areas: Sequence[WorkArea]) -> tuple[Proposer, ...]:
        """The proposers."""
        found: dict[str, Proposer] = {}
        names = _Names((), areas)
        for record in self._records(PROPOSERS):
            values: dict[str, Any] = dict(record.values)
            name = values.pop("name")
            if name is None:
                self._missing("proposer-missing", "The row names no proposer.", "Write its name.", record, "name")
                continue
            pledged = {group: values.pop(f"pledged {group}", None) for group in levels}
            submitted, own_forces = values.pop("submitted", None), values.pop("own_forces", None)
            event = values.pop("event", None)
            one = Proposer(
                record.source,
                name,
                never_sent=submitted is False,
                event=None if event is NO_EVENT else event,
                no_event=event is NO_EVENT,
                own_forces=None if own_forces is None else _codes(own_forces, names),
                pledged={group: percent for group, percent in pledged.items() if percent is not None},
                **values,
            )
            if same_bidder_key(name) in found:
                message = f"{name} stands in {found[same_bidder_key(name)].source.cell('name')} already."
                self._report("proposer-twice", message, "Keep one of the rows.", record.source, "name")
            found.setdefault(same_bidder_key(name), one)
        if not found and self._is_empty(PROPOSERS):
            hint = "Fill in the sheet: a row for each."
            self.findings.append(finding("no-proposers", "There are no proposers.", hint, *self._place(PROPOSERS)))
        return tuple(found.values())

    def rows(self, table: str, names: _Names) -> list[dict[str, Any]] | None:
        """The rows of a table that belong to proposers; None where there is no table."""
        if table not in self._tables:
            return None
        found = []
        for record in self._records(table):
            values: dict[str, Any] = {"source": record.source, **record.values}
            proposer = values["proposer"]
            if proposer is None:
                self._missing("proposer-missing", "The row names no proposer.", "Write its name.", record, "proposer")
                continue
            if "firm" in values and values["firm"] is None:
                self._missing("firm-missing", "The row names no firm.", "Write its name.", record, "firm")
                continue
            if values.get("area") is None and table in {NOTICES, RESPONSES}:
                self._missing("area-missing", "The row names no work area.", "Write its NAICS code.", record, "area")
                continue
            if same_bidder_key(proposer) not in names.proposers:
                place = (record.source.file, record.source.cell("proposer"), table)
                self._unknown.setdefault(proposer, []).append(place)
            if values.get("area") is not None:
                self._unclear(values["area"], names, record)
                values["area"] = names.area(values["area"])
            found.append(values)
        if table == NOTICES and not found and self._is_empty(table):
            message = "There are no notices at all: that nobody sent any is not taken from an empty sheet."
            self.findings.append(finding("no-notices", message, "Fill in the sheet.", *self._place(NOTICES)))
        return found

    def _unclear(self, area: str, names: _Names, record: Record) -> None:
        codes = names.unclear(area)
        if codes:
            message = f"{quoted(area)} is the description of several work areas: {', '.join(codes)}."
            self._report("area-unclear", message, "Write the code of the one that is meant.", record.source, "area")

    def strangers(self, proposers: Sequence[Proposer]) -> None:
        """Whoever has rows but is no proposer: somebody else, unless the name is nearly that of one."""
        known = [one.name for one in proposers]
        by_firm = {firm_key(name): name for name in known}
        others = []
        for name, places in self._unknown.items():
            file, cell, _ = places[0]
            tables = ", ".join(f"{number} on {table}" for table, number in Counter(one[2] for one in places).items())
            near = by_firm.get(firm_key(name)) or nearest(name, known)
            if near:
                message = f"“{name}” is not on the Proposers sheet; “{near}” is. Rows under that name: {tables}."
                hint = f"Write “{near}” if it is meant; otherwise add a row, or take those rows away."
                self.findings.append(finding("proposer-unknown", message, hint, file, cell))
            else:
                others.append((f"“{name}” ({tables})", file, cell))
        if others:
            # Many come to a meeting, or send notices, and do not propose.
            told = "; ".join(one for one, _, _ in others[:_SHOWN])
            more = f"; and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
            message = f"Not on the Proposers sheet, so that nothing is decided on them: {told}{more}."
            hint = "Add a row for whoever proposed; otherwise nothing is to be done."
            self.findings.append(finding("proposer-not-listed", message, hint, *others[0][1:]))

    def _records(self, table: str) -> list[Record]:
        if table not in self._tables:
            return []
        file, sheet = self._tables[table]
        reader = TableReader(file)
        records, _ = reader.read(sheet, self._declared.columns[table])
        self.findings += reader.findings
        if any(one.code == "column-missing" for one in reader.findings):
            self._unread.add(table)
        return records

    def _missing(self, code: str, message: str, hint: str, record: Record, field: str) -> None:
        if field not in record.unreadable:
            self._report(code, message, hint, record.source, field)

    def _is_empty(self, table: str) -> bool:
        """Whether a table without rows that can be read has none at all, as far as its headings let one know."""
        return table in self._tables and table not in self._unread

    def _place(self, table: str) -> tuple[str, str]:
        file, sheet = self._tables[table]
        return file, sheet.name


def _codes(text: str, names: _Names) -> tuple[str, ...]:
    if squeezed(text) in {"none", "no", "n", "0", ""}:
        return ()
    parts = [part.strip() for part in text.replace(";", ",").split(",")]
    return tuple(dict.fromkeys(names.area(part) for part in parts if part))


def _response(row: dict[str, Any]) -> Response:
    return Response(**{**row, "declined": bool(row.get("declined"))})


def _attendance(row: dict[str, Any], rfp: Rfp) -> Attendance:
    """A time alone is one of the day of the meeting."""
    arrived = row.get("arrived")
    if isinstance(arrived, time):
        arrived = None if rfp.meeting is None else Moment(rfp.meeting.day, arrived)
    return Attendance(**{**row, "arrived": arrived})


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of which there are not so many alike that nobody sees the others; what is left off is counted."""
    alike: Counter[tuple[str, str, str]] = Counter()
    last: dict[tuple[str, str, str], Finding] = {}
    kept = []
    for one in findings:
        key = (one.code, one.file, one.cell.rstrip("0123456789"))
        alike[key] += 1
        last[key] = one
        if alike[key] <= MOST_ALIKE:
            kept.append(one)
    for key, number in alike.items():
        if number > MOST_ALIKE:
            one = last[key]
            message = f"The same of {number - MOST_ALIKE} more cells, down to this one: {one.message}"
            kept.append(finding(one.code, message, one.hint, one.file, one.cell))
    return kept
