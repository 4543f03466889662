"""What is shown against the cost alone; and mutations, each of which has to be found."""

from dataclasses import replace

import numpy as np
import pytest

from core.explain import claims as claims_module
from core.explain import derivation as derivation_module
from core.explain.adding import PartialSums
from core.explain.check import CheckCancelledError, check_derivation
from core.explain.derivation import Derivation, derive
from core.explain.verify import verify
from core.network import backpropagation
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS, CrossEntropy, Quadratic
from core.network.network import Network
from core.network.parameters import Parameters

QUANTITIES = {"slopes", "desires", "nudges", "requests", "sums", "avenues", "chains", "paths"}


def derived(activation="sigmoid", cost="quadratic", sizes=(6, 6, 6, 6), scale=1.0) -> Derivation:
    """Return a derivation of a random network; square, so that a transposed matrix still fits."""
    architecture = Architecture(sizes, activation, cost)
    network = Network.random(architecture, np.random.default_rng(4))
    network.parameters.vector[:] *= scale
    image = np.random.default_rng(5).uniform(0, 1, sizes[0])
    image[:2] = 0
    return derive(network, image, sizes[-1] // 2)


def wrong(derivation: Derivation) -> set[str]:
    return {c.quantity for c in verify(derivation).quantities if not c.agrees}


@pytest.mark.parametrize(
    "sizes", [(6, 10), (6, 1, 10), (1, 1, 1, 1), (6, 6, 6, 6), (784, 16, 16, 10)], ids=str
)
@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_everything_shown_agrees_with_the_cost(activation, cost, sizes):
    verification = verify(derived(activation, cost, sizes))

    assert verification.agrees, verification.worst
    assert {c.quantity for c in verification.quantities} == QUANTITIES
    assert verification.worst.worst < 1e-6
    assert verification.count == sum(c.count for c in verification.quantities) > 0


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("scale", [0.0, 0.01, 10.0])
def test_so_it_does_in_flat_and_in_saturated_networks(activation, cost, scale):
    verification = verify(derived(activation, cost, scale=scale))

    assert verification.agrees, verification.worst


@pytest.mark.parametrize("ahead", [740.0, 2_000.0])  # e^-740 has few figures left, e^-2000 none
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_labelled_output_that_has_underflowed_agrees(activation, ahead):
    network = derived(activation, "cross_entropy").network.parameters.copy()
    network.biases[-1][1] += ahead
    derivation = derive(
        Network(Architecture((6, 6, 6, 6), activation, "cross_entropy"), network), np.ones(6), 3
    )

    assert derivation.outputs[3] < np.finfo(float).tiny
    assert derivation.cost == pytest.approx(ahead, abs=10)  # what the other output is ahead by
    assert verify(derivation).agrees, verify(derivation).worst
    assert check_derivation(derivation).agrees


def test_a_dead_network_agrees():
    parameters = Parameters(np.array([-1.0, -1, 0, 0, 1, 1, 1, 1, -5, -5]), (1, 2, 2))

    assert verify(
        derive(Network(Architecture((1, 2, 2), "relu"), parameters), np.ones(1), 0)
    ).agrees


def test_the_users_choice_of_focus_is_what_is_compared():
    monitored = verify(derived(), focus={1: 4, 2: 0, 3: 5})

    assert monitored.agrees


def test_what_is_not_a_number_disagrees():
    derivation = derived()
    parameters = derivation.network.parameters.copy()
    parameters.biases[1][2] = np.nan

    assert not verify(derive(derivation.network.with_parameters(parameters), np.ones(6), 1)).agrees


def test_it_can_be_given_up():
    shares = []

    def stop_later(share):
        shares.append(share)
        return len(shares) < 4

    with pytest.raises(CheckCancelledError):
        verify(derived(), progress=stop_later)
    assert shares == sorted(shares)
    assert len(shares) == 4


def forget_the_slope(monkeypatch):
    for activation in ACTIVATIONS.values():
        monkeypatch.setattr(type(activation), "derivative", lambda self, z: np.ones_like(z))


def let_no_output_want_down(monkeypatch):
    for cost in (Quadratic, CrossEntropy):
        true = cost.output_errors
        monkeypatch.setattr(
            cost, "output_errors", lambda self, z, a, y, s, true=true: -abs(true(self, z, a, y, s))
        )


def turn_the_desires_of_those_that_want_down(monkeypatch):
    true = Quadratic.derivative
    monkeypatch.setattr(Quadratic, "derivative", lambda self, a, y: -abs(true(self, a, y)))


def transpose_a_weight_matrix(monkeypatch):
    errors_with_weights(monkeypatch, lambda w: w.T)


def use_the_new_weights(monkeypatch):
    errors_with_weights(monkeypatch, lambda w: w - 0.01)


def errors_with_weights(monkeypatch, changed_weights):
    """Let errors be passed back through other weights than those of the forward pass."""
    true = backpropagation.layer_errors

    def layer_errors(network, forward, y):
        changed = network.parameters.copy()
        for w in changed.weights[1:]:
            w[:] = changed_weights(w).copy()
        return true(network.with_parameters(changed), forward, y)

    monkeypatch.setattr(derivation_module, "layer_errors", layer_errors)


MUTATIONS = [
    forget_the_slope,
    let_no_output_want_down,
    turn_the_desires_of_those_that_want_down,
    transpose_a_weight_matrix,
    use_the_new_weights,
]


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "leaky_relu"])
@pytest.mark.parametrize("mutate", MUTATIONS)
def test_a_broken_backpropagation_turns_it_red(monkeypatch, mutate, activation):
    mutate(monkeypatch)

    assert {"desires", "nudges", "requests", "sums", "avenues"} & wrong(derived(activation))


@pytest.mark.parametrize(
    "mutate", [m for m in MUTATIONS if m is not turn_the_desires_of_those_that_want_down]
)
def test_behind_softmax_too(monkeypatch, mutate):
    mutate(monkeypatch)

    assert {"nudges", "requests", "sums", "avenues"} <= wrong(derived(cost="cross_entropy"))


def test_a_sum_that_leaves_the_first_one_out_is_found(monkeypatch):
    true = claims_module.partial_sums

    def without_the_first(*arguments) -> PartialSums:
        sums = true(*arguments)
        rows = sums.contributions.copy()
        rows[0] = 0
        return replace(sums, contributions=rows)

    monkeypatch.setattr(claims_module, "partial_sums", without_the_first)

    assert wrong(derived()) == {"sums"}


def test_sums_in_another_order_than_they_say_are_found(monkeypatch):
    true = claims_module.partial_sums

    def turned(*arguments) -> PartialSums:
        sums = true(*arguments)
        return replace(sums, contributions=sums.contributions[::-1])

    monkeypatch.setattr(claims_module, "partial_sums", turned)

    assert wrong(derived()) == {"sums"}


def test_avenues_of_another_neuron_are_found(monkeypatch):
    true = claims_module.avenues
    monkeypatch.setattr(
        claims_module, "avenues", lambda d, layer, neuron: true(d, layer, (neuron + 1) % 6)
    )

    assert wrong(derived()) == {"avenues"}


@pytest.mark.parametrize("factor", [0, 1, 2])
def test_a_chain_with_one_wrong_factor_is_found(monkeypatch, factor):
    true = claims_module.chain

    def broken(derivation, place):
        told = true(derivation, place)
        factors = list(told.factors)
        if factor < len(factors):
            factors[factor] = replace(factors[factor], value=1.01 * factors[factor].value)
        return replace(told, factors=tuple(factors))

    monkeypatch.setattr(claims_module, "chain", broken)

    assert wrong(derived()) == {"chains"}


def test_paths_that_mix_up_what_they_carry_are_found(monkeypatch):
    true = claims_module.paths_from

    def mixed(derivation, layer, neuron):
        told = true(derivation, layer, neuron)
        values = [path.value for path in told.strongest][::-1]
        paths = zip(told.strongest, values, strict=True)
        return replace(told, strongest=tuple(replace(p, value=v) for p, v in paths))

    monkeypatch.setattr(claims_module, "paths_from", mixed)

    assert wrong(derived()) == {"paths"}


def test_the_worst_number_is_named(monkeypatch):
    true = claims_module.avenues

    def broken(derivation, layer, neuron):
        told = true(derivation, layer, neuron)
        return replace(told, bias_nudge=told.bias_nudge + (layer == 2))

    monkeypatch.setattr(claims_module, "avenues", broken)
    worst = verify(derived(), focus={2: 4}).worst

    assert worst.where == "bias of neuron 4 of layer 2, number 0"
    assert worst.shown == pytest.approx(worst.measured + 1)
