"""Steps as ranges answer as the array of all steps would."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.training.step_ranges import StepRanges


@given(st.lists(st.lists(st.sampled_from([1, 1, 1, 1, 2, 50]), max_size=8), max_size=6))
def test_they_answer_as_an_array_does(jumps):
    ranges, known = StepRanges(), []
    for part in jumps:
        steps = (known[-1] if known else 3) + np.cumsum(np.array(part, int))
        ranges.extend(steps.astype(float))
        known += steps.tolist()
    assert len(ranges) == len(known)
    assert ranges.at(np.arange(len(known))).tolist() == known
    assert [ranges[place] for place in range(len(known))] == known
    for step in (*known, *[each + 0.5 for each in known], -1, 3, 1e9, math.inf, -math.inf):
        assert ranges.count_until(step) == sum(each <= step for each in known)


def test_steps_one_by_one_are_one_range():
    ranges = StepRanges()
    for start in range(1, 1000, 10):
        ranges.extend(np.arange(start, start + 10))
    assert len(ranges._firsts) == 1
