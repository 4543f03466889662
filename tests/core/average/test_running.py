import numpy as np
import pytest

from core.average.running import RunningAverage, noted_counts
from core.average.wishes import Wishes


def wishes_of(count=500, places=3, seed=0, offset=0.0, digits=10):
    rng = np.random.default_rng(seed)
    values = offset + rng.standard_normal((count, places))
    return Wishes(np.arange(count), rng.integers(0, digits, count), values)


def taken_in(wishes, cuts):
    running = RunningAverage(wishes.values.shape[1])
    for start, stop in zip([0, *cuts], [*cuts, len(wishes)], strict=True):
        running.add(wishes.part(start, stop))
    return running


@pytest.mark.parametrize("offset", [0.0, 1e6])
def test_mean_and_deviation_are_those_of_numpy(offset):
    wishes = wishes_of(offset=offset)

    average = taken_in(wishes, [1, 2, 90, 91, 333]).average

    assert average.means == pytest.approx(wishes.values.mean(axis=0), rel=1e-12)
    assert average.deviations == pytest.approx(wishes.values.std(axis=0, ddof=1), rel=1e-9)
    assert average.errors == pytest.approx(average.deviations / np.sqrt(500))


def test_every_point_of_the_course_is_the_mean_of_the_first_so_many():
    wishes = wishes_of()

    course = taken_in(wishes, [64, 65]).course

    assert course.counts[0] == 1
    assert course.counts[-1] == 500
    for count, mean, deviation in zip(course.counts, course.means, course.deviations, strict=True):
        assert mean == pytest.approx(wishes.values[:count].mean(axis=0), rel=1e-10)
        if count > 1:
            assert deviation == pytest.approx(wishes.values[:count].std(axis=0, ddof=1))


def test_the_means_by_digit_are_those_of_the_digit_s_examples():
    wishes = wishes_of(digits=9)

    average = taken_in(wishes, [100]).average

    for digit in range(9):
        own = wishes.values[wishes.labels == digit]
        assert average.digit_counts[digit] == len(own)
        assert average.digit_means[:, digit] == pytest.approx(own.mean(axis=0))
    assert average.missing_digits == [9]
    assert np.isnan(average.digit_means[:, 9]).all()


def test_who_pulls_up_and_who_down_is_counted():
    values = np.array([[1.0, -1.0, 0.0], [2.0, 3.0, 0.0], [4.0, -9.0, 0.0]])
    running = RunningAverage(3)

    running.add(Wishes(np.arange(3), np.zeros(3, int), values))

    assert running.average.ups.tolist() == [3, 1, 0]
    assert running.average.downs.tolist() == [0, 2, 0]


def test_of_one_example_there_is_no_spread_and_of_none_no_course():
    running = RunningAverage(3)
    assert len(running.course.counts) == 0

    running.add(wishes_of(1))

    assert np.isnan(running.average.deviations).all()


def test_the_course_is_noted_about_evenly_in_the_logarithm():
    counts = noted_counts(60_000)

    assert counts[:5] == [1, 2, 3, 4, 5]
    assert {10, 100, 1000, 10_000} <= set(counts)
    assert len(counts) < 100
    assert counts == sorted(set(counts))
