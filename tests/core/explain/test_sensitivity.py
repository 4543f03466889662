import numpy as np
import pytest

from core.explain.derivation import Derivation, derive
from core.explain.places import Place
from core.explain.sensitivity import NO_SOURCE, Column, Wanted, sensitivity
from core.network.architecture import Architecture
from core.network.network import Network


def derived(hidden=(8, 6), cost="quadratic") -> Derivation:
    network = Network.random(Architecture((12, *hidden, 10), cost=cost), np.random.default_rng(4))
    image = np.random.default_rng(5).uniform(0.1, 1, 12)
    image[:4] = 0
    return derive(network, image, 3)


@pytest.mark.parametrize("hidden", [(), (1,), (8, 6)], ids=str)
def test_every_row_is_the_parameter_at_its_place(hidden):
    derivation = derived(hidden)
    table = sensitivity(derivation)

    assert len(table) == derivation.network.architecture.parameter_count
    for row in range(len(table)):
        place = Place.at(derivation.nudges, row)
        assert table.place(row) == place
        assert table.values[row] == place.value_in(derivation.network.parameters)
        assert table.nudges[row] == place.value_in(derivation.nudges)
        assert table.derivatives[row] == -table.nudges[row]
        assert table.sizes[row] == abs(table.nudges[row])
        assert (table.sources[row] == NO_SOURCE) == place.is_bias


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", Column)
def test_sorted_rows_are_in_order_and_equal_ones_as_they_were(column, descending):
    table = sensitivity(derived())
    keys = table.column(column).tolist()

    rows = table.sorted_rows(column, descending)

    assert rows.tolist() == sorted(range(len(table)), key=keys.__getitem__, reverse=descending)


def test_sorting_by_two_columns_keeps_the_first_within_the_second():
    table = sensitivity(derived())

    rows = table.sorted_rows(Column.LAYER, rows=table.sorted_rows(Column.SIZE, descending=True))

    expected = sorted(range(len(table)), key=lambda row: (table.layers[row], -table.sizes[row]))
    assert rows.tolist() == expected


def test_some_rows_can_be_sorted_alone():
    table = sensitivity(derived())
    biases = table.rows(Wanted(bias=True))

    rows = table.sorted_rows(Column.SIZE, descending=True, rows=biases)

    assert sorted(rows) == biases.tolist()
    assert np.all(np.diff(table.sizes[rows]) <= 0)


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        (Wanted(), lambda place, nudge: True),
        (Wanted(layer=2), lambda place, nudge: place.layer == 2),
        (Wanted(bias=True), lambda place, nudge: place.is_bias),
        (Wanted(bias=False, sign=-1), lambda place, nudge: not place.is_bias and nudge < 0),
        (Wanted(sign=1), lambda place, nudge: nudge > 0),
        (Wanted(not_zero=True), lambda place, nudge: nudge != 0),
        (Wanted(neuron=3, source=2), lambda place, nudge: (place.neuron, place.source) == (3, 2)),
        (Wanted(text="bias"), lambda place, nudge: place.is_bias),
        (Wanted(text="Weights layer 1"), lambda place, _: not place.is_bias and place.layer == 1),
        (Wanted(text="neuron 5"), lambda place, nudge: place.neuron == 5),
        (Wanted(text="from 7"), lambda place, nudge: place.source == 7),
        (Wanted(text="5"), lambda place, nudge: 5 in (place.neuron, place.source)),
        (Wanted(text="biases", layer=3), lambda place, _: place.is_bias and place.layer == 3),
        (Wanted(text="  "), lambda place, nudge: True),
        (Wanted(text="cat"), lambda place, nudge: False),
        (
            Wanted(text="layer 2, neuron 3"),
            lambda place, nudge: (place.layer, place.neuron) == (2, 3),
        ),
        (Wanted(text="layer"), lambda place, nudge: False),
        (Wanted(text="neuron 99"), lambda place, nudge: False),
    ],
    ids=lambda value: repr(value) if isinstance(value, Wanted) else "rows",
)
def test_a_filter_lets_through_what_it_says(wanted, holds):
    derivation = derived()
    table = sensitivity(derivation)

    rows = table.rows(wanted)

    places = [Place.at(derivation.nudges, row) for row in range(len(table))]
    expected = [row for row, place in enumerate(places) if holds(place, table.nudges[row])]
    assert rows.tolist() == expected


def test_what_is_not_a_number_is_sorted_to_the_end():
    derivation = derived()
    parameters = derivation.network.parameters.copy()
    parameters.biases[2][4] = np.nan
    broken = sensitivity(derive(derivation.network.with_parameters(parameters), np.ones(12), 1))

    for descending in (False, True):
        values = broken.values[broken.sorted_rows(Column.VALUE, descending)]
        assert np.isnan(values[-1])
        assert not np.isnan(values[:-1]).any()


def test_all_13002_parameters_of_the_reference_network_are_there():
    network = Network.random(Architecture(), np.random.default_rng(0))
    table = sensitivity(derive(network, np.zeros(784), 2))

    assert len(table) == 13_002
    assert len(table.rows(Wanted(bias=True))) == 42
    assert len(table.rows(Wanted(layer=1, not_zero=True))) == 16  # a dark picture: biases alone
