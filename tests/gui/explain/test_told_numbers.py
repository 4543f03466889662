"""While the network learns, the numbers in the picture follow as often as the words."""

import numpy as np
import pytest


def times(network, factor):
    """Return a network with parameters larger by a factor."""
    copy = network.parameters.copy(np.float64)
    copy.vector *= factor
    return network.with_parameters(copy)


def test_the_value_at_full_light_waits_for_the_words_and_then_follows(program, settle):
    settle(program)
    explain, view = program.explain, program.view
    before, network = view.scene.connection_scales, explain.network

    explain.follow(times(network, 2))
    assert view.scene.connection_scales == before

    explain.tell()
    explain.follow(times(network, 3))
    told = view.scene.connection_scales
    assert told == pytest.approx([3 * scale for scale in before])

    explain.follow(times(network, 4))
    assert view.scene.connection_scales == told
