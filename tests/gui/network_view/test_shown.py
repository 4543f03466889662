import numpy as np
import pytest

from gui.network_view.shown import choose_inputs, robust_scale, shown_neurons


def test_the_brightest_pixels_are_chosen_top_to_bottom() -> None:
    image = np.zeros(784)
    image[[700, 5, 300]] = 0.9, 0.8, 1.0
    assert choose_inputs(image, 3).tolist() == [5, 300, 700]


def test_of_equally_bright_pixels_some_from_everywhere_are_chosen() -> None:
    chosen = choose_inputs(np.zeros((28, 28)), 4)
    assert chosen.tolist() == [98, 294, 490, 686]


def test_a_pixel_brighter_than_the_equal_ones_is_always_chosen() -> None:
    image = np.ones(784)
    image[783] = 2
    assert 783 in choose_inputs(image, 16)
    assert len(set(choose_inputs(image, 16).tolist())) == 16


def test_a_small_layer_is_drawn_whole() -> None:
    assert shown_neurons(24).tolist() == list(range(24))


def test_a_large_layer_is_drawn_from_both_ends() -> None:
    assert shown_neurons(100, 5).tolist() == [0, 1, 2, 98, 99]


def test_one_outlier_does_not_darken_all_the_others() -> None:
    values = np.ones(1000)
    values[7] = 1e30
    assert robust_scale(values) == 1


def test_values_without_size_have_no_scale() -> None:
    assert robust_scale(np.zeros((3, 4))) == 0
    assert robust_scale(np.full(3, np.nan)) == 0
    assert robust_scale(np.array([])) == 0


def test_a_scale_ignores_what_is_not_a_number() -> None:
    assert robust_scale(np.array([np.nan, 2.0, -2.0, np.inf])) == 2


def test_a_few_values_among_zeros_still_have_a_scale() -> None:
    values = np.zeros(1000)
    values[3] = -0.5
    assert robust_scale(values) == 0.5


def test_full_light_is_the_percentile_of_the_sizes():
    rng = np.random.default_rng(8)
    for count in (1, 2, 3, 50, 51, 160, 12_544):
        values = rng.normal(size=count)
        expected = np.percentile(np.abs(values), 98)
        assert robust_scale(values) == pytest.approx(expected, rel=1e-13)
