from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont, QFontMetrics

from gui.widgets.elided import ElidedLabel
from gui.widgets.segments import Segments


def test_a_click_chooses_a_name_and_frees_the_other(qtbot):
    segments = Segments(["One example", "Descend"])
    qtbot.addWidget(segments)
    with qtbot.waitSignal(segments.chosen) as chosen:
        qtbot.mouseClick(segments.button("Descend"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["Descend"]
    assert segments.current == "Descend"


def test_choosing_by_code_tells_nobody(qtbot):
    segments = Segments(["One example", "Descend"])
    qtbot.addWidget(segments)
    with qtbot.assertNotEmitted(segments.chosen):
        segments.set_chosen("Descend")
    assert segments.current == "Descend"


def test_the_chosen_name_has_room_for_its_bold_letters(qtbot):
    name = "± standard error of the mean"
    segments = Segments([name, "± spread"])
    segments.setStyleSheet("QPushButton { padding: 2px 6px; border: 0; }")
    qtbot.addWidget(segments)
    segments.show()
    button = segments.button(name)
    bold = button.font()
    bold.setWeight(QFont.Weight.DemiBold)

    assert button.minimumWidth() >= QFontMetrics(bold).horizontalAdvance(name) + 2 * 6


def test_a_long_text_ends_in_an_ellipsis_and_a_short_one_does_not(qtbot):
    label = ElidedLabel("16 of 784 pixels drawn as neurons")
    qtbot.addWidget(label)
    label.resize(80, 20)
    assert label.shown_text().endswith("…")
    label.resize(800, 20)
    assert label.shown_text() == label.text()
