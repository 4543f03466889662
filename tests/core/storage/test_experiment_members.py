"""The results of experiments come back exactly; results that there can't be are refused."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import numpy as np
import pytest

from core.arrays import frozen
from core.errors import BadFileError
from core.experiments.data_study import AMOUNT, SHUFFLED, DataFinding, DataStudy
from core.experiments.noise import Noise, NoiseFinding
from core.experiments.race import Path, Race, RaceResult, Walker
from core.experiments.results import ExperimentResults
from core.experiments.trial import Recipe, TrialResult
from core.network.architecture import Architecture
from core.storage.session import load_session, save_session

SMALL = Architecture((784, 2, 10), "tanh", "cross_entropy")
WIDE = Architecture((784, 3, 10))


def path_of(architecture, count, rng, batch_size, problem=""):
    steps = np.arange(count) * 2
    return Path(
        frozen(steps),
        frozen(steps * batch_size),
        frozen(np.cumsum(rng.random(count))),
        frozen(rng.random(count)),
        frozen(rng.random(count)),
        frozen(rng.standard_normal((count, architecture.parameter_count)).astype(np.float32)),
        problem,
        frozen(np.arange(count)),
    )


@pytest.fixture
def results():
    """Return two races of networks of other shapes, two findings, and noise."""
    rng = np.random.default_rng(3)
    races = []
    for architecture in (SMALL, WIDE):
        race = Race(architecture, (Walker(10, 8, 0.5), Walker(50, 6, 0.5)), 4, 50)
        paths = path_of(architecture, 5, rng, 10), path_of(architecture, 3, rng, 50, "it diverged")
        races.append(RaceResult(race, paths))
    recipe = Recipe(SMALL, 20, 2, 5, 0.25, 7)
    amount = DataStudy(AMOUNT, recipe, (10, 100))
    trial, other = amount.trials()[0], amount.trials()[3]
    whole = DataFinding(
        amount,
        (TrialResult(trial, 0.5, 1.25, 0.25, 1.5, (3, 9)), TrialResult(other, problem="too few")),
    )
    shuffled = DataStudy(SHUFFLED, recipe, (0.0, 1 / 3), 40)
    half = DataFinding(shuffled, (TrialResult(shuffled.trials()[1], 0.1, 0.2, 0.3, 0.4),))
    noise = NoiseFinding(
        Noise(2, 6, True),
        frozen(rng.integers(0, 256, 784).astype(np.uint8)),
        frozen(rng.random(10)),
        frozen(rng.random(6)),
        frozen(rng.random(9)),
        frozen(np.array([0, 0, 0, 4, 0, 0, 0, 0, 2, 0])),
    )
    return ExperimentResults(tuple(races), (whole, half), (noise,))


@pytest.fixture
def saved(session, results, tmp_path):
    path = tmp_path / "run.nudges"
    save_session(replace(session, experiments=results), path)
    return path


def same(first, second):
    """Tell whether two results are equal, their arrays bit for bit."""
    for field in fields(first):
        one, other = getattr(first, field.name), getattr(second, field.name)
        if isinstance(one, np.ndarray):
            assert (one.dtype, one.shape) == (other.dtype, other.shape), field.name
            assert one.tobytes() == other.tobytes(), field.name
        elif field.name == "paths":
            assert all(same(a, b) for a, b in zip(one, other, strict=True))
        else:
            assert repr(one) == repr(other), field.name
    return True


def refusal(path):
    with pytest.raises(BadFileError) as caught:
        load_session(path)
    message = str(caught.value)
    assert "changed.nudges" in message
    assert "\n" not in message
    return message


def test_all_results_come_back_bit_for_bit(saved, results):
    loaded = load_session(saved).experiments
    for name in ("races", "findings", "noises"):
        pairs = zip(getattr(results, name), getattr(loaded, name), strict=True)
        assert all(same(*pair) for pair in pairs)


def test_what_comes_back_gives_the_same_tables(saved, results):
    loaded = load_session(saved).experiments
    for name in ("races", "findings", "noises"):
        for one, other in zip(getattr(results, name), getattr(loaded, name), strict=True):
            assert one.table() == other.table()


def test_what_comes_back_is_read_only(saved):
    loaded = load_session(saved).experiments
    arrays = [loaded.races[0].paths[0].parameters, loaded.noises[0].answers]
    assert not any(array.flags.writeable for array in arrays)


def test_a_file_without_experiments_is_a_session_without_them(session, tmp_path):
    for experiments in (None, ExperimentResults()):
        save_session(replace(session, experiments=experiments), tmp_path / "old.nudges")
        assert load_session(tmp_path / "old.nudges").experiments is None


def test_a_race_that_is_told_without_parameters_comes_back(session, results, tmp_path):
    bare = results.races[0].thinned(0)
    path = tmp_path / "bare.nudges"
    save_session(replace(session, experiments=ExperimentResults((bare,))), path)
    (loaded,) = load_session(path).experiments.races
    assert [each.parameters.shape for each in loaded.paths] == [(0, SMALL.parameter_count)] * 2
    assert loaded.paths[0].costs.tobytes() == bare.paths[0].costs.tobytes()


def test_paths_that_are_too_long_keep_both_ends(results):
    path = results.races[0].paths[0]
    thin = path.thinned(3 * path.parameters[0].nbytes)
    assert thin.kept.tolist() == [0, 2, 4]
    assert np.array_equal(thin.parameters, path.parameters[[0, 2, 4]])
    assert np.array_equal(thin.costs, path.costs)


def test_points_that_are_not_finite_are_not_kept_of_a_path(results):
    path = results.races[0].paths[0]
    parameters = path.parameters.copy()
    parameters[4, 7] = np.inf
    assert replace(path, parameters=parameters).thinned(10**9).kept.tolist() == [0, 1, 2, 3]


def test_a_file_keeps_of_many_paths_what_has_room(session, results, tmp_path, monkeypatch):
    monkeypatch.setattr("core.experiments.results.MOST_PATH_BYTES", 60_000)
    save_session(replace(session, experiments=results), tmp_path / "run.nudges")
    races = load_session(tmp_path / "run.nudges").experiments.races
    assert sum(path.parameters.nbytes for race in races for path in race.paths) <= 60_000
    assert [len(path.parameters) for path in races[0].paths] == [2, 2]
    assert [path.kept.tolist() for path in races[0].paths] == [[0, 4], [0, 2]]


@pytest.mark.parametrize(
    ("member", "place", "value", "why"),
    [
        ("point_counts", (1, 0), 0, "increasing steps"),
        ("point_counts", (4, 0), 9, "increasing steps"),
        ("point_counts", (0, 0), -1, "increasing steps"),
        ("point_counts", (2, 1), 10, "examples that increase"),
        ("point_counts", (4, 1), 81, "examples that increase"),
        ("point_values", (2, 0), np.nan, "seconds that increase"),
        ("point_values", (4, 0), np.inf, "seconds that increase"),
        ("point_values", (2, 1), -0.1, "costs from 0"),
        ("point_values", (2, 2), 1.01, "accuracies from 0 to 1"),
        ("point_values", (2, 2), np.nan, "accuracies from 0 to 1"),
        ("kept", 4, 5, "places of a path's points"),
        ("kept", 1, 0, "places of a path's points"),
        ("parameters", 5, np.nan, "finite numbers"),
        ("trials", (0, 0), 1.5, "accuracies from 0 to 1"),
        ("trials", (0, 3), -1, "costs from 0"),
        ("answers", (0, 3), np.inf, "finite numbers"),
        ("tops", 8, np.nan, "finite numbers"),
        ("called", (0, 3), 5, "the answers to 6 pictures"),
        ("called", (0, 3), -1, "the answers to 6 pictures"),
    ],
)
def test_results_that_there_can_not_be_are_named(saved, with_array, member, place, value, why):
    name = f"experiments/{member}.npy"
    array = array_of(saved, name)
    array[place] = value
    message = refusal(with_array(name, array))
    assert name in message
    assert why in message


def array_of(saved, name):
    """Return an array of the file, read by numpy itself."""
    with np.load(saved) as members:
        return members[name.removesuffix(".npy")].copy()


def changed_facts(saved, place, value):
    """Return the facts of a file with one of them changed, of the same length as before."""
    content = array_of(saved, "experiments/facts.npy").tobytes()
    facts = json.loads(content)
    at = facts
    for part in place[:-1]:
        at = at[part]
    at[place[-1]] = value
    return np.frombuffer(json.dumps(facts).encode(), np.uint8), len(content)


@pytest.mark.parametrize(
    ("place", "value", "why"),
    [
        (("races", 0, "walkers", 0, "steps"), 10**9, "races[0].walkers[0].steps is 1000000000"),
        (("races", 0, "walkers", 0, "learning_rate"), -1, "learning rate -1"),
        (("races", 0, "walkers", 0, "learning_rate"), "abc", "learning_rate is 'abc'"),
        (("races", 0, "walkers", 1, "batch_size"), 0, "batch_size is 0"),
        (("races", 0, "architecture", "sizes"), [784, 10**9, 10], "neurons"),
        (("races", 0, "architecture", "activation"), "../x", "activation"),
        (("races", 0, "seed"), 2**32, "seed is 4294967296"),
        (("races", 0, "paths", 0, "points"), 10**6, "points is 1000000"),
        (("races", 0, "paths", 0, "points"), 6, "point_counts.npy doesn't hold"),
        (("races", 0, "paths", 0, "kept"), 4, "doesn't hold"),
        (("races", 0, "paths"), [], "a race of 2 walkers with 0 paths"),
        (("races", 0, "paths", 0, "problem"), "x\n" * 9, "problem is"),
        (("findings", 0, "kind"), "other", "a study of 'other'"),
        (("findings", 0, "values"), [10, 10], "one of them twice"),
        (("findings", 0, "values"), [], "without values"),
        (("findings", 0, "results", 0, "place"), 4, "place is 4"),
        (("findings", 0, "results", 1, "place"), 0, "two results of the same trial"),
        (("findings", 0, "results", 0, "missing"), [10], "missing digit"),
        (("findings", 0, "recipe", "repeats"), 21, "repeats is 21"),
        (("noises", 0, "count"), 10**7, "count is 10000000"),
        (("noises", 0, "count"), 7, "doesn't hold"),
        (("noises",), {}, "noises is an object"),
    ],
)
def test_settings_out_of_range_are_named(saved, with_experiments, place, value, why):
    array, _ = changed_facts(saved, place, value)
    message = refusal(with_experiments(array))
    assert why in message
    assert "experiments/" in message


@pytest.fixture
def with_experiments(saved, rebuild):
    """Return a function that saves the session with other facts, their length and sha256."""
    import hashlib
    import zipfile

    from core.storage.npy import npy_bytes

    def changed(array):
        content = npy_bytes(array)
        with zipfile.ZipFile(saved) as archive:
            manifest = json.loads(archive.read("manifest.json"))
        manifest["members"]["experiments/facts.npy"] = hashlib.sha256(content).hexdigest()
        manifest["experiments"]["facts"] = len(array)
        changes = {
            "experiments/facts.npy": content,
            "manifest.json": json.dumps(manifest).encode(),
        }
        return rebuild(changes)

    return changed


def test_facts_nested_too_deeply_are_refused(with_experiments):
    deep = np.frombuffer(b"[" * 100_000, np.uint8)
    assert "experiments/facts.npy" in refusal(with_experiments(deep))


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("experiments.parameters", 10**12, "experiments.parameters is 1000000000000"),
        ("experiments.tops", -1, "experiments.tops is -1"),
        ("experiments.points", 17, "is needed"),
        ("experiments", [], "experiments is not an object"),
    ],
)
def test_lengths_out_of_range_are_named(saved, with_field, field, value, why):
    assert why in refusal(with_field(field, value))


def test_a_missing_part_of_the_experiments_is_named(saved, rebuild):
    assert "experiments/kept.npy is missing" in refusal(rebuild({"experiments/kept.npy": None}))
