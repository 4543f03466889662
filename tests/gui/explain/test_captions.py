"""The numbers in the captions, against numbers worked out from the parameters by hand."""

import re

import numpy as np
import pytest

from core.explain.derivation import derive
from core.explain.walk import StepKind, walk
from core.network.architecture import Architecture
from core.network.network import Network
from gui.explain.captions import caption_of
from gui.explain.moment import Moment
from gui.explain.notation import told
from gui.network_view.at_rest import choose_shown

NUMBER = re.compile(r"<b>([+−]?[\d,.]+)</b>")
SIZES = (784, 6, 5, 10)
LABEL = 2


def network_of(cost="quadratic", activation="sigmoid"):
    rng = np.random.default_rng(6)
    return Network.random(Architecture(SIZES, activation, cost), rng)


@pytest.fixture(scope="module")
def image():
    rng = np.random.default_rng(7)
    return np.where(rng.random(784) < 0.2, rng.integers(1, 256, 784), 0) / 255


@pytest.fixture(scope="module")
def derivation(image):
    return derive(network_of(), image, LABEL)


class ByHand:
    """The whole of backpropagation for sigmoid and quadratic cost, one neuron at a time."""

    def __init__(self, network, image):
        self.a, self.z = [image], []
        for w, b in zip(network.parameters.weights, network.parameters.biases, strict=True):
            z = [sum(w[j] * self.a[-1]) + b[j] for j in range(len(b))]
            self.z.append(np.array(z))
            self.a.append(np.array([1 / (1 + np.exp(-value)) for value in z]))
        y = np.eye(10)[LABEL]
        self.cost = sum((a - t) ** 2 for a, t in zip(self.a[-1], y, strict=True))
        self.desires = {3: 2 * (y - self.a[3])}
        self.wished_z, self.asked = {}, {}
        for layer in (3, 2, 1):
            slope = self.a[layer] * (1 - self.a[layer])
            self.wished_z[layer] = slope * self.desires[layer]
            w = network.parameters.weights[layer - 1]
            self.asked[layer] = w * self.wished_z[layer][:, None]
            self.desires[layer - 1] = self.asked[layer].sum(axis=0)


@pytest.fixture(scope="module")
def by_hand(image):
    return ByHand(network_of(), image)


def caption(derivation, kind, layer=None, focus=None, learning_rate=1.0):
    architecture = derivation.network.architecture
    for step in walk(architecture):
        if step.kind is kind and layer in (None, step.layer):
            shown = choose_shown(architecture, derivation.image)
            after = derivation.stepped(learning_rate) if kind is StepKind.STEP else None
            moment = Moment(derivation, step, 1.0, shown, focus, after)
            return told(caption_of(moment, learning_rate), True)
    raise AssertionError


def numbers(text):
    return [float(n.replace("−", "-").replace(",", "")) for n in NUMBER.findall(text)]


def test_the_input_counts_its_dark_pixels(derivation, image):
    text = caption(derivation, StepKind.INPUT)

    assert numbers(text) == [sum(pixel == 0 for pixel in image)]
    assert "784 pixels become 784 activations" in text
    assert "16 are drawn" in text


@pytest.mark.parametrize("layer", [1, 2])
def test_forward_tells_of_the_brightest_neuron(derivation, by_hand, layer):
    a = by_hand.a[layer]
    brightest = list(a).index(max(a))

    text = caption(derivation, StepKind.FORWARD, layer)

    assert numbers(text) == pytest.approx([a[brightest]], abs=5e-4)
    assert f"neuron {brightest}: z = " in text


def test_without_letters_a_sum_is_called_so(derivation):
    step = next(step for step in walk(derivation.network.architecture) if step.layer == 1)
    shown = choose_shown(derivation.network.architecture, derivation.image)
    text = caption_of(Moment(derivation, step, 1.0, shown))

    assert "its sum " in told(text, False)
    assert "its sum " not in told(text, True)
    assert not set("⟦⟧⟪⟫") & set(told(text, False) + told(text, True))


def test_where_all_nudges_are_zero_nothing_is_said_to_move(image):
    network = network_of()
    network.parameters.weights[-1][:] = 0
    network.parameters.biases[-1][:] = -1e4  # so far down that s'(z) is exactly 0
    derivation = derive(network, image, LABEL)

    nudged = caption(derivation, StepKind.NUDGES, 1)
    assert "are all 0" in nudged
    assert "can be moved" not in nudged


def test_the_outputs_tell_the_answer_and_that_it_is_wrong(derivation, by_hand):
    answer = int(np.argmax(by_hand.a[3]))
    assert answer != LABEL

    text = caption(derivation, StepKind.FORWARD, 3)

    assert numbers(text) == pytest.approx([answer, by_hand.a[3][answer], LABEL], abs=5e-4)
    assert "That is wrong: the label says" in text


def test_the_outputs_tell_that_the_answer_is_right(image):
    network = network_of()
    answer = int(network.answers(image))

    text = caption(derive(network, image, answer), StepKind.FORWARD, 3)

    assert text.endswith("That is right.")


def test_the_cost_is_the_sum_of_squared_differences(derivation, by_hand):
    terms = (by_hand.a[3] - np.eye(10)[LABEL]) ** 2

    text = caption(derivation, StepKind.COST)

    assert numbers(text) == pytest.approx([LABEL, terms.sum(), terms.max()], abs=5e-5)
    assert f"output {np.argmax(terms)} alone" in text


def test_the_cross_entropy_is_a_logarithm(image):
    network = network_of("cross_entropy")
    powers = np.exp(network.forward(image).weighted_inputs[-1])
    share = powers[LABEL] / powers.sum()

    text = caption(derive(network, image, LABEL), StepKind.COST)

    assert numbers(text) == pytest.approx([-np.log(share)], abs=5e-5)


def test_the_logarithm_of_a_tiny_output_is_written_with_its_size(image):
    network = network_of("cross_entropy")
    network.parameters.biases[-1][LABEL] -= 13
    derivation = derive(network, image, LABEL)

    text = caption(derivation, StepKind.COST)

    assert derivation.outputs[LABEL] < 5e-5
    assert "ln 0.0000" not in text
    assert "×10⁻" in text


def test_outputs_desire_twice_the_distance_to_the_target(derivation, by_hand):
    wishes = 2 * (np.eye(10)[LABEL] - by_hand.a[3])
    others = np.delete(wishes, LABEL)

    text = caption(derivation, StepKind.OUTPUT_DESIRES)

    loudest = others[np.argmax(abs(others))]
    assert numbers(text) == pytest.approx([wishes[LABEL], loudest], abs=5e-4)
    assert "already knows" not in text


def test_softmax_outputs_wish_the_distance_itself(image):
    network = network_of("cross_entropy")
    powers = np.exp(network.forward(image).weighted_inputs[-1])
    wishes = np.eye(10)[LABEL] - powers / powers.sum()

    text = caption(derive(network, image, LABEL), StepKind.OUTPUT_DESIRES)

    assert numbers(text) == pytest.approx([wishes[LABEL], wishes.min()], abs=5e-4)


def test_of_an_example_that_it_knows_hardly_anything_is_wished(image):
    network = network_of()
    network.parameters.weights[-1][:] = 0
    network.parameters.biases[-1][:] = np.where(np.arange(10) == LABEL, 9, -9)

    text = caption(derive(network, image, LABEL), StepKind.OUTPUT_DESIRES)

    assert "already knows this example" in text


@pytest.mark.parametrize("layer", [1, 2, 3])
@pytest.mark.parametrize("neuron", [0, 4])
def test_nudges_are_wishes_times_activations(derivation, by_hand, layer, neuron):
    bias = by_hand.wished_z[layer][neuron]
    weights = [bias * a for a in by_hand.a[layer - 1]]
    loudest = max(weights, key=abs)

    text = caption(derivation, StepKind.NUDGES, layer, neuron)

    assert numbers(text) == pytest.approx([bias, loudest], abs=5e-5)
    assert f"{'pixel' if layer == 1 else 'neuron'} {weights.index(loudest)} " in text


def test_weights_from_dark_pixels_are_counted(derivation, image):
    dark = sum(pixel == 0 for pixel in image)

    text = caption(derivation, StepKind.NUDGES, 1)

    assert f"The {dark} weights from empty pixels ({100 * dark / 784:.0f}" in text
    assert "empty pixels" not in caption(derivation, StepKind.NUDGES, 2)


@pytest.mark.parametrize("layer", [0, 1, 2])
@pytest.mark.parametrize("neuron", [0, 3])
def test_requests_add_up_to_the_desire(derivation, by_hand, layer, neuron):
    requests = by_hand.asked[layer + 1][:, neuron]

    text = caption(derivation, StepKind.DESIRES, layer, neuron)

    loudest = requests[np.argmax(abs(requests))]
    assert numbers(text) == pytest.approx([loudest, requests.sum()], abs=5e-5)
    assert f"all {len(requests)} requests" in text


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (2, "Every output has asked"),
        (1, "Every neuron of layer 2 has asked"),
        (0, "Nothing can change a pixel"),
    ],
)
def test_who_asks_is_named(derivation, layer, words):
    assert words in caption(derivation, StepKind.DESIRES, layer)


def test_without_a_choice_the_default_neuron_is_spoken_of(derivation):
    assert f"Output {LABEL} can be moved" in caption(derivation, StepKind.NUDGES, 3)


def test_a_step_that_hardly_changes_the_cost_tells_by_how_much(derivation, by_hand, image):
    rate = 1e-9
    squares = sum(
        np.sum(wished**2) * (1 + np.sum(by_hand.a[layer - 1] ** 2))
        for layer, wished in by_hand.wished_z.items()
    )

    text = caption(derivation, StepKind.STEP, learning_rate=rate)

    mantissa, power = re.search(r"\(<b>([\d.]+)×10⁻(.)</b> less\)", text).groups()
    exponent = -"⁰¹²³⁴⁵⁶⁷⁸⁹".index(power)
    assert float(mantissa) * 10**exponent == pytest.approx(rate * squares, rel=0.01)


@pytest.mark.parametrize("learning_rate", [0.1, 2.0])
def test_the_step_tells_costs_before_and_after(derivation, by_hand, image, learning_rate):
    moved = network_of()
    for layer in (1, 2, 3):
        w, b = moved.parameters.weights[layer - 1], moved.parameters.biases[layer - 1]
        wished = by_hand.wished_z[layer]
        w += learning_rate * np.outer(wished, by_hand.a[layer - 1])
        b += learning_rate * wished
    after = ByHand(moved, image)

    text = caption(derivation, StepKind.STEP, learning_rate=learning_rate)

    expected = [by_hand.cost, after.cost, after.a[3][LABEL]]
    assert numbers(text) == pytest.approx(expected, abs=5e-4)
    assert f"learning rate, {learning_rate:g}," in text
    assert "4,805 parameters" in text
    assert 784 * 6 + 6 + 6 * 5 + 5 + 5 * 10 + 10 == 4805


@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy"])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky_relu"])
def test_every_step_has_a_caption_even_of_a_dark_picture(cost, activation):
    derivation = derive(network_of(cost, activation), np.zeros(784), LABEL)

    for step in walk(derivation.network.architecture):
        text = caption(derivation, step.kind, step.layer)
        assert text.strip()
        assert "nan" not in text.lower()
