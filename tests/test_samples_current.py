"""The samples in sample_bids/ hold what make_samples.py makes: whoever changes the one runs the other."""

import pytest
from make_samples import SAMPLE_BIDS, SAMPLES, save
from openpyxl import load_workbook


def cells(path):
    """Every cell that is filled in, with its sheet, value, type and number format."""
    return [
        (sheet.title, cell.coordinate, cell.value, cell.data_type, cell.number_format)
        for sheet in load_workbook(path)
        for row in sheet
        for cell in row
        if cell.value is not None
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_is_current(name, tmp_path):
    made = SAMPLES[name]()
    if isinstance(made, str):
        assert (SAMPLE_BIDS / name).read_bytes().decode() == made
    else:
        save(made, tmp_path / name)
        assert cells(SAMPLE_BIDS / name) == cells(tmp_path / name)


def test_same_rows_give_the_same_bytes(tmp_path):
    for name in ("first.xlsx", "second.xlsx"):
        save(SAMPLES["small_contract.xlsx"](), tmp_path / name)
    assert (tmp_path / "first.xlsx").read_bytes() == (tmp_path / "second.xlsx").read_bytes()
