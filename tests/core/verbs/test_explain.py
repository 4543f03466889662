import numpy as np
import pytest

from core.errors import BadFileError, CannotWriteError, UsageError
from core.storage.session import load_session, save_session
from core.training.run import SgdRun
from core.verbs.arguments import read_explain, read_train
from core.verbs.explain import explain


def run(line: str) -> int:
    return explain(read_explain(line.split()))


@pytest.fixture
def session(dataset, tmp_path):
    """Return the path of a session of a 784-6-5-10 network, trained a little."""
    options = read_train(["--hidden", "6,5", "--train-size", "400"])
    sgd = SgdRun(options.architecture, options.settings, dataset.train)
    for _ in range(30):
        sgd.step()
    save_session(sgd.to_session(dataset.sha256), tmp_path / "s.nudges")
    return tmp_path / "s.nudges"


def expected_names(depth: int) -> set[str]:
    names = {"a0", "d0", "cost_terms", "cost", "target"}
    for kind in ("a", "z", "s", "d", "delta", "W", "b", "dW", "db", "contributions"):
        names |= {f"{kind}{layer}" for layer in range(1, depth + 1)}
    return names


def test_the_file_holds_every_quantity_in_float64(session, dataset, tmp_path):
    assert run(f"{session} --set train --index 7 --out {tmp_path}/e.npz") == 0

    with np.load(tmp_path / "e.npz") as file:
        assert set(file.files) == expected_names(3)
        assert {file[name].dtype for name in file.files} == {np.dtype(np.float64)}
        assert file["contributions1"].shape == file["W1"].shape == file["dW1"].shape == (6, 784)
        np.testing.assert_array_equal(file["a0"], dataset.train.pixels[7] / 255)
        assert file["target"].argmax() == dataset.train.labels[7]
        np.testing.assert_array_equal(file["W2"], load_session(session).parameters.weights[1])


def test_the_quantities_follow_from_each_other(session, tmp_path):
    run(f"{session} --out {tmp_path}/e.npz")

    with np.load(tmp_path / "e.npz") as file:
        e = dict(file)
    assert e["cost"] == pytest.approx(((e["a3"] - e["target"]) ** 2).sum())
    assert e["d3"] == pytest.approx(2 * (e["target"] - e["a3"]))
    for layer in (1, 2, 3):
        a, s, d = e[f"a{layer - 1}"], e[f"s{layer}"], e[f"d{layer}"]
        w, b = e[f"W{layer}"], e[f"b{layer}"]
        assert e[f"z{layer}"] == pytest.approx(w @ a + b)
        assert e[f"a{layer}"] == pytest.approx(1 / (1 + np.exp(-e[f"z{layer}"])))
        assert e[f"delta{layer}"] == pytest.approx(-s * d)
        assert e[f"db{layer}"] == pytest.approx(s * d)
        assert e[f"dW{layer}"] == pytest.approx(np.outer(s * d, a))
        assert e[f"contributions{layer}"] == pytest.approx(w * (s * d)[:, None])
        assert e[f"d{layer - 1}"] == pytest.approx(e[f"contributions{layer}"].sum(axis=0))


def test_another_label_can_be_asked_for(session, tmp_path, dataset, capsys):
    other = (int(dataset.test.labels[0]) + 1) % 10

    run(f"{session} --label {other} --out {tmp_path}/e.npz")

    with np.load(tmp_path / "e.npz") as file:
        assert file["target"].argmax() == other
    assert f"asked for {other}" in capsys.readouterr().out


def test_without_a_session_a_new_network_is_explained_and_that_is_said(dataset, tmp_path, capsys):
    run(f"--out {tmp_path}/e.npz")

    options = read_train(["--train-size", "400"])
    first = SgdRun(options.architecture, options.settings, dataset.train)
    with np.load(tmp_path / "e.npz") as file:
        np.testing.assert_array_equal(file["W1"], first.network.parameters.weights[0])
    assert "new, untrained, seed 0" in capsys.readouterr().out


def test_the_same_example_gives_the_same_bytes(session, tmp_path):
    run(f"{session} --out {tmp_path}/a.npz")
    run(f"{session} --out {tmp_path}/b.npz")

    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


@pytest.mark.parametrize("index", [-1, 100, 10**12])
def test_an_index_out_of_range_is_refused_with_the_limits(dataset, tmp_path, index):
    with pytest.raises(UsageError, match="0 to 99"):
        run(f"--set test --index {index} --out {tmp_path}/e.npz")

    assert not (tmp_path / "e.npz").exists()


def test_a_session_that_is_none_is_refused(dataset, tmp_path):
    (tmp_path / "s.nudges").write_text("hello")

    with pytest.raises(BadFileError, match=r"s\.nudges"):
        run(f"{tmp_path}/s.nudges --out {tmp_path}/e.npz")


def test_an_output_that_cannot_be_written_is_told(dataset, tmp_path):
    with pytest.raises(CannotWriteError):
        run(f"--out {tmp_path}/none/e.npz")
