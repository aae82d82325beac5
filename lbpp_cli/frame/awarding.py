"""From the evaluated frame to the award of each solicitation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from lbpp_cli.frame import columns
from lbpp_cli.frame.ranking import decide
from lbpp_cli.model import TIE

if TYPE_CHECKING:
    from lbpp_cli.arrays import Flags, Ints


def awards_of(evaluated: pd.DataFrame) -> pd.DataFrame:
    """As :func:`lbpp_cli.frame.awards`."""
    of, _ = pd.factorize(evaluated["file"])
    count = int(of.max(initial=-1)) + 1
    first = np.zeros(count, np.int64)
    first[of[::-1]] = np.arange(len(of))[::-1]
    in_cents = "quoted_price_cents" in evaluated
    end = "_cents" if in_cents else ""
    bid_price = columns.cents(evaluated[f"bid_price{end}"], in_cents=in_cents).units
    before, after = (columns.whole_numbers(evaluated[f"rank_{when}"]).units for when in ("before", "after"))
    rows = np.flatnonzero(before)
    decisions = decide(count, of[rows], before[rows], after[rows], bid_price[rows], rows)
    winner, low = decisions.winner, decisions.low
    found = winner >= 0
    quoted = columns.cents(evaluated[f"quoted_price{end}"], in_cents=in_cents).units
    priced = columns.cents(evaluated[f"evaluated_price{end}"], in_cents=in_cents).known

    def money(values: Ints, known: Flags) -> pd.Series:
        return columns.as_whole(values, known) if in_cents else columns.as_numbers(values, columns.CENTS, known)

    kept = {name: evaluated[name].iloc[first].array for name in ("file", "solicitation") if name in evaluated}
    return pd.DataFrame(
        {
            **kept,
            "decision": evaluated["decision"].iloc[first].array,
            "awarded_to": _at(evaluated["bidder"], winner),
            "tied": _tied(evaluated, of, after, count),
            f"contract_amount{end}": money(np.where(found, quoted[winner], 0), found).array,
            "low_bidder_before": _at(evaluated["bidder"], low),
            "changed_by_preference": columns.as_flags(decisions.changed).array,
            f"cost_of_preference{end}": money(
                np.where(found, bid_price[winner] - decisions.lowest, 0), found & priced[winner]
            ).array,
        }
    )


def _at(column: pd.Series, rows: Ints) -> pd.api.extensions.ExtensionArray:
    """The values in these rows; blank for -1."""
    values = columns.in_arrow(column)
    return pd.arrays.ArrowExtensionArray(values.take(pa.array(rows, mask=rows < 0)))


def _tied(evaluated: pd.DataFrame, of: Ints, after: Ints, count: int) -> pd.api.extensions.ExtensionArray:
    """Who is tied for the first place, as a list in JSON."""
    tied: list[str | None] = [None] * count
    rows = np.flatnonzero((evaluated["decision"] == TIE).to_numpy(dtype=bool) & (after == 1))
    for place, bidders in evaluated["bidder"].iloc[rows].groupby(of[rows]):
        tied[place] = json.dumps(bidders.tolist(), ensure_ascii=False)
    return pd.arrays.ArrowExtensionArray(pa.array(tied, pa.string()))
