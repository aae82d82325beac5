"""The sentences of a compliance summary, which its forms share: the figures in words, what they mean, what is odd."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.findings import CATALOGUE
from lbpp_cli.model import NO_AWARD, TIE
from lbpp_cli.money import show_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lbpp_cli.compliance.figures import Figures
    from lbpp_cli.compliance.outcomes import Outcome
    from lbpp_cli.compliance.summary import ProgramSummary, Repeated, Summary

_NAMED = 10  # files that a note names
NOT_STATED, NO_REASON = "not stated", "no reason stated"
UNKNOWN = (
    "payments, change orders and what was paid in the end",
    "subcontractors other than those that the bids list",
    "ownership by minority group or gender, and joint ventures",
    "whether a contract was executed, protested or cancelled",
    "waivers of participation goals, complaints and audits",
    "which firms were solicited or could have bid",
)


class Labels(NamedTuple):
    """What a program is called, and the full names of its certifications."""

    title: str
    full_names: Mapping[str, str]


def count(number: int, one: str, more: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def _places(repeated: Repeated) -> str:
    """A file under each name that it has, with the results that hold it."""
    names = dict.fromkeys(file for _, file in repeated.places)
    shown = [f"{name} in {', '.join(source for source, file in repeated.places if file == name)}" for name in names]
    return " is ".join(shown)


def _some(names: Sequence[str]) -> str:
    """Names, the first alone where there are many."""
    more = f"; and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return "; ".join(names[:_NAMED]) + more


def overview(program: ProgramSummary) -> list[tuple[str, str]]:
    """The figures of all solicitations, each with what it is made of."""
    found = program.total
    evaluated = found.solicitations - found.not_evaluated
    of_preference = [
        ("Changed by the preference", f"{found.changed:,} of {count(found.awards, 'award')}"),
        ("Cost of the preference", cost(found)),
    ]
    return [
        ("Solicitations", f"{found.solicitations:,}, of which {evaluated:,} were evaluated"),
        ("Inputs refused", f"{found.not_evaluated:,}, for errors in the input or because it could not be read"),
        ("Awards", f"{found.awards:,}, {show_money(found.awarded)}"),
        (
            "No award",
            f"{found.without_award:,}: {count(found.ties, 'tie')}, {found.without_bids:,} with no bid to rank",
        ),
        *(of_preference if program.has_preference else ()),
        ("Bids", f"{found.bids:,}; refused, that is not ranked: {found.refused:,}"),
        (
            "A person decides",
            f"{count(found.needs_person, 'solicitation')}; with an award: {found.awards_for_person:,}",
        ),
        ("Depends", f"{count(found.hanging, 'award')} on a reading of the rules, an assumption or a pending approval"),
        ("Bids due", due(program)),
        ("Rules in force from", "; ".join(map(str, program.rules_versions)) or NOT_STATED),
    ]


def cost(found: Figures) -> str:
    """The cost of the preference, with the figures that its share comes from."""
    awards = f"{count(found.compared, 'award')} by price"
    if found.share is None:
        return f"not known: {awards}"
    return f"{show_money(found.cost)}, {found.share:.2f}% of the low bids, {show_money(found.lowest)}, of {awards}"


def due(program: ProgramSummary) -> str:
    """The days on which bids were due."""
    if program.due is None:
        return NOT_STATED
    undated = f"; {program.undated:,} not stated" if program.undated else ""
    return f"{program.due[0]} to {program.due[1]}{undated}"


def why(one: Outcome) -> str:
    """Why a solicitation is left to a person, or hangs on something; blank where neither is so."""
    if one.is_award:
        return one.verdict or "" if one.hangs else ""
    return {TIE: "Tie.", NO_AWARD: "No bid is left to rank."}.get(one.decision or "", "")


def meaning(code: str) -> str:
    """What a code says, blank for one that this version does not know."""
    return CATALOGUE[code][1] if code in CATALOGUE else ""


def sizes_from(program: ProgramSummary) -> str:
    """Where the sizes come from."""
    value, award, nothing = program.sizes_from
    return (
        f"The size is the contract value, which {value:,} of {program.total.solicitations:,} state, else the amount of "
        f"the award ({award:,}); {nothing:,} have neither. An amount at a limit belongs below it."
    )


def notes(summary: Summary, program: ProgramSummary) -> Iterator[str]:
    """What a reader has to know of these results."""
    if summary.repeated:
        files = [_places(one) for one in summary.repeated]
        yield f"{count(len(files), 'file')} in the results more than once, counted once: {_some(files)}."
    if program.same_number:
        numbers = [f"{number} ({', '.join(files)})" for number, files in program.same_number.items()]
        are = "number is" if len(numbers) == 1 else "numbers are"
        yield f"{len(numbers):,} solicitation {are} that of different files, each counted: {_some(numbers)}."
    if program.readings > 1:
        yield f"The results were made under {program.readings} different sets of readings."
    if len(program.rules_versions) > 1:
        versions = ", ".join(map(str, program.rules_versions))
        yield f"The solicitations fall under rules of different dates: {versions}."
    found = program.total
    if found.unrecorded_work:
        yield (
            f"The input of {count(found.unrecorded_work, 'award')} records no subcontractors; what went to them is "
            "not known."
        )
    if found.unstated_work:
        yield f"{count(found.unstated_work, 'subcontract')} of awarded bids state no amount; it is not counted as zero."


def _participation(program: ProgramSummary) -> dict[str, str]:
    if not any(one.goals for one in program.outcomes):
        return {}
    return {
        "Participation": "Goals of the contracts that are awarded: how many require something, and how many of these "
        "the awarded bid meets. What counts toward a goal may count twice, or not at all, by the rules of the program; "
        "the ledger of the results has each line with its clause.",
    }


def _apart(program: ProgramSummary) -> str:
    """What is no subcontract of its own, where a program knows such firms."""
    if not program.oversight:
        return ""
    return "Partners of a joint venture are not among them, nor are indirect ones, whose dollars a direct one pays. "


def definitions(program: ProgramSummary) -> dict[str, str]:
    """What each figure means."""
    names = ", ".join(program.certifications)
    common = {
        "Solicitation": "One input file: evaluated, or not for its errors. Ties and solicitations without a bid to "
        "rank have no award.",
        "Award": "What the evaluation led to. Whether the contract was executed is not in the results.",
        "Changed": "Awards to another firm than would be first without the preference.",
        "Cost of the preference": "Bid price of the awarded bid less the lowest bid price; for awards by price alone. "
        "Proposals are ranked by points, so that a preference has no cost in dollars there.",
        "Share of the low bids": "That cost as a percent of the lowest bid prices of the same solicitations, rounded "
        "half-up to two decimals.",
        "Dollars to firms": f"Contract amounts of the awards, by the certifications ({names}) of the awarded firm "
        "that counted in the evaluation. A firm with two stands under both: these columns do not add up to the total; "
        "any and none do.",
        "Dollars to subcontractors": "Work of the subcontractors that the awarded bids list, by their own "
        f"certifications that counted. {_apart(program)}It is a part of the contract amounts: the two are never added.",
        "Refused": "Bids that were not ranked, by the reason as it is written; inputs that were not evaluated, by the "
        "codes of their errors. An input with several errors stands under each.",
        "A person decides": "A tie, no bid left to rank, or an award that another reading of the rules would change "
        "(in a batch with --strict, also one that rests on an assumption or an application that is not decided).",
        "Depends": "Awards that would be another under another reading of the rules, without an assumption, or with an "
        "undecided application approved.",
        "Groups": "Names that differ in case and spaces alone are one group. What is not stated is a group of its own.",
    }
    made = {**_participation(program), **_reported(program), **common}
    return {name: text for name, text in made.items() if program.has_preference or name not in _OF_PREFERENCE}


_OF_PREFERENCE = {"Changed", "Cost of the preference", "Share of the low bids"}


def _reported(program: ProgramSummary) -> Mapping[str, str]:
    return program.oversight.reporting.definitions if program.oversight else {}


def not_held(program: ProgramSummary) -> tuple[str, ...]:
    """What such reports tell elsewhere, and results do not hold."""
    return program.oversight.reporting.unknown if program.oversight else UNKNOWN


def unknown(program: ProgramSummary) -> str:
    """What such reports tell elsewhere, and results do not hold."""
    return f"Not in the results, and so not here: {'; '.join(not_held(program))}."
