"""Lists and histories of a rotation for tests, by the rules of the Oakland program."""

from datetime import date, timedelta
from decimal import Decimal

from lbpp_cli import programs
from lbpp_cli.read.rulebook import read_rulebook
from lbpp_cli.readings import Readings
from lbpp_cli.rotation import LIST, Entry, Job, Listed, answers

ROTATION = programs.part("oakland-lslbe", "rotation")
RULES = read_rulebook(programs.folder("oakland-lslbe")).in_force(date(2025, 3, 1))
START = date(2025, 1, 6)
FAR = date(2030, 1, 1)


def day(number):
    """The so-manieth day after the start of the list."""
    return START + timedelta(days=number)


def listed(names, certification="VSLBE", trade="Concrete", expires=FAR):
    return [Listed(name, trade, certification, None, expires, None, expires) for name in names]


def history(rows, *entries):
    """A history that starts from rows; each entry is its kind and its fields, dated a day after the one before."""
    made = [Entry(1, START, LIST, "M. Chen", "", listed=tuple(rows))]
    for number, (kind, fields) in enumerate(entries, start=2):
        values = {"on": day(number), "trade": "Concrete", **fields}
        if "amount" in values:
            values["amount"] = Decimal(values["amount"])
        made.append(Entry(number, kind=kind, by="M. Chen", recorded="", **values))
    return made


def award(firm, job, amount="1000.00", **fields):
    return "award", {"firm": firm, "job": job, "amount": amount, **fields}


def roster(entries, on=FAR, **readings):
    named = {name.replace("_", "-"): value for name, value in readings.items()}
    return ROTATION.replay(entries, on, RULES, Readings(answers(ROTATION, named)))


def places(entries, tier=1, trade="Concrete", on=FAR, **readings):
    """The firms of a queue in their order."""
    return [one.listed.firm for one in roster(entries, on, **readings).queues.get((trade, tier), ())]


def invitation(entries, amount="1000.00", trade="Concrete", number=None, on=date(2025, 6, 1), **readings):
    named = {name.replace("_", "-"): value for name, value in readings.items()}
    job = Job(trade, Decimal(amount), number)
    return ROTATION.invite(roster(entries, on, **readings), job, RULES, Readings(answers(ROTATION, named)))


def invited(entries, amount="1000.00", **options):
    return list(invitation(entries, amount, **options).firms)
