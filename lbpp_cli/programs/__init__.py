"""The preference programs. Each is a folder with one face, a :class:`Program`; nothing else names one of them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from lbpp_cli.arrays import Adjusted, Tables
    from lbpp_cli.columns import Form
    from lbpp_cli.findings import Finding
    from lbpp_cli.firm_kinds import FirmKind
    from lbpp_cli.formula_tables import Sheets, Worked
    from lbpp_cli.model import Adjustment, Bid, Case, Evaluation, Procedure, Recovery, Tabulation
    from lbpp_cli.parameters import Rules
    from lbpp_cli.readings import Answered, Reading, Readings

    AdjustAll = Callable[[Tables, Rules, Mapping[str, str]], Adjusted]

DEFAULT = "la-lbpp"


class Instead(NamedTuple):
    """The case with another bid in place of one that takes part in the ranking, as the other does."""

    bid: Bid
    other: Bid


class Premise(NamedTuple):
    """A fact that a program took for granted, and the case as it would be if the fact did not hold.

    ``short`` names it in a few words; ``subject`` is the bidder that it is about, if it is about one.
    """

    fact: str
    short: str
    otherwise: Case | Instead
    subject: str | None = None


class Application(NamedTuple):
    """An application for a certification that is not decided, and the case as it would be if it were approved.

    ``approved`` is None where approval would come too late to count.
    """

    bidder: str
    firm: str
    certification: str
    text: str
    approved: Case | None


def _nothing(_case: Case, _chosen: Mapping[str, str]) -> tuple[Any, ...]:
    return ()


def _blank(_ground: str, _document: str | None) -> str:
    return ""


def _none_refused(_case: Case, _bid: Bid, *, to_bidder: bool = False) -> Mapping[str, str]:  # noqa: ARG001
    return {}


def _no_grounds(_rules: Rules, _adjustment: Adjustment | None) -> list[str]:
    return []


def _no_turns(_case: Case, _bid_at: Callable[[Decimal], Bid], _low: Decimal, _high: Decimal) -> tuple[Decimal, ...]:
    return ()


class Prepared(Protocol):
    """A bid of a case of which all is worked out that hangs on no reading."""

    def adjustment(self, readings: Readings, *, explained: bool) -> Adjustment:
        """What ``adjust`` gives."""

    def instead(self, other: Bid) -> Prepared:
        """The same bid where something else is true of it."""

    def figure(self, readings: Readings) -> Decimal | None:
        """What that adjustment is compared by: evaluated score of a proposal, else price; None for an excluded bid."""

    def courses(self, taken: Readings, figure: Decimal | None) -> Iterable[tuple[Answered, Decimal | None]]:
        """That figure under any readings: on each course that questions can take, with the answers that lead there.

        ``taken``: readings that it was asked for, which gave ``figure``.
        """


class Program(NamedTuple):
    """What a program gives to reading, evaluating and rendering.

    ``form``: what its bid workbook holds. ``procedure`` decides the part of the rules that a contract falls under, or
    says what is missing to decide it. ``check`` finds what is wrong or odd in a tabulation under the program's rules.
    ``adjust`` gives one bid its preference; where its last argument is false, what each subcontractor earned is left
    out. It may look at the bid, the readings, the rules, the procedure, the solicitation, the register and whether
    work was recorded, and at nothing else: its results are kept for as long as those are the same. ``premises`` lists
    what was taken for granted, ``applications`` the certifications that are not decided. ``waiver_text`` says why no
    preference applies, ``refused`` which certifications that a bidder is marked with were not credited, and why: a verb
    with what follows, which with ``to_bidder=True`` names no other firm to the bidder;
    ``recovery`` what is recovered where the reason for one is lost (None where the rules recover nothing), and
    ``recovery_grounds`` when.
    ``standings`` names each standing; ``award_note`` says what a preference does to an award of such a case, and is
    blank where none applies. ``worksheet`` writes the rules down as formulas of a spreadsheet. ``adjust_all`` does what
    ``adjust`` does to whole tables of arrays at once; ``figures``: the parameters that
    decide a ranking. ``full_names``: of the certifications that are known by letters. ``modes``: what a mode of the
    program, by its name, states in fields of the solicitation. ``turning_points``: for a bid that depends on an amount
    from one to another, such as its price, the amounts from which on it may earn more or less than just before; none
    where a lower price and a further subcontract never earn less. ``prepare``, where a program has it, gives the same
    as ``adjust`` in less time where a bid is weighed under many readings: it prepares the bids of a case, and of the
    cases that differ from it in bids alone. ``firm_kinds``: the kinds of firms
    that a what-if imagines, those of which least is asked first; where it is None, all sets of certifications.
    ``has_preference``: false where the rules decide which bids are ranked, and
    never in which order.
    """

    id: str
    form: Form
    readings: tuple[Reading, ...]
    procedure: Callable[[Tabulation, Rules], Procedure | Finding]
    check: Callable[[Tabulation, Rules], Iterable[Finding]]
    adjust: Callable[[Case, Bid, Readings, bool], Adjustment]
    standings: Mapping[str, str]
    award_note: Callable[[Case], str]
    figures: tuple[str, ...]
    worksheet: Callable[[Case, Mapping[str, str], Sheets], Worked] | None = None
    adjust_all: AdjustAll | None = None
    premises: Callable[[Case, Mapping[str, str]], Iterable[Premise]] = _nothing
    applications: Callable[[Case, Mapping[str, str]], Iterable[Application]] = _nothing
    waiver_text: Callable[[str, str | None], str] = _blank
    refused: Callable[..., Mapping[str, str]] = _none_refused
    recovery: Callable[[Evaluation, str, Decimal], list[Recovery]] | None = None
    recovery_grounds: Callable[[Rules, Adjustment | None], list[str]] = _no_grounds
    full_names: Mapping[str, str] = MappingProxyType({})
    modes: Mapping[str, Mapping[str, object]] = MappingProxyType({})
    turning_points: Callable[[Case, Callable[[Decimal], Bid], Decimal, Decimal], Iterable[Decimal]] = _no_turns
    prepare: Callable[[Case], Callable[[Bid], Prepared]] | None = None
    firm_kinds: Callable[[Case], Iterable[FirmKind]] | None = None
    has_preference: bool = True

    @property
    def certifications(self) -> tuple[str, ...]:
        """The certifications that a firm can be marked with."""
        return self.form.certifications


def folder(program: str) -> Path:
    """The folder of a program."""
    return Path(__file__).parent / program.replace("-", "_")


@cache  # a batch asks for every file, and the folders are part of what is installed
def names() -> tuple[str, ...]:
    """The programs by which bids are evaluated: those that have an example of a bid workbook."""
    found = (path.parent.name.replace("_", "-") for path in Path(__file__).parent.glob("*/example.toml"))
    return tuple(sorted(found))


def load(program: str) -> Program:
    """Load a program by its name.

    Raises:
        LookupError: there is no such program.

    """
    if program not in names():
        raise LookupError(program)
    face: Program = import_module(f"lbpp_cli.programs.{program.replace('-', '_')}").PROGRAM
    return face


def having(part: str) -> list[str]:
    """The programs that have a part beside the evaluation of bids, such as a rotation of contractors or outreach."""
    return sorted(path.parent.name.replace("_", "-") for path in Path(__file__).parent.glob(f"*/{part}.py"))


def part(program: str, name: str) -> Any:
    """A part of a program: what its module of that name has under that name in capitals.

    Raises:
        LookupError: there is no such program, or it has no such part.

    """
    if program not in having(name):
        raise LookupError(program)
    return getattr(import_module(f"lbpp_cli.programs.{program.replace('-', '_')}.{name}"), name.upper())
