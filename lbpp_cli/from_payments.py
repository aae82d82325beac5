"""From the files of a plan and of payments to the account of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli import programs
from lbpp_cli.findings import ERROR, UnreadableFileError, finding, in_order
from lbpp_cli.from_files import evaluate_file, tables_of
from lbpp_cli.model import Bid, Source, Subcontractor
from lbpp_cli.money import ZERO
from lbpp_cli.names import same_bidder_key
from lbpp_cli.payments.account import Held, Plan
from lbpp_cli.payments.odd import odd
from lbpp_cli.read.headings import nearest
from lbpp_cli.read.payments import read_payments
from lbpp_cli.read.payments_columns import declared
from lbpp_cli.read.register import read_register

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from lbpp_cli.findings import Finding
    from lbpp_cli.from_files import Terms
    from lbpp_cli.model import Evaluation, Register
    from lbpp_cli.payments.account import PaymentRules
    from lbpp_cli.read.payments import Recorded

PART = "payments"


class NoPlanError(ValueError):
    """It cannot be told whose plan is meant, or its program has no rules for payments."""


class Planned(NamedTuple):
    """The plan as it was evaluated; ``evaluation`` alone where it has errors."""

    evaluation: Evaluation
    part: PaymentRules | None = None
    plan: Plan | None = None


def plan_of(path: Path, terms: Terms, bidder: str | None, contractor: str | None = None) -> Planned:
    """The plan of the contractor: the bidder that is named, else the ``contractor`` as recorded, else the awarded one.

    Raises:
        NoPlanError: there is no such bidder, nobody is awarded the contract, or the program has no such rules.

    """
    evaluation = evaluate_file(path, terms)
    try:
        part: PaymentRules = programs.part(evaluation.program, PART)
    except LookupError:
        known = ", ".join(programs.having(PART))
        raise NoPlanError(
            f"the program {evaluation.program!r} measures no payments against a plan. Programs that do: {known}."
        ) from None
    if evaluation.case is None or evaluation.award is None:
        return Planned(evaluation, part)
    bids = {same_bidder_key(entry.bid.bidder): entry.bid for entry in evaluation.bids}
    name = bidder or (contractor if contractor and same_bidder_key(contractor) in bids else None)
    name = name or evaluation.award.bidder
    if name is None:
        raise NoPlanError("the plan's bids award the contract to nobody. Name the contractor: --bidder NAME.")
    bid = bids.get(same_bidder_key(name))
    if bid is None:
        names = [one.bidder for one in bids.values()]
        near = nearest(name, names, cutoff=0.6)
        hint = f"Did you mean {near!r}?" if near else f"The bidders are {'; '.join(names)}."
        raise NoPlanError(f"there is no bidder {name!r}. {hint}")
    if bid.quoted_price is None:
        raise NoPlanError(f"{bid.bidder} has no bid amount, so no plan to hold payments against.")
    return Planned(evaluation, part, Plan(evaluation.case, bid))


def hold(
    path: Path, payments: Sequence[Path], terms: Terms, bidder: str | None, day: date, readings: Mapping[str, str]
) -> tuple[Planned, Held | None]:
    """Hold the payments against the plan. Without an account where the input has errors; None where the plan has.

    ``readings``: of what happens during a contract alone; those of the plan are in its ``terms``.

    Raises:
        NoPlanError: it cannot be told whose plan is meant.
        UnreadableFileError: a file cannot be read.

    """
    planned = plan_of(path, terms, bidder)
    if planned.part is None or planned.plan is None:
        return planned, None
    known = {one.id: one.default for one in planned.part.readings}
    if not known.keys() >= readings.keys():
        raise NoPlanError(f"{', '.join(readings.keys() - known.keys())} is no reading of {planned.evaluation.program}.")
    chosen = known | dict(terms.readings) | dict(readings)
    read = read_payments(payments, declared(planned.part))
    if bidder is None:
        planned = plan_of(path, terms, None, read.records.contract.contractor)
    plan, part, evaluation = planned.plan, planned.part, planned.evaluation
    if plan is None or part is None:
        return planned, None
    found = [*read.findings, *_award(evaluation, plan), *odd(plan.bid, read.records, day, tiers=part.tiers)]
    register, more = _register(path, terms, plan, read, part.certifications)
    found += more
    records = read.records._replace(register=register)
    account = None
    if not any(one.severity == ERROR for one in found):
        account = part.account(plan, records, chosen, day)
    awarded = records.contract.amount or plan.bid.quoted_price
    return planned, Held(
        evaluation.program, day, (*evaluation.files, *records.files), in_order(found),
        plan.case.rules.book.title, plan.case.rules, plan.bid.bidder, records.contract, awarded, account, chosen,
    )  # fmt: skip


def _award(evaluation: Evaluation, plan: Plan) -> list[Finding]:
    """That the plan is not that of the bidder to whom the bids award the contract."""
    awarded = evaluation.award.bidder if evaluation.award else None
    if awarded == plan.bid.bidder:
        return []
    message = (
        f"The bids award the contract to {awarded or 'nobody'}; the plan that is held is that of {plan.bid.bidder}."
    )
    source = plan.bid.source
    hint = "Correct the contractor if that is not meant."
    return [finding("plan-of-another", message, hint, source.file, source.cell("bidder"))]


def _register(
    path: Path, terms: Terms, plan: Plan, read: Recorded, certifications: tuple[str, ...]
) -> tuple[Register | None, list[Finding]]:
    """The certifications of all firms of the plan and of those that were paid: of the payments, else of the plan."""
    table = read.register
    if table is None and plan.case.tabulation.register is None:
        return None, []
    if table is None:
        try:
            table = tables_of(path, terms, str).register
        except UnreadableFileError:  # pragma: no cover  it was read before
            table = None
    if table is None:
        return plan.case.tabulation.register, []
    names = [one.firm for one in read.records.payments] + [one.firm for one in read.records.work]
    names += [one.firm for one in read.records.changes if one.firm is not None]
    nowhere = Source("", {})
    firms = tuple(Subcontractor(nowhere, name, ZERO, None, frozenset()) for name in dict.fromkeys(names))
    others = Bid(nowhere, plan.bid.bidder, None, frozenset(), firms)
    register, found = read_register(*table, (plan.bid, others), certifications)
    return register, found if read.register is not None else []
