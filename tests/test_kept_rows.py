"""The rows of an evaluation are those of its JSON, to the byte: results that were kept as JSON give the same tables."""

import json

import lslbe
import pytest
import solicitations
from build import LA, LA_RULES, TODAY, bid, evaluated, sub, tabulation
from hypothesis import given
from running import SAMPLES
from test_nyc_naive import BOOK as NYC_RULES
from test_nyc_naive import DUE as NYC_DUE
from test_nyc_naive import PROGRAM as NYC
from test_nyc_naive import some_case

from lbpp_cli import programs
from lbpp_cli.evaluate import evaluate
from lbpp_cli.findings import UnreadableFileError, finding
from lbpp_cli.from_files import Terms, evaluate_file, unreadable
from lbpp_cli.render import as_json
from lbpp_cli.render.kept_rows import kept_rows
from lbpp_cli.render.result_rows import rows_of
from lbpp_cli.results import BROKE_OFF, TABLES, TIMED_OUT
from lbpp_cli.status import exit_status


def assert_same(evaluation):
    """As JSON, where true is not 1 and 5 is not “5”; every row is as long as its table is wide."""
    rows = rows_of(evaluation, exit_status(evaluation))
    for table, columns in TABLES.items():
        assert {len(row) for row in getattr(rows, table)} <= {len(columns)}
    (line,) = as_json.render_lines([evaluation]).splitlines()
    kept = kept_rows(json.loads(line))
    for table in TABLES:
        assert json.dumps(getattr(kept, table)) == json.dumps(getattr(rows, table)), table


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_of_every_sample(name):
    """Also of those that are no bids: their findings are rows too."""
    for program in programs.names():
        terms = Terms.of(program, {}, {})._replace(program_given=False)
        assert_same(evaluate_file(SAMPLES / name, terms, lambda path: path.name))


@given(solicitations.tabulations(), solicitations.readings)
def test_of_random_solicitations_of_los_angeles(tabulation, readings):
    assert_same(evaluate(tabulation, LA, LA_RULES, TODAY, readings))


@given(lslbe.tabulations())
def test_of_random_solicitations_of_oakland(tabulation):
    assert_same(evaluate(tabulation, lslbe.PROGRAM, lslbe.RULES, lslbe.TODAY))


@pytest.mark.parametrize("part", range(4))
def test_of_random_plans_of_new_york(part):
    for seed in range(part, 200, 4):
        assert_same(evaluate(some_case(seed), NYC, NYC_RULES, NYC_DUE))


@pytest.mark.parametrize("code", ["file-missing", TIMED_OUT, BROKE_OFF])
def test_of_what_was_not_evaluated(code):
    error = UnreadableFileError(finding(code, "Said, “so”.", "Do.", "made.xlsx", "Bids!A1"))
    assert_same(unreadable(error, Terms.of("la-lbpp", {}, {})))


def test_of_texts_that_are_odd():
    """A name with a comma, a quote, a sign and half of a character; a bid that is left out, with a reason."""
    named = tabulation(
        bid('=A, "B"', "999.99", ["LBE", "LSB"], [sub("-Sub\ud800", "99.99", ["LSB"]), sub("é", "0.00", work=None)]),
        bid("B", "1000.00", responsive=False, reason="No bond", subs=[sub("C", "1.00", ["LSB"])]),
    )
    assert_same(evaluated(named))
