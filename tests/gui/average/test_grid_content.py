import numpy as np
import pytest

from gui.average.grid_content import (
    GridContent,
    in_unit,
    power_for,
    scale_of,
    shorter_in_unit,
)


@pytest.mark.parametrize(
    ("value", "power", "text"),
    [
        (0.00123, -3, "+1.23"),
        (-0.0123, -3, "−12.3"),
        (0.123, -3, "+123"),
        (-0.09996, -3, "−100"),
        (0.0, -3, "0"),
        (float("nan"), 0, "–"),
        (-1e-9, -3, "−"),
        (0.0049e-3, -3, "+"),
        (0.0051e-3, -3, "+0.01"),
    ],
)
def test_a_number_is_written_in_its_unit_with_its_sign(value, power, text):
    assert in_unit(value, power) == text


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (-9123.0, ("−9×10³",)),
        (99_999.0, ("+1×10⁵",)),
        (-12.34, ("−12.3", "−12", "−1×10¹")),
        (0.34, ("+0.3", "+3×10⁻¹")),
        (0.006, ("+6×10⁻³",)),
        (-0.004, ()),
        (0.0, ()),
        (float("inf"), ()),
    ],
)
def test_a_shorter_form_rounds_and_never_to_zero_or_to_a_sign_alone(value, texts):
    assert shorter_in_unit(value, 0) == texts


def test_what_a_sign_alone_means_is_said_and_its_number_spoken():
    values = np.array([[0.5e-3, -2e-9, 0.0]])
    content = GridContent(values=values, means=np.array([1e-3]), power=-3)

    assert content.note == "+ − alone: below 0.005"
    assert content.spoken(-2e-9) == "−2.00×10⁻⁹"
    assert content.spoken(0.5e-3) == "+0.50 ×10⁻³"
    assert in_unit(2e-9, -3, signed=False) == "<0.01"
    assert GridContent(values=np.array([[0.5e-3, 0.0]]), means=np.ones(1), power=-3).note == ""


@pytest.mark.parametrize("scale", [3e-8, 0.0009999, 0.001, 0.5, 1.0, 999.0, 1000.0])
def test_in_its_unit_a_scale_is_1_to_1000(scale):
    power = power_for(scale)

    assert power % 3 == 0
    assert 1 <= round(scale / 10.0**power, 9) < 1000


def test_exact_zeros_and_what_is_not_a_number_do_not_decide_the_scale():
    values = np.array([0.0, 0.0, np.nan, -2.0, 2.0])

    assert scale_of(values) == 2
    assert scale_of(np.zeros(4)) == 0
    assert power_for(0) == 0
