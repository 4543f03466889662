import pytest

from gui.training.curve_style import COST_CURVES
from gui.training.legend import Legend


@pytest.mark.parametrize(("width", "named"), [(40, 0), (150, 1), (500, 3)])
def test_only_curves_with_room_for_their_name_are_named(qtbot, theme, width, named):
    legend = Legend(theme, "cost", COST_CURVES)
    qtbot.addWidget(legend)
    legend.resize(width, 20)
    legend.show()
    assert legend.shown == COST_CURVES[:named]
    assert [style.name in legend.text().replace("&nbsp;", " ") for style in COST_CURVES] == [
        place < named for place in range(3)
    ]
