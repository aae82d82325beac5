"""What a register of certifications says of a firm: which rows are its own, and what is reported of its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.findings import finding
from lbpp_cli.names import firm_key, same_bidder_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Bid, Certification, Register, Subcontractor, Tabulation


class Why(NamedTuple):
    """Why a certification does not count; ``told``: as its firm may be told, where ``text`` names other firms."""

    text: str = ""
    told: str = ""


class Evidence(NamedTuple):
    """What a register says of a claimed certification: whether it counts, or why not, or that it counts late.

    ``told``: why not, as the firm may be told: no other firm is named.
    """

    counts: bool
    why: str = ""
    told: str = ""
    late: bool = False
    unknown_firm: bool = False


def rows_named(register: Register, firm: str, remedy: str = "") -> tuple[Sequence[Certification], Why]:
    """The rows under a firm's name: spelt the same, else alike; or why none can be taken, several firms being alike.

    ``remedy``: what tells firms of nearly the same name apart.
    """
    key = firm_key(firm)
    named = [row for row in register.rows if firm_key(row.firm) == key]
    exact = [row for row in named if same_bidder_key(row.firm) == same_bidder_key(firm)]
    named = exact or named
    if len({same_bidder_key(row.firm) for row in named}) > 1:
        firms = ", ".join(sorted({row.firm for row in named}))
        return [], Why(
            f"cannot be told: the register has {firms}{remedy}",
            "cannot be told: the register has several firms of nearly that name",
        )
    return named, Why()


def evidence_of(register: Register, firm: str, name: str, judge: Callable[[Certification], Evidence]) -> Evidence:
    """What a register says of one certification of a firm: by a row that counts, if one does, else by the last.

    ``judge``: what a row says by the rules of a program.
    """
    known, why_none = rows_named(register, firm)
    rows = [row for row in known if row.certification == name]
    if not rows:
        return Evidence(
            counts=False,
            why=why_none.text or "is not in the register",
            told=why_none.told,
            unknown_firm=not known and not why_none.text,
        )
    found = [judge(row) for row in rows]
    return next((one for one in found if one.counts), found[-1])


def findings_of_register(
    tabulation: Tabulation,
    clause: str,
    of_firm: Callable[[Register, str, Bid | Subcontractor, Bid, date], Iterator[Finding]],
) -> Iterator[Finding]:
    """What a register leads to for every firm of a tabulation: its name, its record, the bid, and the due date."""
    register, due = tabulation.register, tabulation.solicitation.due
    if register is None:
        return
    if due is None:
        source = tabulation.solicitation.source
        message = f"A register of certifications is given, but no bid due date: what counts depends on it ({clause})."
        place = source.file, source.cell("due")
        yield finding("due-date-needed", message, "Fill in Bid due date, or give --due.", *place)
        return
    for bid in tabulation.bids:
        yield from of_firm(register, bid.bidder, bid, bid, due)
        for one in bid.subcontractors:
            yield from of_firm(register, one.name, one, bid, due)


def findings_of_claims(
    firm: str,
    holder: Bid | Subcontractor,
    certifications: Sequence[str],
    judge: Callable[[str], Evidence],
    hint_of: Callable[[Evidence], str],
) -> Iterator[Finding]:
    """A claim without evidence in the register is not credited; what is certified without a claim is asked about."""
    for name in certifications:
        found = judge(name)
        place = holder.source.file, holder.source.cell(name)
        if name not in holder.certifications:
            if found.counts:
                message = f"{firm} is certified as {name} in the register, but not marked; it is not counted."
                yield finding("certified-but-not-marked", message, "Mark it if the bid claims it.", *place)
        elif not found.counts and not found.late:
            message = f"{firm} is marked {name}, but its {name} certification {found.why}; it is not credited."
            if found.unknown_firm:
                message = f"{firm} is marked {name}, but is not in the register; it is not credited."
            yield finding("claim-without-evidence", message, hint_of(found), *place)
