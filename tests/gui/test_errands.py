import numpy as np
import pytest

from core.data.shared import arrays_of
from core.errors import NoDataError
from core.explain.check import CheckCancelledError
from core.explain.derivation import derive
from core.explain.verify import Compared, Verification
from core.network.architecture import Architecture
from core.network.network import Network
from core.storage.session import load_session, save_session
from core.training.run import SgdRun
from core.training.saved_curves import SavedCurves
from core.training.settings import TrainingSettings
from gui import errands
from gui.explain.check_request import CheckRequest


class StandIn:
    """A job that notes how far it is, and may be given up."""

    def __init__(self, goes_on=True):
        self.fractions = []
        self.goes_on = goes_on

    def report(self, fraction):
        self.fractions.append(fraction)
        return self.goes_on


@pytest.fixture
def session(small_dataset):
    settings = TrainingSettings(train_size=200)
    return SgdRun(Architecture((784, 3, 10)), settings, small_dataset.train).to_session("x")


@pytest.fixture
def derivation(small_dataset):
    network = Network.random(Architecture((784, 10)), np.random.default_rng(0))
    return derive(network, small_dataset.test.activations(0), 1)


def same_images(one, other):
    return one.sha256 == other.sha256 and all(
        np.array_equal(*pair) for pair in zip(arrays_of(one), arrays_of(other), strict=True)
    )


def test_without_a_session_only_the_data_are_read(small_dataset):
    loaded = errands.load_all(lambda: small_dataset, None, StandIn())

    assert same_images(loaded.dataset, small_dataset)
    assert (loaded.session, loaded.problem) == (None, "")


def test_data_and_session_are_read_together(small_dataset, session, tmp_path):
    save_session(session, tmp_path / "s.nudges")

    loaded = errands.load_all(lambda: small_dataset, tmp_path / "s.nudges", StandIn())

    assert same_images(loaded.dataset, small_dataset)
    assert loaded.problem == ""
    np.testing.assert_array_equal(loaded.session.parameters.vector, session.parameters.vector)


def test_a_bad_session_does_not_cost_the_data(small_dataset, tmp_path):
    (tmp_path / "bad.nudges").write_bytes(b"PK nothing")

    loaded = errands.load_all(lambda: small_dataset, tmp_path / "bad.nudges", StandIn())

    assert same_images(loaded.dataset, small_dataset)
    assert loaded.session is None
    assert "bad.nudges" in loaded.problem


def test_without_data_there_is_nothing_to_work_with(tmp_path):
    def load():
        raise NoDataError("no MNIST")

    with pytest.raises(NoDataError):
        errands.load_all(load, tmp_path / "bad.nudges", StandIn())


def test_saving_tells_the_files_name(session, tmp_path):
    path = tmp_path / "s.nudges"
    assert errands.save(session, None, path, StandIn()) == "Session saved: s.nudges"
    assert load_session(path).curves is None


def test_curves_are_read_where_the_session_is_written(session, tmp_path):
    path, empty = tmp_path / "s.nudges", SavedCurves.of(np.zeros(0), np.zeros(0), [])
    errands.save(session, lambda: empty, path, StandIn())
    assert len(load_session(path).curves.steps) == 0


def test_a_check_tells_how_far_it_is_and_gives_back_what_it_checked(derivation):
    job = StandIn()

    checked, found = errands.check(CheckRequest(derivation, {}), job)

    assert checked.derivation is derivation
    assert found.agrees
    assert found.count > 7850  # the nudges, and all else that is shown
    assert job.fractions == sorted(job.fractions)
    assert 0 <= job.fractions[0] < job.fractions[-1] <= 1


def test_a_check_that_is_given_up_has_no_result(derivation):
    assert errands.check(CheckRequest(derivation, {}), StandIn(goes_on=False)) is None


def test_giving_up_is_not_an_error_of_the_user():
    assert not issubclass(CheckCancelledError, ValueError)


def compared(quantity, count, worst):
    return Verification((Compared(quantity, count, worst, "layer 2, number 3", 1.0, 2.0),))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (compared("nudges", 13_002, 2.3e-9), ["all 13,002", "agree", "2×10⁻⁹"]),
        (compared("sums", 9, 0.42), ["sums disagree", "0.42", "at layer 2", "of 9 numbers"]),
        (compared("paths", 9, float("inf")), ["paths", "∞"]),
    ],
)
def test_what_a_check_found_is_told_in_words(found, words):
    text = errands.check_text(found)

    assert all(word in text for word in words), text


def test_the_search_gives_up_with_its_job(small_dataset):
    network = Network.random(Architecture((784, 10)), np.random.default_rng(0))

    assert errands.find_wrong(network, small_dataset.test, 0, None, StandIn(False)) is None
    assert errands.find_wrong(network, small_dataset.test, 0, None, StandIn()) is not None
