from gui.widgets.chart_drawing import moved_apart


def test_names_are_moved_apart_within_the_plot():
    places = moved_apart([100, 100, 101, 20], 16, 0, 110)

    assert max(places) <= 110
    assert min(abs(a - b) for i, a in enumerate(places) for b in places[:i]) >= 16
    assert places[3] == 20
