import numpy as np
import pytest

from gui.widgets.chart_scale import Scale, percents, short


def test_a_logarithmic_scale_has_even_ratios():
    np.testing.assert_allclose(
        Scale(100, 10_000, True).share(np.array([100.0, 1000.0, 10_000.0])), [0, 0.5, 1]
    )


@pytest.mark.parametrize(
    ("scale", "ticks"),
    [
        (Scale(0, 1), [0, 0.25, 0.5, 0.75, 1]),
        (Scale(1, 100_000, True), [1, 10, 100, 1000, 10_000, 100_000]),
        (Scale(0, 3.4), [0, 1, 2, 3]),
    ],
)
def test_round_values_are_written(scale, ticks):
    np.testing.assert_allclose(scale.ticks(6 if scale.logarithmic else 4), ticks)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "0.5"), (2000, "2,000"), (60_000, "60k"), (1_200_000, "1.20M"), (2e6, "2M")],
)
def test_axes_write_numbers_shortly(value, text):
    assert short(value) == text


def test_shares_are_written_in_per_cent():
    assert percents(0.25).startswith("25")
