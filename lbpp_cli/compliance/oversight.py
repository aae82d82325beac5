"""Awards broken down as the law of a program asks: by agency, industry, size, certification, group and gender."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.compliance.figures import Dollars, dollars_of
from lbpp_cli.compliance.sizes import size_of
from lbpp_cli.compliance.year import Years, years_of
from lbpp_cli.participation import INDIRECT_SUBCONTRACTOR, PARTNER, PRIME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from lbpp_cli.compliance.outcomes import Outcome
    from lbpp_cli.compliance.reporting import Account, OwnGoal, Part, Reporting, Waiver, YearlyGoal

# What a line is of. Of an amount its size is the place among the sizes; of a firm held is None where it holds none.
Key = tuple["str | int | None", ...]
WHERE = ("agency", "industry", "size")
WHOSE = ("held", "group", "gender")
_WHOSE_AT = (3, 4, 5)  # where these stand in the keys of lines of firms


class Line(NamedTuple):
    """How many, and what they come to, of those that have the facts of the key in common."""

    key: Key
    dollars: Dollars


class Asked(NamedTuple):
    """A request for a waiver, with the solicitation that it was made for."""

    agency: str | None
    industry: str | None
    solicitation: str | None
    file: str
    amount: Decimal | None
    waiver: Waiver


@dataclass(frozen=True)
class Oversight:
    """The breakdowns. ``awarded`` is of all awards, the rest of contracts for which goals were set.

    Keys are ``WHERE``, of firms with ``WHOSE`` after it. ``firms``: contracts by the firm that they went to, those of
    qualified joint ventures by none; ``ventures``: these; ``partners``: the credit of their certified partners.
    ``subcontracts`` are direct; ``indirect`` ones are a part of them. ``waived``: contracts for which a waiver was
    granted.
    """

    reporting: Reporting
    certifications: tuple[str, ...]
    years: Years
    awarded: tuple[Line, ...]
    firms: tuple[Line, ...]
    ventures: tuple[Line, ...]
    partners: tuple[Line, ...]
    subcontracts: tuple[Line, ...]
    indirect: tuple[Line, ...]
    requests: tuple[Asked, ...]
    waived: tuple[Line, ...]


def oversight_of(
    outcomes: Sequence[Outcome],
    agency_of: Callable[[Outcome], str | None],
    reporting: Reporting,
    certifications: tuple[str, ...],
    goals: Sequence[YearlyGoal],
    own: Sequence[OwnGoal],
) -> Oversight:
    """The breakdowns of solicitations; ``agency_of``: how the agency of each is shown."""
    accounts = [(one, one.account) for one in outcomes if one.account is not None]
    awards = [(one, account) for one, account in accounts if one.is_award]
    asked = [(one, account) for one, account in awards if account.has_goals]

    def at(one: Outcome, amount: Decimal | None = None) -> Key:
        size = one.size if amount is None else amount
        return (agency_of(one), one.category, None if size is None else size_of(size))

    def of(role: str | None, *, direct: bool = False) -> list[tuple[Outcome, Part]]:
        return [
            (one, part)
            for one, account in asked
            for part in account.parts
            if (part.role not in {PRIME, PARTNER, INDIRECT_SUBCONTRACTOR} if direct else part.role == role)
        ]

    return Oversight(
        reporting=reporting,
        certifications=certifications,
        years=years_of([(agency_of(one), account) for one, account in awards], goals, own),
        awarded=_lines((at(one), one.contract_amount) for one, _ in awards),
        firms=_lines(
            ((*at(one), *_whose(part)), part.amount)
            for one, account in asked
            for part in account.parts
            if part.role == PRIME and not account.venture
        ),
        ventures=_lines((at(one), one.contract_amount) for one, account in asked if account.venture),
        partners=_lines(((*at(one), *_whose(part)), part.credit) for one, part in of(PARTNER) if part.credit),
        subcontracts=_lines(
            ((*at(one, part.amount), *_whose(part)), part.amount) for one, part in of(None, direct=True)
        ),
        indirect=_lines(
            ((*at(one, part.amount), *_whose(part)), part.amount) for one, part in of(INDIRECT_SUBCONTRACTOR)
        ),
        requests=tuple(
            Asked(agency_of(one), one.category, one.number, one.file, one.contract_amount if two.awarded else None, two)
            for one, account in accounts
            for two in account.waivers
        ),
        waived=_lines(
            ((agency_of(one), one.category), one.contract_amount) for one, account in asked if _is_waived(account)
        ),
    )  # fmt: skip


def _is_waived(account: Account) -> bool:
    return any(one.granted and one.awarded for one in account.waivers)


def _whose(part: Part) -> Key:
    return (" ".join(part.held) or None, part.group, part.gender)


def _lines(items: Iterable[tuple[Key, Decimal | None]]) -> tuple[Line, ...]:
    found: dict[Key, list[Decimal | None]] = defaultdict(list)
    for key, amount in items:
        found[key].append(amount)
    return tuple(Line(key, dollars_of(found[key])) for key in sorted(found, key=_order))


def _order(key: Key) -> list[tuple[bool, int, str]]:
    """By each part in turn: sizes as they grow, names as they are spelt, what is not stated last."""
    return [
        (part is None, part if isinstance(part, int) else 0, part.casefold() if isinstance(part, str) else "")
        for part in key
    ]


def rolled(lines: Iterable[Line], *places: int) -> tuple[Line, ...]:
    """Lines added up over all but some parts of their keys."""
    found: dict[Key, list[Dollars]] = defaultdict(list)
    for line in lines:
        found[tuple(line.key[place] for place in places)].append(line.dollars)
    return tuple(Line(key, added(found[key])) for key in sorted(found, key=_order))


def by_owner(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines of firms by certification, group and gender alone."""
    return rolled(lines, *_WHOSE_AT)


def holding(lines: Iterable[Line], *certifications: str) -> Dollars:
    """What firms come to that hold all of these certifications; without any, those that hold none."""
    wanted = set(certifications)
    return added(
        line.dollars
        for line in lines
        if (wanted <= set(_held(line)) if wanted else not _held(line))
    )  # fmt: skip


def _held(line: Line) -> list[str]:
    return str(line.key[_WHOSE_AT[0]] or "").split()


def added(dollars: Iterable[Dollars]) -> Dollars:
    """Numbers and amounts added up."""
    found = list(dollars)
    return dollars_of([one.amount for one in found])._replace(number=sum(one.number for one in found))
