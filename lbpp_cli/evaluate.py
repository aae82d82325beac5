"""The whole way from a tabulation to its evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.checks import check
from lbpp_cli.findings import ERROR, Finding, finding, in_order
from lbpp_cli.model import NOT_RANKED, RANKED, Case, EvaluatedBid, Evaluation, Procedure
from lbpp_cli.money import exactly
from lbpp_cli.ranking import decide, ranks
from lbpp_cli.sensitivity import Weighing, assumptions, changing_readings, pending, readings_used

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from lbpp_cli.model import Tabulation
    from lbpp_cli.parameters import RuleBook
    from lbpp_cli.programs import Program


@exactly
def evaluate(
    tabulation: Tabulation,
    program: Program,
    book: RuleBook,
    today: date,
    chosen: Mapping[str, str] | None = None,
    findings: Iterable[Finding] = (),
) -> Evaluation:
    """Evaluate a tabulation.

    The rules in force on the bid due date decide; where none is stated, those of ``today``. ``chosen`` overrides the
    default of a reading by its id. ``findings`` are those of the reading of the file: where one of them, or of the
    checks made here, is an error, the evaluation has no bids and no award.
    """
    solicitation = tabulation.solicitation
    as_of = solicitation.due or today
    rules = book.in_force(as_of)
    found = list(findings)
    unreadable = {(earlier.file, earlier.cell) for earlier in found if earlier.severity == ERROR and earlier.cell}
    no_table = any(earlier.code in {"sheet-missing", "sheet-misspelt", "column-missing"} for earlier in found)
    procedure: Procedure | Finding | None = None
    checks = [*check(tabulation), *_due_date(tabulation, book, today)]
    if rules is not None:
        checks += program.check(tabulation, rules)
        procedure = program.procedure(tabulation, rules)
        checks += [procedure] if isinstance(procedure, Finding) else []
    # What could not be read is not reported a second time as missing.
    found += [
        one for one in checks if (one.file, one.cell) not in unreadable and not (one.code == "no-bids" and no_table)
    ]
    if rules is None or not isinstance(procedure, Procedure) or any(earlier.severity == ERROR for earlier in found):
        return Evaluation(
            tabulation.files, program.id, in_order(found), as_of=as_of, rules=rules, solicitation=solicitation
        )

    case = Case(tabulation, rules, procedure)
    readings = {reading.id: reading.default for reading in program.readings} | dict(chosen or {})
    weighing = Weighing(program, readings)
    entries = {bid.bidder: EvaluatedBid(bid, NOT_RANKED, bid.reason) for bid in tabulation.bids if not bid.responsive}
    bids, adjustments = [], []
    for bid, adjustment in zip(tabulation.ranked, weighing.adjustments(case), strict=True):
        if adjustment.excluded is None:
            bids.append(bid)
            adjustments.append(adjustment)
        else:
            excluded = EvaluatedBid(bid, NOT_RANKED, adjustment.excluded, participation=adjustment.participation)
            entries[bid.bidder] = excluded
    before, after = ranks(bids, adjustments, solicitation.kind)
    for bid, adjustment, first, last in zip(bids, adjustments, before, after, strict=True):
        entries[bid.bidder] = EvaluatedBid(bid, RANKED, None, adjustment, first, last, adjustment.participation)
    award = decide(bids, adjustments, before, after, solicitation.kind)
    tried, changed_by = changing_readings(case, program, weighing, readings, award)
    return Evaluation(
        files=tabulation.files,
        program=program.id,
        findings=in_order(found),
        as_of=as_of,
        rules=rules,
        solicitation=solicitation,
        procedure=procedure,
        case=case,
        bids=tuple([entries[bid.bidder] for bid in tabulation.bids]),
        award=award,
        readings=readings_used(program, readings, changed_by),
        readings_tried=tried,
        changed_by=changed_by,
        assumptions=assumptions(case, program, weighing, readings, award),
        pending=pending(case, program, weighing, readings, award),
    )


def _due_date(tabulation: Tabulation, book: RuleBook, today: date) -> Iterator[Finding]:
    source, due = tabulation.solicitation.source, tabulation.solicitation.due
    if due is None:
        yield finding(
            "due-date-missing",
            f"No bid due date is stated; the rules in force today, {today}, are used.",
            "Fill in Bid due date on the Solicitation sheet, or give --due.",
            source.file,
            source.cell("due"),
        )
    elif due < book.known_since:
        yield finding(
            "rules-unknown",
            f"Bids were due on {due}. No rules are known for dates before {book.known_since}; later ones are never "
            "carried back.",
            "Check the date. Evaluate older solicitations by the rules of their time.",
            source.file,
            source.cell("due"),
        )
