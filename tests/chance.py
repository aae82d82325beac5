"""Solicitations by chance, always the same ones, as the rows of a bid workbook: they dwell on the edges of the rules."""

import random
from datetime import date, timedelta
from decimal import Decimal

from build import with_register
from make_samples import MARKS, workbook
from solicitations import READINGS

DUE = date(2025, 6, 2)
WAIVERS = ("restricted funds", "conflict of law", "best interest")


class Solicitation:
    """The rows of a bid workbook, and the readings to evaluate it under."""

    def __init__(self, seed, bidders=None):
        self.chance = random.Random(seed)  # noqa: S311  no secret
        self.proposal = self.chance.random() < 0.25
        self.small = self.chance.random() < 0.25
        self.fields = self._fields()
        self.bids = [self._bid(number) for number in range(bidders or self.chance.randint(1, 6))]
        self.subs = [sub for bid in self.bids for sub in self._subs(bid)]
        self.register = self._register() if self.chance.random() < 0.2 else None
        self.readings = self._readings() if seed % 2 else ()

    def book(self):
        made = workbook(self.fields, self.bids, self.subs)
        return made if self.register is None else with_register(made, self.register)

    def _fields(self):
        chance = self.chance
        fields = {
            "Solicitation number": f"24-{chance.randint(1, 999)}",
            "Kind": "Proposal" if self.proposal else "Bid",
            "Contract value": 150_000 if self.small else 150_000.01,
            "Bid due date": DUE,
            "Cash discount counted": chance.choice(["yes", "no"]),
            "Combined award discount allowed": "yes",
            "Items or groups": chance.choice([1, 2]),
        }
        if self.proposal:
            fields["Total possible points"] = chance.choice([100, 87.5, 1000])
        if chance.random() < 0.1:
            fields |= {"Preference waived": chance.choice(WAIVERS), "Waiver document": "Memo of May 1, 2025"}
        return fields

    def _marks(self):
        return {name: self.chance.choice(["x", None, None]) for name in MARKS}

    def _bid(self, number):
        chance = self.chance
        high = 149_999_99 if self.small else chance.choice([30_000_00, 1_200_000_00, 25_000_000_00])
        amount = Decimal(chance.randint(100_00, high)).scaleb(-2)
        bid = {"Bidder": f"Bidder {number}", "Bid amount": float(amount), **self._marks()}
        if self.proposal:
            bid["Score"] = float(Decimal(chance.randint(0, 8750)).scaleb(-2))
        bid["County work %"], bid["City work %"] = chance.choice(
            [("100%", "66.7%"), ("66.7%", "0%"), (None, None), ("66.6%", "66.6%")]
        )
        bid["Cash discount %"] = chance.choice([None, "2%", "0.125%", "1.5%"])
        bid["Cash discount days"] = 30 if bid["Cash discount %"] else None
        bid["Combined award discount %"] = chance.choice([None, None, "3%", "0.333%"])
        bid["Local status"] = chance.choice([None] * 8 + ["not qualified", "false claim"])
        if number and chance.random() < 0.1:
            bid |= {"Responsive": "no", "Reason": "no bid bond"}
        return bid

    def _subs(self, bid):
        """Costs at, just under and just over whole tenths of the price, never more than the price in all."""
        chance, amount = self.chance, Decimal(repr(bid["Bid amount"]))
        left = amount
        for number in range(chance.randint(0, 4)):
            near = (amount * chance.randint(0, 4) / 10).quantize(Decimal("0.01"))
            cost = min(left, max(Decimal("0.01"), near + chance.choice([0, 1, -1]) * Decimal("0.01")))
            if cost > 0:
                left -= cost
                work = chance.choice(["Paving", "Paving", "Paving", None])
                row = {"Bidder": bid["Bidder"], "Subcontractor": f"Sub {number}", "Work": work, "Amount": float(cost)}
                yield row | self._marks()

    def _register(self):
        """A register that proves some of what is marked."""
        marked = [
            (one.get("Subcontractor", one["Bidder"]), name)
            for one in (*self.bids, *self.subs)
            for name in MARKS
            if one[name]
        ]
        return [
            {"Firm": firm, "Certification": name, "Granted": DUE - timedelta(days), "Expires": DUE + timedelta(400)}
            for firm, name in dict.fromkeys(marked)
            if (days := self.chance.choice([200, 200, 30, -1, None])) is not None
        ]

    def _readings(self):
        return tuple(f"{name}={self.chance.choice(values)}" for name, values in READINGS.items())
