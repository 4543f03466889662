import pytest
from PyQt6.QtCore import Qt

from core.network.architecture import Architecture
from gui.training.network_fields import NetworkFields


@pytest.fixture
def fields(qtbot, theme):
    fields = NetworkFields(theme)
    qtbot.addWidget(fields)
    return fields


def test_the_network_as_it_is_cannot_be_asked_for(fields):
    assert not fields.apply.isEnabled()


def test_a_changed_field_changes_nothing_until_the_button_is_pressed(qtbot, fields):
    with qtbot.assertNotEmitted(fields.network_requested):
        fields.hidden.setText("32,16")
        fields.activation.setCurrentIndex(2)
        fields.cost.setCurrentIndex(1)
    with qtbot.waitSignal(fields.network_requested) as blocker:
        qtbot.mouseClick(fields.apply, Qt.MouseButton.LeftButton)
    assert blocker.args == [Architecture((784, 32, 16, 10), "relu", "cross_entropy"), 0]


def test_it_says_how_large_the_network_will_be_and_how_it_will_learn(fields):
    fields.hidden.setText("none")
    assert fields.remark.text() == "7,850 parameters"
    assert fields.plan.text() == "new run, learning rate 1"


def test_a_suggested_learning_rate_gives_way_to_the_new_networks(fields):
    fields.activation.setCurrentText("Tanh")
    assert fields.plan.text() == "new run, learning rate 0.05"
    fields.cost.setCurrentText("Cross-entropy")
    assert fields.plan.text() == "new run, learning rate 0.1"


def test_a_learning_rate_of_ones_own_stays(fields):
    fields.set_learning_rate(0.7)
    fields.activation.setCurrentText("Tanh")
    assert fields.plan.text() == "new run, learning rate 0.7"


def test_what_may_go_wrong_is_said_as_long_as_it_may(fields):
    fields.activation.setCurrentText("ReLU")
    assert fields.remark.text().startswith("ReLU outputs can die")
    fields.cost.setCurrentText("Cross-entropy")
    assert fields.remark.text() == "13,002 parameters"


@pytest.mark.parametrize("text", ["abc", "0", "16,,x", "9999999", "-5x"])
def test_hidden_layers_that_are_none_are_marked_and_cannot_be_asked_for(fields, text):
    fields.hidden.setText(text)
    assert not fields.apply.isEnabled()
    assert fields.hidden.property("state") == "bad"
    assert fields.plan.text()


def test_another_seed_makes_another_network(qtbot, fields):
    fields.seed.setText("7")
    with qtbot.waitSignal(fields.network_requested) as blocker:
        qtbot.mouseClick(fields.apply, Qt.MouseButton.LeftButton)
    assert blocker.args == [Architecture(), 7]


def test_a_bad_seed_cannot_be_asked_for(fields):
    fields.seed.setText("-1")
    assert not fields.apply.isEnabled()


def test_a_network_that_is_shown_is_the_one_to_differ_from(fields):
    fields.show_network(Architecture((784, 10), "tanh", "cross_entropy"), 5)
    assert (fields.hidden.text(), fields.seed.text()) == ("none", "5")
    assert fields.pending == (Architecture((784, 10), "tanh", "cross_entropy"), 5)
    assert not fields.apply.isEnabled()


def test_another_seed_is_never_the_present_one(fields):
    fields.show_network(Architecture(), 3)
    assert all(fields.another_seed() != 3 for _ in range(200))
