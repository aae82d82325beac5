"""Who is invited for a job under the Contractor Rotation Program, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import squeezed
from lbpp_cli.money import ZERO, show_money
from lbpp_cli.programs.oakland_lslbe import rotation_terms as terms
from lbpp_cli.rotation import Invitation, Job, Looked, Roster, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lbpp_cli.parameters import Rules
    from lbpp_cli.readings import Readings


class _Tier(NamedTuple):
    """The tier of a job (None: no rotation), and how it follows."""

    number: int | None
    steps: tuple[tuple[str, str], ...]


def invite(roster: Roster, job: Job, rules: Rules, readings: Readings) -> Invitation:
    """The first firms listed for the trade in the tier of the job, without those that cannot be invited."""
    tier, needed = _tier(job, rules, readings), int(rules.value("firms-invited"))
    if tier.number is None:
        return Invitation(job, None, needed, (), tier.steps, ("bids are to be asked for otherwise than by rotation",))
    queue = next(
        (
            standings
            for (trade, number), standings in roster.queues.items()
            if number == tier.number and squeezed(trade) == squeezed(job.trade)
        ),
        (),
    )
    looked = look(queue, job, roster.day, rules, readings, tier.number)
    invited = sum(one.invited for one in looked)
    decide = []
    if invited < needed:
        who = "Nobody" if not invited else "Only 1 firm" if invited == 1 else f"Only {invited} firms"
        decide.append(
            f"{who} of the list can be invited; the program asks for {needed} and does not say what follows "
            f"({terms.CLAUSE})."
        )
    return Invitation(job, tier.number, needed, looked, tier.steps, tuple(decide))


def look(
    queue: Sequence[Standing], job: Job, day: date, rules: Rules, readings: Readings, tier: int
) -> tuple[Looked, ...]:
    """Each firm of a queue, as it is looked at for a job: the first ones that can be are invited."""
    # The first three companies listed for that trade will be invited to bid.
    left = int(rules.value("firms-invited"))
    looked = []
    for standing in queue:
        if not left:
            looked.append(Looked(standing, invited=False))
            continue
        barred = _barred(standing, job, day, readings)
        if barred:
            looked.append(Looked(standing, invited=False, passed_over=barred, clause=terms.CLAUSE))
            continue
        left -= 1
        remarks = tuple(_unknown(standing))
        looked.append(Looked(standing, invited=True, remarks=remarks, decide=_over_term(standing, job, rules, tier)))
    return tuple(looked)


def _tier(job: Job, rules: Rules, readings: Readings) -> _Tier:
    one, two = rules.value("tier-one-limit"), rules.value("tier-two-limit")
    clause, amount = rules.clause("tier-one-limit"), show_money(job.amount)
    # The sizes of the jobs are under $50,000 … up to $250,000.
    exactly = job.amount == one and readings[terms.TIER_ONE_LIMIT] == "up-to"
    if job.amount < one or exactly:
        how = "up to" if exactly else "under"
        text = f"{amount} is {how} {show_money(one)}: first tier, {terms.TIERS[terms.ONE]}"
        return _Tier(terms.ONE, ((text, clause),))
    if job.amount <= two:
        tier = f"second tier, {terms.TIERS[terms.TWO]}"
        text = f"{amount} is not under {show_money(one)}, and up to {show_money(two)}: {tier}"
        return _Tier(terms.TWO, ((text, clause),))
    text = f"{amount} is more than {show_money(two)}: there is no rotation for it"
    return _Tier(None, ((text, clause),))


def _barred(standing: Standing, job: Job, day: date, readings: Readings) -> str | None:
    """Why a firm cannot be invited: only those with a current certification and the proper licence may take part."""
    listed = standing.listed
    if standing.lapsed:
        return standing.lapsed[-1].text
    for what, expires in (("certification", listed.certification_expires), ("licence", listed.licence_expires)):
        if expires is not None and expires < day:
            return f"its {what} expired on {expires}"
    if job.number is not None and squeezed(job.number) in standing.declined:
        return f"it declined job {job.number}"
    if listed.certification == terms.LBE and readings[terms.TIER_TWO] == "slbe":
        return "it is not certified as small"
    return None


def _unknown(standing: Standing) -> list[str]:
    """What is taken as in force, for the list does not say until when."""
    dates = {"certification": standing.listed.certification_expires, "licence": standing.listed.licence_expires}
    return [f"{what}: no day of expiry is recorded; taken as in force" for what, day in dates.items() if day is None]


def _over_term(standing: Standing, job: Job, rules: Rules, tier: int) -> tuple[str, ...]:
    """2.04.050.A.1.b: work up to so many dollars over the term of the contract."""
    name = "tier-one-term" if tier == terms.ONE else "tier-two-term"
    limit, awarded = rules.value(name), standing.awarded or ZERO
    if not awarded or awarded + job.amount <= limit:
        return ()
    increase = rules.parameters["tier-one-increase"]
    who = (
        f"the City Administrator may increase it up to {increase.shown}"
        if tier == terms.ONE
        else "an increase needs the Council"
    )
    total = f"{show_money(awarded)} + {show_money(job.amount)} = {show_money(awarded + job.amount)}"
    text = (
        f"with this job {standing.listed.firm} would come to {total}, more than {show_money(limit)} over the term of "
        f"its contract ({rules.clause(name)}); {who} ({increase.clause})"
    )
    return (text,)
