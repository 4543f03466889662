"""The shape of a network: its layers' sizes, its activation function, its cost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.errors import UsageError
from core.network.activations import ACTIVATIONS, Activation, activation_named
from core.network.costs import COSTS, Cost, cost_named

INPUTS = 784
OUTPUTS = 10
HIDDEN = re.compile("[0-9]{1,9}([-, ] *[0-9]{1,9})*")
MOST_NEURONS = 5_000
MOST_HIDDEN_LAYERS = 8
MOST_PARAMETERS = 20_000_000


@dataclass(frozen=True)
class Architecture:
    """Sizes of all layers from the input to the output, and the names of two functions.

    Raises
    ------
    UsageError
        If a size or a name is out of range; the message names value and limit.
    """

    sizes: tuple[int, ...] = (INPUTS, 16, 16, OUTPUTS)
    activation: str = "sigmoid"
    cost: str = "quadratic"

    def __post_init__(self) -> None:
        activation_named(self.activation)
        cost_named(self.cost)
        if len(self.sizes) < 2:
            raise UsageError("a network needs an input and an output layer")
        if len(self.hidden) > MOST_HIDDEN_LAYERS:
            raise UsageError(
                f"{len(self.hidden)} hidden layers are too many: at most {MOST_HIDDEN_LAYERS}"
            )
        for size in self.sizes:
            if not 1 <= size <= MOST_NEURONS:
                raise UsageError(f"a layer of {size} neurons: choose 1 to {MOST_NEURONS:,}")
        if self.parameter_count > MOST_PARAMETERS:
            raise UsageError(
                f"{self.parameter_count:,} parameters are too many: at most {MOST_PARAMETERS:,}"
            )

    @property
    def hidden(self) -> tuple[int, ...]:
        """The sizes of the hidden layers; empty where there is none."""
        return self.sizes[1:-1]

    @property
    def depth(self) -> int:
        """L, the number of layers that have weights."""
        return len(self.sizes) - 1

    @property
    def parameter_count(self) -> int:
        """The number of weights and biases together."""
        return sum(
            n_out * n_in + n_out
            for n_in, n_out in zip(self.sizes[:-1], self.sizes[1:], strict=True)
        )

    @property
    def hidden_activation(self) -> Activation:
        """The activation function of the hidden layers."""
        return ACTIVATIONS[self.activation]

    @property
    def cost_function(self) -> Cost:
        """The cost of one example."""
        return COSTS[self.cost]

    @property
    def output_activation(self) -> Activation:
        """The activation function of the last layer: softmax behind the cross-entropy."""
        return self.cost_function.output_activation(self.hidden_activation)

    def activation_of(self, layer: int) -> Activation:
        """Return the activation function of layer 1 to L."""
        return self.output_activation if layer == self.depth else self.hidden_activation

    def __str__(self) -> str:
        return "-".join(str(size) for size in self.sizes)


def parse_hidden(text: str) -> tuple[int, ...]:
    """Return the hidden sizes written in a text such as "16,16"; "" or "none" is no hidden layer.

    Raises
    ------
    UsageError
        If the text is not a list of positive whole numbers within the limits.
    """
    if text.strip().lower() in ("", "none", "-"):
        return ()
    if not HIDDEN.fullmatch(text.strip()):
        raise UsageError(f"hidden layers {text!r}: write sizes with commas, such as 16,16, or none")
    sizes = [int(part) for part in re.split("[-, ]+", text.strip())]
    Architecture((INPUTS, *sizes, OUTPUTS))
    return tuple(sizes)
