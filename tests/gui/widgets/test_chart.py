import numpy as np

from gui.widgets.chart import Chart, Line


def test_points_without_a_place_are_left_out():
    line = Line("a", np.array([0.0, 1.0, 10.0]), np.array([0.1, np.nan, 0.3]), "positive")
    shown = Chart((line,), log_x=True)

    assert shown.visible(line).tolist() == [False, False, True]
