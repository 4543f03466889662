import numpy as np
import pytest

from core.errors import ExitCode, NudgesError
from core.explain import derivation
from core.network import backpropagation
from core.storage.session import save_session
from core.training.run import SgdRun
from core.verbs.arguments import read_check, read_train
from core.verbs.check import check


@pytest.fixture
def session(dataset, tmp_path) -> str:
    """Return the path of a session of a small network."""
    options = read_train(["--hidden", "2", "--train-size", "400"])
    run = SgdRun(options.architecture, options.settings, dataset.train)
    save_session(run.to_session(dataset.sha256), tmp_path / "s.nudges")
    return str(tmp_path / "s.nudges")


def test_a_check_that_agrees_prints_count_worst_place_and_values(session, capsys):
    assert check(read_check([session])) == ExitCode.DONE

    text = capsys.readouterr().out
    assert "1,600 derivatives" in text
    assert "relative error" in text
    assert "layer " in text
    assert "backpropagation " in text
    assert "central difference " in text
    assert text.endswith("OK, below 1e-06\n")


def test_a_check_that_does_not_agree_fails(session, monkeypatch, capsys):
    true = backpropagation.parameter_gradient

    def doubled(*arguments):
        result = true(*arguments)
        np.multiply(result.vector, 2, out=result.vector)
        return result

    monkeypatch.setattr(derivation, "parameter_gradient", doubled)

    with pytest.raises(NudgesError, match=r"don't agree: relative error 5\.00e-01") as failure:
        check(read_check([session]))

    assert failure.value.exit_code == ExitCode.FAILED
    assert "FAILED" in capsys.readouterr().out
