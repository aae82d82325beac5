"""From the three frames to arrays: the columns that the rules look at, the rows that belong together, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from lbpp_cli.arrays import Bids, DoesNotFitError, Solicitations, Subcontractors, Tables, largest
from lbpp_cli.columns import BID_COLUMNS, SOLICITATION_FIELDS
from lbpp_cli.frame import columns as read
from lbpp_cli.frame import keys
from lbpp_cli.frame.own import own_columns
from lbpp_cli.model import BID, NOT_RANKED, PROPOSAL, RANKED
from lbpp_cli.money import LARGEST, cents
from lbpp_cli.read.headings import nearest
from lbpp_cli.results import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from lbpp_cli.arrays import Flags, Ints, Names, Numbers
    from lbpp_cli.columns import Column, Form

_MOST = cents(LARGEST)
_CHOICES = {
    column.field: set(column.kind.values())
    for column in (*SOLICITATION_FIELDS, *BID_COLUMNS)
    if isinstance(column.kind, dict)
} | {"kind": {BID, PROPOSAL}, "status": {RANKED, NOT_RANKED}}  # fmt: skip
_MONEY = ("contract_value", "quoted_price", "cost")

_T = TypeVar("_T")


class Problem(NamedTuple):
    """What keeps tables from being evaluated: the solicitation that it is about, if it is about one, and why."""

    file: object | None
    text: str


class FrameError(ValueError):
    """Tables that cannot be evaluated; ``problems`` names all that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        most = 20
        lines = [one.text if one.file is None else f"{one.file}: {one.text}" for one in self.problems[:most]]
        more = len(self.problems) - most
        super().__init__("\n".join([*lines, *([f"... and {more} more (see .problems)"] if more > 0 else [])]))

    def __reduce__(self) -> tuple[type[FrameError], tuple[tuple[Problem, ...]]]:
        """As it is sent from a worker."""
        return FrameError, (self.problems,)


class Reader:
    """Reads the columns of a frame; what cannot be read is noted in ``problems``."""

    def __init__(self, frame: pd.DataFrame, table: str, problems: list[Problem], own: Sequence[Column] = ()) -> None:
        self.frame, self.table, self.own, self._problems = frame, table, own, problems
        known = [column.name for column in TABLES[table]] + [f"{name}_cents" for name in _MONEY] + ["bid"]
        known += [name for column in own for name in (column.field, f"{column.field}_cents")]
        for name in map(str, frame.columns):
            near = None if name in known else nearest(name, [one for one in known if one not in frame], cutoff=0.85)
            if near:
                self.problem(f"there is no column {name}: is {near} meant?")

    def problem(self, text: str) -> None:
        """Note what is wrong with the table."""
        self._problems.append(Problem(None, f"{self.table}: {text}"))

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        return name in self.frame.columns

    def need(self, *names: str) -> None:
        """Note the columns that are missing."""
        for name in names:
            if not self.has(name):
                self.problem(f"the column {name} is missing")

    def get(self, name: str, how: Callable[[pd.Series], _T]) -> _T | None:
        """A column in the way that it is read; None where there is none, or it cannot be read."""
        if not self.has(name):
            return None
        try:
            return how(self.frame[name])
        except (read.ColumnError, DoesNotFitError) as error:
            self.problem(f"{name} {error}")
            return None

    def money(self, name: str) -> Numbers | None:
        """A column of money, in cents if there is one, else in dollars."""
        column = f"{name}_cents" if self.has(f"{name}_cents") else name
        found = self.get(column, lambda one: read.cents(one, in_cents=column != name))
        if found is not None and largest(found.units) > _MOST:
            self.problem(f"{column} holds an amount that is too large: {largest(found.units)} cents")
            return None
        return found

    def choice(self, name: str) -> Names | None:
        """A column of choices that are known."""
        found = self.get(name, read.names)
        unknown = [one for one in found.names if one and one not in _CHOICES[name]] if found else []
        if unknown:
            known = ", ".join(sorted(_CHOICES[name]))
            self.problem(f"{name} holds {', '.join(unknown[:5])}, which is none of {known}")
        return None if found is None else found._replace(codes=found.codes)

    def certifications(self, known: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
        """The certifications that counted, a bit for each."""
        found = self.get("counted", read.names)
        if found is None:
            return np.zeros(len(self.frame), np.int8)
        bits = {name: 1 << place for place, name in enumerate(known)}
        unknown = {one for text in found.names for one in text.split()} - bits.keys()
        if unknown:
            self.problem(f"counted holds {', '.join(sorted(unknown)[:5])}; known are {', '.join(known)}")
        return found.given(lambda text: sum(bits.get(one, 0) for one in set(text.split())))


class Joined(NamedTuple):
    """The tables as arrays, and whether money came in cents."""

    tables: Tables
    in_cents: bool


def join(solicitations: pd.DataFrame, bids: pd.DataFrame, subcontractors: pd.DataFrame, form: Form) -> Joined:
    """The three frames as arrays whose rows point to each other. ``form``: what a workbook of their program holds.

    Raises:
        FrameError: a column is missing or cannot be read, or rows do not belong together.

    """
    problems: list[Problem] = []
    own = [
        [column for column in columns if column.field in form.own]
        for columns in (form.solicitation, form.bids, form.subcontractors)
    ]
    of_files = Reader(solicitations, "files", problems, own[0])
    of_bids = Reader(bids, "bids", problems, own[1])
    of_subs = Reader(subcontractors, "subcontractors", problems, own[2])
    of_files.need("file")
    of_bids.need("file", "bidder", "counted")
    by_number = of_bids.has("bid") and of_subs.has("bid")
    of_subs.need("counted", *(["bid"] if by_number else ["file", "bidder"]))
    for reader, name in ((of_bids, "quoted_price"), (of_subs, "cost")):
        if not reader.has(f"{name}_cents"):
            reader.need(name)
    _raise(problems)
    known = form.certifications
    of = _owners(solicitations["file"], bids["file"], of_bids, bids)
    owners = _bids_of(of_files, of_bids, of_subs, of, by_number=by_number)
    cost = of_subs.money("cost")
    if cost is not None and not cost.known.all():
        of_subs.problem(f"the cost of {int((~cost.known).sum())} rows is blank, and a blank is never zero")
    made = _solicitations(of_files), _bids(of_bids, of, known)
    held, work, of_firms = of_subs.certifications(known), of_subs.get("work", read.stated), own_columns(of_subs)
    if work is not None and work.all():
        work = None
    _raise(problems)
    assert owners is not None  # noqa: S101  it is None only where there is a problem
    assert cost is not None  # noqa: S101
    subs = Subcontractors(owners, cost.units, held, work, of_firms)
    return Joined(Tables(*made, subs), of_bids.has("quoted_price_cents"))


def _raise(problems: list[Problem]) -> None:
    if problems:
        raise FrameError(problems)


def _owners(files: pd.Series, wanted: pd.Series, reader: Reader, bids: pd.DataFrame) -> Ints:
    """The solicitation of each bid."""
    try:
        found = keys.places(files, wanted)
    except read.ColumnError as error:
        reader.problem(f"file {error}")
        return np.zeros(len(bids), np.int64)
    if found.size and int(found.min()) < 0:
        reader.problem(f"the table of files has no row for {keys.shown(wanted, found < 0)}")
    return found


def _bids_of(files: Reader, bids: Reader, subs: Reader, of: Ints, *, by_number: bool) -> Ints | None:
    """The bid of each subcontractor; ``of``: the solicitation of each bid."""
    try:
        found = _by_number(bids, subs) if by_number else _by_name(files, bids, subs, of)
    except read.ColumnError as error:
        bids.problem(f"{'bid' if by_number else 'bidder'} {error}")
        return None
    if found.size and int(found.min()) < 0:
        lost = subs.frame["bid" if by_number else "bidder"]
        subs.problem(f"there is no bid for {keys.shown(lost, found < 0)}")
    return found


def _by_number(bids: Reader, subs: Reader) -> Ints:
    held, wanted = (read.whole_numbers(reader.frame["bid"]) for reader in (bids, subs))
    if not (held.known.all() and wanted.known.all()):
        raise read.ColumnError("is blank in some rows")
    return keys.whole_places(held.units, wanted.units)


def _by_name(files: Reader, bids: Reader, subs: Reader, of: Ints) -> Ints:
    """By file and bidder, as one number: the row of the file, and the bidder's own number."""
    sub_of = keys.places(files.frame["file"], subs.frame["file"])
    bidder, sub_bidder = keys.codes(bids.frame["bidder"], subs.frame["bidder"])
    if (bidder < 0).any():
        raise read.ColumnError("is blank in some rows")
    width = np.int64(max(largest(bidder), largest(sub_bidder)) + 1)
    try:
        found = keys.whole_places(of * width + bidder, sub_of * width + sub_bidder)
    except read.ColumnError:
        twice = bids.frame.duplicated(["file", "bidder"]).to_numpy()
        shown = keys.shown(bids.frame["bidder"], twice)
        raise read.ColumnError(f"stands twice in one file: {shown}") from None
    return np.where((sub_of < 0) | (sub_bidder < 0), -1, found)


def _solicitations(reader: Reader) -> Solicitations:
    kind = reader.choice("kind")
    count = len(reader.frame)
    waiver = reader.choice("waiver")
    return Solicitations(
        proposal=np.zeros(count, np.bool_) if kind is None else kind.among({PROPOSAL}),
        category=reader.choice("category"),
        contract_value=reader.money("contract_value"),
        total_points=reader.get("total_points", read.numbers),
        items=reader.get("items", read.whole_numbers),
        cash_discount_counted=reader.get("cash_discount_counted", lambda one: read.flags(one, blank=False)),
        cash_discount_minimum_days=reader.get("cash_discount_minimum_days", read.whole_numbers),
        combined_discount_allowed=reader.get("combined_discount_allowed", lambda one: read.flags(one, blank=False)),
        waived=None if waiver is None else _stated(waiver),
        work_recorded=reader.get("work_recorded", lambda one: read.flags(one, blank=True)),
        due=reader.get("due", read.days),
        own=own_columns(reader),
    )


def _stated(named: Names) -> Flags:
    return named.given(lambda name: name != "").astype(np.bool_)


def _bids(reader: Reader, of: Ints, certifications: Sequence[str]) -> Bids:
    status, local_status = reader.choice("status"), reader.choice("local_status")
    quoted = reader.money("quoted_price")
    if quoted is None:
        quoted = read.whole_numbers(reader.frame.index.to_series() * 0)
    if status is not None and not _stated(status).all():
        reader.problem(f"the status of {int((~_stated(status)).sum())} rows is blank")
    if local_status is not None:
        # A blank text says nothing, as a blank does.
        local_status = local_status._replace(codes=np.where(_stated(local_status), local_status.codes, -1))
    ranked = np.ones(len(of), np.bool_) if status is None else status.among({RANKED})
    excluded = reader.get("excluded", lambda one: read.flags(one, blank=False))
    return Bids(
        of=of,
        # What the rules excluded takes part: under other figures they might not.
        ranked=ranked if excluded is None else ranked | excluded,
        quoted_price=quoted,
        score=reader.get("score", read.numbers),
        held=reader.certifications(certifications),
        county_work=reader.get("county_work_percent", read.numbers),
        city_work=reader.get("city_work_percent", read.numbers),
        role=reader.choice("role"),
        cash_discount=reader.get("cash_discount_percent", read.numbers),
        cash_discount_days=reader.get("cash_discount_days", read.whole_numbers),
        combined_discount=reader.get("combined_discount_percent", read.numbers),
        local_status=local_status,
        own=own_columns(reader),
    )
