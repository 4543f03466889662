"""The chain of one derivative, factor by factor, and all paths from its neuron to the cost."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.explain.derivation import Derivation
from core.explain.factors import Term
from core.explain.paths import MOST_PATHS, Path, Paths, chain, path_count, paths_from
from core.explain.places import Place
from gui.explain.arithmetic import TERM_FIGURES, exact, factor, others
from gui.explain.labels import heading, words
from gui.explain.lettering import in_words
from gui.explain.notation import details_in_words, in_notation
from gui.explain.parameter_words import factor_name, of_factor, of_product
from gui.explain.tables import neuron_name
from gui.network_view.scene import NeuronId
from gui.theme import Theme
from gui.widgets.bar_rows import BarRow
from gui.widgets.number_words import NumberWords
from gui.widgets.numbers import TIMES, apart, whole
from gui.widgets.signed_bars import SignedBars

NAMED = 24
WRITTEN = 6  # paths whose numbers stand in the arithmetic of the sum


class PathsView(QWidget):
    """Shows the product that a derivative is, and what each path carries of its last factor."""

    path_hovered = pyqtSignal(object)  # the neurons of a path, a tuple of NeuronId; or None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paths: Paths | None = None
        self._state: tuple[Derivation, Place] | None = None
        self._notation = True
        self._all = False  # whether all paths have rows, where they are no crowd
        self.list_all = QPushButton()
        self.list_all.setStyleSheet("padding: 1px 8px; min-height: 16px;")
        self.formula = words("muted")
        self.factors = SignedBars(theme)
        self.count = NumberWords(theme, "muted")
        self.bars = SignedBars(theme)
        self.factors.setAccessibleName("factors of the derivative")
        self.bars.setAccessibleName("paths to the cost, the strongest first")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (
            heading("THE CHAIN"),
            self.formula,
            self.factors,
            heading("ALL PATHS TO THE COST"),
            self.count,
            self.list_all,
            self.bars,
        ):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.bars.row_hovered.connect(self._tell)
        self.bars.row_opened.connect(self._tell)
        self.list_all.clicked.connect(self._list_all)

    def set_place(self, derivation: Derivation, place: Place) -> None:
        """Show the chain of a parameter and the paths of its neuron."""
        self._state = (derivation, place)
        made = chain(derivation, place)
        what = "∂C/∂b" if place.is_bias else "∂C/∂w"
        names = " · ".join(factor_name(each) for each in made.factors)
        self.formula.setText(in_words(f"{what} = {names}", self._notation))
        rows = [
            BarRow(
                factor_name(each),
                each.value,
                hollow=False,
                number=exact(each.value),
                detail=of_factor(derivation, each),
            )
            for each in made.factors
        ]
        total = BarRow(
            "product",
            made.derivative,
            False,
            number=exact(made.derivative),
            detail=of_product(made.factors, made.derivative),
        )
        self.factors.set_rows(self._written(*rows), total=self._written(total)[0])
        few = path_count(derivation, place.layer) <= MOST_PATHS
        most = MOST_PATHS if self._all and few else NAMED
        self.paths = paths_from(derivation, place.layer, place.neuron, most)
        self._show_paths(derivation, self.paths)

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self._notation = shown
        if self._state is not None:
            self.set_place(*self._state)

    def _written(self, *rows: BarRow) -> tuple[BarRow, ...]:
        return in_notation(rows, self._notation)

    def _show_paths(self, derivation: Derivation, paths: Paths) -> None:
        sizes = derivation.network.architecture.sizes[paths.layer + 1 :]
        details = {"total": sum_words(paths), "count": of_count(paths, sizes)}
        told = in_words(count_words(paths, sizes, derivation.depth), self._notation)
        self.count.set_words(told, details_in_words(details, self._notation))
        rows = [path_row(path) for path in paths.strongest]
        if not paths.complete:
            label = f"the other {whole(paths.count - len(paths.strongest))}"
            rows.append(
                BarRow(label, paths.rest, number=exact(paths.rest), detail=rest_words(paths))
            )
        total = BarRow(
            f"sum  {slope_of(paths)}",
            paths.total,
            number=exact(paths.total),
            detail=sum_words(paths),
        )
        written, (total,) = self._written(*rows), self._written(total)
        self.bars.set_rows(written, total=total, headers=("neurons", "carries"))
        self._tell(None)
        self.list_all.setVisible(NAMED < paths.count <= MOST_PATHS)
        which = f"the {NAMED} strongest" if self._all else f"all {whole(paths.count)}"
        self.list_all.setText(f"List {which}")

    @pyqtSlot()
    def _list_all(self) -> None:
        """Give all paths rows, or the strongest alone again."""
        self._all = not self._all
        if self._state is not None:
            self.set_place(*self._state)

    @pyqtSlot(object)
    def _tell(self, row: int | None) -> None:
        """Tell the path of a row that is pointed at, or of the one that is open."""
        paths = self.paths
        row = self.bars.opened if row is None else row
        if paths is None or row is None or row >= len(paths.strongest):
            self.path_hovered.emit(None)
            return
        neurons = paths.strongest[row].neurons
        self.path_hovered.emit(
            tuple(NeuronId(layer, j) for layer, j in enumerate(neurons, paths.layer))
        )


def through_softmax(paths: Paths) -> bool:
    """Return whether it is an output's own path that begins at z, for all outputs hear of it."""
    return paths.strongest[:1] != () and paths.strongest[0].factors[0].term is Term.ERROR


def slope_of(paths: Paths) -> str:
    """Return the letters of what all paths carry together."""
    return "∂C/∂z" if through_softmax(paths) else "∂C/∂a"


def path_row(path: Path) -> BarRow:
    """Return what a path carries, with the product that it is."""
    label = " → ".join(str(j) for j in path.neurons)
    detail = of_product(path.factors, path.value)
    return BarRow(label, path.value, number=exact(path.value), detail=detail)


def sum_words(paths: Paths) -> str:
    """Return the sum of what the paths carry, in numbers where a few say it all."""
    named = [path.value for path in paths.strongest[:WRITTEN]]
    terms = [factor(value, TERM_FIGURES) for value in named]
    if paths.count > len(named):
        terms.append(others(paths.total - sum(named), paths.count - len(named)))
    numbers = f"{' + '.join(terms)} = <b>{exact(paths.total)}</b>"
    return f"{slope_of(paths)} = Σ over all paths<br>= {numbers}"


def rest_words(paths: Paths) -> str:
    """Return what the paths without a name carry together."""
    total, shown = apart(paths.total, paths.shown)
    return f"sum − those above<br>= {total} − ({shown}) = <b>{exact(paths.rest)}</b>"


def of_count(paths: Paths, sizes: tuple[int, ...]) -> str:
    """Return how many paths there are: each neuron of each layer after may be on the way."""
    product = f" {TIMES} ".join(str(size) for size in sizes) or "1"
    return f"the sizes of the layers after it<br>= {product} = <b>{whole(paths.count)}</b>"


def count_words(paths: Paths, sizes: tuple[int, ...], depth: int) -> str:
    """Return how many paths there are and what they add up to."""
    name = neuron_name(paths.layer, paths.neuron, depth)
    if not sizes:
        where = "measured, through softmax" if through_softmax(paths) else "measured"
        total = f"{slope_of(paths)} = [[total|{exact(paths.total)}]]"
        return f"The {name} is where the cost is {where}: one path, {total}."
    product = f" {TIMES} ".join(str(size) for size in sizes)
    many = product if len(sizes) > 1 else whole(paths.count)
    return (
        f"From {name} the [[count|{many}]] paths add up to "
        f"∂C/∂a = [[total|{exact(paths.total)}]]. Point at one to "
        "see it in the picture."
    )
