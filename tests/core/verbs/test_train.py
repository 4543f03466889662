import json
import signal
from dataclasses import replace

import numpy as np
import pytest

from core.errors import BadFileError, CannotWriteError, ExitCode
from core.network.network import Network, targets
from core.storage.session import load_session
from core.training.measures import measure
from core.training.run import SgdRun
from core.verbs import train as train_module
from core.verbs.arguments import read_train
from core.verbs.train import train


def run(line: str) -> int:
    return train(read_train(line.split()))


def slow_measure(network: Network, images, size: int) -> tuple[float, float]:
    """Return mean cost and accuracy, one image after another."""
    costs, right = [], 0
    for row in range(size):
        x = images.pixels[row] / 255
        costs.append(float(network.example_cost(x, targets(images.labels[row]))))
        right += int(network.answers(x)) == images.labels[row]
    return float(np.mean(costs)), right / size


def test_a_line_an_epoch_is_printed_under_its_head(dataset, capsys):
    assert run("--epochs 3 --train-size 400") == 0

    lines = capsys.readouterr().out.splitlines()
    assert "784-16-16-10, sigmoid, quadratic, 13,002 parameters" in lines[0]
    assert "400 images, mini-batches of 10, learning rate 1, seed 0" in lines[1]
    assert lines[2].split()[:3] == ["epoch", "train", "cost"]
    assert [line.split()[0] for line in lines[3:]] == ["1", "2", "3"]
    assert {len(line) for line in lines[2:]} == {len(lines[2])}


def test_the_json_holds_settings_and_epochs(dataset, tmp_path):
    run(f"--hidden 8 --activation tanh --epochs 2 --train-size 300 --seed 5 --batch-size 20 "
        f"--learning-rate 0.5 --json {tmp_path}/r.json")  # fmt: skip

    report = json.loads((tmp_path / "r.json").read_text())

    assert report["parameters"] == 784 * 8 + 8 + 8 * 10 + 10
    assert report["settings"] == {
        "hidden": [8], "activation": "tanh", "cost": "quadratic", "epochs": 2, "batch_size": 20,
        "learning_rate": 0.5, "seed": 5, "train_size": 300,
        "momentum": 0.0, "l2": 0.0, "decay": 0.0, "until_accuracy": None,
    }  # fmt: skip
    assert report["outcome"] == "done"
    assert [epoch["epoch"] for epoch in report["epochs"]] == [1, 2]
    assert set(report["epochs"][0]) == {
        "epoch", "train_cost", "train_accuracy", "test_cost", "test_accuracy", "train_seconds",
        "examples_per_second",
    }  # fmt: skip
    for epoch in report["epochs"]:
        rate = 300 / epoch["train_seconds"]
        assert epoch["examples_per_second"] == pytest.approx(rate)


def test_costs_and_accuracies_are_those_of_the_saved_network(dataset, tmp_path):
    run(f"--epochs 1 --train-size 300 --json {tmp_path}/r.json --save {tmp_path}/s.nudges")

    (epoch,) = json.loads((tmp_path / "r.json").read_text())["epochs"]
    session = load_session(tmp_path / "s.nudges")
    network = Network(session.architecture, session.parameters.copy(np.float64))

    train_cost, train_accuracy = slow_measure(network, dataset.train, 300)
    test_cost, test_accuracy = slow_measure(network, dataset.test, 100)
    assert epoch["train_cost"] == pytest.approx(train_cost, rel=1e-5)
    assert epoch["test_cost"] == pytest.approx(test_cost, rel=1e-5)
    assert epoch["train_accuracy"] == pytest.approx(train_accuracy)
    assert epoch["test_accuracy"] == pytest.approx(test_accuracy)


def test_training_learns_what_can_be_learnt(dataset, tmp_path):
    run(f"--epochs 25 --train-size 400 --json {tmp_path}/r.json")

    epochs = json.loads((tmp_path / "r.json").read_text())["epochs"]
    assert epochs[-1]["test_accuracy"] > 0.9
    assert epochs[-1]["train_cost"] < epochs[0]["train_cost"] / 2


def test_the_same_seed_saves_the_same_bits_and_another_one_others(dataset, tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        run(f"--epochs 2 --train-size 300 --seed {seed} --save {tmp_path}/{name}")

    a, b, c = (load_session(tmp_path / name).parameters.vector.tobytes() for name in "abc")
    assert a == b != c


def test_the_saved_session_knows_where_it_is(dataset, tmp_path):
    run(f"--epochs 2 --train-size 305 --save {tmp_path}/s.nudges")

    session = load_session(tmp_path / "s.nudges")
    assert (session.epoch, session.step, session.position) == (2, 2 * 31, 305)
    assert session.dataset_sha256 == dataset.sha256


def test_the_saved_session_holds_the_cost_of_every_mini_batch_and_each_epochs_measures(
    dataset, tmp_path
):
    run(f"--epochs 2 --train-size 305 --save {tmp_path}/s.nudges --json {tmp_path}/r.json")

    session = load_session(tmp_path / "s.nudges")
    again = SgdRun(session.architecture, session.settings, dataset.train)
    assert session.curves.costs.tolist() == [again.step().cost for _ in range(62)]
    assert session.curves.steps.tolist() == list(range(1, 63))
    epochs = json.loads((tmp_path / "r.json").read_text())["epochs"]
    assert [
        (measure.set_name, measure.step, measure.accuracy, measure.examples)
        for measure in session.curves.measures.measures()
    ] == [
        place
        for step, epoch in zip((31, 62), epochs, strict=True)
        for place in (
            ("test", step, epoch["test_accuracy"], 100),
            ("train", step, epoch["train_accuracy"], 305),
        )
    ]


@pytest.mark.parametrize("option", ["--save", "--json"])
def test_an_output_that_cannot_be_written_is_told_before_the_data_is_loaded(
    monkeypatch, tmp_path, option
):
    monkeypatch.setattr(train_module, "load_mnist", lambda: pytest.fail("loaded"))

    with pytest.raises(CannotWriteError, match="its folder doesn't exist"):
        run(f"{option} {tmp_path}/none/file")


def test_a_run_that_diverges_keeps_the_last_good_network_and_tells_why(dataset, tmp_path, capsys):
    code = run(f"--activation relu --learning-rate 1000 --train-size 400 --json {tmp_path}/r.json "
               f"--save {tmp_path}/s.nudges")  # fmt: skip

    assert code == ExitCode.DIVERGED
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("nudges: error: diverged: ")
    assert "s.nudges" in line
    session = load_session(tmp_path / "s.nudges")
    assert np.isfinite(session.parameters.vector).all()
    assert session.curves.steps.tolist() == list(range(1, session.step + 1))
    report = json.loads((tmp_path / "r.json").read_text())
    assert (report["outcome"], report["epochs"]) == ("diverged", [])


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_saves_what_it_has(dataset, monkeypatch, tmp_path, capsys, number, code):
    monkeypatch.setattr(train_module, "STEPS_AT_ONCE", 10)
    interrupt_at_step(monkeypatch, 55, number)

    assert run(f"--epochs 9 --train-size 400 --save {tmp_path}/s --json {tmp_path}/r") == code

    (line,) = capsys.readouterr().err.splitlines()
    assert "in epoch 2 after 60 steps" in line
    assert str(tmp_path / "s") in line
    session = load_session(tmp_path / "s")
    assert (session.step, session.epoch, session.position) == (60, 2, 200)
    report = json.loads((tmp_path / "r").read_text())
    assert (report["outcome"], len(report["epochs"])) == ("stopped", 1)


def test_an_interrupted_run_goes_on_bit_for_bit(dataset, monkeypatch, tmp_path):
    run(f"--epochs 3 --train-size 400 --save {tmp_path}/whole")
    interrupt_at_step(monkeypatch, 55, signal.SIGINT)
    run(f"--epochs 3 --train-size 400 --save {tmp_path}/part")
    monkeypatch.undo()

    resumed = SgdRun.from_session(load_session(tmp_path / "part"), dataset.train)
    while resumed.step_count < 120:
        resumed.step()

    whole = load_session(tmp_path / "whole").parameters.vector
    assert resumed.network.parameters.vector.tobytes() == whole.tobytes()


EXTRAS = "--momentum 0.5 --l2 0.001 --decay 0.1 --learning-rate 0.5"


@pytest.mark.parametrize("extras", ["", EXTRAS])
@pytest.mark.parametrize("step", [5, 55, 80])
def test_an_interrupted_run_that_is_resumed_ends_with_the_same_bits(
    dataset, monkeypatch, tmp_path, step, extras
):
    monkeypatch.setattr(train_module, "STEPS_AT_ONCE", 10)
    run(f"--epochs 3 --train-size 400 {extras} --save {tmp_path}/whole")
    interrupt_at_step(monkeypatch, step, signal.SIGINT)
    assert run(f"--epochs 3 --train-size 400 {extras} --save {tmp_path}/part") == 130
    monkeypatch.undo()
    monkeypatch.setattr(train_module, "load_mnist", lambda: dataset)
    epochs = 3 if step < 40 else 2 if step < 80 else 1

    run(f"--resume {tmp_path}/part --epochs {epochs} --save {tmp_path}/part")

    whole, part = load_session(tmp_path / "whole"), load_session(tmp_path / "part")
    assert (part.step, part.epoch, part.settings) == (whole.step, 3, whole.settings)
    assert part.parameters.vector.tobytes() == whole.parameters.vector.tobytes()
    assert part.curves.costs.tolist() == whole.curves.costs.tolist()


def test_a_resumed_run_may_take_another_learning_rate_and_batch_size(dataset, tmp_path, capsys):
    run(f"--train-size 400 --save {tmp_path}/s")
    run(f"--resume {tmp_path}/s --learning-rate 0.25 --batch-size 20 --save {tmp_path}/t")

    assert "mini-batches of 20, learning rate 0.25" in capsys.readouterr().out
    session = load_session(tmp_path / "t")
    assert (session.step, session.epoch) == (40 + 20, 2)
    assert (session.settings.learning_rate, session.settings.batch_size) == (0.25, 20)


def test_a_resumed_run_may_take_momentum_penalty_and_decay(dataset, tmp_path):
    run(f"--train-size 400 --momentum 0.9 --save {tmp_path}/s")
    run(f"--resume {tmp_path}/s --momentum 0.5 --l2 0.01 --decay 0.1 --save {tmp_path}/t")
    settings = load_session(tmp_path / "t").settings
    assert (settings.momentum, settings.l2, settings.decay) == (0.5, 0.01, 0.1)
    assert (settings.learning_rate, settings.batch_size) == (1.0, 10)


@pytest.mark.parametrize(("wanted", "how"), [(0.05, "5 % reached"), (1, "100 % not reached")])
def test_it_is_said_whether_the_accuracy_asked_for_was_reached(dataset, capsys, wanted, how):
    run(f"--train-size 100 --epochs 1 --until-accuracy {wanted}")
    assert capsys.readouterr().out.splitlines()[-1].endswith(how)


def test_a_session_of_other_images_is_not_resumed(dataset, monkeypatch, tmp_path):
    run(f"--train-size 100 --save {tmp_path}/s")
    monkeypatch.setattr(train_module, "load_mnist", lambda: replace(dataset, sha256="6" * 64))

    with pytest.raises(BadFileError, match="other images"):
        run(f"--resume {tmp_path}/s")


def test_a_run_stops_at_the_first_epoch_with_the_accuracy_asked_for(dataset, tmp_path):
    assert run(f"--train-size 400 --until-accuracy 90 --json {tmp_path}/r.json") == 0

    report = json.loads((tmp_path / "r.json").read_text())
    *before, last = [epoch["test_accuracy"] for epoch in report["epochs"]]
    assert last >= 0.9 > max(before)
    assert report["outcome"] == "reached"


def test_a_run_that_does_not_reach_its_accuracy_makes_its_epochs(dataset, tmp_path):
    run(f"--train-size 100 --epochs 2 --until-accuracy 1 --json {tmp_path}/r.json")

    report = json.loads((tmp_path / "r.json").read_text())
    assert (report["outcome"], len(report["epochs"])) == ("done", 2)


def interrupt_at_step(monkeypatch, step: int, number: int) -> None:
    """Send this process a signal as soon as a run makes a certain step."""
    true_advance = SgdRun.advance

    def advance_and_signal(run: SgdRun, *arguments):
        before = run.step_count
        records = true_advance(run, *arguments)
        if before < step <= run.step_count:
            signal.raise_signal(number)
        return records

    monkeypatch.setattr(SgdRun, "advance", advance_and_signal)


def test_a_cost_that_is_not_finite_is_null_in_the_json(dataset, monkeypatch, tmp_path):

    def infinite(*arguments):
        result = measure(*arguments)
        object.__setattr__(result, "cost", float("inf"))
        return result

    monkeypatch.setattr(train_module, "measure", infinite)
    run(f"--train-size 100 --json {tmp_path}/r.json")

    (epoch,) = json.loads((tmp_path / "r.json").read_text())["epochs"]
    assert epoch["train_cost"] is None


def test_the_json_is_written_even_if_the_session_cannot_be(dataset, monkeypatch, tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    true_advance = SgdRun.advance

    def remove_folder(run: SgdRun, *arguments):
        if folder.exists():
            folder.rmdir()
        return true_advance(run, *arguments)

    monkeypatch.setattr(SgdRun, "advance", remove_folder)

    with pytest.raises(CannotWriteError, match=r"s\.nudges"):
        run(f"--train-size 100 --save {folder}/s.nudges --json {tmp_path}/r.json")
    assert json.loads((tmp_path / "r.json").read_text())["outcome"] == "done"
