import numpy as np
import pytest

from core.network.parameters import Parameters

SIZES = (2, 3, 1)  # W1 3x2, b1 3, W2 1x3, b2 1: 13 parameters


def counted() -> Parameters:
    return Parameters(np.arange(13.0), SIZES)


def test_the_vector_holds_the_layers_one_after_another_row_by_row():
    parameters = counted()

    assert parameters.weights[0].tolist() == [[0, 1], [2, 3], [4, 5]]
    assert parameters.biases[0].tolist() == [6, 7, 8]
    assert parameters.weights[1].tolist() == [[9, 10, 11]]
    assert parameters.biases[1].tolist() == [12]
    assert [part.tolist() for part in parameters.layers] == [list(range(9)), [9, 10, 11, 12]]


def test_a_change_of_the_vector_is_seen_in_the_views_and_the_other_way_round():
    parameters = counted()
    parameters.vector[7] = -1
    parameters.weights[1][0, 2] = -2

    assert parameters.biases[0][1] == -1
    assert parameters.vector[11] == -2


def test_a_vector_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="need 13"):
        Parameters(np.zeros(12), SIZES)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_zeros_have_the_right_number_and_type(dtype):
    vector = Parameters.zeros(SIZES, dtype).vector

    assert vector.tolist() == [0] * 13
    assert vector.dtype == dtype


def test_a_copy_shares_no_memory():
    parameters = counted()
    copy = parameters.copy()
    copy.vector[0] = 99

    assert parameters.vector[0] == 0
    assert copy.weights[0][0, 0] == 99


def test_a_copy_can_have_another_precision():
    assert counted().copy(np.float32).weights[1].dtype == np.float32
    assert counted().copy().vector.dtype == np.float64


def test_frozen_parameters_are_read_only_and_no_view_of_the_first():
    parameters = counted()
    frozen = parameters.frozen()
    parameters.vector[0] = 99

    assert frozen.vector[0] == 0
    for array in (frozen.vector, *frozen.weights, *frozen.biases, *frozen.layers):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 1


def test_every_parameter_is_located_where_it_is():
    parameters = counted()
    for index in range(13):
        layer, neuron, source = parameters.locate(index)
        if source is None:
            assert parameters.biases[layer - 1][neuron] == index
        else:
            assert parameters.weights[layer - 1][neuron, source] == index


def test_there_is_no_parameter_behind_the_last():
    with pytest.raises(IndexError):
        counted().locate(13)
