"""From the files of a plan and of payments to the account of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli import programs
from lbpp_cli.findings import ERROR, UnreadableFileError, finding, in_order
from lbpp_cli.from_files import Terms, evaluate_file, tables_of
from lbpp_cli.from_outreach import read_files
from lbpp_cli.model import Bid, Source, Subcontractor
from lbpp_cli.money import ZERO
from lbpp_cli.names import same_bidder_key
from lbpp_cli.outreach.accounts import UnknownError
from lbpp_cli.outreach.decisions import SCHEDULE_A
from lbpp_cli.payments.account import Held, OutreachPlan, Plan
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
    from lbpp_cli.from_outreach import Read
    from lbpp_cli.from_outreach import Terms as OutreachTerms
    from lbpp_cli.model import Evaluation, InputFile, Register
    from lbpp_cli.payments.account import PaymentRules
    from lbpp_cli.read.payments import Recorded

PART = "payments"
_MISSING = {"firm-never-paid", "work-unpaid", "paid-below-zero"}


class NoPlanError(ValueError):
    """It cannot be told whose plan is meant, or its program has no rules for payments."""


class Planned(NamedTuple):
    """The plan, its program's part and the name of that; None where the plan's file has errors.

    ``evaluation``: of the bids that it is one of; ``outreach``: the records that it stands in.
    """

    program: str
    part: PaymentRules | None = None
    plan: Plan | OutreachPlan | None = None
    evaluation: Evaluation | None = None
    outreach: Read | None = None

    @property
    def files(self) -> tuple[InputFile, ...]:
        """What it was read from."""
        return self.evaluation.files if self.evaluation else self.outreach.files if self.outreach else ()


def plan_of(path: Path, terms: Terms | OutreachTerms, bidder: str | None, contractor: str | None = None) -> Planned:
    """The plan of the contractor: the bidder that is named, else the ``contractor`` as recorded, else the awarded one.

    Raises:
        NoPlanError: there is no such bidder, nobody is awarded the contract, or the program has no such rules.
        UnreadableFileError: the records of an outreach cannot be read.

    """
    if not isinstance(terms, Terms):
        return _of_outreach(path, terms, bidder, contractor)
    evaluation = evaluate_file(path, terms)
    if evaluation.case is None or evaluation.award is None:
        return Planned(evaluation.program, evaluation=evaluation)
    part = _part(evaluation.program)
    bids = {same_bidder_key(entry.bid.bidder): entry.bid for entry in evaluation.bids}
    recorded = contractor if contractor and same_bidder_key(contractor) in bids else None
    name = bidder or recorded or evaluation.award.bidder
    if name is None:
        raise NoPlanError("the plan's bids award the contract to nobody. Name the contractor: --bidder NAME.")
    bid = bids[same_bidder_key(_known(name, [one.bidder for one in bids.values()]))]
    if bid.quoted_price is None:
        raise NoPlanError(f"{bid.bidder} has no bid amount, so no plan to hold payments against.")
    return Planned(evaluation.program, part, Plan(evaluation.case, bid), evaluation)


def _of_outreach(path: Path, terms: OutreachTerms, bidder: str | None, contractor: str | None) -> Planned:
    """The plan of a proposer: the firms that it lists."""
    part = _part(terms.program.id)
    read = read_files([path], terms, SCHEDULE_A)
    records, rules = read.records, read.rules
    if records is None or rules is None or part.as_bid is None:
        return Planned(terms.program.id, part, outreach=read)
    listing = {same_bidder_key(one.proposer) for one in records.listed or ()}
    names = [one.name for one in records.proposers if same_bidder_key(one.name) in listing]
    recorded = contractor if contractor and same_bidder_key(contractor) in map(same_bidder_key, names) else None
    name = bidder or recorded or (names[0] if len(names) == 1 else None)
    if name is None:
        raise NoPlanError(f"name the contractor, --bidder NAME: proposers that list firms are {'; '.join(names)}.")
    name = _known(name, names)
    bid = part.as_bid(records, name)
    return Planned(terms.program.id, part, OutreachPlan(records, terms.program, rules, name, bid), outreach=read)


def _part(program: str) -> PaymentRules:
    try:
        part: PaymentRules = programs.part(program, PART)
    except LookupError:
        known = ", ".join(programs.having(PART))
        message = f"the program {program!r} measures no payments against a plan. Programs that do: {known}."
        raise NoPlanError(message) from None
    return part


def _known(name: str, names: list[str]) -> str:
    found = next((one for one in names if same_bidder_key(one) == same_bidder_key(name)), None)
    if found is None:
        near = nearest(name, names, cutoff=0.6)
        hint = f"Did you mean {near!r}?" if near else f"The bidders are {'; '.join(names)}."
        raise NoPlanError(f"there is no bidder {name!r}. {hint}")
    return found


def hold(
    path: Path,
    payments: Sequence[Path],
    terms: Terms | OutreachTerms,
    bidder: str | None,
    day: date,
    readings: Mapping[str, str],
) -> tuple[Planned, Held | None]:
    """Hold the payments against the plan. Without an account where the input has errors; None where the plan has.

    ``readings``: of what happens during a contract alone; those of the plan are in its ``terms``.

    Raises:
        NoPlanError: it cannot be told whose plan is meant.
        UnreadableFileError: a file cannot be read.

    """
    part = _part(terms.program.id) if not isinstance(terms, Terms) else None
    contractor, read = None, None
    if bidder is None:
        # Whose plan it is may stand in what is recorded, whose columns hang on the program of the plan.
        if isinstance(terms, Terms):
            evaluation = evaluate_file(path, terms)
            if evaluation.award is None:
                return Planned(evaluation.program, evaluation=evaluation), None
            part = _part(evaluation.program)
        read = read_payments(payments, declared(part)) if part else None
        contractor = read.records.contract.contractor if read else None
    planned = plan_of(path, terms, bidder, contractor)
    plan, part = planned.plan, planned.part
    if plan is None or part is None:
        return planned, None
    known = {one.id: one.default for one in part.readings}
    if not known.keys() >= readings.keys():
        raise NoPlanError(f"{', '.join(readings.keys() - known.keys())} is no reading of {planned.program}.")
    chosen = known | dict(terms.readings) | dict(readings)
    read = read or read_payments(payments, declared(part))
    solicitation = plan.case.tabulation.solicitation if isinstance(plan, Plan) else None
    strange = odd(plan.bid, read.records, day, solicitation.due if solicitation else None, part)
    if any(one.severity == ERROR for one in read.findings):  # what could not be read may be what seems to be missing
        strange = (one for one in strange if one.code not in _MISSING)
    found = [*read.findings, *_award(planned, plan.bid), *strange]
    register = None
    if isinstance(plan, Plan) and isinstance(terms, Terms):
        register, more = _register(path, terms, plan, read, part.certifications)
        found += more
    records = read.records._replace(register=register)
    account = None
    if not any(one.severity == ERROR for one in found):
        try:
            account = part.account(plan, records, chosen, day)
        except UnknownError as error:
            raise NoPlanError(str(error)) from None
    rules = plan.case.rules if isinstance(plan, Plan) else plan.rules
    files = (*planned.files, *records.files)
    return planned, Held(
        planned.program, day, files, in_order(found), rules.book.title, rules, plan.bid.bidder,
        records.contract, records.contract.amount or plan.bid.quoted_price, account, chosen,
    )  # fmt: skip


def _award(planned: Planned, bid: Bid) -> list[Finding]:
    """That the plan is not that of the bidder to whom the bids award the contract."""
    if planned.evaluation is None:
        return []
    awarded = planned.evaluation.award.bidder if planned.evaluation.award else None
    if awarded == bid.bidder:
        return []
    message = f"The bids award the contract to {awarded or 'nobody'}; the plan that is held is that of {bid.bidder}."
    source = bid.source
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
