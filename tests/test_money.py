"""Amounts are read exactly or refused; nothing is guessed."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbpp_cli.money import (
    AmountError,
    as_shown,
    parse_exact,
    parse_money,
    parse_number,
    parse_percent,
    percent_of,
    plain,
    plain_money,
    share_percent,
    show_exact,
    show_money,
    whole_dollars,
    whole_shares,
)


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ("$1,234,567.80", "1234567.80"),
        ("1234567.8", "1234567.80"),
        (".40", "0.40"),
        ("$.54", "0.54"),
        ("(500.00)", "-500.00"),
        ("($500.00)", "-500.00"),
        ("-$500", "-500.00"),
        ("\N{MINUS SIGN}500", "-500.00"),
        ("       $5,200.00", "5200.00"),
        ("$ 5,200.00", "5200.00"),
        ("1,234", "1234.00"),
        ("0", "0.00"),
        (1000000.0, "1000000.00"),
        (540.75, "540.75"),
        (0.1, "0.10"),
        (1234567.8, "1234567.80"),
        (99999999999.99, "99999999999.99"),
        (7, "7.00"),
    ],
)
def test_amounts(given, amount):
    assert parse_money(given) == Decimal(amount)
    assert plain_money(parse_money(given)) == amount


@pytest.mark.parametrize("blank", [None, "", "   ", "\N{NO-BREAK SPACE}"])
def test_a_blank_is_no_zero(blank):
    assert parse_money(blank) is None


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("1.234,50", "two ways"),
        ("1,23", "two ways"),
        ("12,34,567.00", "two ways"),
        ("1,2345", "two ways"),
        ("1.234.567", "two ways"),
        ("1 234.50", "two ways"),
        ("1'234.50", "two ways"),
        ("540.755", "more than two decimals"),
        ("1.000", "more than two decimals"),
        (540.755, "more than two decimals"),
        (540.7550000000001, "more than two decimals"),
        (0.1 + 0.2, "more than two decimals"),
        ("$", "no amount"),
        ("TBD", "no amount"),
        ("1e5", "no amount"),
        ("1,000*", "no amount"),
        ("--5", "no amount"),
        ("(5", "no amount"),
        ("١٢٣", "no amount"),
        (True, "no number"),
        (float("nan"), "no number"),
        (float("inf"), "no number"),
        (1e308, "too large"),
        ("10000000000000.00", "too large"),
    ],
)
def test_refused(given, why):
    with pytest.raises(AmountError, match=why) as error:
        parse_money(given)
    assert error.value.hint


@given(st.integers(-(10**14), 10**14))
def test_floats_and_decimals_are_the_same_amount(cents):
    """What a workbook stores for an amount in cents is that amount, up to a trillion dollars."""
    amount = Decimal(cents).scaleb(-2)
    assert parse_money(float(amount)) == amount
    assert parse_money(f"{amount:.2f}") == amount
    assert parse_money(show_money(amount)) == amount


@pytest.mark.parametrize("value", [0.0, -0.0, 1.0, -25.0, 1e6, 9_999_999_999_999.0, -9_999_999_999_999.0])
def test_whole_dollars_are_read_together_as_one_by_one(value):
    """That a column has nothing but whole dollars changes how fast it is read, and nothing else."""
    assert list(map(str, whole_dollars([value, 7.0]))) == [str(parse_money(value)), "7.00"]


@pytest.mark.parametrize("value", [0.5, 10_000_000_000_000.0, -1e300, float("inf"), float("nan")])
def test_other_amounts_are_not_read_together(value):
    """A cent, or an amount that is too large, leaves the whole column to be read cell by cell."""
    assert whole_dollars([7.0, value]) is None


@pytest.mark.parametrize(
    ("given", "formatted", "percent"),
    [("66.7%", False, "66.7"), ("66.7 %", False, "66.7"), (0.667, True, "66.7"), (1.0, True, "100"), (2.0, False, "2"),
     ("2", False, "2"), (0.0, False, "0"), (66.66, False, "66.66"), ("1%", False, "1"), (0.07, True, "7")],
)  # fmt: skip
def test_percents(given, formatted, percent):
    assert parse_percent(given, formatted_as_percent=formatted) == Decimal(percent)


@pytest.mark.parametrize("given", [1.0, "1", 0.667, "0.5", 1, "-2", "two", "50%%", "%"])
def test_ambiguous_percents_are_refused(given):
    with pytest.raises(AmountError):
        parse_percent(given, formatted_as_percent=False)


def test_half_a_cent_is_rounded_up():
    """7% of $0.50 = $0.035; 7% of $0.07 = $0.0049."""
    assert percent_of(Decimal("0.50"), Decimal(7)) == Decimal("0.04")
    assert percent_of(Decimal("0.07"), Decimal(7)) == Decimal("0.00")


def test_the_callers_context_changes_nothing():
    with localcontext() as context:
        context.prec = 3
        context.rounding = "ROUND_DOWN"
        assert percent_of(Decimal("1234567.80"), Decimal(7)) == Decimal("86419.75")  # 86,419.746
        assert parse_money("1234567.89") == Decimal("1234567.89")


def test_exactly_a_tenth_counts_and_a_cent_less_does_not():
    assert whole_shares(Decimal("123456.78"), Decimal("1234567.80"), 10) == 1
    assert whole_shares(Decimal("123456.77"), Decimal("1234567.80"), 10) == 0


def test_a_share_never_shows_a_tenth_that_it_does_not_reach():
    """$123,456.77 of $1,234,567.80 is 9.99999919%: rounded to two decimals it would read as 10.00%."""
    assert share_percent(Decimal("123456.77"), Decimal("1234567.80"), 10) == Decimal("9.999999")
    assert str(share_percent(Decimal("123456.78"), Decimal("1234567.80"), 10)) == "10.00"
    assert str(share_percent(Decimal(115000), Decimal(1000000), 10)) == "11.50"


def test_plain_numbers_have_no_exponent():
    assert [plain(Decimal(text)) for text in ("1E+2", "6.00", "66.70", "0.00")] == ["100", "6", "66.7", "0"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("1" * 21, "too large"),
        (1e20, "too large"),
        ("1." + "1" * 20, "more than 20 digits"),
        (1e-31, "more than 20 digits"),
        (1e-300, "more than 20 digits"),
    ],
)
def test_a_number_that_no_sum_would_hold_exactly_is_refused(given, why):
    """1e-300 has one digit, but three hundred when it is added to a score."""
    with pytest.raises(AmountError, match=why):
        parse_number(given)


@pytest.mark.parametrize("given", ["1" * 20, 1e19, 1e-30, "0." + "1" * 19])
def test_a_number_within_the_limits_is_taken_as_it_stands(given):
    assert parse_number(given) == Decimal(str(given))


@pytest.mark.parametrize(
    ("value", "exact", "shown"),
    [
        ("  $.54", "0.54", "$0.54"),
        ("$172.365350", "172.365350", "$172.36535"),
        (4249540.754999999, "4249540.754999999", "$4,249,540.754999999"),
        (18987.9936, "18987.9936", "$18,987.9936"),
        ("(5.5)", "-5.5", "-$5.50"),
        (7, "7", "$7.00"),
    ],
)
def test_exact_amounts_of_a_tabulation(value, exact, shown):
    """Unit prices may have more than two decimals; none is rounded when it is read."""
    assert parse_exact(value) == Decimal(exact)
    assert show_exact(Decimal(exact)) == shown


@pytest.mark.parametrize("value", ["1,23", "1.234,50", "12345678901234567890", True, "no bid"])
def test_what_is_no_exact_amount(value):
    with pytest.raises(AmountError):
        parse_exact(value)


def test_what_a_spreadsheet_shows():
    """15 digits: what binary arithmetic adds beyond them is not there."""
    assert as_shown(Decimal("2213059.2199999997")) == Decimal("2213059.22")
    assert as_shown(Decimal("4249540.754999999")) == Decimal("4249540.755")
