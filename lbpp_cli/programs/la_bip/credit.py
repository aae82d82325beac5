"""B.15: what of the dollars on a proposer's Schedule A counts as participation of which group, and why no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.columns import squeezed
from lbpp_cli.findings import finding
from lbpp_cli.money import EXACT, ZERO, show_money, show_percent
from lbpp_cli.names import firm_key
from lbpp_cli.outreach.decisions import Credit
from lbpp_cli.outreach.records import BROKER, MADE, MATERIALS
from lbpp_cli.participation import PARTNER, PRIME, SUBCONTRACTOR, LedgerLine, Participation, counted_toward, goal_of
from lbpp_cli.programs.la_bip.terms import AGENCIES, LEVELS, MBE, OBE, WBE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lbpp_cli.findings import Finding
    from lbpp_cli.outreach.decisions import Decision
    from lbpp_cli.outreach.records import Listed, Proposer, Rfp
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


def odd_credit(decision: Decision, facts: Facts) -> Iterator[Finding]:
    """Levels that are stated otherwise than Schedule A gives them, more than the base bid, and what does not count."""
    stated, listed = facts.proposer.pledged, facts.listed or ()
    found = decision.participation
    if found is None:
        return
    name, source = decision.proposer.name, decision.proposer.source
    together = sum((one.amount for one in listed if one.amount is not None), ZERO)
    if together > found.base:
        message = (
            f"Schedule A of {name} lists {show_money(together)}, more than its base bid, {show_money(found.base)}."
        )
        hint = "Correct the one or the other; the percentages are of the base bid (G.1)."
        yield finding("listed-above-base", message, hint, source.file, source.cell("base_bid"))
    for goal in found.goals:
        said = stated.get(goal.name)
        if said is not None and goal.achieved.quantize(said, context=EXACT) != said:
            message = f"{name} states {show_percent(said)} {goal.name}; its Schedule A gives {goal.achieved}%."
            hint = "The levels shown are those of Schedule A; lbpp bip schedule-a shows what counts there (B.15)."
            yield finding("pledged-differs", message, hint, source.file, source.cell(f"pledged {goal.name}"))
    for line in found.ledger:
        if line.toward != OBE and not line.counted and line.note and line.source is not None:
            message = f"{line.firm} of {name} does not count as {line.toward} ({line.clause}): {line.note}."
            hint = "Correct its row of Schedule A if that is not so."
            yield finding("group-not-counted", message, hint, line.source.file, line.source.cell("groups"))


def ledger(listed: Iterable[Listed], proposer: Proposer, rfp: Rfp, rules: Rules) -> tuple[LedgerLine, ...]:
    """A line for each firm and each of its groups, and one as OBE for a firm that counts toward no other group."""
    found: list[LedgerLine] = []
    for firm in listed:
        prime = firm_key(firm.firm) == firm_key(proposer.name)
        groups = [group for group in LEVELS if group in (firm.groups or ())]
        found_of = {group: _credit(firm, group, rfp, rules, prime=prime) for group in groups}
        lines = [_line(firm, group, found_of[group], prime=prime) for group in groups]
        found += lines
        # Whether it counts does not hang on its dollars, which may be none or blank.
        if not prime and all(one.share == 0 for one in found_of.values()):
            # B.5: whatever is not certified, or does not otherwise qualify.
            amount = firm.amount or ZERO
            note = "counts toward no other group" if lines else None
            found.append(LedgerLine(firm.firm, SUBCONTRACTOR, amount, amount, OBE, "B.5", note, firm.source, "amount"))
    return tuple(found)


def credit(firm: Listed, rules: Rules) -> Credit:
    """B.15: the dollars of a firm that can count at all."""
    amount = firm.amount
    if firm.useful is False:
        return Credit(ZERO, "B.15.f", "it performs no commercially useful function", ZERO)
    if firm.kind == BROKER and firm.fee is None:
        return Credit(ZERO, "B.15.d", "a broker whose fee is blank: the fee alone counts", ZERO)
    if amount is None:
        return Credit(ZERO, "G.1", "its amount is blank")
    if firm.kind == MATERIALS:
        share = rules.value("materials-share")
        counted = EXACT.multiply(amount, share).scaleb(-2, EXACT)
        return Credit(counted, "B.15.c", f"materials and supplies: {share}% counts", share)
    if firm.kind == BROKER and firm.fee is not None:
        return Credit(min(firm.fee, amount), "B.15.d", "a broker: the fee alone counts", None)
    made = firm.kind == MADE
    return Credit(amount, "B.15.c", "it makes or alters the materials") if made else Credit(amount, "B.15")


def _credit(firm: Listed, group: str, rfp: Rfp, rules: Rules, *, prime: bool) -> Credit:
    """What of a firm's dollars counts toward a group; its share is zero where nothing ever would."""
    refused = _refused(firm, group, rfp, prime=prime)
    if refused is not None:
        return refused._replace(share=ZERO)
    found = credit(firm, rules)
    return found._replace(clause="B.15.h", note=found.note or "the prime's own work") if prime else found


def _line(firm: Listed, group: str, found: Credit, *, prime: bool) -> LedgerLine:
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
