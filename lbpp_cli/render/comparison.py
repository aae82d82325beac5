"""What-if results for a person: break-evens, and an evaluation before and after changes side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.money import ZERO, exact_percent_of, plain, show_exact, show_money
from lbpp_cli.render import award_words, console, words
from lbpp_cli.render import participation_words as told
from lbpp_cli.render.layout import Column, Page, safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from lbpp_cli.firm_kinds import FirmKind
    from lbpp_cli.model import EvaluatedBid, Evaluation
    from lbpp_cli.participation import Goal
    from lbpp_cli.programs import Program
    from lbpp_cli.whatif import Chances, Headroom


def break_evens(
    evaluation: Evaluation, headroom: Headroom | None, chances: Sequence[Chances], program: Program, page: Page
) -> str:
    """For the winner how far its price could rise, for the others what would have won."""
    prices = {entry.bid.bidder: entry.bid.quoted_price or ZERO for entry in evaluation.bids}
    lines: list[str] = []
    if headroom is None:
        lines += [line for text in award_words.sentences(evaluation, program) for line in page.paragraph(safe(text))]
        lines.append("")
    else:
        lines += [page.paint("THE WINNER", "bold"), *_headroom(headroom, prices, page), ""]
    lacking = {entry.bid.bidder: _lacking(entry) for entry in evaluation.bids if entry.adjustment is None}
    for one in chances:
        lines += page.paragraph(safe(one.bidder), style="bold")
        lines += [line for text in lacking.get(one.bidder, ()) for line in page.paragraph(text, indent=2, hanging=2)]
        lines += [line for text in _chances(one, prices) for line in page.paragraph(safe(text), indent=2, hanging=2)]
        lines.append("")
    if not chances and headroom is None:
        return "\n".join(lines)
    lines += page.paragraph(
        "Each figure is exact to the cent: one cent further and it does not win. All else is as it is in the "
        "tabulation, under the readings chosen.",
        style="dim",
    )
    return "\n".join(lines) + "\n"


def _lacking(entry: EvaluatedBid) -> list[str]:
    """What a bid that is left out lacks of each goal that it does not meet, all else being the same."""
    if entry.participation is None:
        return []
    base = entry.participation.base
    return [
        f"{goal.name}: {show_exact(exact_percent_of(base, goal.required) - goal.dollars)} more toward it would meet it."
        for goal in entry.participation.goals
        if goal.required is not None and not goal.met
    ]


def _headroom(headroom: Headroom, prices: Mapping[str, Decimal], page: Page) -> list[str]:
    name, price = headroom.bidder, prices[headroom.bidder]
    if headroom.price is None:
        text = f"{name} would win at any price."
    else:
        rise = headroom.price - price
        text = f"{name} would still win at up to {show_money(headroom.price)}, {show_money(rise)} more than it quoted."
        if headroom.refused:
            text += " Beyond that the contract value must be stated: it decides the procedure."
    return page.paragraph(safe(text), indent=2, hanging=2)


def _chances(one: Chances, prices: Mapping[str, Decimal]) -> list[str]:
    texts = []
    if one.points is not None:
        texts.append(f"Score: it is {plain(one.points)} points behind; more than that would win.")
    if one.price is None:
        texts.append("Price: no lower price would win.")
    else:
        cut = prices[one.bidder] - one.price
        texts.append(f"Price: {show_money(cut)} less, {show_money(one.price)}, would win.")
    if one.subcontract is None:
        texts.append("Subcontract: no single further subcontract would win.")
    else:
        cost, firm = show_money(one.subcontract.cost), _kind(one.subcontract.firm)
        texts.append(f"Subcontract: a further one of {cost} to a firm certified as {firm} would win.")
    if one.certifications:
        sets = " or ".join(map(_kind, one.certifications))
        texts.append(f"Certification: its own as {sets} would win.")
    else:
        texts.append("Certification: none of its own would win.")
    return texts


def _kind(firm: FirmKind) -> str:
    return words.listed(firm.certifications) + (f" ({firm.text})" if firm.text else "")


def side_by_side(before: Evaluation, after: Evaluation, changes: Sequence[str], program: Program, page: Page) -> str:
    """The ranking before and after changes, and what became of the award."""
    lines = [page.paint("CHANGES", "bold")]
    lines += [line for change in changes for line in page.paragraph(safe(change), indent=2, hanging=2)]
    columns = [
        Column("Bidder", least=8, style="bold"),
        Column("Rank", right=True),
        Column("Pref.", right=True),
        Column("Evaluated", right=True),
        Column("", right=True),
        Column("Rank", right=True),
        Column("Pref.", right=True),
        Column("Evaluated", right=True),
    ]
    later = {entry.bid.bidder: entry for entry in after.bids}
    renamed = [entry.bid.bidder for entry in after.bids if entry.bid.bidder not in {e.bid.bidder for e in before.bids}]
    rows = []
    for entry in words.by_rank(before):
        other = later.get(entry.bid.bidder)
        rows.append([safe(entry.bid.bidder), *words.standing_cells(entry), "→", *words.standing_cells(other)])
    rows += [[safe(name), *words.standing_cells(None), "→", *words.standing_cells(later[name])] for name in renamed]
    lines += [
        "",
        page.paint("RANKING BEFORE AND AFTER THE CHANGES", "bold"),
        *page.table(columns, rows, title="Bidder"),
        *_reasons(before, later, page),
        *_goals(before, later, page),
    ]
    for label, evaluation in (("Before", before), ("After", after)):
        lines += ["", page.paint(f"AWARD {label.upper()}", "bold")]
        for sentence in [*award_words.sentences(evaluation, program), award_words.verdict(evaluation)]:
            lines += page.paragraph(safe(sentence)) if sentence else []
    new = [found for found in after.findings if found not in before.findings]
    lines += ["", *console.findings(new, page)] if new else []
    return "\n".join(lines) + "\n"


def _reasons(before: Evaluation, later: Mapping[str, EvaluatedBid], page: Page) -> list[str]:
    """The bids that changes leave out of the ranking, or bring into it, or whose reason they change."""
    lines: list[str] = []
    for entry in before.bids:
        other = later.get(entry.bid.bidder)
        if other is None or entry.reason == other.reason:
            continue
        lines += page.paragraph(safe(entry.bid.bidder), style="bold")
        for label, one in (("Before", entry), ("After", other)):
            said = f"{label}: {'ranked' if one.adjustment else f'not ranked: {one.reason}'}"
            lines += page.paragraph(safe(said), indent=2, hanging=2)
    return ["", page.paint("NOT RANKED BEFORE OR AFTER THE CHANGES", "bold"), *lines] if lines else []


def _goals(before: Evaluation, later: Mapping[str, EvaluatedBid], page: Page) -> list[str]:
    """The goals of participation that changes change."""
    columns = [Column("Bidder", least=8, style="bold"), Column("Goal")]
    columns += [Column("Required", right=True), Column("Achieved", right=True), Column("Met"), Column("")]
    columns += [Column("Required", right=True), Column("Achieved", right=True), Column("Met")]
    rows = [
        [safe(entry.bid.bidder), safe(goal), *_cells(one), "→", *_cells(other)]
        for entry in words.by_rank(before)
        for goal, one, other in told.changes(entry, later.get(entry.bid.bidder))
    ]
    title = page.paint("PARTICIPATION BEFORE AND AFTER THE CHANGES", "bold")
    return ["", title, *page.table(columns, rows, title="Bidder")] if rows else []


def _cells(goal: Goal | None) -> list[str]:
    return ["–", "–", "–"] if goal is None else [told.required(goal), f"{goal.achieved}%", told.met(goal)]
