"""A simulation for a person, and for programs: JSON, and CSV with a row for every solicitation of the results."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli import __version__
from lbpp_cli.money import plain, plain_money, show_money
from lbpp_cli.render.escape import unformula
from lbpp_cli.render.layout import Column, Page, safe
from lbpp_cli.render.words import amount, listed
from lbpp_cli.simulated import reasons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from lbpp_cli.parameters import Parameter
    from lbpp_cli.simulated import Outcome, Simulation

SCHEMA = "lbpp.simulation/1"
_MOST = 20


class Change(NamedTuple):
    """What was changed: figures as they are and as they would be, and readings; over which results."""

    program: str
    results: Sequence[Path]
    figures: Sequence[tuple[Parameter, Parameter]]
    readings: Mapping[str, str]


def console(found: Simulation, change: Change, page: Page, *, everything: bool) -> str:
    """The simulation for reading; long tables are cut at twenty rows unless ``everything`` is wanted."""
    lines = _head(change, page)
    lines += ["", page.paint("SOLICITATIONS", "bold"), *_counts(found, page)]
    if found.differing:
        lines += ["", page.paint("NOT AS RECORDED", "red"), *_differing(found, page, everything=everything)]
    if found.left_out:
        lines += ["", page.paint("NOT SIMULATED", "bold"), *_left_out(found, page, everything=everything)]
    if change.figures or change.readings:
        lines += ["", page.paint("AWARDS", "bold"), *_awards(found, page, everything=everything)]
        lines += ["", page.paint("COST OF THE PREFERENCE", "bold"), *_cost(found, page)]
    return "\n".join(lines) + "\n"


def _head(change: Change, page: Page) -> list[str]:
    parts = [f"{old.id} were {new.shown} instead of {old.shown}" for old, new in change.figures]
    parts += [f"{name} were read as {value}" for name, value in change.readings.items()]
    text = f"What if {listed(parts)}?" if parts else "Nothing is changed: recorded awards are only evaluated again."
    results = ", ".join(str(path) for path in change.results)
    return [*page.paragraph(text, style="bold"), *page.paragraph(safe(f"Results: {results}"), hanging=2)]


def _solicitations(count: int) -> str:
    return f"{count:,} solicitation{'' if count == 1 else 's'}"


def _counts(found: Simulation, page: Page) -> list[str]:
    parts = [f"{_solicitations(found.total)} in the results, {len(found.simulated):,} simulated"]
    parts += [f"{len(found.left_out):,} could not be"] if found.left_out else []
    parts += [f"{len(found.differing):,} not as recorded and left out"] if found.differing else []
    lines = page.paragraph(f"{', '.join(parts)}.", indent=2, hanging=2)
    if found.simulated:
        text = "Without any change, each of those simulated gives its recorded award."
        lines += page.paragraph(text, indent=2, hanging=2)
    twice = found.numbers_twice
    for number, files in list(twice.items())[:_MOST]:
        text = f"{number} is the number of {len(files)} files, each of which counts: {', '.join(files)}."
        lines += page.paragraph(safe(text), indent=2, hanging=2)
    if len(twice) > _MOST:
        lines += page.paragraph(f"... and {len(twice) - _MOST} more numbers of several files.", indent=2, style="dim")
    return lines


def _table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], page: Page, title: str | None, *, everything: bool
) -> list[str]:
    shown = rows if everything else rows[:_MOST]
    lines = page.table(columns, [[safe(cell) for cell in row] for row in shown], indent=2, title=title)
    if len(shown) < len(rows):
        lines += page.paragraph(f"... and {len(rows) - len(shown):,} more; --all shows them.", indent=2, style="dim")
    return lines


def _differing(found: Simulation, page: Page, *, everything: bool) -> list[str]:
    text = "What these results record is not what their own bids give. Evaluate these files again."
    columns = [Column("File", least=12), Column("Recorded", least=12), Column("Evaluated", least=12)]
    rows = []
    for one in found.differing:
        same = one.recorded.first == one.evaluated.first
        rows.append([one.file, _outcome(one.recorded, in_full=same), _outcome(one.evaluated, in_full=same)])
    return [*page.paragraph(text, indent=2, hanging=2), *_table(columns, rows, page, "File", everything=everything)]


def _left_out(found: Simulation, page: Page, *, everything: bool) -> list[str]:
    lines = []
    for why, some in reasons(found.left_out):
        files = [one.file for one in (some if everything else some[:_MOST])]
        more = f", and {len(some) - len(files):,} more (--all)" if len(files) < len(some) else ""
        lines += page.paragraph(safe(f"{len(some):,}: {why}: {', '.join(files)}{more}"), indent=2, hanging=2)
    return lines


def _awards(found: Simulation, page: Page, *, everything: bool) -> list[str]:
    changed = found.changed
    if not changed:
        return page.paragraph("No award changes.", indent=2)
    verb = "award changes" if len(changed) == 1 else "awards change"
    lines = page.paragraph(f"{len(changed):,} {verb}, of {len(found.simulated):,}.", indent=2, hanging=2)
    ties = found.ties_appearing
    if ties:
        text = f"{_solicitations(len(ties))} would be tied: the rules give no tie-break, so nobody is named."
        lines += page.paragraph(text, indent=2, hanging=2)
    columns = [
        Column("File", least=12), Column("From", least=10), Column("To", least=10), Column("New amount", right=True),
        Column("Difference", right=True),
    ]  # fmt: skip
    rows = []
    for one in changed:
        before, after = one.before.contract_amount, one.after.contract_amount
        difference = "" if before is None or after is None else _signed(after - before)
        rows.append([one.file, _outcome(one.before), _outcome(one.after), amount(after) if after else "", difference])
    return [*lines, *_table(columns, rows, page, "File", everything=everything)]


def _cost(found: Simulation, page: Page) -> list[str]:
    compared = found.compared
    if not compared:
        text = "No solicitation of bids has one award before and after: there is nothing to compare."
        return page.paragraph(text, indent=2, hanging=2)
    before, after = found.cost_before, found.cost_after
    change = (
        "unchanged" if before == after else f"{show_money(abs(after - before))} {'more' if after > before else 'less'}"
    )
    lines = page.paragraph(
        f"{show_money(before)} as it was, {show_money(after)} with the change: {change}, over "
        f"{_solicitations(len(compared))} of bids with one award before and after.",
        indent=2,
        hanging=2,
    )
    out = len(found.simulated) - len(compared)
    if out:
        text = f"Not in it: {_solicitations(out)} of proposals, or with a tie or no award."
        lines += page.paragraph(text, indent=2, hanging=2)
    return lines


def _signed(money: Decimal) -> str:
    return f"+{show_money(money)}" if money > 0 else show_money(money)


def _outcome(outcome: Outcome, *, in_full: bool = False) -> str:
    """Who is first, in a few words; in full also at what amount, and what is said of the preference."""
    if not outcome.first:
        return "no bid is ranked"
    text = f"tie: {', '.join(outcome.tied)}" if outcome.tied else outcome.first[0]
    if not in_full:
        return text
    more = [f"at {amount(outcome.contract_amount)}", f"preference costs {amount(outcome.cost_of_preference)}"]
    more += [f"low before: {outcome.low_bidder_before or 'nobody alone'}"]
    more += ["changed by it" if outcome.changed_by_preference else "not changed by it"]
    return f"{text} ({', '.join(more)})"


def as_json(found: Simulation, change: Change) -> str:
    """The simulation as one object; money and figures are decimal strings."""
    before, after = found.cost_before, found.cost_after
    made = {
        "schema": SCHEMA,
        "program": change.program,
        "tool": {"name": "lbpp", "version": __version__},
        "results": [str(path) for path in change.results],
        "figures": [
            {"name": old.id, "unit": old.unit, "since": str(old.since), "was": plain(old.value), "is": plain(new.value)}
            for old, new in change.figures
        ],
        "readings": dict(change.readings),
        "solicitations": found.total,
        "simulated": len(found.simulated),
        "not_simulated": [
            {"results": one.results, "file": one.file, "solicitation": one.number, "why": one.why}
            for one in found.left_out
        ],
        "not_as_recorded": [
            {
                "results": one.results,
                "file": one.file,
                "solicitation": one.number,
                "recorded": _object(one.recorded),
                "evaluated": _object(one.evaluated),
            }
            for one in found.differing
        ],
        "numbers_of_several_files": found.numbers_twice,
        "awards_changed": len(found.changed),
        "ties_appearing": len(found.ties_appearing),
        "changes": [
            {
                "results": one.results,
                "file": one.file,
                "solicitation": one.number,
                "before": _object(one.before),
                "after": _object(one.after),
            }
            for one in found.changed
        ],
        "cost_of_preference": {
            "solicitations": len(found.compared),
            "before": plain_money(before),
            "after": plain_money(after),
            "change": plain_money(after - before),
        },
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _money(value: Decimal | None) -> str | None:
    return None if value is None else plain_money(value)


def _object(outcome: Outcome) -> dict[str, Any]:
    return {
        "decision": outcome.decision,
        "bidder": outcome.bidder,
        "tied": list(outcome.tied),
        "contract_amount": _money(outcome.contract_amount),
        "low_bidder_before": outcome.low_bidder_before,
        "changed_by_preference": outcome.changed_by_preference,
        "cost_of_preference": _money(outcome.cost_of_preference),
    }


def as_csv(found: Simulation) -> str:
    """A row for each solicitation of the results, also for those that were not simulated, which say why."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    parts = ("decision", "awarded_to", "tied", "contract_amount", "cost_of_preference")
    writer.writerow(
        ["results", "file", "solicitation", "simulated", "why_not", "award_changes"]
        + [f"{part}_{when}" for when in ("before", "after") for part in parts]
    )
    for one in found.simulated:
        writer.writerow(
            [
                *(*_key(one.results, one.file, one.number), "yes", "", "yes" if one.changes else "no"),
                *(*_cells(one.before), *_cells(one.after)),
            ]
        )
    for other in found.differing:
        why = "its recorded award is not the one that its recorded bids give"
        writer.writerow(
            [*_key(other.results, other.file, other.number), "no", why, "", *_cells(other.recorded), *[""] * 5]
        )
    for left in found.left_out:
        writer.writerow([*_key(left.results, left.file, left.number), "no", unformula(safe(left.why)), *[""] * 11])
    return out.getvalue()


def _key(*texts: str | None) -> list[str]:
    return [unformula(safe(text or "")) for text in texts]


def _cells(outcome: Outcome) -> list[str]:
    tied = json.dumps(list(outcome.tied), ensure_ascii=False) if outcome.tied else ""
    bidder = unformula(safe(outcome.bidder or ""))
    money = [_money(value) or "" for value in (outcome.contract_amount, outcome.cost_of_preference)]
    return [outcome.decision, bidder, tied, *money]
