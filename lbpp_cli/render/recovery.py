"""What is to be recovered from a contractor, for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.money import show_money
from lbpp_cli.render.layout import Page, safe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from lbpp_cli.model import Recovery


def render(
    contractor: str,
    paid: Decimal,
    found: Sequence[Recovery],
    grounds: Sequence[str],
    page: Page,
    *,
    no_preference: bool,
) -> str:
    """The figure under each reading, with its arithmetic, and the grounds on which anything is recovered.

    ``no_preference``: none was granted to the contractor.
    """
    lines = page.paragraph(safe(f"Recovery from {contractor}, which was paid {show_money(paid)}"), style="bold")
    for number, one in enumerate(found):
        difference = paid - one.price
        below = f" = {show_money(difference)}, so nothing" if difference < 0 else ""
        text = (
            f"{show_money(one.amount)} if the next lowest is {one.order}"
            f"{' (the reading chosen)' if number == 0 else ''}: {one.bidder} at {show_money(one.price)}. "
            f"{show_money(paid)} - {show_money(one.price)}{below or f' = {show_money(difference)}'} "
            f"({one.clause}, read as {one.reading})."
        )
        lines += page.paragraph(safe(text), indent=2, hanging=2)
    if not found:
        why = "no preference was granted to it" if no_preference else "there is no other responsive, responsible bid"
        lines += page.paragraph(f"No figure: {why}.", indent=2)
    lines += ["", page.paint("GROUNDS", "bold")]
    lines += [line for ground in grounds for line in page.paragraph(ground, indent=2, hanging=2)]
    lines += page.paragraph(
        "The whole amount paid is set against the whole quoted price of the other bid. Whether a ground holds is for "
        "the Awarding Authority to find.",
        style="dim",
    )
    return "\n".join(lines) + "\n"
