"""What the page of the average shows of the stream: content of the table, words, curve."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QObject, pyqtSlot
from PyQt6.QtGui import QImage

from core.arrays import IntArray
from core.average.columns import Order, ordered
from core.average.running import Average
from core.data.images import DIGITS as DIGIT_COUNT
from core.explain.derivation import derive
from gui.average.average_panel import DEVIATION, DIGITS, EXAMPLES, SETTLING, AveragePanel
from gui.average.cell_words import missing_words, of_cell, of_digit, of_mean
from gui.average.grid_content import GridContent, Head, power_for, scale_of
from gui.average.settling_curve import Settling
from gui.average.wish_stream import WishStream
from gui.network_view.parameter_names import short_name
from gui.widgets.numbers import whole, with_article
from gui.widgets.thumbnails import gray_image

SCALED_BY = 500  # examples that decide what full colour is, so that it stays while others come
NONE_YET = "No example yet"
WAITING = "No example has been asked yet: the first is coming, the play button brings more."


class AverageView(QObject):
    """Writes the panel from the stream; chosen are a row and a column of the table."""

    def __init__(self, panel: AveragePanel, stream: WishStream) -> None:
        super().__init__(panel)
        self._panel = panel
        self._stream = stream
        self._first_shown = 0
        self._columns: IntArray = np.zeros(0, np.int64)
        self._pictures: dict[int, QImage] = {}
        panel.count.setText(NONE_YET)
        panel.arithmetic.setText(WAITING)
        panel.walk.hide()
        panel.view.chosen.connect(self._change_view)
        panel.parameter.activated.connect(self._choose_parameter)
        panel.order.activated.connect(self._begin_again)
        panel.spread.chosen.connect(self._show_curve)
        panel.earlier.clicked.connect(self._go_back)
        panel.later.clicked.connect(self._go_on)
        panel.grid.columns_changed.connect(self.show)

    @property
    def by_digit(self) -> bool:
        """Whether the columns are digits, not examples."""
        return self._panel.view.current == DIGITS

    @property
    def example(self) -> int | None:
        """The training image of the column that is chosen; None where it is none."""
        column, task = self._panel.grid.chosen[1], self._stream.task
        if self._panel.view.current != EXAMPLES or task is None or column >= len(self._columns):
            return None
        return int(task.examples[self._columns[column]])

    def choose(self, row: int, column: int) -> None:
        """Choose a cell: its arithmetic is written, its row's mean drawn."""
        self._panel.grid.set_chosen(row, column)
        self._write()
        self._show_curve()
        if self._panel.order.currentText() in (Order.UP.value, Order.DOWN.value):
            self.show()

    @pyqtSlot()
    def show(self) -> None:
        """Show the stream as it is now."""
        panel, stream = self._panel, self._stream
        if stream.task is None:
            return
        average = stream.average
        panel.count.setText(count_words(average, stream.size))
        row = min(panel.grid.chosen[0], max(len(stream.places) - 1, 0))
        content = self._digits(average) if self.by_digit else self._examples(average, row)
        panel.grid.set_content(content)
        panel.grid.set_chosen(row, min(panel.grid.chosen[1], len(content.heads)))
        largest = float(np.nan_to_num(np.abs(content.values)).max(initial=0.0))
        panel.scale.set_scale(content.scale, largest)
        names = list(content.names)
        if names != [panel.parameter.itemText(i) for i in range(panel.parameter.count())]:
            panel.parameter.clear()
            panel.parameter.addItems(names)
        self._write()
        self._show_curve()

    def _examples(self, average: Average, row: int) -> GridContent:
        """Return the table of single examples."""
        stream, panel = self._stream, self._panel
        wishes = stream.wishes
        order = ordered(wishes, stream.count, Order(panel.order.currentText()), row)
        room = panel.grid.places.examples_that_fit
        self._first_shown = min(self._first_shown, max(len(order) - room, 0))
        self._columns = order[self._first_shown : self._first_shown + room]
        panel.earlier.setEnabled(self._first_shown > 0)
        panel.later.setEnabled(self._first_shown + room < len(order))
        values = wishes.values[self._columns].T
        scale = scale_of(wishes.values[:SCALED_BY])
        return self._content(average, tuple(map(self._head, self._columns.tolist())), values, scale)

    def _digits(self, average: Average) -> GridContent:
        """Return the table of the means by digit."""
        heads = tuple(
            Head(
                str(digit),
                short_count(count),
                spoken=f"the {whole(count)} of {with_article(digit)}",
            )
            for digit, count in enumerate(average.digit_counts.tolist())
        )
        values = average.digit_means[:, :DIGIT_COUNT]
        return self._content(average, heads, values, scale_of(values))

    def _content(
        self, average: Average, heads: tuple[Head, ...], values: np.ndarray, scale: float
    ) -> GridContent:
        return GridContent(
            heads=heads,
            names=tuple(map(short_name, self._stream.places)),
            values=values,
            means=average.means,
            errors=average.errors,
            mean_head=("mean", f"of {whole(average.count)}"),
            scale=scale,
            mean_scale=scale_of(average.means),
            power=power_for(max(scale_of(values) or scale, scale_of(average.means))),
        )

    def _head(self, column: int) -> Head:
        """Return the head of an example."""
        task = self._stream.task
        assert task is not None
        index = int(task.examples[column])
        if index not in self._pictures:
            if len(self._pictures) > 1000:
                self._pictures.clear()
            self._pictures[index] = gray_image(task.images.picture(index))
        label = int(task.images.labels[index])
        spoken = f"training image {whole(index)}, {with_article(label)}"
        return Head(str(label), picture=self._pictures[index], spoken=spoken)

    def _write(self) -> None:
        """Write the arithmetic of the cell that is chosen."""
        panel, stream = self._panel, self._stream
        row, column = panel.grid.chosen
        if stream.task is None or row >= len(stream.places):
            return
        place, example = stream.places[row], self.example
        panel.walk.setVisible(example is not None)
        if example is not None:
            images = stream.task.images
            label = int(images.labels[example])
            derivation = derive(stream.task.network, images.activations(example), label)
            panel.arithmetic.setText(of_cell(derivation, place, example, label))
            panel.walk.setAccessibleName(f"Walk through training image {whole(example)}")
        elif self.by_digit and column < DIGIT_COUNT:
            panel.arithmetic.setText(of_digit(stream.average, row, place, column))
        else:
            panel.arithmetic.setText(of_mean(stream.average, row, place))

    @pyqtSlot()
    def _show_curve(self) -> None:
        """Draw how the chosen row's mean has settled."""
        panel, stream = self._panel, self._stream
        row = panel.grid.chosen[0]
        if stream.task is None or row >= len(stream.places):
            return
        course = stream.running.course
        spread = panel.spread.current == DEVIATION
        spreads = course.deviations if spread else course.errors
        panel.parameter.setCurrentIndex(row)
        panel.curve.set_settling(
            Settling(course.counts, course.means[:, row], spreads[:, row], stream.size)
        )

    @pyqtSlot(str)
    def _change_view(self, view: str) -> None:
        """Show another view; of settling means the arithmetic is the mean's."""
        self._panel.show_view(view)
        if view == SETTLING:
            row = self._panel.grid.chosen[0]
            self._panel.grid.set_chosen(row, len(self._panel.grid.content.heads))
        self._begin_again()

    @pyqtSlot(int)
    def _choose_parameter(self, row: int) -> None:
        self.choose(row, len(self._panel.grid.content.heads))

    @pyqtSlot()
    def _begin_again(self) -> None:
        self._first_shown = 0
        self.show()

    @pyqtSlot()
    def _go_back(self) -> None:
        self._first_shown = max(self._first_shown - self._panel.grid.places.examples_that_fit, 0)
        self.show()

    @pyqtSlot()
    def _go_on(self) -> None:
        self._first_shown += self._panel.grid.places.examples_that_fit
        self.show()


def count_words(average: Average, size: int) -> str:
    """Return how many examples there are, and which digits lack."""
    words = f"{whole(average.count)} of {whole(size)} examples"
    missing = missing_words(average, size)
    return f"{words} · {missing}" if missing else words


def short_count(count: int) -> str:
    """Return a count that fits over a narrow column: 97, 5.9k."""
    return str(count) if count < 1000 else f"{count / 1000:.1f}k"
