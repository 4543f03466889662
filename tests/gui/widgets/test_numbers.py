import math

import pytest

from gui.widgets import numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.47063, "+0.4706"),
        (-1.3174, "\u22121.3174"),
        (0.0, "0.0000"),
        (-0.0, "0.0000"),
        (-1e-6, "\u22120.0000"),
        (1e-6, "+0.0000"),
        (1234.5, "+1,234.5000"),
        (2.5e7, "+2.50×10⁷"),
        (math.inf, "+∞"),
        (-math.inf, "\u2212∞"),
        (math.nan, "NaN"),
    ],
)
def test_a_signed_number_has_a_true_sign_and_four_decimals(value, text):
    assert numbers.signed(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.3149, "2.31"),
        (0.04531, "0.0453"),
        (-0.11349, "\u22120.113"),
        (12_345.6, "12,346"),
        (1.234e-7, "1.23×10⁻⁷"),
        (-5e9, "\u22125.00×10⁹"),
        (0.0, "0"),
    ],
)
def test_a_compact_number_has_three_significant_figures(value, text):
    assert numbers.compact(value) == text


def test_a_column_of_small_numbers_gets_more_decimals():
    assert numbers.decimals_for(1.7) == 4
    assert numbers.decimals_for(0.0031) == 6
    assert numbers.decimals_for(3e-12) == numbers.MOST_DECIMALS
    assert numbers.decimals_for(0.0) == 4
    assert numbers.decimals_for(math.nan) == 4


def test_whole_numbers_have_their_thousands_set_apart():
    assert numbers.whole(13_002) == "13,002"
    assert numbers.whole(-5) == "\u22125"


def test_a_share_is_written_in_per_cent():
    assert numbers.percent(0.864) == "86\u202f%"
    assert numbers.percent(0.9449, 1) == "94.5\u202f%"


@pytest.mark.parametrize(
    ("largest", "decimals"), [(0.3, 4), (0.0123, 5), (1.23e-5, 7), (9.9e-6, None), (0.0, 4)]
)
def test_a_column_has_powers_of_ten_where_seven_decimals_show_too_little(largest, decimals):
    assert numbers.column_decimals(largest) == numbers.column_decimals(-largest) == decimals


def test_a_column_of_powers_writes_zero_as_zero():
    values = (-1.234e-7, 5e-12, 0.0, math.nan)
    written = [numbers.in_column(value, None) for value in values]
    assert written == ["\u22121.23×10⁻⁷", "+5.00×10⁻¹²", "0", "NaN"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.00005, "0.0001"), (3.7e-9, "3.70×10⁻⁹"), (-2e-6, "\u22122.00×10⁻⁶"), (0.0, "0.0000")],
)
def test_only_zero_is_seen_as_zero(value, text):
    assert numbers.seen(value) == text
