"""What a memo, its letters and its templates are drafted from, and the texts of a program with their places filled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.model import AWARD, TIE
from lbpp_cli.render import award_words, words
from lbpp_cli.render.document import Span, Text, fill_in, text
from lbpp_cli.status import EVALUATED, exit_status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lbpp_cli.model import EvaluatedBid, Evaluation, Solicitation
    from lbpp_cli.parameters import MemoTexts
    from lbpp_cli.programs import Program

_PLACE = re.compile(r"\{([a-z0-9_-]+)\}")
_NOT_STATED = "not stated in the tabulation"
# The fields that the tabulation fills in where it states them, with their names in the model, and else a person.
STATED = {"solicitation_number": "number", "solicitation_title": "title", "department": "department"}


class Draft(NamedTuple):
    """An evaluation with the program's texts and what was filled in; ``strict`` as in the exit status."""

    evaluation: Evaluation
    program: Program
    texts: MemoTexts
    details: Mapping[str, str]
    strict: bool = False

    @property
    def solicitation(self) -> Solicitation:
        """The solicitation that was evaluated.

        Raises:
            ValueError: nothing was evaluated.

        """
        if self.evaluation.solicitation is None or self.evaluation.award is None:
            raise ValueError("nothing was evaluated")
        return self.evaluation.solicitation

    @property
    def recommended(self) -> bool:
        """Whether an award is recommended: there is one, and no person must decide first."""
        return exit_status(self.evaluation, strict=self.strict) == EVALUATED

    @property
    def announced(self) -> bool:
        """Whether letters may announce the award: it is recommended, and hangs on no application that is not decided.

        What is assumed can be confirmed before a letter goes out; on an application a third party has yet to decide,
        and a proposer from which the award goes away for its outreach has yet to be heard.
        """
        heard = self.evaluation.outreach is None or not self.evaluation.outreach.away_from
        return self.recommended and heard and all(one.first_if_approved is None for one in self.evaluation.pending)

    @property
    def first(self) -> EvaluatedBid | None:
        """The bid that the award goes to, or would go to under the readings and assumptions that were used."""
        award = self.evaluation.award
        if award is None or award.decision != AWARD:
            return None
        return next(entry for entry in self.evaluation.bids if entry.bid.bidder == award.bidder)

    @property
    def offer(self) -> str:
        """What was submitted: a bid or a proposal."""
        return "proposal" if words.is_proposal(self.evaluation) else "bid"

    @property
    def reference(self) -> Text:
        """The solicitation as a head names it: number and title."""
        return text((self.field("solicitation_number"),), " – ", (self.field("solicitation_title"),))

    @property
    def contract(self) -> Text:
        """What the contract is for, as a sentence names it: title and number."""
        return text((self.field("solicitation_title"),), " (", (self.field("solicitation_number"),), ")")

    def stated(self, name: str) -> str | None:
        """A field as the tabulation states it."""
        found: str | None = getattr(self.solicitation, STATED[name]) if name in STATED else None
        return found

    def given(self, name: str) -> str | None:
        """A field as the tabulation states it or as it was filled in; None where it is neither."""
        return self.stated(name) or self.details.get(name)

    def field(self, name: str) -> Span:
        """A field as it is given, or the place to fill it in."""
        given = self.given(name)
        return fill_in(name) if given is None else Span(given)

    def statements(self, name: str, facts: Mapping[str, str] | None = None) -> list[Text]:
        """The program's statements of that name for such a contract, with their places filled; none if it has none."""
        procedure, known = self.evaluation.procedure, self.texts.statements
        own = f"{name}_{procedure.id.replace('-', '_')}" if procedure else name
        return [self.filled(statement, facts or {}) for statement in known.get(own, known.get(name, ()))]

    def filled(self, statement: str, facts: Mapping[str, str]) -> Text:
        """A text of the program with its places filled by facts and fields."""
        pieces: list[Span] = []
        at = 0
        for place in _PLACE.finditer(statement):
            pieces.append(Span(statement[at : place.start()]))
            pieces.append(Span(facts[place[1]]) if place[1] in facts else self.field(place[1]))
            at = place.end()
        return text(tuple(piece for piece in [*pieces, Span(statement[at:])] if piece.text))


def evaluation_only(draft: Draft) -> list[Text]:
    """That the preference is for evaluation, and what it does to the contract."""
    found = draft.evaluation
    clause = found.procedure.clause if found.procedure else ""
    facts = {"procedure": clause, "award_note": award_words.award_note(found, draft.program)}
    return draft.statements("evaluation_only", facts)


def contract_conditions(draft: Draft) -> list[Text]:
    """What the rules ask of the contractor; of its subcontractors only where one of them earned a preference."""
    adjustment = draft.first.adjustment if draft.first else None
    subcontracted = adjustment is None or any(credit.credited for credit in adjustment.credits)
    names = [*(["conditions_of_subcontractors"] if subcontracted else []), "conditions"]
    return [statement for name in names for statement in draft.statements(name)]


def long_date(day: date | None) -> str:
    """A day as a letter writes it: ``June 2, 2025``."""
    return f"{day:%B} {day.day}, {day.year}" if day else _NOT_STATED


def due(solicitation: Solicitation) -> str:
    """When bids were due."""
    time = f", {solicitation.due_time:%H:%M}" if solicitation.due_time else ""
    return long_date(solicitation.due) + time


def conditions(draft: Draft) -> list[str]:
    """What has to be settled before the recommended award: facts that were assumed and applications not decided."""
    evaluation = draft.evaluation
    found = [
        f"{words.ended(taken.text)} The award would be another without it."
        for taken in evaluation.assumptions
        if taken.award_changes_without_it
    ]
    undecided = [one.first_if_approved is not None for one in evaluation.pending]
    found += [text for text, changes in zip(award_words.pending(evaluation), undecided, strict=True) if changes]
    return found


def assumed(draft: Draft, bidder: str) -> list[str]:
    """The facts that the award rests on, in a few words, for a letter: no other bidder is named but the awardee."""
    awardee = draft.first.bid.bidder if draft.first else None
    found = []
    for taken in draft.evaluation.assumptions:
        if taken.award_changes_without_it:
            about = {awardee: f" ({awardee})", bidder: " (your own)"}.get(taken.subject, "")
            found.append(taken.short + about)
    return list(dict.fromkeys(found))


def tie_rests_on(draft: Draft) -> list[str]:
    """What a tie hangs on: facts that were assumed of the tied bids, applications not decided, other readings."""
    evaluation, award = draft.evaluation, draft.evaluation.award
    if award is None or award.decision != TIE:
        return []
    taken = [one for one in evaluation.assumptions if one.award_changes_without_it or one.subject in award.tied]
    readings = award_words.readings_sentences(evaluation) if evaluation.changed_by else []
    return [*award_words.assumptions(taken), *award_words.pending(evaluation), *readings]


def why_withheld(draft: Draft) -> list[str]:
    """Why no award is recommended."""
    evaluation = draft.evaluation
    open_ones = [*award_words.open_outreach(evaluation), *award_words.turns_on_outreach(evaluation)]
    if draft.first is None:
        rests = tie_rests_on(draft)
        lead = ["The tie rests on what follows; it is to be confirmed first."] if rests else []
        return [*award_words.sentences(evaluation, draft.program), *lead, *rests, *open_ones]
    if not evaluation.changed_by:
        holds = conditions(draft)
        lead = [f"{draft.first.bid.bidder} is first only if the following holds:"] if holds else []
        heard = [] if holds or open_ones else award_words.hearings(evaluation)
        return [*open_ones, *lead, *holds, *heard]
    known = {reading.id: reading for reading in draft.program.readings}
    sentences = []
    for changed in evaluation.changed_by:
        ways = [
            f"{known[name].question} Read as: {known[name].values[value]} ({known[name].clause}; {name}={value})"
            for name, value in changed.readings.items()
        ]
        then = award_words.outcome(changed.first)
        sentences.append(words.ended(f"{'; and '.join(ways)}. The award would then be {then}"))
    return [
        f"Under the readings used, {draft.first.bid.bidder} is first; another reading of the rules changes the award.",
        *sentences,
        *open_ones,
    ]
