"""The rules over whole tables at once, for analysts: in whole cents, exact, and without a loop over rows.

:func:`evaluate_frame` takes the three tables of results (``lbpp batch``) or tables of your own with the same columns,
and gives for each bid what ``lbpp evaluate`` gives. :func:`awards` makes one row a solicitation of it. Neither needs
anything but its arguments, so both work on any part of the tables that holds whole solicitations: in Dask or Spark as
in pandas.

With pandas, all at once::

    import datetime, pandas as pd
    from lbpp_cli.frame import awards, evaluate_frame

    files, bids, subs = (
        pd.read_parquet(f"results.{part}parquet", dtype_backend="pyarrow") for part in ("files.", "", "subcontractors.")
    )
    evaluated = evaluate_frame(files, bids, subs, date=datetime.date(2026, 1, 2), readings={"tenths": "pooled"})
    changed = awards(evaluated).query("changed_by_preference")

With Dask, a part of the bids at a time; the bids of one solicitation have to be in one part::

    import dask.dataframe as dd

    def evaluate_part(bids, files, subs, date, readings):
        return evaluate_frame(files, bids, subs[subs["file"].isin(bids["file"])], date=date, readings=readings)

    parts = dd.from_pandas(bids.set_index("file", drop=False).sort_index(), npartitions=8)
    evaluated = parts.map_partitions(
        evaluate_part, files, subs, date, {}, meta=evaluate_part(bids.head(0), files, subs, date, {})
    ).compute()

With Spark, a group of solicitations at a time; ``subs`` and ``bids`` are grouped together by their solicitation::

    def evaluate_group(bids, subs):
        return evaluate_frame(files, bids, subs, date=date, readings={})[["file", "bidder", "rank_after", "awarded"]]

    evaluated = (
        bids.groupby("file")
        .cogroup(subs.groupby("file"))
        .applyInPandas(evaluate_group, schema="file string, bidder string, rank_after long, awarded boolean")
    )

A group as small as one solicitation works and is slow: group by a number, such as ``pmod(hash(file), 200)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.frame.tables import FrameError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date as day

    import pandas as pd

    from lbpp_cli.parameters import RuleBook

__all__ = ["FrameError", "Problem", "awards", "evaluate_frame"]


def evaluate_frame(
    solicitations: pd.DataFrame,
    bids: pd.DataFrame,
    subcontractors: pd.DataFrame,
    *,
    date: day,
    readings: Mapping[str, str],
    rules: RuleBook | None = None,
) -> pd.DataFrame:
    """Evaluate many solicitations at once: the same ranks, values and awards as ``lbpp evaluate``, for every bid.

    The tables have the columns of :mod:`lbpp_cli.results`; further columns are passed over, and one that is not there
    is as one that is blank. Needed are ``file`` (the key of a solicitation), of bids ``bidder``, ``quoted_price`` and
    ``counted`` (the certifications that count), of subcontractors ``cost`` and ``counted``. Subcontractors are joined
    to bids by ``file`` and ``bidder``, or by a column ``bid`` of whole numbers in both, which is faster; then the names
    of bidders are not compared. Keys may be texts or whole numbers. Without a column ``status`` every bid is ranked.

    Money is whole cents (``quoted_price_cents``, ``cost_cents``, ``contract_value_cents``: the fast way) or dollars as
    decimals (``quoted_price`` and so on). Binary numbers are refused for money, percents and scores.

    What only the fields of a program state stands in the column ``own``, as in results, or in columns of your own by
    the name of the field. A bid whose ``status`` is not ranked is left out, but where ``excluded`` says that the rules
    did that: it takes part, for under other figures they might not. Programs that exclude bids or give points also give
    ``excluded``, ``points_added`` in place of a percent, and whether each goal of participation is met.

    ``date`` decides which rules are in force for solicitations that state no ``due`` date. ``readings`` override the
    defaults by their id; one that a register of certifications answers cannot be another here, for ``counted`` holds
    its answer. ``rules`` stands for other figures than those that the program knows.

    Gives one row a bid, in the order and with the index of ``bids``: its keys, ``status``, prices, ``standing``,
    percent, value, ranks, ``awarded``, and the ``decision`` on its solicitation (award, tie or none). What is not
    ranked stays, without ranks. Money comes out as it went in, in cents or in dollars. The tables are not modified.

    Raises:
        FrameError: something cannot be evaluated; all that was found is named, and nothing is evaluated.
        ValueError: a reading is not known, or cannot be chosen here.

    """
    from lbpp_cli.frame.evaluating import evaluate

    return evaluate(solicitations, bids, subcontractors, date, readings, rules)


def awards(evaluated: pd.DataFrame) -> pd.DataFrame:
    """One row a solicitation, from what :func:`evaluate_frame` gave: in the order in which they first appear there.

    The columns are those of the same name in the results of files: ``decision``, ``awarded_to``, ``tied`` (a list in
    JSON, blank where there is no tie), ``contract_amount``, ``low_bidder_before``, ``changed_by_preference`` and
    ``cost_of_preference``, which proposals have none of; money ends in ``_cents`` where it is in cents.
    """
    from lbpp_cli.frame.awarding import awards_of

    return awards_of(evaluated)
