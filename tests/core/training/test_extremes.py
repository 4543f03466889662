"""What is drawn of a long series: every peak, in order, and few points."""

import numpy as np
import pytest

from core.training.extremes import BLOCK, Extremes, thinned


def test_few_points_are_not_thinned():
    x, y = thinned(np.arange(20.0), np.ones(20), 10)
    assert len(x) == len(y) == 20


def test_thinning_keeps_every_peak_and_the_order():
    rng = np.random.default_rng(3)
    x, y = np.arange(200_001.0), rng.random(200_001)
    y[123_456] = 7
    y[77_777] = -7
    thin_x, thin_y = thinned(x, y, 400)
    assert len(thin_x) <= 800
    assert (np.diff(thin_x) >= 0).all()
    assert thin_y.max() == 7
    assert thin_y.min() == -7
    assert (y[thin_x.astype(int)] == thin_y).all()


@pytest.mark.parametrize("place", [0, 996, 999, 1000, 1002])
def test_thinning_keeps_a_peak_wherever_it_is(place):
    y = np.zeros(1003)
    y[place] = 1
    thin_x, thin_y = thinned(np.arange(1003.0), y, 100)
    assert thin_x[thin_y == 1].tolist() == [place]


@pytest.mark.parametrize("exact", [True, False], ids=["in four bytes", "in eight"])
def test_blocks_draw_every_columns_lowest_and_highest(exact):
    rng = np.random.default_rng(7)
    series = rng.random(50 * BLOCK * 10 + 17)
    series = series.astype(np.float32).astype(float) if exact else series
    reads = []

    def read(start, stop):
        reads.append(stop - start)
        return series[start:stop]

    drawn = Extremes(read)
    for start, stop in ((0, len(series)), (1, len(series) - 1), (BLOCK, 300 * BLOCK + 5)):
        for columns in (3, 50, 80):
            places, values = drawn.thinned(start, stop, columns)
            assert len(places) <= 2 * columns + 4
            assert (np.diff(places) >= 0).all()
            assert (series[places] == values).all()
            size = (stop - start) / columns + 2 * BLOCK
            for at in (series[start:stop].argmin() + start, series[start:stop].argmax() + start):
                assert np.abs(places - at).min() == 0
            assert np.diff(places).max() <= 2 * size
    reads.clear()
    drawn.thinned(0, len(series), 50)
    assert sum(reads) < BLOCK  # the rest behind the last block: all else is known


def test_blocks_follow_a_series_that_grows():
    series = np.zeros(0)
    drawn = Extremes(lambda start, stop: series[start:stop])
    for _ in range(40):
        series = np.concatenate([series, np.random.default_rng(len(series)).random(777)])
        places, values = drawn.thinned(0, len(series), 20)
        assert values.max() == series.max()
        assert values.min() == series.min()
        assert (series[places] == values).all()
