"""Each number in a caption that was computed opens arithmetic that is true and comes to it."""

import re

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from core.explain.full_walk import Part, full_walk_of
from core.explain.walk import StepKind
from core.network.activations import ACTIVATIONS
from core.network.costs import COSTS
from gui.explain.caption_label import CaptionLabel
from gui.explain.caption_numbers import details_in
from gui.explain.captions import caption_of
from gui.explain.moment import Moment
from gui.explain.notation import told
from gui.network_view.at_rest import choose_shown
from tests.gui.explain.conftest import derivation_of, number_of
from tests.gui.explain.written_arithmetic import statements, untrue

NUMERAL = re.compile(r"[+−]?\d[\d,]*\.\d+(?:×10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?|[\d.]+\u202f%")
BOLD = re.compile(r"<b>.+?</b>")
DIGIT = re.compile(r"<b>\d</b>")  # a label or an answer: read or chosen, not computed
RESULT = re.compile(r".*<b>(.+?)</b>", re.DOTALL)
SIZES = {"none": (784, 10), "one": (784, 4, 10), "two": (784, 4, 3, 10), "thin": (784, 1, 1, 10)}


def moments(derivation, heard=None):
    shown = choose_shown(derivation.network.architecture, derivation.image)
    for step in full_walk_of(derivation):
        after = derivation.stepped(1.0) if step.kind is StepKind.STEP else None
        mask = heard if step.kind is StepKind.DESIRES else None
        if mask is not None and len(mask) != len(derivation.layer(step.layer + 1).biases):
            mask = None
        yield Moment(derivation, step, 1.0, shown, None, after, heard=mask)


def numbers_in(caption):
    """Return the numbers of a caption that were computed: those in bold, then the others."""
    bold = BOLD.findall(caption)
    return [each for each in bold if not DIGIT.fullmatch(each)], NUMERAL.findall(
        BOLD.sub("", caption)
    )


def read(text):
    return number_of(text.removesuffix("\u202f%"))


def come_to(detail, number, near):
    """Whether arithmetic ends with the number, as far as both are written."""
    ends = [read(RESULT.match(line)[1]) for line in detail.split("<br>") if "<b>" in line]
    return any(end == pytest.approx(read(number), rel=2e-3, abs=near) for end in ends)


@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("activation", [name for name in sorted(ACTIVATIONS) if name != "softmax"])
@pytest.mark.parametrize("cost", sorted(COSTS))
def test_every_number_opens_arithmetic_that_is_true(sizes, activation, cost):
    derivation = derivation_of(cost, activation, sizes)
    for moment in moments(derivation):
        caption = told(caption_of(moment), True)
        details = details_in(caption, moment, True)
        bold, others = numbers_in(caption)
        for number in (*bold, *others):
            assert number in details, (moment.step.name, number, caption)
            detail = details[number]()
            assert untrue(detail) == [], (moment.step.name, detail)
            near = 6e-4 if number in bold else 0.5 if "%" in number else 6e-3
            text = number.removeprefix("<b>").removesuffix("</b>")
            assert come_to(detail, text, near), (moment.step.name, number, detail)


COUNTS = re.compile(
    r"(\d[\d,]*)(?= pixels| activations| weights from| nudges tog| parameters m| count| of \d+ are)"
)


def counted_apart(derivation):
    """Return what may be counted of an example, each counted here one by one."""
    image, network = derivation.image, derivation.network
    parameters = sum(1 for _ in network.parameters.vector)
    silent = [sum(1 for a in layer.activations if a == 0) for layer in derivation.layers]
    return {len(image), sum(1 for pixel in image if pixel == 0), parameters, *silent}


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES.keys())
def test_every_count_of_pixels_and_parameters_opens_true_arithmetic(sizes, activation):
    derivation, opened = derivation_of("quadratic", activation, sizes), set()
    counts = counted_apart(derivation)
    for moment in moments(derivation):
        caption = told(caption_of(moment), True)
        details = details_in(caption, moment, True)
        for written in COUNTS.findall(BOLD.sub("", caption)):
            assert written in details, (moment.step.name, written)
            detail = details[written]()
            assert untrue(detail) == []
            assert statements(detail)
            assert read(written) == read(RESULT.match(detail)[1])
            assert int(read(written)) in counts
            opened.add(int(read(written)))
    assert {784, len(derivation.network.parameters.vector)} < opened


def test_how_many_neurons_there_are_is_given_and_opens_nothing():
    derivation = derivation_of(sizes=(784, 16, 16, 10))
    for moment in moments(derivation):
        caption = told(caption_of(moment), True)
        assert not details_in(caption, moment, True).keys() & {"16", "10"}


def test_numbers_alone_are_opened_where_notation_is_hidden(quadratic):
    for moment in moments(quadratic):
        caption = told(caption_of(moment), False)
        for detail in details_in(caption, moment, False).values():
            assert not re.search(r"[∂Σ]|s′", detail()), detail()


def test_the_sum_without_those_muted_opens(quadratic):
    heard = np.ones(10, bool)
    heard[[2, 7]] = False
    told_of = [m for m in moments(quadratic, heard) if m.heard is not None]
    assert any(moment.part is Part.ADDING for moment in told_of)
    for moment in told_of:
        caption = told(caption_of(moment), True)
        details = details_in(caption, moment, True)
        for number in BOLD.findall(caption):
            assert untrue(details[number]()) == []
            assert statements(details[number]())


@pytest.fixture
def label(theme, qtbot):
    label = CaptionLabel(theme)
    qtbot.addWidget(label)
    label.resize(300, 80)
    label.show()
    words = "It asks for <b>+0.5</b>; the label is <b>2</b>."
    label.set_caption(words, {"<b>+0.5</b>": lambda: "w d<br>= 1 × 0.5 = <b>0.5</b>"})
    return label


def test_a_number_in_a_caption_opens_by_a_click_on_it_and_a_label_does_not(label):
    assert label.text().count("href") == 1
    label.linkActivated.emit("number:0")
    assert label.card.isVisible()
    assert "1 × 0.5" in label.card.detail
    assert label.caption.count("href") == 0


def test_numbers_of_a_caption_are_reached_by_the_keys(label):
    flags = Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    assert label.textInteractionFlags() & flags
    label.set_caption("Nothing is told in bold.")
    assert not label.textInteractionFlags() & flags


def test_another_caption_closes_what_the_last_one_opened(label):
    label.linkActivated.emit("number:0")
    label.set_caption("Another step.")
    assert label.card.isHidden()


def test_a_short_caption_keeps_its_numbers_open_to_the_reader(label):
    label.set_caption(
        "Every output has asked: each sum is a desire, <b>+0.5</b>, and it is a hollow arrow."
        " Nothing can change a pixel, though, and this is told only to who asks for it.",
        label.details,
    )
    label.set_short(True)
    assert "number:0" in label.text()
    assert ">more<" in label.text()
