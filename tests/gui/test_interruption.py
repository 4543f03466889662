import signal

import pytest

from gui.interruption import Interruption


@pytest.fixture
def signals_as_before():
    """Give the signals that the program takes back to whom they belonged."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_closes_the_window_soon_but_not_in_the_midst_of_a_paint(
    program, qtbot, signals_as_before, number, code
):
    interruption = Interruption(program.window)

    signal.raise_signal(number)
    assert not program.closed

    qtbot.waitUntil(lambda: program.closed)
    assert not program.window.isVisible()
    assert interruption.exit_code == code
