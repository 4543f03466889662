import signal

import pytest

from core.verbs.interruption import Interruption, StoppedError


@pytest.mark.parametrize(
    ("number", "code", "word"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")],
)
def test_a_signal_is_kept_until_it_is_asked_for(number, code, word):
    with Interruption() as interruption:
        interruption.check()
        signal.raise_signal(number)
        assert interruption.wanted()
        with pytest.raises(StoppedError, match=word) as stop:
            interruption.check()

    assert stop.value.exit_code == code


def test_the_second_signal_takes_effect():
    with Interruption():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_the_handlers_of_before_come_back():
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)

    with Interruption():
        pass

    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
