"""Applications for a certification that are not decided: approval may come until the work is completed (j.2.c)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lbpp_cli.model import VENTURE_PARTNER
from lbpp_cli.programs import Application
from lbpp_cli.programs.nyc_mwbe.evidence import days_of, evidence
from lbpp_cli.programs.nyc_mwbe.readings import PRIME_CERTIFIED
from lbpp_cli.programs.nyc_mwbe.terms import WITH_GOALS
from lbpp_cli.readings import Readings
from lbpp_cli.registered import rows_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lbpp_cli.model import Bid, Case, Certification, Subcontractor


def applications(case: Case, chosen: Mapping[str, str]) -> Iterator[Application]:
    """Certifications that were applied for and are not decided, with the case as it would be if they were approved."""
    tabulation = case.tabulation
    if tabulation.register is None or tabulation.solicitation.due is None or case.procedure.id != WITH_GOALS:
        return
    for bid in tabulation.ranked:
        holders: list[tuple[str, Bid | Subcontractor, bool]] = [(bid.bidder, bid, True)]
        holders += [(one.name, one, one.tier == VENTURE_PARTNER) for one in bid.subcontractors]
        said = set()
        for firm, holder, of_bidder in holders:
            for row in rows_named(tabulation.register, firm)[0]:
                name = row.certification
                days = days_of(case, holder, of_bidder=of_bidder)
                undecided = row.granted is None and row.applied is not None
                if not undecided or name not in holder.certifications or (firm, name) in said:
                    continue
                if not evidence(tabulation.register, firm, name, days, Readings(chosen)).counts:
                    said.add((firm, name))
                    yield _application(case, bid, firm, row, chosen, of_bidder=of_bidder)


def _application(
    case: Case, bid: Bid, firm: str, row: Certification, chosen: Mapping[str, str], *, of_bidder: bool
) -> Application:
    applied = f"{row.certification} of {firm}, applied for on {row.applied}"
    register, due = case.tabulation.register, case.tabulation.solicitation.due
    if register is None or due is None:
        raise ValueError("there is no register")
    if of_bidder and chosen[PRIME_CERTIFIED] == "due-date":
        text = f"{applied}: approval would come too late to count (i.5.a, read as {PRIME_CERTIFIED}=due-date)"
        return Application(bid.bidder, firm, row.certification, text, None)
    text = f"{applied}, is not decided and not counted; approval before its work ends would make it count (j.2.c)"
    rows = tuple(replace(row, granted=due) if one is row else one for one in register.rows)
    tabulation = replace(case.tabulation, register=replace(register, rows=rows))
    return Application(bid.bidder, firm, row.certification, text, replace(case, tabulation=tabulation))
