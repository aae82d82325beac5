"""What stands as a bidder's name but speaks of a price is never a bidder: it is an error, whatever the layout."""

from __future__ import annotations

from lbpp_cli.findings import Finding, finding
from lbpp_cli.money import quoted
from lbpp_cli.read.layouts import price_words
from lbpp_cli.read.layouts.list_across import LIST_ACROSS
from lbpp_cli.read.layouts.one_column import ONE_COLUMN
from lbpp_cli.read.layouts.tabulated import Listing, Table

# Layouts whose names stand where those of columns do.
_NAMED_BY_HEADINGS = {ONE_COLUMN.id, LIST_ACROSS.id}


def no_prices_as_names(one: Table | Listing) -> Table | Listing:
    """A table or list without the bidders whose names speak of prices, and with the error that says so of each."""
    heading = one.layout in _NAMED_BY_HEADINGS
    if isinstance(one, Listing):
        named = [(entry.name, entry.cell) for entry in one.entries]
    else:
        named = [(offer.name, offer.cell) for offer in one.offers]
    wrong = [at for at, (name, _) in enumerate(named) if price_words.says_price(name, heading=heading)]
    if not wrong:
        return one
    findings = (*one.findings, *(_error(one.file, *named[at]) for at in wrong))
    kept = [number for number in range(len(named)) if number not in wrong]
    if isinstance(one, Listing):
        return one._replace(entries=tuple(one.entries[number] for number in kept), findings=findings)
    totals = tuple(row._replace(figures=tuple(row.figures[number] for number in kept)) for row in one.totals)
    questions = tuple(each._replace(answers=tuple(each.answers[number] for number in kept)) for each in one.questions)
    offers = tuple(one.offers[number] for number in kept)
    return one._replace(offers=offers, totals=totals, questions=questions, findings=findings)


def _error(file: str, name: str, cell: str) -> Finding:
    return finding(
        "no-bidder",
        f"{quoted(name)} stands where a bidder's name is expected, but speaks of a price.",
        "Write the names of bidders over the headings of their prices, or before them as in “Acme Paving Unit Price”; "
        "if a firm is called so, name it in a map: lbpp import --map FILE.toml --ask.",
        file,
        cell,
    )
