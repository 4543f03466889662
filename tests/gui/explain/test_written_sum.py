"""The weighted sum as it is written out, against weights and activations."""

import numpy as np
import pytest

from gui.explain.written_sum import sum_lines


def test_the_sum_is_written_out_largest_terms_first_and_adds_up(quadratic, number):
    lines = sum_lines(quadratic, 1, 2)
    terms = [number(line.number) for line in lines]
    sources = [line.source for line in lines]
    assert sources[16:] == ["768 more", "bias", "sum z", "s(z)"]
    assert [abs(term) for term in terms[:16]] == sorted(map(abs, terms[:16]), reverse=True)
    assert sum(terms[:18]) == pytest.approx(terms[18], abs=18 * 5e-3)
    assert 1 / (1 + np.exp(-terms[18])) == pytest.approx(terms[19], abs=5e-3)


def test_a_term_is_its_weight_times_its_activation(quadratic, number):
    weights = quadratic.network.parameters.weights[1]
    for line in sum_lines(quadratic, 2, 1)[:6]:
        source = int(line.source.removeprefix("neuron "))
        w, a = (number(factor) for factor in line.product.split(" × "))
        assert w == pytest.approx(weights[1, source], rel=6e-3)
        assert a == pytest.approx(quadratic.activations[1][source], rel=6e-3)
        assert w * a == pytest.approx(number(line.number), rel=2e-2, abs=5e-3)


def test_a_few_terms_are_all_listed(quadratic):
    lines = sum_lines(quadratic, 2, 0)
    assert len(lines) == 6 + 3
    assert not any("more" in line.source for line in lines)
