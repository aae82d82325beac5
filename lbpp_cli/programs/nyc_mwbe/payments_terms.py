"""The program's own columns of the workbook of payments: evidence of i.12.a, and what was seen of a firm's work."""

from __future__ import annotations

from lbpp_cli.columns import YES_NO, Column
from lbpp_cli.programs.nyc_mwbe.terms import OWN_COLUMNS

# i.12.a: the eight kinds of evidence of efforts that the agency considers, as applicable.
EVIDENCE = {
    "advertised": ("Advertised", "i.12.a.i", "it advertised opportunities to participate, where appropriate"),
    "organizations": (
        "Notice to organizations", "i.12.a.ii", "it gave timely notice to minority and women's business organizations"
    ),
    "notices": (
        "Written notices", "i.12.a.iii", "it sent MBEs, WBEs or EBEs timely notices by certified mail or facsimile"
    ),
    "substituted": (
        "Work substituted", "i.12.a.iv", "it tried to identify work in place of what it could retain no firm for"
    ),
    "meetings": ("Meetings", "i.12.a.v", "it held meetings with MBEs, WBEs or EBEs before their bids were due"),
    "negotiated": ("Negotiated", "i.12.a.vi", "it made efforts to negotiate with MBEs, WBEs or EBEs"),
    "assistance": (
        "Assistance requested", "i.12.a.vii", "it asked the M/WBE officer and the division for help in time, in writing"
    ),
    "recommendations": (
        "Recommendations", "i.12.a.viii", "how recommendations were acted upon, and why that was not enough"
    ),
}  # fmt: skip
_GIVEN = "What is given as evidence, such as a document. n/a: it does not apply. Blank: nothing is given."
_OF_A_FIRM = tuple(
    column._replace(about=f"Of a firm that is added: {column.about[:1].lower()}{column.about[1:]}")
    for column in OWN_COLUMNS["Subcontractors"]
    if column.field in {"toward", "group", "certified_on", "graduate", "tier", "under"}
)
COLUMNS = {
    "Work": (
        Column("useful", "Commercially useful function", YES_NO, ("CUF",),
               about="no if it was found to perform none. Blank: as the plan says."),
    ),
    "Changes to the plan": (
        *_OF_A_FIRM,
        *(Column(field, heading, about=f"{clause}: {about}. {_GIVEN}")
          for field, (heading, clause, about) in EVIDENCE.items()),
    ),
}  # fmt: skip
