"""B.15: what of the dollars on a proposer's Schedule A counts as participation of which group, and why no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.columns import squeezed
from lbpp_cli.findings import finding
from lbpp_cli.money import EXACT, ZERO, show_percent
from lbpp_cli.names import firm_key
from lbpp_cli.outreach import Credit
from lbpp_cli.outreach_records import BROKER, MADE, MATERIALS
from lbpp_cli.participation import PARTNER, PRIME, SUBCONTRACTOR, LedgerLine, Participation, counted_toward, goal_of
from lbpp_cli.programs.la_bip.terms import AGENCIES, LEVELS, MBE, OBE, WBE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from lbpp_cli.findings import Finding
    from lbpp_cli.outreach import Decision
    from lbpp_cli.outreach_records import Listed, Proposer, Rfp
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs.la_bip.facts import Facts

_EITHER = frozenset({MBE, WBE})


def participation(listed: Iterable[Listed], proposer: Proposer, rfp: Rfp, rules: Rules) -> Participation | None:
    """The participation that a proposer pledges on its Schedule A; None where its base bid is not stated."""
    base = proposer.base_bid
    if base is None or base <= 0:
        return None
    lines = ledger(listed, proposer, rfp, rules)
    goals = [goal_of(group, rfp.levels.get(group), counted_toward(lines, group), base, "C.1") for group in LEVELS]
    goals.append(goal_of(OBE, None, counted_toward(lines, OBE), base, "B.5"))
    return Participation(base, "base bid", tuple(goals), lines)


def pledge(decision: Decision, facts: Facts, rules: Rules) -> Decision:
    """The decision with the participation of the Schedule A, which is what the proposer pledges where it is given."""
    if not facts.listed:
        return decision
    found = participation(facts.listed, facts.proposer, facts.rfp, rules)
    if found is None:
        return decision
    pledged = {goal.name: goal.achieved for goal in found.goals if goal.name in LEVELS}
    return decision._replace(participation=found, proposer=decision.proposer._replace(pledged=pledged))


def odd_credit(decision: Decision, stated: Mapping[str, Decimal]) -> Iterator[Finding]:
    """Levels that are stated otherwise than Schedule A gives them, and groups of firms that do not count."""
    found = decision.participation
    if found is None:
        return
    name, source = decision.proposer.name, decision.proposer.source
    for goal in found.goals:
        said = stated.get(goal.name)
        if said is not None and goal.achieved.quantize(said, context=EXACT) != said:
            message = f"{name} states {show_percent(said)} {goal.name}; its Schedule A gives {goal.achieved}%."
            hint = "The levels shown are those of Schedule A; lbpp bip schedule-a shows what counts there (B.15)."
            yield finding("pledged-differs", message, hint, source.file, source.cell(f"pledged {goal.name}"))
    for line in found.ledger:
        if line.toward != OBE and not line.counted and line.source is not None:
            message = f"{line.firm} of {name} does not count as {line.toward} ({line.clause}): {line.note}."
            hint = "Correct its row of Schedule A if that is not so."
            yield finding("group-not-counted", message, hint, line.source.file, line.source.cell("groups"))


def ledger(listed: Iterable[Listed], proposer: Proposer, rfp: Rfp, rules: Rules) -> tuple[LedgerLine, ...]:
    """A line for each firm and each of its groups, and one as OBE for a firm that counts toward no other group."""
    found: list[LedgerLine] = []
    for firm in listed:
        lines = [_line(firm, group, proposer, rfp, rules) for group in LEVELS if group in (firm.groups or ())]
        found += lines
        prime = firm_key(firm.firm) == firm_key(proposer.name)
        if not prime and not any(line.counted for line in lines):
            # B.5: whatever is not certified, or does not otherwise qualify.
            amount = firm.amount or ZERO
            note = "counts toward no other group" if lines else None
            found.append(LedgerLine(firm.firm, SUBCONTRACTOR, amount, amount, OBE, "B.5", note, firm.source, "amount"))
    return tuple(found)


def credit(firm: Listed, rules: Rules) -> Credit:
    """B.15: the dollars of a firm that can count at all."""
    amount = firm.amount
    if amount is None:
        return Credit(ZERO, "G.1", "its amount is blank")
    if firm.useful is False:
        return Credit(ZERO, "B.15.f", "it performs no commercially useful function")
    if firm.kind == MATERIALS:
        share = rules.value("materials-share")
        counted = EXACT.multiply(amount, share).scaleb(-2, EXACT)
        return Credit(counted, "B.15.c", f"materials and supplies: {share}% counts", share)
    if firm.kind == BROKER:
        if firm.fee is None:
            return Credit(ZERO, "B.15.d", "a broker whose fee is blank: the fee alone counts")
        return Credit(min(firm.fee, amount), "B.15.d", "a broker: the fee alone counts", None)
    made = firm.kind == MADE
    return Credit(amount, "B.15.c", "it makes or alters the materials") if made else Credit(amount, "B.15")


def _line(firm: Listed, group: str, proposer: Proposer, rfp: Rfp, rules: Rules) -> LedgerLine:
    found = credit(firm, rules)
    prime = firm_key(firm.firm) == firm_key(proposer.name)
    refused = _refused(firm, group, rfp, prime=prime)
    if refused is not None:
        found = refused
    elif prime:
        found = found._replace(clause="B.15.h", note="the prime's own work")
    role = PRIME if prime else PARTNER if firm.partner else SUBCONTRACTOR
    return LedgerLine(
        firm.firm, role, firm.amount or ZERO, found.counted, group, found.clause, found.note, firm.source, "amount"
    )


def _refused(firm: Listed, group: str, rfp: Rfp, *, prime: bool) -> Credit | None:
    """Why a firm's dollars do not count toward a group, if they do not."""
    minority_or_women = group in _EITHER
    if minority_or_women:
        if prime:
            return Credit(ZERO, "B.15.b", f"the work of a prime does not count as {group}")
        if firm.partner:
            return Credit(ZERO, "B.15.g", "a partner of the joint venture that proposes")
        if (firm.groups or frozenset()) >= _EITHER and firm.counted_as != group:
            declared = f"declared as {firm.counted_as}" if firm.counted_as in _EITHER else "not declared as MBE or WBE"
            return Credit(ZERO, "B.15.e", declared)
    return _uncertified(firm, group, rfp)


def _uncertified(firm: Listed, group: str, rfp: Rfp) -> Credit | None:
    """B.8: certified on the day of the award by an agency that certifies for the group."""
    if not firm.agency or squeezed(firm.agency) in {"none", "no", "na"}:
        return Credit(ZERO, "B.8", "no certifying agency is stated")
    if not certifies(firm.agency, group):
        return Credit(ZERO, "B.8", f"{firm.agency} is not named as certifying a {group}")
    if rfp.award is not None and firm.until is not None and firm.until < rfp.award:
        return Credit(ZERO, "B.8", f"its certification ends {firm.until}, before the award on {rfp.award}")
    return None


def certifies(agencies: str, group: str) -> bool:
    """Whether one of the agencies, with commas or semicolons between them, certifies for a group (B.8)."""
    names = {squeezed(part) for part in agencies.replace(";", ",").replace("/", ",").split(",")}
    return any(group in groups and names & set(known) for groups, known in AGENCIES)
