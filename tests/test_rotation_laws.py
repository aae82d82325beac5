"""Laws of the rotation, on random histories, and an independent account of it that knows nothing of the program's."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from rotations import FAR, ROTATION, RULES, START, day, history, listed, places, roster

from lbpp_cli.read.rotation_history import lines, parse
from lbpp_cli.readings import Readings
from lbpp_cli.rotation import INVITATION, Job, answers

TRADES = ("Concrete", "Roofing")
NAMES = [f"Firm {letter}" for letter in "ABCDEFGH"]
CERTIFICATIONS = ("VSLBE", "SLBE", "LBE", "LBE-LPG")
ON = FAR - timedelta(days=1)


@dataclass
class Naive:
    """The rotation as a clerk would do it on paper: one list of cards for each trade and tier.

    A card is the firm's name. Everything is done by looking through the lists from the front.
    """

    decks: dict = field(default_factory=dict)
    cards: dict = field(default_factory=dict)  # (firm, trade): certification, and what has ended
    dropped: list = field(default_factory=list)
    done: set = field(default_factory=set)

    def deck(self, trade, certification):
        return self.decks.setdefault((trade, 1 if certification == "VSLBE" else 2), [])

    def put(self, firm, trade, certification):
        self.cards[firm, trade] = [certification, set()]
        self.deck(trade, certification).append(firm)

    def has(self, firm, trade):
        return any(firm in deck for (of, _), deck in self.decks.items() if of == trade)

    def remove(self, firm, trade):
        for (of, _), deck in self.decks.items():
            if of == trade and firm in deck:
                deck.remove(firm)

    def happen(self, kind, fields):  # noqa: C901, PLR0912  a branch for each kind
        firm, trade = fields.get("firm"), fields.get("trade")
        mine = [of for of in TRADES if (firm, of) in self.cards]
        if kind == "award" and self.has(firm, trade) and fields["job"] not in self.done:
            self.done.add(fields["job"])
            certification = self.cards[firm, trade][0]
            self.remove(firm, trade)
            self.deck(trade, certification).append(firm)
        elif kind in ("no-response", "non-performance") and self.has(firm, trade):
            for of in mine:
                if self.has(firm, of):
                    self.remove(firm, of)
                    self.dropped.append((firm, of))
        elif kind == "outgrown":
            for of in mine:
                if firm in self.decks.get((of, 1), []):
                    self.decks[of, 1].remove(firm)
                    self.cards[firm, of][0] = "SLBE"
                    self.cards[firm, of][1].discard("certification")
                    self.deck(of, "SLBE").append(firm)
        elif kind == "certification-lapsed":
            for of in mine:
                self.cards[firm, of][1].add("certification")
        elif kind == "licence-lapsed" and (firm, trade) in self.cards:
            self.cards[firm, trade][1].add("licence")
        elif kind == "certification-renewed":
            for of in mine:
                self.cards[firm, of][1].discard("certification")
        elif kind == "licence-renewed" and (firm, trade) in self.cards:
            self.cards[firm, trade][1].discard("licence")
        elif kind == "qualified" and (firm, trade) not in self.cards:
            self.put(firm, trade, fields["certification"])
        elif kind == "reinstated" and (firm, trade) in self.dropped:
            self.dropped.remove((firm, trade))
            self.deck(trade, self.cards[firm, trade][0]).append(firm)

    def first_three(self, trade, tier):
        ready = [firm for firm in self.decks.get((trade, tier), []) if not self.cards[firm, trade][1]]
        return ready[:3]


@st.composite
def starts(draw):
    rows = []
    for trade in TRADES:
        for name in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=len(NAMES))):
            rows += listed([name], draw(st.sampled_from(CERTIFICATIONS)), trade)
    return rows


@st.composite
def events(draw):
    kind = draw(
        st.sampled_from(
            ["award"] * 6
            + ["no-response", "non-performance", "outgrown", "certification-lapsed", "certification-renewed",
               "licence-lapsed", "licence-renewed", "qualified", "reinstated"]
        )
    )  # fmt: skip
    fields = {"firm": draw(st.sampled_from(NAMES)), "trade": draw(st.sampled_from(TRADES))}
    if kind == "award":
        fields |= {"job": str(draw(st.integers(1, 40))), "amount": "1.00"}
    if kind == "qualified":
        fields |= {"certification": draw(st.sampled_from(CERTIFICATIONS)), "expires": FAR, "licence_expires": FAR}
    if kind.endswith("renewed"):
        fields["expires"] = FAR
    return kind, fields


MANY = st.lists(events(), max_size=30)


def invite(entries, trade, tier, on=ON):
    job = Job(trade, Decimal("49999.99") if tier == 1 else Decimal("250000.00"))
    readings = Readings(answers(ROTATION, {}))
    return list(ROTATION.invite(ROTATION.replay(entries, on, RULES, readings), job, RULES, readings).firms)


@given(starts(), MANY)
def test_the_same_as_a_clerk_with_cards(rows, happened):
    entries = history(rows, *happened)
    clerk = Naive()
    for row in rows:
        clerk.put(row.firm, row.trade, row.certification)
    for kind, fields in happened:
        clerk.happen(kind, fields)
    for trade in TRADES:
        for tier in (1, 2):
            assert places(entries, tier, trade, on=ON) == clerk.decks.get((trade, tier), [])
            assert invite(entries, trade, tier) == clerk.first_three(trade, tier)


@given(starts(), MANY)
def test_the_queues_are_a_permutation_of_who_is_qualified(rows, happened):
    """Nobody is lost and nobody stands twice: each firm that ever qualified for a trade is in one queue, or off."""
    found = roster(history(rows, *happened), ON)
    on_list = [(one.listed.firm, one.listed.trade) for queue in found.queues.values() for one in queue]
    off = [(one.firm, one.trade) for one, _ in found.out]
    ever = {(row.firm, row.trade) for row in rows}
    ever |= {(fields["firm"], fields["trade"]) for kind, fields in happened if kind == "qualified"}
    assert sorted(on_list + off) == sorted(ever)
    for (_, tier), queue in found.queues.items():
        assert [one.place for one in queue] == list(range(1, len(queue) + 1))
        assert {ROTATION.tier_of(one.listed.certification) for one in queue} <= {tier}


@given(starts(), MANY)
def test_a_place_is_where_it_was_put_less_who_left_ahead(rows, happened):
    """The explanation adds up: a firm that still stands where the list put it moved up once for each cause given."""
    found = roster(history(rows, *happened), ON)
    began = roster(history(rows), ON)
    for key, queue in found.queues.items():
        start = {one.listed.firm: one.place for one in began.queues.get(key, ())}
        for one in queue:
            if one.put.entry is None:
                assert one.place == start[one.listed.firm] - len(one.ahead)
            assert [cause.entry for cause in one.ahead] == sorted(cause.entry for cause in one.ahead)


@given(starts(), MANY, st.integers(0, 32))
def test_the_list_of_a_day_is_that_of_the_history_up_to_it(rows, happened, cut):
    entries = history(rows, *happened)
    up_to = [entry for entry in entries if entry.on <= day(cut)] or entries[:1]
    assert roster(entries, day(cut)) == roster(up_to, day(cut))


@given(starts(), MANY)
def test_what_was_written_is_what_is_read(rows, happened):
    entries = history(rows, *happened)
    content, check = lines(entries, "")
    read = parse(content, "list.history.jsonl")
    assert (list(read.entries), read.check, read.findings) == (entries, check, ())


@given(starts(), MANY, st.integers(0, 10_000), st.integers(0, 255))
def test_no_byte_of_a_history_can_be_changed_unnoticed(rows, happened, at, byte):
    content, check = lines(history(rows, *happened), "")
    at %= len(content)
    changed = content[:at] + bytes([byte]) + content[at + 1 :]
    read = parse(changed, "list.history.jsonl")
    assert changed == content or read.findings or read.entries == parse(content, "").entries
    assert not (read.findings == () and read.check != check)


@given(starts(), MANY, st.data())
def test_no_line_can_be_taken_out_or_moved_unnoticed(rows, happened, data):
    content, _ = lines(history(rows, *happened), "")
    parts = content.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(parts) - 1))
    if at < len(parts) - 1:  # what is cut off at the end shows in the last check sum alone
        assert parse(b"".join(parts[:at] + parts[at + 1 :]), "").findings
        assert parse(b"".join([*parts[:at], parts[at + 1], parts[at], *parts[at + 2 :]]), "").findings


@settings(max_examples=100)
@given(st.integers(1, 8), st.integers(1, 40), st.data())
def test_nobody_is_invited_twice_before_a_firm_ahead_of_it(count, jobs, data):
    """From a full list without drops: whoever is invited stands among the first three of those that are qualified.

    So between two awards to a firm, each other firm of the list was invited at least once.
    """
    names = NAMES[:count]
    happened, since = [], {name: set() for name in names}
    for job in range(jobs):
        entries = history(listed(names), *happened)
        ahead = places(entries, on=ON)
        asked = invite(entries, "Concrete", 1)
        assert asked == ahead[:3]
        for name in names:
            since[name] |= set(asked)
        winner = data.draw(st.sampled_from(asked))
        if any(fields["firm"] == winner for kind, fields in happened if kind == "award"):
            assert since[winner] == set(names)
        since[winner] = set()
        fields = {"job": str(job), "amount": "1.00"}
        happened += [(INVITATION, {**fields, "firms": tuple(asked)}), ("award", {**fields, "firm": winner})]
    assert roster(history(listed(names), *happened), ON).problems == ()


def test_the_first_day_counts():
    assert places(history(listed(NAMES)), on=START - timedelta(days=1)) == NAMES
