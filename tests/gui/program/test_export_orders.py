import numpy as np

from core.explain.export import named_arrays


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
