import pytest
from PyQt6.QtCore import QEvent, QLocale, Qt
from PyQt6.QtGui import QFocusEvent

from core.errors import NudgesError
from gui.widgets.number_field import NumberField, next_round, parsed


def above_zero(value):
    if not 0 < value <= 100:
        raise NudgesError(f"rate {value:g}: choose a number above 0, at most 100")


@pytest.fixture
def field(qtbot):
    field = NumberField(1.0, above_zero, name="rate")
    qtbot.addWidget(field)
    field.taken = []
    field.value_changed.connect(field.taken.append)
    return field


def type_into(qtbot, field, text, key=Qt.Key.Key_Return):
    field.selectAll()
    field.del_()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, key)


def test_a_number_in_range_is_handed_over_by_enter(qtbot, field):
    type_into(qtbot, field, "0.25")
    assert field.taken == [0.25]
    assert field.value == 0.25


def test_the_same_number_again_is_no_change(qtbot, field):
    type_into(qtbot, field, "1.00")
    assert field.taken == []
    assert field.text() == "1"


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "nan",
        "inf",
        "-inf",
        "1e400",
        "1,5",
        "0",
        "-3",
        "101",
        "1_0",
        "0x10",
        "1.2.3",
        "--1",
        "",
    ],
)
def test_what_is_no_number_in_range_is_marked_and_not_taken(qtbot, field, text):
    type_into(qtbot, field, text)
    assert field.taken == []
    assert field.value == 1.0
    assert field.property("state") == "bad"
    assert field.hint


def test_leaving_the_field_brings_the_old_value_back(qtbot, field):
    type_into(qtbot, field, "abc")
    field.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut))
    assert field.text() == "1"
    assert field.property("state") == "good"


def test_a_comma_is_answered_with_the_number_that_was_meant(field):
    with pytest.raises(NudgesError, match=r"write a dot, not a comma: 1\.5"):
        parsed("1,5", whole=False)


def test_a_dot_is_a_dot_in_a_german_system(qtbot, field):
    QLocale.setDefault(QLocale("de_DE"))
    try:
        type_into(qtbot, field, "0.5")
        assert field.taken == [0.5]
    finally:
        QLocale.setDefault(QLocale.c())


@pytest.mark.parametrize("text", ["\u0663", "\uff11", "\u00b2"])
def test_only_plain_figures_make_a_number(text):
    with pytest.raises(NudgesError, match="not a"):
        parsed(text, whole=True)


def test_a_whole_number_takes_no_fraction():
    assert parsed("12", whole=True) == 12
    with pytest.raises(NudgesError, match="whole number"):
        parsed("1.5", whole=True)


def test_up_and_down_change_the_number_within_its_range(qtbot, field):
    for _ in range(10):
        qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.taken == [2, 5, 10, 20, 50, 100]


def test_a_whole_number_moves_by_one(qtbot):
    field = NumberField(10, whole=True)
    qtbot.addWidget(field)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value == 9
    assert isinstance(field.value, int)


def test_setting_a_value_tells_nobody(field):
    field.set_value(0.125)
    assert field.taken == []
    assert field.text() == "0.125"


@pytest.mark.parametrize(
    ("value", "up", "expected"),
    [
        (1, True, 2),
        (1, False, 0.5),
        (0.3, True, 0.5),
        (0.3, False, 0.2),
        (7, True, 10),
        (1000, False, 500),
        (0.1, False, 0.05),
        (0, True, 0),
        (-3, True, -2),
        (-3, False, -5),
        (-0.1, False, -0.2),
    ],
)
def test_round_numbers_follow_each_other(value, up, expected):
    assert next_round(value, up) == pytest.approx(expected)
