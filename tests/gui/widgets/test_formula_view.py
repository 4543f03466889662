import pytest
from PyQt6.QtSvg import QSvgRenderer

from gui.theme import Mode, Theme
from gui.widgets import typesetting
from gui.widgets.formula_view import FormulaView
from gui.widgets.idle_typesetter import IdleTypesetter
from gui.widgets.typesetting import prepare, typeset


@pytest.fixture
def view(qtbot):
    prepare()
    view = FormulaView(Theme(Mode.DARK))
    qtbot.addWidget(view)
    view.resize(280, 80)
    return view


def has_color(view, name):
    picture = view.grab().toImage()
    colors = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }
    return name in colors


def test_a_formula_becomes_an_svg_that_qt_can_draw():
    line = typeset(r"d_k = \sum_j w_{jk}\, s'(z_j)\, d_j")
    assert line is not None
    assert line.width > line.height > 0
    assert QSvgRenderer(line.colored("#ff0000")).isValid()


def test_a_formula_is_set_once():
    assert typeset(r"z = W a + b") is typeset(r"z = W a + b")


def test_a_formula_is_drawn_in_the_text_colour_of_the_theme(view):
    view.set_formula(r"\frac{1}{2}")
    assert view.is_typeset
    assert has_color(view, view._theme.colors.text)
    view._theme.set_mode(Mode.LIGHT)
    assert has_color(view, view._theme.colors.text)


def test_a_second_line_makes_the_view_higher(view):
    view.set_formula("a = b")
    low = view.sizeHint().height()
    view.set_formula("a = b\nc = d")
    assert view.sizeHint().height() > low + 15


def test_what_cannot_be_set_is_shown_as_plain_text(view):
    view.set_formula(r"\frac{1}{", "one over nothing")
    view.grab()
    assert not view.is_typeset
    assert view.accessibleName() == "one over nothing"


def test_a_broken_typesetter_takes_nothing_else_away(view, monkeypatch):
    def fail(latex):
        raise RuntimeError("no font")

    monkeypatch.setattr(typesetting, "_set", fail)
    view.set_formula("q = r + 1", "q is r plus one")
    assert not view.is_typeset


def test_the_first_formula_waits_until_the_typesetter_is_ready(view, monkeypatch, qtbot):
    monkeypatch.setattr("gui.widgets.formula_view.is_ready", lambda: False)
    view.set_formula("a = b + c")
    view.grab()
    assert not view.is_typeset
    monkeypatch.undo()
    qtbot.waitUntil(lambda: view.is_typeset)


def test_formulas_are_set_ahead_one_by_one(qtbot):
    prepare()
    typesetter = IdleTypesetter()
    typesetter.add(["u = 1\nv = 2", "u = 1"])
    assert typesetter.waiting == 2
    qtbot.waitUntil(lambda: typesetter.waiting == 0)
