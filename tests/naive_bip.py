"""Participation by B.15 of the Business Inclusion Program, written again from its text, naively, in exact fractions.

Nothing of the project is used here. A firm is a dict; what is blank is None.
"""

from fractions import Fraction

GROUPS = ("MBE", "WBE", "SBE", "EBE", "DVBE", "OBE")
# B.8 a, b, c: who certifies for what.
CERTIFIERS = {
    "City of Los Angeles": {"MBE", "WBE", "SBE", "EBE"},
    "CalTrans": {"MBE", "WBE"},
    "Metro": {"MBE", "WBE"},
    "SCMBDC": {"MBE"},
    "CUCP": {"MBE", "WBE"},
    "State of California": {"SBE", "EBE", "DVBE"},
}


def recognized(firm, award):
    """The groups that a firm is recognized for, whatever its dollars."""
    agencies = (firm["agency"] or "").split("; ")
    certified = {group for agency in agencies for group in CERTIFIERS.get(agency, ())}
    if award is not None and firm["until"] is not None and firm["until"] < award:
        certified = set()  # B.8: current on the day of the award
    groups = set(firm["groups"]) & certified
    if {"MBE", "WBE"} <= set(firm["groups"]):  # B.15.e: the one or the other
        groups -= {"MBE", "WBE"} - {firm["counted_as"]}
    if firm["partner"] or firm["prime"]:  # B.15.g, B.15.b
        groups -= {"MBE", "WBE"}
    if firm["useful"] is False:  # B.15.f
        return set()
    if firm["kind"] == "broker" and firm["fee"] is None:  # B.15.d: no fee is known
        return set()
    return groups


def credited(firm):
    """The dollars of a firm that are recognized."""
    amount = firm["amount"] or 0
    if firm["kind"] == "broker":
        return min(amount, firm["fee"])
    return amount * Fraction(60, 100) if firm["kind"] == "materials" else amount  # B.15.c


def participation(firms, award):
    """The dollars of each group."""
    dollars = dict.fromkeys(GROUPS, Fraction(0))
    for firm in firms:
        groups = recognized(firm, award)
        for group in groups:
            dollars[group] += credited(firm)
        if not groups and not firm["prime"]:
            dollars["OBE"] += firm["amount"] or 0  # B.5: whatever does not otherwise qualify
    return dollars
