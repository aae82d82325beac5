"""A short run of the fuzzer: damage never gets further than a finding. ``tests/fuzz.py`` runs it for as long as asked."""

import itertools

import fuzz
import pytest

from lbpp_cli.from_files import Terms

RUNS = 8
CASES = 30


@pytest.mark.parametrize("run", range(RUNS))
def test_damage_never_gets_further_than_a_finding(tmp_path, run):
    terms = Terms.of("la-lbpp", {}, {})
    for seed, name, data in itertools.islice(fuzz.cases(run * 1_000_000), CASES):
        for outcome, problem in fuzz.run(tmp_path, terms, seed, name, data):
            assert not outcome.endswith(": failed"), f"seed {seed}, {name}: {problem}"
