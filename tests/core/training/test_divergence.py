import math

from core.training.divergence import reason_of


def test_the_reason_names_value_step_epoch_rate_and_remedy():
    assert reason_of(1037, 2, math.inf, 50.0, 25.0) == (
        "the cost became infinite at step 1,037 in epoch 2: a learning rate of 50 is too large "
        "here; start again with 25"
    )


def test_the_gradient_is_named_where_the_cost_is_finite():
    assert reason_of(1, 1, 3.5, 2.0, 1.0).startswith("the gradient became infinite at step 1 ")


def test_a_cost_that_is_no_number_is_told_as_that():
    assert "cost is no longer a number" in reason_of(1, 1, math.nan, 2.0, 1.0)


def test_a_momentum_that_makes_steps_longer_is_named_as_part_of_the_cause():
    words = reason_of(3, 1, math.inf, 2.0, 1.0, momentum=0.9)
    assert "rate of 2 with momentum 0.9, which makes steps up to 10 times as long," in words


def test_a_penalty_that_takes_more_than_the_whole_weight_is_named_as_the_cause():
    assert "L2 penalty of 0.5" in reason_of(3, 1, math.inf, 3.0, 1.0, l2=0.5)
    assert "L2" not in reason_of(3, 1, math.inf, 1.0, 0.5, l2=0.5)
