from pathlib import Path

import pytest

from core.errors import UsageError
from core.network.architecture import Architecture
from core.training.settings import TrainingSettings
from core.verbs.arguments import (
    CheckOptions,
    Example,
    ExplainOptions,
    RenderOptions,
    TrainOptions,
    WindowOptions,
    parse,
    read_render,
    read_train,
)


def test_no_word_opens_the_window():
    assert parse([]) == WindowOptions(None)


def test_a_word_that_is_no_verb_is_a_session():
    assert parse(["mine.nudges"]) == WindowOptions(Path("mine.nudges"))


def test_train_has_the_defaults_of_the_reference_network():
    assert parse(["train"]) == TrainOptions(
        Architecture((784, 16, 16, 10), "sigmoid", "quadratic"),
        TrainingSettings(learning_rate=1.0, batch_size=10, seed=0, train_size=60_000),
        epochs=1, save=None, json=None,
    )  # fmt: skip


def test_train_takes_all_its_options():
    line = (
        "train --hidden 30,20 --activation tanh --cost cross_entropy --epochs 3 --batch-size 32 "
        "--learning-rate 0.1 --seed 7 --train-size 1000 --save a.nudges --json b.json"
    )

    assert parse(line.split()) == TrainOptions(
        Architecture((784, 30, 20, 10), "tanh", "cross_entropy"),
        TrainingSettings(0.1, 32, 7, 1000),
        epochs=3, save=Path("a.nudges"), json=Path("b.json"),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["none", ""])
def test_train_can_do_without_hidden_layers(text):
    assert read_train(["--hidden", text]).architecture.sizes == (784, 10)


def test_explain_takes_all_its_options():
    line = "explain s.nudges --set train --index 5 --label 3 --out e.npz"

    assert parse(line.split()) == ExplainOptions(
        Example(Path("s.nudges"), "train", 5, 3), Path("e.npz")
    )


def test_check_needs_no_option():
    assert parse(["check"]) == CheckOptions(Example(None, "test", 0, None))


def test_render_takes_all_its_options():
    line = (
        "render s.nudges --perspective Descend --set train --index 5 --step 7 --page Run "
        "--size 1024x640 --scale 2 --theme light --lines signals --inputs 14,9 "
        "--picture --out p.png"
    )

    assert parse(line.split()) == RenderOptions(
        Path("s.nudges"),
        "descend",
        "train",
        5,
        7,
        "Run",
        1024,
        640,
        2.0,
        "light",
        "signals",
        (14, 9),
        True,
        Path("p.png"),
    )


def test_render_draws_the_usual_window_unless_told_otherwise():
    options = read_render(["--out", "p.png"])

    assert (options.perspective, options.step, options.theme) == ("one-example", None, "dark")
    assert (options.width, options.height, options.scale) == (1440, 900, 1)
    assert (options.lines, options.inputs, options.alone) == ("step", "strongest", False)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("train --learning-rate -1", "learning rate -1.*above 0.*1000"),
        ("train --learning-rate 1e9", "learning rate 1e.09.*at most 1000"),
        ("train --learning-rate 0", "learning rate 0"),
        ("train --learning-rate nan", "--learning-rate.*'nan' is not a number"),
        ("train --batch-size 0", "mini-batch of 0.*1 to 60,000"),
        ("train --batch-size 60001", "mini-batch of 60,001.*1 to 60,000"),
        ("train --batch-size 11 --train-size 10", "mini-batch of 11.*1 to 10"),
        ("train --train-size 0", "training on 0 images.*60,000"),
        ("train --train-size 60001", "training on 60,001 images.*60,000"),
        ("train --momentum 1", "momentum 1: choose.*below 1"),
        ("train --momentum -0.1", "momentum -0.1"),
        ("train --l2 2", "L2 penalty 2: choose.*to 1"),
        ("train --decay 1", "decay 1: choose"),
        ("train --until-accuracy 101", "--until-accuracy.*0.95 or 95"),
        ("train --until-accuracy 0", "--until-accuracy.*0.95 or 95"),
        ("train --resume s.nudges --seed 3", "--seed can't be changed.*leave it out"),
        ("train --epochs 0", "--epochs.*0 is out of range"),
        ("train --epochs x", "--epochs.*'x' is not a whole number"),
        ("train --seed -1", "seed -1"),
        ("train --seed 4294967296", "seed 4294967296"),
        ("train --hidden abc", "hidden layers 'abc'"),
        ("train --hidden 0", "0 neurons"),
        ("train --hidden=-16", "hidden layers '-16'"),
        ("train --hidden 5001", "5001 neurons.*5,000"),
        ("train --activation step", "--activation.*'step'.*sigmoid.*tanh"),
        ("train --cost mse", "--cost.*'mse'.*quadratic"),
        ("train --epoch 3", "--epoch"),
        ("train extra", "extra"),
        ("train --save", "--save.*expected one argument"),
        ("explain", "--out"),
        ("explain --out e.npz --label 10", "--label.*10 is out of range"),
        ("explain --out e.npz --set both", "--set.*'both'.*train.*test"),
        ("check --index 1.5", "--index.*'1.5' is not a whole number"),
        ("render --out p.png --size big", "--size.*'big'.*1440x900"),
        ("render --out p.png --scale 9", "--scale.*'9'.*0.5 to 4"),
        ("render --out p.png --size 16384x16384", "268,435,456 pixels"),
        ("render --out p.png --theme pink", "--theme.*'pink'.*dark.*light"),
        ("a.nudges b.nudges", "b.nudges"),
        ("--frobnicate", "--frobnicate"),
    ],
)
def test_a_mistake_is_refused_with_what_and_limits(line, told):
    with pytest.raises(UsageError, match=told) as refusal:
        parse(line.split())

    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("verb", ["train", "explain", "check", "render"])
def test_every_verb_explains_itself(verb, capsys):
    with pytest.raises(SystemExit) as ending:
        parse([verb, "--help"])

    assert ending.value.code == 0
    assert f"main.py {verb}" in capsys.readouterr().out


def test_the_help_names_all_verbs_and_exit_codes(capsys):
    with pytest.raises(SystemExit):
        parse(["--help"])

    text = capsys.readouterr().out
    assert all(word in text for word in ("train", "explain", "check", "render", "6 diverged"))
