"""The decisions on an outreach against a second account of the same rules, on records of every kind, by chance."""

import random
from datetime import timedelta

import naive_outreach
import pytest
from outreaches import ALPHA, BETA, DUE, ENGINEERING, SURVEYING, at, judged

from lbpp_cli.outreach.decisions import FAIL, NO, PASS, PERSON, YES

OUTCOMES = {True: PASS, False: FAIL, None: PERSON}
# Names that nobody takes for each other: what is similar is asked about, which is not what is compared here.
FIRMS = ["Arroyo", "Bixel", "Cahuenga", "Descanso", "Eucalyptus", "Figueroa", "Garvanza", "Hyperion", "Ivar", "Juanita"]
FIRMS += [
    "Kinneloa",
    "Lorena",
    "Micheltorena",
    "Normandie",
    "Oxnard",
    "Pico",
    "Quebec",
    "Rowena",
    "Sepulveda",
    "Topanga",
]
SENT = [
    at("2026-03-15 23:59"),
    at("2026-03-16 00:01"),
    at("2026-03-30 09:00"),
    at("2026-03-31 09:00"),
    at("2026-03-01 08:00"),
    None,
]


class Chance:
    """What is mostly so, and otherwise one of several other things."""

    def __init__(self, seed, how_often):
        self.random, self._often = random.Random(seed), how_often  # noqa: S311  for chance in tests

    def mostly(self, usual, *others):
        return self.random.choice(others) if self.random.random() < self._often else usual

    def made(self):
        """Records of two proposers; how far they are from good ones is a matter of chance."""
        one = self.random
        areas = [
            {"NAICS code": ENGINEERING, "Registered": self.mostly(one.choice([1, 5, 10, 11, 20, 21, 25]), None, 0)},
            {"NAICS code": SURVEYING, "Registered": self.mostly(4, 2, 10, None, 0)},
        ]
        made = {
            "RFP": {"Due": DUE, "Meeting": at("2026-03-05 10:00"), "Meeting mandatory": self.mostly("no", "yes", None)},
            "Work areas": areas,
            "Proposers": [self.proposer(name) for name in (ALPHA, BETA)],
            "Notices": [row for name in (ALPHA, BETA) for area in areas for row in self.notices(name, area)],
            "Responses": self.mostly([row for name in (ALPHA, BETA) for row in self.responses(name)], None),
            "Meeting": self.mostly(
                [self.attendance(name) for name in (ALPHA, BETA, ALPHA) if one.random() < 0.8], None
            ),
            "Schedule A": self.mostly([row for name in (ALPHA, BETA) for row in self.listed(name)], None),
        }
        made["Notices"] = made["Notices"] or [self.notice(BETA, ENGINEERING, "Arroyo", "")]
        for name in (ALPHA, BETA):  # mostly as many bids as are listed
            rows = naive_outreach.rows(made, "Responses", name) or []
            naive_outreach.proposer(made, name)["Bids received"] = self.mostly(len(rows), len(rows) + 1, None, 0)
        return {name: rows for name, rows in made.items() if rows}

    def proposer(self, name):
        return {
            "Proposer": name,
            "Summary sheet submitted": self.mostly("yes", "no", None),
            "Summary sheet sent": self.mostly(
                at("2026-03-31 16:30"), at("2026-03-31 16:31"), at("2026-03-30 14:00"), at("2026-04-01 08:00"), None
            ),
            "Certified informed": self.mostly("yes", "no", None),
            "Matchmaking event": self.mostly(
                at("2025-03-30"), at("2025-03-29"), at("2026-03-31"), at("2025-12-01"), None
            ),
            "Event documents": self.mostly("yes", "no", None),
            "Own forces": self.mostly("none", SURVEYING, f"{ENGINEERING}, {SURVEYING}", "999999", None),
            "Custom wording": self.mostly("none", "does not limit", "limits", None),
        }  # fmt: skip

    def notice(self, name, area, firm, stated):
        return {
            "Proposer": name, "Work area": area, "Firm": firm, "Groups": "MBE", "Sent": self.mostly(SENT[0], *SENT),
            "Through the network": self.mostly("yes", "no", None) if stated else None,
        }  # fmt: skip

    def notices(self, name, area):
        stated = self.mostly("", "yes")
        number = self.mostly(naive_outreach.number_to_notify(area["Registered"] or 3), *range(20))
        firms = self.random.sample(FIRMS, min(number, len(FIRMS))) + self.mostly([], [name], ["Arroyo"] * 2)
        return [self.notice(name, area["NAICS code"], firm, stated) for firm in firms]

    def responses(self, name):
        for area in (ENGINEERING, SURVEYING):
            for number, firm in enumerate(self.random.sample(FIRMS, self.mostly(2, 0, 1, 3)) + self.mostly([], [name])):
                yield {
                    "Proposer": name, "Work area": area, "Firm": firm, "Amount": self.mostly(90_000 + number, 90_001, 80_000, None),
                    "Solicited": self.mostly("yes", "no", None), "Selected": self.mostly("no" if number else "yes", "yes", "no", None),
                    "Reason": self.mostly("price", "n/a", None), "Answered": self.mostly("yes", "no", None), "No bid": self.mostly(None, "yes", "no"),
                    "Registered": self.mostly(None, "no", "yes"), "Reason accepted": self.mostly(None, "yes", "no"),
                }  # fmt: skip

    def attendance(self, name):
        return {
            "Proposer": name, "Employee": self.mostly("yes", "no", None), "Signed": self.mostly("yes", "no", None),
            "Arrived": self.mostly(at("2026-03-05 10:00"), at("2026-03-05 10:00:01"), at("2026-03-05 09:00"), None),
        }  # fmt: skip

    def listed(self, name):
        for _ in range(self.mostly(1, 0, 2)):
            yield {
                "Proposer": name, "Subconsultant": self.random.choice([*FIRMS[:3], name]), "Amount": 90_000,
                "Work area": self.mostly(None, ENGINEERING, SURVEYING),
            }  # fmt: skip


def records_by_chance(seed, number=60):
    for each in range(number):
        yield Chance(f"{seed}.{each}", (0.02, 0.1, 0.3)[each % 3]).made()


@pytest.mark.parametrize("seed", range(20))
def test_both_accounts_agree(seed):
    """Each indicator of each proposer, and whether it is responsive: all of 2 to 7 must be passed (C)."""
    for made in records_by_chance(seed):
        for decision in judged(made).decisions:
            expected = naive_outreach.indicators(made, decision.proposer.name)
            found = {one.number: one.outcome for one in decision.indicators}
            assert found == {number: OUTCOMES[holds] for number, holds in expected.items()}, (decision.reasons, made)
            assert decision.responsive == {True: YES, False: NO, None: PERSON}[naive_outreach.every(expected.values())]


def test_chance_reaches_every_outcome():
    """A comparison on records that all fail, or all pass, would show nothing."""
    reached = {
        (number, holds)
        for made in records_by_chance("reach", 200)
        for number, holds in naive_outreach.indicators(made, ALPHA).items()
    }
    assert reached == {(number, holds) for number in range(2, 8) for holds in OUTCOMES}


@pytest.mark.parametrize("registered", [*range(1, 12), 20, 21, 50, 51, 100, 101, 200, 201, 209, 210, 211, 999])
def test_both_accounts_read_the_table_alike(registered):
    made = Chance(0, 0).made()
    made["Work areas"][0]["Registered"] = registered
    areas = judged(made).decisions[0].areas
    assert areas[0].needed == naive_outreach.number_to_notify(registered)


@pytest.mark.parametrize("seed", range(5))
def test_a_blank_is_never_better_than_what_it_hides(seed):
    """Clearing a cell never turns a fail into a pass, nor a pass into a fail: what is not known is open."""
    chance = random.Random(seed)  # noqa: S311  for chance in tests
    cleared = [
        "Summary sheet sent",
        "Custom wording",
        "Own forces",
        "Event documents",
        "Certified informed",
        "Matchmaking event",
    ]
    for made in records_by_chance(f"blank {seed}", 40):
        before = {one.number: one.outcome for one in judged(made).decisions[0].indicators}
        heading = chance.choice(cleared)
        if heading == "Summary sheet sent" and made["Proposers"][0]["Summary sheet submitted"] == "no":
            continue  # that it was not submitted is stated
        made["Proposers"][0][heading] = None
        after = {one.number: one.outcome for one in judged(made).decisions[0].indicators}
        assert all(after[number] in (before[number], PERSON) or heading == "Own forces" for number in after)


@pytest.mark.parametrize("seed", range(5))
def test_one_proposer_never_changes_another(seed):
    """Rows of one proposer decide nothing on another, but for the roster, which holds all who came."""
    for made in records_by_chance(f"alone {seed}", 40):
        of_alpha = judged(made).decisions[0]
        alone = {**made, "Proposers": made["Proposers"][:1]}
        if made["Notices"] == [row for row in made["Notices"] if row["Proposer"] == BETA]:
            continue
        assert judged(alone).decisions[0].responsive == of_alpha.responsive


def test_a_day_later_is_never_better():
    """Every notice a day later leaves each indicator as good or worse."""
    order = (FAIL, PERSON, PASS)
    for made in records_by_chance("later", 60):
        before = {one.number: one.outcome for one in judged(made).decisions[0].indicators}
        for row in made["Notices"]:
            row["Sent"] = row["Sent"] and row["Sent"] + timedelta(days=1)
        after = {one.number: one.outcome for one in judged(made).decisions[0].indicators}
        assert all(order.index(after[number]) <= order.index(before[number]) for number in after)
