"""Solicitations under Oakland's program by chance, always the same ones, as the rows of a bid workbook."""

import random
from datetime import date, timedelta
from decimal import Decimal

from build import with_register
from lslbe import MARKS, READINGS
from openpyxl import Workbook

DUE = date(2025, 6, 2)
WHOLE, LOCAL, SMALL = "Required participation %", "Required LBE %", "Required SLBE %"
# The usual requirement; its whole alone; one part, with and without the whole; parts that are more or less than it.
REQUIREMENTS = [
    {}, {}, {WHOLE: "25%"}, {LOCAL: "12.5%"}, {SMALL: "30%"}, {WHOLE: "25%", SMALL: "10%"}, {WHOLE: "20%", LOCAL: "25%"},
    {WHOLE: "25%", LOCAL: "10%", SMALL: "10%"}, {WHOLE: "45%", LOCAL: "0%", SMALL: "25%"},
    {WHOLE: "15%", LOCAL: "12.5%", SMALL: "25%"},
]  # fmt: skip


class Solicitation:
    """The rows of a bid workbook, and the readings to evaluate it under."""

    def __init__(self, seed):
        self.chance = random.Random(seed)  # noqa: S311  no secret
        self.proposal = seed % 4 == 3
        self.fields = self._fields(seed)
        self.bids = [self._bid(number) for number in range(self.chance.randint(2, 5))]
        self.subs = [sub for bid in self.bids for sub in self._subs(bid)]
        self.register = self._register() if self.chance.random() < 0.3 else None
        self.readings = tuple(f"{name}={self.chance.choice(values)}" for name, values in READINGS.items())

    def book(self):
        """The workbook."""
        book = Workbook()
        sheet = book.active
        sheet.title = "Solicitation"
        sheet.append(["Field", "Value"])
        for line in self.fields.items():
            sheet.append(line)
        _table(book.create_sheet("Bids"), self.bids)
        _table(book.create_sheet("Subcontractors"), self.subs)
        return book if self.register is None else with_register(book, self.register)

    def _fields(self, seed):
        chance = self.chance
        fields = {
            "Program": "oakland-lslbe",
            "Solicitation number": f"OAK-{seed}",
            "Kind": "Proposal" if self.proposal else "Bid",
            "Category": chance.choice(["Construction", "Services"]),
            "Contract value": chance.choice([1_000_000, 1_000_000, 1_000_000, 40_000]),
            "Bid due date": DUE,
        }
        if self.proposal:
            fields["Total possible points"] = 100
        stated = chance.choice(REQUIREMENTS)
        fields |= stated | chance.choice([{}, {}, {}, {"Emergency work": "yes"}, {"Requirement waived": "yes"}])
        return fields | chance.choice([{}, {}, {}, {}, {"City-assisted development": "yes"}])

    def _marks(self):
        held = self.chance.choice([*MARKS, None])
        return {name: "x" if name == held else None for name in MARKS}

    def _bid(self, number):
        chance = self.chance
        amount = Decimal(chance.randint(500_000_00, 1_500_000_00)).scaleb(-2)
        bid = {"Bidder": f"Bidder {number}", "Bid amount": float(amount), **self._marks()}
        if self.proposal:
            bid["Score"] = float(Decimal(chance.randint(0, 9000)).scaleb(-2))
        bid |= dict.fromkeys(("Banked credit", "Banked credit earned", "Banked toward", "Joint venture"))
        bid["Role"] = chance.choice([None, None, "broker", "Trucker"])
        bid["Restricted dollars"] = float((amount / 10).quantize(Decimal("0.01"))) if chance.random() < 0.3 else None
        if chance.random() < 0.5:
            bid["Banked credit"] = float((amount * chance.randint(1, 3) / 100).quantize(Decimal("0.01")))
            bid["Banked credit earned"] = chance.choice([date(2025, 1, 2), date(2024, 6, 1)])
            bid["Banked toward"] = chance.choice([None, "LBE", "SLBE"])
        bid["Joint venture"] = chance.choice([None, None, None, "yes"])
        # Also where the contract is too small for it, and on or after the due date.
        bid["Mentor-protege approved"] = chance.choice([None] * 5 + ["yes"])
        bid["Mentor-protege submitted"] = chance.choice([None, DUE, DUE - timedelta(1), DUE + timedelta(1)])
        return bid

    def _subs(self, bid):
        """Costs at, just under and just over what is asked for, never more than the price in all."""
        chance, amount = self.chance, Decimal(repr(bid["Bid amount"]))
        left = amount
        for number in range(chance.randint(2, 5)):
            near = (amount * chance.choice([10, 25, 25, 35, 15]) / 100).quantize(Decimal("0.01"))
            cost = min(left, max(Decimal("0.01"), near + chance.choice([0, 1, -1]) * Decimal("0.01")))
            if cost > 0:
                left -= cost
                row = {"Bidder": bid["Bidder"], "Subcontractor": f"Firm {number} of {bid['Bidder']}"}
                row |= {"Amount": float(cost), **self._marks()}
                row["Role"] = chance.choice(
                    [None, "Trucker", "Broker", "Joint venture partner", "joint-venture Partner"]
                )
                yield row | {"Commercially useful function": chance.choice([None, "yes", "yes", "no"])}

    def _register(self):
        """A register that proves most of what is marked."""
        marked = [
            (one.get("Subcontractor", one["Bidder"]), name)
            for one in (*self.bids, *self.subs)
            for name in MARKS
            if one[name]
        ]
        return [
            {"Firm": firm, "Certification": name, "Granted": DUE - timedelta(days), "Expires": DUE + timedelta(400)}
            for firm, name in dict.fromkeys(marked)
            if (days := self.chance.choice([200, 200, 200, 0, None])) is not None
        ]


def _table(sheet, rows):
    headings = list(dict.fromkeys(name for row in rows for name in row))
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
