"""A session's curves come back exactly; curves that no run can have are refused."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from core.errors import BadFileError
from core.storage.npy import npy_bytes
from core.storage.session import load_session, save_session
from core.training.records import Measure
from core.training.saved_curves import SavedCurves


@pytest.fixture
def saved(session, curves, tmp_path):
    """Return the file of a session with curves."""
    path = tmp_path / "run.nudges"
    save_session(replace(session, curves=curves), path)
    return path


def refusal(path) -> str:
    with pytest.raises(BadFileError) as caught:
        load_session(path)
    return str(caught.value)


def test_curves_come_back_bit_for_bit(saved, curves):
    loaded = load_session(saved).curves
    assert loaded.steps.tolist() == list(range(1, 20))
    assert loaded.costs.tobytes() == curves.costs.tobytes()
    assert loaded.measures.measures() == [
        Measure("test", 0, 0, 2.3, 0.1, 100, changes=(0.0, 0.0)),
        Measure("test", 16, 2, 0.7, 0.8, 100, changes=(0.25, 1.5)),
        Measure("train", 16, 2, 0.6, 0.82, 50),
    ]
    assert loaded.gradients.tobytes() == curves.gradients.tobytes()
    assert loaded.gradients.shape == (12, 2)


def test_loaded_curves_are_read_only(saved):
    loaded = load_session(saved).curves
    arrays = [loaded.steps, loaded.costs, loaded.gradients]
    arrays += [getattr(loaded.measures, field.name) for field in fields(loaded.measures)]
    assert not any(array.flags.writeable for array in arrays)


def test_curves_without_any_point_come_back(session, tmp_path):
    save_session(replace(session, curves=SavedCurves.of([], [], [])), tmp_path / "none.nudges")
    loaded = load_session(tmp_path / "none.nudges").curves
    assert (len(loaded.steps), loaded.measures.measures()) == (0, [])


def test_curves_that_know_nothing_of_layers_come_back(session, curves, tmp_path):
    measures = [replace(measure, changes=()) for measure in curves.measures.measures()]
    bare = SavedCurves.of(curves.steps, curves.costs, measures)
    save_session(replace(session, curves=bare), tmp_path / "bare.nudges")
    loaded = load_session(tmp_path / "bare.nudges").curves
    assert loaded.measures.measures() == measures
    assert len(loaded.gradients) == 0


def test_gradients_come_back_where_nothing_is_measured_yet(session, curves, tmp_path):
    early = SavedCurves.of(curves.steps, curves.costs, [], curves.gradients)
    save_session(replace(session, curves=early), tmp_path / "early.nudges")
    assert load_session(tmp_path / "early.nudges").curves.gradients.shape == (12, 2)


def test_a_file_without_curves_is_a_session_without_them(session, tmp_path):
    save_session(session, tmp_path / "old.nudges")
    assert load_session(tmp_path / "old.nudges").curves is None


@pytest.mark.parametrize(
    ("member", "place", "value", "why"),
    [
        ("batch_steps", 0, 0, "increasing steps from 1 to 19"),
        ("batch_steps", 18, 20, "increasing steps from 1 to 19"),
        ("batch_steps", 5, 5, "increasing steps"),
        ("batch_steps", 5, 18, "increasing steps"),
        ("batch_costs", 7, np.nan, "finite costs"),
        ("batch_costs", 7, np.inf, "finite costs"),
        ("batch_gradients", (3, 1), np.nan, "lengths of 0 or more"),
        ("batch_gradients", (3, 1), -1, "lengths of 0 or more"),
        ("measure_changes", (1, 0), -1, "lengths of 0 or more"),
        ("measure_changes", (1, 0), np.inf, "lengths of 0 or more"),
        ("measure_sets", 0, 2, "values from 0 to 1"),
        ("measure_steps", 0, -1, "values from 0 to 19"),
        ("measure_steps", 2, 20, "values from 0 to 19"),
        ("measure_epochs", 2, 4, "values from 0 to 3"),
        ("measure_costs", 1, -np.inf, "finite costs"),
        ("measure_accuracies", 1, 1.01, "values from 0 to 1"),
        ("measure_accuracies", 1, -0.01, "values from 0 to 1"),
        ("measure_accuracies", 1, np.nan, "values from 0 to 1"),
        ("measure_examples", 0, 0, "values from 1 to"),
    ],
)
def test_curves_that_no_run_has_are_named(saved, curves, with_array, member, place, value, why):
    group, name = member.split("_")
    array = getattr(curves if group == "batch" else curves.measures, name).copy()
    array[place] = value
    message = refusal(with_array(f"curves/{member}.npy", array))
    assert f"curves/{member}.npy" in message
    assert why in message


@pytest.mark.parametrize(
    ("name", "array", "why"),
    [
        ("curves/batch_costs.npy", np.ones(18), "(18,) where (19,) is needed"),
        ("curves/measure_costs.npy", np.ones(4), "(4,) where (3,) is needed"),
        ("curves/batch_costs.npy", np.ones(19, np.float32), "type <f4 where <f8"),
    ],
)
def test_curves_of_another_length_or_type_are_refused(saved, with_array, name, array, why):
    message = refusal(with_array(name, array))
    assert name in message
    assert why in message


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("curves.batches", 4_000_001, "curves.batches is 4000001"),
        ("curves.measures", 200_001, "curves.measures is 200001"),
        ("curves.batches", -1, "curves.batches is -1"),
        ("curves.gradients", 20, "curves.gradients is 20"),
        ("curves.gradients", 11, "(12, 2) where (11, 2) is needed"),
        ("curves.depth", 3, "curves.depth is 3"),
        ("curves.depth", 1, "curves of 1 of 2 layers"),
        ("curves.batches", 20, "(19,) where (20,) is needed"),
        ("curves", [], "curves is not an object"),
    ],
)
def test_lengths_out_of_range_are_named(saved, with_field, field, value, why):
    assert why in refusal(with_field(field, value))


@pytest.mark.parametrize("name", ["curves/batch_steps.npy", "curves/measure_sets.npy"])
def test_a_missing_part_of_the_curves_is_named(saved, rebuild, name):
    assert f"{name} is missing" in refusal(rebuild({name: None}))


def test_changed_curves_are_noticed(saved, rebuild, curves):
    content = npy_bytes(curves.costs + 1)
    assert "has been changed" in refusal(rebuild({"curves/batch_costs.npy": content}))
