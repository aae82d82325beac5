"""The Summary sheet: the award, what it hangs on, and the ranking before and after, as a table and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.formula import Formula, count, dollars, filled, literal, looked_up, shortened, when
from lbpp_cli.render import award_words, words
from lbpp_cli.render.sheets import Sheet, Slope, lines_of
from lbpp_cli.report_layout import SUMMARY

if TYPE_CHECKING:
    from lbpp_cli.formula import Range
    from lbpp_cli.formula_tables import Worked
    from lbpp_cli.model import Evaluation
    from lbpp_cli.programs import Program

_ROOM = 5  # rows of bids that leave room for the drawing on the same page
_LABEL_LENGTH = 26  # characters of a bidder's name in the drawing
_AWARD_TOP, _RANKING_TOP = 6, 20
_WIDTHS = (38, 8, 8, 17, 17, 11, 17, 17)
_WIDTHS_RANKED_ONCE = (38, 8, 17, 17, 17, 11, 11, 17)
_DRAWING = len(_WIDTHS) + 1  # the first of the columns that only the drawing needs


def summary(evaluation: Evaluation, program: Program, worked: Worked, changes: tuple[Formula, Formula]) -> Sheet:
    """The sheet that a reader sees first. ``changes``: how many cells of the input were changed, see InputSheet."""
    sheet = Sheet(SUMMARY, printed=len(_WIDTHS))
    sheet.set_widths(*(_WIDTHS if program.has_preference else _WIDTHS_RANKED_ONCE))
    _head(sheet, evaluation, program)
    ranked = sum(entry.bid.responsive for entry in evaluation.bids)
    row = _AWARD_TOP + 2
    if ranked:
        award = _Award(evaluation, program, worked, changes, ranked)
        award.write(sheet)
        row = award.ranking(sheet)
    else:
        said = [*award_words.sentences(evaluation, program), award_words.verdict(evaluation)]
        for number, sentence in enumerate(filter(None, said)):
            _sentence(sheet, _AWARD_TOP + number, 0, sentence, "strong plain")
            row = max(row, _AWARD_TOP + number + 1)
    row = _not_ranked(sheet, evaluation, row + 1)
    # Without a preference there is no other order to draw beside it.
    if ranked and program.has_preference:
        _draw(sheet, ranked, row, page_break=row - _RANKING_TOP > _ROOM)
    return sheet


def _sentence(sheet: Sheet, row: int, column: int, text: str, style: str, last: int = len(_WIDTHS) - 1) -> None:
    """A text over the columns up to the last; in several lines where one would be cut off."""
    long = lines_of(text, sum(_WIDTHS[column : last + 1])) > 1
    sheet.write(row, column, text, {"plain": "note", "strong plain": "strong note"}[style] if long else style)
    if long:
        sheet.spans[row, column] = last


def _head(sheet: Sheet, evaluation: Evaluation, program: Program) -> None:
    solicitation, procedure = evaluation.solicitation, evaluation.procedure
    sheet.write(0, 0, "Evaluation of bids", "title")
    if solicitation and evaluation.rules and procedure:
        sheet.write(1, 0, words.heading(solicitation), "section")
        sheet.write(2, 0, words.circumstances(solicitation), "plain")
        sheet.write(3, 0, f"{words.rules(evaluation.rules)}. {procedure.text}.", "plain")
        sheet.write(4, 0, words.waiver(evaluation, program), "plain")


class _Award:
    """Who is first, live: the formulas that say so, from the table of bids."""

    def __init__(
        self,
        evaluation: Evaluation,
        program: Program,
        worked: Worked,
        changes: tuple[Formula, Formula],
        ranked: int,
    ) -> None:
        self._evaluation, self._program, self._worked, self._changes = evaluation, program, worked, changes
        self._last, self._grid = ranked - 1, worked.bids
        self._proposal = words.is_proposal(evaluation)

    def _column(self, name: str) -> Range:
        return self._grid.column(name, 0, self._last)

    @property
    def _all_take_part(self) -> bool:
        return "takes_part" not in self._grid

    def _of_first(self, name: str, when_: str = "after") -> Formula:
        """A figure of the first bid; blank where no bid takes part."""
        return looked_up(self._column(name), 1, self._column(f"rank_{when_}"), sure=self._all_take_part)

    def write(self, sheet: Sheet) -> None:
        """The award in a sentence, the verdict, and the figures of the award."""
        firsts = self._grid.at(self._last, "first")
        alone = count(self._column("rank_after"), 1).equals(1)
        amount, compared = self._of_first("quoted"), "score" if self._proposal else "price"
        quoted = words.quoted(self._evaluation).lower()
        awarded = (literal("Award to ") & firsts & " at ") & dollars(amount) & f", its {quoted}."
        evaluated = "evaluated " if self._program.has_preference else ""
        tie = literal(f"Tie at the same {evaluated}{compared}: ") & firsts
        decided = when(alone, awarded, tie & ". The rules give no tie-break; a person must decide.")
        if not self._all_take_part:
            decided = when(firsts.equals(""), "No award: no responsive bid is left to rank.", decided)
        problem = sheet.write(_AWARD_TOP + 3, 0, self._problem(), "plain")
        sheet.write(_AWARD_TOP, 0, when(problem.equals(""), decided, "No award can be said."), "strong plain")
        sheet.write(_AWARD_TOP + 1, 0, award_words.award_note(self._evaluation, self._program), "plain")
        _sentence(sheet, _AWARD_TOP + 2, 0, award_words.verdict(self._evaluation), "strong plain")
        sheet.write(_AWARD_TOP + 4, 0, self._note(), "plain")
        rows = [(f"Contract amount, the {quoted}", when(alone, amount, ""), "money figure")]
        rows += self._of_preference(firsts, alone) if self._program.has_preference else self._of_goals()
        for row, (label, content, style) in enumerate(rows, start=_AWARD_TOP + 6):
            sheet.write(row, 0, label, "label")
            sheet.write(row, 1, content, style)

    def _of_preference(self, firsts: Formula, alone: Formula) -> list[tuple[str, Formula, str]]:
        """What the preference has to do with the award."""
        low = self._grid.at(self._last, "low")
        rows = [
            ("First without the preference", low, "figure"),
            ("The preference changes the award", when(alone, when(firsts.equals(low), "no", "yes"), ""), "figure"),
        ]
        if not self._proposal:
            lowest = self._of_first("cents", "before")
            cost = (self._of_first("cents") - lowest) / 100
            lowest = lowest / 100 if self._all_take_part else when(firsts.equals(""), "", lowest / 100)
            rows.insert(1, ("Lowest bid price", lowest, "money figure"))
            rows.append(("Cost of the preference, in bid prices", when(alone, cost, ""), "money figure"))
        return rows

    def _of_goals(self) -> list[tuple[str, Formula, str]]:
        """How many bids are ranked, where their own figures can leave one out."""
        if self._all_take_part:
            return []
        met = (count(self._column("takes_part"), 1) & " of ") & literal(self._last + 1)
        return [("Bids that meet their goals", met, "figure")]

    def _note(self) -> Formula:
        """What a reader has to know of the figures: that the input was changed, or that they are not live."""
        if self._worked.inexact:
            return literal(
                f"Not live: {self._worked.inexact}, so a spreadsheet would not work the figures out exactly."
            )
        changed = (
            "The Input sheet was changed: figures follow it, the verdict and all explanations are those of before."
        )
        return when(self._changes[0] > 0, changed, "")

    def _problem(self) -> Formula:
        """Why the formulas do not answer for the input as it was changed; blank where they do."""
        again = "The input was changed. Evaluate it again with lbpp: "
        found = literal("")
        for problem in self._worked.problems:
            found = when(problem.equals(""), found, literal(again) & problem & ".")
        wrong = literal(f"{again}a figure is wrong, see “What is wrong” on Credits.")
        found = when(filled(self._column("problem")) > 0, wrong, found)
        return when(self._changes[1] > 0, f"{again}formulas do not follow all that was changed.", found)

    def ranking(self, sheet: Sheet) -> int:
        """The ranked bids in their order after the preference; gives the row after them."""
        preferred = self._program.has_preference
        title = "Ranking before and after the preference" if preferred else "Ranking"
        sheet.write(_RANKING_TOP - 2, 0, title, "section")
        columns = [
            ("bidder", "Bidder", "text"),
            ("rank_before", "Rank before", "whole"),
            ("rank_after", "Rank after" if preferred else "Rank", "whole"),
            ("quoted", "Proposed cost" if self._proposal else "Quoted price", "money"),
            ("price", "Bid price", "money"),
            ("participation", "Participation", "share"),
            ("short", "Below its goals by", "exact"),
            ("score", "Score", "number"),
            ("percent", "Preference", "percent"),
            ("value", "Value", "money"),
            ("evaluated", "Evaluated price", "money"),
            ("points", "Points", "number"),
            ("evaluated_score", "Evaluated score", "number"),
        ]
        omitted = {"price"} if self._proposal else set()
        columns = [column for column in columns if column[0] in self._grid and column[0] not in omitted]
        for number, (_, heading, style) in enumerate(columns):
            sheet.write(_RANKING_TOP - 1, number, heading, "head" if style == "text" else "head right")
        drawn = ("Before the preference", "After the preference", "Label")
        for number, heading in enumerate(drawn if preferred else ()):
            sheet.write(_RANKING_TOP - 1, _DRAWING + number, heading, "working head")
            sheet.widths[_DRAWING + number] = 14
        sheet.repeat = (_RANKING_TOP - 1, _RANKING_TOP - 1)
        for place in range(1, self._last + 2):
            row = _RANKING_TOP + place - 1
            found = {}
            for number, (name, _, style) in enumerate(columns):
                figure = looked_up(self._column(name), place, self._column("place_after"))
                if not self._all_take_part and name.startswith("rank"):
                    figure = when(figure.equals(""), "–", figure)
                found[name] = sheet.write(row, number, figure, style)
            if not preferred:
                continue
            before = looked_up(self._column("place_before"), place, self._column("place_after"))
            sheet.write(row, _DRAWING, before, "working")
            sheet.write(row, _DRAWING + 1, place, "working")
            bidder = shortened(found["bidder"], _LABEL_LENGTH)
            label = bidder & " (" & found["rank_before"] & " → " & found["rank_after"] & ")"
            if not self._all_take_part:
                label = when(found["rank_after"].equals("–"), bidder & " (not ranked)", label)
            sheet.write(row, _DRAWING + 2, label, "working")
        return _RANKING_TOP + self._last + 1


def _draw(sheet: Sheet, ranked: int, row: int, *, page_break: bool) -> None:
    """The two rankings, drawn."""
    sheet.slope = Slope(
        at=(row, 0),
        rows=tuple(range(_RANKING_TOP, _RANKING_TOP + ranked)),
        places=(_DRAWING, _DRAWING + 1),
        label=_DRAWING + 2,
        heading_row=_RANKING_TOP - 1,
    )
    if page_break:
        sheet.page_breaks = (row,)


def _not_ranked(sheet: Sheet, evaluation: Evaluation, row: int) -> int:
    """The bids that are not ranked, with their reasons; gives the row after them."""
    unranked = [entry for entry in evaluation.bids if entry.adjustment is None]
    if not unranked:
        return row
    live = any(entry.bid.responsive for entry in unranked)
    sheet.write(row, 0, "Not ranked, as evaluated" if live else "Not ranked", "section")
    sheet.line(row + 1, ("Bidder", "Reason", "", "", "", "", "", "Quoted price"), "head")
    for number, entry in enumerate(unranked, start=row + 2):
        sheet.write(number, 0, entry.bid.bidder)
        _sentence(sheet, number, 1, entry.reason or "no reason given", "plain", len(_WIDTHS) - 2)
        sheet.write(number, len(_WIDTHS) - 1, entry.bid.quoted_price, "money")
    return row + len(unranked) + 3
