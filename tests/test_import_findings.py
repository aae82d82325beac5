"""Every finding of an import is provoked by a tabulation, at its cell, with a remedy; all of them come out at once."""

import pytest
from broken_tabulations import BROKEN_TABULATIONS, tab
from importing import codes, imported

from lbpp_cli.findings import CATALOGUE


@pytest.mark.parametrize("code", BROKEN_TABULATIONS)
def test_broken_tabulation(code):
    sheets, options, cell = BROKEN_TABULATIONS[code]
    result = imported(sheets, **options)
    found = [finding for finding in result.findings if finding.code == code]
    assert found, [(finding.code, finding.message) for finding in result.findings]
    assert found[0].cell == cell
    assert found[0].message
    assert found[0].hint
    assert found[0].file == "tab0.xlsx" or code == "basis-unknown"
    stops = any(finding.severity == "error" for finding in result.findings)
    assert stops or CATALOGUE[code][0] != "error"


def test_the_good_tabulation_has_no_findings():
    assert imported(tab()).findings == ()


def test_all_findings_come_out_at_once():
    result = imported(tab((2, 4, "see attached"), (3, 5, 1), (0, 8, None), (6, 5, 80_000)))
    assert codes(result) >= {
        "figure-unreadable",
        "extension-differs",
        "bidder-unnamed",
        "sum-differs",
        "governs-needed",
    }
