"""The whole walk and every page of the gradient: each number opens arithmetic, and it is true."""

import re

import pytest
from PyQt6.QtWidgets import QApplication, QLabel, QWidget

from gui.explain.adding_view import MATRIX, STACK, SUMS
from gui.explain.gradient_panel import PAGES, PULL, GradientPanel
from gui.network_view.scene import ConnectionId, NeuronId
from gui.widgets.bar_table import BarTable
from gui.widgets.number_words import NumberWords
from tests.gui.explain.claims import N, agrees
from tests.gui.explain.written_arithmetic import untrue

RESULT = re.compile("<b>.*?</b>")
BOLD = re.compile("<b>(.*?)</b>")
NUMBER = re.compile(N)


def seen_bars(panel):
    return [bars for bars in panel.findChildren(BarTable) if bars.isVisible()]


def misfits(row):
    """Return what doesn't belong together of a bar, its number and the results it opens."""
    written = row.written(4)
    if not NUMBER.fullmatch(written):
        return []  # words with several numbers, judged elsewhere
    results = [text for text in BOLD.findall(row.detail) if NUMBER.fullmatch(text)]
    wrong = [] if agrees(written, row.value) else [(written, row.value)]
    if not any(agrees(result, row.value) for result in results):
        wrong.append((row.value, results))
    return wrong


def judge_all(panel, where):
    """Every visible row and every link has a result, and all lines of numbers are true."""
    judged = 0
    for bars in seen_bars(panel):
        for row in (*bars.rows, *bars.sums):
            if row.number != "…":  # a mean that is still being computed
                assert RESULT.search(row.detail), (where, row.label)
                assert misfits(row) == [], (where, row.label)
            assert untrue(row.detail) == [], (where, row.label)
            judged += 1
    for words in panel.findChildren(NumberWords):
        for detail in words.details.values() if words.isVisible() else ():
            assert RESULT.search(detail), where
            assert untrue(detail) == [], where
            judged += 1
    return judged


@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy"])
def test_each_number_of_each_step_opens_true_arithmetic(open_program, cost):
    program = open_program(cost=cost)
    program.window.resize(1440, 900)  # where no avenue hides for want of height
    program.stage.set_perspective("one-example")
    walker, panel = program.walker, program.explanation
    for place in range(len(program.explain.steps)):
        program.stage.go_to_step(place + 1)
        forms = (STACK, MATRIX, SUMS) if panel.body.adding.isVisible() else (None,)
        for form in forms:
            if form is not None:
                panel.body.adding.set_form(form)
            QApplication.processEvents()
            assert judge_all(panel, program.explain.step.name) > 0 or form == MATRIX
        matrix = panel.body.adding.matrix
        if matrix.isVisible():
            for row in range(len(matrix.listed)):
                for column in (None, 0, matrix.grid().columns - 1):
                    assert untrue(matrix.detail_at((row, column))) == []
    assert walker.index == len(program.explain.steps) - 1


@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy"])
def test_each_number_of_each_page_of_the_gradient_opens_true_arithmetic(open_program, cost):
    program = open_program(cost=cost)
    program.window.resize(1440, 900)  # high enough for the head
    program.stage.set_perspective("gradient")
    panel = program.window.findChild(GradientPanel)
    for page in PAGES:
        panel.show_page(page)
        QApplication.processEvents()
        assert judge_all(panel, page) > 0


def test_without_notation_the_numbers_stay(program):
    program.stage.set_perspective("one-example")
    program.explain.set_notation(False)
    for name in ("cost", "desires 2", "layer 2"):
        program.stage.go_to_step(name)
        QApplication.processEvents()
        bars = seen_bars(program.explanation)
        assert all("Σ" not in row.detail for table in bars for row in table.rows)
        assert judge_all(program.explanation, name) > 0


LETTERS = re.compile(r"Σ|∂|∇|η|s′|<sub>|C₀|\bz\b|\b[aw] of \d|y − a")


def letters_left(window):
    """Return the texts in view that have letters of formulas, with where they stand."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        texts = [widget.text()] if isinstance(widget, QLabel) else []
        texts += widget.details.values() if isinstance(widget, NumberWords) else []
        if isinstance(widget, BarTable):
            rows = (*widget.rows, *widget.sums)
            texts += [text for row in rows for text in (row.label, row.detail, *row.cells)]
        found += [(type(widget).__name__, text) for text in texts if LETTERS.search(text)]
    return found


@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy"])
def test_without_notation_no_letters_are_left(open_program, cost):
    program = open_program(cost=cost)
    program.window.resize(1440, 900)
    program.stage.set_perspective("one-example")
    program.actions["notation"].trigger()
    for place in range(len(program.explain.steps)):
        program.stage.go_to_step(place + 1)
        QApplication.processEvents()
        assert letters_left(program.window) == [], program.explain.step.name
    for target in (NeuronId(3, 2), NeuronId(2, 1), NeuronId(0, 400), ConnectionId(2, 3, 5)):
        program.pinning.pin(target)
        QApplication.processEvents()
        assert letters_left(program.window) == [], target
    program.stage.set_perspective("gradient")
    panel = program.window.findChild(GradientPanel)
    for page in PAGES:
        panel.show_page(page)
        for value in (None, 0.7):
            if page == PULL and value is not None:
                panel.lines.pull(value)
            QApplication.processEvents()
            assert letters_left(program.window) == [], page
        assert judge_all(panel, page) > 0

    program.actions["notation"].trigger()
    QApplication.processEvents()
    assert letters_left(program.window) != []


def test_keys_go_from_neuron_to_neuron_of_the_steps_layer(program):
    program.stage.set_perspective("one-example")
    program.stage.go_to_step("layer 1")
    program.explain.choose_focus_index(5)

    program.actions["neuron_after"].trigger()
    assert program.explain.focus == 0  # after the last of six comes the first

    program.actions["neuron_before"].trigger()
    program.actions["neuron_before"].trigger()
    assert program.explain.focus == 4
