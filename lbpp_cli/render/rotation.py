"""A rotation for a person: who is invited, who was passed over, and why each firm stands where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import show_money
from lbpp_cli.render import console
from lbpp_cli.render.layout import Column, Page, safe
from lbpp_cli.render.words import ended, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import InputFile
    from lbpp_cli.parameters import Rules
    from lbpp_cli.rotation import (
        Cause,
        Entry,
        History,
        Invitation,
        Looked,
        OtherAnswer,
        Roster,
        RotationRules,
        Standing,
    )

CHECK_SHOWN = 12  # letters of a check sum that are shown to people
_MOST_AHEAD = 4


class View(NamedTuple):
    """All that is shown of a rotation. ``trade``: the one that was asked for. ``recorded``: what was just recorded.

    ``others``: answers to what the rules leave open under which others would be invited.
    """

    program: str
    part: RotationRules
    rules: Rules
    readings: Mapping[str, str]
    file: InputFile
    place: Path
    history: History
    roster: Roster
    trade: str | None
    invitation: Invitation | None
    others: tuple[OtherAnswer, ...]
    findings: tuple[Finding, ...]
    show_history: bool
    recorded: Entry | None = None

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must decide before bids are invited."""
        return self.invitation is not None and (self.invitation.needs_a_person or bool(self.others))

    @property
    def queues(self) -> dict[tuple[str, int], tuple[Standing, ...]]:
        """The firms of each tier, of the trade that was asked for or of all."""
        return {key: queue for key, queue in self.roster.queues.items() if self.trade in (None, key[0])}


def on_console(view: View, page: Page) -> str:
    """Who is invited and why; without a job, the list as it stands."""
    blocks = [_recorded(view, page), _head(view, page)]
    if view.invitation is not None:
        blocks += [*_invitation(view.invitation, page), _decide(view, page)]
    else:
        blocks += [_queue(trade, tier, queue, view, page) for (trade, tier), queue in view.queues.items()]
    blocks.append(_out(view, page))
    if view.show_history:
        blocks.append(_history(view, page))
    blocks.append(console.findings(view.findings, page))
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _recorded(view: View, page: Page) -> list[str]:
    if view.recorded is None:
        return []
    text = f"Recorded as entry {view.recorded.number} of {view.place.name}: {sentence(view.recorded)}"
    return page.paragraph(safe(text), style="bold", hanging=2)


def _head(view: View, page: Page) -> list[str]:
    lines = page.paragraph(safe(f"{view.file.file} on {view.roster.day}"), style="bold")
    lines += page.paragraph(f"{view.rules.book.title}: rules in force from {view.rules.version}")
    entries = view.history.entries
    if not entries:
        return [*lines, *page.paragraph(safe(f"No history ({view.place.name}): the list stands as it begins."))]
    after = sum(entry.on > view.roster.day for entry in entries)
    counted = f"{len(entries)} entries" if len(entries) > 1 else "1 entry"
    counted += f", {after} of them later than that day" if after else ""
    text = f"History {view.place.name}: {counted}; check sum {view.history.check[:CHECK_SHOWN]}"
    return [*lines, *page.paragraph(safe(text))]


def _invitation(invitation: Invitation, page: Page) -> list[list[str]]:
    job = invitation.job
    number = f"{job.number}, " if job.number else ""
    lines = page.paragraph(safe(f"JOB {number}{job.trade}, {show_money(job.amount)}"), style="bold")
    for text, clause in invitation.steps:
        lines += page.paragraph(ended(text if clause in text else f"{text} ({clause})"), indent=2, hanging=2)
    blocks = [lines]
    invited = [one for one in invitation.looked if one.invited]
    if invited:
        title = f"INVITED: {len(invited)} of {invitation.needed}"
        blocks.append([page.paint(title, "bold"), *_table(invited, page)])
    over = [one for one in invitation.looked if one.passed_over]
    if over:
        rows = [f"{_name(one)}, place {one.standing.place}: {one.passed_over} ({one.clause})." for one in over]
        lines = [line for row in rows for line in page.paragraph(safe(row), indent=2, hanging=2)]
        blocks.append([page.paint("PASSED OVER", "bold"), *lines])
    rest = [one for one in invitation.looked if not one.invited and not one.passed_over]
    if rest:
        names = "; ".join(f"{one.standing.place} {_name(one)}" for one in rest)
        blocks.append(
            [page.paint("NEXT ON THE LIST", "bold"), *page.paragraph(safe(ended(names)), indent=2, hanging=2)]
        )
    return blocks


def _name(one: Looked) -> str:
    return one.standing.listed.firm


def _table(looked: Sequence[Looked], page: Page) -> list[str]:
    columns = [Column("Place", right=True), Column("Firm", least=14), Column("Certified"), Column("Why here", least=24)]
    rows = []
    for one in looked:
        why = ended(why_here(one.standing))
        why += "".join(f" Assumed: {remark}." for remark in one.remarks)
        rows.append([str(one.standing.place), _name(one), one.standing.listed.certification, why])
    return page.table(columns, [[safe(cell) for cell in row] for row in rows], indent=2)


def why_here(standing: Standing) -> str:
    """What put a firm in its place, and what moved it up since then."""
    put = standing.put
    text = put.text if put.entry is None else f"at the end since {put.on}: {put.text} (entry {put.entry})"
    ahead = standing.ahead
    if not ahead:
        return text
    shown = [_moved(cause) for cause in ahead[-_MOST_AHEAD:]]
    earlier = len(ahead) - len(shown)
    causes = "; ".join(([f"{earlier} earlier"] if earlier else []) + shown)
    return f"{text}; up {len(ahead)} since: {causes}"


def _moved(cause: Cause) -> str:
    return f"{cause.text} (entry {cause.entry})"


def _decide(view: View, page: Page) -> list[str]:
    invitation = view.invitation
    if invitation is None or not view.needs_a_person:
        return []
    texts = [*invitation.decide, *(text for one in invitation.looked if one.invited for text in one.decide)]
    texts += [
        f"Others would be invited under {', '.join(f'{name}={value}' for name, value in other.readings.items())}: "
        f"{listed(other.firms) or 'nobody'}"
        for other in view.others
    ]
    lines = [line for text in texts for line in page.paragraph(safe(ended(_capital(text))), indent=2, hanging=2)]
    return [page.paint("A PERSON MUST DECIDE", "bold yellow"), *lines]


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _queue(trade: str, tier: int, queue: Sequence[Standing], view: View, page: Page) -> list[str]:
    title = safe(f"{trade}, tier {tier}: {view.part.tiers[tier]}")
    if not queue:
        return [*page.paragraph(title, style="bold"), *page.paragraph("No firm.", indent=2)]
    columns = [
        Column("Place", right=True), Column("Firm", least=14), Column("Certified"), Column("Certified until"),
        Column("Licence until"),
    ]  # fmt: skip
    rows, why = [], []
    for one in queue:
        ends = (one.listed.certification_expires, one.listed.licence_expires)
        shown = [_until(end, view.roster.day) for end in ends]
        rows.append([str(one.place), one.listed.firm, one.listed.certification, *shown])
        if one.put.entry is not None or one.ahead or one.lapsed:
            text = "; ".join([why_here(one), *(cause.text for cause in one.lapsed)])
            why += page.paragraph(safe(ended(f"{one.place} {one.listed.firm}: {text}")), indent=2, hanging=2)
    table = page.table(columns, [[safe(cell) for cell in row] for row in rows], indent=2)
    return [*page.paragraph(title, style="bold"), *table, *why]


def _until(end: date | None, day: date) -> str:
    if end is None:
        return "not recorded"
    return f"{end} expired" if end < day else str(end)


def _out(view: View, page: Page) -> list[str]:
    out = [(one, cause) for one, cause in view.roster.out if view.trade in (None, one.trade)]
    if not out:
        return []
    rows = [f"{one.firm} ({one.trade}): {cause.text} on {cause.on} (entry {cause.entry})." for one, cause in out]
    lines = [line for row in rows for line in page.paragraph(safe(row), indent=2, hanging=2)]
    return [page.paint("OFF THE LIST", "bold"), *lines]


def _history(view: View, page: Page) -> list[str]:
    columns = [
        Column("Entry", right=True), Column("On"), Column("What happened", least=30), Column("Recorded by", least=8),
        Column("Recorded", least=10),
    ]  # fmt: skip
    shown = [one for one in view.history.entries if one.on <= view.roster.day]
    rows = [[str(one.number), str(one.on), sentence(one), one.by, one.recorded[:16].replace("T", " ")] for one in shown]
    table = page.table(columns, [[safe(cell) for cell in row] for row in rows], indent=2)
    return [page.paint("HISTORY", "bold"), *(table if rows else page.paragraph("Nothing is recorded.", indent=2))]


def sentence(entry: Entry) -> str:
    """An entry in a line: its kind and what it says."""
    parts = [entry.firm, entry.trade, f"job {entry.job}" if entry.job else None]
    parts += [show_money(entry.amount) if entry.amount is not None else None, entry.certification]
    parts += [f"until {entry.expires}" if entry.expires else None]
    parts += [f"licence until {entry.licence_expires}" if entry.licence_expires else None]
    parts += [f"of entry {entry.withdraws}" if entry.withdraws else None]
    parts += [f"invited {', '.join(entry.firms)}" if entry.firms else None]
    parts += [f"{len(entry.listed)} rows" if entry.listed else None, entry.reason]
    told = "; ".join(part for part in parts if part)
    return ended(f"{entry.kind}: {told}" if told else entry.kind)
