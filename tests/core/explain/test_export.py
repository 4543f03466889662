import csv
import math

import numpy as np
import pytest

from core.errors import CannotWriteError
from core.explain.derivation import Derivation, derive
from core.explain.export import HEADINGS, named_arrays, save_csv, save_npz
from core.network.architecture import Architecture
from core.network.network import Network

both = pytest.mark.parametrize("save", [save_npz, save_csv])


def derived(hidden=(4,), cost="quadratic") -> Derivation:
    network = Network.random(Architecture((6, *hidden, 10), cost=cost), np.random.default_rng(4))
    return derive(network, np.random.default_rng(5).uniform(0, 1, 6), 3)


def read_csv(path) -> dict[str, dict[tuple[str, str], float]]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, dict[tuple[str, str], float]] = {}
    for row in rows:
        name = row["quantity"] + row["layer"]
        found.setdefault(name, {})[row["row"], row["column"]] = float(row["value"])
    return found


@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy"])
@pytest.mark.parametrize("hidden", [(), (1,), (4, 3)], ids=str)
def test_both_files_hold_the_same_numbers_to_the_last_bit(tmp_path, hidden, cost):
    derivation = derived(hidden, cost)
    arrays = save_npz(tmp_path / "e.npz", derivation)
    rows = save_csv(tmp_path / "e.csv", derivation)

    table = read_csv(tmp_path / "e.csv")
    with np.load(tmp_path / "e.npz", allow_pickle=False) as file:
        assert set(file.files) == set(table)
        assert len(file.files) == arrays
        assert rows == sum(file[name].size for name in file.files)
        for name in file.files:
            array = file[name]
            assert array.dtype == np.float64
            assert len(table[name]) == array.size
            for place, value in np.ndenumerate(array):
                row, column = ([str(i) for i in place] + ["", ""])[:2]
                assert table[name][row, column] == value


def test_the_table_begins_with_its_headings_and_ends_its_lines_simply(tmp_path):
    save_csv(tmp_path / "e.csv", derived())

    content = (tmp_path / "e.csv").read_bytes()
    assert content.startswith(",".join(HEADINGS).encode() + b"\na,0,0,,")
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_the_cost_of_the_whole_example_has_neither_layer_nor_row(tmp_path):
    derivation = derived()
    save_csv(tmp_path / "e.csv", derivation)

    assert f"cost,,,,{derivation.cost!r}\n" in (tmp_path / "e.csv").read_text()
    terms = read_csv(tmp_path / "e.csv")["cost_terms"]
    assert math.fsum(terms.values()) == pytest.approx(derivation.cost, abs=1e-15)


def test_names_are_those_of_the_screen():
    names = set(named_arrays(derived()))

    assert {"a0", "d0", "a1", "z2", "s1", "delta2", "W1", "b2", "dW1", "db2"} <= names
    assert {"contributions1", "target", "cost_terms", "cost"} <= names


@both
def test_a_file_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path, save):
    with pytest.raises(CannotWriteError, match="missing"):
        save(tmp_path / "missing" / "e", derived())

    assert list(tmp_path.iterdir()) == []


@both
def test_the_old_file_stays_if_writing_fails(tmp_path, save, monkeypatch):
    path = tmp_path / "e"
    path.write_text("old")

    def no_space(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(CannotWriteError):
        save(path, derived())

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
