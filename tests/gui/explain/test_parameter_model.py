import numpy as np
import pytest
from PyQt6.QtCore import Qt

from core.explain.places import Place, derivative_at
from core.explain.sensitivity import Wanted, sensitivity
from gui.explain.parameter_model import ADVICE, DERIVATIVE, NAME, SHARE, SIZE, ParameterModel
from gui.explain.parameter_words import names_of


@pytest.fixture
def model(qapp, quadratic):
    model = ParameterModel()
    model.set_table(sensitivity(quadratic))
    return model


def slopes(model, derivation):
    return [derivative_at(derivation, model.place(row)) for row in range(model.rowCount())]


def test_it_has_a_row_for_each_parameter_the_largest_derivative_first(model, quadratic):
    found = np.abs(slopes(model, quadratic))

    assert len(found) == quadratic.nudges.vector.size
    assert np.all(np.diff(found) <= 0)


def test_a_sort_by_derivative_puts_the_most_negative_first(model, quadratic):
    model.sort(DERIVATIVE, Qt.SortOrder.AscendingOrder)

    assert np.all(np.diff(slopes(model, quadratic)) >= 0)


def test_a_filter_keeps_the_order_and_what_fits(model):
    model.set_wanted(Wanted(layer=2, bias=False, not_zero=True))

    places = [model.place(row) for row in range(model.rowCount())]
    assert places
    assert all(place.layer == 2 and not place.is_bias for place in places)


def test_advice_is_the_way_down(model, quadratic):
    for row in (0, 1, 2):
        words = model.data(model.index(row, ADVICE))
        slope = derivative_at(quadratic, model.place(row))
        assert words.startswith("↓" if slope > 0 else "↑")


def test_size_is_a_share_of_the_largest(model):
    assert model.data(model.index(0, SIZE), SHARE) == 1


def test_a_row_names_its_parameter_and_is_found_again(model, quadratic):
    place = model.place(7)
    index = place.index_in(quadratic.network.architecture.sizes)

    assert str(place.neuron) in model.data(model.index(7, NAME))
    assert model.row_of(index) == 7


def test_without_data_there_are_no_rows(qapp):
    assert ParameterModel().rowCount() == 0


def test_a_parameters_name_has_shorter_forms_for_narrow_places():
    assert names_of(Place(1, 6, 462), 3) == (
        "weight from pixel 462 to neuron 6 of layer 1",
        "pixel 462 → neuron 6 of layer 1",
        "pixel 462 → neuron 6",
    )
    assert names_of(Place(3, 2, 4), 3)[1] == "neuron 4 of layer 2 → output 2"
    assert names_of(Place(3, 2), 3) == ("bias of output 2",)
