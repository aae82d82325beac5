"""The list as it stands at the end of a day: the starting order, and each entry of the history carried out on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.columns import squeezed
from lbpp_cli.money import ZERO, show_money
from lbpp_cli.names import firm_key
from lbpp_cli.programs.oakland_lslbe import rotation_terms as terms
from lbpp_cli.programs.oakland_lslbe.rotation_invite import invite
from lbpp_cli.programs.oakland_lslbe.rotation_queues import NOTHING, Firm, Queues, not_listed
from lbpp_cli.rotation import INVITATION, LIST, WITHDRAWAL, Cause, Entry, Job, Listed, Problem, Roster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from lbpp_cli.parameters import Rules
    from lbpp_cli.readings import Readings


def replay(entries: Sequence[Entry], day: date, rules: Rules, readings: Readings) -> Roster:
    """Carry out what happened up to a day, by the day on which it did and then by the order of recording.

    The list that is started from is the last that was recorded up to that day; before the first, that one.
    """
    known = [entry for entry in entries if entry.on <= day]
    lists = [entry for entry in known if entry.kind == LIST] or [entry for entry in entries if entry.kind == LIST][:1]
    withdrawn = {entry.withdraws: entry for entry in known if entry.kind == WITHDRAWAL}
    state = _State(rules, readings)
    if lists:
        state.start(lists[-1])
    for entry in sorted(known, key=lambda one: (one.on, one.number)):
        if entry.number not in withdrawn and entry.kind not in {LIST, WITHDRAWAL}:
            state.carry_out(entry)
    state.check_withdrawals(entries, withdrawn.values())
    return state.roster(day)


class _State(Queues):
    """The queues, and the jobs that were invited for and awarded."""

    def __init__(self, rules: Rules, readings: Readings) -> None:
        super().__init__()
        self.rules, self.readings = rules, readings
        self.invited: dict[str, set[str]] = {}
        self.awards: dict[str, int] = {}

    def carry_out(self, entry: Entry) -> None:
        """Carry out one entry, or say what it contradicts."""
        problem = _CARRY_OUT[entry.kind](self, entry) if entry.kind in _CARRY_OUT else f"“{entry.kind}” is no kind"
        if problem:
            self.problems.append(Problem(entry.number, problem))

    def check_withdrawals(self, entries: Sequence[Entry], withdrawals: Iterable[Entry]) -> None:
        """A withdrawal names an earlier entry that is no list and no withdrawal."""
        kinds = {entry.number: entry.kind for entry in entries}
        for entry in withdrawals:
            number = entry.withdraws or 0
            if number not in kinds or number >= entry.number:
                self.problems.append(Problem(entry.number, f"there is no entry {number} before it"))
            elif kinds[number] in {LIST, WITHDRAWAL}:
                self.problems.append(Problem(entry.number, f"entry {number} cannot be withdrawn; record it anew"))

    # What each kind of entry does; each gives what it contradicts, if anything.

    def invite(self, entry: Entry) -> str | None:
        """The firms that were invited for a job: nobody moves until it is awarded."""
        self.invited.setdefault(squeezed(entry.job), set()).update(map(firm_key, entry.firms))
        missing = [name for name in entry.firms if not self.on_list(name, entry.trade)]
        if missing:
            return f"{', '.join(missing)} was not on the list of {entry.trade}"
        job = Job(entry.trade or "", entry.amount or ZERO, entry.job)
        follows = invite(self.roster(entry.on), job, self.rules, self.readings).firms
        if list(map(firm_key, follows)) != list(map(firm_key, entry.firms)):
            message = f"invited were {_names(entry.firms)}; the list and the history give {_names(follows)}"
            self.problems.append(Problem(entry.number, message, serious=False))
        return None

    def award(self, entry: Entry) -> str | None:
        """The firm awarded the bid will then drop to the end of the list."""
        firms, job = self.on_list(entry.firm, entry.trade), squeezed(entry.job)
        if not firms:
            return not_listed(entry)
        if job in self.awards:
            return f"job {entry.job} was awarded already (entry {self.awards[job]})"
        if job in self.invited and firm_key(entry.firm or "") not in self.invited[job]:
            return f"{entry.firm} was not invited to bid for job {entry.job}"
        self.awards[job] = entry.number
        for firm in firms:
            firm.awarded += entry.amount or ZERO
            cost = f" at {show_money(entry.amount)}" if entry.amount is not None else ""
            self.to_end(firm, entry, f"awarded job {entry.job}{cost}")
        return None

    def decline(self, entry: Entry) -> str | None:
        """A firm that declined one job; what becomes of its place is left open."""
        firms, job = self.on_list(entry.firm, entry.trade), squeezed(entry.job)
        if not firms:
            return not_listed(entry)
        if job in self.invited and firm_key(entry.firm or "") not in self.invited[job]:
            return f"{entry.firm} was not invited to bid for job {entry.job}"
        if self.readings[terms.DECLINED] == "dropped":
            return self._drop_as_read(entry, f"declined job {entry.job}")
        for firm in firms:
            firm.declined.add(job)
        return None

    def no_response(self, entry: Entry) -> str | None:
        """Non responsive participants will be dropped from the list."""
        job = squeezed(entry.job or "")
        if job in self.invited and firm_key(entry.firm or "") not in self.invited[job]:
            return f"{entry.firm} was not invited to bid for job {entry.job}"
        what = f"did not respond for job {entry.job}" if entry.job else "did not respond"
        return self._drop_as_read(entry, what)

    def non_performance(self, entry: Entry) -> str | None:
        """Non-performing participants will be dropped from the list; 2.04.050.A.1.g: so will those that fail to."""
        return self._drop_as_read(entry, f"did not perform job {entry.job}" if entry.job else "did not perform")

    def unqualified(self, entry: Entry) -> str | None:
        """2.04.050.A.1.g: businesses that become unqualified are removed."""
        return self.drop(entry, f"no longer qualified: {entry.reason}", entry.trade)

    def outgrow(self, entry: Entry) -> str | None:
        """Very small businesses are moved from the first tier to the second when they outgrow their size."""
        firms = [firm for firm in self.on_list(entry.firm, None) if firm.queue[1] == terms.ONE]
        if not firms:
            return f"{entry.firm} is not on the list of the first tier"
        grown = entry.certification or terms.SLBE
        if terms.tier_of(grown) == terms.ONE:
            return f"{grown} is the first tier, which it outgrew"
        what = f"outgrew the first tier, now {grown}"
        for firm in firms:
            self.take_out(firm, entry, what)
            firm.listed = firm.listed._replace(certification=grown, certification_expires=entry.expires)
            firm.certification_lapsed = None
            self.append(firm, entry, what)
        return None

    def renew_certification(self, entry: Entry) -> str | None:
        """A certification that is in force again; it is the firm's in every trade."""

        def renew(firm: Firm) -> None:
            firm.listed = firm.listed._replace(certification_expires=entry.expires)
            firm.certification_lapsed = None

        return self._renew(entry, None, renew)

    def renew_licence(self, entry: Entry) -> str | None:
        """A licence that is in force again, in one trade or in all."""

        def renew(firm: Firm) -> None:
            firm.listed = firm.listed._replace(licence_expires=entry.expires)
            firm.licence_lapsed = None

        return self._renew(entry, entry.trade, renew)

    def lapse_certification(self, entry: Entry) -> str | None:
        """A certification that ended before it expired."""
        cause = _lapse(entry, "certification")
        for firm in (firms := self.everywhere(entry.firm, None)):
            firm.certification_lapsed = cause
        return None if firms else not_listed(entry)

    def lapse_licence(self, entry: Entry) -> str | None:
        """A licence that ended before it expired."""
        cause = _lapse(entry, "licence")
        for firm in (firms := self.everywhere(entry.firm, entry.trade)):
            firm.licence_lapsed = cause
        return None if firms else not_listed(entry)

    def qualify(self, entry: Entry) -> str | None:
        """A further firm comes to the end of its tier: the program does not say where else."""
        if self.on_list(entry.firm, entry.trade):
            return f"{entry.firm} is on the list of {entry.trade} already"
        if self.off_list(entry.firm, entry.trade):
            return f"{entry.firm} was dropped from the list of {entry.trade}; record it as {terms.REINSTATED}"
        name, trade = entry.firm or "", self.trades.get(squeezed(entry.trade), entry.trade or "")
        listed = Listed(
            name, trade, entry.certification or "", entry.on, entry.expires, licence_expires=entry.licence_expires
        )
        self.append(Firm(listed, NOTHING), entry, "qualified")
        return None

    def reinstate(self, entry: Entry) -> str | None:
        """A firm that was dropped is prequalified again: it comes to the end of its tier."""
        firms = self.off_list(entry.firm, entry.trade)
        if not firms:
            return f"{entry.firm} was not dropped from the list" + (f" of {entry.trade}" if entry.trade else "")
        back = set(map(id, firms))
        self.out = [(firm, cause) for firm, cause in self.out if id(firm) not in back]
        for firm in firms:
            firm.awarded = ZERO  # a new term begins
            self.append(firm, entry, f"reinstated, {entry.reason}")
        return None

    def _drop_as_read(self, entry: Entry, what: str) -> str | None:
        if not self.on_list(entry.firm, entry.trade):
            return not_listed(entry)
        everywhere = self.readings[terms.DROPPED_FROM] == "every-trade"
        what += f" ({entry.reason})" if entry.reason else ""
        return self.drop(entry, what, None if everywhere else entry.trade)

    def _renew(self, entry: Entry, trade: str | None, renew: Callable[[Firm], None]) -> str | None:
        if entry.expires is not None and entry.expires < entry.on:
            return f"what was renewed on {entry.on} cannot have expired on {entry.expires}"
        firms = self.everywhere(entry.firm, trade)
        for firm in firms:
            lapsed = _lapsed(firm, entry.on)
            renew(firm)
            listed = any(firm is one for one in self.queues.get(firm.queue, ()))
            if lapsed and listed and self.readings[terms.LAPSE] == "removed":
                self.to_end(firm, entry, "renewed after a lapse")
        return None if firms else not_listed(entry)


_CARRY_OUT: dict[str, Callable[[_State, Entry], str | None]] = {
    INVITATION: _State.invite,
    terms.AWARD: _State.award,
    terms.REFUSAL: _State.decline,
    terms.NO_RESPONSE: _State.no_response,
    terms.NON_PERFORMANCE: _State.non_performance,
    terms.UNQUALIFIED: _State.unqualified,
    terms.OUTGROWN: _State.outgrow,
    terms.CERTIFICATION_RENEWED: _State.renew_certification,
    terms.CERTIFICATION_LAPSED: _State.lapse_certification,
    terms.LICENCE_RENEWED: _State.renew_licence,
    terms.LICENCE_LAPSED: _State.lapse_licence,
    terms.QUALIFIED: _State.qualify,
    terms.REINSTATED: _State.reinstate,
}


def _lapse(entry: Entry, what: str) -> Cause:
    why = f", {entry.reason}" if entry.reason else ""
    return Cause(entry.number, entry.on, f"its {what} lapsed on {entry.on}{why} (entry {entry.number})")


def _names(firms: Sequence[str]) -> str:
    return ", ".join(firms) or "nobody"


def _lapsed(firm: Firm, day: date) -> bool:
    ends = (firm.listed.certification_expires, firm.listed.licence_expires)
    recorded = firm.certification_lapsed or firm.licence_lapsed
    return recorded is not None or any(end is not None and end < day for end in ends)
