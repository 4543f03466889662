"""The network and the example that a verb is about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.data.mnist import load_mnist
from core.explain.derivation import Derivation, derive
from core.network.architecture import Architecture
from core.network.initializers import initial_parameters
from core.network.network import Network
from core.storage.opening import shown
from core.storage.session import load_session
from core.training.run import generators
from core.verbs.arguments import Example
from core.verbs.messages import say

FRESH_SEED = 0


@dataclass(frozen=True)
class Source:
    """A network and the words for where it comes from."""

    network: Network
    origin: str


def network_of(example: Example) -> Source:
    """Return the network of the named session, or the new one that a run with seed 0 starts from.

    Raises
    ------
    BadFileError
        If the session can't be read.
    """
    if example.session is None:
        rng, _ = generators(FRESH_SEED)
        architecture = Architecture()
        parameters = initial_parameters(architecture, rng).copy(np.float32)
        origin = f"new, untrained, seed {FRESH_SEED} (no session named)"
        return Source(Network(architecture, parameters), origin)
    session = load_session(example.session)
    origin = f"{shown(example.session)}, step {session.step:,}, epoch {session.epoch}"
    return Source(Network(session.architecture, session.parameters), origin)


def derivation_of(example: Example) -> Derivation:
    """Return the derivation of the named example, and say what network and example it is about.

    Raises
    ------
    BadFileError, NoDataError, UsageError
        If session, data set or image isn't there.
    """
    source = network_of(example)
    images = load_mnist().named(example.set_name)
    index = images.checked(example.index)
    true_label = int(images.labels[index])
    label = true_label if example.label is None else example.label
    derivation = derive(source.network, images.activations(index), label)
    _introduce(source, f"{example.set_name} image {index:,}", true_label, derivation)
    return derivation


def _introduce(source: Source, image: str, true_label: int, derivation: Derivation) -> None:
    """Say which network is asked about which example, and what it answers."""
    architecture = source.network.architecture
    asked = f"label {true_label}"
    if derivation.label != true_label:
        asked += f", asked for {derivation.label}"
    say(f"network  {source.origin}")
    say(f"         {description(architecture)}")
    say(f"example  {image}, {asked}, answer {derivation.answer}, cost {derivation.cost:.6f}")


def description(architecture: Architecture) -> str:
    """Return a network's shape in words."""
    return (
        f"{architecture}, {architecture.activation}, {architecture.cost}, "
        f"{architecture.parameter_count:,} parameters"
    )
