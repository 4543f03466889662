"""A small network with the reference's ends, and its derivation of a made-up picture."""

import numpy as np
import pytest

from core.explain.derivation import derive
from core.explain.focus import default_focus
from core.network.architecture import Architecture
from core.network.network import Network
from gui.explain.moment import Moment
from gui.network_view.at_rest import choose_shown
from gui.theme import Mode, Theme
from gui.widgets.typesetting import prepare


def derivation_of(cost="quadratic", activation="sigmoid", sizes=(784, 6, 5, 10), label=2):
    rng = np.random.default_rng(1)
    network = Network.random(Architecture(sizes, activation, cost), rng)
    network.parameters.vector[:] += 0.1 * rng.standard_normal(network.parameters.vector.size)
    image = np.where(rng.random(784) < 0.2, rng.integers(1, 256, 784), 0) / 255
    return derive(network, image, label)


@pytest.fixture(scope="session")
def quadratic():
    return derivation_of()


@pytest.fixture(scope="session")
def cross_entropy():
    return derivation_of("cross_entropy", "relu")


@pytest.fixture(scope="session")
def with_tanh():
    return derivation_of(activation="tanh")


@pytest.fixture(scope="session")
def wide():
    return derivation_of(sizes=(784, 16, 16, 10))


@pytest.fixture
def theme(qapp):
    prepare()
    return Theme(Mode.DARK)


@pytest.fixture(scope="session")
def number():
    """Return a function that reads a number as it is written on screen."""
    return number_of


def number_of(text):
    """Return a number as it is written on screen, powers of ten included."""
    text = text.replace("−", "-").replace(",", "")
    mantissa, _, power = text.partition("×10")
    plain = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    return float(mantissa) * 10 ** int(power.translate(plain) or 0)


def moment_of(derivation, step, focus=None, after=None, alpha=1.0):
    """Return a moment of the walk as the window makes it."""
    shown = choose_shown(derivation.network.architecture, derivation.image)
    if focus is None:
        focus = default_focus(derivation, step, shown[step.layer])
    return Moment(derivation, step, alpha, shown, focus, after)


@pytest.fixture(scope="session")
def moment():
    """Return a function that makes a moment of a derivation, a step and a focus."""
    return moment_of
