"""The page of noise: a picture of nothing, and how sure the network's answer is."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.experiments.noise import Noise, NoiseFinding
from gui.experiments.study_page import StudyPage, words
from gui.theme import Theme
from gui.widgets.chart import Chart, Line
from gui.widgets.digit_view import DigitView
from gui.widgets.numbers import fixed, percent, whole, with_article
from gui.widgets.segments import Segments

ANY, INK = "Any brightness", "As much ink as a digit"
PICTURE_SIDE = 144
NOISE_COLOR, DIGIT_COLOR = "negative", "positive"


class NoisePage(StudyPage):
    """Shows one noise picture with its answer, and the answers to thousands."""

    shown = pyqtSignal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            "What does it see in noise?",
            "Pixels by chance, shown to the network as it is when you press. It has never learnt"
            " to say that it doesn't know.",
            "New noise",
        )
        self.kind = Segments((ANY, INK))
        self.kind.button(ANY).setToolTip("Each pixel has any brightness")
        self.kind.button(INK).setToolTip("The pixels of a true digit, mixed up")
        self.picture = DigitView(theme)
        self.picture.setFixedSize(PICTURE_SIDE, PICTURE_SIDE)
        self.picture.setAccessibleName("picture of noise")
        self.answer = words("")
        self.answer.setStyleSheet("font-size: 32px; font-weight: 600;")
        self.confidence = words("")
        self.confidence.setStyleSheet("font-size: 15px;")
        self.counts = words("", "muted")
        self._place_rest()
        self.show_finding(None)

    def _place_rest(self) -> None:
        answers = QVBoxLayout()
        for label in (self.answer, self.confidence, self.counts):
            answers.addWidget(label)
        answers.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.picture)
        row.addLayout(answers, 1)
        self.body.insertLayout(self.body.indexOf(self.chart), row)
        self.kind.setStyleSheet("QPushButton { padding: 3px 6px; }")
        self.buttons.insertWidget(1, self.kind)

    def noise(self, seed: int) -> Noise:
        """Return the noise that is asked for."""
        return Noise(seed, like_digits=self.kind.current == INK)

    def set_running(self, running: bool) -> None:
        super().set_running(running)
        self.cancel_button.hide()
        self.progress.hide()

    def show_finding(self, finding: NoiseFinding | None) -> None:
        """Show the answers to noise, or that there are none yet."""
        self.chart.set_chart(chart_of(finding))
        self.set_savable(finding is not None)
        if finding is None:
            self.picture.set_pixels(None)
            self.set_finding("")
            return
        self.picture.set_pixels(finding.picture / 255)
        self.answer.setText(f"It says {finding.answer}")
        self.confidence.setText(f"with an output of {fixed(finding.confidence, 2)} of 1")
        self.counts.setText(counted(finding))
        self.set_finding(
            f"An output above 0.5: {percent(finding.confident())} of the noise pictures,"
            f" {percent(float((finding.digit_tops > 0.5).mean()))} of the test digits."
        )

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self.shown.emit()


def counted(finding: NoiseFinding) -> str:
    """Return which digits noise is taken for, the most frequent first."""
    order = np.argsort(-finding.noise_answers, kind="stable")
    shares = finding.noise_answers / finding.noise.count
    often = [
        f"{percent(shares[digit])} for {with_article(int(digit))}"
        for digit in order[:4]
        if shares[digit] > 0
    ]
    return f"Of {whole(finding.noise.count)} noise pictures it takes {', '.join(often)}."


def chart_of(finding: NoiseFinding | None) -> Chart:
    """Return the histogram of the largest output, over noise and over digits."""
    lines: tuple[Line, ...] = ()
    if finding is not None:
        edges, noise, digits = finding.histogram()
        lines = (
            Line("noise", edges, np.append(noise, noise[-1]), NOISE_COLOR),
            Line("digits", edges, np.append(digits, digits[-1]), DIGIT_COLOR, dashed=True),
        )
    return Chart(
        lines,
        x_name="largest output, in steps of 0.05",
        y_name="Share of the pictures",
        y_range=None,
        stairs=True,
        write_x=_two_decimals,
        empty="As soon as there are images, this shows how sure the network is.",
    )


def _two_decimals(value: float) -> str:
    return f"{value:.2g}"
