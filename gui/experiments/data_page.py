"""The pages of what the data does: how much of it, and with shuffled labels."""

from __future__ import annotations

from core.errors import UsageError
from core.experiments.data_study import AMOUNT, COUNTS, SHARES, SHUFFLED, DataFinding, DataStudy
from core.experiments.trial import MOST_REPEATS, MOST_STEPS, Recipe, require_between
from core.network.architecture import Architecture
from core.training.settings import check_batch_size, check_learning_rate, check_seed
from gui.experiments.study_page import StudyPage
from gui.theme import Theme
from gui.widgets.chart import Chart, Line
from gui.widgets.numbers import percent, whole

TRAINED, UNSEEN = "positive", "accuracy"
CHANCE = 0.1
SHUFFLED_COUNT = 500


class DataPage(StudyPage):
    """A page with the settings and the curves of a `DataStudy`."""

    kind = AMOUNT
    values: tuple[float, ...] = COUNTS
    x_name = "training examples"

    def __init__(self, theme: Theme, question: str, about: str) -> None:
        super().__init__(theme, question, about, "Run")
        self.steps = self.add_field("Steps", 15_000, _check_steps)
        self.repeats = self.add_field("Repeats", 3, _check_repeats)
        self.batch = self.add_field("Batch", 10, _check_batch)
        self.rate = self.add_field("Rate", 1.0, check_learning_rate, whole=False)
        self.seed = self.add_field("Seed", 0, _check_seed)
        self.show_findings([])

    def recipe(self, architecture: Architecture) -> Recipe:
        """Return what all trials have in common; raises UsageError."""
        return Recipe(
            architecture,
            steps=int(self.steps.value),
            repeats=int(self.repeats.value),
            batch_size=int(self.batch.value),
            learning_rate=float(self.rate.value),
            seed=int(self.seed.value),
        )

    def study(self, architecture: Architecture, available: int) -> DataStudy:
        """Return what is to be done with so many training images."""
        values = tuple(dict.fromkeys(min(value, available) for value in self.values))
        return DataStudy(self.kind, self.recipe(architecture), values)

    def name_of(self, finding: DataFinding) -> str:
        """Return a finding's settings in a line."""
        recipe = finding.study.recipe
        sizes = "-".join(map(str, recipe.architecture.sizes))
        repeats = "1 repeat" if recipe.repeats == 1 else f"{recipe.repeats} repeats"
        return (
            f"{sizes}, {whole(recipe.steps)} steps of {recipe.batch_size},"
            f" rate {recipe.learning_rate:g}, seed {recipe.seed}, {repeats}"
        )

    def show_findings(self, findings: list[tuple[int, DataFinding]]) -> None:
        """Show curves, the last finding in front."""
        lines: list[Line] = []
        for number, finding in findings:
            faint = finding is not findings[-1][1]
            mark = f"{number} · " if len(findings) > 1 and number else ""
            for name, quantity, color in self.curves():
                curve = finding.curve(quantity)
                lines.append(
                    Line(mark + name, curve.x, curve.mean, color, curve.low, curve.high, faint)
                )
        self.chart.set_chart(self.chart_of(tuple(lines)))
        last = findings[-1][1] if findings else None
        self.set_finding(self.words_for(last) if last else "")
        self.set_problems(last.problems() if last else ())
        self.set_savable(bool(findings))

    def curves(self) -> tuple[tuple[str, str, str], ...]:
        """Return name, quantity and colour of each curve."""
        return ("learnt", "train_accuracy", TRAINED), ("unseen", "test_accuracy", UNSEEN)

    def chart_of(self, lines: tuple[Line, ...]) -> Chart:
        """Return the curves with their axes."""
        return Chart(
            lines,
            x_name="training examples, on a logarithmic scale",
            y_name="Accuracy; the bars span all repeats",
            log_x=True,
            x_ticks=tuple(float(value) for value in COUNTS),
            empty="Run it: five amounts of data, the same number of steps on each.",
        )

    def words_for(self, finding: DataFinding) -> str:
        """Return what was found, in a sentence made of the numbers."""
        learnt, unseen = (finding.curve(quantity) for _, quantity, _ in self.curves())
        if not len(unseen.x):
            return ""
        first, last = (
            f"{whole(int(unseen.x[at]))} examples: {percent(learnt.mean[at])} of those learnt,"
            f" {percent(unseen.mean[at])} of unseen ones"
            for at in (0, -1)
        )
        return f"{first}." if len(unseen.x) == 1 else f"{first}. {last}."


class AmountPage(DataPage):
    """How much data: the same number of steps on ever more examples."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            "How many examples does it take?",
            "New networks make the same number of steps on 100 to 60,000 examples."
            " Learnt: the examples it trained on. Unseen: the test images.",
        )


class ShuffledPage(DataPage):
    """Shuffled labels: it memorises, it doesn't learn."""

    kind = SHUFFLED
    values = SHARES

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            "Can it learn what makes no sense?",
            "A share of the labels is shuffled among the examples. A network can memorise them"
            " all the same; on unseen images that is worth nothing.",
        )
        self.count = self.add_field("Examples", SHUFFLED_COUNT, _check_count)

    def study(self, architecture: Architecture, available: int) -> DataStudy:
        count = min(int(self.count.value), available)
        return DataStudy(self.kind, self.recipe(architecture), self.values, count)

    def name_of(self, finding: DataFinding) -> str:
        return f"{whole(finding.study.count)} examples, {super().name_of(finding)}"

    def chart_of(self, lines: tuple[Line, ...]) -> Chart:
        return Chart(
            lines,
            x_name="of the labels shuffled",
            y_name="Accuracy; the bars span all repeats",
            x_ticks=SHARES,
            write_x=percent,
            empty="Run it: from true labels to labels without any sense.",
        )

    def words_for(self, finding: DataFinding) -> str:
        learnt, unseen = (finding.curve(quantity) for _, quantity, _ in self.curves())
        if not len(unseen.x) or unseen.x[-1] < 1:
            return ""
        return (
            f"With all labels shuffled it still gives {percent(learnt.mean[-1])} of the answers"
            f" it was taught, and {percent(unseen.mean[-1])} on unseen images:"
            f" guessing gives about {percent(CHANCE)}."
        )


def _check_steps(value: float) -> None:
    require_between("steps", value, 1, MOST_STEPS)


def _check_repeats(value: float) -> None:
    require_between("repeats", value, 1, MOST_REPEATS)


def _check_batch(value: float) -> None:
    check_batch_size(int(value), 60_000)


def _check_seed(value: float) -> None:
    check_seed(int(value))


def _check_count(value: float) -> None:
    if not 1 <= value <= 60_000:
        raise UsageError(f"{value:g} examples: choose a whole number from 1 to 60,000")
