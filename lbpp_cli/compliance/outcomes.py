"""What came of one solicitation, from the rows that the tables of results have of it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.compliance.participation import counted_of, goals_of, reason_of
from lbpp_cli.findings import ERROR, finding
from lbpp_cli.model import AWARD, NO_AWARD, PROPOSAL, TIE
from lbpp_cli.money import EXACT, show_money
from lbpp_cli.participation import INDIRECT_SUBCONTRACTOR, PARTNER
from lbpp_cli.results import BROKE_OFF, EVALUATED, NEEDS_A_PERSON, REFUSED, TIMED_OUT, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.compliance.participation import Asked, Counted
    from lbpp_cli.compliance.reporting import Account, Reporter
    from lbpp_cli.findings import Finding

Row = dict[str, Any]
_STATUSES = {EVALUATED, NEEDS_A_PERSON, REFUSED, UNREADABLE, TIMED_OUT, BROKE_OFF}
_DECISIONS = {AWARD, TIE, NO_AWARD}
_STABLE = "Stable"  # how the verdict on an award begins that nothing would change
_REMEDY = "Take the tables as lbpp batch wrote them, or run it again."


class Tables(NamedTuple):
    """The rows of one result, by their columns; ``name`` is the file that was named."""

    name: str
    files: Sequence[Row]
    bids: Sequence[Row]
    subcontractors: Sequence[Row]
    ledger: Sequence[Row] = ()


class Subcontract(NamedTuple):
    """The work of a subcontractor in dollars, None where it is not stated, and the certifications that counted."""

    cost: Decimal | None
    certifications: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """What came of one solicitation. Money in dollars; None where nothing is stated or nothing was decided.

    ``source``: the result that holds it. ``lowest``: the lowest bid price, where prices are compared.
    ``certifications``: those of the awarded firm that counted. ``reasons``: of the bids that were not ranked, as they
    are written, None where there is none. ``codes``: of the errors for which the input was not evaluated. ``account``:
    what the law of the program has reports tell of it.
    """

    source: str
    file: str
    sha256: str | None
    program: str
    status: str
    number: str | None = None
    title: str | None = None
    department: str | None = None
    category: str | None = None
    procedure: str | None = None
    kind: str | None = None
    due: date | None = None
    contract_value: Decimal | None = None
    rules_version: date | None = None
    readings: str | None = None
    decision: str | None = None
    awarded_to: str | None = None
    contract_amount: Decimal | None = None
    changed: bool = False
    cost: Decimal | None = None
    lowest: Decimal | None = None
    verdict: str | None = None
    certifications: frozenset[str] = frozenset()
    subcontracts: tuple[Subcontract, ...] = ()
    work_recorded: bool | None = None
    bids: int = 0
    reasons: tuple[str | None, ...] = ()
    codes: tuple[str, ...] = ()
    goals: tuple[Asked, ...] = ()
    counted: tuple[Counted, ...] = ()
    account: Account | None = None

    @property
    def is_award(self) -> bool:
        """Whether one firm is to be awarded the contract."""
        return self.decision == AWARD

    @property
    def hangs(self) -> bool:
        """Whether the award would be another under another reading, assumption or pending approval."""
        return self.is_award and not (self.verdict or "").startswith(_STABLE)

    @property
    def size(self) -> Decimal | None:
        """The amount that tells the size of the contract: its value where stated, else the amount of the award."""
        return self.contract_amount if self.contract_value is None else self.contract_value


def outcomes_of(
    tables: Tables, reporter_of: Callable[[str], Reporter | None] = lambda _: None
) -> tuple[list[Outcome], list[Finding]]:
    """What came of each file of a result, and where its tables contradict one another.

    ``reporter_of``: what the program of a file reports besides, if it does.
    """
    bids, subcontractors = _by_file(tables.bids), _by_file(tables.subcontractors)
    ledger = _by_file(tables.ledger)
    wrong = [_wrong(tables.name, one) for one in _between(tables, bids, subcontractors)]
    found = []
    for row in tables.files:
        own = bids.get(row["file"], [])
        problems = list(_within(row, own, subcontractors.get(row["file"], [])))
        wrong += [_wrong(tables.name, f"{row['file']}: {one}") for one in problems]
        if problems or wrong:
            continue
        lines = ledger.get(row["file"], [])
        one = _outcome(tables.name, row, own, subcontractors.get(row["file"], []), lines)
        try:
            found.append(_with_account(one, row, own, lines, reporter_of(row["program"])))
        except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
            wrong.append(
                _wrong(tables.name, f"{row['file']}: its ledger does not hold what the program's reports tell.")
            )
    return found, wrong


def _wrong(name: str, message: str) -> Finding:
    return finding("results-contradictory", message, _REMEDY, name)


def _by_file(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["file"]].append(row)
    return found


def _between(
    tables: Tables, bids: Mapping[str, list[Row]], subcontractors: Mapping[str, list[Row]]
) -> Iterator[str]:  # fmt: skip
    """Rows that cannot be told which file they are of."""
    times = Counter(row["file"] for row in tables.files)
    for file, number in sorted(times.items(), key=str):
        if number > 1:
            yield (
                f"{file} stands {number} times in the table of files, so that its bids cannot be told apart. "
                "Name results that were joined one by one."
            )
    for name, table in (("bids", bids), ("subcontractors", subcontractors)):
        for file in sorted(table.keys() - times.keys(), key=str):
            yield f"{file} has rows in the table of {name}, and none in the table of files."


def _within(row: Row, bids: Sequence[Row], subcontractors: Sequence[Row]) -> Iterator[str]:
    """What the rows of one file say against one another."""
    if row["status"] not in _STATUSES or not row["program"]:
        yield f"status {row['status']} of program {row['program']} is none that lbpp writes."
        return
    evaluated = row["status"] in {EVALUATED, NEEDS_A_PERSON}
    if evaluated != (row["decision"] in _DECISIONS):
        yield f"the status is {row['status']}, the decision {row['decision'] or 'blank'}."
    ranked = [bid for bid in bids if bid["status"] == "ranked"]
    if (row["bids"], row["ranked"]) != (len(bids), len(ranked)):
        yield (
            f"{row['bids']} bids of which {row['ranked']} are ranked, by the table of files; "
            f"{len(bids)} and {len(ranked)} by the table of bids."
        )
    strangers = {one["bidder"] for one in subcontractors} - {bid["bidder"] for bid in bids}
    if strangers:
        yield f"subcontractors of {'; '.join(sorted(strangers, key=str))}, who made no bid."
    if _has_codes(row) == evaluated:
        yield "the findings do not say why it was not evaluated." if not evaluated else "it was evaluated with errors."
    awarded = [bid for bid in bids if bid["awarded"]]
    wanted = [row["awarded_to"]] if row["decision"] == AWARD else []
    if [bid["bidder"] for bid in awarded] != wanted:
        yield "the table of files and the table of bids name different awards."
    elif awarded:
        yield from _of_award(row, awarded[0], ranked)


def _has_codes(row: Row) -> bool:
    try:
        return bool(_codes(row))
    except (ValueError, LookupError, TypeError):
        return False


def _of_award(row: Row, first: Row, ranked: Sequence[Row]) -> Iterator[str]:
    """An award whose amount or cost is another than its bid gives."""
    if row["contract_amount"] is None or row["contract_amount"] != first["quoted_price"]:
        yield "the amount of the award is not the quoted price of the awarded bid."
    if (row["kind"] == PROPOSAL) != (row["cost_of_preference"] is None):
        yield "a preference has a cost where prices are compared, and there alone."
    elif row["cost_of_preference"] is not None:
        if any(bid["bid_price"] is None for bid in ranked):
            yield "a bid is ranked and has no price."
            return
        cost = EXACT.subtract(first["bid_price"], min(bid["bid_price"] for bid in ranked))
        if cost != row["cost_of_preference"]:
            yield (
                f"the cost of the preference is {show_money(row['cost_of_preference'])}; "
                f"the bid prices give {show_money(cost)}."
            )


def _codes(row: Row) -> tuple[str, ...]:
    """The codes of the errors in an input, each once."""
    found = json.loads(row["findings"]) if row["findings"] else []
    return tuple(sorted({one["code"] for one in found if one["severity"] == ERROR}))


def _outcome(
    source: str, row: Row, bids: Sequence[Row], subcontractors: Sequence[Row], ledger: Sequence[Row]
) -> Outcome:
    awarded = next((bid for bid in bids if bid["awarded"]), None)
    prices = [bid["bid_price"] for bid in bids if bid["status"] == "ranked"]
    subcontracts = list(_subcontracts(awarded, subcontractors, ledger)) if awarded else []
    return Outcome(
        source=source,
        number=_stated(row["solicitation"]),
        department=_stated(row["department"]),
        category=_stated(row["category"]),
        procedure=_stated(row["procedure"]),
        changed=bool(row["changed_by_preference"]) and awarded is not None,
        cost=row["cost_of_preference"],
        lowest=min(prices) if row["cost_of_preference"] is not None else None,
        certifications=_listed(awarded["counted"]) if awarded else frozenset(),
        subcontracts=tuple(sorted(subcontracts, key=lambda one: (str(one.cost), sorted(one.certifications)))),
        reasons=tuple(sorted((reason_of(bid) for bid in bids if bid["status"] != "ranked"), key=str)),
        goals=goals_of(awarded),
        counted=counted_of(one for one in ledger if awarded and one["bidder"] == awarded["bidder"]),
        codes=_codes(row),
        **{
            name: row[name]
            for name in (
                *("file", "sha256", "program", "status", "title", "kind", "due", "contract_value", "rules_version"),
                *("readings", "decision", "awarded_to", "contract_amount", "verdict", "work_recorded", "bids"),
            )
        },
    )


def _with_account(
    one: Outcome, row: Row, bids: Sequence[Row], ledger: Sequence[Row], reporter: Reporter | None
) -> Outcome:
    """The same with what the program reports of it, where it was evaluated."""
    rules = reporter.book.in_force(one.rules_version) if reporter and one.rules_version else None
    if reporter is None or rules is None or one.decision is None:
        return one
    lines = [line for line in ledger if one.is_award and line["bidder"] == one.awarded_to]
    return replace(one, account=reporter.reporting.account(row, bids, lines, rules))


def _subcontracts(awarded: Row, subcontractors: Sequence[Row], ledger: Sequence[Row]) -> Iterator[Subcontract]:
    """The work that the awarded bidder gives to others.

    A partner of a joint venture is of the bidder, and the dollars of an indirect one are a part of another's: the
    ledger tells which rows are of these. Rows that are alike in all that is counted are as good as each other.
    """
    others = Counter(
        (one["firm"], one["amount"], _listed(one["certifications"]))
        for one in ledger
        if one["bidder"] == awarded["bidder"] and one["role"] in {PARTNER, INDIRECT_SUBCONTRACTOR}
    )
    for row in subcontractors:
        if row["bidder"] != awarded["bidder"]:
            continue
        held = _listed(row["counted"])
        key = (row["subcontractor"], row["cost"], held)
        if others[key]:
            others[key] -= 1
        else:
            yield Subcontract(row["cost"], held)


def _listed(certifications: str | None) -> frozenset[str]:
    return frozenset((certifications or "").split())


def _stated(text: str | None) -> str | None:
    """A text, None where it is blank."""
    return text if text and text.strip() else None
