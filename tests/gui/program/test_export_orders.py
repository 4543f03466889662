import csv

import numpy as np
import pytest

from core.explain.export import named_arrays
from tests.gui.explain.truth import Truth


def export(program, path, qtbot):
    program.messages.path = path
    program.actions["export_numbers"].trigger()
    qtbot.waitUntil(lambda: bool(program.messages.notices or program.messages.errors))


def test_the_archive_holds_what_the_verb_explain_writes(program, tmp_path, qtbot):
    export(program, tmp_path / "walk.npz", qtbot)

    expected = named_arrays(program.explain.derivation)
    with np.load(tmp_path / "walk.npz") as written:
        assert set(written) == set(expected)
        for name in expected:
            np.testing.assert_array_equal(written[name], expected[name])
            assert written[name].dtype == np.float64
    chooser, label = program.chooser, program.explain.derivation.label
    (suggested,) = program.messages.suggestions
    assert suggested == f"nudges-{chooser.set_name}-{chooser.index}-as-{label}.npz"


def test_a_name_in_csv_gives_a_table(program, tmp_path, qtbot):
    export(program, tmp_path / "walk.csv", qtbot)

    lines = (tmp_path / "walk.csv").read_text().splitlines()
    assert lines[0] == "quantity,layer,row,column,value"
    (cost,) = [line for line in lines if line.startswith("cost,")]
    assert float(cost.rsplit(",", 1)[1]) == program.explain.derivation.cost


def worked_out(truth):
    """Return what the archive should hold, from the equations alone: no derivation of ours."""
    softmax, depth = truth.softmax, truth.depth
    hidden = range(1, depth + 1)
    expected = {"target": truth.target, "cost": truth.cost, "a0": truth.a[0]}
    labelled = truth.a[-1][truth.label]
    expected["cost_terms"] = truth.target * -np.log(labelled) if softmax else truth.terms
    for l in hidden:  # noqa: E741
        last = l == depth and softmax
        own, before = truth.push[l], truth.a[l - 1]
        expected |= {
            f"z{l}": truth.z[l],
            f"a{l}": truth.a[l],
            f"s{l}": truth.a[l] * (1 - truth.a[l]) if last else truth.slope[l],
            f"d{l}": truth.target / truth.a[l] if last else truth.desire[l],
            f"delta{l}": -own,
            f"W{l}": truth.weights[l],
            f"b{l}": truth.biases[l],
            f"dW{l}": [[push * a for a in before] for push in own],
            f"db{l}": own,
            f"contributions{l}": truth.weights[l] * own[:, np.newaxis],
        }
    return expected | {"d0": truth.desire[0]}


def read_table(path):
    """Return the arrays of a table by name, filled in cell by cell."""
    found = {}
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            name = row["quantity"] + row["layer"]
            place = tuple(int(row[key]) for key in ("row", "column") if row[key])
            found.setdefault(name, {})[place] = float(row["value"])
    return {name: filled(cells) for name, cells in found.items()}


def filled(cells):
    shape = tuple(1 + max(place[axis] for place in cells) for axis in range(len(max(cells))))
    array = np.full(shape, np.nan)
    for place, value in cells.items():
        array[place] = value
    return array


@pytest.mark.parametrize("suffix", ["npz", "csv"])
@pytest.mark.parametrize(
    ("activation", "cost"), [("sigmoid", "quadratic"), ("leaky_relu", "cross_entropy")]
)
def test_what_is_written_is_what_the_equations_give(
    open_program, tmp_path, qtbot, activation, cost, suffix
):
    program = open_program(activation=activation, cost=cost)
    path = tmp_path / f"walk.{suffix}"
    export(program, path, qtbot)
    parameters, chooser = program.explain.network.parameters, program.chooser
    image = chooser.images.pixels[chooser.index].astype(float) / 255
    label = int(chooser.images.labels[chooser.index])
    truth = Truth(parameters.weights, parameters.biases, image, label, activation, cost)
    expected = worked_out(truth)

    written = dict(np.load(path)) if suffix == "npz" else read_table(path)

    assert set(written) == set(expected)
    for name, array in expected.items():
        np.testing.assert_allclose(written[name], array, rtol=1e-9, atol=1e-12, err_msg=name)


def test_other_names_and_places_that_cannot_be_written_are_refused(program, tmp_path, qtbot):
    export(program, tmp_path / "walk.txt", qtbot)
    program.messages.path = tmp_path / "none" / "walk.npz"
    program.actions["export_numbers"].trigger()
    qtbot.waitUntil(lambda: len(program.messages.errors) == 2)

    assert ".npz" in program.messages.errors[0]
    assert "can't be written" in program.messages.errors[1]
    assert list(tmp_path.iterdir()) == []


def test_pictures_are_named_by_example_and_step(program, tmp_path):
    program.chooser.choose("test", 21)
    program.walker.go_to(7)
    program.messages.path = tmp_path / "picture.png"

    program.actions["save_picture"].trigger()
    program.actions["save_network"].trigger()

    assert program.messages.suggestions == [
        "nudges-test-21-avenues-weights.png",
        "nudges-test-21-avenues-weights-network.png",
    ]
    assert len(program.messages.notices) == 2
