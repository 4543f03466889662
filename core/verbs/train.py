"""The verb `train`: stochastic gradient descent without a window, a line an epoch."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from core.data.images import Dataset
from core.data.mnist import load_mnist
from core.errors import ExitCode, NudgesError
from core.storage.session import Session, save_session
from core.training.curves import CurveData
from core.training.measures import Interrupted, measure
from core.training.records import Diverged, EpochRecord, Measure, MiniBatchRecord
from core.training.run import SgdRun
from core.verbs.arguments import TrainOptions
from core.verbs.interruption import Interruption, StoppedError
from core.verbs.messages import complain, note, say
from core.verbs.outputs import require_writable
from core.verbs.progress import ProgressBar
from core.verbs.train_report import (
    Outcome,
    epoch_line,
    heading,
    introduction,
    kept_files,
    write_json,
)

STEPS_AT_ONCE = 200


def train(options: TrainOptions) -> int:
    """Train, print a line an epoch, write the files asked for however it ends; return the code.

    Raises
    ------
    CannotWriteError, NoDataError, UsageError
        If an output can't be written, or the data set isn't there: before any training.
    """
    require_writable([options.save, options.json])
    dataset = load_mnist()
    say(introduction(options))
    with Interruption() as interruption:
        training = Training(options, dataset, interruption)
        try:
            training.make_epochs()
        except (Diverged, StoppedError, BrokenPipeError) as error:
            return training.end_early(error)
        training.write_files(Outcome.DONE)
    for line in kept_files(options):
        say(f"wrote {line}")
    return ExitCode.DONE


class Training:
    """A run, its curves, and the records of the epochs it has made."""

    def __init__(self, options: TrainOptions, dataset: Dataset, interruption: Interruption) -> None:
        self._options = options
        self._dataset = dataset
        self._interruption = interruption
        self._run = SgdRun(options.architecture, options.settings, dataset.train)
        self._records: list[EpochRecord] = []
        self._curves = CurveData()

    def make_epochs(self) -> None:
        """Make all epochs, with a line for each.

        Raises
        ------
        Diverged, StoppedError
            If it ends early; the run is whole and can be saved.
        """
        say(heading())
        steps = self._options.epochs * self._run.batches_per_epoch
        with ProgressBar(steps, "mini-batches") as bar:
            for _ in range(self._options.epochs):
                record = self._make_epoch(bar)
                self._records.append(record)
                self._curves.add_epoch(record)
                bar.print_beside(epoch_line(record))

    def end_early(self, error: Exception) -> int:
        """Write what there is, tell in one line why it ended and what is kept; return the code."""
        self.write_files(Outcome.of(error))
        kept = "; wrote ".join(["", *kept_files(self._options)])
        where = f"in epoch {self._run.epoch} after {self._run.step_count:,} steps"
        if isinstance(error, StoppedError):
            note(f"{error} {where}{kept or '; nothing was to be saved'}")
        elif isinstance(error, Diverged):
            complain(f"diverged: {error}{kept + ' as of the last good step' if kept else ''}")
        if isinstance(error, NudgesError):
            return error.exit_code
        raise error

    def write_files(self, outcome: Outcome) -> None:
        """Write the session and the JSON that were asked for.

        Raises
        ------
        CannotWriteError
            If one of them can't be written; the other is tried all the same.
        """
        try:
            if self._options.save is not None:
                save_session(self._session(), self._options.save)
        finally:
            if self._options.json is not None:
                write_json(self._options.json, self._options, self._records, outcome)

    def _session(self) -> Session:
        """Return the run as it is now, with its curves."""
        session = self._run.to_session(self._dataset.sha256)
        return replace(session, curves=self._curves.saved())

    def _make_epoch(self, bar: ProgressBar) -> EpochRecord:
        """Make the steps of an epoch and measure the network at its end."""
        seconds = self._make_steps(bar)
        rate = self._options.settings.train_size / max(seconds, 1e-9)
        train, test = self._measure("train"), self._measure("test")
        return EpochRecord(self._run.epoch, self._run.step_count, train, test, seconds, rate)

    def _make_steps(self, bar: ProgressBar) -> float:
        """Make the steps of an epoch; return the seconds that they took, all else left out."""
        seconds = 0.0
        left = self._run.batches_per_epoch
        while left:
            self._interruption.check()
            count = min(left, STEPS_AT_ONCE)
            seconds += self._make_some_steps(count)
            bar.advance(count)
            left -= count
        return seconds

    def _make_some_steps(self, count: int) -> float:
        """Make so many steps and keep what they cost; return the seconds of the steps alone."""
        records: list[MiniBatchRecord] = []
        keep = records.append  # one by one: those made before a divergence count
        start = perf_counter()
        try:
            for _ in range(count):
                keep(self._run.step())
            return perf_counter() - start
        finally:
            self._curves.append(records)

    def _measure(self, set_name: str) -> Measure:
        """Return cost and accuracy of the training images used, or of all test images."""
        size = self._options.settings.train_size if set_name == "train" else None
        run, images = self._run, self._dataset.named(set_name)
        try:
            return measure(
                run.network, images, run.step_count, run.epoch, size, self._interruption.wanted
            )
        except Interrupted:
            self._interruption.check()
            raise
