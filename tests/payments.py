"""Workbooks of payments for tests: a good one with something changed, beside the plan of the example."""

import openpyxl

ALPHA, EM, WU = "Alpha", "Em", "Wu"
FIELDS = {"Contract number": "C-1", "Contractor": ALPHA, "Started": "2026-07-01"}
PAYMENTS = [
    {"Firm": ALPHA, "Paid on": "2026-10-01", "Amount": 500_000, "Invoice": None, "Paid by": None},
    {"Firm": EM, "Paid on": "2026-10-08", "Amount": 40_000, "Invoice": "V-1", "Paid by": None},
    {"Firm": WU, "Paid on": "2026-10-09", "Amount": 20_000, "Invoice": "V-2", "Paid by": None},
]


def workbook(path, fields=None, payments=None, more=(), **sheets):
    """A workbook of payments. ``payments``: in place of the good ones; ``more``: further ones, from row 5 on.

    ``sheets``: ``work``, ``orders``, ``changes``, ``certifications``, each a list of rows by heading.
    """
    book = openpyxl.Workbook()
    book.active.title = "Contract"
    for name, value in (FIELDS | (fields or {})).items():
        book.active.append([name, value])
    titles = {"work": "Work", "orders": "Change orders", "changes": "Changes to the plan"}
    tables = {"Payments": [*(PAYMENTS if payments is None else payments), *more]}
    tables |= {titles.get(name, name.capitalize()): rows for name, rows in sheets.items()}
    for title, rows in tables.items():
        page = book.create_sheet(title)
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        page.append(headings)
        for row in rows:
            page.append([row.get(heading) for heading in headings])
    book.save(path)
    return path
