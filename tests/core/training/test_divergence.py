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
