"""The indicators of the Business Inclusion Program a second time, straight from its text, row by row.

Written from the policy and the page of rules alone, for records as the tests make them; it shares nothing with the
program. True is pass, False is fail, None is what the records do not decide.
"""

from datetime import datetime, timedelta

YES_NO = {"yes": True, "no": False, None: None}


def every(parts):
    """Fail where one fails, open where one is open, else pass."""
    found = list(parts)
    return False if False in found else None if None in found else True


def some(parts):
    """Pass where one passes, open where one is open, else fail."""
    found = list(parts)
    return True if True in found else None if None in found else False


def indicators(made, name):
    """What each of the indicators 2 to 7 of a proposer comes to."""
    return {
        2: meeting(made, name),
        3: every(area_reached(made, name, area) for area in made["Work areas"]),
        4: every(enough_notified(made, name, area) for area in made["Work areas"]),
        5: offered(made, name),
        6: good_faith(made, name),
        7: offered(made, name),
    }


def rows(made, table, name):
    """The rows of a proposer in a table; None where there is no table."""
    return None if made.get(table) is None else [row for row in made[table] if row["Proposer"] == name]


def proposer(made, name):
    return next(row for row in made["Proposers"] if row["Proposer"] == name)


# C.2


def meeting(made, name):
    roster = made.get("Meeting")
    attended = None
    if roster:
        attended = some(
            every(
                (
                    YES_NO[row["Employee"]],
                    YES_NO[row["Signed"]],
                    None if row["Arrived"] is None else row["Arrived"] <= made["RFP"]["Meeting"],
                )
            )
            for row in rows(made, "Meeting", name)
        )
    stated, due = proposer(made, name), made["RFP"]["Due"].date()
    event = stated["Matchmaking event"]
    in_time = None if event is None else due.replace(year=due.year - 1) <= event.date() <= due
    instead = every((YES_NO[stated["Certified informed"]], in_time, YES_NO[stated["Event documents"]]))
    mandatory = YES_NO[made["RFP"]["Meeting mandatory"]]
    if mandatory:
        return attended
    return some((attended, instead if mandatory is False else every((instead, None))))


# C.3, C.4, C.5, C.7


def through_network(made, notice):
    stated = any(row.get("Through the network") for row in made["Notices"])
    return YES_NO[notice.get("Through the network")] if stated else True


def counts_as_firm(made, name, notice):
    """A subconsultant that is registered: not the proposer itself, nor one that is said not to be registered."""
    refused = [row["Firm"] for row in made.get("Responses") or () if row.get("Registered") == "no"]
    return None if notice["Firm"] == name or notice["Firm"] in refused else True


def certain(made, name, notice, days):
    """Whether a notice through the network went to a registered firm so many days before the due date."""
    sent = notice["Sent"]
    in_time = None if sent is None else sent.date() + timedelta(days=days) <= made["RFP"]["Due"].date()
    return every((through_network(made, notice), in_time, counts_as_firm(made, name, notice)))


def of_area(made, name, area):
    return [row for row in rows(made, "Notices", name) if row["Work area"] == area["NAICS code"]]


def area_reached(made, name, area):
    if area["Registered"] == 0:
        return True
    reached = some(certain(made, name, row, 0) for row in of_area(made, name, area))
    return None if reached is False and area["Registered"] is None else reached


def enough_notified(made, name, area):
    if area["Registered"] is None:
        return None
    judged = {}
    for row in of_area(made, name, area):
        judged.setdefault(row["Firm"], []).append(certain(made, name, row, 15))
    firms = [some(found) for found in judged.values()]
    wanted = number_to_notify(area["Registered"])
    if firms.count(True) >= wanted:
        return True
    return None if firms.count(True) + firms.count(None) >= wanted else False


def number_to_notify(registered):
    """The table, with its own third column for what it prints: 1-10, 9-16, 13-30, 21-40, 26-50, 20+."""
    if registered > 200:
        return max(20, registered // 10) if registered < 210 else -(-registered // 10)
    for most, percent in ((10, 100), (20, 80), (50, 60), (100, 40), (200, 25)):
        if registered <= most:
            return -(-registered * percent // 100)
    raise AssertionError(registered)


def offered(made, name):
    """Part of each notice of the network; a wording that was judged to limit responses fails it."""
    wording = {"none": True, "does not limit": True, "limits": False, None: None}[
        proposer(made, name)["Custom wording"]
    ]
    sent = some(certain(made, name, row, 0) for row in rows(made, "Notices", name))
    nobody = all(area["Registered"] == 0 for area in made["Work areas"])
    return every((None if sent is False and nobody else sent, wording))


# C.6


def good_faith(made, name):
    stated, bids = proposer(made, name), rows(made, "Responses", name)
    return every(
        (
            sheet_in_time(made, stated),
            *of_bids(made, name, bids),
            schedule_a(made, name, bids),
            own_forces(made, name, bids),
        )
    )


def sheet_in_time(made, stated):
    sent = stated["Summary sheet sent"]
    if stated.get("Summary sheet submitted") == "no":
        return False if sent is None else None
    end = datetime.combine(made["RFP"]["Due"].date() + timedelta(days=1), datetime.min.time()).replace(
        hour=16, minute=30
    )
    return None if sent is None else sent <= end


def of_bids(made, name, bids):
    received = proposer(made, name)["Bids received"]
    if bids is None:
        yield None
        return
    if received is None:
        yield True if bids else None
    else:
        yield True if received == len(bids) else None
    for bid in bids:
        yield answered(made, name, bid)
        yield explained(made, name, bid, [row for row in bids if row["Work area"] == bid["Work area"]])


def answered(made, name, bid):
    """Each unsolicited offer of a registered firm."""
    if bid["Firm"] == name or bid.get("Registered") == "no" or bid["Answered"] == "yes" or bid["Solicited"] == "yes":
        return True
    asked = any(
        (row["Work area"], row["Firm"]) == (bid["Work area"], bid["Firm"])
        for row in rows(made, "Notices", name)
    )  # fmt: skip
    if bid["Solicited"] is None:
        return True if asked else None
    return False if bid["Answered"] == "no" else None


def taken(made, name, bid):
    own = proposer(made, name)["Own forces"]
    return bid["Selected"] == "yes" or (bid["Firm"] == name and own is not None and bid["Work area"] in own)


def explained(made, name, bid, area):  # noqa: PLR0911  a sentence of the rules in each
    """A reason for each bid; a lower bid that lost, or a comparison that cannot be made, is for a person."""
    if bid.get("No bid") == "yes":
        if bid["Selected"] == "yes" or bid["Amount"] is not None:
            return None
        return bid["Reason accepted"] != "no"
    if bid["Reason accepted"] == "no":
        return False
    mine = taken(made, name, bid)
    told = mine or bid["Answered"] != "no" or bid["Firm"] == name
    if bid["Reason accepted"] == "yes":
        return True if told else None
    if bid["Reason"] in (None, "n/a") or (bid["Selected"] is None and not mine):
        return None
    if mine:
        return True
    amounts = [row["Amount"] for row in area if taken(made, name, row)]
    if not told or not amounts or None in (*amounts, bid["Amount"]):
        return None
    return True if bid["Amount"] >= max(amounts) else None


def schedule_a(made, name, bids):
    listed = rows(made, "Schedule A", name)
    if not listed or bids is None:
        return None
    return every(has_bid(made, name, one, bids) for one in listed if one["Subconsultant"] != name)


def has_bid(made, name, one, bids):
    of_firm = [row for row in bids if row["Firm"] == one["Subconsultant"]]
    here = [row for row in of_firm if one["Work area"] in (None, row["Work area"])]
    if any(row["Amount"] is not None for row in here):
        return True
    if any(row.get("No bid") != "yes" or row["Selected"] == "yes" for row in here):
        return None
    if any(row["Amount"] is not None for row in of_firm):
        return None
    return None if (proposer(made, name)["Bids received"] or 0) > len(bids) else False


def own_forces(made, name, bids):
    stated = proposer(made, name)["Own forces"]
    if stated is None or bids is None:
        return True if stated == "none" else None
    return every(own_area(made, name, area, bids) for area in ([] if stated == "none" else stated.split(", ")))


def own_area(made, name, area, bids):
    if area not in [one["NAICS code"] for one in made["Work areas"]]:
        return None
    here = [row for row in bids if row["Work area"] == area and row.get("No bid") != "yes"]
    if not here:
        return None if (proposer(made, name)["Bids received"] or 0) > len(bids) else False
    return True if any(row["Firm"] == name and row["Amount"] is not None for row in here) else None
