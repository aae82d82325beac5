"""The words of the program: certifications, standings, and the columns of the bid workbook that are its own."""

from __future__ import annotations

from lbpp_cli.columns import BIDS, SOLICITATION, SUBCONTRACTORS, Column, form_of

# Fill in: the certifications by the letters that mark them, each with its name in full.
NAMES = {"SBE": "Small Business Enterprise"}
CERTIFICATIONS = tuple(NAMES)
# Fill in: what a bidder counts as, each with the words for it.
CERTIFIED, NONE = "certified", "none"
STANDINGS = {CERTIFIED: "certified", NONE: "not certified"}
# Fill in: columns that only this program has; their values stand in ``stated`` of the model (lbpp_cli/stated.py).
OWN_COLUMNS: dict[str, tuple[Column, ...]] = {}
# Fill in: columns of the common workbook that mean something here are taken out of this list.
UNUSED = (
    *((SOLICITATION, field) for field in (
        "cash_discount_counted", "cash_discount_minimum_days", "combined_discount_allowed", "items", "waiver",
        "waiver_document",
    )),
    *((BIDS, field) for field in (
        "county_work", "city_work", "role", "cash_discount", "cash_discount_days", "combined_discount",
        "account", "local_status",
    )),
    (SUBCONTRACTORS, "account"),
)  # fmt: skip
FORM = form_of(CERTIFICATIONS, OWN_COLUMNS, UNUSED)
# Fill in: the figures of parameters.toml that decide a ranking.
FIGURES = ("preference",)
