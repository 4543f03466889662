import math

from core.explain.factors import Factor, Term, product


def test_a_product_is_all_factors_multiplied():
    assert product((Factor(Term.WEIGHT, 2, 0, -3.0, 1), Factor(Term.SLOPE, 2, 0, 0.25))) == -0.75


def test_a_product_of_nothing_is_one():
    assert product(()) == 1


def test_no_zero_carries_a_minus_sign():
    zero = product((Factor(Term.WEIGHT, 2, 0, -3.0, 1), Factor(Term.SLOPE, 2, 0, 0.0)))

    assert math.copysign(1, zero) == 1
